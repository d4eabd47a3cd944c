"""The traffic light of a running clock, and which clocks are minimum periods that one waits out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from states.errors import DefinitionError
from states.law.period import Bound
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from storage.queries.models import DeadlineChip
from storage.queries.reading import Reader, marks
from storage.reviving import as_date

NEAR = 3  # days before the last one in which the light is yellow
RUNNING = "('armed', 'warned', 'fired')"
CHIPS = f"""SELECT t.case_id, t.name, t.label, t.due_on, t.provisional FROM timer t
 WHERE t.case_id IN ({{cases}}) AND t.status IN {RUNNING}"""


@lru_cache(maxsize=8)
def floors(today: date) -> frozenset[str]:
    """Clocks of minimum periods (不少于): when they have run, nothing is late, the next step is free."""
    law = law_view(today)
    found = set()
    for procedure in PROCEDURES.values():
        for timer in procedure.timers:
            if timer.dated:
                continue
            try:
                period = law.period(timer.rule)
            except DefinitionError:
                continue
            if period.bound is Bound.AT_LEAST and not period.before:
                found.add(timer.name)
    return frozenset(found)


def chip(name: str, label: str, due_on: date, provisional: bool, today: date) -> DeadlineChip:
    left = (due_on - today).days
    light, text = _light(left, floor=name in floors(today))
    return DeadlineChip(
        name=name, label=label, due_on=due_on, days_left=left, light=light, text=text, provisional=provisional
    )


def _light(left: int, *, floor: bool) -> tuple[Any, str]:
    if floor:
        return "green", "期间已满" if left < 0 else ("今日届满" if left == 0 else f"剩 {left} 天届满")
    if left < 0:
        return "red", f"超期 {-left} 天"
    if left == 0:
        return "yellow", "今日到期"
    return ("yellow" if left <= NEAR else "green"), f"剩 {left} 天"


def nearest(chips: Iterable[DeadlineChip], today: date) -> DeadlineChip | None:
    """The one that presses most: real deadlines before minimum periods, then the earliest."""
    return min(chips, key=lambda one: (one.name in floors(today), one.due_on, one.name), default=None)


def chips_of(reader: Reader, cases: Iterable[str], today: date) -> Mapping[str, DeadlineChip | None]:
    """The nearest running clock of each of these matters."""
    cases = tuple(cases)
    if not cases:
        return {}
    sql, params = marks("c", cases)
    found: dict[str, list[DeadlineChip]] = {}
    for case, name, label, due_on, provisional in reader.all(CHIPS.format(cases=sql), params):
        found.setdefault(case, []).append(chip(name, label, as_date(due_on), bool(provisional), today))
    return {case: nearest(many, today) for case, many in found.items()}
