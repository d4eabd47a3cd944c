"""The words of a replay file: procedures, events, the facts each may carry, and the rules each may be judged by.

A fact is described by its type; ``Facts`` maps the name of a fact to it. Facts that no check reads are listed
as well, because an unknown name is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactType(StrEnum):
    """The simple types of a fact. STRINGS, DATES, MONTHS are lists; COUNTS and SPANS are maps."""

    DATE = "日期"
    INT = "整数"
    NUM = "数字"
    BOOL = "true或者false"
    STR = "文字"
    STRINGS = "文字列表"
    DATES = "日期列表"
    MONTHS = "起止两个月份的列表"
    MAP = "映射"
    COUNTS = "映射（值为整数）"
    SPANS = "映射（值为起止两个整数）"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text from a fixed list."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """A list of texts from a fixed list."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A map with fixed names; ``needed`` must stand in it. ``many``: a list of such maps."""

    fields: Mapping[str, Shape]
    needed: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Arithmetic written out: numbers, + − * / and brackets."""


Shape = FactType | OneOf | SomeOf | Record | Expression
Facts = Mapping[str, Shape]
_DATE, _INT, _NUM, _BOOL, _STR = FactType.DATE, FactType.INT, FactType.NUM, FactType.BOOL, FactType.STR


class Procedure(StrEnum):
    MAJOR_DECISION = "major_decision"
    PRICE_HEARING = "price_hearing"
    ANNUAL_CATALOGUE = "annual_catalogue"
    PENALTY = "penalty"
    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"
    CORRECTIVE_ORDER = "corrective_order"
    ANNUAL_REPORT = "annual_report"


# 行政处罚、责令改正、行政诉讼: what a penalty and what follows it is judged by holds in these.
OF_ENFORCEMENT = (Procedure.PENALTY, Procedure.CORRECTIVE_ORDER, Procedure.LITIGATION)

PRECISIONS = ("day", "month", "quarter", "year", "none")

CASE_FACTS: Facts = {
    "undertaking_unit": _STR,
    "field": OneOf(("work_safety", "market_supervision", "environment", "other")),
    "legal_basis": FactType.STRINGS,
    "risk_assessment_required": _BOOL,
    "overlay": Record(
        {"registration_notice_days_min": _INT, "announcement_days_min": _INT, "consumer_share_min": _NUM}
    ),
    "report_by": _DATE,
    "publish_by": _DATE,
    "year": _INT,
    "court": _STR,
    "investment_yuan": _NUM,
    "alert_response_started_on": _DATE,
}

COMMON_FACTS: Facts = {
    "date_precision": OneOf(PRECISIONS),
    "date_basis": OneOf(("stated", "page_date", "seen_by", "signature", "planned", "computed")),
    "date_certain": _BOOL,
    "date_as_printed": _STR,
    "date_candidates": FactType.DATES,
    "arithmetic": Record({"expr": Expression(), "equals": _NUM, "unit": _STR}, ("expr", "equals"), many=True),
}

_NOTICE_PARTS = SomeOf(("draft", "explanation", "reply_ways", "period"))
_COMMENTS: Facts = dict.fromkeys(("comments_received", "adopted", "partly_adopted", "not_adopted"), _INT)
_SEATS: Facts = {
    "seats": FactType.COUNTS,
    "seats_stated": _INT,
    "seats_are_minimum": _BOOL,
    "named_bodies": Record({"group": _STR, "seats": _INT, "named": _INT}),
}
_EVIDENCE: Facts = {"report_no": _INT, "retest_right_days": _INT, "interview_no": _INT, "person_role": _STR}
_NOTICE: Facts = {
    "statement_right_told": _BOOL,
    "hearing_right_told": _BOOL,
    "hearing_request_days_told": _INT,
    "findings": _INT,
}

EVENT_FACTS: Mapping[str, Facts] = {
    # consultation
    "notice_signed": {},
    "consultation_opened": {
        "notice_contains": _NOTICE_PARTS,
        "notice_lacks": _NOTICE_PARTS,
        "publication_channels": FactType.STRINGS,
        "reply_channels": FactType.STRINGS,
    },
    "superior_law_in_force": {"law": _STR},
    "consultation_closed": {"urgent_reason_published": _BOOL},
    "opinions_collated": _COMMENTS,
    "feedback_published": {**_COMMENTS, "comments_by_channel": FactType.MAP, "reasons_published": _BOOL},
    # hearings
    "hearing_announced": {
        "hearing_on": _DATE,
        "time_place_published": _BOOL,
        "scheme_published": _BOOL,
        "participants_list_published": _BOOL,
        "schemes": _INT,
        "seat_ranges": FactType.SPANS,
        "observers_max": _INT,
        "age_min": _INT,
        "age_max": _INT,
        **_SEATS,
    },
    "registration_opened": {"hearing_on": _DATE, "notice_published_on": _DATE, "observers": _INT, **_SEATS},
    "registration_closed": {"closes_at": _STR},
    "participants_published": dict.fromkeys(("delegates", "moderators", "presenters", "recorders"), _INT),
    "materials_served": {},
    "hearing_scheduled": {"starts_at": _STR},
    "hearing_held": {"materials_served_on": _DATE, "hearing_notice_served_on": _DATE},
    "hearing_report_published": {},
    # risk and building
    "risk_survey_opened": {"comment_days": _INT},
    "risk_survey_closed": {},
    "risk_assessment_concluded": {"controllable": _BOOL},
    "construction_started": {"construction_period": FactType.MONTHS},
    # catalogue
    "catalogue_signed": {},
    "catalogue_published": {"party_consent": _BOOL, "government_consent": _BOOL},
    "planned_decision": {
        "planned": _STR,
        "item_no": _INT,
        "item": _STR,
        "unit": _STR,
        "hearing": _BOOL,
        "procedures": FactType.STRINGS,
    },
    # penalty, corrective order, court
    "clue_received": {"clue_no": _INT},
    "violation_occurred": {},
    "accident": {},
    "violation_found": {
        "found_by": FactType.STRINGS,
        "limit_kg": _NUM,
        "weighed_total_kg": _NUM,
        "people": _INT,
        "people_limit": _INT,
        "findings": _INT,  # judged as an inspection, so what an inspection is judged by may stand here too
        "life_safety_harm": _BOOL,
    },
    "inspection": {
        "trigger": _STR,
        "place": _STR,
        "ended_on": _DATE,
        "production_found": _BOOL,
        "findings": _INT,
        "life_safety_harm": _BOOL,
    },
    "case_filed": {"approved_by": _STR, "later_clues_on": FactType.DATES, "extension_recorded": _BOOL},
    "test_report_served": _EVIDENCE,
    "interview": _EVIDENCE,
    "party_statement_taken": _EVIDENCE,
    "stop_production_order": {"joint_inspection": _BOOL, "major_hazards": _INT},
    "production_resumed": {"recheck_applied": _BOOL, "recheck_passed": _BOOL},
    "order_to_correct": {
        "correction_due_on": _DATE,
        "immediate": _BOOL,
        "counts_as_penalty": _BOOL,
        "remedies_told": FactType.MAP,
    },
    "recheck_passed": {},
    "notice_issued": _NOTICE,
    "notice_served": _NOTICE,
    "decision_made": {
        "notice_served": _BOOL,
        "extension_recorded": _BOOL,
        "hearing_waived": _BOOL,
        "fine_yuan": _NUM,
        "fine_min_yuan": _NUM,
        "fine_max_yuan": _NUM,
        "confiscated_yuan": _NUM,
        "acts_found": _INT,
        "fines_listed": _INT,
        "mitigated": _BOOL,
        "discretion_clause_cited": _BOOL,
    },
    "decision_served": {},
    "decision_published": {"discretion_factors_graded": _INT},
    "deadline_reached": {
        "period": OneOf(("penalty_decision", "annual_report_publication")),
        "started_on": _DATE,
        "due_on": _DATE,
        "length": _INT,
        "unit": _STR,
        "done_shown": _BOOL,
    },
    "fine_collected": {
        "amount_yuan": _NUM,
        "fine_yuan": _NUM,
        "collected_from": OneOf(("party", "third_party")),
        "decision_served": _BOOL,
    },
    "party_learned_of_decision": {"decision_served": _BOOL},
    "decision_revoked_by_court": {"instance": OneOf(("first", "second")), "grounds": FactType.STRINGS},
    "appeal_accepted": {},
    "revocation_upheld": {"refund_yuan": _NUM},
    # reconsideration
    "review_applied": {"knew_on": _DATE},
    "review_accepted": {},
    "review_extended": {"extended_days": _INT},
    # annual report
    "report_signed": {},
    "report_published": {},
}
