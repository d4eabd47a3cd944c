"""The flows on a real Prefect server: what is due gets done, and killing everything loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from infra.wiring import SystemClock
from storage.database import Database
from storage.migrate import migrate
from storage.verify import verify
from tests.lives import settle_town
from tests.offices import Office, open_office
from tests.servers.prefect import PrefectHouse, private_prefect, wait_until

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def prefect() -> Iterator[PrefectHouse]:
    with private_prefect() as house:
        yield house


@pytest.fixture
def office(prefect: PrefectHouse) -> Iterator[Office]:
    """People in the database that the flows will find."""
    database = Database(prefect.settings.database)
    migrate(database)
    yield open_office(database, SystemClock())  # type: ignore[arg-type]
    database.close()


def left_lying(office: Office, prefect: PrefectHouse, case: str) -> None:
    """A matter started in January 2025 whose decision was planned for that June."""
    settle_town(office, prefect.settings.data_dir, case, planned_on=date(2025, 6, 30)).until("started")


def acts(office: Office) -> list[str]:
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT case_id, act FROM event WHERE kind = 'deadline'")
        return sorted(f"{case} {act}" for case, act in rows)


def test_time_passes_and_survives_being_killed(prefect: PrefectHouse, office: Office) -> None:
    left_lying(office, prefect, "a")
    prefect.start()
    wait_until("the lapsed clock fired", lambda: acts(office) == ["a fire:planned_decision"], prefect.log)
    wait_until("its run completed", lambda: "Completed" in prefect.runs("deadlines"), prefect.log)
    wait_until("the passage under way", lambda: prefect.runs("passage")[-1] == "Running", prefect.log)

    prefect.kill()
    left_lying(office, prefect, "b")
    prefect.start()
    wait_until("what lapsed meanwhile fired", lambda: acts(office) == ["a fire:planned_decision", "b fire:planned_decision"], prefect.log)
    wait_until("the cut-off run marked", lambda: "Crashed" in prefect.runs("passage"), prefect.log)

    before = len(prefect.runs("deadlines"))
    prefect.run_by_hand("deadlines")
    wait_until(
        "a run by hand completed",
        lambda: len(prefect.runs("deadlines")) > before and prefect.runs("deadlines")[0] == "Completed",
        prefect.log,
    )
    assert acts(office) == ["a fire:planned_decision", "b fire:planned_decision"]
    assert verify(office.database).ok
