"""Whether every clock that runs stands on the day its dossier and the calendar of now give; a second look at the sweep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from states.casework.reprojection import projected
from states.law.requirement import Moment
from states.law.values import law_view
from storage.database import Database
from storage.reprojecting import batches

BATCH = 200


@dataclass(frozen=True, slots=True)
class WrongClock:
    case: str
    label: str
    stored: date
    right: date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """``behind``: matters still to be worked out anew; ``wrong``: clocks of the others that do not fit."""

    clocks: int
    behind: int
    wrong: tuple[WrongClock, ...]


def check(database: Database, today: date) -> Checked:
    """All matters, read in batches; changes nothing."""
    clocks = behind = 0
    wrong: list[WrongClock] = []
    for many, confirmed, almanac in batches(database, BATCH):
        for one in many:
            clocks += len(one.clocks)
            law = law_view(one.dossier.law_as_of, one.dossier.overlays, confirmed, almanac=almanac)
            if one.calendar < almanac.version:
                behind += 1
                continue
            wrong += [
                WrongClock(one.dossier.id, outcome.timers[0].label, outcome.note["from"], outcome.note["to"])
                for _, outcome in projected(one, Moment(today, law)).moved
                if outcome.note
            ]
    return Checked(clocks, behind, tuple(wrong))
