"""Where a matter stands on its procedure's map: the stepper, the tracks of a parallel stage, state labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from states.procedures.base import Procedure
from storage.queries.models import StageMark, Track


def stepper(plan: Procedure, configuration: tuple[str, ...], passed: Sequence[str]) -> tuple[StageMark, ...]:
    """The stages in order. ``passed``: where the matter has stood, oldest first; a stage before the present one that it never
    stood in was left out (a penalty without a hearing). Off the course (终止, 中止) the last stage on it is where it left."""
    here, names = plan.stage(configuration), [name for name, _ in plan.stages]
    if here in names:
        now = names.index(here)
        return tuple(_mark(name, label, _status(name, names.index(name), now, plan, configuration, passed)) for name, label in plan.stages)
    last = next((names.index(one) for one in reversed(passed) if one in names), -1)
    marks = [_mark(name, label, "done" if name in passed else "skipped") for name, label in plan.stages[: last + 1]]
    return (*marks, _mark(here, plan.label_of(here), "current"))


def _mark(state: str, label: str, status: Any) -> StageMark:
    return StageMark(state=state, label=label, status=status)


def _status(name: str, place: int, here: int, plan: Procedure, configuration: tuple[str, ...], passed: Sequence[str]) -> str:
    if place == here:
        return "done" if plan.ended(configuration) else "current"
    if place > here:
        return "todo"
    return "done" if name in passed else "skipped"


def tracks(plan: Procedure, configuration: tuple[str, ...]) -> tuple[Track, ...]:
    """The regions of the parallel stage that the matter stands in; none outside of one."""
    states = plan.chart.states_map
    stage = states.get(plan.stage(configuration))
    if stage is None or not stage.parallel:
        return ()
    return tuple(_track(plan, region, configuration) for region in stage.states)


def _track(plan: Procedure, region: Any, configuration: tuple[str, ...]) -> Track:
    leaves = [one for one in _below(region) if one.id in configuration and not one.states]
    done = any((one.final or one.id in plan.settled) and one.id in configuration for one in region.states)
    label = "、".join(plan.label_of(one.id) for one in leaves)
    return Track(region=region.id, label=plan.label_of(region.id), state_label=label, done=done)


def _below(state: Any) -> Iterator[Any]:
    for one in state.states:
        yield one
        yield from _below(one)


def leaves(plan: Procedure, configuration: tuple[str, ...]) -> tuple[str, ...]:
    """The innermost active states, in the order of the map."""
    return tuple(
        name for name, state in plan.chart.states_map.items() if name in configuration and not state.states
    )


def leaf_labels(plan: Procedure, configuration: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plan.label_of(one) for one in leaves(plan, configuration))
