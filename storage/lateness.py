"""How late clocks act: the instant from which each could have acted, beside the instant in which it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from states.law.legal_day import SHANGHAI, midnight
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_date, as_moment

SPAN = timedelta(days=7)  # what "of late" means
MOST = 10_000  # acts looked at, the latest
# What a row says is the clock's last act; one that was armed anew since then has not acted in its new life.
_ACTED = """SELECT t.due_on, t.warn_on, t.armed_at, t.acted_at FROM timer t
 WHERE t.acted_at >= :since AND (t.armed_at IS NULL OR t.armed_at <= t.acted_at) ORDER BY t.acted_at DESC LIMIT :limit"""
DUE = "(t.status IN ('armed', 'warned') AND t.due_on < :today)"
NEAR = "(t.status = 'armed' AND t.warn_on <= :today AND t.due_on >= :today)"
_LAPSED = f"""SELECT t.id, t.case_id, t.label, t.due_on, t.armed_at FROM timer t WHERE {DUE}
 ORDER BY t.due_on, t.id LIMIT 1"""
_WAITING = f"SELECT count(*) FROM timer t WHERE {DUE}"


@dataclass(frozen=True, slots=True)
class Unfired:
    """The clock that has waited longest to be fired. ``late``: seconds since it could have been."""

    timer: str
    case: str
    label: str
    due_on: date
    late: float


@dataclass(frozen=True, slots=True)
class Lateness:
    """Seconds between the instant a clock could act and its act, over the acts of the last seven days; None without any."""

    acts: int
    p50: float | None
    p99: float | None
    worst: float | None
    waiting: int  # lapsed and not fired
    oldest: Unfired | None


def day_begins(day: date, closes: time | None) -> datetime:
    """The instant in which that legal day begins: midnight, or the office's close of the day before."""
    return midnight(day) if closes is None else datetime.combine(day - timedelta(days=1), closes, SHANGHAI)


def could_fire(due_on: date, armed_at: datetime | None, closes: time | None) -> datetime:
    """When the last day was over; not before the clock was armed."""
    return _later(day_begins(due_on + timedelta(days=1), closes), armed_at)


def could_warn(warn_on: date, armed_at: datetime | None, closes: time | None) -> datetime:
    return _later(day_begins(warn_on, closes), armed_at)


def lateness(database: Database, now: datetime, today: date, closes: time | None) -> Lateness:
    """``closes``: when the office's legal day ends, None for midnight; ``today``: the legal day at ``now``."""
    with database.reading() as connection:
        acted = run(database, connection, _ACTED, {"since": now - SPAN, "limit": MOST}).all()
        waiting = int(run(database, connection, _WAITING, {"today": today}).scalar_one())
        first = run(database, connection, _LAPSED, {"today": today}).first()
    late = sorted(_late(row, closes) for row in acted)
    oldest = None
    if first is not None:
        due_on = as_date(first[3])
        since = could_fire(due_on, _moment(first[4]), closes)
        oldest = Unfired(first[0], first[1], first[2], due_on, max(0.0, (now - since).total_seconds()))
    return Lateness(len(late), _at(late, 0.5), _at(late, 0.99), late[-1] if late else None, waiting, oldest)


def forget_acts(database: Database) -> None:
    """What a demo's seeding let clocks do at one go, long after their days, says nothing about how time passes here."""
    with database.writing() as connection:
        run(database, connection, "UPDATE timer SET acted_at = NULL WHERE acted_at IS NOT NULL", {})


def _late(row: Sequence[object], closes: time | None) -> float:
    """Seconds. An act before the last day was over was a warning."""
    due_on, warn_on, armed_at, acted_at = row
    acted, could = as_moment(acted_at), could_fire(as_date(due_on), _moment(armed_at), closes)
    if acted < could and warn_on is not None:
        could = could_warn(as_date(warn_on), _moment(armed_at), closes)
    return max(0.0, (acted - could).total_seconds())


def _moment(value: object) -> datetime | None:
    return None if value is None else as_moment(value)


def _later(one: datetime, other: datetime | None) -> datetime:
    return one if other is None else max(one, other)


def _at(found: Sequence[float], share: float) -> float | None:
    return found[min(len(found) - 1, int(len(found) * share))] if found else None
