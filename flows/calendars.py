"""节假日安排: a notice of days off that took effect moves deadlines; each matter is worked out anew, many in a batch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from prefect import flow

from flows import installation
from flows.installation import MORE, Counts, tell
from infra.wiring import Services
from storage import reprojecting

BATCH = 100  # matters in a transaction: a user waits for one of them a fifth of a second at most
LONGEST = 120.0  # seconds of a sweep; the rest is taken up by the next, which follows at once
REST = 0.25  # of the time the batch took, in which nothing is locked or written


def due(house: Services) -> bool:
    """Whether the clocks of some matter go by an older calendar."""
    return reprojecting.anything_behind(house.database)


def sweep(house: Services, longest: float = LONGEST, rest: Callable[[float], None] = time.sleep) -> Counts:
    """Batch after batch until nothing is behind; matters at which somebody works are left for the next sweep."""
    matters = moved = 0
    ends = time.monotonic() + longest
    while True:
        began = time.monotonic()
        if began > ends:
            return {"matters": matters, "moved": moved, MORE: 1}
        done = house.casework.reproject(BATCH)
        matters, moved = matters + done.matters, moved + done.moved
        if not done.matters:
            return {"matters": matters, "moved": moved}
        rest((time.monotonic() - began) * REST)


@flow(name="calendars", description="节假日安排：安排生效或者撤回后，重新计算全部未届满的期限。")
async def calendars() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
