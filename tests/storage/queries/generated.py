"""Many matters of two bodies with made-up beginnings, offices, secrecy and ends, told by the demo's lives; the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

from infra.bench.copies import settle_house
from infra.demo.enforcement import CASES, begin, keep_register
from infra.demo.life import Life
from infra.demo.people import BODY, SPONSORS, cast
from infra.demo.playing import MovedClock, Player
from infra.wiring import Services
from states.casework.commands import Actor, FireTimer
from states.dossier.vocabulary import Confidentiality, Role
from storage.database import Database
from storage.queries.models import Viewer
from storage.sweeps import due_timers

TODAY = date(2026, 11, 20)
OPENER, CLOCK = Actor("juece", Role.DECISION_OFFICE), Actor("clock", Role.CLOCK)
STAGES = ("started", "drafting", "participation", "arguing", "sent", "reviewed", "tabled", "decided", "published", "executing")
BUREAU = ("e02", "e03", "e05", "e07", "e08")


@dataclass(frozen=True)
class House:
    """The services, and what the figures are looked at through."""

    services: Services

    @property
    def database(self) -> Database:
        return self.services.database

    def viewer(self, person: str) -> Viewer:
        found = self.services.people.known(person, TODAY)
        assert found is not None
        return Viewer.of(found)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]


def generated(database: Database, folder: Path, number: int = 14, seed: int = 20261128) -> House:
    """They stand as on ``TODAY``, with every clock fired that ran out."""
    services, clock = settle_house(database, folder)
    chance = random.Random(seed)
    for one in range(number):
        clock.restart()
        _live(services, clock, f"g{one:02}", chance)
    clock.restart()
    keep_register(services, clock, TODAY)
    for case in (one for one in CASES if one.key in BUREAU):
        clock.restart()
        player, life = begin(services, clock, case, TODAY)
        for stage, acts in life.stages():
            if not _past(player, acts) or stage == case.until:
                break
    clock.to(TODAY)
    for timer in due_timers(database, TODAY):
        if not timer.warning:
            services.casework.execute(FireTimer(CLOCK, timer.case, f"{timer.id}:{timer.generation}:fire", timer=timer.id, generation=timer.generation))
    return House(services)


def _live(services: Services, clock: MovedClock, key: str, chance: random.Random) -> None:
    office, until = chance.choice(sorted(SPONSORS)), chance.choice(STAGES)
    begins = TODAY - timedelta(days=chance.randrange(10, 700))
    traits = {name: chance.random() < 0.5 for name in ("technical", "risk", "market", "hearing", "changed")}
    life = Life(begins, cast(office), **traits, opinions=1)  # type: ignore[arg-type]
    player = Player(services, clock, key, f"第{key}号生成事项", OPENER)
    level = chance.choice((Confidentiality.PUBLIC, Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.WITHHELD))
    player.open(OPENER, life, office, BODY, confidentiality=level)
    for stage, acts in life.stages():
        if not _past(player, acts) or stage == until:
            return


def _past(player: Player, acts: Any) -> bool:
    """Play what lies before today; whether that was all."""
    told = list(acts)
    past = list(takewhile(lambda act: act.on < TODAY, told))
    player.play(past)
    return len(past) == len(told)
