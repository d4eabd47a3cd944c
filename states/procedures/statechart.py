"""A procedure's chart as plain places and ways: what a picture, an export or a list of it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from states.procedures.base import INTERNAL, Procedure

JOIN = "各项完成后"  # the chart moves on by itself once every part of a parallel stage is done


@dataclass(frozen=True, slots=True)
class Place:
    """A state of the chart. ``holds``: the places inside it, in the order of the map; ``abreast``: all of them at once."""

    id: str
    label: str
    parent: str
    holds: tuple[str, ...]
    abreast: bool
    initial: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Way:
    """From one place to another by a step; without a step where the chart goes on by itself."""

    source: str
    target: str
    event: str
    label: str
    itself: bool  # no official takes it: the parts of a parallel stage are done


@dataclass(frozen=True, slots=True)
class Statechart:
    name: str
    label: str
    places: Mapping[str, Place]
    ways: tuple[Way, ...]
    course: tuple[str, ...]  # the stages of the stepper, in their order

    def within(self, parent: str) -> tuple[str, ...]:
        """The places directly inside another one; those of the chart itself under ""."""
        return self.places[parent].holds if parent else tuple(one.id for one in self.places.values() if not one.parent)

    def lineage(self, place: str) -> tuple[str, ...]:
        """A place and everything around it, from the inside out."""
        found = []
        while place:
            found.append(place)
            place = self.places[place].parent
        return tuple(found)

    def around(self, some: str, other: str) -> str:
        """The innermost place that holds both ends of a way; "" for the chart itself."""
        outside = set(self.lineage(other)[1:])
        return next((one for one in self.lineage(some)[1:] if one in outside), "")


def statechart(plan: Procedure) -> Statechart:
    states = plan.chart.states_map.values()
    places = {one.id: _place(one) for one in states}
    ways = tuple(way for one in states for way in _ways(plan, one))
    return Statechart(plan.name, plan.label, places, ways, tuple(name for name, _ in plan.stages))


def _place(state: Any) -> Place:
    parent = "" if state.parent is None else str(state.parent.id)
    holds = tuple(str(one.id) for one in state.states)
    return Place(str(state.id), str(state.name), parent, holds, bool(state.parallel), bool(state.initial), bool(state.final))


def _ways(plan: Procedure, state: Any) -> Iterator[Way]:
    """The ways out of a state; the library's own way into a compound state is not one of them."""
    seen = set()
    for transition in state.transitions:
        target = str(transition.target.id)
        for event in map(str, transition.events):
            itself = event.startswith(INTERNAL)
            known = event in plan.steps or event.startswith("done")
            name = event.replace(".", "_")  # the library knows its own events by two names
            if known and (name, target) not in seen and not (itself and target == state.id):
                seen.add((name, target))
                label = JOIN if itself else plan.steps[event].label
                yield Way(str(state.id), target, name, label, itself)
