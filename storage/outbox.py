"""What was decided and still has to be told: claimed, delivered at least once, tried again, given up visibly."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from storage.database import Database
from storage.driver_sql import run, skipping_locked
from storage.reviving import as_moment

BATCH = 50
LEASE = timedelta(minutes=10)  # longer than any delivery; a claim older than this was left by a process that died
FIRST_PAUSE = timedelta(seconds=30)  # doubled at each failure
LONGEST_PAUSE = timedelta(hours=1)
ATTEMPTS = 10  # then dead: some three hours after the first
ERROR_LENGTH = 500  # characters

# Letters of one matter keep their order: none is due while an earlier one waits out its pause or is being delivered.
_DUE = """o.status IN ('waiting', 'claimed') AND o.next_at <= :now AND NOT EXISTS (SELECT 1 FROM outbox e
 WHERE e.case_id = o.case_id AND e.id < o.id AND e.status IN ('waiting', 'claimed') AND e.next_at > :now)"""
_PICK = f"SELECT o.id FROM outbox o WHERE {_DUE} ORDER BY o.id LIMIT :limit"
_TAKE = """UPDATE outbox SET status = 'claimed', claim = :claim, next_at = :until WHERE id = :id
 RETURNING id, case_id, topic, payload, attempts"""
_MINE = "id = :id AND status = 'claimed' AND claim = :claim"


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed row: only the holder of ``claim`` may settle it."""

    id: str
    case: str
    topic: str
    payload: Mapping[str, Any]
    attempts: int  # failed so far
    claim: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row given up after its last attempt, for people to look at."""

    id: str
    case: str
    topic: str
    payload: Mapping[str, Any]
    created_at: datetime
    error: str


def anything_to_deliver(database: Database, now: datetime) -> bool:
    """Whether a claim made now would find anything."""
    with database.reading() as connection:
        return run(database, connection, _PICK, {"now": now, "limit": 1}).first() is not None


def claim(database: Database, now: datetime, limit: int = BATCH) -> list[Letter]:
    """Take up to ``limit`` due rows, the oldest first, for ``LEASE``; no two claims get the same row meanwhile."""
    token = secrets.token_hex(8)
    pick = _PICK + skipping_locked(database, "o")
    with database.writing() as connection:
        ids = [row[0] for row in run(database, connection, pick, {"now": now, "limit": limit})]
        taken = []
        for id in ids:
            row = run(database, connection, _TAKE, {"id": id, "claim": token, "until": now + LEASE}).one()
            taken.append(Letter(row[0], row[1], row[2], json.loads(row[3]), row[4], token))
    return taken


def settle(database: Database, letter: Letter) -> bool:
    """Delivered. False when the claim had run out and somebody else has the row."""
    return _update(database, letter, "status = 'settled', claim = '', error = ''", {})


def release(database: Database, letter: Letter, now: datetime) -> bool:
    """Not tried: back to the others, due at once."""
    return _update(database, letter, "status = 'waiting', claim = '', next_at = :now", {"now": now})


def fail(database: Database, letter: Letter, now: datetime, error: str) -> bool:
    """Tried in vain: wait twice as long as last time, or give up. True when the row is dead now."""
    attempts = letter.attempts + 1
    dead = attempts >= ATTEMPTS
    change = "status = :status, claim = '', attempts = :attempts, next_at = :next, error = :error"
    status = "dead" if dead else "waiting"
    values = {"status": status, "attempts": attempts, "next": now + pause(attempts), "error": error[:ERROR_LENGTH]}
    return _update(database, letter, change, values) and dead


def pause(attempts: int) -> timedelta:
    """How long to wait after that many failures."""
    return min(FIRST_PAUSE * (1 << attempts - 1), LONGEST_PAUSE)


def dead_letters(database: Database, limit: int = BATCH) -> list[DeadLetter]:
    """Rows given up, the newest first."""
    sql = "SELECT id, case_id, topic, payload, created_at, error FROM outbox WHERE status = 'dead' ORDER BY id DESC LIMIT :limit"
    with database.reading() as connection:
        rows = run(database, connection, sql, {"limit": limit}).all()
    return [DeadLetter(row[0], row[1], row[2], json.loads(row[3]), as_moment(row[4]), row[5]) for row in rows]


def try_again(database: Database, id: str, now: datetime) -> bool:
    """Give a dead row all its attempts once more; False when there is no such dead row."""
    with database.writing() as connection:
        return revive(database, connection, id, now)


def revive(database: Database, connection: Connection, id: str, now: datetime) -> bool:
    """As ``try_again``, in a transaction that is open already."""
    sql = "UPDATE outbox SET status = 'waiting', attempts = 0, next_at = :now WHERE id = :id AND status = 'dead'"
    return bool(run(database, connection, sql, {"id": id, "now": now}).rowcount == 1)


def _update(database: Database, letter: Letter, change: str, values: Mapping[str, Any]) -> bool:
    sql = f"UPDATE outbox SET {change} WHERE {_MINE}"
    with database.writing() as connection:
        return bool(run(database, connection, sql, {"id": letter.id, "claim": letter.claim, **values}).rowcount == 1)
