"""Other ways through the meeting and to the public: again, with changes, rejected, withheld; Party and congress."""

from __future__ import annotations

from datetime import timedelta

from infra.demo.life import Act
from states.dossier.vocabulary import Role
from storage.bag import check_bag
from tests.stories.conftest import Begin
from tests.stories.execution_refusals import non_disclosure
from tests.stories.shelf import Way
from tests.stories.telling import Story
from tests.stories.test_ways_through_argument import found

AGAINST = "多数人赞成，但资金来源尚未落实，行政首长在会上说明了理由。"
KEPT_BACK = "政府信息公开条例第十六条第一款"


def agreed(story: Story) -> dict[str, object]:
    return {"document": "政请〔2025〕1号", "reported_on": story.life.day, "reply": "委复〔2025〕1号", "replied_on": story.life.day, "agreed": True}


def test_what_is_to_be_discussed_again_is_listed_and_decided_again(begin: Begin) -> None:
    story = begin("adopt")
    story.step("head", "discuss_again", meeting_minutes=story.life.minutes("again", head_reason=AGAINST))
    assert story.at() == ["tabled"]
    story.pass_over("party_report")
    story.later(5)
    story.play(story.life.meeting_notice())
    story.play(story.life.deciding())
    story.live_on()
    assert [one["kind"] for one in story.read()["entries"]].count("meeting_minutes") == 2
    story.ends("办结", ended=True)


def test_small_changes_of_the_meeting_are_passed_and_set_down(begin: Begin) -> None:
    story = begin("adopt")
    unsaid = story.life.minutes("passed_changed")
    assert "没有写明修改内容" in story.refuses(409, "head", "adopt_with_changes", meeting_minutes=unsaid)["detail"]
    major = unsaid | {"changes": "收费标准提高一倍。", "changes_substantial": True}
    assert "重大修改" in story.refuses(409, "head", "adopt_with_changes", meeting_minutes=major)["detail"]
    story.step("head", "adopt_with_changes", meeting_minutes=unsaid | {"changes": "第三条「可以」改为「应当」。"})
    story.pass_over("party_report")
    story.live_on()
    story.ends("办结", ended=True)


def test_a_rejected_matter_is_sealed_as_far_as_it_went(begin: Begin) -> None:
    story = begin("adopt")
    story.step("head", "reject", meeting_minutes=story.life.minutes("rejected", head_reason=AGAINST))
    story.ends("不予通过", ended=True)
    assert story.seal() == "sealed"
    assert story.seal() == "unchanged"
    story.holds()


def test_the_party_report_may_come_before_the_meeting(begin: Begin) -> None:
    story = begin("open_meeting", Way(omit=("party_report",)))
    story.record("office", "party_report", **agreed(story))
    act = story.until("publish")
    assert found(story.step(act.who, act.name, **act.inputs), "D-PARTY-01") == "met"
    story.live_on()
    story.ends("办结", ended=True)


def test_the_party_report_may_come_after_the_meeting_but_not_after_issue(begin: Begin) -> None:
    story = begin("publish", Way(omit=("party_report",)))
    act = story.until("publish")
    assert "请示报告" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    story.later(2)
    story.record("office", "party_report", **agreed(story))
    assert "已经出台" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    record = {**act.inputs["publication_record"], "published_on": story.life.day}
    story.step(act.who, act.name, **{**act.inputs, "publication_record": record})
    story.ends("公布解读", ended=False)


def test_what_the_congress_decides_waits_for_the_congress(begin: Begin) -> None:
    story = begin("publish", Way(alter={"refer_for_study": {"scope_test": {"congress": "decide"}}}))
    act = story.until("publish")
    asked = story.refuses(409, act.who, act.name, **act.inputs)
    assert [one["rule"] for one in asked["findings"] if one.get("blocks")] == ["D-SCOPE-08"]
    story.record("office", "congress_act", document="人报〔2025〕1号", act="report", on=story.life.day)
    assert "其他处理方式" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    decided = {"document": "人决〔2025〕1号", "act": "decide", "on": story.life.day}
    story.record("office", "congress_act", **decided, approved=False)
    assert "不是同意" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    story.record("office", "congress_act", **decided, approved=True)
    assert found(story.step(act.who, act.name, **act.inputs), "D-SCOPE-08") == "met"
    story.ends("公布解读", ended=False)


WITHHELD = Way(
    life={"hearing": False, "market": False, "opinions": 0}, opening={"confidentiality": "withheld"}, omit=("study_report",),
    alter={"begin_drafting": {"matter_profile": {"withheld_basis": KEPT_BACK}}},
)  # fmt: skip


