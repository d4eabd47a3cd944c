"""What one rule of the law is, as data: its basis, its force, its dated periods and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from states.dossier.vocabulary import Labelled
from states.law.citation import Citation, Instrument
from states.law.period import Period


class RuleKind(Labelled):
    """What a rule does in a procedure."""

    GATE = "gate", "前置条件"
    DEADLINE = "deadline", "法定期限"
    REQUIRED_MATERIAL = "required_material", "必备材料"
    ROLE_RESTRICTION = "role_restriction", "主体要求"
    PUBLICATION = "publication", "公开要求"
    RECORD = "record", "记录要求"
    EXEMPTION = "exemption", "例外情形"
    LIABILITY = "liability", "责任规定"


class Modality(Labelled):
    """How strongly a rule binds. ``GENERALLY`` may be departed from with a recorded reason."""

    MUST = "must", "应当"
    MUST_NOT = "must_not", "不得"
    MAY = "may", "可以"
    GENERALLY = "generally", "一般应当"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule is written and for which places; no overlays: everywhere."""

    citation: Citation
    overlays: tuple[str, ...]

    def holds(self, on: date, overlays: frozenset[str]) -> bool:
        here = not self.overlays or not overlays.isdisjoint(self.overlays)
        return here and self.citation.instrument.in_force(on)


@dataclass(frozen=True, slots=True)
class DatedPeriod:
    """One version of a period, for ``since <= day < until``; ``starts`` names the event it runs from."""

    name: str
    since: date
    until: date | None
    starts: str
    period: Period

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the law that is no period, with what it counts."""

    value: int | float
    unit: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day from which a rule asks something of whoever comes new, and the text that fixed that day."""

    day: date
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. The first basis is its own; others say the same for other places."""

    id: str
    name: str
    kind: RuleKind
    modality: Modality
    step: str
    verified: bool
    bases: tuple[Basis, ...]
    periods: tuple[DatedPeriod, ...]
    numbers: Mapping[str, Number]
    dates: Mapping[str, KeyDate] = field(default_factory=dict)

    @property
    def citation(self) -> Citation:
        return self.bases[0].citation

    @property
    def instrument(self) -> Instrument:
        return self.citation.instrument

    @property
    def article(self) -> str:
        return self.citation.article

    @property
    def overlays(self) -> tuple[str, ...]:
        """Every place where the rule holds; empty for a national rule."""
        return tuple(dict.fromkeys(key for basis in self.bases for key in basis.overlays))

    @property
    def warns(self) -> bool:
        """待核实: its text or the day it came into force is not certain, so it alarms and does not block."""
        return not (self.verified and self.instrument.date_exact)

    @property
    def state_label(self) -> str:
        return "待核实" if self.warns else "已核实"


@dataclass(frozen=True, slots=True)
class Lengthening:
    """A longer local minimum. ``n`` below the national number changes nothing."""

    rule: str
    name: str
    n: int
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """Days off of an autonomous area; whether they stop a national period is unsettled, hence the switch."""

    name: str
    dates: tuple[date, ...]
    stops_national_periods: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a place or a kind of project adds to the national law. It can add and lengthen, never loosen."""

    key: str
    name: str
    includes: tuple[str, ...]
    instruments: tuple[str, ...]
    rules: tuple[str, ...]
    lengthen: tuple[Lengthening, ...]
    wider_exclusions: tuple[str, ...]  # each use needs a legal reviewer's confirmation
    exclusion_rule: str
    local_holidays: tuple[LocalHoliday, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A text in force whose articles were not read: the national rules that it may replace are 待核实 where it holds."""

    instrument: Instrument
    overlays: tuple[str, ...]
    rules: tuple[str, ...]
    what: str  # what it may have set otherwise

    @property
    def told(self) -> str:
        one = self.instrument
        return (f"《{one.title}》（{one.number}）自{one.in_force_from}起施行，其关于{self.what}的条文尚未取得；现按国家一般规定执行，待核实。")


@dataclass(frozen=True, slots=True)
class Law:
    """All the law that the product knows, checked for consistency."""

    instruments: Mapping[str, Instrument]
    rules: Mapping[str, Rule]
    overlays: Mapping[str, Overlay]
    not_built: Mapping[str, str]
    unread: tuple[Unread, ...] = ()
