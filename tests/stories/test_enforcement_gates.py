"""Every gate of the procedures of enforcement refuses over HTTP, tells everything that is missing at once, and opens once cured."""

from __future__ import annotations

import pytest

from tests.stories import penalty_decision_refusals, penalty_refusals
from tests.stories.conftest import Begin
from tests.stories.refusal import Refusal, prove

TABLES = (penalty_refusals, penalty_decision_refusals)
REFUSALS: tuple[Refusal, ...] = tuple(one for table in TABLES for one in table.REFUSALS)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.id)
def test_the_gate_refuses_completely_and_opens_once_cured(refusal: Refusal, begin: Begin) -> None:
    prove(refusal, begin)
