"""A package that the archive holds and nobody recorded: the archiving died between the two (as in tests/storage/test_sealing.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from states.casework.casework import Casework
from storage.held_packages import kept
from storage.sealing import seal_matter
from tests.stories.refusal import Papers
from tests.stories.telling import Story


@dataclass
class Dying:
    """Reads the day and dies before it records anything."""

    inner: Casework

    def today(self) -> date:
        return self.inner.today()

    def execute(self, command: object) -> None:
        raise KeyboardInterrupt


def left_behind(story: Story) -> None:
    one = story.services
    with pytest.raises(KeyboardInterrupt):
        seal_matter(one.database, one.archive, Dying(one.casework), story.case, one.clock, 3650)  # type: ignore[arg-type]


def by_hand(story: Story, **other: Any) -> Papers:
    """What the archivist files of the newest package, or something else."""
    with story.services.database.reading() as connection:
        held = kept(lambda sql, params: connection.exec_driver_sql(story.services.database.sql(sql), params), story.case).packages[-1]
    seal = {"part": "全卷", "package": held.name, "digest": held.digest, "events": held.events, "locked": held.locked, "sealed_on": story.life.day}
    return {"dossier_seal": seal | other}
