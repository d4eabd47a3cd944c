"""How a proposal ends before it becomes a draft: not started, outside the procedure, or ended by decision."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import Begin
from tests.stories.opening_refusals import scope
from tests.stories.shelf import Way
from tests.stories.tales import BEGINS


def test_the_body_decides_not_to_start(begin: Begin) -> None:
    story = begin("start")
    decision = {"start": False, "decided_by": "某市人民政府", "decided_on": story.life.day, "reason": "研究论证认为时机不成熟。"}
    story.step("office", "decline_start", start_decision=decision)
    story.ends("不启动", ended=True)
    again = story.refuses(409, "office", "start", start_decision=decision | {"start": True, "lead_unit": "某市交通运输局"})
    assert again["title"] == "当前阶段不能办理"
    assert story.send("office", f"/cases/{story.case}/entries", {"kind": "proposal", "fields": {}}).status_code == 409


def test_an_emergency_leaves_the_procedure(begin: Begin) -> None:
    story = begin("refer_for_study")
    story.step("office", "exclude", **scope(exclusion="emergency"))
    story.ends("不适用本程序", ended=True)


def claims_personnel(begin: Begin, *overlays: str) -> str:
    """A matter of personnel is claimed to be outside, and a reviewer confirms it; what the office is told then."""
    story = begin("refer_for_study", Way(opening={"overlays": list(overlays)}))
    story.record("office", "scope_test", **scope(exclusion="personnel")["scope_test"])
    unconfirmed = story.refuses(409, "office", "exclude")
    assert {one["rule"] for one in unconfirmed["findings"] if one.get("blocks")} == {"D-SCOPE-05"}
    story.record("reviewer", "exclusion_confirmation", confirmed=True, opinion="属于人事任免事项。")
    answer = story.send("office", f"/cases/{story.case}/steps/exclude", {"inputs": {}})
    story.holds()
    return str(answer.json()["detail"] if answer.status_code == 409 else story.read()["row"]["stage_label"])


def test_yunnan_leaves_out_personnel_once_a_reviewer_confirms(begin: Begin) -> None:
    assert claims_personnel(begin, "yunnan") == "不适用本程序"


def test_elsewhere_the_same_word_of_the_reviewer_opens_nothing(begin: Begin) -> None:
    assert "不是国家规定的排除情形" in claims_personnel(begin)


def test_another_exclusion_than_the_confirmed_one_is_confirmed_anew(begin: Begin) -> None:
    story = begin("refer_for_study", Way(opening={"overlays": ["yunnan"]}))
    story.record("office", "scope_test", **scope(exclusion="personnel")["scope_test"])
    story.record("reviewer", "exclusion_confirmation", confirmed=True, opinion="属于人事任免事项。")
    story.refuses(409, "office", "exclude", **scope(exclusion="foreign"))
    story.record("office", "scope_test", **scope(exclusion="foreign")["scope_test"])
    story.record("reviewer", "exclusion_confirmation", confirmed=True, opinion="属于外事活动。")
    story.step("office", "exclude")
    story.ends("不适用本程序", ended=True)


def test_a_matter_ended_after_its_planned_day_is_ended_with_an_alarm(begin: Begin) -> None:
    story = begin("begin_argument", Way(life={"planned_on": BEGINS + timedelta(days=20)}))
    story.later(10)
    ended = {"decided_by": "某市人民政府", "decided_on": story.life.day, "reason": "上级已有统一规定，不再另行决策。"}
    answer = story.step("office", "terminate", termination=ended)
    (alarm,) = answer["findings"]
    assert (alarm["rule"], alarm["status"]) == ("D-LIA-03", "warned") and "逾期" in alarm["reason"]
    story.ends("终止", ended=True)
    assert story.seal() == "sealed"
    story.holds()
