"""The register as forms and pages ask for it: a few matches for what is typed, and names for identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from states.dossier.naming import Registered
from states.dossier.schema import FieldType
from states.dossier.spelling import spelled
from storage.database import Database
from storage.queries.models import Shown
from storage.queries.reading import Reader, containing, look, marks
from storage.queries.showing import Names, lookup

MOST = 20
_PERSONS = "person p LEFT JOIN office f ON f.id = p.office_id"
_OFFICES = "office p LEFT JOIN office f ON f.id = p.body_id"
_ROWS = """SELECT p.id, p.name, f.name, (SELECT count(*) FROM {table} q WHERE q.name = p.name) FROM {source} WHERE {which}
 ORDER BY CASE WHEN p.name = :exact THEN 0 ELSE 1 END, p.name, p.id LIMIT :most"""


class Match(Shown):
    """Somebody in the register: what to write into the field, which fits nobody else, and where they belong."""

    value: str
    place: str


def matching(database: Database, type: FieldType, typed: str) -> tuple[Match, ...]:
    """Up to ``MOST`` persons who are active, or units, whose name has what was typed; nothing typed finds nothing.

    What was chosen before finds itself again: the place in brackets is not part of the name.
    """
    wanted = spelled(typed).partition("（")[0]
    if not wanted:
        return ()
    with look(database) as reader:
        if type is FieldType.PERSON:
            found = _rows(reader, "person", _PERSONS, "p.active AND p.name LIKE :typed ESCAPE '!'", wanted)
        else:
            found = _rows(reader, "office", _OFFICES, "p.name LIKE :typed ESCAPE '!'", wanted)
    return tuple(Match(value=_label(row), place=row[2] or "") for row in found)


def labels(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """For identifiers that stand in an entry, what a form shows: a name that fits nobody else. Others are left out."""
    chosen, params = marks("r", sorted(set(ids) - {""}))
    with look(database) as reader:
        rows = [row for table, source in (("office", _OFFICES), ("person", _PERSONS))
                for row in _rows(reader, table, source, f"p.id IN ({chosen})", most=len(params), more=params)]  # fmt: skip
    return {row[0]: _label(row) for row in rows}


def names(database: Database, ids: Iterable[str], materials: dict[str, str]) -> Names:
    """Whoever these identifiers stand for."""
    wanted = set(ids)
    with look(database) as reader:
        return Names(lookup(reader, "person", wanted), lookup(reader, "office", wanted), materials)


def _rows(
    reader: Reader, table: str, source: str, which: str, wanted: str = "", most: int = MOST, more: Mapping[str, Any] | None = None
) -> list[Any]:
    params = {"typed": containing(wanted), "exact": wanted, "most": most} | dict(more or {})
    return list(reader.all(_ROWS.format(table=table, source=source, which=which), params))


def _label(row: Any) -> str:
    one = Registered(row[0], row[1], row[2] or "")
    return one.full if row[3] > 1 else one.name
