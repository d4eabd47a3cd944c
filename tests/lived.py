"""What every lived matter of the tests has: services over one database, a clock that the story moves, stages still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.demo.acts import Act
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.ports import Archive
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from tests.offices import Office


@dataclass
class Lived:
    """One matter that is being lived, stage by stage."""

    services: Services
    clock: MovedClock
    life: Any
    player: Player
    told: Iterator[tuple[str, Iterator[Act]]]

    def until(self, stage: str) -> None:
        """Live on to the end of that stage."""
        for name, acts in self.told:
            self.player.play(acts)
            if name == stage:
                return
        raise AssertionError(f"no stage {stage}")


def services_over(office: Office, folder: Path, archive: Archive | None = None) -> tuple[Services, MovedClock]:
    """The tests' office as a whole installation, by a clock that stands where the story stands."""
    clock = MovedClock()
    casework = Casework(SqlCaseStore(office.database), clock)
    shelf = archive or FolderArchive(folder / "archive")
    return Services(Settings(data_dir=folder), office.database, shelf, clock, casework, office.people), clock
