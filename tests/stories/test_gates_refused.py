"""Every gate of the procedures refuses over HTTP, tells everything that is missing at once, and opens once cured."""

from __future__ import annotations

import pytest

from tests.stories import enforcement_unreachable
from tests.stories.all_refusals import OF_DECISIONS, OF_ENFORCEMENT
from tests.stories.conftest import Begin
from tests.stories.refusal import STEPS, Refusal, gated, prove
from tests.stories.tales import BEGINS
from tests.stories.unreachable import ALARMS, BEFORE, EARLIER, Earlier


@pytest.mark.parametrize("refusal", (*OF_DECISIONS, *OF_ENFORCEMENT), ids=lambda one: one.id)
def test_the_gate_refuses_completely_and_opens_once_cured(refusal: Refusal, begin: Begin) -> None:
    prove(refusal, begin)


@pytest.mark.parametrize("earlier", (*EARLIER, *enforcement_unreachable.EARLIER), ids=lambda one: one.id)
def test_what_the_gate_need_not_ask_is_refused_before_it(earlier: Earlier, begin: Begin) -> None:
    earlier.prove(begin)


def test_no_verified_requirement_of_any_gate_is_without_its_refusal() -> None:
    refused = {(one.step, key) for one in OF_DECISIONS for key in one.unmet}
    elsewhere = {(one.step, one.key) for one in EARLIER} | set(ALARMS) | set(BEFORE)
    assert not refused & elsewhere
    assert refused | elsewhere == gated(STEPS, BEGINS, certain=True)


def test_every_step_with_a_gate_is_refused_somewhere() -> None:
    with_gate = {step.name for step in STEPS.values() if step.gate}
    only_alarms = {step for step, _ in (*ALARMS, *BEFORE)}
    assert with_gate - {one.step for one in (*OF_DECISIONS, *EARLIER)} <= only_alarms


def test_what_only_alarms_is_seen_to_alarm() -> None:
    seen = {(one.step, key) for one in OF_DECISIONS for key in one.warned}
    assert set(ALARMS) - seen == {("terminate", "D-LIA-03")}  # told in test_ways_out
