"""Each worked example holds, stands in the gate it names, and fails to block once its requirement is gone."""

from __future__ import annotations

import pytest

from states.dossier.vocabulary import Role
from states.law import conditions
from states.law.conditions import published_facts, published_penalty, reconsideration
from states.law.requirement import REQUIREMENTS, Requirement, Status, met
from states.law.risk_points import RISKS
from states.law.risk_points import WATCHED as RISKY
from states.procedures.catalogue import PROCEDURES, verify_definitions
from tests.every import every
from tests.infra.replay.asked import KEYS
from tests.states.law.examples import all_examples
from tests.states.law.examples.build import REPLAYED, WATCHED, Example

conditions.load()
EXAMPLES = all_examples()
# Asked of published pages only: no step of a running matter has them in its gate.
OF_PAGES = {*published_facts.RETROSPECTIVE, *reconsideration.RETROSPECTIVE, *published_penalty.RETROSPECTIVE}


def named(example: Example) -> str:
    return f"{example.key}@{example.step}"


@every("example", EXAMPLES, named)
def test_example(example: Example) -> None:
    passing = example.passes.judge(example.key)
    blocking = example.blocks.judge(example.key)
    assert passing.status is example.passing, passing
    assert blocking.status is example.expect, blocking
    assert blocking.citation and blocking.reason and blocking.cure, "a refusal says what, why and what to do"
    assert blocking.status is not Status.UNMET or all(isinstance(role, Role) for role in blocking.who)


@every("example", EXAMPLES, named)
def test_example_stands_in_its_gate(example: Example) -> None:
    if example.step == REPLAYED:
        assert example.key in OF_PAGES
    elif example.step == WATCHED:
        assert example.key in {point.key for point in RISKS[example.procedure]}
    else:
        assert example.key in PROCEDURES[example.procedure].steps[example.step].gate


@every("example", EXAMPLES, named)
def test_without_its_requirement_the_example_no_longer_blocks(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(REQUIREMENTS, example.key, Requirement(example.key, lambda *_: met("已移除"), "test"))
        assert example.blocks.judge(example.key).status is Status.MET


def test_every_gate_key_has_an_example() -> None:
    verify_definitions()
    used = {key for one in PROCEDURES.values() for step in one.steps.values() for key in step.gate} | set(RISKY)
    shown = {example.key for example in EXAMPLES}
    assert sorted((used | OF_PAGES) - shown) == []
    assert sorted(OF_PAGES - KEYS) == [], "a requirement of published facts that no replay asks for"
    assert sorted(set(REQUIREMENTS) - used - OF_PAGES) == [], "a requirement that no gate asks for and nobody watches"
