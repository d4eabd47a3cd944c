"""Refusals from the legal review to the decision (行政处罚法 arts. 16, 28-37, 45, 57-65)."""

from __future__ import annotations

from typing import Any

from infra.demo.penalty_life import FACTS
from tests.stories.enforcing import (
    QUALIFIED,
    SPARED,
    UNQUALIFIED,
    all_of,
    corrects,
    files,
    made,
    penal,
    registered,
    takes,
    told,
    waits,
    waits_workdays,
)
from tests.stories.penalty_refusals import ASKS_RECUSAL, KEEPS_ON, YEAR, fined, gives_back, keeps_evidence
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.tales import OLD_PENALTY
from tests.stories.telling import Story

STATES_A_CASE = files("officer", "party_statement", "made_on", party="某工贸有限公司", content="请求从轻。")
ANSWERS = files("officer", "statement_review", "on", result="not_adopted", reason="理由不成立。")
DONE_WITH = all_of(ANSWERS, waits_workdays(4))


def submission(story: Story) -> Papers:
    return {"review_submission": {"true": True, "proposal": "拟罚款。", "submitted_on": story.life.day}}


def waiver(story: Story) -> Papers:
    return {"review_waived": {"reason": "不属于应当审核的情形。", "on": story.life.day}}


def sent_back(story: Story) -> Papers:
    return {"enforcement_review": story.life.opinion(conclusion="change", law_right=False)}


def decision(story: Story) -> Papers:
    return {"penalty_decision": story.life.decided()}


def spared(**found: Any) -> Any:
    """A decision not to penalise, on a ground that the file bears out unless ``found`` says otherwise."""
    return lambda story: {"no_penalty_decision": {
        "ground": "slight", "party": "某工贸有限公司", "facts": FACTS, "slight": True, "corrected": True, "harmless": True, "education": "法治教育。",
        "review_body": "某市人民政府", "review_days": 60, "court": "某市人民法院", "suit_months": 6, "decided_on": story.life.day} | found}  # fmt: skip


WORST = {
    "outcomes": [*fined(150000, "closure"), {"party": "某乙公司", "penalty": "warning"}], "facts": "另有其他违法事实。", "basis_level": "minutes",
    "applied_law": "old", "newer_lighter": True, "tier": None, "mitigating": ["remedied"], "collector": None, "sealed": False,
    "fined_before": True, "criminal_fine": True, "gains": 500, "daily": True, "major_hazard": True, "recent_penalties": 3,
    "area_wide": True, "on_record": False,
}  # fmt: skip
EVERYTHING = (
    "E-REV-01", "E-REV-02", "E-AUT-07", "E-FIL-06", "E-NOT-02", "E-NOT-03", "E-NOT-04", "E-HEA-01#decided", "E-HEA-11", "E-AUT-07#range", "E-AUT-14#tier",
    "E-DEC-12#penalty", "E-DEC-05", "E-DEC-06", "E-DEC-07", "E-DEC-16", "E-DEC-17", "E-DEC-18", "E-DEC-20", "E-LAT-06", "E-TRF-14",
    "E-INV-10#decided", "E-FIL-02#decided", "E-INV-09#decided", "E-INV-03#decided",
)  # fmt: skip


def unlike_what_was_filed(story: Story) -> Papers:
    """What turns out at the end: a child did it, long ago; the review had not agreed; nobody was told of a hearing."""
    day = story.life.day
    party = {"name": "某工贸有限公司", "kind": "citizen", "address": "某市", "born_on": day - 10 * YEAR}
    return {"filing_approval": {"ended_on": day - 3 * YEAR, "parties": [party]}, "enforcement_review": {"conclusion": "refused"},
            "penalty_notice": {"hearing_right": False}}  # fmt: skip


def posted_in_time(story: Story) -> None:
    """A request that was posted within the days and arrives when the case is ready."""
    told = story.fields("penalty_notice")["served_on"]
    story.record("officer", "hearing_request", party="某工贸有限公司", requested_on=told)


def posted_late(story: Story) -> None:
    story.correct("hearing_request", requested_on=story.life.day)


def not_spared(key: str, **found: Any) -> Refusal:
    """One more ground that the file does not bear out."""
    return Refusal("decide_no_penalty", (key,), way=penal(**SPARED, reviewed=False), act=own("decide_no_penalty", "bureau_head", spared()),
                   bad={"no_penalty_decision": {"education": "法治教育。"} | found})  # fmt: skip


