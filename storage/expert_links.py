"""An expert's personal link into one matter: made known once, kept as a hash, good for some days, taken back at any time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from states.errors import StaleDossier
from storage import admin_acts
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_moment

LONGEST, USUAL = 60, 14  # days
_ADD = """INSERT INTO expert_link (token_hash, case_id, person_id, issued_by, issued_at, expires_at, revoked_at)
 VALUES (:hash, :case, :person, :by, :now, :until, NULL)"""
_MADE = "SELECT revoked_at, expires_at FROM expert_link WHERE token_hash = :hash"
_REVOKE = "UPDATE expert_link SET revoked_at = :now WHERE case_id = :case AND person_id = :person AND revoked_at IS NULL"
_OPEN = """SELECT l.case_id, l.person_id, p.name, l.expires_at, l.revoked_at FROM expert_link l JOIN person p ON p.id = l.person_id AND p.active
 WHERE l.token_hash = :hash"""
_OF_CASE = """SELECT p.id, p.name, (SELECT max(l.expires_at) FROM expert_link l WHERE l.case_id = :case AND l.person_id = p.id AND l.revoked_at IS NULL),
 EXISTS (SELECT 1 FROM entry e WHERE e.case_id = :case AND e.kind = 'expert_opinion' AND e.person_id = p.id),
 EXISTS (SELECT 1 FROM entry e WHERE e.case_id = :case AND e.kind = 'expert_interest' AND e.person_id = p.id)
 FROM person p WHERE p.active AND p.id IN (SELECT c.person FROM case_part c WHERE c.case_id = :case AND c.role = 'expert') ORDER BY p.id"""


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom a link belongs to, and for which matter."""

    case: str
    person: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """An expert of a matter, and how far their link goes (None: there is none)."""

    person: str
    name: str
    until: datetime | None
    written: bool
    interested: bool  # declared an interest in the matter


def issue(database: Database, case: str, person: str, by: str, now: datetime, days: int, token: str = "") -> str:
    """A new link for an expert; an older one of theirs for this matter stops working. The token is nowhere kept.

    ``token`` is one that belongs to a form: the form sent twice makes one link. StaleDossier when that holds no more.
    """
    token = token or secrets.token_urlsafe(32)
    until = now + timedelta(days=max(1, min(days, LONGEST)))
    values = {"hash": _hashed(token), "case": case, "person": person, "by": by, "now": now, "until": until}
    with database.writing() as connection:
        made = run(database, connection, _MADE, {"hash": values["hash"]}).first()
        if made is not None and (made[0] is not None or as_moment(made[1]) < now):
            raise StaleDossier("这一链接已经收回或者过期，请刷新页面后重新生成。")
        if made is None:
            run(database, connection, _REVOKE, {"now": now, "case": case, "person": person})
            run(database, connection, _ADD, values)
            admin_acts.record(database, connection, by, "expert_link_issued", person, now, case=case, until=until.isoformat())
    return token


def revoke(database: Database, case: str, person: str, by: str, now: datetime) -> None:
    """Taken back; what was taken back already is not taken back again."""
    with database.writing() as connection:
        if run(database, connection, _REVOKE, {"now": now, "case": case, "person": person}).rowcount:
            admin_acts.record(database, connection, by, "expert_link_revoked", person, now, case=case)


def opened(database: Database, token: str, now: datetime) -> Opened | None:
    """What the link leads to; nothing for one that was never made, has run out or was taken back."""
    with database.reading() as connection:
        row = run(database, connection, _OPEN, {"hash": _hashed(token)}).first()
    if row is None or row[4] is not None or as_moment(row[3]) < now:
        return None
    return Opened(row[0], row[1], row[2], as_moment(row[3]))


def invited(database: Database, case: str, now: datetime) -> tuple[Invited, ...]:
    """The experts whom the papers of a matter name as persons of the register."""
    with database.reading() as connection:
        rows = run(database, connection, _OF_CASE, {"case": case}).all()
    return tuple(Invited(row[0], row[1], _running(row[2], now), bool(row[3]), bool(row[4])) for row in rows)


def _running(until: object, now: datetime) -> datetime | None:
    found = as_moment(until) if until is not None else None
    return found if found is not None and found > now else None


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
