"""Lateness counts from the instant a clock could act: the day's beginning, the office's close, or its arming."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from storage.database import Database
from storage.driver_sql import run
from storage.lateness import lateness
from tests.offices import Office

NOW = datetime(2026, 1, 20, 4, 0, tzinfo=UTC)  # noon in China
TODAY = date(2026, 1, 20)
FIRST = datetime(2026, 1, 19, 16, 0, tzinfo=UTC)  # midnight in China
PUT = """INSERT INTO timer (id, case_id, name, label, rule, due_on, warn_on, provisional, status, generation, armed_at, acted_at)
 VALUES (:id, 'c', :id, :id, 'D-LIA-03', :due, :warn, FALSE, :status, 1, :armed, :acted)"""


def put(database: Database, id: str, status: str, due: date, *, warn: date | None = None, armed: datetime | None = None,
        acted: datetime | None = None) -> None:  # fmt: skip
    values = {"id": id, "due": due, "warn": warn, "status": status, "armed": armed, "acted": acted}
    with database.writing() as connection:
        run(database, connection, PUT, values)


def after(seconds: float) -> datetime:
    return FIRST + timedelta(seconds=seconds)


def test_nothing_acted_and_nothing_waits(database: Database, office: Office) -> None:
    office.open()
    put(database, "future", "armed", date(2026, 1, 21))
    put(database, "today", "warned", TODAY)  # its last day still runs
    found = lateness(database, NOW, TODAY, None)
    assert (found.acts, found.p50, found.p99, found.worst, found.waiting, found.oldest) == (0, None, None, None, 0, None)


def test_quantiles_of_what_acted(database: Database) -> None:
    for number in range(100):
        put(database, f"t{number:02}", "fired", date(2026, 1, 19), acted=after(number))
    found = lateness(database, NOW, TODAY, None)
    assert (found.acts, found.p50, found.p99, found.worst) == (100, 50.0, 99.0, 99.0)


@pytest.mark.parametrize(
    ("status", "closes", "armed", "late"),
    [
        ("fired", None, None, 30.0),
        ("fired", time(17, 30), None, 30.0 + 6.5 * 3600),  # the legal day ended at half past five
        ("fired", None, 20.0, 10.0),  # armed when its day was over already
        ("fired", None, -86400.0, 30.0),
        ("warned", None, None, 30.0 + 86400.0),  # its day to warn was the 19th
        ("settled", None, None, 30.0),  # done after it had fired
    ],
)
def test_from_when_it_counts(database: Database, status: str, closes: time | None, armed: float | None, late: float) -> None:
    due = date(2026, 1, 19) if status != "warned" else date(2026, 1, 30)
    put(database, "a", status, due, warn=date(2026, 1, 19), armed=None if armed is None else after(armed), acted=after(30))
    assert lateness(database, NOW, TODAY, closes).worst == late


def test_a_clock_armed_anew_has_not_acted_yet(database: Database) -> None:
    put(database, "a", "armed", date(2026, 3, 1), armed=after(60), acted=after(30))
    assert lateness(database, NOW, TODAY, None).acts == 0


def test_what_acted_long_ago_is_left_out(database: Database) -> None:
    put(database, "a", "fired", date(2026, 1, 1), acted=NOW - timedelta(days=8))
    assert lateness(database, NOW, TODAY, None).acts == 0


def test_the_oldest_that_waits(database: Database) -> None:
    put(database, "a", "armed", date(2026, 1, 19))
    put(database, "b", "warned", date(2026, 1, 17))
    put(database, "c", "held", date(2026, 1, 1))  # suspended: neither late nor lost
    put(database, "d", "settled", date(2026, 1, 1))
    found = lateness(database, NOW, TODAY, None)
    assert found.waiting == 2 and found.oldest is not None
    assert (found.oldest.timer, found.oldest.late) == ("b", (2 * 24 + 12) * 3600.0)


