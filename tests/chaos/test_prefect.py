"""Long outages on a real Prefect server: nothing is lost or doubled while a part of it is away for minutes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra.demo.playing import MovedClock
from infra.wiring import Services
from storage.database import Database
from tests.flows.test_on_prefect import CROWD, acts, crowd, fired, in_the_middle, left_lying
from tests.flows.test_on_prefect import prefect as prefect
from tests.flows.test_on_prefect import town as town
from tests.servers.prefect import PrefectHouse, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("prefect")]
Town = tuple[Services, MovedClock]
ALONE = 300.0  # seconds: Prefect's client tries each call for more than a minute before it says that the server is away


@pytest.fixture
def database(town: Town) -> Iterator[Database]:
    yield town[0].database


def test_a_dead_run_frees_its_slot_without_anybody_starting_anything(prefect: PrefectHouse, town: Town, database: Database) -> None:
    """Runner and run are killed together: only the missing heartbeat tells. Then whoever starts next finishes the work."""
    crowd(town)
    prefect.start()
    in_the_middle(prefect, database)
    prefect.kill("infra")
    assert 0 < len(fired(database)) < CROWD
    wait_until("no heartbeat, so crashed", lambda: "Running" not in prefect.runs("passage"), prefect.log)
    assert "Crashed" in prefect.runs("passage")
    prefect.start()
    wait_until("the rest", lambda: len(fired(database)) == CROWD, prefect.log)
    assert set(fired(database).values()) == {1}


def test_without_prefect_time_goes_on(prefect: PrefectHouse, town: Town, database: Database) -> None:
    left_lying(town, "a")
    prefect.start()
    wait_until("time passes", lambda: acts(database) == ["a fire:planned_decision"], prefect.log)
    prefect.kill("prefect")
    left_lying(town, "b")
    wait_until("also alone", lambda: acts(database) == ["a fire:planned_decision", "b fire:planned_decision"], prefect.log, patience=ALONE)
    prefect.kill("infra")
    left_lying(town, "c")
    prefect.start()
    wait_until("and again together", lambda: len(acts(database)) == 3, prefect.log)
    wait_until("as a run", lambda: prefect.runs("deadlines")[0] == "Completed", prefect.log)
    assert len(fired(database)) == 3 and set(fired(database).values()) == {1}
