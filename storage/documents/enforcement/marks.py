"""Which papers are issued under a number 〔年〕n号, and the mark before it: by the kind of entry that documents the act."""

from __future__ import annotations

from collections.abc import Mapping

MARKS: Mapping[str, str] = {
    "filing_approval": "立",
    "evidence_registration": "先登",
    "order_to_correct": "责改",
    "penalty_notice": "罚告",
    "penalty_hearing_notice": "听通",
    "penalty_decision": "罚决",
    "no_penalty_decision": "不罚",
    "service_announced": "公送",
    "late_fine": "加罚",
    "demand": "催",
    "forced_execution": "强执",
    "court_application": "强申",
}
# A decision on the spot bears the number printed on its form (行政处罚法 art. 52(1)): it takes none of these.
