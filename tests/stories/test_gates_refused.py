"""Every gate of the procedures refuses over HTTP, tells everything that is missing at once, and opens once cured."""

from __future__ import annotations

import pytest

from tests.stories import (
    arguing_refusals,
    catalogue_refusals,
    evaluation_refusals,
    execution_refusals,
    opening_refusals,
    review_refusals,
)
from tests.stories.conftest import Begin
from tests.stories.refusal import STEPS, Refusal, gated, prove
from tests.stories.tales import BEGINS
from tests.stories.unreachable import ALARMS, BEFORE, EARLIER, Earlier

TABLES = (opening_refusals, arguing_refusals, review_refusals, execution_refusals, evaluation_refusals, catalogue_refusals)
REFUSALS: tuple[Refusal, ...] = tuple(one for table in TABLES for one in table.REFUSALS)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.id)
def test_the_gate_refuses_completely_and_opens_once_cured(refusal: Refusal, begin: Begin) -> None:
    prove(refusal, begin)


@pytest.mark.parametrize("earlier", EARLIER, ids=lambda one: one.id)
def test_what_the_gate_need_not_ask_is_refused_before_it(earlier: Earlier, begin: Begin) -> None:
    earlier.prove(begin)


def test_no_verified_requirement_of_any_gate_is_without_its_refusal() -> None:
    refused = {(one.step, key) for one in REFUSALS for key in one.unmet}
    elsewhere = {(one.step, one.key) for one in EARLIER} | set(ALARMS) | set(BEFORE)
    assert not refused & elsewhere
    assert refused | elsewhere == gated(STEPS, BEGINS, certain=True)


def test_every_step_with_a_gate_is_refused_somewhere() -> None:
    with_gate = {step.name for step in STEPS.values() if step.gate}
    only_alarms = {step for step, _ in (*ALARMS, *BEFORE)}
    assert with_gate - {one.step for one in (*REFUSALS, *EARLIER)} <= only_alarms


def test_what_only_alarms_is_seen_to_alarm() -> None:
    seen = {(one.step, key) for one in REFUSALS for key in one.warned}
    assert set(ALARMS) - seen == {("terminate", "D-LIA-03")}  # told in test_ways_out
