"""Browsers without scripts, over an office of a test's own or over the demo's matters."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app, furnish
from infra.demo.people import PASSWORD as DEMO_PASSWORD
from infra.settings import Settings
from infra.wiring import build
from storage.database import Database
from tests import demo_copies
from tests.api.pages.plain_browser import Browser
from tests.offices import PASSWORD


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Pages do not differ between databases; the reads below them are proved on both."""
    return sqlite_database


@pytest.fixture
def browse(app: FastAPI) -> Iterator[Callable[..., Browser]]:
    """A browser of somebody's own, signed in through the door; without a name, nobody's."""
    yield from _browsers(app, PASSWORD)


@pytest.fixture(scope="session")
def demo_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as `make run` fills it, made once."""
    return demo_copies.seeded(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo_assembled(demo_seed: Path) -> FastAPI:
    """Another than ``assembled``, so that a test may have both."""
    return create_app(build(Settings(data_dir=demo_seed, form_seconds=0)))


@pytest.fixture
def demo_app(demo_assembled: FastAPI, demo_seed: Path, tmp_path: Path) -> FastAPI:
    """The demo in a copy that the test may change."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_seed, folder)
    return furnish(demo_assembled, build(Settings(data_dir=folder, form_seconds=0)))


@pytest.fixture
def demo(demo_app: FastAPI) -> Iterator[Callable[..., Browser]]:
    yield from _browsers(demo_app, DEMO_PASSWORD)


def _browsers(app: FastAPI, password: str) -> Iterator[Callable[..., Browser]]:
    opened: list[TestClient] = []

    def enter(person: str = "") -> Browser:
        client = TestClient(app)
        opened.append(client)
        browser = Browser(client)
        if person:
            door = browser.get("/sign-in").form("/sign-in")
            desk = browser.send(door, {"login": person, "password": password})
            assert (desk.status, desk.path) == (200, "/worklist"), desk.text
        return browser

    yield enter
    for client in opened:
        client.close()
