"""A whole installation in which a matter can be lived up to any of its stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from infra.demo.life import Life
from infra.demo.playing import Player
from states.casework.commands import Actor
from states.casework.ports import Archive
from states.dossier.vocabulary import Role
from storage.sealing import Sealing, seal_matter
from tests.lived import Lived, services_over
from tests.offices import CITY, Office

CASE = "life"


@dataclass
class Town(Lived):
    """A town with one decision being lived."""

    life: Life

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
    services, clock = services_over(office, folder, archive)
    begun = Life(date(2025, 1, 6), **life)
    player = Player(services, clock, case, "城市道路停车收费标准调整", Actor("office", Role.DECISION_OFFICE))
    player.open(Actor("office", Role.DECISION_OFFICE), begun, "transport", CITY)
    return Town(services, clock, begun, player, iter(begun.stages()))
