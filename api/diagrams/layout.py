"""The whole picture of a procedure, from the inside out; made once for each procedure and manner of drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from api.diagrams.column import column
from api.diagrams.shapes import Block, Box, Line, Measure, width_of, wrapped
from api.diagrams.spine import grouped, headings, lifted, links, spine
from states.procedures.base import Procedure
from states.procedures.statechart import Place, Statechart, Way, statechart

PLAIN = Measure()
NOTED = Measure(note=17)
MARGIN, HEAD, BETWEEN = 16.0, 30.0, 14.0


@dataclass(frozen=True, slots=True)
class Picture:
    chart: Statechart
    measure: Measure
    w: float
    h: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class _Known:
    """A procedure as the key of what is remembered: its own tables are no keys, and never change while it is in use."""

    __slots__ = ("key", "plan")

    def __init__(self, plan: Procedure) -> None:
        self.plan = plan
        self.key: tuple[Any, ...] = (plan.name, plan.chart, plan.stages, tuple((one.name, one.label) for one in plan.steps.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def picture(plan: Procedure, measure: Measure = PLAIN) -> Picture:
    """Where everything of a procedure stands."""
    return _remembered(_Known(plan), measure)


@lru_cache(maxsize=200)
def _remembered(known: _Known, measure: Measure) -> Picture:
    return drawn(statechart(known.plan), measure)


def drawn(chart: Statechart, measure: Measure) -> Picture:
    chart = lifted(chart)
    block = _inside(chart, "", headings(chart), measure).moved(MARGIN, MARGIN)
    return Picture(chart, measure, block.w + 2 * MARGIN, block.h + 2 * MARGIN, block.boxes, block.lines)


def _inside(chart: Statechart, parent: str, sides: Mapping[Way, str], measure: Measure) -> Block:
    blocks = {one: _block(chart, chart.places[one], sides, measure) for one in chart.within(parent)}
    stands = spine(chart, parent)
    return column(blocks, stands, grouped(links(chart, parent, stands, sides), measure.merged), measure)


def _block(chart: Statechart, place: Place, sides: Mapping[Way, str], measure: Measure) -> Block:
    if not place.holds:
        return _state(place, measure)
    if place.abreast:
        return _abreast(chart, place, sides, measure)
    inner = _inside(chart, place.id, sides, measure)
    return _framed(chart, place, inner, measure)


def _state(place: Place, measure: Measure) -> Block:
    title = wrapped(place.label, measure.across)
    wide = max(measure.least, *(width_of(one, measure.name) + 26 for one in title))
    high = measure.leading * len(title) + 18 + measure.note
    return Block(wide, high, (Box(place.id, "final" if place.final else "state", 0, 0, wide, high, title),))


def _framed(chart: Statechart, place: Place, inner: Block, measure: Measure) -> Block:
    """A box with its name around what is inside; the lines that go on outside begin where they did."""
    pad = measure.pad
    wide = max(inner.w + 2 * pad + measure.room, width_of(place.label, measure.name) + 2 * pad + (150 if measure.note else 20))
    part = place.parent and chart.places[place.parent].abreast
    box = Box(place.id, "part" if part else "abreast" if place.abreast else "stage", 0, 0, wide, inner.h + HEAD + pad, (place.label,))
    moved = inner.moved((wide - measure.room - inner.w) / 2, HEAD)
    return Block(wide, box.h, (box, *moved.boxes), moved.lines, moved.stubs)


def _abreast(chart: Statechart, place: Place, sides: Mapping[Way, str], measure: Measure) -> Block:
    """The parts of a parallel stage side by side; in as many rows as the page needs."""
    parts = [_block(chart, chart.places[one], sides, measure) for one in place.holds]
    rows = _rows(parts, measure.widest)
    wide = max(sum(one.w for one in row) + BETWEEN * (len(row) - 1) for row in rows)
    y, boxes, lines = 0.0, [], []
    for row in rows:
        tall, spare = max(one.h for one in row), (wide - sum(one.w for one in row) - BETWEEN * (len(row) - 1)) / len(row)
        x = 0.0
        for part in row:
            moved = part.moved(x + spare / 2, y)
            own = replace(moved.boxes[0], x=x, w=part.w + spare, h=tall)
            boxes += [own, *moved.boxes[1:]]
            lines += list(moved.lines)
            x += part.w + spare + BETWEEN
        y += tall + BETWEEN
    return _framed(chart, place, Block(wide, y - BETWEEN, tuple(boxes), tuple(lines)), measure)


def _rows(parts: Sequence[Block], most: float) -> list[list[Block]]:
    """The fewest rows that fit, and of those the division whose widest row is narrowest."""
    for count in range(1, len(parts)):
        best = min(_divisions(parts, count), key=_width)
        if _width(best) <= most:
            return best
    return [[one] for one in parts]


def _divisions(parts: Sequence[Block], count: int) -> list[list[list[Block]]]:
    if count == 1:
        return [[list(parts)]]
    return [[list(parts[:cut]), *rest] for cut in range(1, len(parts) - count + 2) for rest in _divisions(parts[cut:], count - 1)]


def _width(rows: Sequence[Sequence[Block]]) -> float:
    return max(sum(one.w for one in row) + BETWEEN * (len(row) - 1) for row in rows)
