"""What is on its way out of the house: claimed by one relay, sent at least once, tried again, given up visibly."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from states.casework.notices import Means
from storage.database import Database
from storage.driver_sql import run, skipping_locked
from storage.reviving import as_moment

BATCH = 10
LEASE = timedelta(minutes=10)  # longer than a batch can take; a claim older than this was left by a process that died
FIRST_PAUSE = timedelta(minutes=1)  # doubled at each failure
LONGEST_PAUSE = timedelta(hours=4)
ATTEMPTS = 12  # then dead: some fifteen hours after the first
ERROR_LENGTH = 300  # characters

_DUE = "d.status IN ('waiting', 'claimed') AND d.next_at <= :now"
_PICK = f"SELECT d.id FROM delivery d WHERE {_DUE} ORDER BY d.next_at, d.id LIMIT :limit"
_TAKE = """UPDATE delivery SET status = 'claimed', claim = :claim, next_at = :until WHERE id = :id
 RETURNING id, source_id, channel, target, address, payload, attempts, created_at"""
_TO_PERSON = """SELECT a.mail FROM notice_address a JOIN person p ON p.id = a.person_id WHERE a.person_id = :target AND p.active"""
_TO_SUBSCRIBER = "SELECT address, generation FROM subscription WHERE id = :target AND active"
_DEAD = """SELECT d.id, d.channel, d.target, d.payload, d.created_at, d.attempts, d.error, coalesce(s.name, '')
 FROM delivery d LEFT JOIN subscription s ON s.id = d.target AND d.channel <> 'mail' WHERE d.status = 'dead' AND {where}
 ORDER BY d.id DESC LIMIT :limit"""
_OF_THE_BODY = """(s.body_id = :body OR (d.channel = 'giver' AND d.target = :body) OR (d.channel = 'mail' AND EXISTS (SELECT 1 FROM person p
 JOIN office o ON o.id = p.office_id WHERE p.id = d.target AND o.body_id = :body)))"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row with the address it goes to today; only the holder of ``claim`` may settle it."""

    id: str
    source: str
    channel: str
    target: str
    address: str  # "" when there is none any more
    generation: int  # of the subscriber's signing secret
    payload: Mapping[str, Any]
    attempts: int  # failed so far
    created_at: datetime
    claim: str


@dataclass(frozen=True, slots=True)
class DeadParcel:
    """A delivery given up after its last attempt, as administrators see it: without its text."""

    id: str
    channel: str
    target: str
    name: str
    number: str
    topic_label: str
    created_at: datetime
    attempts: int
    error: str


def anything_to_send(database: Database, now: datetime) -> bool:
    """Whether a claim made now would find anything."""
    with database.reading() as connection:
        return run(database, connection, _PICK, {"now": now, "limit": 1}).first() is not None


def claim(database: Database, now: datetime, limit: int = BATCH) -> list[Parcel]:
    """Take up to ``limit`` due rows for ``LEASE``; no two claims get the same row meanwhile."""
    token = secrets.token_hex(8)
    with database.writing() as connection:
        ids = [row[0] for row in run(database, connection, _PICK + skipping_locked(database, "d"), {"now": now, "limit": limit})]
        taken = []
        for id in ids:
            row = run(database, connection, _TAKE, {"id": id, "claim": token, "until": now + LEASE}).one()
            address, generation = _addressed(database, connection, row)
            payload = json.loads(row[5])
            taken.append(Parcel(row[0], row[1], row[2], row[3], address, generation, payload, row[6], as_moment(row[7]), token))
    return taken


def _addressed(database: Database, connection: Any, row: Any) -> tuple[str, int]:
    """Where it goes now: what changed since it was written is heeded, what was switched off has no address."""
    _, _, channel, target, fixed, *_ = row
    if fixed:
        return fixed, 0
    if channel == Means.MAIL:
        found = run(database, connection, _TO_PERSON, {"target": target}).first()
        return (found[0], 0) if found else ("", 0)
    found = run(database, connection, _TO_SUBSCRIBER, {"target": target}).first()
    return (found[0], found[1]) if found else ("", 0)


def settle(database: Database, parcel: Parcel, now: datetime) -> bool:
    """Sent. False when the claim had run out and somebody else has the row."""
    return _update(database, parcel, "status = 'sent', claim = '', error = '', sent_at = :now", {"now": now})


def release(database: Database, parcel: Parcel, until: datetime) -> bool:
    """Not tried: back to the others, due at that moment."""
    return _update(database, parcel, "status = 'waiting', claim = '', next_at = :until", {"until": until})


def fail(database: Database, parcel: Parcel, now: datetime, error: str, *, for_good: bool = False) -> bool:
    """Tried in vain: wait twice as long as last time, or give up. True when the row is dead now."""
    attempts = parcel.attempts + 1
    dead = for_good or attempts >= ATTEMPTS
    change = "status = :status, claim = '', attempts = :attempts, next_at = :next, error = :error"
    values = {"status": "dead" if dead else "waiting", "attempts": attempts, "next": now + pause(attempts), "error": error[:ERROR_LENGTH]}
    return _update(database, parcel, change, values) and dead


def pause(attempts: int) -> timedelta:
    """How long to wait after that many failures."""
    return min(FIRST_PAUSE * (1 << attempts - 1), LONGEST_PAUSE)


def dead_parcels(database: Database, body: str, limit: int = 100) -> list[DeadParcel]:
    """Deliveries to subscribers and people of that body that were given up, the newest first."""
    with database.reading() as connection:
        rows = run(database, connection, _DEAD.format(where=_OF_THE_BODY), {"body": body, "limit": limit}).all()
    return [_dead(row) for row in rows]


def _dead(row: Any) -> DeadParcel:
    payload = json.loads(row[3])
    return DeadParcel(row[0], row[1], row[2], row[7], payload["number"], payload["topic_label"], as_moment(row[4]), row[5], row[6])


def try_again(database: Database, connection: Any, body: str, id: str, now: datetime) -> bool:
    """Give a dead row of that body all its attempts once more; False when there is no such dead row."""
    mine = f"SELECT d.id FROM delivery d LEFT JOIN subscription s ON s.id = d.target AND d.channel <> 'mail' WHERE d.id = :id AND {_OF_THE_BODY}"
    sql = f"UPDATE delivery SET status = 'waiting', attempts = 0, next_at = :now WHERE status = 'dead' AND id IN ({mine})"
    return bool(run(database, connection, sql, {"id": id, "now": now, "body": body}).rowcount == 1)


def _update(database: Database, parcel: Parcel, change: str, values: Mapping[str, Any]) -> bool:
    sql = f"UPDATE delivery SET {change} WHERE id = :id AND status = 'claimed' AND claim = :claim"
    with database.writing() as connection:
        return bool(run(database, connection, sql, {"id": parcel.id, "claim": parcel.claim, **values}).rowcount == 1)
