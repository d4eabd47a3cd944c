"""What a procedure is made of: a strict statechart (the map), a table of steps, and the clocks it keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from statemachine import StateChart
from statemachine.exceptions import TransitionNotAllowed
from statemachine.orderedset import OrderedSet

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import DefinitionError, StepUnavailable
from states.law.requirement import Moment

INTERNAL = ("done_", "done.", "error_", "error.", "__")


class StrictChart(StateChart[Any]):
    """python-statemachine with its lenient defaults off: a refusal raises, an error rolls back."""

    allow_event_without_transition = False
    catch_errors_as_events = False
    atomic_configuration_update = True
    enable_self_transition_entries = False


class Holder:
    """The one thing a chart may read and write: the configuration, as a sorted tuple of state ids."""

    __slots__ = ("configuration",)

    def __init__(self, configuration: tuple[str, ...] = ()) -> None:
        self.configuration = configuration

    @property
    def state(self) -> Any:
        if not self.configuration:
            return None
        if len(self.configuration) == 1:
            return self.configuration[0]
        return OrderedSet(self.configuration)

    @state.setter
    def state(self, value: Any) -> None:
        many = value if isinstance(value, set | OrderedSet | list | tuple) else (value,)
        self.configuration = () if value is None else tuple(sorted(str(one) for one in many))


# Why the step is not offered any more, in Chinese, as the papers stand; "" while it is.
Over = Callable[[Dossier], str]


def never(dossier: Dossier) -> str:
    """Wherever the stage offers it, it can be taken."""
    return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One official act (环节): who may take it, what it puts on file, and the gate it must pass.

    ``event`` is the chart's event; empty for acts that put something on file without moving the matter.
    ``kinds`` must be filled in with the step, ``optional`` may be. ``gate`` lists requirement keys.
    """

    name: str
    label: str
    roles: tuple[Role, ...]
    kinds: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    moves: bool = True
    states: tuple[str, ...] = ()  # for acts that do not move: where they belong
    own_office: bool = True  # must the actor belong to the sponsoring office?
    by_clock: bool = False  # may a flow take it as well?
    note: str = ""
    over: Over = never
    at_need: bool = False  # taken when something went wrong: the matter waits for nobody to take it
    asked: str = ""  # the paper that calls for it: from then on the matter waits for it wherever it may be taken, until its own paper follows
    says: tuple[str, str] = ("", "")  # the field of its paper, and what stands in it, that make it this step and not another of the same paper


# The day from which a period runs, as the papers and the law of that day fix it.
Starts = Callable[[Dossier, Moment], date | None]


@dataclass(frozen=True, slots=True)
class TimerRule:
    """A clock of the procedure: runs while the matter stands in ``states`` and nothing of ``until`` came after."""

    name: str
    label: str
    rule: str  # the statutory rule whose period runs; also cited when a date on file is the limit
    anchors: tuple[tuple[str, str], ...]  # (kind, date field), the first found counts
    states: tuple[str, ...]
    until: tuple[str, ...] = ()
    dated: bool = False  # the anchor itself is the due date
    warn_days: int = 3
    months: tuple[str, str] = ("", "")  # (kind, count field): due so many months after the anchor; no count, no clock
    done: tuple[str, str] = ("", "")  # (kind, yes-or-no field): once such an entry stands the clock is over for good
    flags: tuple[str, ...] = ()  # runs only where the profile of the matter says one of these; () = always
    clock: str = ""  # key of its terms in law/clock_terms: what stops or extends it, by which entries; "" = nothing does
    waits: tuple[str, ...] = ()  # states in which it is kept only while it stands still (退回补正)
    starts: Starts | None = None  # the day it runs from, where several papers together fix it; None from it: no clock yet
    period: str = "main"  # which period of the rule, where it has several
    unless: tuple[str, ...] = ()  # rules of a sector: where one of them holds, its own clock runs instead
    window: bool = False  # the party's own time (要求听证): once it has run nobody is late, the next act is free


# Raises a DomainError where the entries of a step contradict what is on file; given the day and its law.
Vet = Callable[[Dossier, Step, Sequence[Entry], Moment], None]


def sound(dossier: Dossier, step: Step, entries: Sequence[Entry], moment: Moment) -> None:
    """Nothing beyond the fields, the order of the stages and the gate is asked."""


# Raises a DomainError where a matter with that opening entry has no object.
Begin = Callable[[Entry, Moment], None]
# What a step makes hold beyond its matter, as the event's note tells it and the store carries it out.
Beyond = Callable[[Dossier, Step, Moment], Mapping[str, Any] | None]


# What is wrong with an entry, recorded or corrected by itself, beside what is on file already: field -> why.
Weigh = Callable[[Dossier, Entry, Moment], Mapping[str, str]]


def fitting(dossier: Dossier, entry: Entry, moment: Moment) -> Mapping[str, str]:
    """Whatever the fields of a kind allow may be recorded."""
    return {}


def anything(entry: Entry, moment: Moment) -> None:
    """Whatever the fields allow may be opened."""


def nothing(dossier: Dossier, step: Step, moment: Moment) -> Mapping[str, Any] | None:
    """The step concerns its own matter alone."""
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """One page for what belongs together, such as a hearing: its acts in the order of the law, and what lies before who acts."""

    name: str
    label: str
    acts: tuple[str, ...]  # steps, and kinds that are recorded by themselves
    laid: tuple[str, ...] = ()
    invited: str = ""  # the kind whose table of people is filled from those who registered


