"""Many matters in one transaction, because a new calendar moves their deadlines; a batch is bounded and may be repeated.

``case_file.calendar`` says by which publication the clocks of a matter were last worked out. That is the whole memory of
the sweep: what it has done is no longer behind, and a matter somebody works at, or opens at this moment, is found later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection

from states.casework.events import Outcome, canonical, chain_hash, digest
from states.casework.reprojection import (
    CLOCK,
    Behind,
    OpenClock,
    Projected,
    Reproject,
    Reprojected,
    looked_at,
    touched,
)
from states.law.almanac import Almanac
from storage import statements
from storage.calendars import VERSION, almanac_on
from storage.database import Database
from storage.driver_sql import run, skipping_locked
from storage.queries.reading import marks
from storage.reviving import as_date, revive_dossier
from storage.transaction import told_clock

OPEN = "('armed', 'warned', 'fired', 'held')"
BEHIND = f"SELECT {statements.CASE}, c.calendar FROM case_file c WHERE c.calendar < :version ORDER BY c.calendar, c.id LIMIT :limit"
ALL = f"SELECT {statements.CASE}, c.calendar FROM case_file c WHERE c.id > :after ORDER BY c.id LIMIT :limit"
ENTRIES = f"""SELECT e.case_id, {statements.ENTRY} FROM entry e WHERE e.case_id IN ({{cases}}) {{kinds}}
 ORDER BY e.case_id, e.seq, e.place"""
CLOCKS = f"""SELECT t.case_id, t.id, t.name, t.label, t.rule, t.due_on, t.warn_on, t.provisional, t.generation, t.held_on,
 t.days_used, t.days_left FROM timer t WHERE t.status IN {OPEN} AND t.case_id IN ({{cases}}) ORDER BY t.case_id, t.name"""

Row: TypeAlias = dict[str, Any]


def anything_behind(database: Database) -> bool:
    """Whether the clocks of some matter go by an older calendar; one look at an index."""
    with database.reading() as connection:
        sql = f"SELECT 1 FROM case_file WHERE calendar < ({VERSION}) LIMIT 1"
        return connection.exec_driver_sql(sql).first() is not None


@dataclass(slots=True)
class BehindTx:
    """The BehindTransaction over an open connection."""

    database: Database
    connection: Connection
    matters: Sequence[Behind]
    heads: Mapping[str, tuple[int, str]]  # matter -> number and hash of its last event
    confirmed: frozenset[str]
    almanac: Almanac

    def record(self, projected: Sequence[Projected], now: datetime) -> Reprojected:
        """Events, receipts, clocks and the supervisor's list; each matter then goes by the newest publication."""
        rows = Rows()
        for one in projected:
            self._matter(rows, one, now)
        _write(self.database, self.connection, rows, self.almanac.version, now)
        return Reprojected(len(projected), len(rows.events))

    def _matter(self, rows: Rows, done: Projected, now: datetime) -> None:
        dossier = done.matter.dossier
        seq, hashed = self.heads[dossier.id]
        for command, outcome in done.moved:
            previous, seq = hashed, seq + 1
            body = canonical(_body(command, outcome, now, dossier.version, seq))
            hashed = chain_hash(previous, body)
            rows.add(command, outcome, Row(seq=seq, previous=previous, hash=hashed, body=body), dossier.version)
        if done.moved:
            rows.heads.append({"id": dossier.id, "seq": seq, "hash": hashed})
        else:
            rows.kept.append(dossier.id)
        rows.certain += done.certain
        rows.doubtful += done.doubtful


@dataclass(slots=True)
class Rows:
    """What a batch writes."""

    events: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    clocks: list[Row] = field(default_factory=list)
    heads: list[Row] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    certain: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    def add(self, command: Reproject, outcome: Outcome, event: Row, version: int) -> None:
        (change,) = outcome.timers
        held, case, key = change.held, command.case, f"{CLOCK.person}:{command.idempotency_key}"
        said = {"case": case, "version": version, "seq": event["seq"], "hash": event["hash"], "to": outcome.after}
        self.events.append(event | {"case_id": case, "kind": outcome.kind, "act": outcome.act, "on_day": outcome.on})
        self.receipts.append({"key": key, "case_id": case, "digest": digest(key), "body": canonical(said)})
        self.clocks.append(
            {"id": command.timer, "case_id": case, "name": change.name, "due_on": change.due_on, "warn_on": change.warn_on,
             "provisional": change.provisional, "status": "held" if held else "armed", "generation": command.generation + 1,
             "held_on": held.since if held else None, "days_used": held.used if held else None,
             "days_left": held.left if held else None}
        )  # fmt: skip


