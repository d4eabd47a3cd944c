"""What a picture must keep to so that a clerk can follow it; every fault found is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from api.diagrams.layout import Picture
from api.diagrams.shapes import Box, Line, Point, widest
from states.procedures.statechart import Statechart

Rect = tuple[float, float, float, float]
FRAMES = ("stage", "abreast", "part")
SLACK = 0.6


def faults(picture: Picture) -> list[str]:
    return [*_boxes(picture), *_lines(picture), *_apart(picture), *_words(picture), *_ways(picture)]


def _rect(box: Box) -> Rect:
    return box.x, box.y, box.x + box.w, box.y + box.h


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] + SLACK < other[2] and other[0] + SLACK < one[2] and one[1] + SLACK < other[3] and other[1] + SLACK < one[3]


def _within(one: Rect, other: Rect) -> bool:
    return one[0] >= other[0] - SLACK and one[1] >= other[1] - SLACK and one[2] <= other[2] + SLACK and one[3] <= other[3] + SLACK


def _places(picture: Picture) -> dict[str, Box]:
    return {one.place: one for one in picture.boxes if one.kind in (*FRAMES, "state", "final")}


def _boxes(picture: Picture) -> Iterator[str]:
    """Every place has one box, inside the box of what holds it and apart from those beside it."""
    boxes, sheet = _places(picture), (0.0, 0.0, picture.w, picture.h)
    if set(boxes) != set(picture.chart.places):
        yield f"places without a box: {set(picture.chart.places) ^ set(boxes)}"
    for name, box in boxes.items():
        parent = picture.chart.places[name].parent
        if not _within(_rect(box), _rect(boxes[parent]) if parent else sheet):
            yield f"{name} stands outside of {parent or 'the sheet'}"
    for one, other in combinations(boxes, 2):
        related = one in picture.chart.lineage(other) or other in picture.chart.lineage(one)
        if not related and _meet(_rect(boxes[one]), _rect(boxes[other])):
            yield f"{one} lies on {other}"


def _segments(line: Line) -> Iterable[tuple[Point, Point]]:
    return zip(line.points, line.points[1:], strict=False)


def _lines(picture: Picture) -> Iterator[str]:
    """Lines are level or upright, stay on the sheet, go from border to border and cross no state."""
    boxes = _places(picture)
    for line in picture.lines:
        told = " ".join(f"{one.source}-{one.event}-{one.target}" for one in line.ways) or f"{line.ends}"
        for (x1, y1), (x2, y2) in _segments(line):
            if abs(x1 - x2) > SLACK and abs(y1 - y2) > SLACK:
                yield f"{told} runs aslant"
            reach = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            if not _within(reach, (0, 0, picture.w, picture.h)):
                yield f"{told} leaves the sheet"
            for name, box in boxes.items():
                own = line.ways and name in (line.ways[0].source, line.ways[0].target)
                if box.kind not in FRAMES and not own and _through(reach, _rect(box)):
                    yield f"{told} crosses {name}"
        if line.ways:
            source, target = boxes[line.ways[0].source], boxes[line.ways[0].target]
            if not (_on_rim(line.points[0], source) and _on_rim(line.points[-1], target)):
                yield f"{told} does not go from border to border"


def _apart(picture: Picture) -> Iterator[str]:
    """Lines that lead to different places never run in one another."""
    pieces = [(line, piece) for line in picture.lines for piece in _segments(line)]
    for (one, first), (other, second) in combinations(pieces, 2):
        if one.points[-1] != other.points[-1] and (one.ways or other.ways) and _runs_in(first, second):
            yield f"{[way.event for way in one.ways]} runs in {[way.event for way in other.ways]}"


def _runs_in(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    for level, along in ((0, 1), (1, 0)):
        if max(abs(one[0][level] - point[level]) for point in (one[1], *other)) < SLACK:
            low, high = (sorted(piece[end][along] for end in (0, 1)) for piece in (one, other))
            return min(low[1], high[1]) - max(low[0], high[0]) > SLACK
    return False


def _through(reach: Rect, box: Rect) -> bool:
    """A line has no width; it crosses where it comes inside by more than a touch."""
    return reach[0] < box[2] - SLACK and reach[2] > box[0] + SLACK and reach[1] < box[3] - SLACK and reach[3] > box[1] + SLACK


def _on_rim(point: Point, box: Box) -> bool:
    x, y = point
    left, top, right, bottom = _rect(box)
    if not (left - SLACK <= x <= right + SLACK and top - SLACK <= y <= bottom + SLACK):
        return False
    return min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom)) <= SLACK


def _words(picture: Picture) -> Iterator[str]:
    """The words of steps lie on no state, on no other words and on no head of a stage, and stay on the sheet."""
    boxes = [(one.place, _rect(one)) for one in picture.boxes if one.kind in ("state", "final")]
    heads = [(f"head of {one.place}", (one.x + 14, one.y + 8, one.x + 14 + widest(one.title, 13), one.y + 23)) for one in picture.boxes if one.kind in FRAMES]
    said = []
    for words in (one for line in picture.lines for one in line.words):
        wide = widest(words.lines, picture.measure.word)
        left = words.x - wide if words.ends else words.x
        said.append((f"words of {words.way.source}-{words.way.event}", (left, words.y - 10, left + wide, words.y + 2 + 16 * (len(words.lines) - 1))))
    for name, rect in said:
        if not _within(rect, (0, 0, picture.w, picture.h)):
            yield f"{name} leave the sheet"
        for other, box in [*boxes, *heads]:
            if _meet(rect, box):
                yield f"{name} lie on {other}"
    for (one, first), (other, second) in combinations(said, 2):
        if _meet(first, second):
            yield f"{one} lie on {other}"


def _ways(picture: Picture) -> Iterator[str]:
    """Every way is drawn once, with its words."""
    drawn = [way for line in picture.lines for way in line.ways]
    if sorted(drawn, key=str) != sorted(picture.chart.ways, key=str):
        yield "not every way is drawn once"
    told = [words.way for line in picture.lines for words in line.words]
    if sorted(told, key=str) != sorted(picture.chart.ways, key=str):
        yield "not every way has its words once"


def plain(chart: Statechart) -> set[tuple[str, str, str]]:
    return {(one.source, one.event, one.target) for one in chart.ways}
