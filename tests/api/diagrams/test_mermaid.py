"""Mermaid text: read back by a reader of its own, it tells the same states and steps as the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from api.diagrams.mermaid import mermaid, said
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart

NAMED = re.compile(r'state "([^"]*)" as (\w+)')
OPENS = re.compile(r"state (\w+) \{")
WAY = re.compile(r"(\[\*\]|\w+) --> (\[\*\]|\w+)(?: : (.+))?")


class Read:
    """A state diagram as its grammar gives it: names, nesting, ways, beginnings, ends, and what runs side by side."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines()
        assert lines[0] == lines[2] == "---" and lines[1].startswith("title: ") and lines[3] == "stateDiagram-v2"
        self.names: dict[str, str] = {}
        self.parent: dict[str, str] = {}
        self.ways: list[tuple[str, str, str]] = []
        self.begins: set[str] = set()
        self.ends: set[str] = set()
        self.abreast: dict[str, int] = {}
        self._read(one.strip() for one in lines[4:])

    def _read(self, lines: Iterable[str]) -> None:
        stack = [""]
        for line in lines:
            if found := NAMED.fullmatch(line):
                assert found[2] not in self.names
                self.names[found[2]], self.parent[found[2]] = found[1], stack[-1]
            elif found := OPENS.fullmatch(line):
                stack.append(found[1])
            elif line == "}":
                stack.pop()
            elif line == "--":
                self.abreast[stack[-1]] = self.abreast.get(stack[-1], 1) + 1
            elif found := WAY.fullmatch(line):
                self._way(*found.groups())
            else:
                raise AssertionError(line)
        assert stack == [""]

    def _way(self, source: str, target: str, label: str | None) -> None:
        if source == "[*]":
            self.begins.add(target)
        elif target == "[*]":
            self.ends.add(source)
        else:
            self.ways.append((source, target, label or ""))


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_the_text_tells_what_the_machine_is(name: str) -> None:
    plan, chart = PROCEDURES[name], statechart(PROCEDURES[name])
    found = Read(mermaid(chart))
    assert found.names == {one: said(str(state.name)) for one, state in plan.chart.states_map.items()}
    assert found.parent == {one: state.parent.id if state.parent else "" for one, state in plan.chart.states_map.items()}
    machine = {
        (state.id, transition.target.id, said(plan.steps[str(event)].label))
        for state in plan.chart.states_map.values() for transition in state.transitions for event in transition.events if str(event) in plan.steps
    }  # fmt: skip
    by_itself = {(one.source, one.target, said(one.label)) for one in chart.ways if one.itself}
    assert set(found.ways) == machine | by_itself and len(found.ways) == len(set(found.ways))
    assert found.ends == {one for one, state in plan.chart.states_map.items() if state.final}
    assert found.begins == {one for one, state in plan.chart.states_map.items() if state.initial and not (state.parent and state.parent.parallel)}
    several = {one: len(state.states) for one, state in plan.chart.states_map.items() if state.parallel and len(state.states) > 1}
    assert found.abreast == several


def test_no_name_can_break_the_text() -> None:
    assert said('甲"乙;丙:丁{#}\n戊') == "甲”乙；丙：丁｛＃｝ 戊"
