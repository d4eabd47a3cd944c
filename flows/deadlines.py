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
from states.errors import DomainError
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
            counts[_act(house, timer)] += 1
        except Exception:
            LOG.exception("timer %s of matter %s could not be handled", timer.name, timer.case)
            counts["failed"] += 1
        pace.after(time.monotonic() - began)
    return counts


def _act(house: Services, timer: DueTimer) -> str:
    step = CLOSES.get(timer.name)
    if step and not timer.warning and _close(house, timer, step):
        return "closed"
    act = "warn" if timer.warning else "fire"
    receipt = house.casework.execute(
        FireTimer(CLOCK, timer.case, f"{timer.id}:{timer.generation}:{act}", timer=timer.id, generation=timer.generation,
                  warning=timer.warning)
    )  # fmt: skip
    return "unchanged" if receipt.replayed else DONE[act]


def _close(house: Services, timer: DueTimer, step: str) -> bool:
    """Close the consultation on its announced day; refused, the clock is fired instead and people see it."""
    received = sweeps.opinions_of_the_round(house.database, timer.case)
    closing = {"closed_on": timer.due_on.isoformat(), "received": received}
    key = f"{timer.id}:{timer.generation}:close"
    try:
        house.casework.execute(TakeStep(CLOCK, timer.case, key, step=step, inputs={"consultation_closing": closing}))
    except DomainError as refusal:
        LOG.warning("%s of matter %s was refused: %s", step, timer.case, refusal.message)
        return False
    return True


@flow(name="deadlines", description="期限:到期前提醒,届满后登记,并截止到期的公开征求意见。")
async def deadlines() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
