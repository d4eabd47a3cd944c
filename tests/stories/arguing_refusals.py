"""Refusals while the draft is argued: participation, experts, risk, fair competition (L713 arts. 14-24)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from infra.demo.life import Act
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.shelf import Way
from tests.stories.telling import Story

IDENTITY, TELEPHONE = "11010519491231002X", "13800138000"  # the standard's own example, and nobody's number
BUSINESS = {"normative_document": True, "market_entities": True}
FOR_BUSINESS = Way(alter={"begin_drafting": {"matter_profile": BUSINESS}})
FOR_A_GROUP = {"begin_drafting": {"matter_profile": {"specific_group": True}}}


def profile(story: Story, **changes: Any) -> None:
    """The matter's features found anew."""
    story.record("sponsor", "matter_profile", **story.life.profile() | changes)


def cut_short(act: Act) -> Papers:
    opens = act.inputs["consultation_notice"]["opens_on"]
    return {"consultation_notice": {"channels": ["gazette"], "closes_on": opens + timedelta(days=10)}, "participation_plan": None}


def no_notice_at_all(act: Act) -> Papers:
    absent = [one | {"signature": "absent"} for one in act.inputs["hearing_record"]["signatures"]]
    yesterday = act.on - timedelta(days=1)
    return {"hearing_record": {"held_on": yesterday, "public": False, "debated": False, "signatures": absent}}


def call_anew(story: Story) -> None:
    """Postpone, and do everything from the announcement on as the law says."""
    story.step("host", "postpone_hearing", hearing_postponement={"reason": "名单、材料均未按规定公布、送达。"})
    *before, held = story.life._hearing()
    story.play(before)
    story.clock.to(held.on)
    story.rest = iter((held,))


def hear_nobody(story: Story) -> None:
    """The open consultation and the hearing left out, each with its reason."""
    story.step("sponsor", "skip_consultation", consultation_waiver={"basis": "政府信息公开条例第十六条", "reason": "属于内部事务信息。"})
    story.step("sponsor", "skip_hearing", hearing_waiver={"reason": "不直接涉及切身利益。"})


def hear_otherwise(story: Story) -> None:
    story.record("sponsor", "other_participation", ways=["symposium"], on=story.life.day, views="总体赞成。")
    hear_the_group(story)


def hear_the_group(story: Story) -> None:
    story.record("sponsor", "group_contact", group="出租车司机", contact="行业工会", on=story.life.day, views="建议设置过渡期。")


def answer_and_hear(story: Story) -> None:
    story.make_good()
    hear_the_group(story)


OFFICER = {"person": "办公机构甲", "employer": "某市人民政府办公室", "field": "交通", "no_interest": False, "secrecy": False, "from_library": True}


def stands_down(expert: str, *instead: Papers) -> Any:
    """The expert leaves the panel, and somebody may come instead."""
    return lambda story: story.record(
        "sponsor", "expert_recusal", expert=expert, reason="与本事项有利害关系。", decided_on=story.life.day, **({"experts": list(instead)} if instead else {})
    )


def declares(story: Story) -> None:
    story.record("expert2", "expert_interest", expert="expert2", relation="所在单位参与停车场经营。")


def insider(act: Act) -> Papers:
    return {"expert_panel": {"experts": [OFFICER, *act.inputs["expert_panel"]["experts"]]}}


def sign(story: Story) -> None:
    for expert in ("expert", "expert2"):
        story.record(expert, "expert_opinion", expert=expert, opinion="可行。", supports=True, signed=True)


def earlier(covers_all: bool) -> Any:
    def filed(story: Story) -> None:
        story.record("sponsor", "earlier_assessment", title="安全评价报告", risks_covered="施工安全风险", covers_all=covers_all)

    return filed


def summary(story: Story) -> Papers:
    return {"opinion_summary": {"summary": "意见已归纳整理。", "reasons_given": True, "fed_back_on": story.life.day}}


