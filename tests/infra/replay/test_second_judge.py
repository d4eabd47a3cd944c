"""Made-up cases: the product's verdicts against those of a second judge that shares nothing with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from infra.replay import judge_cases, read_cases
from tests.infra.replay.generated import CHAINS, cases
from tests.infra.replay.oracle_events import judge

# YIFA_REPLAY_CASES multiplies them in a run by hand.
EXAMPLES = 300


def answers(case: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    ruled = judge_cases(read_cases(json.dumps({"cases": [case]}, ensure_ascii=False)))[0]
    return [(one.verdict.value, frozenset(one.rules)) for one in ruled.rulings]


@pytest.mark.parametrize("chain", CHAINS)
def test_both_judges_agree(chain: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases(chain))
    def agree(case: dict[str, Any]) -> None:
        assert answers(case) == judge(case)

    agree()
