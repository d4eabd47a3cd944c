"""Made-up penalties, orders to correct and suits: their events, gaps close to the limits, and facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]

# Around 5, 7, 15, 20 and 30 working days, 15, 30, 90, 120 and 180 days, two and five years.
CLOSE_GAPS = {
    "violation_found": (0, 1, 30, 729, 730, 731, 1825, 1826, 1827),
    "inspection": (0, 1, 2, 7, 730, 731, 1826),
    "case_filed": (0, 1, 8, 14, 19, 20, 21, 22, 23, 25, 41, 42, 43, 44),
    "order_to_correct": (0, 1, 13, 14, 15, 16, 17, 18, 20),
    "recheck_passed": (0, 0, 1, 10),
    "notice_issued": (0, 1, 10, 20),
    "notice_served": (0, 1, 3, 7),
    "decision_made": (1, 3, 4, 5, 6, 7, 8, 9, 13, 29, 30, 31, 60, 88, 89, 90, 91, 92, 118, 119, 120, 121, 122, 178, 180, 181, 183),
    "decision_served": (0, 1, 7, 8, 9, 10, 11, 12, 15),
    "decision_published": (0, 3, 8, 9, 10, 11, 12, 15, 27, 28, 29, 30, 31, 33, 60),
    "fine_collected": (0, 5, 15),
}
CHAINS = {
    "filing": (
        "penalty",
        *("violation_occurred", "clue_received", "inspection", "violation_found", "interview", "case_filed"),
        *("test_report_served", "party_statement_taken", "inspection", "interview"),
    ),
    "stopping": (
        "penalty",
        *("inspection", "stop_production_order", "order_to_correct", "recheck_passed", "production_resumed"),
        *("stop_production_order", "order_to_correct", "production_resumed", "recheck_passed", "production_resumed"),
    ),
    "notice": (
        "penalty",
        *("inspection", "order_to_correct", "case_filed", "interview", "notice_issued", "notice_served", "hearing_held"),
        *("decision_made", "notice_served", "decision_made", "decision_served"),
    ),
    "deciding": (
        "penalty",
        *("accident", "clue_received", "case_filed", "notice_served", "deadline_reached", "decision_made"),
        *("decision_served", "party_learned_of_decision", "decision_published", "fine_collected"),
    ),
    "undated": (
        "penalty",
        *("clue_received", "case_filed", "notice_issued", "deadline_reached", "decision_published", "decision_made"),
        "decision_published",
    ),
    "correcting": (
        "corrective_order",
        *("violation_occurred", "clue_received", "violation_found", "order_to_correct", "decision_published"),
        *("recheck_passed", "hearing_held", "decision_published"),
    ),
    "suit": (
        "litigation",
        *("accident", "case_filed", "decision_made", "party_learned_of_decision", "decision_served", "decision_published"),
        *("decision_revoked_by_court", "appeal_accepted", "decision_revoked_by_court", "revocation_upheld"),
    ),
}  # fmt: skip
# Often so that the decision falls near a change of the law: 2021-07-15 and 2026-02-01.
FIRST_DAYS = st.one_of(
    st.dates(date(2015, 1, 1), date(2019, 12, 31)),
    st.dates(date(2021, 3, 1), date(2021, 7, 20)),
    st.dates(date(2022, 1, 1), date(2023, 12, 31)),
    st.dates(date(2025, 8, 1), date(2026, 2, 5)),
)
FIELDS = st.sampled_from(("work_safety", "work_safety", "market_supervision", "market_supervision", "environment", "other"))
_NOTICE = {
    "statement_right_told": st.sampled_from((True, True, True, False)),
    "hearing_right_told": st.sampled_from((True, True, True, False)),
    "hearing_request_days_told": st.sampled_from((2, 3, 4, 5, 6)),
    "findings": st.sampled_from((2, 2, 3)),
}
_FINDING = {"life_safety_harm": st.booleans(), "findings": st.sampled_from((2, 2, 2, 3))}
_MONEY = st.sampled_from((1000, 2000, 2000.5))


def facts(day: date) -> dict[str, tuple[Raw, Raw]]:
    """For each event what must stand there and what may."""
    ahead = st.sampled_from((-1, 0, 1, 10, 30, 60)).map(lambda gap: (day + timedelta(gap)).isoformat())
    before = st.sampled_from((7, 8, 9, 10, 11, 12, 13, 15, 18)).map(lambda gap: (day - timedelta(gap)).isoformat())
    return {
        "violation_found": ({}, _FINDING),
        "inspection": ({}, _FINDING),
        "case_filed": ({}, {"extension_recorded": st.booleans()}),
        "stop_production_order": ({}, {"major_hazards": st.integers(0, 2)}),
        "production_resumed": ({}, {"recheck_passed": st.booleans()}),
        "order_to_correct": ({}, {"correction_due_on": ahead, "immediate": st.booleans()}),
        "notice_issued": ({}, _NOTICE),
        "notice_served": ({}, _NOTICE),
        "hearing_held": ({}, {"hearing_notice_served_on": before}),
        "decision_made": ({}, {
            "notice_served": st.sampled_from((True, True, True, False)), "extension_recorded": st.booleans(),
            "hearing_waived": st.sampled_from((True, False, False)), "fine_yuan": _MONEY, "fine_min_yuan": _MONEY, "fine_max_yuan": _MONEY,
        }),
        "deadline_reached": ({"period": st.just("penalty_decision")}, {"done_shown": st.booleans()}),
        "fine_collected": ({}, {
            "decision_served": st.sampled_from((True, True, False)), "amount_yuan": _MONEY, "fine_yuan": _MONEY,
            "collected_from": st.sampled_from(("party", "party", "third_party")),
        }),
        "party_learned_of_decision": ({}, {"decision_served": st.booleans()}),
    }  # fmt: skip
