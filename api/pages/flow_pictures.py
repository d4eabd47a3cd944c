"""Flow charts as pictures of a few boxes and arrows: places worked out here, drawn by the template without styles or scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.queries.public_shapes import FlowChart, FlowStage

WIDTH, LEFT, BOX, HIGH, GAP, LINE, TOP = 340, 8, 324, 34, 14, 20, 8


@dataclass(frozen=True, slots=True)
class Line:
    """A step out of a stage, written under its box."""

    y: int
    mark: str
    text: str
    way: str


@dataclass(frozen=True, slots=True)
class Box:
    y: int
    label: str
    lines: tuple[Line, ...]
    arrow: tuple[int, int] | None  # from the bottom of this stage to the top of the next


@dataclass(frozen=True, slots=True)
class Picture:
    """One procedure; ``height`` of the drawing, boxes from top to bottom."""

    name: str
    label: str
    height: int
    boxes: tuple[Box, ...]


MARKS = {"on": "→", "back": "↺", "out": "⇥"}


def pictures(charts: Iterable[FlowChart]) -> tuple[Picture, ...]:
    return tuple(_picture(one) for one in charts)


def _picture(chart: FlowChart) -> Picture:
    boxes = tuple(_boxes(chart.stages))
    last = boxes[-1]
    return Picture(chart.name, chart.label, last.y + HIGH + LINE * len(last.lines) + GAP, boxes)


def _boxes(stages: tuple[FlowStage, ...]) -> Iterator[Box]:
    y = TOP
    for number, stage in enumerate(stages):
        lines = tuple(
            Line(y + HIGH + LINE * (place + 1) - 5, MARKS[one.way], f"{one.label}，到「{one.to}」", one.way) for place, one in enumerate(stage.steps)
        )
        bottom = y + HIGH + LINE * len(lines)
        below = bottom + GAP + (6 if lines else 0)
        yield Box(y, stage.label, lines, (bottom + 2, below - 2) if number + 1 < len(stages) and stage.steps else None)
        y = below
