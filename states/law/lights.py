"""The light of a clock and the ladder of its escalation (红黄绿灯、逐级督办).

A light is an automatic state of a clock, no act of anybody. No statute fixes its numbers: they are parameters of a
place, each file of ``light_rules`` with its source and the day it was set. Every light says by which rule, for which
clock and from which inputs it came about, so that it can be worked out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from states.dossier.vocabulary import Labelled
from states.errors import DefinitionError
from states.law.almanac import SHIPPED, Almanac
from states.law.calendar import WorkCalendar
from states.law.period import Unit
from states.law.toml_table import Table, read_table
from states.law.values import law_view, overlays

FOLDER = Path(__file__).parent / "light_rules"
DEFAULT = "default"
DAYS = (Unit.CALENDAR_DAY, Unit.WORKING_DAY)


class Light(Labelled):
    """From quiet to pressing; ``rank`` orders them."""

    GREEN = "green", "绿灯"
    BLUE = "blue", "蓝灯"
    YELLOW = "yellow", "黄灯"
    ORANGE = "orange", "橙灯"
    RED = "red", "红灯"

    @property
    def rank(self) -> int:
        return list(Light).index(self)


class Addressee(Labelled):
    """Who is told on a rung of the ladder."""

    HANDLER = "handler", "承办单位经办人"
    OFFICE_HEAD = "office_head", "承办单位负责人"
    SUPERVISOR = "supervisor", "督办机构"
    GOVERNMENT_OFFICE = "government_office", "政府办公机构"


class When(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, never without their unit."""

    n: int
    unit: Unit

    def from_day(self, day: date, calendar: WorkCalendar) -> date:
        """The day on which the span is complete, the first day not counted."""
        return calendar.add_workdays(day, self.n) if self.unit is Unit.WORKING_DAY else day + timedelta(days=self.n)

    def reached(self, start: date, end: date, calendar: WorkCalendar) -> bool:
        """Have so many days passed from ``start`` to ``end``?"""
        return _days(start, end, self.unit, calendar) >= self.n

    @property
    def label(self) -> str:
        return f"{self.n}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Threshold:
    """``before``: from ``span`` before the last day on; ``after``: once the last day is over by ``span``."""

    light: Light
    when: When
    span: Span

    def holds(self, today: date, due_on: date, calendar: WorkCalendar) -> bool:
        if self.when is When.AFTER:
            return today > due_on and self.span.reached(due_on, today, calendar)
        return today > due_on or _days(today, due_on, self.span.unit, calendar) <= self.span.n


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: whom it reaches, in which colour, how long after the last day (None: at once)."""

    number: int
    to: Addressee
    light: Light
    after: Span | None

    def opens_on(self, due_on: date, calendar: WorkCalendar) -> date:
        """The day on which it may be climbed: never a day of rest, but for the first, which only states a fact."""
        if self.after is None:
            return due_on + timedelta(days=1)
        return calendar.next_workday(self.after.from_day(due_on, calendar))


@dataclass(frozen=True, slots=True)
class Scheme:
    """The parameters of a place: lights, ladder, and the time that an order gives unless its issuer says otherwise."""

    key: str
    name: str
    places: tuple[str, ...]
    source: str
    dated: date
    thresholds: tuple[Threshold, ...]
    ladder: tuple[Rung, ...]
    order_time: Span

    def rung(self, number: int) -> Rung | None:
        return next((one for one in self.ladder if one.number == number), None)


@dataclass(frozen=True, slots=True)
class Lit:
    """A light with all it came from. ``left``: calendar days to the last day, negative once it is over."""

    light: Light
    scheme: str
    clock: str
    due_on: date
    today: date
    left: int
    floor: bool = False
    threshold: str = ""  # the threshold that decided, in words; "" for green

    def body(self) -> dict[str, Any]:
        """As it is stored."""
        inputs = {"due_on": self.due_on.isoformat(), "today": self.today.isoformat(), "left": self.left, "floor": self.floor}
        return {"light": self.light.value, "rule": self.scheme, "threshold": self.threshold, "clock": self.clock, "inputs": inputs}


def light(scheme: Scheme, clock: str, due_on: date, today: date, calendar: WorkCalendar, *, floor: bool = False) -> Lit:
    """The light of a clock on that day. A minimum time (``floor``) that is over is nobody's delay: always green."""
    lit = [one for one in scheme.thresholds if not floor and one.holds(today, due_on, calendar)]
    chosen = max(lit, key=lambda one: one.light.rank, default=None)
    left = (due_on - today).days
    if chosen is None:
        return Lit(Light.GREEN, scheme.key, clock, due_on, today, left, floor)
    words = "距时限不超过" if chosen.when is When.BEFORE else "超过时限"
    return Lit(chosen.light, scheme.key, clock, due_on, today, left, floor, f"{words}{chosen.span.label}")


