"""Fines that other matters decided against the same party: found by name or code, then read off the matters themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from states.dossier.model import Dossier, EarlierFine, EarlierFines, Entry
from states.law.earlier_fines import KINDS, code_of, fines_in
from states.law.folding import bare
from storage import families
from storage.database import Database
from storage.driver_sql import run
from storage.register import Answering

Run = Callable[[str, Mapping[str, Any]], Any]
MOST = 200  # matters of one party that are looked at, the newest first
_NAMED = "INSERT INTO case_party (case_id, name, code) VALUES (:case, :name, :code) ON CONFLICT (case_id, name, code) DO NOTHING"
_DECIDED = "EXISTS (SELECT 1 FROM entry e WHERE e.case_id = p.case_id AND e.kind IN ('penalty_decision', 'summary_decision'))"
_OTHERS = f"SELECT DISTINCT p.case_id FROM case_party p WHERE {{which}} AND p.case_id <> :case AND {_DECIDED} ORDER BY p.case_id DESC LIMIT {MOST}"


def name_parties(ask: Run, case: str, entries: Iterable[Entry]) -> None:
    """Remember whom these entries name."""
    for name, code in dict.fromkeys(found for one in entries for found in parties_of(one.kind, one.fields)):
        ask(_NAMED, {"case": case, "name": name, "code": code})


def parties_of(kind: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, code) as they are compared."""
    if kind == KINDS[0]:
        yield from ((bare(str(row.get("name", ""))), code_of(row.get("code"))) for row in fields.get("parties", ()))
    elif kind == KINDS[1]:
        yield bare(str(fields.get("party", ""))), code_of(fields.get("code"))


class StoredFines(EarlierFines):
    """Asked by few gates, and only then looked up; a matter may outlive the look at the database that it was read in."""

    def __init__(self, database: Database, connection: Answering) -> None:
        self._database = database
        self._connection = connection

    def of(self, case: str, names: frozenset[str], codes: frozenset[str]) -> tuple[EarlierFine, ...]:
        if not getattr(self._connection, "closed", False):
            return self._found(self._connection, case, names, codes)
        with self._database.reading() as connection:
            return self._found(connection, case, names, codes)

    def _found(self, connection: Any, case: str, names: frozenset[str], codes: frozenset[str]) -> tuple[EarlierFine, ...]:
        ask = partial(run, self._database, connection)
        others = dict.fromkeys((*_others(ask, case, "name", names), *_others(ask, case, "code", codes)))
        matters = (families.matter(ask, one) for one in others)
        return tuple(fine for one in matters if isinstance(one, Dossier) for fine in fines_in(one))


def _others(ask: Run, case: str, column: str, values: frozenset[str]) -> Iterator[str]:
    places = {f"v{number}": value for number, value in enumerate(sorted(filter(None, values)))}
    if places:
        sql = _OTHERS.format(which=f"p.{column} IN ({', '.join(f':{one}' for one in places)})")
        yield from (row[0] for row in ask(sql, places | {"case": case}).all())
