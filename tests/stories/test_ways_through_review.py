"""Other ways through the legality review: sent back for papers, lawful once changed, unlawful, and a reform without a rule."""

from __future__ import annotations

from infra.demo.life import Paper
from tests.stories.conftest import Begin
from tests.stories.review_refusals import opinion
from tests.stories.shelf import Way
from tests.stories.telling import Story
from tests.stories.test_ways_through_argument import found


def submission(story: Story, draft: str = "草案第1版") -> dict[str, object]:
    return {"sent_on": story.life.day, "draft": Paper(draft), "related": "公众参与等材料，已补齐。", "basis": "有关法律、法规、规章",
            "procedure_note": "已依法履行程序。"}  # fmt: skip


def test_papers_are_sent_back_completed_and_the_time_runs_from_then(begin: Begin) -> None:
    story = begin("accept_for_review")
    story.step("reviewer", "return_for_supplement", supplement_request={"missing": "缺少征求意见汇总表。", "on": story.life.day})
    assert "le_returned" in story.at()
    story.later(10)
    story.step("sponsor", "submit_for_legality_review", legality_submission=submission(story))
    story.step("reviewer", "accept_for_review", review_receipt={"complete_on": story.life.day})
    story.pass_over("adviser_opinion")
    story.play([story.until("adviser_opinion"), story.until("find_lawful")])
    hasty = {"submitted_on": story.life.day, "draft": Paper("草案第1版"), "related": "起草说明", "legality_opinion": "司审1号"}
    asked = story.refuses(409, "sponsor", "table_for_discussion", submission_package=hasty)
    (floor,) = [one for one in asked["findings"] if one["rule"] == "D-LEG-07"]
    assert floor["blocks"] and f"材料于{story.fields('review_receipt')['complete_on']}齐备" in floor["reason"]
    act = story.until("table_for_discussion")
    assert act.on.isoformat() >= floor["earliest"]
    assert found(story.step(act.who, act.name, **act.inputs), "D-LEG-07") == "met"
    story.live_on()
    story.ends("办结", ended=True)


def test_lawful_once_changed_means_answered_and_checked(begin: Begin) -> None:
    story = begin("review_response", Way(life={"changed": True}))
    assert {"le_changing", "legality_review"} <= set(story.at())
    checked = {"all_made": True, "draft": Paper("草案第2版"), "note": "已核对。"}
    assert "第1条没有修改" in story.refuses(409, "reviewer", "confirm_changes", changes_checked=checked)["detail"]
    story.record("sponsor", "review_response", draft=Paper("草案第2版"), responses=[{"number": "1", "response": "not_adopted"}])
    assert "也没有说明理由" in story.refuses(409, "reviewer", "confirm_changes", changes_checked=checked)["detail"]
    story.play([story.until("review_response")])
    unmade = checked | {"all_made": False}
    story.refuses(409, "reviewer", "confirm_changes", changes_checked=unmade)
    assert found(story.step("reviewer", "confirm_changes", changes_checked=checked), "D-LEG-11") == "met"
    story.pass_over("table_for_discussion")
    story.live_on()
    assert story.fields("final_text")["file"] == story.papers["草案第2版"] != story.papers["草案第1版"]
    story.ends("办结", ended=True)


def unlawful(begin: Begin) -> Story:
    """Found unlawful: not to be discussed; back to drafting, with all that was done before still on file."""
    story = begin("find_lawful")
    story.step("reviewer", "find_unlawful", **opinion("unlawful")(story))
    tabled = story.refuses(409, "sponsor", "table_for_discussion", submission_package={})
    assert tabled["title"] == "当前阶段不能办理"
    before = story.read()["entries"]
    story.redraft("sponsor")
    assert story.read()["entries"][: len(before)] == before
    return story


def test_unlawful_then_a_second_round_heard_again(begin: Begin) -> None:
    story = unlawful(begin)
    story.live_on()
    notices = [one for one in story.read()["entries"] if one["kind"] == "consultation_notice"]
    assert len(notices) == 2 and len({one["digest"] for one in notices}) == 2
    story.ends("办结", ended=True)


def test_unlawful_then_a_second_round_with_a_reason_for_not_hearing_again(begin: Begin) -> None:
    story = unlawful(begin)
    story.play([story.until("begin_argument")])
    story.step("sponsor", "skip_consultation", consultation_waiver={"reason": "首轮已公开征求意见，修改部分仅为依法更正。"})
    story.step("sponsor", "skip_hearing", hearing_waiver={"reason": "首轮已举行听证会。"})
    story.step("sponsor", "complete_participation", opinion_summary={"summary": "首轮意见均已处理。", "reasons_given": True})
    story.pass_over("convene_experts")
    act = story.until("submit_for_legality_review")
    story.record("sponsor", "reconsultation_choice", again=False, reason="修改部分不涉及公众权利义务。")
    assert found(story.step(act.who, act.name, **act.inputs), "D-PUB-12") == "met"
    story.live_on()
    assert len([one for one in story.read()["entries"] if one["kind"] == "consultation_notice"]) == 1
    story.ends("办结", ended=True)


def test_a_text_changed_in_substance_without_that_reason_raises_an_alarm(begin: Begin) -> None:
    story = begin("submit_for_legality_review")
    act = story.until("submit_for_legality_review")
    story.record("sponsor", "draft", title="决策草案", version=2, file=Paper("草案第2版"), substance_changed=True)
    submitted = story.step(act.who, act.name, legality_submission=submission(story, "草案第2版"))
    assert found(submitted, "D-PUB-12") == "warned"
    story.holds()


def test_a_reform_without_a_rule_passes_with_its_risk_stated(begin: Begin) -> None:
    story = begin("find_lawful", Way(alter={"begin_drafting": {"matter_profile": {"exploratory_reform": True}}}))
    risk = "国家尚无明确规定，实施后可能因上位法出台而调整。"
    stated = story.step("reviewer", "state_legal_risk", **opinion("risk_stated", risk_statement=risk)(story))
    assert found(stated, "D-LEG-04") == "departed"
    story.pass_over("table_for_discussion")
    act = story.until("table_for_discussion")
    assert found(story.step(act.who, act.name, **act.inputs), "D-LEG-03") == "departed"
    story.live_on()
    story.ends("办结", ended=True)
