"""Other ways through a case: a hearing given up, a review that sends back, an officer who stands aside, a transfer, a party not found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.conftest import Begin
from tests.stories.enforcing import PAIR, all_of, body, files, penal, registered, takes, told, waits
from tests.stories.implementing_refusals import (
    UNPAID,
    adds_late_fine,
    announced,
    deeming,
    deferral,
    demand,
    demands,
    forced,
    pays,
    performance,
    stay,
    withdrawal,
    withholding,
)
from tests.stories.penalty_decision_refusals import sent_back, submission
from tests.stories.penalty_refusals import ASKS_RECUSAL, ending, given_up, notice_again
from tests.stories.tales import REMADE
from tests.stories.telling import Story
from tests.stories.test_penalty import done, due


def closes(story: Story, ground: str, step: str = "close_case") -> None:
    story.step("bureau_head", step, case_closing={
        "ground": ground, "summary": "已办结。", "keeper": "bureau_archivist", "contents": [{"title": "行政处罚决定书"}], "closed_on": story.life.day})
    assert story.seal() == "sealed"


def confirms(story: Story) -> None:
    story.step("collector", "confirm_performance", **performance(story))


def test_who_gives_the_hearing_up_is_decided_on_without_one(begin: Begin) -> None:
    story = begin("hold_penalty_hearing", penal())
    story.step("bureau_host", "end_penalty_hearing", **given_up(story) | {"penalty_hearing_ended": {
        "ground": "withdrawn", "justified": True, "reason": "当事人书面撤回。", "on": story.life.day}})
    story.pass_over("statement_review")
    act = story.until("decide_penalty")
    story.step(act.who, act.name, penalty_decision=act.inputs["penalty_decision"] | {"on_record": False})
    story.live_on()
    story.ends("结案", ended=True)


def test_a_review_that_sends_back_for_a_new_notice_opens_new_days_to_ask(begin: Begin) -> None:
    story = begin("pass_enforcement_review", penal(hearing=False))
    story.step("bureau_reviewer", "return_enforcement_review", enforcement_review=sent_back(story)["enforcement_review"] | {"conclusion": "renotify"})
    story.step("officer", "give_notice", **notice_again(story))
    early = story.refuses(409, "officer", "submit_enforcement_review", **submission(story))
    assert "尚未届满" in early["detail"]
    story.clock.to(story.life.working(6))
    story.step("officer", "submit_enforcement_review", **submission(story))
    story.step("bureau_reviewer", "pass_enforcement_review", enforcement_review=story.life.opinion())
    story.pass_over("discuss_collectively")
    story.live_on()
    story.ends("结案", ended=True)


def test_an_inquiry_taken_up_again_is_told_and_heard_anew(begin: Begin) -> None:
    story = begin("discuss_collectively", penal())
    story.step("officer", "reopen_investigation", reopening={"reason": "发现新的事实。", "on": story.life.day})
    story.life.hearing = False
    for acts in (story.life.concluding, story.life.notice, story.life.hearing_held, story.life.review, story.life.decision, story.life.service):
        story.play(acts())
    story.play(story.life.performance())
    story.play(story.life.closing())
    story.ends("结案", ended=True)
    assert done(story).count("conclude_investigation") == 2


def test_an_officer_who_must_stand_aside_is_replaced(begin: Begin) -> None:
    story = begin("conclude_investigation", penal())
    act = story.until("conclude_investigation")
    ASKS_RECUSAL(story)
    assert "没有决定" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    story.record("bureau_head", "recusal_decision", officer="officer2", granted=True, reason="当事人的近亲属。", on=story.life.day)
    story.later(1)
    report = act.inputs["investigation_report"] | {"finished_on": story.life.day}
    assert "仍然参加" in story.refuses(409, act.who, act.name, investigation_report=report)["detail"]
    registered("officer_certificate", person="bureau_deputy", standing="officer", number="演示000008", valid_from="2025-01-06", valid_to="2028-01-05",
               post="监督执法", area="全市")(story)  # fmt: skip
    others = [PAIR[0], {"person": "bureau_deputy", "certificate": "演示000008"}]
    story.record("bureau_head", "officers_assigned", officers=others, reason="回避。", on=story.life.day)
    story.step(act.who, act.name, investigation_report=report | {"officers": others})
    story.holds()


def test_an_inquiry_stands_still_goes_to_the_police_and_comes_back(begin: Begin) -> None:
    story = begin("correction_checked", penal())
    story.step("bureau_head", "suspend_investigation", investigation_suspended={"reason": "等待鉴定。", "on": story.life.day})
    story.later(5)
    story.step("bureau_head", "resume_investigation", investigation_resumed={"reason": "鉴定完成。", "on": story.life.day})
    crime = {"to": "某市公安局", "crime": "重大责任事故罪", "facts": "材料清单附后。", "on": story.life.day}
    story.step("bureau_head", "transfer_to_police", police_transfer=crime)
    story.later(2)
    story.step("officer", "take_back_case", police_answer={"accepted": False, "content": "不予立案。", "on": story.life.day})
    story.live_on()
    story.ends("结案", ended=True)


@pytest.mark.parametrize(("step", "who"), [("transfer_to_police", "bureau_head"), ("end_case", "bureau_head"), ("refer_case", "bureau_head")])
def test_a_case_that_ends_without_a_decision_is_sealed(step: str, who: str, begin: Begin) -> None:
    story = begin("correction_checked", penal())
    papers = {
        "transfer_to_police": {"police_transfer": {"to": "某市公安局", "crime": "重大责任事故罪", "facts": "清单附后。", "on": story.life.day}},
        "end_case": ending(story), "refer_case": {"referral": {"to": "某区应急管理局", "reason": "由其管辖。", "on": story.life.day}},
    }[step]  # fmt: skip
    story.step(who, step, **papers)
    if step == "transfer_to_police":
        story.step("bureau_head", "end_by_transfer", police_answer={"accepted": True, "content": "已立案。", "on": story.life.day})
    assert story.read()["row"]["ended"] and story.seal() == "sealed"
    story.holds()


def test_a_party_that_is_not_found_is_served_through_the_public(begin: Begin) -> None:
    story = begin("serve_decision", UNPAID)
    announced(story)
    day = story.life.day
    assert due(story)["announcement_floor"] == (day + timedelta(days=30)).isoformat()
    story.later(31)
    story.step("officer", "deem_served", **deeming(story))
    story.step("team_head", "withhold_result", **withholding(story))
    pays(40000)(story)
    confirms(story)
    closes(story, "performed")
    story.ends("结案", ended=True)


def test_a_fine_deferred_stayed_and_forced_is_paid_in_the_end(begin: Begin) -> None:
    story = begin("record_payment", UNPAID)
    story.step("bureau_head", "approve_deferral", **deferral(story))
    story.later(35)
    story.step("collector", "end_deferral", deferral_ended={"situation": "没有缴纳。", "on": story.life.day})
    story.later(10)
    files("officer", "remedy_filed", "filed_on", kind="review", body="某市人民政府")(story)
    story.step("bureau_head", "stay_execution", **stay(story))
    story.later(30)
    files("officer", "remedy_ended", "ended_on", kind="review", result="维持原决定。")(story)
    story.step("bureau_head", "resume_execution", stay_ended={"reason": "复议终结。", "on": story.life.day})
    demands(story)
    paper = {"demand": demand(story)["demand"] | {"rights_told": False}}
    assert story.refuses(409, "officer", "serve_demand", **paper)
    story.later(20)
    body(own_forced_execution=True)(story)
    refused = story.refuses(409, "bureau_head", "decide_forced_execution", **forced(story))
    assert "没有超过30日" in refused["detail"]
    pays(40000)(story)
    confirms(story)
    closes(story, "performed")
    story.ends("结案", ended=True)


def test_a_fine_that_cannot_be_had_is_ended(begin: Begin) -> None:
    story = begin("record_payment", UNPAID)
    story.step("bureau_head", "end_execution", execution_ended={"ground": "dissolved", "reason": "企业注销，无财产。", "on": story.life.day})
    closes(story, "ended")
    story.ends("结案", ended=True)


def test_a_decision_undone_and_not_made_anew_ends_the_case(begin: Begin) -> None:
    story = begin("withdraw_publication", told(REMADE))
    takes("withdraw_publication")(story)
    story.step("bureau_head", "end_case", **ending(story))
    assert story.seal() == "sealed"
    assert story.read()["row"]["ended"]
    story.holds()


def test_forced_execution_of_a_body_that_may(begin: Begin) -> None:
    story = begin("record_payment", UNPAID)
    all_of(body(own_forced_execution=True), waits(30), adds_late_fine, demands, waits(40))(story)
    story.step("bureau_head", "decide_forced_execution", **forced(story))
    pays(40000)(story)
    added = story.fields("late_fine")["amount"]
    agreed = {"content": "已缴清罚款，采取补救措施。", "late_fine_cut": added, "fine_cut": 0, "on": story.life.day}
    story.step("officer", "record_agreement", execution_agreement=agreed)
    confirms(story)
    closes(story, "performed")
    story.ends("结案", ended=True)


def test_withdrawn_and_published_anew(begin: Begin) -> None:
    story = begin("approve_deferral", penal())
    story.step("officer", "withdraw_publication", **withdrawal(story))
    story.later(1)
    again = story.fields("result_publication") | {"published_on": story.life.day}
    story.step("officer", "publish_result", result_publication=again)
    assert "pb_published" in story.at()
    story.holds()
