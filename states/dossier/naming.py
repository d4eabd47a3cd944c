"""Who is meant: somebody in the register, by identifier or by name, or somebody from outside, by name.

A field of a person or unit is kept in one form only, so that whoever compares two papers compares the same thing: the
identifier of whom the register knows, otherwise the name as ``spelled`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from states.dossier.schema import Field, FieldType, Kind, Value
from states.dossier.spelling import spelled
from states.errors import InvalidEntry

NAMING = (FieldType.PERSON, FieldType.OFFICE)


@dataclass(frozen=True, slots=True)
class Registered:
    """A person or a unit in the register; ``place`` tells namesakes apart: a person's unit, a unit's body, by name."""

    id: str
    name: str
    place: str = ""

    @property
    def full(self) -> str:
        return spelled(f"{self.name}（{self.place}）")


@dataclass(frozen=True, slots=True)
class Register:
    """Whom the register knows of those that a command names.

    ``used``: what stands in the matter already. Somebody who was named from outside and registered later stays one
    and the same in that matter: under the name that the earlier papers have.
    """

    persons: tuple[Registered, ...] = ()
    offices: tuple[Registered, ...] = ()
    used: frozenset[str] = frozenset()

    def meant(self, spec: Field, text: str, *, unit: bool = False) -> str:
        """The one form for what was written; ValueError when it fits several.

        A unit may stand where a person is asked for (专家或者专业机构), which ``unit`` says, and the other way round.
        """
        units_first = unit or spec.type is FieldType.OFFICE
        for known in (self.offices, self.persons) if units_first else (self.persons, self.offices):
            found = _found(known, text)
            if len(found) > 1:
                raise ValueError(_ambiguous(spec, text, found))
            if found:
                one = found[0]
                return next((form for form in (spelled(one.name), one.full) if form in self.used), one.id)
        return spelled(text)


NOBODY = Register()


def _found(known: Sequence[Registered], text: str) -> list[Registered]:
    wanted = spelled(text)
    by_id = [one for one in known if one.id == text]
    return by_id or [one for one in known if wanted in (spelled(one.name), one.full)]


def _ambiguous(spec: Field, text: str, found: Iterable[Registered]) -> str:
    choices = "、".join(sorted(one.full for one in found))
    return f"「{spec.label}」有同名登记，不能确定是哪一个，请写明：{choices}。"


def base_name(text: str) -> str:
    """The name without the place behind it that tells namesakes apart."""
    name, bracket, _ = spelled(text).rpartition("（")
    return name if bracket and name else spelled(text)


def settled(kind: Kind, values: Mapping[str, Value], register: Register) -> dict[str, Value]:
    """The typed fields of an entry with everybody in their one form; InvalidEntry names those that fit several."""
    wrong: dict[str, str] = {}
    found = _settled(kind.fields, values, register, "", wrong)
    if wrong:
        raise InvalidEntry(wrong, f"「{kind.label}」填写有误：" + "；".join(wrong.values()))
    return found


def _settled(
    fields: Sequence[Field], values: Mapping[str, Value], register: Register, place: str, wrong: dict[str, str]
) -> dict[str, Value]:
    found = dict(values)
    for spec in fields:
        value = values.get(spec.name)
        if spec.type in NAMING and isinstance(value, str):
            try:
                found[spec.name] = register.meant(spec, value, unit=bool(spec.unit_if) and values.get(spec.unit_if) is True)
            except ValueError as reason:
                wrong[place + spec.name] = str(reason)
        elif spec.type is FieldType.ROWS and isinstance(value, tuple):
            rows = (row for row in value if isinstance(row, Mapping))
            found[spec.name] = tuple(
                _settled(spec.columns, row, register, f"{place}{spec.name}.{number}.", wrong) for number, row in enumerate(rows)
            )
    return found


def names_in(fields: Sequence[Field], values: Mapping[str, object]) -> Iterator[str]:
    """Every text, typed or as sent, that stands in a field of a person or unit."""
    for spec in fields:
        if spec.type is not FieldType.ROWS and spec.type not in NAMING:
            continue
        value = values.get(spec.name)
        if spec.type in NAMING and isinstance(value, str):
            yield value
        elif spec.type is FieldType.ROWS and isinstance(value, list | tuple):
            for row in value:
                if isinstance(row, Mapping):
                    yield from names_in(spec.columns, row)
