"""Who has a matter in hand and who was sent it to read, as the writing path asks for it and writes it down.

That a reader has read is a mark of the reader's own, like that of a notice: it is no act in the matter and not chained.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from states.casework.commands import Circulate, HandOver
from states.casework.ports import Credentials, Holding
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.driver_sql import run as run_on

Run = Callable[[str, Mapping[str, Any]], Any]
_HANDLER = "SELECT handler_id FROM case_file WHERE id = :case"
_PEOPLE = "SELECT p.id, p.name, p.active, f.id, f.name FROM person p JOIN office f ON f.id = p.office_id WHERE p.id IN ({persons})"
_HELD = """SELECT r.person_id, r.role, r.office_id, r.body_id, '' FROM person_role r
 WHERE r.person_id IN ({persons}) AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)
 UNION ALL SELECT m.deputy_id, r.role, r.office_id, r.body_id, m.principal_id FROM mandate m JOIN person_role r
 ON r.person_id = m.principal_id AND r.role = m.role JOIN person q ON q.id = m.principal_id AND q.active
 WHERE m.deputy_id IN ({persons}) AND m.since <= :today AND m.until >= :today
 AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)"""
_SEND = """INSERT INTO circulation (case_id, event_seq, person_id, sender_id, remark, sent_at)
 VALUES (:case, :seq, :person, :sender, :remark, :now)"""


def handler_of(run: Run, case: str) -> str:
    return str(run(_HANDLER, {"case": case}).scalar_one())


def people(run: Run, persons: Sequence[str], today: date) -> dict[str, Credentials]:
    """Those among these persons whom the register knows, with the roles they hold that day."""
    named = {f"n{number}": one for number, one in enumerate(sorted(set(persons) - {""}))}
    if not named:
        return {}
    listed = ", ".join(f":{name}" for name in named)
    held: dict[str, list[Holding]] = {}
    for person, role, *rest in run(_HELD.format(persons=listed), named | {"today": today}).all():
        held.setdefault(person, []).append(Holding(Role(role), *rest))
    found = run(_PEOPLE.format(persons=listed), named).all()
    return {row[0]: Credentials(row[0], row[1], bool(row[2]), tuple(held.get(row[0], ())), row[3], row[4]) for row in found}


def hand_over(run: Run, command: HandOver) -> None:
    run("UPDATE case_file SET handler_id = :handler WHERE id = :case", {"handler": command.handler, "case": command.case})


def circulate(run: Run, command: Circulate, now: datetime, seq: int) -> None:
    """A line for each reader; what is sent again is another line."""
    common = {"case": command.case, "seq": seq, "sender": command.actor.person, "remark": command.remark.strip(), "now": now}
    for person in dict.fromkeys(command.readers):
        run(_SEND, common | {"person": person})


def mark_read(database: Database, person: str, case: str, seq: int, now: datetime) -> bool:
    """Read now; False when nothing was sent to that person so. A second time changes nothing."""
    mine = {"case": case, "seq": seq, "person": person, "now": now}
    where = "case_id = :case AND event_seq = :seq AND person_id = :person"
    with database.writing() as connection:
        run_on(database, connection, f"UPDATE circulation SET read_at = :now WHERE {where} AND read_at IS NULL", mine)
        return run_on(database, connection, f"SELECT 1 FROM circulation WHERE {where}", mine).first() is not None
