"""督办: the supervisor's list holds each lapsed clock once, on the rung it has reached, and none that was settled."""

from __future__ import annotations

import asyncio

from prefect import flow

from flows import installation
from flows.installation import Counts, tell
from infra.wiring import Services
from storage import escalations

BATCHES = 20  # per sweep; the rest is taken up by the next


def due(house: Services) -> bool:
    """Whether the list and the clocks disagree, or a delay has reached the next rung."""
    return escalations.anything_to_escalate(house.database, house.casework.today())


def sweep(house: Services) -> Counts:
    """Square the list with the clocks; a second sweep finds nothing to do."""
    opened = raised = closed = 0
    for _ in range(BATCHES):
        done = escalations.square_escalations(house.database, house.clock.now(), house.casework.today())
        opened, raised, closed = opened + done.opened, raised + done.raised, closed + done.closed
        if not done.any:
            break
    return {"opened": opened, "raised": raised, "closed": closed}


@flow(name="escalation", description="督办:逾期事项列入督办清单,逐级升级并通知,已办结的移出。")
async def escalation() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
