"""What the whole suite stands on: both databases, a hand-moved clock, an office full of people.

What keeps the suite from being slower still: a database is a copy of a migrated template, or one that is emptied and lent
on; one application of a session serves every test of ``api`` over the services of its own; the demo is seeded once a worker and signed in to for
nothing; uniform cases are ``every``, not ``parametrize``; a long campaign is marked ``chaos``, and one representative of it
stays here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from infra.private_postgres import private_postgres
from infra.wiring import settle_memory
from storage.database import Database
from storage.migrate import migrate
from tests.clocks import HandClock
from tests.lent_databases import Lender
from tests.offices import Office, open_office

os.environ["PYTHONDONTWRITEBYTECODE"] = ""


def pytest_collection_finish() -> None:
    """As every long-lived process of the product: what stays is not searched for garbage again and again."""
    settle_memory()


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    """Whoever asks an application in process asks it in the session's one event loop, not in a thread and a loop per request."""
    with start_blocking_portal() as portal:
        TestClient.portal = portal
        yield
        TestClient.portal = None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One server per session and worker, with a migrated template database."""
    with private_postgres() as url:
        _run(url, "CREATE DATABASE template_yifa")
        made = Database(f"{url.rsplit('/', 1)[0]}/template_yifa")
        migrate(made)
        made.close()
        yield url


def _run(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def lender(postgres_server: str) -> Iterator[Lender]:
    lending = Lender(postgres_server.rsplit("/", 1)[0].replace("+psycopg", ""), "template_yifa")
    yield lending
    lending.close()


@pytest.fixture
def postgres_database(postgres_server: str, lender: Lender) -> Iterator[Database]:
    lent = lender.take()
    database = Database(f"{postgres_server.rsplit('/', 1)[0]}/{lent.name}")
    yield database
    database.close()
    lender.give_back(lent)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("template") / "yifa.db"
    made = Database(f"sqlite:///{file}")
    migrate(made)
    made.close()
    return file


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    copyfile(sqlite_template, tmp_path / "yifa.db")
    database = Database(f"sqlite:///{tmp_path / 'yifa.db'}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases."""
    chosen: Database = request.getfixturevalue(f"{request.param}_database")
    return chosen


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(database: Database, clock: HandClock) -> Office:
    """People in every role of one city government, and a Casework over the database."""
    return open_office(database, clock)
