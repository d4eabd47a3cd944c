"""Where the places inside another one stand: one below the other on the spine, or beside it; and which way each line takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from api.diagrams.shapes import LEFT, RIGHT
from states.procedures.statechart import Statechart, Way


@dataclass(frozen=True, slots=True)
class Spine:
    """``course``: from top to bottom in the middle; ``aside``: ends and detours to the right of it."""

    parent: str
    course: tuple[str, ...]
    aside: tuple[str, ...]
    rank: dict[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A way as it is drawn inside one place: between two of the places it holds, or to its border (an end is "")."""

    way: Way
    source: str
    target: str
    manner: str  # down | loop | left | right
    inner: bool  # begins or ends deeper inside
    out: str = RIGHT  # the side at which it leaves its source
    entry: str = RIGHT


def lifted(chart: Statechart) -> Statechart:
    """No line runs across the parts of a parallel stage: one that leaves a part leaves the stage as a whole."""
    return replace(chart, ways=tuple(_lifted(chart, one) for one in chart.ways))


def _lifted(chart: Statechart, way: Way) -> Way:
    around = chart.around(way.source, way.target)
    source, target = (_outside(chart, one, around) for one in (way.source, way.target))
    if around and chart.places[around].abreast:
        source = target = around
    label = way.label if source == way.source else f"{way.label}（自{chart.places[way.source].label}）"
    return replace(way, source=source, target=target, label=label)


def _outside(chart: Statechart, place: str, around: str) -> str:
    """The place, or the parallel stage that it is part of where the way leaves that one."""
    found = place
    for one in chart.lineage(place)[1:]:
        if one == around:
            break
        if chart.places[one].abreast:
            found = one
    return found


def spine(chart: Statechart, parent: str) -> Spine:
    held = chart.within(parent)
    if not parent:
        course = tuple(one for one in chart.course if one in held)
        aside = tuple(one for one in held if one not in course)
    elif any(chart.places[one].abreast for one in chart.lineage(parent)):
        course, aside = held, ()
    else:
        aside = tuple(one for one in held if _detour(chart, one, held))
        course = tuple(one for one in held if one not in aside)
    rank = _ranks(chart, course, aside)
    return Spine(parent, course, tuple(sorted(aside, key=lambda one: rank[one])), rank)


def _detour(chart: Statechart, place: str, held: tuple[str, ...]) -> bool:
    """A place from which nothing leads on, though it is no proper end of the stage, and to which one comes from inside."""
    if place == held[0] or chart.places[place].final:
        return False
    ways = [way for way in chart.ways if place in (*chart.lineage(way.source), *chart.lineage(way.target))]
    return all(place not in chart.lineage(way.source) and child_of(chart, way.source, held) for way in ways)


def _ranks(chart: Statechart, course: tuple[str, ...], aside: tuple[str, ...]) -> dict[str, float]:
    """The height of each place in the order of things: those aside stand by the places that lead to them."""
    rank = {one: float(number) for number, one in enumerate(course)}
    held = (*course, *aside)
    leading = {one: {child_of(chart, way.source, held) for way in chart.ways if one in chart.lineage(way.target)} - {one, ""} for one in aside}
    late = [one for one in aside if not leading[one] & set(course)]
    for number, one in enumerate([other for other in aside if other not in late] + late):
        known = [rank[other] for other in leading[one] if other in (course if one not in late else rank)]
        at = sum(known) / len(known) + (0.01 if one in late else 0) if known else float(len(course))
        rank[one] = at + 0.0001 * number
    return rank


def child_of(chart: Statechart, place: str, held: Iterable[str]) -> str:
    """Which of the held places holds that one (or is it); "" when it is outside."""
    lineage = chart.lineage(place)
    return next((one for one in held if one in lineage), "")


@dataclass(frozen=True, slots=True)
class Sides:
    """Where a way runs: its lane, and the sides at which it leaves the one place and enters the other."""

    lane: str
    out: str
    entry: str


def sides_of(chart: Statechart) -> dict[Way, Sides]:
    """Back to the left, onwards and out to the right; what stands aside has the lanes on its left."""
    spines: dict[str, Spine] = {}
    found = {}
    for way in chart.ways:
        around = chart.around(way.source, way.target)
        if around not in spines:
            spines[around] = spine(chart, around)
        found[way] = _sides(chart, way, spines[around])
    return found


def _sides(chart: Statechart, way: Way, stands: Spine) -> Sides:
    held = (*stands.course, *stands.aside)
    source, target = child_of(chart, way.source, held), child_of(chart, way.target, held)
    if source == target:
        return Sides(RIGHT, RIGHT, RIGHT)
    back = source in stands.course and target in stands.course and stands.rank[target] < stands.rank[source]
    lane = LEFT if back else RIGHT
    return Sides(lane, LEFT if source in stands.aside else lane, LEFT if target in stands.aside else lane)


def links(chart: Statechart, parent: str, stands: Spine, sides: Mapping[Way, Sides]) -> Iterator[Link]:
    """All ways that touch the places inside that one, each with the manner in which it is drawn here."""
    held = (*stands.course, *stands.aside)
    for way in chart.ways:
        source, target = child_of(chart, way.source, held), child_of(chart, way.target, held)
        inner = way.source != source or way.target != target
        if source and target:
            if chart.around(way.source, way.target) == parent:
                run = sides[way]
                yield Link(way, source, target, _manner(stands, source, target, inner, run.lane), inner, run.out, run.entry)
        elif (source or target) and parent not in (way.source, way.target):
            side = sides[way].out if source else sides[way].entry
            yield Link(way, source, target, side, inner, side, side)


def _manner(stands: Spine, source: str, target: str, inner: bool, side: str) -> str:
    if source == target:
        return "loop"
    for column in (stands.course, stands.aside):
        if not inner and (source, target) in pairwise(column):
            return "down"
    return side


def grouped(found: Iterable[Link], merged: bool) -> list[tuple[Link, ...]]:
    """Steps between the same two places share a line; where they may not, one alone goes straight down."""
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for link in found:
        own = link.way if link.inner or not (link.source and link.target) else None
        key: tuple[object, ...] = (link.source, link.target, link.manner, own)
        if not merged and groups.get(key):
            link, key = _beside(link), (*key, link.way)
        groups[key].append(link)
    return [tuple(many) for many in groups.values()]


def _beside(link: Link) -> Link:
    return replace(link, manner=RIGHT) if link.manner == "down" else link
