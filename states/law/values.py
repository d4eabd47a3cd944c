"""The law as it stood on one day for one place. A value needs a date: ask a ``LawView``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from states.errors import DefinitionError
from states.law.almanac import SHIPPED, Almanac, calendar
from states.law.calendar import WorkCalendar
from states.law.citation import Citation, Instrument
from states.law.effects import effect
from states.law.period import Period
from states.law.reading import read_law
from states.law.reading_overlays import reach
from states.law.rule import (
    Basis,
    DatedPeriod,
    KeyDate,
    Law,
    Lengthening,
    LocalHoliday,
    Modality,
    Number,
    Overlay,
    Rule,
    RuleKind,
    Unread,
)

__all__ = [
    "Basis",
    "Citation",
    "DatedPeriod",
    "Instrument",
    "KeyDate",
    "Law",
    "LawView",
    "Lengthening",
    "LocalHoliday",
    "Modality",
    "Number",
    "Overlay",
    "Rule",
    "RuleKind",
    "Unread",
    "instruments",
    "law_view",
    "not_built",
    "overlays",
    "rules",
    "shipped_law",
]


@cache
def shipped_law() -> Law:
    """All the law that ships with the product, read once."""
    return read_law(Path(__file__).parent)


def rules() -> Mapping[str, Rule]:
    return shipped_law().rules


def overlays() -> Mapping[str, Overlay]:
    return shipped_law().overlays


def instruments() -> Mapping[str, Instrument]:
    return shipped_law().instruments


def not_built() -> Mapping[str, str]:
    """Catalogued rules that nothing enforces yet: id -> Chinese name."""
    return shipped_law().not_built


class Bearing(NamedTuple):
    """What a law says of the rule behind a requirement's key."""

    rule: str
    name: str
    citation: str
    applies: bool
    warns: bool


@dataclass(frozen=True, slots=True)
class LawView:
    """What holds on ``as_of`` where ``overlays`` are chosen.

    ``confirmed``: rule ids confirmed by two people (规则核实), no longer 待核实. ``disabled``: switched off, for
    tests and replays only. ``almanac``: the days off published here. An id, period or number that does not exist is a
    DefinitionError.
    """

    as_of: date
    overlays: tuple[str, ...] = ()
    confirmed: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()
    almanac: Almanac = SHIPPED
    law: Law = field(default_factory=shipped_law, compare=False, repr=False)
    _reach: frozenset[str] = field(init=False, compare=False, repr=False)
    calendar: WorkCalendar = field(init=False, compare=False, repr=False)  # working days here, with the local days off
    _bases: dict[str, Basis | None] = field(init=False, default_factory=dict, compare=False, repr=False)
    _bearings: dict[str, Bearing] = field(init=False, default_factory=dict, compare=False, repr=False)
    _periods: dict[tuple[str, str], Period] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        reached = (reach(self.law.overlays, key) for key in self.overlays)
        object.__setattr__(self, "_reach", frozenset[str]().union(*reached))
        object.__setattr__(self, "calendar", calendar(self.almanac, self.chosen()))

    def rule(self, id: str) -> Rule:
        rule = self.law.rules.get(id)
        if rule is None:
            raise DefinitionError(f"there is no rule {id!r}")
        return rule

    def applies(self, id: str) -> bool:
        """Whether a text says so that is in force here on that day."""
        return self._basis(id) is not None and id not in self.disabled

    def warns(self, id: str) -> bool:
        """Whether the rule alarms instead of blocking, because it is 待核实 and was not confirmed here."""
        if id in self.confirmed:
            return False
        basis = self._basis(id) or self.rule(id).bases[0]
        return not (self.rule(id).verified and basis.citation.instrument.date_exact) or self.unread(id) is not None

    def unread(self, id: str) -> Unread | None:
        """A text in force here that may replace the rule and that nobody has read."""
        here = (one for one in self.law.unread if id in one.rules and not self._reach.isdisjoint(one.overlays))
        return next((one for one in here if one.instrument.in_force(self.as_of)), None)

    def citation(self, id: str) -> Citation:
        """The text that makes the rule hold here; where none does, its own."""
        return (self._basis(id) or self.rule(id).bases[0]).citation

    def cite(self, id: str) -> str:
        return str(self.citation(id))

    def bearing(self, key: str) -> Bearing:
        """Of the rule behind a key ("rule" or "rule#variant"), worked out once."""
        known = self._bearings.get(key)
        if known is None:
            rule = key.partition("#")[0]
            known = Bearing(rule, self.rule(rule).name, self.cite(rule), self.applies(rule), self.warns(rule))
            self._bearings[key] = known
        return known

    @effect("E-CNT-01", "E-CNT-02", "E-CNT-03", "E-CNT-04", "E-CNT-05", "E-CNT-06")
    def dated(self, id: str, name: str = "main") -> DatedPeriod:
        """The version in force, as the text gives it."""
        for one in self.rule(id).periods:
            if one.name == name and one.holds(self.as_of):
                return one
        raise DefinitionError(f"{id} has no period {name!r} on {self.as_of}")

    def period(self, id: str, name: str = "main") -> Period:
        """The period in force; the longer of national and local minimum."""
        known = self._periods.get((id, name))
        if known is None:
            known = self._periods[(id, name)] = self._lengthened(id, name)
        return known

    def number(self, id: str, name: str) -> int | float:
        found = self.rule(id).numbers.get(name)
        if found is None:
            raise DefinitionError(f"{id} has no number {name!r}")
        return found.value

    def key_date(self, id: str, name: str) -> KeyDate:
        """A day that the rule names, with the text that fixed it."""
        found = self.rule(id).dates.get(name)
        if found is None:
            raise DefinitionError(f"{id} has no date {name!r}")
        return found

    def chosen(self) -> tuple[Overlay, ...]:
        """The chosen overlays and all they include, by key."""
        return tuple(self.law.overlays[key] for key in sorted(self._reach))

    def wider_exclusions(self) -> tuple[str, ...]:
        """Matters that local law leaves out beyond the national list; each use needs confirmation."""
        holding = (one for one in self.chosen() if one.exclusion_rule and self.applies(one.exclusion_rule))
        return tuple(item for one in holding for item in one.wider_exclusions)

    def _basis(self, id: str) -> Basis | None:
        if id not in self._bases:
            here = (one for one in self.rule(id).bases if one.holds(self.as_of, self._reach))
            self._bases[id] = next(here, None)
        return self._bases[id]

    def _lengthened(self, id: str, name: str) -> Period:
        period = self.dated(id, name).period
        local = (
            one.n
            for overlay in self.chosen()
            for one in overlay.lengthen
            if (one.rule, one.name) == (id, name) and one.since <= self.as_of
        )
        return replace(period, n=max((period.n, *local)))


def law_view(
    as_of: date,
    overlays: Iterable[str] = (),
    confirmed: Iterable[str] = frozenset(),
    disabled: Iterable[str] = frozenset(),
    almanac: Almanac = SHIPPED,
) -> LawView:
    """The one view for these choices: equal questions share it and what it has worked out."""
    return _law_view(as_of, tuple(sorted(set(overlays))), frozenset(confirmed), frozenset(disabled), almanac)


@lru_cache(maxsize=256)
def _law_view(
    as_of: date, overlays: tuple[str, ...], confirmed: frozenset[str], disabled: frozenset[str], almanac: Almanac
) -> LawView:
    return LawView(as_of, overlays, confirmed, disabled, almanac)
