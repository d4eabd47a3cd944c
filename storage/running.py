"""Signs of life of what must keep going, and the findings of the last inspection, kept for the people who look after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_moment
from storage.stuck import Found, Stuck

PASSAGE, INSPECTION = "passage", "inspection"
# A round of the passage takes half a minute, two minutes and more while a crowd of clocks is fired.
SILENT = timedelta(minutes=6)
UNINSPECTED = timedelta(minutes=20)  # every passage inspects, at its beginning at the latest
_BEAT = """INSERT INTO pulse (name, at, note) VALUES (:name, :now, :note)
 ON CONFLICT (name) DO UPDATE SET at = excluded.at, note = excluded.note"""
_PULSES = "SELECT name, at, note FROM pulse"
_KNOWN = "SELECT kind, subject, case_id, evidence, since FROM stuck_finding"
_ADD = """INSERT INTO stuck_finding (kind, subject, case_id, evidence, since) VALUES (:kind, :subject, :case, :evidence, :now)
 ON CONFLICT (kind, subject) DO UPDATE SET evidence = excluded.evidence"""
_DROP = "DELETE FROM stuck_finding WHERE kind = :kind AND subject = :subject"


@dataclass(frozen=True, slots=True)
class Pulse:
    """When something was last seen going."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it is kept, with the instant since which it has been found."""

    found: Found
    since: datetime


def beat(database: Database, name: str, now: datetime, note: str = "") -> None:
    """A sign of life."""
    with database.writing() as connection:
        run(database, connection, _BEAT, {"name": name, "now": now, "note": note})


def pulses(database: Database) -> Mapping[str, Pulse]:
    with database.reading() as connection:
        return {row[0]: Pulse(as_moment(row[1]), row[2]) for row in run(database, connection, _PULSES, {})}


def silent(database: Database, name: str, now: datetime, span: timedelta) -> bool:
    """Whether there was no sign of life for longer than that; never any counts as silence."""
    last = pulses(database).get(name)
    return last is None or now - last.at > span


def keep(database: Database, found: Sequence[Found], now: datetime) -> tuple[int, int]:
    """Put what was found in the place of what was found before; returns how many came and how many went."""
    wanted = {(one.kind.value, one.subject): one for one in found}
    with database.writing() as connection:
        known = {(row[0], row[1]): row[3] for row in run(database, connection, _KNOWN, {})}
        for key in known.keys() - wanted.keys():
            run(database, connection, _DROP, {"kind": key[0], "subject": key[1]})
        for key, one in sorted(wanted.items()):
            if known.get(key) != one.evidence:
                values = {"kind": key[0], "subject": key[1], "case": one.case, "evidence": one.evidence, "now": now}
                run(database, connection, _ADD, values)
    return len(wanted.keys() - known.keys()), len(known.keys() - wanted.keys())


def kept(database: Database) -> list[Kept]:
    """The findings, the oldest first."""
    with database.reading() as connection:
        rows = run(database, connection, f"{_KNOWN} ORDER BY since, kind, subject", {}).all()
    return [Kept(Found(Stuck(row[0]), row[1], row[3], row[2]), as_moment(row[4])) for row in rows]
