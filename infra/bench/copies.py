"""Matters in bulk: a real one is told, then its rows are copied. The chains of copies are not for verification."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from infra.demo.acts import Paper
from infra.demo.life import Life
from infra.demo.people import BODY, cast, register
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.people import People
from storage.standing import keep

OPENER = Actor("juece", Role.DECISION_OFFICE)
OFFICE = "yx-transport"
# What a matter needs to go on: its chain is represented by the head that stands in ``case_file``.
COPIED = ("entry", "timer", "material", "case_part", "opinion_count", "stay", "stay_kept", "hand")


def settle_house(database: Database, folder: Path) -> tuple[Services, MovedClock]:
    """The demo's people in an empty database, and a clock that a story moves."""
    clock = MovedClock()
    people = People(database)
    register(people)
    casework = Casework(SqlCaseStore(database), clock)
    return Services(Settings(data_dir=folder), database, FolderArchive(folder / "archive"), clock, casework, people), clock


def tell(services: Services, clock: MovedClock, case: str, begins: date, until: str, **more: Any) -> tuple[Life, Player]:
    """One matter, lawfully told from ``begins`` to the end of that stage; its life goes on from there."""
    clock.restart()
    life = Life(begins, cast(OFFICE), **more)
    player = Player(services, clock, case, "城市道路停车收费标准调整", OPENER)
    player.open(OPENER, life, OFFICE, BODY)
    for stage, acts in life.stages():
        player.play(acts)
        if stage == until:
            return life, player
    raise ValueError(until)


def tell_one(database: Database, until: str) -> tuple[Life, Player]:
    """As ``tell``, in an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        services, clock = settle_house(database, Path(folder))
        return tell(services, clock, "model", date(2025, 1, 6), until)


def copy(database: Database, model: str, prefix: str, first: int, last: int, tables: Sequence[str] = COPIED) -> None:
    """Copies of the model's rows as the matters ``<prefix><first>`` … ``<prefix><last>``; PostgreSQL only."""
    name = f"'{prefix}' || n"
    keep(database)
    given = {"id": f"{name} || '-' || t.id", "case_id": name}
    with database.writing() as connection:
        columns = {table: [one["name"] for one in inspect(connection).get_columns(table)] for table in (*tables, "case_file")}
        for table, names in columns.items():
            values = given if table != "case_file" else {"id": name, "number": name}
            chosen = ", ".join(_value(one, values) for one in names)
            whose = "id" if table == "case_file" else "case_id"
            connection.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} t, "
                    f"generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE t.{whose} = :model"
                ),
                {"first": first, "last": last, "model": model},
            )


def _value(column: str, given: Mapping[str, str]) -> str:
    return given.get(column, f't."{column}"')


def settle(database: Database) -> None:
    """Statistics as a database in use has them."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))


def sent(player: Player, value: Any) -> Any:
    """Inputs as a form sends them, of papers that the model has on file."""
    if isinstance(value, Paper):
        return player.papers[value.name]
    if isinstance(value, Mapping):
        return {name: sent(player, one) for name, one in value.items()}
    if isinstance(value, list):
        return [sent(player, one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
