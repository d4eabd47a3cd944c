"""A procedure in the terms of BPMN 2.0: what stands in the process and in its sub-processes, and what flows between them.

A state is a user task, of whose outgoing flows the official takes one: the step. A stage with states inside is a
sub-process; a step that leaves such a stage from wherever the matter stands in it is an event on its border. Parts that
run side by side stand between parallel gateways.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from api.diagrams.layout import EVENT, MODEL, Picture, drawn
from api.diagrams.shapes import Box, Line, Point, Words
from api.diagrams.spine import child_of, lifted
from states.procedures.base import Procedure
from states.procedures.statechart import Statechart, Way, statechart

INSIDE = 42.0  # from a border to the middle of the end event before it
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    tag: str
    scope: str  # the sub-process it stands in, "" for the process itself
    name: str
    at: Rect
    label: Rect | None = None
    place: str = ""
    attached: str = ""  # an event on the border of that sub-process
    definition: str = ""  # message | escalation
    escalation: str = ""  # by which a line from inside and the event on the border belong together


@dataclass(frozen=True, slots=True)
class Flow:
    id: str
    source: str
    target: str
    scope: str
    points: tuple[Point, ...]
    way: Way | None = None
    words: Words | None = None
    chosen: bool = False  # one of several that lead on: the official's choice


@dataclass(slots=True)
class Model:
    plan: Procedure
    picture: Picture
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)


TAGS = {"state": "userTask", "final": "endEvent", "stage": "subProcess", "part": "subProcess", "abreast": "subProcess",
        "start": "startEvent", "end": "endEvent", "fork": "parallelGateway", "join": "parallelGateway"}  # fmt: skip


def model(plan: Procedure) -> Model:
    chart = _landed(lifted(statechart(plan)))
    found = Model(plan, drawn(chart, MODEL))
    found.nodes += [_node(chart, box) for box in found.picture.boxes]
    for number, line in enumerate(found.picture.lines):
        _add(found, chart, line, number)
    outs: dict[str, int] = {}
    for flow in found.flows:
        outs[flow.source] = outs.get(flow.source, 0) + 1
    tasks = {one.id for one in found.nodes if one.tag == "userTask"}
    found.flows = [replace(one, chosen=one.source in tasks and outs[one.source] > 1) for one in found.flows]
    return found


def _landed(chart: Statechart) -> Statechart:
    """Nothing flows into a sub-process but to its beginning."""
    ways = []
    for way in chart.ways:
        around = chart.around(way.source, way.target)
        ways.append(replace(way, target=child_of(chart, way.target, chart.within(around))))
    return replace(chart, ways=tuple(ways))


def node_id(kind: str, place: str) -> str:
    return f"{'State' if kind in ('state', 'final', 'stage', 'part', 'abreast') else kind.capitalize()}_{place or 'process'}"


def _node(chart: Statechart, box: Box) -> Node:
    marks = box.kind in ("start", "end", "fork", "join")
    scope = box.place if marks else chart.places[box.place].parent
    at = (box.x, box.y, box.w, box.h)
    name, label = ("", None) if marks else (chart.places[box.place].label, None)
    if box.kind == "final":
        x, y = box.x + box.w / 2, box.y + box.h / 2
        at, label = (x - EVENT / 2, y - EVENT / 2, EVENT, EVENT), (box.x, y + EVENT / 2 + 2, box.w, 16.0 * len(box.title))
    return Node(node_id(box.kind, box.place), TAGS[box.kind], scope, name, at, label, "" if marks else box.place)


def _add(found: Model, chart: Statechart, line: Line, number: int) -> None:
    if not line.ways:
        found.flows.append(_plain(found, chart, line, number))
        return
    way = line.ways[0]
    words = line.words[0] if line.words else None
    points, source, scope = line.points, f"State_{way.source}", chart.places[way.source].parent
    if line.borders:
        for count, border in enumerate(line.borders):
            end = _ending(found, way, border, points[0], scope, f"{number}_{count}")
            reach = (end.at[0] + (0 if points[0][0] < end.at[0] else EVENT), border[1])
            found.flows.append(Flow(f"Flow_{number}_{count}", source, end.id, scope, (points[0], reach), None if count else way, None if count else words))
            edge = _border(found, chart, way, border, scope, f"{number}_{count}")
            source, scope, points = edge.id, edge.scope, _from(edge, points)
    elif chart.places[way.source].holds and not way.itself:
        edge = _border(found, chart, way, points[0], way.source, str(number))
        source, scope, points = edge.id, edge.scope, _from(edge, points)
    named = (None, None) if line.borders else (way, words)
    found.flows.append(Flow(f"Flow_{number}", source, f"State_{way.target}", scope, _to(found, way.target, points), *named))


def _plain(found: Model, chart: Statechart, line: Line, number: int) -> Flow:
    """What begins, divides and joins: the marks stand in the stage that the places they lead to are part of."""
    source, target = line.ends
    place = source if source in chart.places else target if target in chart.places else ""
    scope = chart.places[place].parent if place else _scope_of(found, line)
    named = [f"State_{one}" if one in chart.places else node_id(one, scope) for one in (source, target)]
    return Flow(f"Flow_{number}", named[0], named[1], scope, _to(found, target, line.points) if target in chart.places else line.points)


def _scope_of(found: Model, line: Line) -> str:
    """The stage of a line between two marks, by where its end stands."""
    x, y = line.points[-1]
    return next(one.scope for one in found.nodes if one.tag in ("parallelGateway", "endEvent") and one.at[1] == y and abs(one.at[0] + one.at[2] / 2 - x) < 1)


def _ending(found: Model, way: Way, border: Point, begin: Point, scope: str, key: str) -> Node:
    x = border[0] + (-INSIDE if begin[0] < border[0] else INSIDE)
    node = Node(f"Leave_{key}", "endEvent", scope, way.label, _circle((x, border[1])), definition="escalation", escalation=f"Escalation_{key}")
    found.nodes.append(node)
    return node


def _border(found: Model, chart: Statechart, way: Way, at: Point, inside: str, key: str) -> Node:
    """The event on the border of a stage by which a step leaves it."""
    definition = "message" if way.source == inside else "escalation"
    node = Node(f"Border_{key}", "boundaryEvent", chart.places[inside].parent, "", _circle(at), attached=f"State_{inside}", definition=definition,
                escalation=f"Escalation_{key}" if definition == "escalation" else "")
    found.nodes.append(node)
    return node


def _circle(middle: Point) -> Rect:
    return middle[0] - EVENT / 2, middle[1] - EVENT / 2, EVENT, EVENT


def _from(edge: Node, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The rest of a line, from the rim of the event that it begins at."""
    x, y = edge.at[0] + EVENT / 2, edge.at[1] + EVENT / 2
    after = points[1]
    if abs(after[0] - x) > abs(after[1] - y):
        return (x + (EVENT / 2 if after[0] > x else -EVENT / 2), y), *points[1:]
    return (x, y + (EVENT / 2 if after[1] > y else -EVENT / 2)), *points[1:]


def _to(found: Model, place: str, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A line that arrives at an end is led on to the rim of its circle."""
    node = next(one for one in found.nodes if one.id == f"State_{place}")
    if node.tag != "endEvent":
        return points
    x, y = node.at[0] + EVENT / 2, node.at[1] + EVENT / 2
    before, last = points[-2], points[-1]
    if abs(before[1] - last[1]) < 0.5:
        return *points[:-1], (x + (EVENT / 2 if before[0] > x else -EVENT / 2), last[1])
    return *points[:-1], (last[0], y - EVENT / 2)
