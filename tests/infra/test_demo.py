"""The demo builds itself lawfully on any day, spreads over all stages, and every chain of it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.demo import accounts, seed
from infra.settings import Settings, SettingsError
from storage.database import Database
from storage.migrate import migrate
from storage.verify import verify


def fill(folder: Path, clock: str) -> tuple[Settings, Database]:
    settings = Settings.load({"YIFA_DATA_DIR": str(folder), "YIFA_CLOCK": clock})
    database = Database(settings.database)
    migrate(database)
    seed(settings)
    return settings, database


@pytest.mark.parametrize("clock", ["2026-11-22T21:00:00+08:00", "2026-10-05T09:00:00+08:00", "2027-02-14T00:10:00+08:00"])
def test_the_demo_on_any_day(tmp_path: Path, clock: str) -> None:
    settings, database = fill(tmp_path, clock)
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT stage, configuration FROM case_file").all()
        overdue = connection.exec_driver_sql("SELECT count(*) FROM escalation WHERE status = 'open'").scalar_one()
        seals = connection.exec_driver_sql("SELECT count(*) FROM event WHERE act = 'seal_dossier' AND kind = 'step'").scalar_one()
        ahead = connection.exec_driver_sql("SELECT count(*) FROM event WHERE recorded_at > ?", (_utc(clock),)).scalar_one()
    stages = {row[0] for row in rows}
    active = {state for row in rows for state in json.loads(row[1])}
    assert len(rows) >= 24 and len(stages) >= 10, sorted(stages)
    assert {"closed", "le_returned", "suspended", "evaluating", "co_open"} <= active
    assert {"er_kept", "pe_investigating", "pe_notified", "pe_heard", "pf_pending", "en_closed", "rd_published"} <= active
    assert overdue >= 1 and seals >= 7 and ahead == 0
    assert verify(database).ok
    before = len(rows)
    assert "未装入" in seed(settings)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one() == before


def _utc(clock: str) -> str:
    from datetime import UTC, datetime, timedelta

    return (datetime.fromisoformat(clock).astimezone(UTC) + timedelta(minutes=5)).isoformat()


def test_the_demo_is_refused_in_production() -> None:
    production = Settings(
        mode="production", database_url="postgresql+psycopg://nobody@127.0.0.1/none", archive="s3", s3_endpoint="127.0.0.1:1",
        s3_access_key="k" * 20, s3_secret_key="s" * 40, session_secret="x" * 40, privacy_secret="p" * 40,
    )  # fmt: skip
    with pytest.raises(SettingsError, match="演示数据"):
        seed(production)


def test_every_account_is_told_with_its_roles() -> None:
    assert len(accounts()) >= 20 and all("密码" in line for line in accounts())
