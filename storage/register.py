"""What the register of persons and units says: to the writing path of those a command names, and of anybody's name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from states.casework.commands import Command
from states.casework.events import canonical
from states.casework.naming import mentioned
from states.dossier.model import Names
from states.dossier.naming import NOBODY, Register, Registered, base_name
from states.dossier.spelling import spelled
from storage.database import Database

KEPT_SECONDS = 60  # how long a changed name may go on being shown
MOST_KEPT = 20_000

# Each written so that its database answers from the indexes: PostgreSQL reads the whole table for IN (SELECT …) OR ….
_AMONG = {
    True: "IN (SELECT value FROM json_each(:texts))",
    False: "= ANY (ARRAY(SELECT json_array_elements_text(CAST(:texts AS json))))",
}
_ASKED = """SELECT 'office', f.id, f.name, b.name FROM office f LEFT JOIN office b ON b.id = f.body_id
 WHERE f.id {among} OR f.name {among}
 UNION ALL SELECT 'person', p.id, p.name, f.name FROM person p LEFT JOIN office f ON f.id = p.office_id
 WHERE p.id {among} OR p.name {among}"""


class Answering(Protocol):
    """A connection, of the writing path or of a read."""

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> Any: ...


def asked(database: Database, connection: Answering, command: Command) -> Callable[[], Register]:
    """Ask for everybody whom a command names; nothing is sent when it names nobody, and nothing is waited for yet."""
    texts = mentioned(command)
    if not texts:
        return Register
    wanted = {form for text in texts for form in (text.strip(), spelled(text), base_name(text))}
    sql = database.sql(_ASKED.format(among=_AMONG[database.sqlite]))
    answer = connection.exec_driver_sql(sql, {"texts": canonical(sorted(wanted))})
    # SQLite is read out at once: an answer that a refusal leaves unread keeps its snapshot open, and behind it nobody could write.
    found: list[Register] = [_register(answer.all())] if database.sqlite else []

    def known() -> Register:
        if not found:
            found.append(_register(answer.all()))
        return found[0]

    return known


def _register(rows: Iterable[Any]) -> Register:
    found: dict[str, list[Registered]] = {"office": [], "person": []}
    for table, one, name, place in rows:
        found[table].append(Registered(one, name, place or ""))
    if not any(found.values()):
        return NOBODY
    return Register(tuple(found["person"]), tuple(found["office"]))


class RegisteredNames(Names):
    """Names looked up when they are first asked for; most gates never ask.

    A matter may outlive the look at the database that it was read in; then a look of its own is taken.
    """

    def __init__(self, database: Database, connection: Answering | None) -> None:
        self._database = database
        self._connection = connection

    def person(self, one: str) -> str:
        return self._name("person", one) or self._name("office", one) or one

    def office(self, one: str) -> str:
        return self._name("office", one) or self._name("person", one) or one

    def _name(self, table: str, one: str) -> str:
        if not one:
            return ""
        if self._connection is not None and not getattr(self._connection, "closed", False):
            return registered(self._database, self._connection, table, one)
        with self._database.reading() as connection:
            return registered(self._database, connection, table, one)


def registered(database: Database, connection: Answering, table: str, one: str) -> str:
    """The name of a person or office by identifier, "" when there is none; kept for a while."""
    kept = database.called
    until, name = kept.get((table, one), (0.0, ""))
    if time.monotonic() >= until:
        row = connection.exec_driver_sql(database.sql(f"SELECT name FROM {table} WHERE id = :id"), {"id": one}).first()
        name = row[0] if row else ""
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[table, one] = (time.monotonic() + KEPT_SECONDS, name)
    return name


def names(database: Database, connection: Answering | None = None) -> Names:
    return RegisteredNames(database, connection)