UNHEARD = penal("hearing_request", alter={"conclude_investigation": {"investigation_report": {"public_interest": True, "social_impact": True}}})
REFUSALS = (
    Refusal("submit_enforcement_review", ("E-NOT-02", "E-HEA-02#window"), at="announce_penalty_hearing", way=penal("hearing_request"),
            act=own("submit_enforcement_review", "officer", submission), cure=DONE_WITH),
    Refusal("waive_enforcement_review", ("E-REV-01#waived", "E-NOT-02", "E-HEA-02#window"), at="announce_penalty_hearing", way=UNHEARD,
            act=own("waive_enforcement_review", "team_head", waiver), warned=("E-REV-03#waived", "E-REV-11"),
            cure=all_of(DONE_WITH, corrects("investigation_report", public_interest=False, social_impact=False))),
    Refusal("pass_enforcement_review", ("E-REV-02#passed", "E-AUT-11"), way=penal(),
            spoil=all_of(registered("reviewer_qualification", **UNQUALIFIED), registered("staffing", officers=100, reviewers=1, on="2026-03-02")),
            bad={"enforcement_review": {"facts_clear": False, "crime_suspected": True}}, warned=("E-REV-05",),
            cure=registered("reviewer_qualification", **QUALIFIED)),
    Refusal("return_enforcement_review", ("E-REV-02#returned", "E-AUT-11"), at="pass_enforcement_review", way=penal(),
            spoil=registered("reviewer_qualification", **UNQUALIFIED), act=own("return_enforcement_review", "bureau_reviewer", sent_back),
            bad={"enforcement_review": {"conclusion": "passed"}}, cure=registered("reviewer_qualification", **QUALIFIED)),
    Refusal("discuss_collectively", ("E-COL-01#held",), way=penal(),
            bad={"collective_discussion": {"attendees": [{"person": "bureau_head", "position": "局长", "view": "agree"}]}}),
    Refusal("decide_penalty", EVERYTHING, at="conclude_investigation",
            way=penal("order_to_correct",
                      alter={"conclude_investigation": {"investigation_report": {"social_impact": True}}}),
            spoil=all_of(keeps_evidence, made("decide_penalty"), STATES_A_CASE, ASKS_RECUSAL, waits(60)),
            falsify=unlike_what_was_filed, act=own("decide_penalty", "bureau_head", decision), bad={"penalty_decision": WORST},
            warned=("E-AUT-08", "E-NOT-05", "E-DEC-01", "E-DEC-14", "E-DEC-19", "E-REV-03"),
            cure=all_of(Story.make_good, gives_back, ANSWERS, KEEPS_ON)),
    Refusal("decide_penalty", ("E-COL-01", "E-HEA-02#window", "E-DEC-15"), at="discuss_collectively",
            way=told(OLD_PENALTY, hearing=False, overlays=("work_safety", "jilin"), alter={"give_notice": {"penalty_notice": {
                "statement_days": 20, "proposed": fined(40000, "stop")}}}),
            spoil=posted_in_time, act=own("decide_penalty", "bureau_head", decision),
            bad={"penalty_decision": {"emergency": True, "outcomes": fined(40000, "stop")}}, warned=("E-COL-02", "E-NOT-06", "E-DEC-04"),
            cure=all_of(posted_late, takes("discuss_collectively"))),
    Refusal("decide_no_penalty", ("E-DEC-08", "E-DEC-11", "E-DEC-05#spared", "E-REV-01", "E-REV-02", "E-COL-01", "E-INV-09#decided", "E-INV-03#decided"),
            at="conclude_investigation", way=penal(**SPARED),
            spoil=all_of(keeps_evidence, made("decide_no_penalty"), ASKS_RECUSAL, waits(100)),
            falsify={"investigation_report": {"public_interest": True, "social_impact": True, "complex": True},
                     "enforcement_review": {"conclusion": "refused"}},
            act=own("decide_no_penalty", "bureau_head", spared()), bad={"no_penalty_decision": {"slight": False, "education": None, "review_days": 30}},
            cure=all_of(gives_back, KEEPS_ON), warned=("E-REV-03", "E-DEC-01")),
    not_spared("E-DEC-09", ground="first"),
    not_spared("E-DEC-10", ground="no_fault"),
    not_spared("E-DEC-12", ground="under_age"),
    not_spared("E-FIL-02#barred", ground="time_barred"),
    not_spared("E-INV-06#not_proven", ground="not_proven"),
)  # fmt: skip