PARTICIPATION = (
    Refusal("open_consultation", ("D-PUB-05", "D-PUB-06", "D-PUB-07", "D-PUB-10"), way=FOR_BUSINESS, bad=cut_short, warned=("D-PUB-02", "D-NORM-07")),
    Refusal("open_consultation", ("D-PBL-05#private",), bad={"consultation_notice": {"short_reason": f"经{IDENTITY}申请缩短。"}}),
    Refusal("announce_hearing", ("D-PBL-05#private",), bad={"hearing_notice": {"selection_method": f"报名联系{TELEPHONE}。"}}),
    Refusal("complete_participation", ("D-PBL-05#private",), bad={"opinion_summary": {"summary": f"来电{TELEPHONE}的市民建议缓行。"}}),
    Refusal(
        "close_consultation", ("D-PUB-06#closed",), at="receive",
        act=own("close_consultation", "sponsor", lambda story: {"consultation_closing": {"closed_on": story.life.day, "received": 0}}),
        again=lambda story: story.until("close_consultation"),
    ),
    Refusal(
        "skip_consultation", ("D-PUB-01#skip", "D-PUB-10#skip", "D-NORM-02#skip"), at="open_consultation", way=FOR_BUSINESS,
        act=own("skip_consultation", "sponsor", lambda _: {"consultation_waiver": {"basis": "政府信息公开条例第十六条", "reason": "属于内部事务。"}}),
        bad={"consultation_waiver": {"basis": None}}, cure=profile,
    ),
    Refusal("announce_hearing", ("D-HEAR-02", "D-HEAR-03#notice"),
            bad=lambda act: {"hearing_notice": {"hearing_on": act.on, "selection_method": None}}),
    Refusal(
        "hold_hearing", ("D-HEAR-02#held", "D-HEAR-03", "D-HEAR-04", "D-HEAR-05", "D-HEAR-06", "D-HEAR-07"),
        way=Way(omit=("hearing_participants", "hearing_materials")), bad=no_notice_at_all, cure=call_anew,
        again=lambda story: story.until("hold_hearing"),
    ),
    Refusal(
        "skip_hearing", ("D-HEAR-01",), at="announce_hearing",
        way=Way(alter={"begin_drafting": {"matter_profile": {"hearing_required_by": "政府制定价格听证办法第三条"}}}),
        act=own("skip_hearing", "sponsor", lambda _: {"hearing_waiver": {"reason": "意见分歧不大。"}}), cure=profile,
    ),
    Refusal(
        "complete_participation", ("D-PUB-01", "D-PUB-03"), at="open_consultation", way=Way(alter=FOR_A_GROUP), spoil=hear_nobody,
        act=own("complete_participation", "sponsor", summary), cure=hear_otherwise, warned=("D-PUB-08",),
    ),
    Refusal("complete_participation", ("D-PUB-03", "D-PUB-09"),
            way=Way(alter=FOR_A_GROUP | {"begin_drafting": {"matter_profile": BUSINESS | {"specific_group": True}}}, omit=("all",)),
            bad={"opinion_summary": {"fed_back_on": None}}, cure=answer_and_hear, warned=("D-PUB-10#feedback",)),
)  # fmt: skip

EXPERTS = (
    Refusal("convene_experts", ("D-EXP-03", "D-EXP-06", "D-EXP-07"), bad=insider, warned=("D-EXP-08",)),
    Refusal("conclude_expert_review", ("D-EXP-01", "D-EXP-02"), way=Way(omit=("expert_opinion",)), cure=Story.make_good),
    Refusal("conclude_expert_review", ("D-EXP-04",), way=Way(alter={"expert_opinion": {"signed": False}}), cure=sign),
    Refusal("conclude_expert_review", ("D-EXP-02", "D-EXP-03", "D-EXP-06", "D-EXP-07"), spoil=stands_down("expert2", OFFICER), cure=stands_down("办公机构甲")),
    Refusal("conclude_expert_review", ("D-EXP-07#declared",), spoil=declares, cure=stands_down("expert2")),
    Refusal(
        "skip_expert_review", ("D-EXP-01#skip",), at="convene_experts",
        act=own("skip_expert_review", "sponsor", lambda _: {"expert_waiver": {"reason": "不属于专业性较强的事项。"}}),
        cure=lambda story: profile(story, technical=False),
    ),
)  # fmt: skip

RISK = (
    Refusal("start_risk_assessment", ("D-RISK-06",), spoil=earlier(True), bad={"risk_plan": {"assessor": " 某市 交通运输局", "ways": ["visits"]}},
            warned=("D-RISK-02#start", "D-RISK-03")),
    Refusal("conclude_risk_assessment", ("D-RISK-01", "D-RISK-04", "D-RISK-05"), way=Way(omit=("risk_consultation",)),
            bad={"risk_assessment": None}, cure=Story.make_good),
    Refusal("conclude_risk_assessment", ("D-RISK-04", "D-RISK-07"), way=Way(omit=("risk_consultation",)),
            bad={"risk_assessment": {"controllable": False, "level": "high"}}, cure=Story.make_good),
    Refusal(
        "skip_risk_assessment", ("D-RISK-01#skip", "D-RISK-02"), at="start_risk_assessment", spoil=earlier(False),
        act=own("skip_risk_assessment", "sponsor", lambda _: {"risk_waiver": {"reason": "已作安全评价。"}}), cure=earlier(True),
    ),
)  # fmt: skip

COMPETITION = (
    Refusal("start_fair_competition_review", ("D-FCR-02",), way=Way(alter={"refer_for_study": {"scope_test": {"body_level": "department"}}}),
            bad={"fcr_preliminary": {"joint": True}}),
    Refusal("conclude_fair_competition_review", ("D-FCR-03", "D-FCR-04", "D-FCR-05", "D-FCR-07"), way=Way(omit=("fcr_stakeholders",)),
            bad={"fcr_conclusion": None}, cure=Story.make_good),
    Refusal("conclude_fair_competition_review", ("D-FCR-05", "D-FCR-06", "D-FCR-07"),
            bad={"fcr_conclusion": {"restrictions": ["entry"], "exception": "security"}}),
    Refusal(
        "skip_fair_competition_review", ("D-FCR-01#skip",), at="start_fair_competition_review",
        act=own("skip_fair_competition_review", "sponsor", lambda _: {"fcr_waiver": {"reason": "不涉及经营者。"}}),
        cure=lambda story: profile(story, market_activity=False),
    ),
)  # fmt: skip

REFUSALS = (*PARTICIPATION, *EXPERTS, *RISK, *COMPETITION)
