"""Clocks that lapse together: none lost, none twice, whoever sweeps; what was armed anew or held meanwhile is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows import deadlines
from flows.deadlines import sweep
from flows.installation import MORE
from flows.pacing import Pace
from infra.bench import copies
from infra.demo.playing import MovedClock
from infra.wiring import Services
from storage.database import Database
from storage.driver_sql import run
from storage.sweeps import due_timers

HERD = 240
LAST = date(2025, 9, 30)


@pytest.fixture
def crowd(postgres_database: Database, tmp_path: Path) -> Iterator[tuple[Services, MovedClock]]:
    """Matters h1 … before their publication, each with one clock that lapses on the same day."""
    house, clock = copies.settle_house(postgres_database, tmp_path)
    copies.tell(house, clock, "model", date(2025, 1, 6), "reported")
    copies.copy(postgres_database, "model", "h", 1, HERD)
    change(postgres_database, "UPDATE timer SET status = 'settled' WHERE case_id = 'model'")
    change(postgres_database, "UPDATE timer SET due_on = :last, warn_on = NULL WHERE status = 'armed'", last=LAST)
    clock.to(LAST + timedelta(days=1))
    yield house, clock


def change(database: Database, sql: str, **values: object) -> None:
    with database.writing() as connection:
        run(database, connection, sql, values)


def fired(database: Database) -> Counter[str]:
    with database.reading() as connection:
        return Counter(row[0] for row in connection.exec_driver_sql("SELECT case_id FROM event WHERE kind = 'deadline'"))


def at_once() -> Pace:
    return Pace(rest=lambda seconds: None)


def test_three_sweeps_at_once_fire_each_clock_once(crowd: tuple[Services, MovedClock]) -> None:
    house, _ = crowd
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(lambda _: sweep(house, at_once()), range(3)))
    assert sum(one["fired"] for one in counts) == HERD and not any(one.get("failed") for one in counts)
    found = fired(house.database)
    assert len(found) == HERD and set(found.values()) == {1}
    assert sweep(house) == {}


def test_a_firing_found_before_and_made_after_a_change_is_dropped(crowd: tuple[Services, MovedClock]) -> None:
    """Found by the sweep; then a third was armed anew (for a later day, or for one that is over too), others held or stopped."""
    house, _ = crowd
    due = list(due_timers(house.database, house.casework.today()))
    assert len(due) == HERD
    fate = {one.id: _fate(number) for number, one in enumerate(due)}
    for number, (id, what) in enumerate(fate.items()):
        if what == "armed":
            anew = LAST + timedelta(days=60 if number % 2 else -1)
            change(house.database, "UPDATE timer SET generation = generation + 1, due_on = :anew WHERE id = :id", id=id, anew=anew)
        elif what:
            change(house.database, "UPDATE timer SET status = :what WHERE id = :id", id=id, what=what)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda one: deadlines.act(house, one), [*due, *due]))
    left = [one for one in due if not fate[one.id]]
    assert Counter(done)["fired"] == len(left) and fired(house.database) == {one.case: 1 for one in left}
    with house.database.reading() as connection:
        now = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, status FROM timer WHERE case_id <> 'model'")}
    assert {id: now[id] for id in fate} == {id: what or "fired" for id, what in fate.items()}


def _fate(number: int) -> str:
    if number % 3 == 0:
        return "armed"
    return "held" if number % 7 == 0 else "settled" if number % 11 == 0 else ""


def test_a_sweep_that_is_cut_short_says_so_and_the_next_goes_on(crowd: tuple[Services, MovedClock]) -> None:
    house, _ = crowd
    assert sweep(house, at_once(), longest=-1.0) == {MORE: 1}
    done = sweep(house, at_once(), longest=0.3)
    rest = sweep(house, at_once())
    assert done.get("fired", 0) + rest.get("fired", 0) == HERD and MORE not in rest


def test_a_held_clock_is_found_neither_due_nor_lost(crowd: tuple[Services, MovedClock]) -> None:
    house, clock = crowd
    change(house.database, "UPDATE timer SET status = 'held' WHERE case_id IN ('h1', 'h2') AND status = 'armed'")
    clock.to(LAST + timedelta(days=400))
    assert sweep(house, at_once())["fired"] == HERD - 2
    change(house.database, "UPDATE timer SET status = 'armed', generation = generation + 1 WHERE case_id IN ('h1', 'h2') AND status = 'held'")
    assert sweep(house, at_once()) == {"fired": 2} and len(fired(house.database)) == HERD
