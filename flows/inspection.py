"""巡检: looks for what is stuck and puts it before the administrators, each with evidence and a safe action."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import httpx
from prefect import flow, get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import get_current_settings

from flows import installation
from flows.installation import LOG, Counts, tell
from flows.passage import LENGTH
from infra.wiring import Services, office_hours
from storage import running
from storage.idle_cases import idle_cases
from storage.running import INSPECTION
from storage.stuck import Found, Stuck, lasted, stuck_rows

EVERY = timedelta(minutes=5)
RECENT = 20  # runs of a flow that are looked at
BAD = (StateType.CRASHED, StateType.FAILED)
OFTEN, OFTEN_WITHIN = 3, timedelta(hours=1)
# A passage lasts a quarter of an hour, or two minutes more when a crowd of clocks is being fired at its end.
LONGEST = {"passage": timedelta(seconds=LENGTH) + timedelta(minutes=5)}
LONGEST_ELSE = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=20)  # a run queues behind a passage for a quarter of an hour at most


def due(house: Services) -> bool:
    """Whether the last inspection is some minutes ago."""
    return running.silent(house.database, INSPECTION, house.clock.now(), EVERY)


def sweep(house: Services, of_runs: Sequence[Found] = ()) -> Counts:
    """Look at the rows; keep what is found with what was found about runs. A second look changes nothing but its time."""
    now, today = house.clock.now(), house.casework.today()
    found = [*stuck_rows(house.database, now, today, office_hours(house.settings).closes), *idle_cases(house.database, today), *of_runs]
    came, went = running.keep(house.database, found, now)
    running.beat(house.database, INSPECTION, now)
    for one in found:
        LOG.warning("%s %s: %s", one.kind.value, one.subject, one.evidence)
    return {"found": came, "cleared": went}


async def of_prefect() -> list[Found]:
    """What Prefect says of our flows' runs, or that it says nothing."""
    from flows.catalogue import FLOWS  # which serves this flow as well

    if not get_current_settings().api.url:  # nobody told us of a server, and the client would start one of its own
        return []
    try:
        async with get_client() as client:
            now = datetime.now().astimezone()
            found = []
            for name, said in ((one.flow.name, one.flow.description or "") for one in FLOWS):
                runs = await client.read_flow_runs(
                    flow_filter=FlowFilter(name=FlowFilterName(any_=[name])), sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=RECENT
                )
                found += list(judged(name, runs, now, f"{said.partition(':')[0]}({name})"))
            return found
    except (httpx.HTTPError, RuntimeError) as away:  # Prefect's client wraps some refusals of the connection
        return [Found(Stuck.PREFECT_AWAY, "prefect", f"Prefect 服务没有应答：{type(away).__name__}。")]


def judged(name: str, runs: Sequence[FlowRun], now: datetime, label: str) -> Iterator[Found]:
    """What is wrong with the runs of one flow, the latest first; a failure that a later run has made good is past."""
    begun = sorted((one for one in runs if one.start_time), key=lambda one: one.start_time or now, reverse=True)
    if begun and begun[0].state_type in BAD:
        last = begun[0]
        yield Found(Stuck.RUN_DIED, f"last:{name}", f"{label}流程最近一次运行“{last.name}”没有完成：{_said(last)}")
    often = [one for one in begun if one.state_type in BAD and one.start_time and now - one.start_time < OFTEN_WITHIN]
    if len(often) >= OFTEN and begun[0] not in often:
        yield Found(Stuck.RUN_DIED, f"often:{name}", f"{label}流程一小时内中断或者失败{len(often)}次，最近一次：{_said(often[0])}")
    yield from _too_long(name, runs, now, label)


def _too_long(name: str, runs: Iterable[FlowRun], now: datetime, label: str) -> Iterator[Found]:
    for one in runs:
        if one.state_type is StateType.RUNNING and one.start_time and now - one.start_time > LONGEST.get(name, LONGEST_ELSE):
            yield Found(Stuck.RUN_OVER, str(one.id), f"{label}流程的运行“{one.name}”已持续{lasted(now - one.start_time)}，没有结束。")
        waits = one.state_type in (StateType.SCHEDULED, StateType.PENDING) and one.expected_start_time
        if waits and one.expected_start_time and now - one.expected_start_time > LONGEST_WAIT:
            yield Found(Stuck.RUN_WAITING, str(one.id), f"{label}流程的运行“{one.name}”应于{lasted(now - one.expected_start_time)}前开始，仍在排队。")


def _said(one: FlowRun) -> str:
    return f"{one.state_name}。{(one.state.message if one.state else '') or ''}"[:300]


@flow(name="inspection", description="巡检：查找停滞的事项、计时、通知和运行，供系统管理员和监督机关处理。")
async def inspection() -> Counts:
    of_runs = await of_prefect()
    return tell(await asyncio.to_thread(sweep, installation.services(), of_runs))
