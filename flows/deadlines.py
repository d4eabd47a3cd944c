"""期限: warns before a clock runs out and fires it when its last day is over; closes what closes by itself."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

from prefect import flow

from flows import installation
from flows.installation import CLOCK, LOG, MORE, Counts, tell
from flows.pacing import Pace
from infra.wiring import Services
from states.casework.commands import FireTimer, TakeStep
from states.errors import DomainError, StaleDossier
from storage import sweeps
from storage.sweeps import DueTimer

LONGEST = 120.0  # seconds of a sweep; the rest is taken up by the next, which follows at once
# Acts that the lapse of a clock brings about by itself: clock -> step.
CLOSES = {"consultation_closes": "close_consultation"}
DONE = {"warn": "warned", "fire": "fired"}


def due(house: Services) -> bool:
    """Whether any clock waits to be warned of or fired."""
    return sweeps.anything_due(house.database, house.casework.today())


def sweep(house: Services, pace: Pace | None = None, longest: float = LONGEST) -> Counts:
    """Issue one command per due clock. Each bears the clock's generation: a second sweep changes nothing."""
    counts: Counter[str] = Counter()
    pace, ends = pace or Pace(), time.monotonic() + longest
    for timer in sweeps.due_timers(house.database, house.casework.today()):
        began = time.monotonic()
        if began > ends:
            counts[MORE] = 1
            break
        try:
            counts[act(house, timer)] += 1
        except Exception:  # whatever is wrong with one matter, no other's clock may stand still; it is tried again
            LOG.exception("timer %s of matter %s could not be handled", timer.name, timer.case)
            counts["failed"] += 1
        pace.after(time.monotonic() - began)
    return counts


def act(house: Services, timer: DueTimer) -> str:
    """Warn of a clock or fire it, as it was found; one that was armed anew, held or stopped since then is left alone."""
    step = CLOSES.get(timer.name)
    closed = _close(house, timer, step) if step and not timer.warning else ""
    if closed:
        return closed
    act = "warn" if timer.warning else "fire"
    receipt = house.casework.execute(
        FireTimer(CLOCK, timer.case, f"{timer.id}:{timer.generation}:{act}", timer=timer.id, generation=timer.generation,
                  warning=timer.warning)
    )  # fmt: skip
    return "unchanged" if receipt.replayed else DONE[act]


def _close(house: Services, timer: DueTimer, step: str) -> str:
    """Close the consultation on its announced day; refused, the clock is fired instead and people see it.

    A matter that somebody acted on since the clock was found is left for the next sweep, which sees where it stands.
    """
    received = sweeps.opinions_of_the_round(house.database, timer.case)
    closing = {"closed_on": timer.due_on.isoformat(), "received": received}
    key = f"{timer.id}:{timer.generation}:close"
    try:
        inputs = {"consultation_closing": closing}
        house.casework.execute(TakeStep(CLOCK, timer.case, key, timer.version or None, step=step, inputs=inputs))
    except StaleDossier:
        return "unchanged"
    except DomainError as refusal:
        LOG.warning("%s of matter %s was refused: %s", step, timer.case, refusal.message)
        return ""
    return "closed"


@flow(name="deadlines", description="期限：到期前提醒，届满后登记，并截止到期的公开征求意见。")
async def deadlines() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
