"""The whole lawful life of a matter, from proposal to 办结, through Casework alone, on both databases."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from infra.demo.life import Life
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from states.dossier.model import Package
from states.dossier.vocabulary import Role
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.held_packages import note
from storage.verify import verify
from tests.offices import CITY, Office


def player(office: Office, folder: Path) -> Player:
    clock = MovedClock()
    casework = Casework(SqlCaseStore(office.database), clock)
    services = Services(Settings(data_dir=folder), office.database, FolderArchive(folder / "archive"), clock, casework, office.people)
    return Player(services, clock, "life", "城市道路停车收费标准调整", Actor("office", Role.DECISION_OFFICE))


def seal(playing: Player, life: Life, part: str) -> None:
    playing.clock.to(life.later(1))
    package = playing.services.archive.put(io.BytesIO(part.encode()), max_bytes=100)
    with playing.services.database.reading() as connection:
        events = connection.exec_driver_sql("SELECT head_seq FROM case_file").scalar_one()
    note(playing.services.database, "life", Package(f"{part}.zip", package.digest, events, False))
    fields = {"part": part, "package": f"{part}.zip", "digest": package.digest, "events": events, "locked": False, "sealed_on": life.day.isoformat()}
    playing.execute(lambda key: TakeStep(Actor("clock", Role.CLOCK), "life", key, step="seal_dossier", inputs={"dossier_seal": fields}))


def test_a_lawful_life(office: Office, tmp_path: Path) -> None:
    life = Life(date(2025, 1, 6))
    playing = player(office, tmp_path)
    playing.open(Actor("office", Role.DECISION_OFFICE), life, "transport", CITY)
    for stage, acts in life.stages():
        playing.play(acts)
        if stage in ("published", "reports"):
            seal(playing, life, stage)
    with office.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT stage, ended, version FROM case_file").one()
    assert (row[0], bool(row[1])) == ("closed", True)
    found = verify(office.database)
    assert found.ok and found.events >= 45, found
