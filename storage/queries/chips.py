"""The traffic light of a running clock, and which clocks are minimum periods that one waits out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from states.errors import DefinitionError
from states.law.almanac import SHIPPED, Almanac
from states.law.day_lines import chinese_date
from states.law.lights import Light, calendar_for, light, scheme_for
from states.law.period import Bound
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from storage.calendars import VERSION, almanac_at
from storage.queries.models import DeadlineChip
from storage.queries.models import Light as Shade
from storage.queries.reading import Reader, marks
from storage.reviving import as_date

RUNNING = "('armed', 'warned', 'fired')"
SHOWN = "('armed', 'warned', 'fired', 'held')"  # one that stands still is neither due nor late, but it is there
CHIPS = f"""SELECT t.case_id, t.name, t.label, t.due_on, t.provisional, c.overlays, t.held_on, t.days_left FROM timer t
 JOIN case_file c ON c.id = t.case_id WHERE t.case_id IN ({{cases}}) AND t.status IN {SHOWN}"""


@lru_cache(maxsize=8)
def floors(today: date) -> frozenset[str]:
    """Clocks of minimum periods (不少于) and of a party's own time: when they have run, nothing is late, the next step is free."""
    law = law_view(today)
    found = set()
    for procedure in PROCEDURES.values():
        for timer in procedure.timers:
            if timer.window:
                found.add(timer.name)
            if timer.dated or timer.window:
                continue
            try:
                period = law.period(timer.rule, timer.period)
            except DefinitionError:
                continue
            if period.bound is Bound.AT_LEAST and not period.before:
                found.add(timer.name)
    return frozenset(found)


def chip(
    name: str, label: str, due_on: date, provisional: bool, today: date, places: tuple[str, ...] = (), almanac: Almanac = SHIPPED
) -> DeadlineChip:
    """The clock as lists show it; its light by the rule of the matter's place, which it names."""
    scheme, floor = scheme_for(places), name in floors(today)
    lit = light(scheme, name, due_on, today, calendar_for(places, almanac), floor=floor)
    return DeadlineChip(
        name=name, label=label, due_on=due_on, days_left=lit.left, light=shade(lit.light), text=_text(lit.left, floor=floor),
        provisional=provisional, why=f"{lit.light.label}:{lit.threshold or '未到亮灯条件'}({scheme.name})",
    )  # fmt: skip


def held_chip(name: str, label: str, due_on: date, provisional: bool, since: date, left: int) -> DeadlineChip:
    """A clock that stands still: without a light, whatever its day was."""
    rest = f"尚余{left}日" if left >= 0 else f"中止前已超期{-left}日"
    return DeadlineChip(
        name=name, label=label, due_on=due_on, days_left=left, light="held", text="中止计时", provisional=provisional,
        why=f"自{chinese_date(since)}起中止计时，{rest}，恢复后重新计算截止日",
    )  # fmt: skip


def shade(lit: Light) -> Shade:
    code: Shade = lit.value  # type: ignore[assignment]  # a test holds the two lists together
    return code


def _text(left: int, *, floor: bool) -> str:
    if floor:
        return "期间已满" if left < 0 else ("今日届满" if left == 0 else f"剩 {left} 天届满")
    if left < 0:
        return f"超期 {-left} 天"
    return "今日到期" if left == 0 else f"剩 {left} 天"


def nearest(chips: Iterable[DeadlineChip], today: date) -> DeadlineChip | None:
    """The one that presses most: real deadlines before minimum periods, what stands still last; then the earliest."""
    return min(chips, key=lambda one: (one.light == "held", one.name in floors(today), one.due_on, one.name), default=None)


def chips_of(reader: Reader, cases: Iterable[str], today: date) -> Mapping[str, DeadlineChip | None]:
    """The nearest running clock of each of these matters."""
    cases = tuple(cases)
    if not cases:
        return {}
    sql, params = marks("c", cases)
    found: dict[str, list[DeadlineChip]] = {}
    published = almanac_at(reader.database, reader.number(VERSION, {}), reader.all)
    for case, name, label, due_on, provisional, overlays, held_on, left in reader.all(CHIPS.format(cases=sql), params):
        places, due, unsure = tuple(json.loads(overlays)), as_date(due_on), bool(provisional)
        one = held_chip(name, label, due, unsure, as_date(held_on), left) if held_on else chip(name, label, due, unsure, today, places, published)
        found.setdefault(case, []).append(one)
    return {case: nearest(many, today) for case, many in found.items()}