def _body(command: Reproject, outcome: Outcome, now: datetime, version: int, seq: int) -> Row:
    """The event, in the shape of every other."""
    return {
        "case": command.case, "seq": seq, "version": version, "kind": outcome.kind, "act": outcome.act, "label": outcome.label,
        "recorded_at": now, "on": outcome.on, "from": outcome.before, "to": outcome.after, "entries": [], "findings": [],
        "actor": {"person": CLOCK.person, "name": "", "role": CLOCK.role, "office": "", "represented": ""},
        "timers": [told_clock(one) for one in outcome.timers], "note": outcome.note,
    }  # fmt: skip


@contextmanager
def behind(database: Database, limit: int) -> Iterator[BehindTx]:
    """The next matters that are behind, locked in the order of their ids, with all that is needed to decide."""
    with database.writing() as connection:

        def asked(sql: str, params: Mapping[str, Any]) -> Any:
            return run(database, connection, sql, params)

        version = int(asked(VERSION, {}).scalar_one())
        found = asked(BEHIND + skipping_locked(database, "c"), {"version": version, "limit": limit}).all()
        # Read after the locks are held: who published meanwhile is heard, and whoever waited for us finds it done.
        almanac = almanac_on(database, connection)
        confirmed = frozenset(str(row[0]) for row in asked("SELECT rule FROM confirmed_rule", {}))
        matters = _revived(database, connection, found)
        yield BehindTx(database, connection, matters, {row[0]: (row[11], row[12]) for row in found}, confirmed, almanac)


def batches(database: Database, limit: int) -> Iterator[tuple[tuple[Behind, ...], frozenset[str], Almanac]]:
    """All matters with their clocks, so many at a time, without a lock; confirmed rules and almanac as each batch finds them."""
    after = ""
    while True:
        with database.snapshot() as connection:
            found = run(database, connection, ALL, {"after": after, "limit": limit}).all()
            confirmed = frozenset(str(row[0]) for row in run(database, connection, "SELECT rule FROM confirmed_rule", {}))
            yield _revived(database, connection, found), confirmed, almanac_on(database, connection)
        if len(found) < limit:
            return
        after = found[-1][0]


def _revived(database: Database, connection: Connection, found: Sequence[Any]) -> tuple[Behind, ...]:
    cases = [row[0] for row in found]
    if not cases:
        return ()
    named, params = marks("c", cases)
    entries = _entries(database, connection, found)
    clocks = _by_case(run(database, connection, CLOCKS.format(cases=named), params).all())
    return tuple(
        Behind(revive_dossier(row[:16], entries.get(row[0], ()), ())[0], row[16], tuple(map(_clock, clocks.get(row[0], ()))))
        for row in found
    )


