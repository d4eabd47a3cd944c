"""风险提示: keeps the list of risks of running matters up with the matters, their registers and the day."""

from __future__ import annotations

import asyncio
import time

from prefect import flow

from flows import installation
from flows.installation import MORE, Counts, tell
from flows.pacing import Pace
from infra.wiring import Services
from storage import risk_sweep

BATCHES = 20  # per sweep; the rest is taken up by the next


def due(house: Services) -> bool:
    """Whether a running matter is not yet judged as it stands today."""
    return risk_sweep.anything_stale(house.database, house.casework.today())


def sweep(house: Services, pace: Pace | None = None) -> Counts:
    """Judge what changed; a second sweep finds nothing to do."""
    judged = found = gone = more = 0
    pace = pace or Pace(pieces=risk_sweep.BATCH)
    for number in range(1, BATCHES + 1):
        began = time.monotonic()
        done = risk_sweep.keep_risks(house.database, house.casework.today())
        judged, found, gone = judged + done.judged, found + done.found, gone + done.gone
        if not done.any:
            break
        pace.after(time.monotonic() - began)
        more = int(number == BATCHES)
    return {"judged": judged, "found": found, "gone": gone} | ({MORE: more} if more else {})


@flow(name="risks", description="风险提示：核验在办执法案件的风险点，供案件页面和督办台查看。")
async def risks() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
