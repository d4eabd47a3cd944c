"""The evaluation of a decision as a matter of its own, over HTTP, and its refusals (L713 art. 36)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from infra.demo.life import Act, Paper
from tests.stories.execution_refusals import RUNNING, feedback, order, report_of
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.telling import Story, role

UNIT = "某研究院"


def opened(story: Story) -> None:
    """The body orders an evaluation of the running decision; the story goes on in the matter of the evaluation."""
    feedback(story)
    story.step("office", "open_evaluation", **order(UNIT)(story))
    fields = {"proposed_by": "某市人民政府办公室", "reason": "群众意见较多。", "proposed_on": story.life.day}
    sent = {"procedure": "evaluation", "title": "停车收费标准调整决策后评估", "office": "city_office", "parent": story.case, "fields": fields}
    below = story.done("office", "/cases", sent)["case"]
    story.case, story.other = below, story.case


def cross_over(story: Story) -> None:
    """From the evaluation to the evaluated matter, or back."""
    story.case, story.other = story.other, story.case


def member(**more: Any) -> Papers:
    return {"person": "evaluator", "employer": UNIT, "duty": "evaluator", "interested": False} | more


def acts(story: Story) -> Iterator[Act]:
    """The lawful course of the evaluation, all on one day."""
    day = story.life.day

    def step(who: str, name: str, **papers: Papers) -> Act:
        return Act(day, who, role(who), "step", name, papers)

    def record(kind: str, **fields: Any) -> Act:
        return Act(day, "evaluator", role("evaluator"), "record", kind, {"on": day, **fields})

    body = "某市人民政府"
    yield step("office", "start_evaluation",
               evaluation_start={"decided_by": body, "decided_on": day, "finish_by": day + timedelta(days=90)})  # fmt: skip
    yield step("office", "appoint_evaluator", evaluator_appointment={
        "evaluator": UNIT, "third_party": True, "interested": False, "members": [member()], "decided_on": day})  # fmt: skip
    yield step("office", "fix_plan", evaluation_plan={
        "objectives": "实施效果和群众满意度", "indicators": [{"name": "投诉量", "aim": "下降三成"}], "methods": ["statistics"],
        "public_ways": ["online"], "parties": ["public", "deputy"], "input_by": day + timedelta(days=30),
        "report_by": day + timedelta(days=60), "made_on": day})  # fmt: skip
    yield record("evaluation_public_input", way="online", number=46, content="总体满意。")
    yield record("evaluation_party_input", party="deputy", number=3, content="建议继续执行。")
    yield record("indicator_result", name="投诉量", reached="下降四成", source="热线统计", met=True)
    yield step("evaluator", "close_input", evaluation_input_closing={"summary": "已按方案完成。", "closed_on": day})
    yield step("evaluator", "submit_report", **report_of(file=Paper("评估报告"))(story))
    yield step("office", "approve_report", evaluation_approval={"approved_by": body, "opinion": "同意。", "approved_on": day})
    yield step("office", "apply_result", evaluation_use={"result": "continue", "measures": "继续执行。", "decided_on": day})


def until(name: str, *left_out: str) -> Callable[[Story], None]:
    """An evaluation lived up to that step, perhaps without some of its records."""

    def lived(story: Story) -> None:
        opened(story)
        for act in acts(story):
            if act.name == name:
                return
            if act.name in left_out:
                story.omitted.append(act)
            else:
                story.play([act])

    return lived


def lawful(name: str) -> Callable[[Story], Act]:
    return lambda story: next(act for act in acts(story) if act.name == name)


def stage(step: str, *unmet: str, left_out: tuple[str, ...] = (), **more: Any) -> Refusal:
    return Refusal(step, unmet, at=RUNNING, spoil=until(step, *left_out), act=lawful(step), **more)


def unheard_of(story: Story) -> None:
    """The opinions for which the evaluation was ordered turn out to be none."""
    opened(story)
    cross_over(story)
    story.correct("public_feedback", number=0)
    cross_over(story)


def heard_after_all(story: Story) -> None:
    cross_over(story)
    story.correct("public_feedback", number=46)
    cross_over(story)


def without_its_text(story: Story) -> None:
    until("submit_report")(story)
    story.step("evaluator", "submit_report", **report_of()(story))


def with_its_text(story: Story) -> None:
    story.step("office", "return_report", evaluation_return={"reason": "请附报告文本。", "on": story.life.day})
    story.play([lawful("submit_report")(story)])


def meanwhile_above(story: Story) -> None:
    opened(story)
    cross_over(story)


def broken_off(story: Story) -> None:
    ended = {"decided_by": "某市人民政府", "reason": "不再单独办理评估事项。", "decided_on": story.life.day}
    cross_over(story)
    story.step("office", "terminate_evaluation", evaluation_termination=ended)
    cross_over(story)


CLAIMED = {"evaluation_report": {"evaluator": "某评估公司", "public_heard": False, "parties": ["public", "mass"]}}

REFUSALS = (
    Refusal("start_evaluation", ("D-EVA-01#started",), at=RUNNING, spoil=unheard_of, act=lawful("start_evaluation"), cure=heard_after_all),
    stage("appoint_evaluator", "D-EVA-02#appointed", "D-EVA-03#appointed", "D-EVA-04#appointed",
          bad={"evaluator_appointment": {"evaluator": "transport", "members": [member(interested=True)]}}),
    stage("fix_plan", "D-EVA-02#planned", "D-EVA-05#planned",
          bad=lambda act: {"evaluation_plan": {"input_by": act.on + timedelta(days=70), "parties": ["public"]}}),
    stage("close_input", "D-EVA-05#heard", left_out=("evaluation_public_input", "evaluation_party_input", "indicator_result"),
          cure=Story.make_good, warned=("D-EVA-02#measured",)),
    stage("submit_report", "D-EVA-02#submitted", "D-EVA-04#submitted", "D-EVA-05", "D-EVA-05#borne_out",
          falsify={"evaluator_appointment": {"interested": True}}, bad=CLAIMED),
    Refusal("approve_report", ("D-EVA-02#approved",), at=RUNNING, spoil=without_its_text, act=lawful("approve_report"), cure=with_its_text),
    stage("apply_result", "D-EVA-06#applied", "D-ADJ-01#applied", bad={"evaluation_use": {"result": "adjust", "major": True}}),
    Refusal("conclude_evaluation", ("D-EVA-06#concluded",), at=RUNNING, spoil=meanwhile_above, cure=broken_off,
            act=own("conclude_evaluation", "evaluator", report_of())),
)  # fmt: skip
