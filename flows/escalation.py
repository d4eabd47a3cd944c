"""督办: the supervisor's list holds each lapsed clock once, on the rung it has reached, and none that was settled."""

from __future__ import annotations

import asyncio
import time

from prefect import flow

from flows import installation
from flows.installation import MORE, Counts, tell
from flows.pacing import Pace
from infra.wiring import Services
from storage import escalations

BATCHES = 20  # per sweep; the rest is taken up by the next


def due(house: Services) -> bool:
    """Whether the list and the clocks disagree, or a delay has reached the next rung."""
    return escalations.anything_to_escalate(house.database, house.casework.today())


def sweep(house: Services, pace: Pace | None = None) -> Counts:
    """Square the list with the clocks; a second sweep finds nothing to do."""
    opened = raised = closed = more = 0
    pace = pace or Pace(pieces=escalations.BATCH)
    for number in range(1, BATCHES + 1):
        began = time.monotonic()
        done = escalations.square_escalations(house.database, house.clock.now(), house.casework.today())
        opened, raised, closed = opened + done.opened, raised + done.raised, closed + done.closed
        if not done.any:
            break
        pace.after(time.monotonic() - began)
        more = int(number == BATCHES)
    return {"opened": opened, "raised": raised, "closed": closed} | ({MORE: more} if more else {})


@flow(name="escalation", description="督办：逾期事项列入督办清单，逐级升级并通知，已办结的移出。")
async def escalation() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
