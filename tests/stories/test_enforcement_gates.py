"""What only alarms in enforcement does alarm; and no key of any gate of its procedures is without its story."""

from __future__ import annotations

import pytest

from tests.stories.all_refusals import OF_ENFORCEMENT
from tests.stories.conftest import Begin
from tests.stories.enforcement_alarms import CASES, Alarm
from tests.stories.enforcement_unreachable import BEFORE, EARLIER
from tests.stories.refusal import ENFORCED, gated
from tests.stories.tales import ENFORCED_FROM


@pytest.mark.parametrize("alarm", CASES, ids=lambda one: one.id)
def test_what_only_alarms_is_done_and_alarms(alarm: Alarm, begin: Begin) -> None:
    story = begin(alarm.at or alarm.step, alarm.way)
    alarm.before(story)
    act = alarm.act(story)
    found = story.step(act.who, act.name, **act.inputs)["findings"]
    gate = ENFORCED[act.name].gate
    assert len(gate) == len(found)
    assert set(alarm.keys) <= {key for key, one in zip(gate, found, strict=True) if one["status"] == "warned"}
    story.holds()


def test_every_requirement_of_every_gate_refuses_alarms_or_is_accounted_for() -> None:
    """Computed from the procedures themselves: a key added to any gate of theirs without its story fails here."""
    refused = {(one.step, key) for one in OF_ENFORCEMENT for key in one.unmet}
    elsewhere = {(one.step, one.key) for one in EARLIER} | set(BEFORE)
    alarmed = {(one.step, key) for one in CASES for key in one.keys} | {(one.step, key) for one in OF_ENFORCEMENT for key in one.warned}
    certain, uncertain = (gated(ENFORCED, ENFORCED_FROM, certain=one) for one in (True, False))
    assert not refused & (elsewhere | uncertain | {(one.step, key) for one in CASES for key in one.keys})
    assert not elsewhere & alarmed
    assert refused | elsewhere | alarmed == certain | uncertain


def test_every_step_with_a_gate_is_refused_or_alarms_somewhere() -> None:
    told = {one.step for one in (*OF_ENFORCEMENT, *CASES)}
    assert {step.name for step in ENFORCED.values() if step.gate} <= told
