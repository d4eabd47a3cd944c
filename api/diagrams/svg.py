"""A picture as SVG: for a page, where the page's own style sheet colours it, or as a file that carries the style sheet along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from api.diagrams.layout import Picture
from api.diagrams.marks import EMPTY, SIGNS, Mark, Marks
from api.diagrams.shapes import Box, Line, Point, Words

STYLE = Path(__file__).resolve().parents[1] / "static" / "diagram.css"
BEND, HEAD, HALF = 7.0, 8.0, 4.0
AIM = "chart-aim"  # where the reader is led to: the present state, or the beginning
FRAMES = ("stage", "abreast", "part")
LANED = 4  # points of a line that runs in a lane
ORDER = {"still": 0, "": 1, "offered": 2, "taken": 3}


def svg(picture: Picture, marks: Marks = EMPTY, title: str = "") -> Markup:
    """The drawing for a page."""
    return Markup("".join(_drawing(picture, marks, title or picture.chart.label, "")))


def svg_file(picture: Picture, marks: Marks = EMPTY, title: str = "") -> str:
    """The drawing as a file of its own."""
    style = f"<style>{_style()}</style>"
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(_drawing(picture, marks, title or picture.chart.label, style))


@lru_cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8").partition("/* end of the drawing */")[0]


def _drawing(picture: Picture, marks: Marks, title: str, style: str) -> Iterator[str]:
    w, h = _number(picture.w), _number(picture.h)
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
           f'aria-label="{escape(title)}">{style}')  # fmt: skip
    yield from (_frame(one, marks.of(one.place)) for one in picture.boxes if one.kind in FRAMES)
    lines = sorted(picture.lines, key=lambda one: ORDER[_manner(one, marks)])
    lanes: dict[object, list[Line]] = {}
    for line in lines:
        lanes.setdefault((line.back, line.points[-2:]), []).append(line)
    yield from (_line(one, marks, _joining(one, lanes[one.back, one.points[-2:]], marks)) for one in lines)
    aim = next((one for one in picture.boxes if one.kind not in FRAMES and marks.of(one.place).status == "here"), picture.boxes[0])
    for one in picture.boxes:
        if one.kind not in FRAMES:
            yield _box(one, marks.of(one.place), picture.measure.note, f' id="{AIM}"' if one is aim else "")
    yield from (_words(words, marks) for line in lines for words in line.words)
    yield "</svg>"


def _manner(line: Line, marks: Marks) -> str:
    return marks.way(line.ways) if line.ways else "still" if marks.taken or marks.offered else ""


def _classes(*names: str) -> str:
    return " ".join(one for one in names if one)


def _status(mark: Mark) -> str:
    return _classes(f"is-{mark.status}" if mark.status else "", f"heat-{mark.heat}" if mark.heat is not None else "")


def _frame(box: Box, mark: Mark) -> str:
    sign = f'<tspan class="sign">{SIGNS[mark.status]} </tspan>' if mark.status in SIGNS else ""
    note = f'<tspan class="note" dx="10">{escape(mark.note)}</tspan>' if mark.note else ""
    return (f'<g class="{_classes("frame", box.kind, _status(mark))}">{_rect(box, 8)}'
            f'<text class="head" x="{_number(box.x + 14)}" y="{_number(box.y + 20)}">{sign}{escape("".join(box.title))}{note}</text></g>')  # fmt: skip


def _box(box: Box, mark: Mark, room: float, aim: str) -> str:
    if box.kind == "start":
        return f'<circle{aim} class="start" cx="{_number(box.x + box.w / 2)}" cy="{_number(box.y + box.h / 2)}" r="6"/>'
    inner = _rect(Box("", "", box.x + 3, box.y + 3, box.w - 6, box.h - 6), 13, "ring") if box.kind == "final" else ""
    return f'<g{aim} class="{_classes("place", box.kind, _status(mark))}">{_rect(box, 16 if inner else 6)}{inner}{"".join(_title(box, mark, room))}</g>'


def _title(box: Box, mark: Mark, room: float) -> Iterator[str]:
    x, shown = _number(box.x + box.w / 2), bool(mark.note) and room > 0
    y = box.y + box.h / 2 - 8 * (len(box.title) - 1) + 5 - (room / 2 if shown else 0)
    for number, text in enumerate(box.title):
        sign = f'<tspan class="sign">{SIGNS[mark.status]} </tspan>' if number == 0 and mark.status in SIGNS else ""
        yield f'<text class="name" x="{x}" y="{_number(y + 16 * number)}">{sign}{escape(text)}</text>'
    if shown:
        yield f'<text class="note" x="{x}" y="{_number(y + 16 * len(box.title))}">{escape(mark.note)}</text>'


def _rect(box: Box, round_by: float, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return (f'<rect{named} x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.w)}" height="{_number(box.h)}" '
            f'rx="{_number(min(round_by, box.h / 2))}"/>')  # fmt: skip


def _joining(line: Line, lane: Sequence[Line], marks: Marks) -> Point | None:
    """Where a line joins the lane of another one that goes the same way on, and need not be drawn any further."""
    if len(line.points) != LANED or _manner(line, marks) in ("offered", "taken"):
        return None
    at, start, end = line.points[1][0], line.points[0][1], line.points[-1][1]
    others = [one.points[0][1] for one in lane if len(one.points) == LANED]
    between = [y for y in others if (start < y <= end) or (start > y >= end)]
    if not between:
        return None
    nearest = min(between, key=lambda y: abs(y - start))
    return at, nearest + (BEND if nearest < end else -BEND if nearest > end else 0)


def _line(line: Line, marks: Marks, joining: Point | None) -> str:
    told = "、".join(dict.fromkeys(one.label for one in line.ways))
    title = f"<title>{escape(told)}</title>" if told else ""
    points = (*line.points[:2], joining) if joining else line.points
    tip = "" if joining else f'<path class="tip" d="{_tip(points)}"/>'
    return f'<g class="{_classes("way", _manner(line, marks), "back" if line.back else "")}">{title}<path d="{_path(points, not joining)}"/>{tip}</g>'


def _path(points: Sequence[Point], tipped: bool) -> str:
    """Straight pieces with rounded corners, ending where the arrow's head begins."""
    *rest, last = clean(points)
    before = rest[-1]
    dx, dy = _towards(before, last)
    made = [f"M{_point(rest[0])}"]
    for one, corner, after in zip(rest, rest[1:], [*rest[2:], last], strict=False):
        bend = min(BEND, _length(one, corner) / 2, _length(corner, after) / 2)
        ax, ay = _towards(corner, one)
        bx, by = _towards(corner, after)
        made.append(f"L{_point((corner[0] + ax * bend, corner[1] + ay * bend))}Q{_point(corner)} {_point((corner[0] + bx * bend, corner[1] + by * bend))}")
    short = HEAD if tipped else 0
    return "".join([*made, f"L{_point((last[0] - dx * short, last[1] - dy * short))}"])


