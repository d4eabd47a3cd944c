"""Worked examples of the law: a small dossier, the step whose gate is tried, and what must come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from states.dossier.kinds import KINDS
from states.dossier.model import NONE_KNOWN, Dossier, EarlierFine, EarlierFines, Entry, OpinionCounts, Part
from states.dossier.schema import Field, FieldType, Value, parse
from states.dossier.vocabulary import Confidentiality, Role
from states.law.earlier_fines import fines_in
from states.law.requirement import REQUIREMENTS, Finding, Moment, Status
from states.law.values import law_view

PAPER = "sha256:" + "a" * 64
OTHER_PAPER = "sha256:" + "b" * 64
TODAY = date(2026, 6, 30)
WATCHED = "watched"  # the step of an example that no gate asks for: it is watched as a risk
REPLAYED = "replay"  # the step of an example that only a published page is asked for


@dataclass(frozen=True)
class Given:
    """A dossier as far as the example needs it."""

    dossier: Dossier
    today: date
    disabled: frozenset[str] = frozenset()

    def judge(self, key: str) -> Finding:
        law = law_view(self.dossier.law_as_of, self.dossier.overlays, disabled=self.disabled)
        return REQUIREMENTS[key].judge(self.dossier, Moment(self.today, law))


@dataclass(frozen=True)
class Example:
    """One requirement in the gate of one step: passing and blocking (or, for 待核实, warning)."""

    key: str
    step: str
    passes: Given
    blocks: Given
    expect: Status = Status.UNMET  # WARNED for rules that are 待核实 or only ask for a knowing choice
    passing: Status = Status.MET  # or DEPARTED, NOT_APPLICABLE
    procedure: str = "major_decision"


def entry(kind: str, /, *, on: str = "", by: str = "p1", role: Role = Role.SPONSOR, **fields: object) -> Entry:
    """An entry of that kind; required fields that the example does not care about are filled in lawfully.

    Give ``None`` to leave a required field out on purpose.
    """
    spec = KINDS[kind]
    left_out = {name for name, value in fields.items() if value is None}
    raw = {one.name: any_value(one) for one in spec.fields if one.required}
    raw |= {name: value for name, value in fields.items() if name not in left_out}
    parsed = parse(spec, raw, date(2027, 12, 31))
    values = {name: value for name, value in parsed.items() if name not in left_out}
    day = date.fromisoformat(on) if on else values.get(spec.effective, TODAY) if spec.effective else TODAY
    assert isinstance(day, date)
    number = _next()
    moment = datetime.combine(day, time(2), UTC)
    return Entry(f"e{number}", kind, values, by, role, day, moment, digest=f"d{number}")


def page(kind: str, on: str, **fields: Value) -> Entry:
    """An entry of a kind that stands only in a dossier rebuilt from a published page; no form offers it."""
    number, day = _next(), date.fromisoformat(on)
    return Entry(f"e{number}", kind, fields, "", Role.PUBLIC, day, datetime.combine(day, time(2), UTC))


@dataclass(frozen=True)
class Elsewhere(EarlierFines):
    """What these other matters decided, whoever asks."""

    matters: tuple[Dossier, ...]

    def of(self, case: str, names: frozenset[str], codes: frozenset[str]) -> tuple[EarlierFine, ...]:
        return tuple(fine for one in self.matters if one.id != case for fine in fines_in(one))


def given(
    *entries: Entry,
    today: date | str = TODAY,
    law_as_of: date | str = "2026-01-10",
    overlays: tuple[str, ...] = (),
    configuration: tuple[str, ...] = (),
    opinions: tuple[int, int, int, int] = (0, 0, 0, 0),
    parts: Mapping[str, Role] | None = None,
    procedure: str = "major_decision",
    disabled: frozenset[str] = frozenset(),
    register: tuple[Entry, ...] | None = None,
    elsewhere: tuple[Dossier, ...] = (),
) -> Given:
    """A dossier with these entries in this order; ``opinions`` = received, adopted, partly, not adopted.

    ``register``: what stands in the body's register, under which matters of enforcement are opened.
    """
    above = None if register is None else given(*register, procedure="enforcement_register", configuration=("er_kept",)).dossier
    dossier = Dossier(
        id="c1", number="演示〔2026〕1号", procedure=procedure, title="某事项", office="o1", body="b1",
        confidentiality=Confidentiality.PUBLIC, law_as_of=_day(law_as_of), overlays=overlays,
        configuration=configuration, entries=entries, opinions=OpinionCounts(*opinions),
        parts=tuple(Part(person, role) for person, role in (parts or {}).items()), above=above,
        fines=Elsewhere(elsewhere) if elsewhere else NONE_KNOWN,
    )
    return Given(dossier, _day(today), disabled)


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def any_value(field: Field) -> object:
    if field.type is FieldType.ROWS:
        return [{column.name: any_value(column) for column in field.columns if column.required}]
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        assert field.options is not None
        first = str(next(iter(field.options)))
        return [first] if field.type is FieldType.CHOICES else first
    if field.year:
        return 2026
    plain: dict[FieldType, object] = {
        FieldType.DATE: "2026-03-02", FieldType.BOOL: True, FieldType.INT: 1, FieldType.MATERIAL: PAPER,
    }
    return plain.get(field.type, f"{field.label}示例")


_counter = [0]


def _next() -> int:
    _counter[0] += 1
    return _counter[0]
