"""The places inside one place, put together: the spine from top to bottom, what stands aside, and the lines between them.

A line that does not go straight down leaves its place at the side, runs in a lane of its own and enters its target from the
side. The words of a step stand above the line where it leaves, beside the place they belong to, so no line or box crosses them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.diagrams.routing import lines_of
from api.diagrams.shapes import RIGHT, Block, Box, Line, Measure, Stub, widest, wrapped
from api.diagrams.slots import Slot, Stand, satellites, set_slots
from api.diagrams.spine import Link, Spine

GAP = 20.0
Group = tuple[Link, ...]


def column(blocks: Mapping[str, Block], stands: Spine, groups: Sequence[Group], measure: Measure) -> Block:
    """One block of all of them; the stubs of lines that go on outside end at its border."""
    found = {one: Stand(one, blocks[one], one in stands.aside) for one in (*stands.course, *stands.aside)}
    _widen(found, stands)
    set_slots(found, groups, stands, measure)
    _set_course(found, stands, groups, measure)
    _set_aside(found, stands, groups, measure)
    lines, stubs = lines_of(found, stands, groups, measure)
    return _whole(found, stands, lines, stubs, measure.dot)


def _widen(found: Mapping[str, Stand], stands: Spine) -> None:
    """Plain states of a column are equally wide."""
    for names in (stands.course, stands.aside):
        plain = [found[one] for one in names if len(found[one].block.boxes) == 1]
        for one in plain:
            one.w = max(other.block.w for other in plain)
    for one in found.values():
        one.w = max(one.w, one.block.w)


def straight(groups: Sequence[Group], source: str, target: str) -> Group | None:
    return next((one for one in groups if one[0].manner == "down" and (one[0].source, one[0].target) == (source, target)), None)


def gap_below(groups: Sequence[Group], source: str, target: str, measure: Measure) -> float:
    """Room between two places that stand one below the other, for the words of what leads straight down."""
    group = straight(groups, source, target)
    if group is None:
        return GAP
    count = sum(len(wrapped(link.way.label, measure.along + 3)) for link in group)
    return max(measure.leading * count + 18, GAP + measure.leave)


def _set_course(found: Mapping[str, Stand], stands: Spine, groups: Sequence[Group], measure: Measure) -> None:
    y = measure.dot + GAP
    for one, after in zip(stands.course, (*stands.course[1:], ""), strict=True):
        stand = found[one]
        stand.x, stand.y = -stand.w / 2, y
        y += stand.h + (gap_below(groups, one, after, measure) if after else 0)


def _set_aside(found: Mapping[str, Stand], stands: Spine, groups: Sequence[Group], measure: Measure) -> None:
    """What stands aside is level with what leads to it, as far as there is room."""
    beside = satellites(found, groups, stands)
    bottom, above = float("-inf"), ""
    for name in sorted(stands.aside, key=lambda one: stands.rank[one]):
        stand = found[name]
        wish = _wish(found, stand, groups)
        if name not in beside:
            wish = max(wish, bottom + (gap_below(groups, above, name, measure) if above else 0), 0)
            bottom, above = wish + stand.h, name
        stand.y = wish
        if name not in beside:
            _clear(found, stand, groups)
            bottom = stand.y + stand.h


def _wish(found: Mapping[str, Stand], stand: Stand, groups: Sequence[Group]) -> float:
    heights = [found[group[0].source].y + _out(found[group[0].source], group).y for group in groups
               if group[0].target == stand.place and group[0].manner == RIGHT and group[0].source and not found[group[0].source].aside]
    entry = next((one for side in stand.sides.values() for one in side if one.kind == "entry"), None)
    at = entry.y if entry else stand.h / 2
    return sum(heights) / len(heights) - at if heights else float("-inf")


def _out(stand: Stand, group: Group) -> Slot:
    return next(slot for side in stand.sides.values() for slot in side if slot.kind != "entry" and slot.links[0] == group[0])


def _clear(found: Mapping[str, Stand], stand: Stand, groups: Sequence[Group]) -> None:
    """Down a little until none of its lines lies on one of the spine's, and none that goes on outside hits it."""
    taken = [(one.y + slot.y, slot) for one in found.values() if not one.aside for slot in one.sides[RIGHT]]
    for _ in range(200):
        if not any(_hits(stand, height, slot) for height, slot in taken):
            return
        stand.y += 3


def _hits(stand: Stand, height: float, slot: Slot) -> bool:
    outside = not (slot.links[0].target and slot.links[0].source)
    if outside and stand.y - 8 < height < stand.y + stand.h + 8:
        return True
    own = [one for side in stand.sides.values() for one in side]
    return any(abs(stand.y + one.y - height) < 6 and not _level(one, stand, slot, height) for one in own)


def _level(one: Slot, stand: Stand, other: Slot, height: float) -> bool:
    """One straight line from the one to the other."""
    return abs(stand.y + one.y - height) < 0.5 and other.links[0] in one.links and one.kind == "entry"


def _whole(found: Mapping[str, Stand], stands: Spine, lines: Sequence[Line], stubs: Sequence[Stub], dot: float) -> Block:
    """Everything moved so that it begins at 0, 0; lines that go on outside lead to the border."""
    first = found[stands.course[0]]
    boxes = [Box(stands.parent, "start", -dot / 2, 0, dot, dot)]
    lines = [Line((), ((0, dot), (0, first.y)), (), ends=("start", first.place)), *lines]
    inner = []
    for stand in found.values():
        own = stand.block
        boxes += [_stretched(one, stand) if number == 0 else one.moved(stand.x, stand.y) for number, one in enumerate(own.boxes)]
        inner += [one.moved(stand.x, stand.y) for one in own.lines]
    lines = [*inner, *lines]
    reach = [*(x for line in lines for x, _ in line.points), *(box.x for box in boxes), *(box.x + box.w for box in boxes), *_words(lines, stubs)]
    low, high = min(reach), max(reach)
    bottom = max([*(box.y + box.h for box in boxes), *(y for line in lines for _, y in line.points)])
    made = Block(high - low, bottom, tuple(boxes), tuple(lines), tuple(stubs))
    return made.moved(-low, 0)


def _stretched(box: Box, stand: Stand) -> Box:
    """The place's own box, as wide and as high as its lines need it."""
    return Box(box.place, box.kind, stand.x, stand.y, stand.w, stand.h, box.title)


def _words(lines: Sequence[Line], stubs: Sequence[Stub]) -> list[float]:
    said = [words for line in lines for words in line.words] + [words for stub in stubs for words in stub.words]
    return [x for words in said for x in extent(words.lines, words.x, words.ends)]


def extent(lines: tuple[str, ...], x: float, ends: bool, size: float = 12) -> tuple[float, float]:
    wide = widest(lines, size)
    return (x - wide, x) if ends else (x, x + wide)
