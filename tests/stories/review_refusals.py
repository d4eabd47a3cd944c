"""Refusals from the legality review to the meeting (L713 arts. 25-30)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from infra.demo.life import Act, Paper
from tests.stories.arguing_refusals import profile
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.shelf import Way
from tests.stories.telling import Story

PLAIN = Way(life={"technical": False}, omit=("adviser_opinion",))
KEPT_BACK = {"withheld_basis": "政府信息公开条例第十六条"}
SMALL = Way(life=dict.fromkeys(("hearing", "technical", "risk", "market"), False) | {"opinions": 0},
            alter={"begin_drafting": {"matter_profile": KEPT_BACK}})  # fmt: skip
CHANGED = Way(life={"changed": True})
UNANSWERED = {"responses": [{"number": "1", "response": "not_adopted"}]}
ANSWERED = {"responses": [{"number": "1", "response": "not_adopted", "reason": "上位法已有规定。"}]}
FORBIDDEN = {"compliant": False, "restrictions": ["entry"]}


def technical_after_all(story: Story) -> None:
    profile(story, technical=True)


def settle(**features: Any) -> Any:
    def done(story: Story) -> None:
        story.make_good()
        profile(story, **features)

    return done


def opinion(conclusion: str, **more: Any) -> Any:
    """An opinion with that conclusion on the first text."""
    return lambda story: {"legality_opinion": {
        "conclusion": conclusion, "form": "合法性审查意见书", "is_review_opinion": True, "competence": "符合法定权限。",
        "procedure": "已履行法定程序。", "content": "已逐条核对。", "draft": Paper("草案第1版"), "responsible": "某市司法局",
        "issued_on": story.life.day,
    } | more}  # fmt: skip


def no_review(conclusion: str) -> Papers:
    return {"legality_opinion": {"is_review_opinion": False, "conclusion": conclusion}}


def disputes(story: Story) -> None:
    """One dispute explained, another not; and a point of the review answered without a reason."""
    story.record("sponsor", "dispute_statement", unit="环保部门", issue="噪声", unit_view="缓办", sponsor_view="照办", grounds="规划")
    story.record("sponsor", "unit_reply", unit="水务部门", asked_on=story.life.day, reply="disagree")
    story.record("sponsor", "review_response", draft=Paper("草案第2版"), **UNANSWERED)


def settle_disputes(story: Story) -> None:
    story.record("sponsor", "dispute_statement", unit="水务部门", issue="管线", unit_view="改线", sponsor_view="照办", grounds="规划")
    story.record("sponsor", "review_response", draft=Paper("草案第2版"), **ANSWERED)


def late_receipt(story: Story) -> Papers:
    return {"opinion_summary": {"reasons_given": False}, "changes_checked": {"all_made": False}, "fcr_conclusion": FORBIDDEN,
            "review_receipt": {"complete_on": story.life.day - timedelta(days=1)}}  # fmt: skip


def with_disputes(story: Story) -> Act:
    act = story.until("table_for_discussion")
    package = act.inputs["submission_package"]
    return Act(act.on, act.who, act.role, act.verb, act.name, {"submission_package": {**package, "other": "争议说明2份。"}})


def kept_back_and_go_on(story: Story) -> None:
    """Nobody heard, on the basis found for the whole matter; then, right before the tabling, everything is found otherwise."""
    story.step("sponsor", "skip_consultation", consultation_waiver={"reason": "依法不予公开。"})
    story.step("sponsor", "skip_hearing", hearing_waiver={"reason": "依法不予公开。"})
    story.step("sponsor", "complete_participation", opinion_summary={"summary": "没有公开征求意见。", "reasons_given": True})
    story.pass_over("skip_expert_review")
    story.rest = iter((story.until("table_for_discussion"),))
    found = dict.fromkeys(("technical", "risk_possible", "market_activity", "normative_document", "specific_group"), True)
    profile(story, **found, hearing_required_by="政府制定价格听证办法第三条", concerned_units=[{"unit": "发展改革部门"}])


def keep_back(story: Story) -> None:
    profile(story, **KEPT_BACK)


def unreviewed(story: Story) -> Papers:
    return {
        "legality_opinion": {"issued_on": story.life.day}, "changes_checked": {"all_made": False}, "review_response": UNANSWERED,
        "review_receipt": {"complete_on": story.life.day - timedelta(days=3)}, "fcr_conclusion": FORBIDDEN,
        "risk_assessment": {"controllable": False},
    }  # fmt: skip


def redraft(who: str) -> Any:
    return lambda story: story.redraft(who, risk=True)


UNCONTROLLABLE: dict[str, Any] = {"falsify": {"risk_assessment": {"controllable": False}}, "undo": False}

REVIEW = (
    Refusal("submit_for_legality_review", ("D-LEG-05",), bad={"legality_submission": {"draft": Paper("旧稿")}}),
    Refusal("find_lawful", ("D-LEG-02", "D-LEG-08", "D-LEG-10", "D-LEG-03#lawful"), way=PLAIN, spoil=technical_after_all,
            bad=no_review("lawful_if_changed"), cure=settle()),
    Refusal("find_lawful_if_changed", ("D-LEG-02", "D-LEG-08", "D-LEG-10", "D-LEG-11#points"),
            way=Way(life={"technical": False, "changed": True}, omit=("adviser_opinion",)), spoil=technical_after_all,
            bad=no_review("lawful"), cure=settle()),
    Refusal("find_unlawful", ("D-LEG-02", "D-LEG-08", "D-LEG-10", "D-LEG-03#unlawful"), at="find_lawful", way=PLAIN,
            spoil=technical_after_all, act=own("find_unlawful", "reviewer", opinion("unlawful")), bad=no_review("lawful"), cure=settle()),
    Refusal("state_legal_risk", ("D-LEG-02", "D-LEG-04", "D-LEG-08", "D-LEG-10"), at="find_lawful", way=PLAIN, spoil=technical_after_all,
            act=own("state_legal_risk", "reviewer", opinion("risk_stated", risk_statement="上位法尚无规定，存在被撤销的风险。")),
            bad=no_review("risk_stated"), cure=settle(exploratory_reform=True)),
    Refusal("confirm_changes", ("D-LEG-11#checked",), way=Way(life=CHANGED.life, omit=("review_response",)), cure=Story.make_good),
)  # fmt: skip

TABLING = (
    Refusal(
        "table_for_discussion",
        ("D-SUB-01", "D-SUB-02", "D-SUB-03", "D-SUB-04", "D-SUB-05", "D-SUB-07", "D-LEG-03", "D-LEG-07", "D-LEG-11", "D-FCR-08",
         "D-DRAFT-06#tabled", "D-PUB-09#tabled"),
        way=CHANGED, spoil=disputes, falsify=late_receipt, act=with_disputes, cure=settle_disputes,
        bad={"submission_package": dict.fromkeys(("fair_competition", "public_opinions", "expert_opinions", "risk_report", "other"))
             | {"draft": Paper("旧稿")}},
    ),
    Refusal(
        "table_for_discussion",
        ("D-SUB-02", "D-SUB-06", "D-LEG-01", "D-LEG-03", "D-FCR-08", "D-EXP-01#tabled", "D-RISK-01#tabled", "D-DRAFT-05",
         "D-PUB-01#tabled", "D-PUB-03#tabled", "D-HEAR-01#tabled", "D-NORM-01", "D-NORM-02", "D-NORM-04"),
        at="open_consultation", way=SMALL, spoil=kept_back_and_go_on, cure=keep_back,
        falsify={"legality_opinion": {"is_review_opinion": False, "conclusion": "unlawful"}},
    ),
    Refusal("table_for_discussion", ("D-RISK-07",), **UNCONTROLLABLE, cure=redraft("reviewer"),
            again=lambda story: story.until("table_for_discussion")),
    Refusal(
        "open_meeting", ("D-DEL-01#notice", "D-LEG-01", "D-LEG-03", "D-LEG-07", "D-LEG-11", "D-RISK-07", "D-FCR-08"), way=CHANGED,
        falsify=unreviewed, undo=False, bad={"meeting_notice": {"forum": "circulation"}}, cure=redraft("office"),
        again=lambda story: story.until("open_meeting"), warned=("D-DEL-07#notice",),
    ),
)  # fmt: skip

# A meeting without its head, where one member is silent and most are against what the minutes call the outcome.
NO_MEETING = {
    "forum": "special", "dissent": None, "head_reason": None,
    "members": [{"name": "组成人员甲", "order": 1, "position": "agree", "statement": "同意。"},
                {"name": "组成人员乙", "order": 2, "position": "disagree"},
                {"name": "组成人员丙", "order": 3, "position": "disagree", "statement": "反对。"}],
}  # fmt: skip
DISORDER = ("D-DEL-01", "D-DEL-02", "D-DEL-03", "D-DEL-04", "D-DEL-05", "D-DEL-06")


def minutes(outcome: str, **more: Any) -> Any:
    return lambda story: {"meeting_minutes": story.life.minutes(outcome, **more)}


def changed(story: Story) -> Act:
    """The head's lawful decision with small changes, where the life would have decided without."""
    act = story.until("adopt")
    return Act(act.on, act.who, act.role, "step", "adopt_with_changes", minutes("passed_changed", changes="第三条「可以」改为「应当」。")(story))


