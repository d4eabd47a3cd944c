"""Every way through a procedure: all configurations a matter can reach, by every step and every role.

The abstraction: each gate key is a free boolean, so a step can be taken exactly when the role may take it, the chart
offers it and its keys are all true; taking it stamps the way with step, roles and keys. What a law says about the
history ("no C without B since A") is then a question of reachability with B cut out, and is answered exactly by
search over the configurations alone: nothing of the history has to be carried along, and nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from time import perf_counter

from states.casework import authority
from states.casework.commands import Actor
from states.casework.ports import Holding
from states.dossier.model import Dossier, Part
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotPermitted, StepUnavailable
from states.procedures.base import INTERNAL, Procedure, Step, StrictChart
from states.procedures.major_decision import PROCEDURE

Place = tuple[str, ...]  # a configuration


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """What an accepted step stamps on the way, and what it does to the configuration; one object per exploration."""

    step: str
    roles: frozenset[Role]  # everybody who may take it
    asks: frozenset[str]  # the gate keys, all true once it is taken
    stage: str  # top-level state in which it was taken
    left: frozenset[str]  # the outermost states left, what lies within them goes with them
    entered: frozenset[str]


Test = Callable[[Act], bool]
Way = tuple[Act, ...]


@dataclass
class Exploration:
    """The complete graph: from every place every act that somebody may take. ``combinations`` counts what was tried."""

    procedure: Procedure
    opening: Place
    ways: dict[Place, tuple[tuple[Act, Place], ...]]
    conflicts: frozenset[frozenset[Role]]  # duties that authority keeps apart, in both orders
    out_of_stage: int = 0
    out_of_role: int = 0
    accepted: int = 0
    seconds: float = 0.0

    @cached_property
    def arrivals(self) -> dict[Act, list[Place]]:
        """Where each act leads."""
        found: dict[Act, list[Place]] = {}
        for offered in self.ways.values():
            for act, there in offered:
                found.setdefault(act, []).append(there)
        return found

    @property
    def acts(self) -> Collection[Act]:
        """Every act of the procedure once, however many places offer it."""
        return self.arrivals.keys()

    @property
    def combinations(self) -> int:
        return self.out_of_stage + self.out_of_role + self.accepted

    def any(self, wrong: Test) -> Way:
        """An act that is wrong in itself, as a way of one; empty when there is none."""
        return next(((act,) for act in self.acts if wrong(act)), ())

    def way(self, to: Test, past: Test, since: Test | None = None) -> Way:
        """The shortest way to an act ``to`` that meets no act ``past``; from the opening, or from every act ``since``."""
        ends, cut = set(filter(to, self.acts)), set(filter(past, self.acts))
        came: dict[Place, tuple[Place, Act] | None] = dict.fromkeys(self._starts(since))
        queue = list(came)
        for here in queue:
            for act, there in self.ways[here]:
                if act in cut:
                    continue
                if act in ends:
                    return (*_back(came, here), act)
                if there not in came:
                    came[there] = (here, act)
                    queue.append(there)
        return ()

    def _starts(self, since: Test | None) -> Iterable[Place]:
        if since is None:
            return (self.opening,)
        return [there for act in filter(since, self.acts) for there in self.arrivals[act]]


def _back(came: Mapping[Place, tuple[Place, Act] | None], here: Place) -> Way:
    way: list[Act] = []
    while step := came[here]:
        here, act = step
        way.insert(0, act)
    return tuple(way)


@dataclass
class Machine:
    """A procedure that remembers where its real chart went; what a variant of it does not change is not asked again."""

    procedure: Procedure
    base: Machine | None = None
    changed: frozenset[str] = frozenset()  # steps that go elsewhere than in the base
    known: dict[Place, dict[str, Place]] = field(default_factory=dict)

    def moves(self, place: Place) -> dict[str, Place]:
        """Where each step leads from there; steps that ``Procedure.move`` refuses are absent."""
        if place not in self.known:
            self.known[place] = self._asked(place)
        return self.known[place]

    def _asked(self, place: Place) -> dict[str, Place]:
        known = self.base.known.get(place) if self.base else None
        kept = {name: there for name, there in (known or {}).items() if name not in self.changed}
        steps = self.procedure.steps if known is None else self.changed
        return kept | {name: there for name in steps if (there := self._move(place, name))}

    def _move(self, place: Place, step: str) -> Place | None:
        try:
            return self.procedure.move(place, self.procedure.steps[step])
        except StepUnavailable:
            return None

    def variant(self, procedure: Procedure) -> Machine:
        """The same machine with some steps or transitions changed; the difference is read off the two tables."""
        mine = self.procedure
        changed = {name for name, step in procedure.steps.items() if step.states != mine.steps[name].states}
        changed |= {event for event, *_ in transitions(procedure.chart) ^ transitions(mine.chart)}
        if any(one.startswith(INTERNAL) for one in changed) or _states(procedure.chart) != _states(mine.chart):
            return Machine(procedure)
        return Machine(procedure, self, frozenset(changed))


def _states(chart: type[StrictChart]) -> frozenset[tuple[str, bool, bool]]:
    return frozenset((name, state.initial, state.final) for name, state in chart.states_map.items())


def transitions(chart: type[StrictChart]) -> frozenset[tuple[str, str, str, str]]:
    """Every transition of a chart as (event, source, target, guard)."""
    return frozenset(
        (str(event), state.id, str(transition.target and transition.target.id), str(list(transition.cond)))
        for state in chart.states_map.values()
        for transition in state.transitions
        for event in transition.events
    )


MATTER = Dossier("m", "1", PROCEDURE.name, "事项", "sponsoring", "body", Confidentiality.PUBLIC, date(2026, 1, 1))
UNIT = "commissioned"


@lru_cache(maxsize=2000)
def roles_of(step: Step, procedure: str = PROCEDURE.name) -> frozenset[Role]:
    """Every role that ``authority.may_take`` lets take the step of that procedure, everything but the role being right."""
    return frozenset(role for role in Role if _may(step, role, procedure))


def _may(step: Step, role: Role, procedure: str) -> bool:
    matter = replace(MATTER, procedure=procedure, parts=(Part("", role, UNIT),))
    held = Holding(role, UNIT if role in authority.EXTERNAL else matter.office, matter.body)
    try:
        authority.may_take(step, matter, Actor("somebody", role), held, UNIT)
    except NotPermitted:
        return False
    return True


def conflicts() -> frozenset[frozenset[Role]]:
    """Pairs of duties that ``authority.separate`` refuses to one person, whichever came first."""
    pairs = ((one, other) for one in Role for other in Role if one is not other)
    return frozenset(frozenset(pair) for pair in pairs if _separated(*pair) and _separated(*reversed(pair)))


def _separated(earlier: Role, later: Role) -> bool:
    try:
        authority.separate(replace(MATTER, parts=(Part("one", earlier),)), Actor("one", later))
    except NotPermitted:
        return True
    return False


def explore(machine: Machine) -> Exploration:
    """Breadth first from the opening, every step and every role at every place, until nothing new appears."""
    began, steps = perf_counter(), machine.procedure.steps
    opening = machine.procedure.open()
    found = Exploration(machine.procedure, opening, {opening: ()}, conflicts())
    roles, everybody = {name: roles_of(step, machine.procedure.name) for name, step in steps.items()}, len(Role)
    acts: dict[tuple[str, str, frozenset[str], frozenset[str]], Act] = {}
    queue = [opening]
    for here in queue:
        offered = []
        for name, there in machine.moves(here).items():
            key = (name, *_difference(machine.procedure.chart, here, there))
            if key not in acts:
                acts[key] = Act(name, roles[name], frozenset(steps[name].gate), *key[1:])
            offered.append((acts[key], there))
            found.accepted += len(roles[name])
            found.out_of_role += everybody - len(roles[name])
            if there not in found.ways:
                found.ways[there] = ()
                queue.append(there)
        found.ways[here] = tuple(offered)
        found.out_of_stage += everybody * (len(steps) - len(offered))
    found.seconds = perf_counter() - began
    return found


@lru_cache(maxsize=100_000)
def _difference(
    chart: type[StrictChart], here: Place, there: Place
) -> tuple[str, frozenset[str], frozenset[str]]:
    """The stage before, the outermost states left and all states entered."""
    states = chart.states_map
    stage = next(one for one in here if states[one].parent is None)
    gone = frozenset(here) - frozenset(there)
    left = frozenset(one for one in gone if (parent := states[one].parent) is None or parent.id not in gone)
    return stage, left, frozenset(there) - frozenset(here)


@lru_cache(maxsize=1)
def machine() -> Machine:
    """The major-decision procedure, once for everybody who explores it."""
    return Machine(PROCEDURE)


@lru_cache(maxsize=1)
def explored() -> Exploration:
    return explore(machine())
