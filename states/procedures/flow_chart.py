"""The flow chart of a procedure, read from its own statechart: the stages in order, and the steps that lead out of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from states.procedures.base import Procedure

Way = Literal["on", "back", "out"]


@dataclass(frozen=True, slots=True)
class Leading:
    """A step that leads from one stage to another: onwards, back, or out of the procedure's course."""

    label: str
    to: str
    way: Way


@dataclass(frozen=True, slots=True)
class Stage:
    label: str
    leading: tuple[Leading, ...]


def flow(plan: Procedure) -> tuple[Stage, ...]:
    """The stages of the stepper, and besides them every further place of the chart that a step leads on from."""
    order = [name for name, _ in plan.stages]
    tops = [one.id for one in plan.chart.states_map.values() if one.parent is None]
    names = [*order, *(one for one in tops if one not in order and not plan.chart.states_map[one].final)]
    return tuple(Stage(plan.label_of(name), tuple(_leading(plan, name, order))) for name in names)


def _leading(plan: Procedure, name: str, order: list[str]) -> Iterator[Leading]:
    seen = set()
    for state in _within(plan.chart.states_map[name]):
        for transition in state.transitions:
            target = _top(transition.target)
            for event in map(str, transition.events):
                step = plan.steps.get(event)
                if step is not None and target.id != name and (event, target.id) not in seen:
                    seen.add((event, target.id))
                    yield Leading(step.label, str(target.name), _way(name, target.id, order))


def _way(here: str, there: str, order: list[str]) -> Way:
    if there not in order:
        return "out"
    return "back" if here in order and order.index(there) < order.index(here) else "on"


def _within(state: Any) -> Iterator[Any]:
    yield state
    for one in state.states:
        yield from _within(one)


def _top(state: Any) -> Any:
    while state.parent is not None:
        state = state.parent
    return state
