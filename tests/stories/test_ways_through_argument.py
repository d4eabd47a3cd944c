"""Other ways through participation and risk: a shorter consultation, a hearing put off, a risk that is not under control."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import Begin
from tests.stories.shelf import Way
from tests.stories.telling import Story

URGENT = {"open_consultation": {"consultation_notice": {"short_reason": "汛期临近，情况紧急。"}}}


def found(answer: dict[str, list[dict[str, str]]], rule: str) -> str:
    """What an accepted step's findings say of that rule."""
    return next(one["status"] for one in answer["findings"] if one["rule"] == rule)


def test_a_consultation_is_shortened_with_the_reason_in_the_notice(begin: Begin) -> None:
    story = begin("open_consultation", Way(life={"consultation_days": 10}, alter=URGENT))
    act = story.until("open_consultation")
    told_later = {**act.inputs, "consultation_notice": {**act.inputs["consultation_notice"], "short_reason": None}}
    story.refuses(409, act.who, act.name, **told_later)
    opened = story.step(act.who, act.name, **act.inputs)
    assert found(opened, "D-PUB-06") == "departed" and found(opened, "D-PUB-07") == "met"
    story.until("convene_experts")
    (public,) = [one for one in story.done("", f"/portal/consultations/{story.case}", method="GET") if one["kind"] == "consultation"]
    assert "情况紧急" in str(public)
    story.holds()


def test_a_hearing_is_put_off_and_announced_anew(begin: Begin) -> None:
    story = begin("hold_hearing")
    put_off = {"reason": "台风红色预警。", "new_on": story.life.day + timedelta(days=20)}
    story.step("host", "postpone_hearing", hearing_postponement=put_off)
    assert "he_waiting" in story.at()
    held = story.until("hold_hearing")
    assert story.refuses(409, held.who, held.name, **held.inputs)["title"] == "当前阶段不能办理"
    story.play(story.life._hearing())
    assert {"he_held"} & set(story.at()) or "pp_collating" in story.at()
    story.play([story.until("all"), story.until("complete_participation")])
    assert len([one for one in story.read()["entries"] if one["kind"] == "hearing_notice"]) == 2
    story.holds()


def report(story: Story, **changes: object) -> dict[str, object]:
    return {"risk_points": "群众异议较大。", "measures": "暂无。", "contingency": "暂无。", "controllable": False, "level": "high",
            "conclusion": "风险不可控，建议暂不决策。", "finished_on": story.life.day} | changes  # fmt: skip


def test_a_risk_not_under_control_leads_to_a_new_draft_and_a_new_assessment(begin: Begin) -> None:
    story = begin("conclude_risk_assessment")
    story.record("assessor", "risk_assessment", **report(story))
    assert "风险不可控" in story.refuses(409, "assessor", "conclude_risk_assessment")["detail"]
    talked_round = report(story, controllable=True, level="low")
    assert "没有新草案" in story.refuses(409, "assessor", "conclude_risk_assessment", risk_assessment=talked_round)["detail"]
    story.redraft("sponsor", risk=True)
    assert story.at() == ["drafting"]
    act = story.until("conclude_risk_assessment")
    assert "没有新草案" in story.refuses(409, act.who, act.name)["detail"]
    assert found(story.step(act.who, act.name, **act.inputs), "D-RISK-07") == "met"
    story.live_on()
    story.ends("办结", ended=True)
