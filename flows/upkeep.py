"""Keeps Prefect's own house in order: runs whose process died are marked so, and time starts to pass again.

A run that was killed together with its runner stays "Running" for ever otherwise and keeps its slot taken.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

SILENCE = timedelta(seconds=75)  # two heartbeats of 30 seconds missed
UNFINISHED = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)
ENDS = ("Completed", "Failed", "Cancelled", "Crashed")


def silent_runs_crash() -> AutomationCore:
    """A run from which no heartbeat came for 75 seconds is marked crashed, and its slot is free again."""
    return AutomationCore(
        name="依法：没有心跳的运行标记为中断",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *(f"prefect.flow-run.{end}" for end in ENDS)},
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="没有心跳，进程已经不在。")],
    )


def crashed_passage_starts_again(deployment: UUID) -> AutomationCore:
    """When the long run is cut off, another one starts at once instead of at the next quarter of an hour."""
    return AutomationCore(
        name="依法：时间推移中断后立即重新开始",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Crashed"},
            match_related={
                "prefect.resource.role": "deployment",
                "prefect.resource.id": f"prefect.deployment.{deployment}",
            },
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[RunDeployment(source="selected", deployment_id=deployment)],
    )


async def keep(client: PrefectClient, automation: AutomationCore) -> None:
    """Register the automation, once: one of that name that is there already is brought up to date."""
    known = await client.read_automations_by_name(automation.name)
    if known:
        await client.update_automation(known[0].id, automation)
    else:
        await client.create_automation(automation)


async def end_leftovers(client: PrefectClient, deployments: Sequence[UUID]) -> int:
    """At the start of the only runner: whatever still counts as running here was cut off with the last one."""
    return await _put(client, deployments, FlowRunFilter(state=_in(*UNFINISHED)), Crashed(message="运行程序已重新启动。"))


async def make_way(client: PrefectClient, deployment: UUID, until: datetime) -> int:
    """Cancel runs of this deployment that would start before ``until``: one that has begun stands for them.

    They come from times when nobody served them and from restarts, and would queue for the slot for ever.
    """
    early = FlowRunFilter(
        state=_in(StateType.SCHEDULED), expected_start_time=FlowRunFilterExpectedStartTime(before_=until)
    )
    return await _put(client, [deployment], early, Cancelled(message="已有一次时间推移正在进行。"))


def _in(*types: StateType) -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))


async def _put(client: PrefectClient, deployments: Sequence[UUID], which: FlowRunFilter, state: State) -> int:
    """Put those runs of these deployments into that state; returns how many there were."""
    chosen = DeploymentFilter(id=DeploymentFilterId(any_=list(deployments)))
    runs = await client.read_flow_runs(deployment_filter=chosen, flow_run_filter=which)
    for one in runs:
        with contextlib.suppress(ObjectNotFound):
            await client.set_flow_run_state(one.id, state, force=True)
    return len(runs)
