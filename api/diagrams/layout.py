"""The whole picture of a procedure, from the inside out; made once for each procedure and manner of drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from api.diagrams.column import column
from api.diagrams.shapes import Block, Box, Line, Measure, width_of, wrapped
from api.diagrams.spine import Sides, grouped, lifted, links, sides_of, spine
from states.procedures.base import Procedure
from states.procedures.statechart import Place, Statechart, Way, statechart

PLAIN = Measure()
NOTED = Measure(note=17)
# For modelling programs: every step has a line of its own, and marks stand on the borders of stages.
MODEL = Measure(pad=26, leave=44, room=62, dot=36, merged=False, forked=True, widest=float("inf"))
MARGIN, HEAD, BETWEEN = 16.0, 30.0, 14.0
EVENT, GATEWAY = 36.0, 50.0  # the marks of modelling programs


@dataclass(frozen=True, slots=True)
class Picture:
    chart: Statechart
    measure: Measure
    w: float
    h: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class Known:
    """A procedure as the key of what is remembered: its own tables are no keys, and never change while it is in use."""

    __slots__ = ("key", "plan")

    def __init__(self, plan: Procedure) -> None:
        self.plan = plan
        self.key: tuple[Any, ...] = (plan.name, plan.chart, plan.stages, tuple((one.name, one.label) for one in plan.steps.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def picture(plan: Procedure, measure: Measure = PLAIN) -> Picture:
    """Where everything of a procedure stands."""
    return _remembered(Known(plan), measure)


@lru_cache(maxsize=200)
def _remembered(known: Known, measure: Measure) -> Picture:
    return drawn(statechart(known.plan), measure)


def drawn(chart: Statechart, measure: Measure) -> Picture:
    chart = lifted(chart)
    block = _inside(chart, "", sides_of(chart), measure).moved(MARGIN, MARGIN)
    return Picture(chart, measure, block.w + 2 * MARGIN, block.h + 2 * MARGIN, block.boxes, block.lines)


def _inside(chart: Statechart, parent: str, sides: Mapping[Way, Sides], measure: Measure) -> Block:
    blocks = {one: _block(chart, chart.places[one], sides, measure) for one in chart.within(parent)}
    stands = spine(chart, parent)
    return column(blocks, stands, grouped(links(chart, parent, stands, sides), measure.merged), measure)


def _block(chart: Statechart, place: Place, sides: Mapping[Way, Sides], measure: Measure) -> Block:
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
    if measure.forked:
        high = EVENT + 2 * 22 if place.final else max(high, 50)
    return Block(wide, high, (Box(place.id, "final" if place.final else "state", 0, 0, wide, high, title),))


def _framed(chart: Statechart, place: Place, inner: Block, measure: Measure) -> Block:
    """A box with its name around what is inside; the lines that go on outside begin where they did."""
    pad = measure.pad
    wide = max(inner.w + 2 * pad + 2 * measure.room, width_of(place.label, measure.name) + 2 * pad + (150 if measure.note else 20))
    part = place.parent and chart.places[place.parent].abreast
    box = Box(place.id, "part" if part else "abreast" if place.abreast else "stage", 0, 0, wide, inner.h + HEAD + pad, (place.label,))
    moved = inner.moved((wide - inner.w) / 2, HEAD)
    return Block(wide, box.h, (box, *moved.boxes), moved.lines, moved.stubs)


def _abreast(chart: Statechart, place: Place, sides: Mapping[Way, Sides], measure: Measure) -> Block:
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
    inner = Block(wide, y - BETWEEN, tuple(boxes), tuple(lines))
    return _framed(chart, place, _forked(place, inner) if measure.forked else inner, measure)


def _forked(place: Place, inner: Block) -> Block:
    """Where a parallel stage begins and divides, joins and ends."""
    x, top = inner.w / 2, EVENT + GATEWAY + 3 * BETWEEN + 26
    moved = inner.moved(0, top)
    parts = [one for one in moved.boxes if one.place in place.holds and one.kind == "part"]
    fork, join = EVENT + BETWEEN * 2, top + inner.h + BETWEEN + 26
    end = join + GATEWAY + BETWEEN * 2
    boxes = (_mark(place, "start", x, 0, EVENT), _mark(place, "fork", x, fork, GATEWAY), _mark(place, "join", x, join, GATEWAY),
             _mark(place, "end", x, end, EVENT))  # fmt: skip
    lines = [Line((), ((x, EVENT), (x, fork)), (), ends=("start", "fork")), Line((), ((x, join + GATEWAY), (x, end)), (), ends=("join", "end"))]
    for part in parts:
        middle, bottom = part.x + part.w / 2, part.y + part.h
        lines.append(Line((), ((x, fork + GATEWAY), (x, top - BETWEEN), (middle, top - BETWEEN), (middle, part.y)), (), ends=("fork", part.place)))
        lines.append(Line((), ((middle, bottom), (middle, join - BETWEEN), (x, join - BETWEEN), (x, join)), (), ends=(part.place, "join")))
    return Block(inner.w, end + EVENT, (*boxes, *moved.boxes), (*lines, *moved.lines))


def _mark(place: Place, kind: str, x: float, y: float, size: float) -> Box:
    return Box(place.id, kind, x - size / 2, y, size, size)


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
