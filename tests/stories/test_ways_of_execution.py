"""What may happen to a decision in force: problems, suspension, evaluation, adjustment; and the year's catalogue."""

from __future__ import annotations

from infra.demo.life import Act
from tests.stories.catalogue_refusals import consent, draft, open_catalogue, publication
from tests.stories.conftest import Begin
from tests.stories.evaluation_refusals import acts, cross_over, opened
from tests.stories.execution_refusals import (
    RUNNING,
    evaluate,
    feedback,
    order,
    problem,
    report_of,
    settled_problem,
)
from tests.stories.telling import Story
from tests.stories.test_ways_through_argument import found


def test_an_urgent_problem_suspends_and_an_evaluation_does_not_end_the_suspension(begin: Begin) -> None:
    story = begin(RUNNING)
    story.step("executor", "report_problem", **problem(story))
    urgent = {"urgent": True, "reason": "继续执行将造成不良影响。", "decided_on": story.life.day}
    assert story.send("office", f"/cases/{story.case}/steps/suspend", {"inputs": {"suspension": urgent}}).status_code == 403
    story.step("head", "suspend", suspension=urgent)
    story.later(3)
    evaluate(story)
    assert "evaluating_suspended" in story.at()
    story.later(20)
    story.step("evaluator", "conclude_evaluation", **report_of("continue")(story))
    assert {"suspended"} == set(story.at()) - {"executing"}
    assert story.refuses(409, "office", "close", closing_report={"result": "x", "closed_on": story.life.day})
    story.step("head", "resume", resumption={"reason": "影响已经消除。", "decided_on": story.life.day})
    assert "in_execution" in story.at()
    story.later(60)
    story.play(_now(story, act) for act in story.rest)
    story.ends("办结", ended=True)


def _now(story: Story, act: Act) -> Act:
    """An act of the plain life, on the day on which this story has come to it."""
    day = story.life.day
    dates = {"reported_on", "on", "closed_on"}
    inputs = {name: day if name in dates else value for name, value in act.inputs.items()}
    inputs = {name: value | {"closed_on": day} if name == "closing_report" else value for name, value in inputs.items()}
    return Act(day, act.who, act.role, act.verb, act.name, inputs)


def test_who_assessed_the_risk_may_not_evaluate(begin: Begin) -> None:
    story = begin(RUNNING)
    feedback(story)
    refused = story.refuses(403, "office", "open_evaluation", **order("某评估公司")(story))
    assert "第三十六条" in refused["detail"] and "请另行选定" in refused["detail"]
    newest = story.read("/timeline", limit=1)["items"][0]
    assert (newest["kind"], newest["act"]) == ("refused", "open_evaluation")
    assert story.send("assessor", f"/cases/{story.case}/steps/conclude_evaluation", report_of()(story)).status_code in (403, 422)
    story.step("office", "open_evaluation", **order()(story))
    story.step("evaluator", "conclude_evaluation", **report_of()(story))
    story.live_on()
    story.ends("办结", ended=True)


def test_a_problem_that_is_settled_lets_execution_go_on(begin: Begin) -> None:
    story = begin(RUNNING)
    story.step("executor", "report_problem", **problem(story))
    assert "problem_reported" in story.at()
    story.refuses(409, "office", "close", closing_report={"result": "x", "closed_on": story.life.day})
    story.step("office", "resolve_problem", problem_resolution={"result": "已协调解决。", "on": story.life.day})
    story.live_on()
    story.ends("办结", ended=True)


def test_a_major_adjustment_is_a_new_linked_matter_that_takes_the_place_of_the_old(begin: Begin) -> None:
    story = begin(RUNNING)
    settled_problem(story)
    own = story.read()["row"]["number"]
    heir = story.opens("城市道路停车收费标准（调整）", parent=story.case)
    major = {"major": True, "content": "收费标准重新确定。", "decided_on": story.life.day}
    assert "新的决策事项" in story.refuses(409, "office", "adjust", adjustment=major)["detail"]
    assert story.refuses(409, "office", "adjust", adjustment=major | {"new_matter": own})
    number = heir.read()["row"]["number"]
    assert (heir.read()["parent"], heir.read()["parent_number"]) == (story.case, own)
    story.step("office", "adjust", adjustment=major | {"new_matter": number})
    lives_to_publication(heir)
    story.clock.to(story.life.later((heir.life.day - story.life.day).days + 1))
    replaced = {"result": "由新的决策替代。", "closed_on": story.life.day, "new_decision": "政发〔演示〕1号", "new_decided_on": heir.life.day}
    answer = story.step("office", "replace_by_adjustment", closing_report=replaced)
    assert found(answer, "D-SUS-02") == "met"
    story.ends("办结", ended=True)
    heir.ends("公布解读", ended=False)


def lives_to_publication(heir: Story) -> None:
    referral = heir.until("refer_for_study")
    unmarked = heir.refuses(409, referral.who, referral.name, **referral.inputs)
    assert "由已有决策调整而来" in unmarked["detail"]
    test = {**referral.inputs["scope_test"], "adjusting": True}
    heir.step(referral.who, referral.name, scope_test=test)
    heir.play([heir.until("publish")])


def test_an_evaluation_runs_as_a_matter_of_its_own_and_binds_the_conclusion(begin: Begin) -> None:
    story = begin(RUNNING)
    opened(story)
    story.play(acts(story))
    story.ends("办结", ended=True)
    cross_over(story)
    otherwise = report_of("abolish", revise_or_repeal="建议废止。")(story)
    assert "审定的结论为「继续执行」" in story.refuses(409, "evaluator", "conclude_evaluation", **otherwise)["detail"]
    assert found(story.step("evaluator", "conclude_evaluation", **report_of()(story)), "D-EVA-06") == "met"
    story.live_on()
    story.ends("办结", ended=True)


def test_the_years_catalogue_is_agreed_published_adjusted_and_closed(begin: Begin) -> None:
    story = begin("open")
    open_catalogue(story)
    assert "没有同级党委同意" in story.refuses(409, "office", "publish_catalogue", **publication(story))["detail"]
    consent(story)
    story.later(3)
    story.step("office", "publish_catalogue", **publication(story))
    story.later(120)
    story.step("office", "adjust_catalogue", catalogue_adjustment={"reason": "根据工作需要新增一项。"})
    story.record("office", "catalogue_draft", **draft(item="停车收费标准调整及配套措施"))
    assert "目录又有变动" in story.refuses(409, "office", "publish_adjustment", **publication(story))["detail"]
    consent(story)
    story.step("office", "publish_adjustment", **publication(story))
    story.later(100)
    story.step("office", "close_catalogue", catalogue_closing={"completion": "两项均已完成。", "on": story.life.day})
    story.ends("年度终结", ended=True)
