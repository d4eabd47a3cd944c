"""Both databases, one program's connection, and a shelf of lives to start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from api.app import create_app
from infra.settings import Settings
from infra.wiring import Services

pytest.register_assert_rewrite("tests.stories.telling", "tests.stories.refusal")

from tests.stories.shelf import PostgresCopies, Shelf, SqliteCopies, Way  # noqa: E402
from tests.stories.telling import Story, Wire  # noqa: E402

Begin = Callable[..., Story]
KINDS = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def program() -> Iterator[tuple[FastAPI, Wire]]:
    """One application for all stories; each request is answered over the services of its own story."""
    app = create_app(Services(Settings(), None, None, None, None, None))  # type: ignore[arg-type]
    wire = Wire(app)
    yield app, wire
    wire.close()


@pytest.fixture(scope="session", params=[pytest.param(one, marks=pytest.mark.xdist_group(f"stories-{one}")) for one in KINDS])
def shelves(
    request: pytest.FixtureRequest, program: tuple[FastAPI, Wire], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shelf]:
    """One shelf for each kind of database; a worker that tells all stories of a kind plays each life once."""
    folder = tmp_path_factory.mktemp(f"stories-{request.param}")
    if request.param == "sqlite":
        yield Shelf(SqliteCopies(folder), folder, *program)
        return
    copies = PostgresCopies(request.getfixturevalue("postgres_server"))
    yield Shelf(copies, folder, *program)
    copies.close()


@pytest.fixture
def begin(shelves: Shelf) -> Iterator[Begin]:
    """Begin a story at the named act of a life."""

    def told(stop: str, way: Way | None = None) -> Story:
        return shelves.at(stop, way)

    yield told
    shelves.clear()
