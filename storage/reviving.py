"""From rows back to what the core knows: dossiers, credentials, receipts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import orjson

from states.casework.ports import Credentials, Holding, Receipt
from states.dossier.kinds import KINDS
from states.dossier.model import AS_WRITTEN, Dossier, Entry, Names, OpinionCounts, Part, in_place
from states.dossier.schema import Field, FieldType, Value
from states.dossier.vocabulary import Confidentiality, Role

_ROLES = {role.value: role for role in Role}


@lru_cache(maxsize=50_000)
def _configuration(text: str) -> tuple[str, ...]:
    """A stored configuration; there are few, and each is read again and again."""
    return tuple(orjson.loads(text))


def as_json(value: Any) -> Any:
    """SQLite hands JSON as text, psycopg as objects."""
    return orjson.loads(value) if isinstance(value, str) else value


def as_date(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def revive_fields(kind: str, raw: Mapping[str, Any]) -> Mapping[str, Value]:
    """Stored JSON back to typed values; kinds without a table (correction requests) stay text."""
    spec = KINDS.get(kind)
    return _revive(spec.by_name, raw) if spec else dict(raw)


def _revive(fields: Mapping[str, Field], raw: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in raw.items():
        field = fields.get(name)
        if field is None:
            found[name] = value
        elif field.type is FieldType.DATE:
            found[name] = date.fromisoformat(value)
        elif field.type is FieldType.ROWS:
            columns = {column.name: column for column in field.columns}
            found[name] = tuple(_revive(columns, row) for row in value)
        else:
            found[name] = tuple(value) if isinstance(value, list) else value
    return found


class LazyFields(Mapping[str, Value]):
    """Fields of a stored entry, read from their JSON when first asked for: a gate looks at few of them."""

    __slots__ = ("_kind", "_values", "stored")

    def __init__(self, kind: str, text: str) -> None:
        self._kind = kind
        self.stored = text
        self._values: Mapping[str, Value] | None = None

    def _read(self) -> Mapping[str, Value]:
        if self._values is None:
            self._values = revive_fields(self._kind, orjson.loads(self.stored))
        return self._values

    def __getitem__(self, name: str) -> Value:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)


def revive_entry(row: Sequence[Any]) -> Entry:
    """From (id, kind, fields, on, recorded_at, person, role, represented, supersedes, digest, …)."""
    return Entry(
        row[0], row[1], LazyFields(row[1], row[2]), row[5], _ROLES[row[6]], as_date(row[3]), as_moment(row[4]), row[7], row[8], row[9]
    )


def revive_dossier(
    case: Sequence[Any], entries: Sequence[Sequence[Any]], opinions: Any, names: Names = AS_WRITTEN
) -> tuple[Dossier, dict[str, int]]:
    """From the rows of ``statements.*_LOCK`` and ``ENTRIES``; also the event number that recorded each entry."""
    counts = as_json(opinions)
    dossier = Dossier(
        id=case[0], number=case[1], procedure=case[2], title=case[3], office=case[4], body=case[5],
        confidentiality=Confidentiality(case[6]), law_as_of=as_date(case[7]), overlays=tuple(orjson.loads(case[8])),
        configuration=_configuration(case[9]), version=case[10],
        entries=in_place(revive_entry(one) for one in entries),
        parts=tuple(Part(person, _ROLES[role], employer) for person, role, employer in orjson.loads(case[14])),
        opinions=OpinionCounts(*counts[0]) if counts else OpinionCounts(), parent=case[13],
        entered={state: date.fromisoformat(day) for state, day in orjson.loads(case[15]).items()}, names=names,
    )  # fmt: skip
    return dossier, {one[0]: one[10] for one in entries}


def revive_credentials(person: str, who: Any, holdings: Any) -> Credentials | None:
    found = as_json(who)
    if not found:
        return None
    held = tuple(Holding(Role(role), office, body, principal) for role, office, body, principal in as_json(holdings))
    return Credentials(person, found[0], bool(found[1]), held, found[2], found[3])


def revive_receipt(rows: Any) -> tuple[Receipt | None, str]:
    """The earlier answer under the same key and the digest of what was asked then."""
    found = as_json(rows)
    if not found:
        return None, ""
    body = orjson.loads(found[0][0])
    receipt = Receipt(
        body["case"], body["version"], body["seq"], body["hash"], tuple(body["to"]), replayed=True,
    )  # fmt: skip
    return receipt, found[0][1]