AGAINST = "多数人赞成，但资金来源尚未落实，行政首长在会上说明了理由。"
MEETING = (
    Refusal("adopt", (*DISORDER, "D-DEL-06#passed", "D-RISK-07"), **UNCONTROLLABLE, cure=redraft("head"),
            bad={"meeting_minutes": NO_MEETING | {"outcome": "passed_changed"}}, again=lambda story: story.until("adopt")),
    Refusal("adopt_with_changes", (*DISORDER, "D-DEL-06#changed", "D-DEL-01#changes", "D-RISK-07"), at="adopt", **UNCONTROLLABLE,
            act=changed, bad={"meeting_minutes": NO_MEETING | {"outcome": "passed", "changes_substantial": True}},
            cure=redraft("head"), again=changed),
    Refusal("discuss_again", (*DISORDER, "D-DEL-06#again"), at="adopt", act=own("discuss_again", "head", minutes("again", head_reason=AGAINST)),
            bad={"meeting_minutes": NO_MEETING | {"outcome": "passed"}}),
    Refusal("reject", (*DISORDER, "D-DEL-06#rejected"), at="adopt", act=own("reject", "head", minutes("rejected", head_reason=AGAINST)),
            bad={"meeting_minutes": NO_MEETING | {"outcome": "passed"}}),
)  # fmt: skip

REFUSALS = (*REVIEW, *TABLING, *MEETING)
