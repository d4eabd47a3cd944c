"""What leaves and enters a place at its sides: every line has a height of its own there, and its words above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from api.diagrams.shapes import LEFT, RIGHT, Block, Measure, Stub, widest, wrapped
from api.diagrams.spine import Link, Spine

ENDS = 5  # below the base of the writing runs the line


@dataclass(slots=True)
class Slot:
    """A line's own height at one side of a place. ``bus``: what arrives there, by name; all that go there share a lane."""

    kind: str  # out | entry | loop
    links: list[Link]
    order: tuple[float, float] = (0, 0)
    above: float = 0
    below: float = 0
    y: float = 0
    stub: Stub | None = None  # it begins or ends deeper inside, at a height that is given
    lines: tuple[tuple[str, ...], ...] = ()
    indent: float = 0  # room for a mark on the border, before the words

    def wide(self, measure: Measure) -> float:
        return widest([text for one in self.lines for text in one], measure.word)


@dataclass(slots=True)
class Stand:
    """A place with its sides, where it stands."""

    place: str
    block: Block
    aside: bool
    x: float = 0
    y: float = 0
    w: float = 0
    h: float = 0
    sides: dict[str, list[Slot]] = field(default_factory=lambda: {LEFT: [], RIGHT: []})

    def edge(self, side: str) -> float:
        return self.x + self.w if side == RIGHT else self.x

    @property
    def middle(self) -> float:
        return self.x + self.w / 2


def satellites(found: Mapping[str, Stand], groups: Iterable[Sequence[Link]], stands: Spine) -> dict[str, str]:
    """Plain ends aside that only one place leads to: they stand right beside it. From the end to that place."""
    into: dict[str, list[str]] = {}
    outs = set()
    for group in groups:
        outs.add(group[0].source)
        into.setdefault(group[0].target, []).append(group[0].source)
    return {end: into[end][0] for end in stands.aside
            if end not in outs and len(into.get(end, ())) == 1 and into[end][0] in stands.course and len(found[end].block.boxes) == 1}  # fmt: skip


def set_slots(found: Mapping[str, Stand], groups: Sequence[tuple[Link, ...]], stands: Spine, measure: Measure) -> None:
    """Give every line its slots, in an order in which near lines do not cross far ones, and set their heights."""
    beside = satellites(found, groups, stands)
    for group in groups:
        first = group[0]
        if first.manner == "loop":
            _add_out(found, group, "loop", RIGHT, measure, stands)
        elif first.manner != "down":
            if first.source:
                _add_out(found, group, "out", first.out, measure, stands, found[first.target].block.h if first.target in beside else 0)
            if first.target:
                _add_entry(found[first.target], first, first.entry, measure)
    for stand in found.values():
        for side in (LEFT, RIGHT):
            for slot in stand.sides[side]:
                slot.order = _order(slot, stand.place, stands)
            stand.sides[side].sort(key=lambda one: one.order)
        _set_heights(stand)


def _add_out(
    found: Mapping[str, Stand], group: tuple[Link, ...], kind: str, side: str, measure: Measure, stands: Spine, beside: float = 0
) -> None:
    stand, first = found[group[0].source], group[0]
    stub = next((one for one in stand.block.stubs if one.way == first.way and first.inner), None)
    slot = Slot(kind, list(group), stub=stub)
    slot.lines = () if stub else tuple(wrapped(link.way.label, measure.along) for link in group)
    high = measure.leading * sum(len(one) for one in slot.lines)
    leaving = measure.leave / 2 if not first.target or len(stand.block.boxes) > 1 else 0
    slot.above, slot.below = max(high + ENDS, leaving, beside / 2 + 5), max(5, leaving, beside / 2 + 5)
    slot.indent = leaving if first.target and not stub else 0
    if kind == "loop":
        slot.above, slot.below = max(high / 2 + 2, 14), max(high / 2 + 2, 14)
    stand.sides[side].append(slot)


def _add_entry(stand: Stand, link: Link, side: str, measure: Measure) -> None:
    stub = next((one for one in stand.block.stubs if one.way == link.way and link.inner), None)
    known = next((one for one in stand.sides[side] if one.kind == "entry" and one.stub is None), None)
    if known and stub is None:
        known.links.append(link)
    else:
        stand.sides[side].append(Slot("entry", [link], above=measure.entry / 2, below=measure.entry / 2, stub=stub))


def _order(slot: Slot, place: str, stands: Spine) -> tuple[float, float]:
    """What goes up above what goes down; of the former the nearest first, of the latter the farthest."""
    others = [one.source if slot.kind == "entry" else one.target for one in slot.links]
    known = [stands.rank[one] - stands.rank[place] for one in others if one]
    away = sum(known) / len(known) if known else 0.0
    return (0 if away < -0.5 else 2 if away > 0.5 else 1, -away)


def _set_heights(stand: Stand) -> None:
    plain = len(stand.block.boxes) <= 1
    for side in (LEFT, RIGHT):
        free = [one for one in stand.sides[side] if one.stub is None]
        fixed = [one for one in stand.sides[side] if one.stub]
        for slot in fixed:
            assert slot.stub
            slot.y = slot.stub.y
        total = sum(one.above + one.below for one in free)
        stand.h = max(stand.h, stand.block.h, total + 6 if plain else 0)
    for side in (LEFT, RIGHT):
        free = [one for one in stand.sides[side] if one.stub is None]
        fixed = [one for one in stand.sides[side] if one.stub]
        total = sum(one.above + one.below for one in free)
        _spread(free, fixed, (stand.h - total) / 2 if plain else 8)
        stand.h = max([stand.h, *(one.y + one.below + 4 for one in free)])


def _spread(free: Iterable[Slot], fixed: Sequence[Slot], top: float) -> None:
    """One below the other from the top, past the heights that are taken."""
    for slot in free:
        for taken in sorted(fixed, key=lambda one: one.y):
            if top < taken.y + taken.below and top + slot.above + slot.below > taken.y - 8:
                top = taken.y + taken.below
        slot.y = top + slot.above
        top = slot.y + slot.below
