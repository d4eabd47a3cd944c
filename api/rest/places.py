"""Programs may name an office as people do; what is kept is its identifier, as from a page's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from states.dossier.kinds import KINDS
from states.dossier.schema import Field, FieldType
from storage.people import People


def with_office_ids(people: People, kind: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields with registered offices' names turned into identifiers; everything else as it was sent."""
    spec = KINDS.get(kind)
    names = set(_named(spec.fields, fields)) if spec else set()
    if spec is None or not names:
        return fields
    return _meant(spec.fields, fields, people.offices_named(names))


def _named(specs: Sequence[Field], fields: Mapping[str, Any]) -> Iterator[str]:
    for spec in specs:
        value = fields.get(spec.name)
        if spec.type is FieldType.OFFICE and isinstance(value, str):
            yield value.strip()
        elif spec.type is FieldType.ROWS and isinstance(value, list):
            for row in value:
                if isinstance(row, Mapping):
                    yield from _named(spec.columns, row)


def _meant(specs: Sequence[Field], fields: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    found = dict(fields)
    for spec in specs:
        value = fields.get(spec.name)
        if spec.type is FieldType.OFFICE and isinstance(value, str):
            found[spec.name] = ids.get(value.strip(), value)
        elif spec.type is FieldType.ROWS and isinstance(value, list):
            found[spec.name] = [_meant(spec.columns, row, ids) if isinstance(row, Mapping) else row for row in value]
    return found
