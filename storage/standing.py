"""Keeps ``stay`` up with the chains: where matters stood, read off the events out of the writing path's way.

A projection and no act: the same events always give the same rows, so that it may stop anywhere and be done twice.
Whoever counts stays catches up first (``tally``); the sweep of ``flows.indexing`` keeps what is left to do small.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection

from storage.database import Database
from storage.driver_sql import run
from storage.queries.reading import Reader, look
from storage.reviving import as_date

BATCH = 200  # matters in one transaction
SECONDS = 2.0  # how long a page waits for what is behind; the sweep does the rest
BEHIND = """FROM case_file c LEFT JOIN stay_kept k ON k.case_id = c.id
 WHERE k.case_id IS NULL OR k.seq <> c.head_seq"""
_STALE = f"SELECT c.id, c.procedure, c.head_seq, coalesce(k.seq, 0) {BEHIND} ORDER BY c.id LIMIT :limit"
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('stay', 0))"  # SQLite has but one writer
_EVENTS = """SELECT seq, on_day, body FROM event WHERE case_id = :case AND seq > :seq AND seq <= :head AND kind <> 'opinion'
 ORDER BY seq"""
_OPEN = "SELECT state, seq, since FROM stay WHERE case_id = :case AND until IS NULL"
_KEEP = """INSERT INTO stay (case_id, seq, state, procedure, since, until, until_seq, days)
 VALUES (:case, :seq, :state, :procedure, :since, :until, :until_seq, :days)
 ON CONFLICT (case_id, state, seq) DO UPDATE SET until = excluded.until, until_seq = excluded.until_seq, days = excluded.days"""
_KEPT = "INSERT INTO stay_kept (case_id, seq) VALUES (:case, :seq) ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq"
Row: TypeAlias = dict[str, Any]


def anything_behind(database: Database) -> bool:
    """Whether a matter has moved since its stays were read."""
    with look(database) as reader:
        return reader.one(f"SELECT 1 {BEHIND} LIMIT 1", {}) is not None


def keep(database: Database, seconds: float = SECONDS) -> int:
    """Read on, batch after batch, for about so long; how many matters were read. Nothing is locked when nothing is behind."""
    done, stop = 0, time.monotonic() + seconds
    while anything_behind(database):
        done += _batch(database)
        if time.monotonic() > stop:
            break
    return done


@contextmanager
def tally(database: Database) -> Iterator[Reader]:
    """A snapshot in which the stays are up with the events."""
    keep(database)
    with look(database) as reader:
        yield reader


def _batch(database: Database) -> int:
    with database.writing() as connection:
        if not database.sqlite:
            run(database, connection, _ALONE, {})
        stale = [tuple(row) for row in run(database, connection, _STALE, {"limit": BATCH}).all()]
        for case, procedure, head, seq in stale:
            events = run(database, connection, _EVENTS, {"case": case, "seq": seq, "head": head}).all()
            for row in _told(events, _standing(database, connection, case)):
                run(database, connection, _KEEP, row | {"case": case, "procedure": procedure})
            run(database, connection, _KEPT, {"case": case, "seq": head})
    return len(stale)


def _standing(database: Database, connection: Connection, case: str) -> dict[str, Row]:
    """The stays that last, by state."""
    found = run(database, connection, _OPEN, {"case": case}).all()
    return {state: _begun(state, seq, as_date(since)) for state, seq, since in found}


def _begun(state: str, seq: int, since: date) -> Row:
    return {"state": state, "seq": seq, "since": since, "until": None, "until_seq": None, "days": None}


def _told(events: Any, standing: Mapping[str, Row]) -> list[Row]:
    """As ``_moved``; nothing of a chain that cannot be read: that it was tampered with, ``infra verify`` tells."""
    try:
        return list(_moved(events, standing))
    except (ValueError, KeyError, TypeError):
        return []


def _moved(events: Any, standing: Mapping[str, Row]) -> Iterator[Row]:
    """The stays that the events end or begin; most acts move nothing."""
    open_now, begun = dict(standing), set()
    for seq, on_day, body in events:
        said, on = json.loads(body), as_date(on_day)
        before, after = set(said["from"]), set(said["to"])
        for state in sorted(before - after):
            begun.discard(state)
            if left := open_now.pop(state, None):
                yield left | {"until": on, "until_seq": seq, "days": max(0, (on - left["since"]).days)}
        for state in after - before:
            open_now[state] = _begun(state, seq, on)
            begun.add(state)
    yield from (open_now[state] for state in sorted(begun))
