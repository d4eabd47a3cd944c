"""Notices are tried on an installation of the test's own, with real servers at the other end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import deadlines, relay
from infra.settings import Settings
from infra.wiring import Services
from states.casework.notices import Topic
from storage.archive import FolderArchive
from storage.driver_sql import run
from storage.notices import subscriptions
from storage.notices.addresses import Kind
from storage.notices.subscriptions import Wanted
from storage.queries.models import Viewer
from tests.clocks import HandClock
from tests.flows.conftest import ARM
from tests.offices import CITY, Office
from tests.servers.receiver import Receiver, receiver
from tests.servers.smtp_sink import SmtpSink, smtp_sink


@dataclass
class Inn:
    """An installation whose relay runs when told."""

    services: Services
    office: Office
    clock: HandClock

    def relay(self) -> dict[str, int]:
        return relay.work(self.services)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.services.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def viewer(self, person: str) -> Viewer:
        who = self.office.people.known(person, self.office.casework.today())
        assert who is not None
        return Viewer.of(who)

    def lapse(self, day: str, name: str = "late", case: str = "case-1") -> None:
        """A clock of the matter runs out on the day after, and the clocks are looked at."""
        with self.services.database.writing() as connection:
            values = {"id": f"t-{name}-{case}", "case": case, "name": name, "due": date.fromisoformat(day)}
            run(self.services.database, connection, ARM, values | {"label": f"期限{name}", "warn": None})
        self.clock.set(date.fromisoformat(day) + timedelta(days=1))
        deadlines.sweep(self.services)

    def told(self, topic: Topic) -> set[str]:
        """Who has a line about that topic."""
        return {row[0] for row in self.rows(f"SELECT person_id FROM notice WHERE topic = '{topic.value}'")}

    def subscribe(self, address: str, kind: Kind = Kind.WEBHOOK, topics: tuple[Topic, ...] = tuple(Topic)) -> str:
        wanted = Wanted(kind, "督查平台", address, topics)
        hosts = self.services.settings.listed_hosts
        return subscriptions.add(self.services.database, "sysadmin", CITY, wanted, hosts, self.clock.now())


@pytest.fixture
def inn(office: Office, clock: HandClock, tmp_path: Path) -> Callable[..., Inn]:
    """An installation with these settings."""

    def made(**settings: Any) -> Inn:
        chosen = Settings(data_dir=tmp_path, notice_hosts="127.0.0.1", **settings)
        archive = FolderArchive(tmp_path / "archive")
        return Inn(Services(chosen, office.database, archive, clock, office.casework, office.people), office, clock)

    return made


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with smtp_sink() as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as made:
        yield made
