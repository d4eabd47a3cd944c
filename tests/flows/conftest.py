"""Flows are tried as plain functions, on an installation made for the test: no Prefect server is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect import Flow
from sqlalchemy import inspect

from flows import installation
from infra.settings import Settings
from infra.wiring import Services
from states.casework.decide import new_id
from storage.archive import FolderArchive
from storage.driver_sql import run
from tests.clocks import HandClock
from tests.lives import Town, settle_town
from tests.offices import Office

ARM = """INSERT INTO timer (id, case_id, name, label, rule, due_on, warn_on, provisional, status, generation)
 VALUES (:id, :case, :name, :label, 'D-LIA-03', :due, :warn, FALSE, 'armed', 1)"""


@dataclass
class House:
    """Services that flows find as their own, and short ways to look inside."""

    services: Services
    office: Office
    clock: HandClock

    def run(self, one: Flow[Any, Any]) -> Any:
        """The flow's own function, without Prefect around it."""
        return asyncio.run(one.fn())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.services.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def arm(self, name: str, due: str, warn: str | None = None, case: str = "case-1") -> str:
        """Put a clock on a matter, past what any procedure would do."""
        database, id = self.services.database, new_id(self.clock.now())
        values = {"id": id, "case": case, "name": name, "label": f"期限{name}", "due": date.fromisoformat(due)}
        values["warn"] = date.fromisoformat(warn) if warn else None
        with database.writing() as connection:
            run(database, connection, ARM, values)
        return id

    def dump(self) -> dict[str, list[str]]:
        """Everything in the database but the signs of life, which say when somebody looked."""
        tables = set(inspect(self.services.database.engine).get_table_names()) - {"pulse"}
        return {table: sorted(map(str, self.rows(f'SELECT * FROM "{table}"'))) for table in tables}


@pytest.fixture
def house(office: Office, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    archive = FolderArchive(tmp_path / "archive")
    made = Services(Settings(data_dir=tmp_path), office.database, archive, clock, office.casework, office.people)
    monkeypatch.setattr(installation, "services", lambda: made)
    return House(made, office, clock)


@pytest.fixture
def settle(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Town]:
    """A town whose services the flows take for their own."""

    def made(**life: Any) -> Town:
        town = settle_town(office, tmp_path, **life)
        monkeypatch.setattr(installation, "services", lambda: town.services)
        return town

    return made
