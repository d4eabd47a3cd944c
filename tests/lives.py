"""A whole installation in which a matter can be lived up to any of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from infra.demo.life import Act, Life
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.commands import Actor
from states.casework.ports import Archive
from states.dossier.vocabulary import Role
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.sealing import Sealing, seal_matter
from tests.offices import CITY, Office

CASE = "life"


@dataclass
class Town:
    """Services over one database and folder, a clock that the story moves, and one matter being lived."""

    services: Services
    clock: MovedClock
    life: Life
    player: Player
    told: Iterator[tuple[str, Iterator[Act]]]

    def until(self, stage: str) -> None:
        """Live on to the end of that stage."""
        for name, acts in self.told:
            self.player.play(acts)
            if name == stage:
                return
        raise AssertionError(f"no stage {stage}")

    def seal(self) -> Sealing:
        """Seal the matter on the next working day."""
        self.clock.to(self.life.later(1))
        one = self.services
        return seal_matter(one.database, one.archive, one.casework, CASE, one.clock, 3650)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.services.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]


def settle_town(
    office: Office, folder: Path, case: str = CASE, archive: Archive | None = None, **life: Any
) -> Town:
    """The tests' office with a new matter on 2025-01-06; ``life``: what is special about it."""
    clock = MovedClock()
    database: Database = office.database
    casework = Casework(SqlCaseStore(database), clock)
    shelf = archive or FolderArchive(folder / "archive")
    services = Services(Settings(data_dir=folder), database, shelf, clock, casework, office.people)
    begun = Life(date(2025, 1, 6), **life)
    player = Player(services, clock, case, "城市道路停车收费标准调整", Actor("office", Role.DECISION_OFFICE))
    player.open(Actor("office", Role.DECISION_OFFICE), begun, "transport", CITY)
    return Town(services, clock, begun, player, iter(begun.stages()))
