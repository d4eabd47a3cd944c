"""Every refusal at a gate that is told, by house: the government's decisions, the agency's enforcement."""

from __future__ import annotations

from tests.stories import (
    arguing_refusals,
    catalogue_refusals,
    evaluation_refusals,
    execution_refusals,
    implementing_refusals,
    inspection_refusals,
    opening_refusals,
    penalty_decision_refusals,
    penalty_refusals,
    review_refusals,
)
from tests.stories.refusal import Refusal

_DECIDED = (opening_refusals, arguing_refusals, review_refusals, execution_refusals, evaluation_refusals, catalogue_refusals)
_ENFORCED = (penalty_refusals, penalty_decision_refusals, implementing_refusals, inspection_refusals)
OF_DECISIONS: tuple[Refusal, ...] = tuple(one for table in _DECIDED for one in table.REFUSALS)
OF_ENFORCEMENT: tuple[Refusal, ...] = tuple(one for table in _ENFORCED for one in table.REFUSALS)
