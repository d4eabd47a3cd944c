"""Made-up cases: the product's verdicts against those of a second judge that shares nothing with it."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from infra.replay import judge_cases, read_cases
from tests.infra.replay.asked import NAMED
from tests.infra.replay.generated import CHAINS, cases
from tests.infra.replay.oracle_events import judge

# For each chain; a longer run by hand: REPLAY_CASES=5000 python -m pytest -n 0 tests/infra/replay/test_second_judge.py
EXAMPLES = int(os.environ.get("REPLAY_CASES", "300"))


def answers(case: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    ruled = judge_cases(read_cases(json.dumps({"cases": [case]}, ensure_ascii=False)))[0]
    return [(one.verdict.value, frozenset(one.rules)) for one in ruled.rulings]


# What the cases of a chain must have met, because easy cases would prove nothing.
MET = {
    "consultation": "D-PUB-04 D-PUB-05 D-PUB-06 D-PUB-07 D-PUB-09 D-LEG-08 accept warn flag",
    "hearing": "D-HEAR-02 D-HEAR-03 D-HEAR-04 D-HEAR-05 D-HEAR-10 accept warn flag reject",
    "building": "D-RISK-01 D-RISK-07 accept warn flag",
    "price_hearing": "D-HEAR-03 D-HEAR-04 D-HEAR-05 D-HEAR-10 accept warn flag",
    "catalogue": "D-CAT-02 D-CAT-03 D-PUB-06 D-LEG-07 accept warn flag reject",
    "reconsideration": "E-REM-01 E-REM-05 E-REM-09 E-REM-11 accept warn flag",
    "report": "accept warn flag",
    "filing": "E-FIL-01 E-FIL-02 E-FIL-03 E-FIL-04 E-INV-06 E-AUT-17 accept warn flag",
    "stopping": "E-INS-08 E-INV-10 E-AUT-17 accept warn flag reject",
    "notice": "E-CLO-01 E-INV-06 E-INV-10 E-NOT-01 E-NOT-04 E-HEA-02 E-HEA-03 E-DEC-01 E-DEC-02 E-DEC-04 E-DEC-14 E-SER-01 reject",
    "deciding": "E-DEC-01 E-DEC-02 E-DEC-04 E-SER-01 E-PBL-01 E-PBL-03 E-PBL-07 E-PER-01 E-REM-01 accept warn flag reject",
    "undated": "E-DEC-01 E-DEC-02 E-DEC-04 E-PBL-01 E-PBL-03 E-PBL-07 E-HEA-02 accept warn flag",
    "correcting": "E-FIL-02 E-INV-10 E-PBL-02 accept warn flag",
    "suit": "E-DEC-01 E-DEC-04 E-SER-01 E-PBL-01 E-PBL-05 E-REM-23 accept warn flag",
}


@pytest.mark.parametrize("chain", CHAINS)
def test_both_judges_agree(chain: str) -> None:
    seen: set[str] = set()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases(chain))
    def agree(case: dict[str, Any]) -> None:
        expected = judge(case)
        assert answers(case) == expected
        seen.update(*({verdict, *ids} for verdict, ids in expected))

    agree()
    assert set(MET[chain].split()) <= seen


def test_every_rule_is_met() -> None:
    assert {one for met in MET.values() for one in met.split() if "-" in one} == set(NAMED)
