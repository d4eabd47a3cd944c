"""Matters for the benchmark: one real one told up to its publication, then copied row by row."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from sqlalchemy import text

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

MODEL = "m-model"
COPIED = {
    "entry": "id", "event": "", "timer": "id", "material": "id", "case_part": "", "opinion_count": "",
}  # fmt: skip


def tell_model(database: Database) -> Life:
    """One matter, lawfully told up to its publication; returns its life, standing there."""
    with tempfile.TemporaryDirectory() as folder:
        clock = MovedClock()
        archive = FolderArchive(Path(folder))
        people = People(database)
        register(people)
        services = Services(
            Settings(data_dir=Path(folder)), database, archive, clock, Casework(SqlCaseStore(database), clock), people
        )
        life = Life(date(2025, 1, 6), cast("yx-transport"))
        player = Player(services, clock, MODEL, "城市道路停车收费标准调整", Actor("juece", Role.DECISION_OFFICE))
        player.open(Actor("juece", Role.DECISION_OFFICE), life, "yx-transport", BODY)
        for stage, acts in life.stages():
            player.play(acts)
            if stage == "reported":
                break
    return life


def copy(database: Database, first: int, last: int) -> None:
    """Copies of the model's rows as matters c<first> … c<last>. Their chains are copies: not for verification."""
    columns = {table: _columns(database, table) for table in (*COPIED, "case_file")}
    with database.writing() as connection:
        for table, names in columns.items():
            kept = [name for name in names if name not in ("id", "case_id", "number")]
            head = {"case_file": ["id", "number"]}.get(table, ["case_id"] + (["id"] if COPIED.get(table) else []))
            values = {"id": "'c' || n || '-' || t.id" if table != "case_file" else "'c' || n", "number": "'n' || n", "case_id": "'c' || n"}
            connection.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(head + kept)}) SELECT {', '.join(values[name] for name in head)}, "
                    f"{', '.join('t.' + name for name in kept)} FROM {table} t, generate_series({first}, {last}) n "
                    f"WHERE t.{'id' if table == 'case_file' else 'case_id'} = '{MODEL}'"
                )
            )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _columns(database: Database, table: str) -> list[str]:
    with database.reading() as connection:
        found = connection.execute(text("SELECT column_name FROM information_schema.columns WHERE table_name = :t"), {"t": table})
        return [row[0] for row in found]
