"""A procedure as a BPMN 2.0 file with its drawing, for modelling programs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.etree import ElementTree as Xml

from api.diagrams.layout import Known
from api.diagrams.model import Flow, Model, Node, Rect, model
from api.diagrams.shapes import Words, widest
from states.law.values import rules
from states.procedures.base import Procedure, Step
from states.procedures.statechart import Way

SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL", "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC", "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}  # fmt: skip
for _short, _long in SPACES.items():
    Xml.register_namespace(_short, _long)
OWN = "urn:yifa:procedures"


def bpmn(plan: Procedure) -> str:
    return _written(Known(plan))


@lru_cache(maxsize=100)
def _written(known: Known) -> str:
    found = model(known.plan)
    root = Xml.Element(_name("bpmn", "definitions"), {"id": f"Definitions_{found.plan.name}", "targetNamespace": OWN, "exporter": "Yifa"})
    process = Xml.SubElement(root, _name("bpmn", "process"), {"id": f"Process_{found.plan.name}", "name": found.plan.label, "isExecutable": "false"})
    _fill(process, found, "")
    _escalations(root, found)
    plane = Xml.SubElement(Xml.SubElement(root, _name("bpmndi", "BPMNDiagram"), {"id": "Diagram"}), _name("bpmndi", "BPMNPlane"),
                           {"id": "Plane", "bpmnElement": f"Process_{found.plan.name}"})  # fmt: skip
    for node in sorted(found.nodes, key=lambda one: one.tag == "boundaryEvent"):
        _shape(plane, node)
    for flow in found.flows:
        _edge(plane, flow)
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _name(space: str, tag: str) -> str:
    return f"{{{SPACES[space]}}}{tag}"


def _fill(parent: Xml.Element, found: Model, scope: str) -> None:
    """What stands in the process or in one of its sub-processes."""
    for node in found.nodes:
        if node.scope == scope:
            _element(parent, found, node)
    for flow in found.flows:
        if flow.scope == scope:
            _flow(parent, found.plan, flow)


def _element(parent: Xml.Element, found: Model, node: Node) -> None:
    given = {"id": node.id} | ({"name": node.name} if node.name else {}) | ({"attachedToRef": node.attached} if node.attached else {})
    element = Xml.SubElement(parent, _name("bpmn", node.tag), given)
    here = [one.label for one in found.plan.steps.values() if not one.moves and node.place in one.states]
    if here:
        _text(element, "documentation", f"在此还可以办理：{'、'.join(here)}")
    for way, end in (("incoming", "target"), ("outgoing", "source")):
        for flow in found.flows:
            if getattr(flow, end) == node.id:
                _text(element, way, flow.id)
    if node.definition:
        more = {"escalationRef": node.escalation} if node.escalation else {}
        Xml.SubElement(element, _name("bpmn", f"{node.definition}EventDefinition"), {"id": f"{node.id}_definition"} | more)
    if node.tag == "subProcess":
        _fill(element, found, node.place)


def _flow(parent: Xml.Element, plan: Procedure, flow: Flow) -> None:
    given = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    element = Xml.SubElement(parent, _name("bpmn", "sequenceFlow"), given | ({"name": flow.way.label} if flow.way else {}))
    if flow.way and flow.way.event in plan.steps:
        _text(element, "documentation", told(plan.steps[flow.way.event]))
    if flow.way and flow.chosen:
        condition = _text(element, "conditionExpression", _condition(flow.way))
        condition.set(_name("xsi", "type"), "bpmn:tFormalExpression")


def _condition(way: Way) -> str:
    return f"${{step == '{way.event}'}}"


def told(step: Step) -> str:
    """Who takes a step, and what is asked of it."""
    asked = dict.fromkeys(str(rules()[key.partition("#")[0]].citation) for key in step.gate)
    who = f"办理：{'、'.join(one.label for one in step.roles)}"
    return f"{who}；核验：{'，'.join(asked)}" if asked else who


def _text(parent: Xml.Element, tag: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, _name("bpmn", tag))
    element.text = text
    return element


def _escalations(root: Xml.Element, found: Model) -> None:
    """Root elements stand before the drawing: one for each line that leaves a stage from inside."""
    for node in found.nodes:
        if node.escalation and node.tag == "endEvent":
            Xml.SubElement(root, _name("bpmn", "escalation"), {"id": node.escalation, "name": node.name})


def _shape(plane: Xml.Element, node: Node) -> None:
    given = {"id": f"{node.id}_di", "bpmnElement": node.id} | ({"isExpanded": "true"} if node.tag == "subProcess" else {})
    shape = Xml.SubElement(plane, _name("bpmndi", "BPMNShape"), given)
    _bounds(shape, node.at)
    if node.label:
        _bounds(Xml.SubElement(shape, _name("bpmndi", "BPMNLabel")), node.label)


def _edge(plane: Xml.Element, flow: Flow) -> None:
    edge = Xml.SubElement(plane, _name("bpmndi", "BPMNEdge"), {"id": f"{flow.id}_di", "bpmnElement": flow.id})
    _waypoints(edge, flow.points)
    if flow.words:
        _bounds(Xml.SubElement(edge, _name("bpmndi", "BPMNLabel")), _around(flow.words))


def _waypoints(edge: Xml.Element, points: Iterable[tuple[float, float]]) -> None:
    for x, y in points:
        Xml.SubElement(edge, _name("di", "waypoint"), {"x": f"{x:.0f}", "y": f"{y:.0f}"})


def _around(words: Words) -> Rect:
    wide = widest(words.lines, 12) + 2
    return words.x - (wide if words.ends else 0), words.y - 12, wide, 16.0 * len(words.lines)


def _bounds(parent: Xml.Element, at: Rect) -> None:
    x, y, w, h = (f"{value:.0f}" for value in at)
    Xml.SubElement(parent, _name("dc", "Bounds"), {"x": x, "y": y, "width": w, "height": h})
