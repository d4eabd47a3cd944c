"""Ten thousand running cases: how long a day's judging takes, and what the supervisor's page costs beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from flows.pacing import Pace
from infra.bench import copies
from states.casework.commands import RecordEntry
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.people import HeldRole
from storage.queries.models import Viewer
from storage.queries.risks import risk_board, risk_rows
from storage.risk_sweep import BATCH, anything_stale, keep_risks
from tests.clocks import HandClock
from tests.offices import BUREAU, open_office
from tests.penalties import CASE, REGISTER, REVIEWER, settle_bureau

pytestmark = pytest.mark.bench
CASES = 10_000
SUPERVISOR = Viewer(
    person="bureau_supervisor", name="", office="bureau_office", office_name="", roles=(HeldRole(Role.SUPERVISOR, "bureau_office", "", BUREAU),)
)


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_ten_thousand_running_cases(postgres_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bureau = settle_bureau(open_office(postgres_database, HandClock()), tmp_path)
    bureau.until("concluded")
    today = bureau.services.casework.today()
    change = {"number": "演示000002", "change": "withheld", "reason": "违纪", "on": today.isoformat()}
    bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "withheld", kind="certificate_change", fields=change))
    copies.copy(postgres_database, CASE, "copy", 1, CASES - 1)
    copies.settle(postgres_database)

    def day(pace: Pace) -> None:
        while (done := keep_risks(postgres_database, today)).any:
            took.append(done.judged)
            pace.after(0)

    took: list[int] = []
    first = _took(lambda: day(Pace(rest=lambda _: None, pieces=BATCH)))
    assert sum(took) == CASES + 1  # and their register
    today += timedelta(days=1)
    again = _took(lambda: day(Pace(rest=lambda _: None, pieces=BATCH)))
    idle = _took(lambda: anything_stale(postgres_database, today))
    board = _took(lambda: risk_board(postgres_database, SUPERVISOR, today))
    page = _took(lambda: risk_rows(postgres_database, SUPERVISOR, today))
    assert risk_board(postgres_database, SUPERVISOR, today).all.count == 4 * CASES  # the report of the inquiry is of the day of the withholding
    with capsys.disabled():
        print(f"\n{CASES} cases: first day {first:.1f} s, another day {again:.1f} s ({again / CASES * 1000:.2f} ms a case), "
              f"nothing to do {idle * 1000:.0f} ms, figures {board * 1000:.0f} ms, page {page * 1000:.0f} ms")  # fmt: skip
