"""A matter's course as marks on the picture of its procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from api.diagrams.marks import Mark, Marks
from api.diagrams.spine import lifted
from states.procedures.statechart import Statechart, statechart
from storage.queries.course import CourseView, StayView


def course_marks(found: CourseView, today: date) -> Marks:
    """Where the matter stands, the way it came, the steps that lead on, and how long it stood where."""
    chart = statechart(found.plan)
    stayed: dict[str, list[StayView]] = {}
    for stay in found.stays:
        stayed.setdefault(stay.state, []).append(stay)
    passed = {*stayed, *(place for way in found.taken for place in chart.lineage(way.target))}
    here, still = set(found.configuration), reachable(chart, found.configuration)
    drawn = dict(zip(chart.ways, lifted(chart).ways, strict=True))
    ended = found.plan.ended(found.configuration)
    return Marks(
        {one: _mark(one, here, passed, still, stayed.get(one, []), today, ended) for one in chart.places},
        frozenset(drawn[way] for way in found.taken),
        frozenset(drawn[way] for way in chart.ways if way.source in here and not way.itself),
    )


def _mark(place: str, here: set[str], passed: set[str], still: set[str], stays: list[StayView], today: date, ended: bool) -> Mark:
    if place in here:
        return Mark("here", "" if ended else time_told(stays, today))
    if place in passed:
        return Mark("done", time_told(stays, today))
    return Mark("ahead" if place in still else "left")


def time_told(stays: list[StayView], today: date) -> str:
    """How long a matter stood in a state, all times together."""
    if not stays:
        return ""
    days = sum(one.days(today) for one in stays)
    times = f"，共{len(stays)}次" if len(stays) > 1 else ""
    if stays[-1].until is None:
        return f"当前，已{days}日{times}" if days else f"当前，今日{times}"
    return f"历时{days}日{times}" if days else f"当日{times}"


def reachable(chart: Statechart, configuration: Iterable[str]) -> set[str]:
    """Every place that a matter stands in or may still come to."""
    outs: dict[str, list[str]] = {}
    for way in chart.ways:
        outs.setdefault(way.source, []).append(way.target)
    found = set(configuration)
    todo = [target for place in found for target in outs.get(place, ())]
    while todo:
        for one in _entered(chart, todo.pop()):
            if one not in found:
                found.add(one)
                todo += outs.get(one, ())
    return found


def _entered(chart: Statechart, place: str) -> Iterator[str]:
    """A place with all around it, and what is entered together with it: its first place, or all its parts."""
    yield from chart.lineage(place)
    for one in chart.places[place].holds:
        if chart.places[place].abreast or chart.places[one].initial:
            yield from _entered(chart, one)