def _tip(points: Sequence[Point]) -> str:
    before, (x, y) = clean(points)[-2:]
    dx, dy = _towards(before, (x, y))
    base = (x - dx * HEAD, y - dy * HEAD)
    return f"M{_point((x, y))}L{_point((base[0] - dy * HALF, base[1] + dx * HALF))}L{_point((base[0] + dy * HALF, base[1] - dx * HALF))}Z"


def clean(points: Iterable[Point]) -> list[Point]:
    """Without points that repeat the one before, and without those on a straight piece."""
    found: list[Point] = []
    for one in points:
        if found and _length(found[-1], one) < 0.01:
            continue
        if len(found) > 1 and _towards(found[-2], found[-1]) == _towards(found[-1], one):
            found.pop()
        found.append(one)
    return found


def _towards(one: Point, other: Point) -> Point:
    """The direction of a piece that is level or upright."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    return ((dx > 0) - (dx < 0), 0) if abs(dx) > abs(dy) else (0, (dy > 0) - (dy < 0))


def _length(one: Point, other: Point) -> float:
    return abs(other[0] - one[0]) + abs(other[1] - one[1])


def _words(words: Words, marks: Marks) -> str:
    manner = _classes("step", marks.way((words.way,)), "itself" if words.way.itself else "", "ends" if words.ends else "")
    x = _number(words.x)
    rest = "".join(f'<tspan x="{x}" dy="16">{escape(one)}</tspan>' for one in words.lines[1:])
    return f'<text class="{manner}" x="{x}" y="{_number(words.y)}">{escape(words.lines[0])}{rest}</text>'


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
