"""The lines between the places of one column: lanes beside the spine, shared by all that go to the same place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.diagrams.shapes import LEFT, RIGHT, Line, Measure, Point, Stub, Words, widest, wrapped
from api.diagrams.slots import ENDS, Slot, Stand, satellites
from api.diagrams.spine import Link, Spine

Group = tuple[Link, ...]
TEXT = 8.0  # between a place and the words beside it
TURN = 18.0


@dataclass(slots=True)
class Bus:
    """The lane to one side of one place, with all the lines in it."""

    channel: str
    target: Stand
    entry: Slot
    sources: list[tuple[Group, Stand, Slot]] = field(default_factory=list)
    x: float = 0

    @property
    def span(self) -> tuple[float, float]:
        heights = [self.target.y + self.entry.y, *(stand.y + slot.y for _, stand, slot in self.sources)]
        return min(heights), max(heights)

    @property
    def level(self) -> bool:
        low, high = self.span
        return high - low < 0.5


def lines_of(found: Mapping[str, Stand], stands: Spine, groups: Sequence[Group], measure: Measure) -> tuple[list[Line], list[Stub]]:
    """All lines, with the places aside moved to the right of the lanes; and the stubs of those that go on outside."""
    buses = _buses(found, groups)
    right = _reach(found, groups, RIGHT, measure)
    beside = satellites(found, groups, stands)
    for end, source in beside.items():
        right = max(right, _set_beside(found[end], found[source], measure))
    edge = _set_lanes([one for one in buses if one.channel == RIGHT], right, 1, measure)
    _set_lanes([one for one in buses if one.channel == LEFT], -_reach(found, groups, LEFT, measure), -1, measure)
    column = [found[one] for one in stands.aside if one not in beside]
    wide = max((slot.wide(measure) for one in column for slot in one.sides[LEFT]), default=0)
    for one in column:
        one.x = edge + (wide + TEXT if wide else 0) + TURN
    lines = [_laned(bus, group, stand, slot, _goes_back(stands, group[0])) for bus in buses for group, stand, slot in bus.sources]
    lines += [_down(found, group, measure) for group in groups if group[0].manner == "down"]
    lines += [_loop(found[group[0].source], group) for group in groups if group[0].manner == "loop"]
    return lines, _stubs(found, groups)


def _buses(found: Mapping[str, Stand], groups: Sequence[Group]) -> list[Bus]:
    made: dict[int, Bus] = {}
    for group in groups:
        link = group[0]
        if link.manner in (LEFT, RIGHT) and link.source and link.target:
            entry = _entry(found[link.target], link)
            bus = made.setdefault(id(entry), Bus(link.manner, found[link.target], entry))
            bus.sources.append((group, found[link.source], out_slot(found[link.source], group)))
    return list(made.values())


def _entry(stand: Stand, link: Link) -> Slot:
    return next(slot for side in stand.sides.values() for slot in side if slot.kind == "entry" and link in slot.links)


def out_slot(stand: Stand, group: Group) -> Slot:
    return next(slot for side in stand.sides.values() for slot in side if slot.kind != "entry" and slot.links[0] == group[0])


def _reach(found: Mapping[str, Stand], groups: Sequence[Group], side: str, measure: Measure) -> float:
    """How far from the middle the spine's places and their words extend."""
    far = [one.w / 2 + max((_beside(slot, measure) for slot in one.sides[side]), default=0) for one in found.values() if not one.aside]
    if side == RIGHT:
        for group in groups:
            if group[0].manner == "down" and not found[group[0].source].aside:
                far.append(TEXT + widest(_down_lines(group, measure), measure.word))
    return max(far)


def _beside(slot: Slot, measure: Measure) -> float:
    if slot.stub:
        return 4
    wide = slot.wide(measure)
    return wide + TEXT + slot.indent + (TURN + 8 if slot.kind == "loop" else 4) if wide else 8


def _set_beside(end: Stand, source: Stand, measure: Measure) -> float:
    slot = next(one for one in source.sides[RIGHT] if one.links[0].target == end.place)
    end.x = source.edge(RIGHT) + TEXT + slot.indent + slot.wide(measure) + TURN
    return end.x + end.w + 4


