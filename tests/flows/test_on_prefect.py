"""The flows on a real Prefect server and PostgreSQL: what is due gets done once, whatever is killed and however long it is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from infra.bench import copies
from infra.demo.playing import MovedClock, Player
from infra.wiring import Services, SystemClock
from states.casework.commands import TakeStep
from states.law.legal_day import legal_day, midnight
from storage import running
from storage.database import Database
from storage.verify import verify
from tests.servers.prefect import PrefectHouse, private_prefect, wait_until

pytestmark = pytest.mark.xdist_group("prefect")
CROWD = 400


@pytest.fixture(scope="module")
def prefect() -> Iterator[PrefectHouse]:
    """One server for all tests here; the flows are started anew on each test's database."""
    with private_prefect() as house:
        yield house


@pytest.fixture
def town(prefect: PrefectHouse, postgres_database: Database) -> Iterator[tuple[Services, MovedClock]]:
    """The database that the flows will find, with the demo's people."""
    prefect.settings = prefect.settings.model_copy(update={"database_url": postgres_database.url, "clock": None})
    yield copies.settle_house(postgres_database, prefect.settings.data_dir)
    prefect.kill("infra")


def left_lying(town: tuple[Services, MovedClock], case: str, planned: date = date(2025, 6, 30)) -> Player:
    """A matter started in January 2025 whose decision was planned for that day."""
    return copies.tell(*town, case, date(2025, 1, 6), "started", planned_on=planned)[1]


def acts(database: Database) -> list[str]:
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT case_id, act FROM event WHERE kind = 'deadline'")
        return sorted(f"{case} {act}" for case, act in rows)


def test_time_passes_and_an_outage_only_delays(prefect: PrefectHouse, town: tuple[Services, MovedClock]) -> None:
    house, clock = town
    database, today = house.database, legal_day(SystemClock().now())
    left_lying(town, "a")
    for case, days in (("b", 0), ("c", 0), ("d", 10)):  # two of the clocks lapse while everything is away
        left_lying(town, case, today + timedelta(days=days))
    prefect.start()
    warned = [f"{case} warn:planned_decision" for case in "bcd"]
    wait_until("the lapsed clock fired", lambda: acts(database) == ["a fire:planned_decision", *warned], prefect.log)
    wait_until("its run completed", lambda: "Completed" in prefect.runs("deadlines"), prefect.log)
    wait_until("the passage under way", lambda: prefect.runs("passage")[-1] == "Running", prefect.log)

    prefect.kill()
    before = acts(database)
    clock.at(SystemClock().now())
    _terminate(house, "c", today)  # an officer goes on working
    left_lying(town, "e")
    tomorrow = midnight(today + timedelta(days=1)) + timedelta(minutes=30)
    prefect.settings = prefect.settings.model_copy(update={"clock": tomorrow})
    prefect.start()
    expected = sorted([*before, "b fire:planned_decision", "e fire:planned_decision"])
    wait_until("what lapsed meanwhile fired, what was done meanwhile not", lambda: acts(database) == expected, prefect.log)
    wait_until("the cut-off run marked", lambda: "Crashed" in prefect.runs("passage"), prefect.log)
    wait_until("letters delivered", lambda: waiting(database) == 0, prefect.log)
    wait_until("an inspection", lambda: running.INSPECTION in running.pulses(database), prefect.log)

    count = len(prefect.runs("deadlines"))
    prefect.run_by_hand("deadlines")
    wait_until(
        "a run by hand completed",
        lambda: len(prefect.runs("deadlines")) > count and prefect.runs("deadlines")[0] == "Completed", prefect.log,
    )  # fmt: skip
    assert acts(database) == expected
    assert running.kept(database) == [] and verify(database).ok


def _terminate(house: Services, case: str, today: date) -> None:
    termination = {"decided_by": "某县人民政府", "decided_on": today.isoformat(), "reason": "上级已有统一规定。"}
    house.casework.execute(TakeStep(copies.OPENER, case, "t", step="terminate", inputs={"termination": termination}))


def waiting(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE status NOT IN ('settled')").scalar_one())


def crowd(town: tuple[Services, MovedClock]) -> Database:
    """Copies of a matter, all of whose clocks have lapsed."""
    left_lying(town, "m")
    database = town[0].database
    copies.copy(database, "m", "x", 1, CROWD)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'settled' WHERE case_id = 'm'")
    return database


def fired(database: Database) -> Counter[str]:
    return Counter(one.partition(" ")[0] for one in acts(database))


def in_the_middle(prefect: PrefectHouse, database: Database) -> int:
    """Wait until a sweep is in the middle of the crowd."""
    wait_until("a sweep begun", lambda: bool(fired(database)), prefect.log, poll=0.02)
    return len(fired(database))


def test_a_run_killed_in_the_middle_of_a_sweep_is_followed_by_one_that_finishes(prefect: PrefectHouse, town: tuple[Services, MovedClock]) -> None:
    database = crowd(town)
    prefect.serve()
    before = prefect.runs("passage").count("Crashed")
    prefect.start()
    done = in_the_middle(prefect, database)
    assert prefect.kill_runs() >= 1
    left = CROWD - len(fired(database))
    assert 0 < done < CROWD and left > 0, "it was killed in the middle"
    wait_until("the run marked as died", lambda: prefect.runs("passage").count("Crashed") > before, prefect.log)
    wait_until("the next run finished it", lambda: len(fired(database)) == CROWD, prefect.log)
    assert set(fired(database).values()) == {1}
