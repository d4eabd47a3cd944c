"""The same in words: where a matter stood and what leads on, and the steps of a procedure with their articles and periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.diagrams.marks import STATUS_LABELS, Marks
from states.dossier.kinds import KINDS
from states.law.values import LawView, law_view, rules
from states.procedures.base import Procedure, Step, TimerRule
from states.procedures.statechart import Statechart, Way
from storage.queries.course import CourseView


@dataclass(frozen=True, slots=True)
class Onward:
    """A step that leads out of a place, and where to; the day it was taken, if it was."""

    label: str
    to: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: str
    label: str
    around: str  # what it is part of, from the outside in
    status: str
    status_label: str
    note: str
    spans: tuple[tuple[date, date | None], ...]
    onward: tuple[Onward, ...]


@dataclass(frozen=True, slots=True)
class Article:
    rule: str
    name: str
    citation: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a procedure: who takes it, whence and whither, what it puts on file, what is asked of it."""

    name: str
    label: str
    who: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]
    articles: tuple[Article, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    by_clock: bool


@dataclass(frozen=True, slots=True)
class PeriodRow:
    label: str
    name: str
    length: str
    citation: str
    rule: str
    places: tuple[str, ...]


def place_rows(chart: Statechart, found: CourseView, marks: Marks) -> tuple[PlaceRow, ...]:
    """Every place of the map in its order, as a list that can be read aloud."""
    return tuple(_place_row(chart, one, found, marks) for one in chart.places)


def _place_row(chart: Statechart, place: str, found: CourseView, marks: Marks) -> PlaceRow:
    mark = marks.of(place)
    around = " / ".join(chart.places[one].label for one in reversed(chart.lineage(place)[1:]))
    spans = tuple((one.since, one.until) for one in found.stays if one.state == place)
    onward = tuple(Onward(way.label, chart.places[way.target].label, found.taken.get(way)) for way in chart.ways if way.source == place)
    return PlaceRow(place, chart.places[place].label, around, mark.status, STATUS_LABELS[mark.status], mark.note, spans, onward)


def step_rows(plan: Procedure, chart: Statechart, today: date) -> tuple[StepRow, ...]:
    law = law_view(today, ())
    return tuple(_step_row(plan, chart, step, law) for step in plan.steps.values())


def _step_row(plan: Procedure, chart: Statechart, step: Step, law: LawView) -> StepRow:
    ways = [way for way in chart.ways if way.event == step.name]
    kinds = {*step.kinds, *step.optional}
    return StepRow(
        step.name, step.label, tuple(one.label for one in step.roles), tuple(_led(chart, step, ways)),
        tuple(KINDS[one].label for one in (*step.kinds, *step.optional)), tuple(articles(step.gate, law)),
        tuple(one.label for one in plan.timers if kinds & {kind for kind, _ in one.anchors}),
        tuple(one.label for one in plan.timers if kinds & set(one.until) or _leaves(chart, ways, one)), step.by_clock,
    )  # fmt: skip


def _led(chart: Statechart, step: Step, ways: Sequence[Way]) -> Iterator[tuple[str, str]]:
    """From where to where, with several places from which the same one is reached in one line."""
    if not step.moves:
        yield "、".join(chart.places[one].label for one in step.states), ""
    into: dict[str, list[str]] = {}
    for way in ways:
        into.setdefault(way.target, []).append(way.source)
    for target, sources in into.items():
        if sources == [target]:
            yield chart.places[target].label, ""
        else:
            yield "、".join(chart.places[one].label for one in sources if one != target), chart.places[target].label


def _leaves(chart: Statechart, ways: Sequence[Way], timer: TimerRule) -> bool:
    """Does the step lead straight out of the states in which that clock runs?"""
    return any(way.source in timer.states and not set(chart.lineage(way.target)) & set(timer.states) for way in ways)


def articles(gate: Sequence[str], law: LawView) -> Iterator[Article]:
    for rule in dict.fromkeys(key.partition("#")[0] for key in gate):
        yield Article(rule, rules()[rule].name, law.cite(rule))


def period_rows(plan: Procedure, chart: Statechart, today: date) -> tuple[PeriodRow, ...]:
    law = law_view(today, ())
    return tuple(_period_row(chart, one, law) for one in plan.timers)


def _period_row(chart: Statechart, timer: TimerRule, law: LawView) -> PeriodRow:
    held = "；".join(dict.fromkeys(one.period.label for one in law.rule(timer.rule).periods if one.holds(law.as_of)))
    length = "以案卷登记的日期为准" if timer.dated else held or "按案卷登记的时间计算"
    return PeriodRow(timer.label, timer.name, length, law.cite(timer.rule), timer.rule, tuple(chart.places[one].label for one in timer.states if one in chart.places))
