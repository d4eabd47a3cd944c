"""Matters for the benchmark: one real one is told; before each of its gated steps it is copied row by row.

So every step of a whole life can be measured on its own, with the dossier that stood before it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from infra.demo.life import Act, Life
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

MODEL = "m-model"
COPIED = {
    "entry": "id", "event": "", "timer": "id", "material": "id", "case_part": "", "opinion_count": "", "stay": "", "stay_kept": "", "hand": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A gated step of the told life, as a form sends it; the matters ``<name>-<n>`` stand before it."""

    name: str
    who: str
    role: Role
    day: date
    inputs: dict[str, Any]

    def case(self, number: int) -> str:
        return f"{self.name}-{number}"


def tell_model(database: Database, before: Callable[[Told], None] = lambda told: None) -> list[Told]:
    """Tell one lawful life from the proposal to its execution; ``before`` is called while the matter stands before each step."""
    found: list[Told] = []
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
            if stage == "closed":  # wants a sealed dossier: sealing is the archive's business
                break
            for act in acts:
                if act.verb == "step":
                    found.append(_told(player, act))
                    before(found[-1])
                player.play([act])
    return found


def _told(player: Player, act: Act) -> Told:
    return Told(act.name, act.who, act.role, act.on, player.sent(act.inputs))


def copy(database: Database, case: Callable[[str], str], first: int, last: int) -> None:
    """Copies of the model's rows as it stands, named ``case(number)`` in SQL. Their chains are copies: not for verification."""
    name = case("n")
    keep(database)
    with database.writing() as connection:
        for table in (*COPIED, "case_file"):
            names = _columns(database, table)
            kept = [one for one in names if one not in ("id", "case_id", "number")]
            head = {"case_file": ["id", "number"]}.get(table, ["case_id"] + (["id"] if COPIED.get(table) else []))
            values = {"id": f"{name} || '-' || t.id" if table != "case_file" else name, "number": name, "case_id": name}
            connection.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(head + kept)}) SELECT {', '.join(values[one] for one in head)}, "
                    f"{', '.join('t.' + one for one in kept)} FROM {table} t, generate_series({first}, {last}) n "
                    f"WHERE t.{'id' if table == 'case_file' else 'case_id'} = '{MODEL}'"
                )
            )


def settle(database: Database) -> None:
    """Statistics as a database in use has them."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _columns(database: Database, table: str) -> list[str]:
    with database.reading() as connection:
        found = connection.execute(text("SELECT column_name FROM information_schema.columns WHERE table_name = :t"), {"t": table})
        return [row[0] for row in found]
