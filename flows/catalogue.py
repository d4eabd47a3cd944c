"""Every flow, its deployment and its schedule: one table. `python -m infra work` serves them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from prefect import Flow, flow, get_client
from prefect.runner import Runner
from prefect.runtime import deployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows import calendars, deadlines, escalation, indexing, installation, relay, risks, upkeep
from flows.archiving import archiving
from flows.evaluation import evaluation
from flows.inspection import due as inspection_due
from flows.inspection import inspection
from flows.passage import Sweep, pass_time, term
from infra.wiring import Services
from storage import running

# In this order: what lapsed is fired before it is squared and told; what was told may call for sealing.
SWEEPS = (
    Sweep(calendars.calendars, calendars.due),  # first: what has another day now is not fired for the old one
    Sweep(deadlines.deadlines, deadlines.due),
    Sweep(escalation.escalation, escalation.due),
    Sweep(evaluation),
    Sweep(relay.relay, relay.due),
    Sweep(archiving),
    Sweep(risks.risks, risks.due),
    Sweep(indexing.indexing, indexing.due),
    Sweep(inspection, inspection_due),  # last: what could be done has been done
)


@flow(name="passage", description="时间推移：每半分钟查看一次到期事项，有则启动相应流程；每刻钟换一次。")
async def passage() -> int:
    seconds = term(time.time())
    await _alone_until(datetime.now(UTC) + timedelta(seconds=seconds - 1))
    return await pass_time(SWEEPS, installation.services, seconds, beat=_alive)


def _alive(house: Services) -> None:
    running.beat(house.database, running.PASSAGE, house.clock.now())


async def _alone_until(end: datetime) -> None:
    """Clear the queue behind this run; that it cannot be cleared does not keep time from passing."""
    try:
        if deployment.id:
            async with get_client() as client:
                await upkeep.make_way(client, UUID(deployment.id), end)
    except httpx.HTTPError:
        installation.LOG.warning("runs that wait behind this one could not be cancelled")


@dataclass(frozen=True, slots=True)
class Served:
    """A flow as Prefect sees it: the name of its deployment, its schedule (Beijing time), or by hand only."""

    flow: Flow[[], Any]
    deployment: str
    cron: str = ""


FLOWS: tuple[Served, ...] = (
    Served(passage, "every-quarter", "*/15 * * * *"),
    *(Served(one.flow, "by-hand") for one in SWEEPS),
)
AT_ONCE = 3  # runs: the passage, and what people start by hand
ZONE = "Asia/Shanghai"


def serve_all() -> None:
    """Serve every flow until stopped; raises when Prefect cannot be reached."""
    asyncio.run(serve(FLOWS))


async def serve(flows: Sequence[Served]) -> None:
    """Register, clear away what the last runner left behind, let time pass from now on, and wait for runs."""
    runner = Runner(name="yifa", limit=AT_ONCE, pause_on_shutdown=False)
    registered = [await _register(runner, one) for one in flows]
    async with get_client() as client:
        await upkeep.end_leftovers(client, registered)
        await upkeep.keep(client, upkeep.silent_runs_crash())
        await upkeep.keep(client, upkeep.crashed_passage_starts_again(registered[0]))
        await client.create_flow_run_from_deployment(registered[0])
    await runner.start()


async def _register(runner: Runner, one: Served) -> UUID:
    schedules = [Cron(one.cron, timezone=ZONE)] if one.cron else []
    made = await one.flow.ato_deployment(
        one.deployment, schedules=schedules, concurrency_limit=1, description=one.flow.description, tags=["依法"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )  # fmt: skip
    return await runner.aadd_deployment(made)