@dataclass(frozen=True, slots=True)
class Procedure:
    """A kind of case: chart, steps and clocks, checked when it is registered."""

    name: str
    label: str
    chart: type[StrictChart]
    steps: Mapping[str, Step]
    timers: tuple[TimerRule, ...]
    opening_kind: str
    stages: tuple[tuple[str, str], ...]  # top-level states in the order of the stepper
    mark: str = "决"  # what its numbers begin with
    vet: Vet = sound
    belongs_to: str = ""  # the procedure of the matter above, without which such a matter cannot be opened
    called: str = ""  # how that matter is called in a refusal (被评估的)
    unready: str = ""  # why none can be opened while that matter does not stand in one of its states ``evaluated``
    alone: bool = False  # may no second one run under that matter?
    evaluated: tuple[str, ...] = ()  # states in which matters below may be opened, and evaluations below are looked at
    drafted: tuple[str, ...] = ()  # states in which a flow may put its drafts among the materials
    house: bool = False  # the house's own administration: seen by its administrators, reviewers and supervisors alone
    inner: bool = False  # opened as 内部 unless somebody chooses otherwise: its papers name private persons
    begin: Begin = anything
    once: str = ""  # the field of the opening entry for each value of which one matter at most has not ended
    beyond: Beyond = nothing
    weigh: Weigh = fitting
    fixed: tuple[str, ...] = ()  # kinds whose entries are never corrected: what they say holds beyond the matter
    resting: tuple[str, ...] = ()  # states in which the matter waits for nobody, though a step may lead on
    settled: tuple[str, ...] = ()  # states of a parallel stage that count as done, though a step may lead out of them
    returns: tuple[str, ...] = ()  # steps that send work back to whoever did it
    begun: str = "立项"  # what the opening of such a matter is called
    agency: str = "决策机关"  # what the body is in such a matter
    desks: tuple[Desk, ...] = ()  # beside those that follow from the papers of its steps
    _states: frozenset[str] = field(default=frozenset())
    _sources: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", frozenset(self.chart.states_map))
        sources = {name: _sources(self.chart, step) for name, step in self.steps.items()}
        object.__setattr__(self, "_sources", sources)
        unknown = [one for one in self.returns if one not in self.steps]
        if unknown:
            raise DefinitionError(f"{self.name}: unknown steps {unknown}")

    def check(self, configuration: tuple[str, ...]) -> None:
        """Refuse a stored configuration that this version of the procedure does not know."""
        unknown = [state for state in configuration if state not in self._states]
        if unknown or not configuration:
            raise DefinitionError(f"{self.name}: unknown stored state {unknown or 'nothing'}")

    def open(self) -> tuple[str, ...]:
        holder = Holder()
        self.chart(holder)
        return holder.configuration

    def sources(self, step: str) -> frozenset[str]:
        return self._sources[step]

    def available(self, step: Step, configuration: tuple[str, ...]) -> bool:
        return not self._sources[step.name].isdisjoint(configuration)

    def move(self, configuration: tuple[str, ...], step: Step) -> tuple[str, ...]:
        """The configuration after the step; raises StepUnavailable when the stage does not offer it."""
        self.check(configuration)
        if not self.available(step, configuration):
            raise StepUnavailable(f"「{step.label}」不属于当前阶段（{self.stage_label(configuration)}），请在相应阶段办理。")
        if not step.moves:
            return configuration
        after = _moved(self.chart, configuration, step.name)
        if after is None:
            raise StepUnavailable(
                f"当前阶段（{self.stage_label(configuration)}）不能办理「{step.label}」，请先完成前面的环节。"
            )
        return after

    def strays(self, configuration: tuple[str, ...], step: Step) -> bool:
        """Does the step send work back, lead off the stages that a matter ordinarily passes, or do once more what lies behind it?"""
        after = _moved(self.chart, configuration, step.name) if step.moves else None
        if step.name in self.returns or after is None:
            return step.name in self.returns
        course, there, here = [name for name, _ in self.stages], self.stage(after), self.stage(configuration)
        if there not in course or here not in course or course.index(there) >= course.index(here):
            return there not in course
        return not set(course[: course.index(there) + 1]).isdisjoint(self.sources(step.name))

    def label_of(self, state: str) -> str:
        return str(self.chart.states_map[state].name)

    def stage(self, configuration: tuple[str, ...]) -> str:
        return next((name for name, _ in self.stages if name in configuration), _top(self.chart, configuration))

    def stage_label(self, configuration: tuple[str, ...]) -> str:
        return self.label_of(self.stage(configuration))

    def ended(self, configuration: tuple[str, ...]) -> bool:
        """Computed from the chart: the library forgets it when a machine is rehydrated."""
        states = self.chart.states_map
        return any(states[one].final and states[one].parent is None for one in configuration)


@lru_cache(maxsize=50_000)
def _moved(chart: type[StrictChart], configuration: tuple[str, ...], event: str) -> tuple[str, ...] | None:
    """Where the chart goes from there on that event, or None. Its guards read only the configuration, so this is
    a pure function and may be remembered: setting a machine up costs a hundred times the look-up."""
    holder = Holder(configuration)
    try:
        chart(holder).send(event)
    except TransitionNotAllowed:
        return None
    return holder.configuration


def _top(chart: type[StrictChart], configuration: tuple[str, ...]) -> str:
    return next(state for state in configuration if chart.states_map[state].parent is None)


def _sources(chart: type[StrictChart], step: Step) -> frozenset[str]:
    if step.name.startswith(INTERNAL):
        raise DefinitionError(f"{step.name} is an internal event and may not come from outside")
    if not step.moves:
        unknown = [state for state in step.states if state not in chart.states_map]
        if unknown or not step.states:
            raise DefinitionError(f"{step.name}: unknown states {unknown}")
        return frozenset(step.states)
    found = frozenset(
        state.id
        for state in chart.states_map.values()
        for transition in state.transitions
        if step.name in {str(event) for event in transition.events}
    )
    if not found:
        raise DefinitionError(f"{step.name}: the chart has no such event")
    return found
