"""督办: the supervisor's list holds each lapsed clock once, and none that was settled."""

from __future__ import annotations

import asyncio

from prefect import flow

from flows import installation
from flows.installation import Counts, tell
from infra.wiring import Services
from storage import sweeps

BATCHES = 20  # per sweep; the rest is taken up by the next


def due(house: Services) -> bool:
    """Whether the list and the clocks disagree."""
    return sweeps.anything_to_escalate(house.database)


def sweep(house: Services) -> Counts:
    """Square the list with the clocks; a second sweep finds nothing to do."""
    opened = closed = 0
    for _ in range(BATCHES):
        done = sweeps.square_escalations(house.database, house.clock.now())
        opened, closed = opened + done.opened, closed + done.closed
        if not (done.opened or done.closed):
            break
    return {"opened": opened, "closed": closed}


@flow(name="escalation", description="督办:逾期事项列入督办清单并通知,已办结的移出。")
async def escalation() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
