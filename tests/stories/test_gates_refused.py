"""Every gate of the procedures refuses over HTTP, tells everything that is missing at once, and opens once cured."""

from __future__ import annotations

import pytest

from states.law.values import law_view, overlays
from tests.stories import (
    arguing_refusals,
    catalogue_refusals,
    evaluation_refusals,
    execution_refusals,
    opening_refusals,
    review_refusals,
)
from tests.stories.conftest import Begin
from tests.stories.refusal import STEPS, Refusal, prove
from tests.stories.shelf import BEGINS, merged
from tests.stories.unreachable import ALARMS, BEFORE, EARLIER, Earlier

TABLES = (opening_refusals, arguing_refusals, review_refusals, execution_refusals, evaluation_refusals, catalogue_refusals)
REFUSALS: tuple[Refusal, ...] = tuple(one for table in TABLES for one in table.REFUSALS)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.id)
def test_the_gate_refuses_completely_and_opens_once_cured(refusal: Refusal, begin: Begin) -> None:
    prove(refusal, begin)


@pytest.mark.parametrize("earlier", EARLIER, ids=lambda one: one.id)
def test_what_the_gate_need_not_ask_is_refused_before_it(earlier: Earlier, begin: Begin) -> None:
    story = begin(earlier.at or earlier.step, earlier.way)
    earlier.before(story)
    act = earlier.act(story)
    changes = earlier.bad(act) if callable(earlier.bad) else earlier.bad
    problem = story.refuses(422 if earlier.fields else 403, act.who, act.name, **merged(act.inputs, changes))
    assert set(problem.get("fields", ())) == set(earlier.fields)
    assert problem["detail"].endswith("。") and "findings" not in problem
    story.holds()


def verified() -> set[tuple[str, str]]:
    """Every key of every gate that can block: its text is certain, here or where a place or project adds it."""
    law = law_view(BEGINS, tuple(overlays()))
    return {(step.name, key) for step in STEPS.values() for key in step.gate if not law.warns(key.partition("#")[0])}


def test_no_verified_requirement_of_any_gate_is_without_its_refusal() -> None:
    refused = {(one.step, key) for one in REFUSALS for key in one.unmet}
    elsewhere = {(one.step, one.key) for one in EARLIER} | set(ALARMS) | set(BEFORE)
    assert not refused & elsewhere
    assert refused | elsewhere == verified()


def test_every_step_with_a_gate_is_refused_somewhere() -> None:
    gated = {step.name for step in STEPS.values() if step.gate}
    only_alarms = {step for step, _ in (*ALARMS, *BEFORE)}
    assert gated - {one.step for one in (*REFUSALS, *EARLIER)} <= only_alarms


def test_what_only_alarms_is_seen_to_alarm() -> None:
    seen = {(one.step, key) for one in REFUSALS for key in one.warned}
    assert set(ALARMS) - seen == {("terminate", "D-LIA-03")}  # told in test_ways_out
