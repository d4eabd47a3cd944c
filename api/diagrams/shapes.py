"""What a picture consists of, in points: boxes, lines with their words, and blocks that are put together to larger ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from states.procedures.statechart import Way

Point = tuple[float, float]
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Measure:
    """The sizes of one manner of drawing."""

    name: float = 13  # a character of a state's name
    word: float = 12  # a character of a step's name
    leading: float = 16
    across: int = 8  # characters of a name in one line
    along: int = 11  # characters of a step in one line
    least: float = 112  # no state is narrower
    pad: float = 14
    note: float = 0  # room for a line of remarks below a name
    lane: float = 12
    entry: float = 16  # height that an arriving line takes at a state's side
    leave: float = 0  # height that a line takes at least which leaves a stage (for a mark on its border)
    room: float = 0  # width for a mark inside the border that such a line crosses
    dot: float = 12  # where a stage begins
    merged: bool = True  # steps between the same two states on one line
    forked: bool = False  # marks where a parallel stage divides and joins
    widest: float = 860  # parts of a parallel stage beyond that go to a second row


@dataclass(frozen=True, slots=True)
class Box:
    place: str
    kind: str  # start | state | final | stage | abreast | part | fork | join
    x: float
    y: float
    w: float
    h: float
    title: tuple[str, ...] = ()

    def moved(self, dx: float, dy: float) -> Box:
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a step beside its line; ``y`` is the base of the first line of writing."""

    way: Way
    lines: tuple[str, ...]
    x: float
    y: float
    ends: bool = False  # written so that it ends at x

    def moved(self, dx: float, dy: float) -> Words:
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Line:
    ways: tuple[Way, ...]
    points: tuple[Point, ...]
    words: tuple[Words, ...]
    back: bool = False
    borders: tuple[Point, ...] = ()  # where it crosses the border of a stage that it leaves
    ends: tuple[str, str] = ("", "")  # the marks that it joins, where it is no way of the map

    def moved(self, dx: float, dy: float) -> Line:
        return replace(self, points=shifted(self.points, dx, dy), words=tuple(one.moved(dx, dy) for one in self.words),
                       borders=shifted(self.borders, dx, dy))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stub:
    """A line that leaves or enters its block at the side, at the height ``y``; ``x`` is where it begins inside."""

    way: Way
    side: str
    x: float
    y: float
    words: tuple[Words, ...] = ()
    borders: tuple[Point, ...] = ()

    def moved(self, dx: float, dy: float) -> Stub:
        return replace(self, x=self.x + dx, y=self.y + dy, words=tuple(one.moved(dx, dy) for one in self.words),
                       borders=shifted(self.borders, dx, dy))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A drawn part of the picture, to be moved to its place as a whole."""

    w: float
    h: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    stubs: tuple[Stub, ...] = ()

    def moved(self, dx: float, dy: float) -> Block:
        return Block(
            self.w, self.h, tuple(one.moved(dx, dy) for one in self.boxes), tuple(one.moved(dx, dy) for one in self.lines),
            tuple(one.moved(dx, dy) for one in self.stubs),
        )  # fmt: skip


def shifted(points: Iterable[Point], dx: float, dy: float) -> tuple[Point, ...]:
    return tuple((x + dx, y + dy) for x, y in points)


def width_of(text: str, size: float) -> float:
    """How wide a text is written: a Chinese character is a square, anything else about half of one."""
    return sum(size if ord(one) > 0x2E7F else size * 0.56 for one in text)


def wrapped(text: str, most: int) -> tuple[str, ...]:
    """A text in lines of about the same length; no line begins with a mark that closes."""
    count = -(-len(text) // most)
    size = -(-len(text) // count) if count else most
    lines: list[str] = []
    rest = text
    while rest:
        cut = _cut(rest, size)
        lines.append(rest[:cut])
        rest = rest[cut:]
    return tuple(lines)


def _cut(text: str, size: int) -> int:
    """Where a line of that size ends: at a mark near it, or one later when a closing mark would begin the next."""
    if len(text) <= size + 1:
        return len(text)
    pauses = [place for place in range(size - 2, size + 2) if text[place - 1] in "，、；："]
    cut = pauses[-1] if pauses else size
    return cut + 1 if text[cut] in "，、；：。）」》”" else cut


def widest(texts: Sequence[str], size: float) -> float:
    return max((width_of(one, size) for one in texts), default=0)
