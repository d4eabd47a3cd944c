"""BPMN files: opened by the library of the modelling programs, complete, and drawn within their sheet."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from api.diagrams.bpmn import SPACES, bpmn
from infra.setup.assets import NPM, node_command
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart

SCRIPT = Path(__file__).with_name("open_model.mjs")
HERE = {name: f"{{{space}}}" for name, space in SPACES.items()}


def opened(folder: Path, texts: dict[str, str]) -> dict[str, Any]:
    """What bpmn-moddle finds in each file."""
    files = []
    for name, text in texts.items():
        files.append(folder / f"{name}.bpmn")
        files[-1].write_text(text, encoding="utf-8")
    command, surroundings = node_command()
    run = subprocess.run([*command, SCRIPT, NPM / "package.json", *files], env=surroundings, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return dict(zip(texts, map(json.loads, run.stdout.splitlines()), strict=True))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return opened(tmp_path_factory.mktemp("models"), {name: bpmn(plan) for name, plan in PROCEDURES.items()})


def test_modelling_programs_open_every_procedure_without_a_warning(models: dict[str, Any]) -> None:
    assert set(models) == set(PROCEDURES) and [one["warnings"] for one in models.values() if one["warnings"]] == []
    assert all(one["references"] for one in models.values())


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_all_states_and_steps_are_in_the_model(models: dict[str, Any], name: str) -> None:
    plan, chart = PROCEDURES[name], statechart(PROCEDURES[name])
    found = models[name]["found"]
    assert {one["id"]: one["name"] for one in found if one["id"].startswith("State_")} == {f"State_{one.id}": one.label for one in chart.places.values()}
    flows = Counter(one["name"] for one in found if one["type"] == "bpmn:SequenceFlow" and one["name"])
    assert flows == Counter(way.label for way in chart.ways)
    told = " ".join(one["text"] for one in found)
    assert all(step.label in flows or step.label in told for step in plan.steps.values())
    assert set(models[name]["drawn"]) == {one["id"] for one in found}
    parts = [one for one in chart.places.values() if one.abreast]
    assert Counter(one["type"] for one in found)["bpmn:ParallelGateway"] == 2 * len(parts)


def test_a_broken_model_is_noticed(tmp_path: Path) -> None:
    """The library does complain of a flow to nowhere, so its silence means something."""
    text = bpmn(PROCEDURES["inspection"]).replace('targetRef="State_is_approved"', 'targetRef="State_nowhere"')
    assert any("State_nowhere" in one for one in opened(tmp_path, {"broken": text})["broken"]["warnings"])


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_ids_are_single_and_references_lead_somewhere(name: str) -> None:
    root = Xml.fromstring(bpmn(PROCEDURES[name]))
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert [one for one, count in ids.items() if count > 1] == []
    for element in root.iter():
        for key in ("sourceRef", "targetRef", "attachedToRef", "bpmnElement", "escalationRef"):
            assert element.get(key) is None or element.get(key) in ids, (element.tag, key)
        if element.tag in (f"{HERE['bpmn']}incoming", f"{HERE['bpmn']}outgoing"):
            assert element.text in ids


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_flows_stay_in_their_process_and_lines_go_from_shape_to_shape(name: str) -> None:
    """No flow crosses the border of a sub-process, and every line begins and ends at what it joins, within the sheet."""
    root = Xml.fromstring(bpmn(PROCEDURES[name]))
    holder = {child.get("id"): parent.get("id") for parent in root.iter() for child in parent if child.get("id")}
    shapes = {one.get("bpmnElement"): _bounds(one) for one in root.iter(f"{HERE['bpmndi']}BPMNShape")}
    right, bottom = max(x + w for x, _, w, _ in shapes.values()), max(y + h for _, y, _, h in shapes.values())
    edges = {one.get("bpmnElement"): _points(one) for one in root.iter(f"{HERE['bpmndi']}BPMNEdge")}
    flows = list(root.iter(f"{HERE['bpmn']}sequenceFlow"))
    assert {one.get("id") for one in flows} == set(edges)
    for flow in flows:
        source, target, points = flow.get("sourceRef"), flow.get("targetRef"), edges[flow.get("id")]
        assert holder[source] == holder[target] == holder[flow.get("id")]
        assert len(points) >= 2 and all(0 <= x <= right + 120 and 0 <= y <= bottom + 60 for x, y in points)
        assert _at(points[0], shapes[source]) and _at(points[-1], shapes[target]), flow.get("id")


def _bounds(shape: Xml.Element) -> tuple[float, float, float, float]:
    found = shape.find(f"{HERE['dc']}Bounds")
    assert found is not None
    return float(found.get("x", "")), float(found.get("y", "")), float(found.get("width", "")), float(found.get("height", ""))


def _points(edge: Xml.Element) -> list[tuple[float, float]]:
    return [(float(one.get("x", "")), float(one.get("y", ""))) for one in edge.iter(f"{HERE['di']}waypoint")]


def _at(point: tuple[float, float], shape: tuple[float, float, float, float]) -> bool:
    """On the rim of the shape, as far as whole numbers allow."""
    (px, py), (x, y, w, h) = point, shape
    near = min(abs(px - x), abs(px - x - w), abs(py - y), abs(py - y - h)) <= 2
    return near and x - 2 <= px <= x + w + 2 and y - 2 <= py <= y + h + 2