@cache
def schemes() -> Mapping[str, Scheme]:
    """All parameters that ship with the product, by key."""
    found = [read_scheme(read_table(file)) for file in sorted(FOLDER.glob("*.toml"))]
    known = {one.key: one for one in found}
    places = [place for one in found for place in one.places]
    if len(known) != len(found) or len(set(places)) != len(places) or DEFAULT not in known:
        raise DefinitionError("light_rules: a key or a place stands twice, or there is no default")
    return known


@lru_cache(maxsize=256)
def scheme_for(chosen: tuple[str, ...]) -> Scheme:
    """The parameters where these overlays are chosen: the place's own before the general ones."""
    reached = {one.key for one in law_view(date.max, chosen).chosen()}
    own = [one for one in schemes().values() if not reached.isdisjoint(one.places)]
    return own[0] if own else schemes()[DEFAULT]


def calendar_for(chosen: tuple[str, ...], almanac: Almanac = SHIPPED) -> WorkCalendar:
    """Working days there, local days off included."""
    return law_view(date.max, chosen, almanac=almanac).calendar


def read_scheme(table: Table) -> Scheme:
    """One file; DefinitionError where it is not plain or its rungs do not climb."""
    places = table.texts("overlays")
    for place in places:
        if place not in overlays():
            raise table.fault("overlays", f"there is no overlay {place!r}")
    order = table.table("order_time")
    if order is None:
        raise table.fault("order_time", "is missing")
    scheme = Scheme(
        table.text("key"), table.text("name"), places, table.text("source"), table.day("dated"),
        tuple(_threshold(row) for row in table.rows("lights")),
        tuple(_rung(number, row) for number, row in enumerate(table.rows("ladder"), 1)), _span(order),
    )  # fmt: skip
    order.close()
    table.close()
    lengths = [(one.after.n, one.after.unit) for one in scheme.ladder if one.after]
    climbing = all(low[0] < high[0] and low[1] is high[1] for low, high in pairwise(lengths))
    if not scheme.thresholds or not scheme.ladder or scheme.ladder[0].after or len(lengths) != len(scheme.ladder) - 1 or not climbing:
        raise table.fault("ladder", "the first rung begins at once, each other one later than the one below")
    return scheme


def _threshold(row: Table) -> Threshold:
    found = Threshold(row.one_of("colour", Light), row.one_of("when", When), _span(row))
    if found.light is Light.GREEN:
        raise row.fault("colour", "green is what is left when nothing else is lit")
    row.close()
    return found


def _rung(number: int, row: Table) -> Rung:
    after = _span(row) if number > 1 else None
    found = Rung(number, row.one_of("to", Addressee), row.one_of("colour", Light), after)
    row.close()
    return found


def _span(row: Table) -> Span:
    found = Span(row.count("n"), row.one_of("unit", Unit))
    if found.unit not in DAYS:
        raise row.fault("unit", "days, calendar or working")
    return found


def _days(start: date, end: date, unit: Unit, calendar: WorkCalendar) -> int:
    return calendar.workdays_after(start, end) if unit is Unit.WORKING_DAY else (end - start).days
