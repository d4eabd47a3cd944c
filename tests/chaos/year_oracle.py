"""What lights, warnings, firings and rungs must be, worked out day by day from the published parameters alone.

Written from the parameter files and the sentence in which each is meant, not from the product: working days are counted
one by one with the published calendar, and nothing of the product's law, clocks or ladder is imported.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar

PARAMETERS = Path(__file__).parents[2] / "states" / "law" / "light_rules"
PRESSING = ("green", "blue", "yellow", "orange", "red")
ONE = timedelta(days=1)
SOON = 7
CLOSES_ITSELF = "consultation_closes"
FLOORS = ("review_floor",)  # a minimum: once it is over the next act is free, and nobody is late


@cache
def parameters(name: str) -> dict[str, Any]:
    return tomllib.loads((PARAMETERS / f"{name}.toml").read_text(encoding="utf-8"))


COLOURS = {  # what a clock of the place can show
    name: {"green"} | {one["colour"] for one in tomllib.loads((PARAMETERS / f"{name}.toml").read_text(encoding="utf-8"))["lights"]}
    for name in ("default", "local_example")
}


@cache
def works(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


@cache
def length(start: date, end: date, unit: str) -> int:
    """Days after ``start`` up to and with ``end``; of work only, where the unit says so."""
    days = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if unit != "working_day" or works(day))


@cache
def light(place: str, name: str, due: date, today: date) -> str:
    """The most pressing colour whose condition holds on that day."""
    lit = {"green"}
    for one in parameters(place)["lights"] if name not in FLOORS else ():
        near = one["when"] == "before" and (today > due or length(today, due, one["unit"]) <= one["n"])
        over = one["when"] == "after" and today > due and length(due, today, one["unit"]) >= one["n"]
        if near or over:
            lit.add(one["colour"])
    return max(lit, key=PRESSING.index)


@dataclass(frozen=True)
class Rung:
    number: int
    to: str
    colour: str
    opens: date


@cache
def ladder(place: str, due: date) -> tuple[Rung, ...]:
    """Each rung with the first working day on which so many working days have passed; the first at once."""
    found = []
    for number, one in enumerate(parameters(place)["ladder"], 1):
        day = due + ONE
        while "n" in one and (length(due, day, one["unit"]) < one["n"] or not works(day)):
            day += ONE
        found.append(Rung(number, one["to"], one["colour"], day))
    return tuple(found)


@dataclass(eq=False)
class Clock:
    """A clock with where it stands: no act of the year takes a matter elsewhere while one of its clocks runs."""

    case: str
    name: str
    place: str
    due: date
    warn: date
    office: str
    stage: str
    status: str = "armed"  # armed | warned | fired | held | over
    rung: int = 0

    @property
    def counts(self) -> bool:
        """Does it stand in the figures of time?"""
        return self.status in ("armed", "warned", "fired") and self.name not in FLOORS


@dataclass
class Oracle:
    """All clocks there are; moved on by days, and told what officers did."""

    clocks: dict[tuple[str, str], Clock] = field(default_factory=dict)
    climbed: dict[tuple[str, str, date, int], tuple[date, str, str]] = field(default_factory=dict)
    acted: dict[tuple[str, str, date, str], int] = field(default_factory=dict)

    def add(self, clock: Clock) -> None:
        self.clocks[clock.case, clock.name] = clock

    def drop(self, case: str, name: str) -> None:
        """What it ran for was done, or need not be done any more."""
        self.clocks[case, name].status = "over"

    def sweep(self, today: date) -> None:
        for clock in self.clocks.values():
            if clock.status in ("held", "over"):
                continue
            if today > clock.due:
                self._lapsed(clock, today)
            elif clock.status == "armed" and today >= clock.warn:
                self._act(clock, "warn", "warned")

    def _lapsed(self, clock: Clock, today: date) -> None:
        if clock.name == CLOSES_ITSELF:
            clock.status = "over"
            return
        if clock.status != "fired":
            self._act(clock, "fire", "fired")
        if clock.name in FLOORS:
            return
        for rung in ladder(clock.place, clock.due):
            if rung.opens <= today and rung.number > clock.rung and (rung.number == 1 or works(today)):
                clock.rung = rung.number
                self.climbed[clock.case, clock.name, clock.due, rung.number] = (today, rung.to, rung.colour)

    def _act(self, clock: Clock, act: str, status: str) -> None:
        clock.status = status
        key = (clock.case, clock.name, clock.due, act)
        self.acted[key] = self.acted.get(key, 0) + 1

    def open_rungs(self) -> set[tuple[str, str, int]]:
        return {(one.case, one.name, one.rung) for one in self.clocks.values() if one.status == "fired" and one.rung}

    def lit(self, today: date) -> dict[Clock, str]:
        """The clocks that stand in the figures, each with its light."""
        return {one: light(one.place, one.name, one.due, today) for one in self.clocks.values() if one.counts}

    def cases(self, first: date, last: date) -> set[str]:
        """Matters with a clock that falls due in those days."""
        return {one.case for one in self.clocks.values() if one.counts and first <= one.due <= last}