def test_a_withheld_matter_is_decided_without_the_public_and_shown_to_nobody(begin: Begin) -> None:
    story = begin("open_consultation", WITHHELD)
    story.step("sponsor", "skip_consultation", consultation_waiver={"basis": KEPT_BACK, "reason": "依法不予公开。"})
    story.step("sponsor", "skip_hearing", hearing_waiver={"reason": "依法不予公开。"})
    story.step("sponsor", "complete_participation", opinion_summary={"summary": "依法不公开征求意见。", "reasons_given": True})
    story.pass_over("convene_experts")
    story.until("publish")
    story.step("office", "withhold_publication", **non_disclosure(story))
    assert story.done("", "/portal/consultations", method="GET")["items"] == []
    assert story.send("", f"/portal/consultations/{story.case}", method="GET").status_code == 404
    assert story.send("outsider", f"/cases/{story.case}", method="GET").status_code == 404
    assert story.read(who="reviewer")["row"]["confidentiality_label"] == "依法不予公开"
    story.live_on()
    story.ends("办结", ended=True)


def test_the_file_is_sealed_in_parts_that_anybody_can_check(begin: Begin) -> None:
    story = begin("publish")
    assert parts(story) == []
    story.live_on()
    assert parts(story) == ["决策程序", "执行与评估补充-1"]
    assert (story.seal(), story.seal()) == ("sealed", "unchanged")
    assert parts(story) == ["决策程序", "执行与评估补充-1", "办结"]
    packages = sorted((story.services.settings.data_dir / "sealed").rglob("*.zip"))
    assert len(packages) == 3 and not any(check_bag(one) for one in packages)
    story.ends("办结", ended=True)


def parts(story: Story) -> list[str]:
    entries = story.read(who="archivist")["entries"]
    return [field["text"] for one in entries if one["kind"] == "dossier_seal" for field in one["fields"] if field["name"] == "part"]


def test_a_stand_in_acts_under_both_names_and_only_as_long_as_the_mandate_lasts(begin: Begin) -> None:
    story = begin("adopt")
    day = story.life.day
    story.services.people.add_mandate("head", "member", Role.HEAD, day, day + timedelta(days=2), "出国（境）期间授权代理〔2025〕1号")
    sent = {"role": "head", "represents": "head", "inputs": {"meeting_minutes": story.life.minutes()}}
    story.done("member", f"/cases/{story.case}/steps/adopt", sent)
    newest = story.read("/timeline", limit=1)["items"][0]
    assert (newest["actor"], newest["represented"]) == ("组成人员甲", "行政首长甲")
    minutes = story.read()["entries"][-1]
    assert (minutes["by"], minutes["represented_name"]) == ("member", "行政首长甲")
    taken = {(one["person"], one["role"]) for one in story.read()["parts"]}
    assert {("member", "head"), ("head", "head")} <= taken
    story.later(5)
    late = story.send("member", f"/cases/{story.case}/steps/reconsider", {"role": "head", "represents": "head", "inputs": {}})
    assert late.status_code == 403
    story.pass_over("party_report")
    story.live_on()
    story.ends("办结", ended=True)


def test_a_mistyped_date_is_corrected_by_two_people_and_judged_again(begin: Begin) -> None:
    story = begin("open_meeting")
    act: Act = story.until("open_meeting")
    entry = next(one for one in story.read()["entries"] if one["kind"] == "review_receipt")
    asked = {"fields": {"complete_on": story.fields("legality_opinion")["issued_on"]}, "reason": "齐备日期登记有误。"}
    path = f"/cases/{story.case}"
    story.done("reviewer", f"{path}/entries/{entry['id']}/correction", asked)
    (waiting,) = story.read()["corrections"]
    confirmation = f"{path}/corrections/{waiting['id']}/confirmation"
    assert "第二人" in story.send("reviewer", confirmation, {}).json()["detail"]
    story.done("supervisor", confirmation, {})
    newest = story.read("/timeline", limit=1)["items"][0]
    assert newest["kind"] == "correction" and [one["rule"] for one in newest["findings"]] == ["D-LEG-07"]
    refused = story.refuses(409, act.who, act.name, **act.inputs)
    assert [one["rule"] for one in refused["findings"] if one.get("blocks")] == ["D-LEG-07"]
    story.correct("review_receipt", complete_on=entry["on"])
    story.step(act.who, act.name, **act.inputs)
    story.live_on()
    standing = [one for one in story.read()["entries"] if one["kind"] == "review_receipt"]
    assert len(standing) == 3 and [bool(one["superseded_by"]) for one in standing] == [True, True, False]
    story.ends("办结", ended=True)