def _entries(database: Database, connection: Connection, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """What the clocks look at; of a matter whose clocks were touched by some paper, the whole dossier."""
    (named, params), (kinds, chosen) = marks("c", (row[0] for row in rows)), marks("k", sorted(looked_at()))
    sql = ENTRIES.format(cases=named, kinds=f"AND e.kind IN ({kinds})")
    found = _by_case(run(database, connection, sql, params | chosen).all())
    whole = [row[0] for row in rows if touched(row[2], tuple(json.loads(row[9])), (one[1] for one in found.get(row[0], ())))]
    if whole:
        named, params = marks("c", whole)
        found |= _by_case(run(database, connection, ENTRIES.format(cases=named, kinds=""), params).all())
    return found


def _by_case(found: Iterable[Any]) -> dict[str, list[Any]]:
    sorted_out: dict[str, list[Any]] = {}
    for row in found:
        sorted_out.setdefault(row[0], []).append(row[1:])
    return sorted_out


def _clock(row: Any) -> OpenClock:
    days = [as_date(one) if one else None for one in (row[5], row[8])]
    return OpenClock(row[0], row[1], row[2], row[3], as_date(row[4]), days[0], bool(row[6]), row[7], (days[1], row[9], row[10]))


EVENT = "INSERT INTO event (case_id, seq, kind, act, previous, hash, body, on_day, recorded_at) "
RECEIPT = "INSERT INTO command_receipt (key, case_id, digest, body, created_at) "
PG = {
    "events": EVENT + """SELECT case_id, seq, kind, act, previous, hash, body, on_day, :now FROM json_to_recordset(CAST(:rows AS json))
 AS r(case_id text, seq int, kind text, act text, previous text, hash text, body text, on_day date)""",
    "receipts": RECEIPT + """SELECT key, case_id, digest, body, :now FROM json_to_recordset(CAST(:rows AS json))
 AS r(key text, case_id text, digest text, body text)""",
    "clocks": """UPDATE timer t SET due_on = r.due_on, warn_on = r.warn_on, provisional = r.provisional, status = r.status,
 generation = r.generation, armed_at = :now, held_on = r.held_on, days_used = r.days_used, days_left = r.days_left
 FROM json_to_recordset(CAST(:rows AS json)) AS r(id text, due_on date, warn_on date, provisional bool, status text,
 generation int, held_on date, days_used int, days_left int) WHERE t.id = r.id""",
    "list": """UPDATE escalation x SET status = 'closed' FROM json_to_recordset(CAST(:rows AS json)) AS r(case_id text, name text, due_on date)
 WHERE x.case_id = r.case_id AND x.timer_name = r.name AND x.due_on <> r.due_on AND x.status IN ('open', 'paused')""",
    "heads": """UPDATE case_file c SET head_seq = r.seq, head_hash = r.hash, updated_at = :now, calendar = :version
 FROM json_to_recordset(CAST(:rows AS json)) AS r(id text, seq int, hash text) WHERE c.id = r.id""",
}  # fmt: skip
LITE = {
    "events": EVENT + "VALUES (:case_id, :seq, :kind, :act, :previous, :hash, :body, :on_day, :now)",
    "receipts": RECEIPT + "VALUES (:key, :case_id, :digest, :body, :now)",
    "clocks": """UPDATE timer SET due_on = :due_on, warn_on = :warn_on, provisional = :provisional, status = :status,
 generation = :generation, armed_at = :now, held_on = :held_on, days_used = :days_used, days_left = :days_left WHERE id = :id""",
    "list": """UPDATE escalation SET status = 'closed' WHERE case_id = :case_id AND timer_name = :name AND due_on <> :due_on
 AND status IN ('open', 'paused')""",
    "heads": "UPDATE case_file SET head_seq = :seq, head_hash = :hash, updated_at = :now, calendar = :version WHERE id = :id",
}  # fmt: skip


def _write(database: Database, connection: Connection, rows: Rows, version: int, now: datetime) -> None:
    given = {"events": rows.events, "receipts": rows.receipts, "clocks": rows.clocks, "list": rows.clocks, "heads": rows.heads}
    common = {"now": now, "version": version}
    for name, many in given.items():
        if not many:
            continue
        if database.sqlite:
            for one in many:
                run(database, connection, LITE[name], common | one)
        else:
            run(database, connection, PG[name], common | {"rows": canonical(many)})
    _mark(database, connection, "UPDATE case_file SET calendar = :value WHERE id", rows.kept, version)
    _mark(database, connection, "UPDATE timer SET provisional = :value WHERE id", rows.certain, False)
    _mark(database, connection, "UPDATE timer SET provisional = :value WHERE id", rows.doubtful, True)


def _mark(database: Database, connection: Connection, sql: str, ids: Sequence[str], value: object) -> None:
    if ids:
        named, params = marks("i", ids)
        run(database, connection, f"{sql} IN ({named})", params | {"value": value})
