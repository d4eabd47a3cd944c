"""Whom a command names, and whom the matter has named already: what the register is asked for, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from states.casework.commands import Command, OpenCase, RecordEntry, RequestCorrection, TakeStep
from states.casework.ports import Credentials
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Part
from states.dossier.naming import NAMING, Register, names_in
from states.dossier.schema import Field, FieldType
from states.procedures.catalogue import PROCEDURES


def mentioned(command: Command) -> frozenset[str]:
    """The texts that a command has in fields of persons and units; for a correction, whose kind of entry only the
    dossier knows, every short text."""
    match command:
        case TakeStep():
            return frozenset(name for kind, fields in command.inputs.items() for name in _sent(kind, fields))
        case RecordEntry():
            return frozenset(_sent(command.kind, command.fields))
        case OpenCase():
            plan = PROCEDURES.get(command.procedure)
            return frozenset(_sent(plan.opening_kind, command.fields)) if plan else frozenset()
        case RequestCorrection():
            return frozenset(_texts(command.fields))
        case _:
            return frozenset()


def _sent(kind: str, fields: Any) -> Iterator[str]:
    naming = _naming(kind)
    return names_in(naming, fields) if naming and isinstance(fields, Mapping) else iter(())


@cache
def _naming(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that name somebody, rows included; most kinds have none."""
    spec = KINDS.get(kind)
    return tuple(one for one in spec.fields if _names(one)) if spec else ()


def _names(field: Field) -> bool:
    return field.type in NAMING or (field.type is FieldType.ROWS and any(map(_names, field.columns)))


NAME_LENGTH = 300  # as sent, with blanks and brackets; longer texts name nobody


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) <= NAME_LENGTH:
            yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def known_in(dossier: Dossier | None, register: Register) -> Register:
    """The register as this matter reads it: who stands in its papers under a name keeps that name."""
    if dossier is None or not (register.persons or register.offices):
        return register
    family = (dossier, dossier.above) if dossier.above else (dossier,)
    return replace(register, used=frozenset(name for one in family for name in _on_file(one)))


def _on_file(dossier: Dossier) -> Iterator[str]:
    for part in dossier.parts:
        yield from (part.person, part.employer)
    for entry in dossier.entries:
        yield from names_of(entry)


def names_of(entry: Entry) -> Iterator[str]:
    """Every person and unit that a stored entry names."""
    naming = _naming(entry.kind)
    return names_in(naming, entry.fields) if naming else iter(())


def recognised(dossier: Dossier, who: Credentials | None) -> Dossier:
    """The matter as it concerns the acting person: papers may have named them or their unit before the register did."""
    if who is None:
        return dossier
    above = recognised(dossier.above, who) if dossier.above else None
    persons, units = {who.name: who.person} if who.name else {}, {who.office_name: who.employer} if who.office_name else {}
    if above is dossier.above and not any(part.person in persons or part.employer in units for part in dossier.parts):
        return dossier
    parts = (Part(persons.get(one.person, one.person), one.role, units.get(one.employer, one.employer)) for one in dossier.parts)
    return replace(dossier, parts=tuple(parts), above=above)
