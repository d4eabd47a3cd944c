"""Keys of the gates of enforcement that no request can leave unmet at the gate itself, and where they are kept instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.stories.enforcing import inspected, penal
from tests.stories.implementing_refusals import UNPAID, stay
from tests.stories.inspection_refusals import handing_over
from tests.stories.refusal import own
from tests.stories.unreachable import Earlier, life

# What the steps before have made sure of; it is asked again only against faults of the product.
BEFORE: Mapping[tuple[str, str], str] = {
    ("close_case", "E-AUT-17"): "every stage was passed through its own gate, and entries are never deleted",
    ("close_summary", "E-AUT-17"): "the chart closes nothing before the execution has ended",
}
EARLIER = (
    Earlier("submit_enforcement_review", "E-REV-09", life("submit_enforcement_review"),
            lambda act: {"review_submission": {"submitted_on": act.on - timedelta(days=10)}}, ("review_submission.submitted_on",), way=penal()),
    Earlier("stay_execution", "E-PER-08", own("stay_execution", "bureau_head", stay), {"stay": {"basis": None, "ordered_by": None}},
            ("stay.basis", "stay.ordered_by"), at="record_payment", way=UNPAID),
    Earlier("hand_over_case", "E-INS-07", own("hand_over_case", "officer", handing_over), {"case_handover": None}, ("case_handover",),
            at="conclude_inspection", way=inspected()),
)  # fmt: skip