def _set_lanes(buses: Sequence[Bus], start: float, step: int, measure: Measure) -> float:
    """Short lanes near the spine, long ones farther out; lanes that do not meet share a place. The outermost one's place."""
    taken: list[list[tuple[float, float]]] = []
    for bus in sorted(buses, key=lambda one: one.span[1] - one.span[0]):
        if bus.level:
            continue
        low, high = bus.span
        free = (number for number, many in enumerate(taken) if all(high + 10 < a or low - 10 > b for a, b in many))
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((low, high))
        bus.x = start + step * (10 + number * measure.lane)
    return start + step * (10 + max(len(taken) - 1, 0) * measure.lane)


def _goes_back(stands: Spine, link: Link) -> bool:
    return link.target in stands.course and stands.rank[link.target] <= stands.rank[link.source]


def _begin(stand: Stand, slot: Slot, side: str) -> tuple[Point, tuple[Point, ...]]:
    """Where a line begins, and where it crosses the border of a stage that it comes out of."""
    y = stand.y + slot.y
    if slot.stub is None:
        return (stand.edge(side), y), ()
    moved = slot.stub.moved(stand.x, stand.y)
    return (moved.x, y), (*moved.borders, (stand.edge(side), y))


def _side(stand: Stand, slot: Slot) -> str:
    return LEFT if any(one is slot for one in stand.sides[LEFT]) else RIGHT


def _laned(bus: Bus, group: Group, stand: Stand, slot: Slot, back: bool) -> Line:
    (sx, sy), borders = _begin(stand, slot, _side(stand, slot))
    (tx, ty), _ = _begin(bus.target, bus.entry, _side(bus.target, bus.entry))
    points = ((sx, sy), (tx, ty)) if bus.level else ((sx, sy), (bus.x, sy), (bus.x, ty), (tx, ty))
    return Line(tuple(one.way for one in group), points, words_at(stand, slot), back, borders)


def words_at(stand: Stand, slot: Slot) -> tuple[Words, ...]:
    """The words of a step above its line, beside the place that it leaves."""
    if slot.stub:
        return slot.stub.moved(stand.x, stand.y).words
    side = _side(stand, slot)
    away = TEXT + slot.indent
    x = stand.edge(side) + (away if side == RIGHT else -away)
    lines = [(link.way, text) for link, text in zip(slot.links, slot.lines, strict=True)]
    y = stand.y + slot.y - ENDS - 16 * (sum(len(text) for _, text in lines) - 1)
    made = []
    for way, text in lines:
        made.append(Words(way, text, x, y, side == LEFT))
        y += 16 * len(text)
    return tuple(made)


def _down_lines(group: Group, measure: Measure) -> list[str]:
    return [text for link in group for text in wrapped(link.way.label, measure.along + 3)]


def _down(found: Mapping[str, Stand], group: Group, measure: Measure) -> Line:
    source, target = found[group[0].source], found[group[0].target]
    x = source.middle if not source.aside else source.x + min(source.w, target.w) / 2
    top, bottom = source.y + source.h, target.y
    y = (top + bottom) / 2 - 8 * (len(_down_lines(group, measure)) - 1) + 2
    words = []
    for link in group:
        lines = wrapped(link.way.label, measure.along + 3)
        words.append(Words(link.way, lines, x + TEXT, y))
        y += 16 * len(lines)
    return Line(tuple(one.way for one in group), ((x, top), (x, bottom)), tuple(words))


def _loop(stand: Stand, group: Group) -> Line:
    slot = out_slot(stand, group)
    x, y = stand.edge(RIGHT), stand.y + slot.y
    words = [one.moved(TURN + 2, 0) for one in words_at(stand, slot)]
    middle = y - 8 * (sum(len(one.lines) for one in words) - 1) + 4
    dy = middle - words[0].y
    return Line(tuple(one.way for one in group), ((x, y - 7), (x + TURN, y - 7), (x + TURN, y + 7), (x, y + 7)),
                tuple(one.moved(0, dy) for one in words), True)  # fmt: skip


def _stubs(found: Mapping[str, Stand], groups: Sequence[Group]) -> list[Stub]:
    made = []
    for group in groups:
        link = group[0]
        if link.source and not link.target:
            stand, slot = found[link.source], out_slot(found[link.source], group)
            (x, y), borders = _begin(stand, slot, _side(stand, slot))
            made.append(Stub(link.way, link.manner, x, y, words_at(stand, slot), borders))
        elif link.target and not link.source:
            stand, slot = found[link.target], _entry(found[link.target], link)
            (x, y), borders = _begin(stand, slot, _side(stand, slot))
            made.append(Stub(link.way, link.manner, x, y, (), borders))
    return made
