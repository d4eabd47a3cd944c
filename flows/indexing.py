"""检索: keeps the full-text search, and the stays that are counted, up with what was put on file."""

from __future__ import annotations

import asyncio
import time

from prefect import flow

from flows import installation
from flows.installation import MORE, Counts, tell
from flows.pacing import Pace
from infra.wiring import Services
from storage import search_sweep, standing

BATCHES = 10  # per sweep; the rest is taken up by the next
COUNTING = 20.0  # seconds per sweep for the stays


def due(house: Services) -> bool:
    """Whether a matter has something that cannot be found or counted yet."""
    return search_sweep.anything_behind(house.database) or standing.anything_behind(house.database)


def sweep(house: Services, pace: Pace | None = None) -> Counts:
    """Read what was added; a second sweep finds nothing to do."""
    standing.keep(house.database, COUNTING)
    done = more = 0
    pace = pace or Pace(pieces=search_sweep.BATCH)
    for number in range(1, BATCHES + 1):
        began = time.monotonic()
        read = search_sweep.keep_search(house.database, house.archive)
        if not read:
            break
        done += read
        pace.after(time.monotonic() - began)
        more = int(number == BATCHES)
    return {"read": done} | ({MORE: more} if more else {})


@flow(name="indexing", description="检索：把新登记的内容和新上传的材料编入全文检索。")
async def indexing() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
