"""The web application over an office full of people, and desks from which they send real requests."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app, furnish
from infra.settings import Settings
from infra.wiring import Services
from storage.archive import FolderArchive
from tests.offices import PASSWORD, Office

PROBLEM = "application/problem+json"
_keys = itertools.count(1)


@dataclass
class Desk:
    """A signed-in person's browser or program: session cookie, form token, fresh request numbers."""

    client: TestClient
    csrf: str
    me: dict[str, Any] = field(default_factory=dict)

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.client.get(f"/api{path}", params=params)

    def post(self, path: str, json: Any = None, *, key: str = "", **more: Any) -> httpx.Response:
        headers = {"x-csrf-token": self.csrf, "idempotency-key": key or f"h{next(_keys)}"} | more.pop("headers", {})
        return self.client.post(f"/api{path}", json=json, headers=headers, **more)

    def delete(self, path: str) -> httpx.Response:
        return self.client.delete(f"/api{path}", headers={"x-csrf-token": self.csrf})


@pytest.fixture
def services(office: Office, tmp_path: Path) -> Services:
    settings = Settings(data_dir=tmp_path, form_seconds=0)
    archive = FolderArchive(tmp_path / "archive")
    return Services(settings, office.database, archive, office.clock, office.casework, office.people)


@pytest.fixture(scope="session")
def assembled() -> FastAPI:
    """Put together once: a new application works out its routes at its first requests, which takes longer than most tests."""
    return create_app(Services(Settings(form_seconds=0), None, None, None, None, None))  # type: ignore[arg-type]


@pytest.fixture
def app(assembled: FastAPI, services: Services) -> FastAPI:
    """A test that gives the application routes or settings of its own makes its own by ``create_app``."""
    return furnish(assembled, services)


@pytest.fixture
def anybody(app: FastAPI) -> Iterator[TestClient]:
    """Somebody without a session."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def sign_in(app: FastAPI) -> Iterator[Callable[[str], Desk]]:
    """Sign somebody in from a browser of their own."""
    opened: list[TestClient] = []

    def enter(person: str) -> Desk:
        client = TestClient(app)
        opened.append(client)
        answer = client.post("/api/session", json={"login": person, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return Desk(client, answer.json()["csrf"], answer.json())

    yield enter
    for client in opened:
        client.close()


def footprint(office: Office) -> dict[str, int]:
    """How many rows every table of matters has: a refusal must leave all of them as they were."""
    tables = ("case_file", "event", "entry", "timer", "outbox", "material", "opinion", "command_receipt", "case_part")
    with office.database.reading() as connection:
        return {
            table: int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()) for table in tables
        }
