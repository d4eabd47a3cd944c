"""A 待核实 rule warns; once two people confirmed it, it refuses the same step; once they withdrew that, it warns again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from infra.demo.life import Act
from states.law import conditions
from states.procedures.rule_confirmation import confirmable
from tests.stories.conftest import Begin
from tests.stories.refusal import ENFORCED, STEPS, taken_in
from tests.stories.shelf import merged
from tests.stories.telling import Story, role
from tests.stories.unverified_gates import CASES, ENFORCED_CASES, Unsure
from tests.stories.unverified_scenes import ALARMS_ON, UNREACHABLE, Scene, scenes

conditions.load()


def at_the_gate(one: Unsure, begin: Begin) -> tuple[Story, Act, Mapping[str, Any]]:
    """The matter before the gate, the act, and the papers that leave the rule unmet."""
    story = begin(one.at or one.step, one.way)
    story = story.opens("城区公交线网优化调整方案") if one.anew else story
    one.spoil(story)
    act = one.act(story) if one.act else story.until(one.step)
    changes = one.bad(act) if callable(one.bad) else one.bad
    return story, act, merged(act.inputs, changes)


def statuses(gate: tuple[str, ...], findings: list[dict[str, Any]]) -> dict[str, str]:
    assert len(gate) == len(findings)
    return {key: found["status"] for key, found in zip(gate, findings, strict=True)}


def taken(story: Story, act: Act, papers: Mapping[str, Any]) -> dict[str, str]:
    return statuses(taken_in(story, act.name).gate, story.step(act.who, act.name, **papers)["findings"])


def refused(story: Story, act: Act, papers: Mapping[str, Any]) -> dict[str, str]:
    return statuses(taken_in(story, act.name).gate, story.refuses(409, act.who, act.name, **papers)["findings"])


def confirm(story: Story, rule: str) -> str:
    """Two people, over HTTP."""
    fields = {"rule": rule, "instrument": "国务院公报所载文本", "article": "第一条", "in_force_on": "2019-09-01", "wording": "原文。", "source": "国务院公报"}
    sent = {"procedure": "rule_confirmation", "title": f"核实{rule}", "office": "city_office", "fields": fields}
    case = str(story.done("sysadmin", "/cases", sent)["case"])
    decide(story, case, "confirm_rule", "rule_check")
    return case


def decide(story: Story, case: str, step: str, kind: str) -> None:
    sent = {"role": role("reviewer"), "inputs": {kind: {"reason": "与正式文本逐字核对。"}}}
    story.done("reviewer", f"/cases/{case}/steps/{step}", sent)


def blocking(found: Mapping[str, str]) -> set[str]:
    return {key for key, status in found.items() if status == "unmet"}


@pytest.mark.parametrize("one", (*CASES, *ENFORCED_CASES), ids=lambda one: one.id)
def test_it_warns_then_blocks_then_warns_again(one: Unsure, begin: Begin) -> None:
    before, act, papers = at_the_gate(one, begin)
    alone = not one.anyway
    found = (taken if alone else refused)(before, act, papers)
    assert found[one.key] == "warned" and blocking(found) == set(one.anyway)
    story, act, papers = at_the_gate(one, begin)
    case = confirm(story, one.rule)
    found = refused(story, act, papers)
    own = {key for key in taken_in(story, one.step).gate if key.partition("#")[0] == one.rule}
    assert one.key in blocking(found) and blocking(found) <= own | set(one.anyway)
    story.holds()
    decide(story, case, "withdraw_rule", "rule_withdrawal")
    found = (taken if alone else refused)(story, act, papers)
    assert found[one.key] == "warned" and blocking(found) == set(one.anyway)
    story.holds()


SCENES = tuple(one for one in scenes() if confirmable(one.rule))


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.id)
def test_what_alarms_in_enforcement_refuses_once_it_is_confirmed(scene: Scene, begin: Begin) -> None:
    story, act, papers = scene.told(begin)
    case = confirm(story, scene.rule)
    on = scene.key in ALARMS_ON
    found = (taken if scene.alone and on else refused)(story, act, papers)
    assert found[scene.key] == ("warned" if on else "unmet")
    assert on or not scene.alone or {key.partition("#")[0] for key in blocking(found)} == {scene.rule}, "nothing else came to block"
    story.holds()
    if on and scene.alone:
        return
    decide(story, case, "withdraw_rule", "rule_withdrawal")
    assert (taken if scene.alone else refused)(story, act, papers)[scene.key] == "warned"


def test_every_rule_of_enforcement_that_can_be_confirmed_is_seen_to_refuse_or_says_why_not() -> None:
    rules = {key.partition("#")[0] for step in ENFORCED.values() for key in step.gate}
    shown = {one.rule for one in (*ENFORCED_CASES, *SCENES)}
    assert shown | set(UNREACHABLE) >= {rule for rule in rules if confirmable(rule)}
    assert set(ALARMS_ON) <= {one.key for one in SCENES}
    silent = shown - {one.rule for one in SCENES if one.key not in ALARMS_ON} - {one.rule for one in ENFORCED_CASES}
    assert silent == {"E-DEC-02", "E-DEC-04", "E-REV-10"}, "all others are seen to refuse"


# Rules whose check only ever alarms, as the text leaves the choice: confirming them makes the text certain, no more.
ALARMS_ANYWAY = {"D-CAT-06": "Guangdong order 303 art. 3: 可以"}


def test_no_rule_that_can_be_confirmed_is_without_its_story() -> None:
    rules = {key.partition("#")[0] for step in STEPS.values() for key in step.gate}
    assert {one.rule for one in CASES} | set(ALARMS_ANYWAY) == {rule for rule in rules if confirmable(rule)}
