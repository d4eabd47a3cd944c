"""Which rules may decide an event: a ruling that names another one is wrong, whatever its verdict."""

from __future__ import annotations

from collections.abc import Mapping

from infra.replay.vocabulary import Procedure

_TIME = ("E-DEC-01", "E-DEC-02", "E-DEC-04")
_NOTICE = ("E-CLO-01", "E-INV-06", "E-NOT-01", "E-HEA-02", "E-INV-10")

# An event that is not here is judged by no rule of its own.
RULES: Mapping[str, tuple[str, ...]] = {
    "consultation_opened": ("D-PUB-04", "D-PUB-05"),
    "superior_law_in_force": ("D-LEG-08",),
    "consultation_closed": ("D-PUB-06", "D-PUB-07"),
    "opinions_collated": ("D-PUB-09",),
    "feedback_published": ("D-PUB-09",),
    "hearing_announced": ("D-HEAR-02", "D-HEAR-03", "D-HEAR-10"),
    "registration_opened": ("D-HEAR-03", "D-HEAR-10"),
    "registration_closed": ("D-HEAR-03",),
    "participants_published": ("D-HEAR-04",),
    "materials_served": ("D-HEAR-05",),
    "hearing_scheduled": ("D-HEAR-02", "D-HEAR-05", "D-HEAR-10"),
    "hearing_held": ("D-HEAR-05", "D-HEAR-10", "E-REM-11", "E-HEA-03"),
    "risk_assessment_concluded": ("D-RISK-07",),
    "construction_started": ("D-RISK-01", "D-RISK-07"),
    "catalogue_published": ("D-CAT-02", "D-CAT-03"),
    "planned_decision": ("D-PUB-06", "D-LEG-07"),
    "review_applied": ("E-REM-01",),
    "review_accepted": ("E-REM-05",),
    "review_extended": ("E-REM-09",),
    "violation_found": ("E-FIL-02", "E-FIL-03"),
    "inspection": ("E-FIL-02", "E-FIL-03"),
    "case_filed": ("E-FIL-01", "E-FIL-04"),
    "test_report_served": ("E-FIL-01",),
    "interview": ("E-FIL-01",),
    "party_statement_taken": ("E-FIL-01",),
    "stop_production_order": ("E-INS-08",),
    "production_resumed": ("E-INS-08",),
    "order_to_correct": ("E-INV-10",),
    "recheck_passed": ("E-INV-10", "E-INS-08"),
    "notice_issued": _NOTICE,
    "notice_served": _NOTICE,
    "decision_made": ("E-NOT-04", *_TIME, "E-HEA-02", "E-DEC-14"),
    "decision_served": ("E-SER-01",),
    "decision_published": ("E-PBL-01", "E-PBL-02", "E-PBL-03", "E-PBL-07", *_TIME, "E-HEA-02"),
    "deadline_reached": _TIME,
    "fine_collected": ("E-SER-01", "E-PER-01"),
    "party_learned_of_decision": ("E-SER-01", "E-REM-01"),
    "decision_revoked_by_court": ("E-PBL-05",),
    "appeal_accepted": ("E-REM-23",),
    "revocation_upheld": ("E-PBL-05",),
}

# And which may decide any event of a case of that procedure.
ANY_EVENT: Mapping[Procedure, tuple[str, ...]] = {
    Procedure.PENALTY: ("E-AUT-17", "E-INV-06"),
    Procedure.LITIGATION: ("E-INV-06",),
}
