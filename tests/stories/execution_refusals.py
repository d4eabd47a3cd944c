"""Refusals after the decision: release, execution, suspension, evaluation, adjustment, closing (L713 arts. 31-37)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from infra.demo.life import Act, Paper
from tests.stories.archived import by_hand, left_behind
from tests.stories.arguing_refusals import IDENTITY
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.shelf import Way
from tests.stories.telling import Story

CONGRESS = {"refer_for_study": {"scope_test": {"congress": "decide"}}}
DOCUMENT = {"begin_drafting": {"matter_profile": {"normative_document": True}}}
UNAGREED = ("party_report", "release_review")
LATE = 40  # days: more than twenty working days
RUNNING = "execution_report"  # the first act of the life that needs a decision under execution


def agree(story: Story) -> None:
    """The Party committee, the congress, the review before release, the document's number."""
    story.make_good()
    story.record("office", "congress_act", document="人决〔2025〕1号", act="decide", approved=True, on=story.life.day)
    number(story)


def release(story: Story) -> Act:
    """The life's own publication, from where the story stands."""
    act = next(story.life.publication())
    story.clock.to(act.on)
    return act


def disagree(story: Story) -> None:
    today = story.life.day
    story.record("office", "party_report", document="政请〔2025〕2号", reported_on=today, reply="委复〔2025〕2号", replied_on=today, agreed=False)


def number(story: Story, **more: Any) -> None:
    story.record("office", "document_regime", registration="登〔2025〕1号", issuer="某市人民政府", **more)


def agree_and_correct(story: Story) -> None:
    agree(story)
    story.correct("matter_profile", normative_document=False)


def non_disclosure(story: Story) -> Papers:
    return {"non_disclosure": {"ground": "internal", "basis": "政府信息公开条例第十六条第一款", "reason": "属于内部事务信息。",
                               "decided_on": story.life.day}}  # fmt: skip


def withhold(story: Story) -> None:
    story.step("office", "withhold_publication", **non_disclosure(story))
    story.pass_over("start_execution")


def problem(story: Story) -> Papers:
    return {"problem_report": {"problem": "changed", "found_on": story.life.day, "reported_on": story.life.day, "content": "客观情况发生变化。"}}


def report(story: Story) -> None:
    story.step("executor", "report_problem", **problem(story))


def settled_problem(story: Story) -> None:
    report(story)
    story.step("office", "resolve_problem", problem_resolution={"result": "研究调整。", "on": story.life.day})


def order(evaluator: str = "某研究院", trigger: str = "many_opinions") -> Any:
    return lambda story: {"evaluation_order": {
        "trigger": trigger, "evidence": "收到意见46条。", "decided_on": story.life.day, "evaluator": evaluator, "third_party": True,
    }}  # fmt: skip


def feedback(story: Story) -> None:
    story.record("executor", "public_feedback", on=story.life.day, number=46, content="群众提出较多意见。")


def evaluate(story: Story) -> None:
    feedback(story)
    story.step("office", "open_evaluation", **order()(story))


def report_of(result: str = "continue", **more: Any) -> Any:
    return lambda story: {"evaluation_report": {
        "evaluator": "某研究院", "public_heard": True, "parties": ["public", "deputy"], "findings": "总体平稳。", "result": result,
        "finished_on": story.life.day,
    } | more}  # fmt: skip


def evaluated(story: Story) -> None:
    evaluate(story)
    story.step("evaluator", "conclude_evaluation", **report_of("adjust", revise_or_repeal="建议修订收费标准。")(story))


def adjustment(**more: Any) -> Any:
    return lambda story: {"adjustment": {"major": False, "content": "调整收费时段。", "decided_on": story.life.day} | more}


def adjust(story: Story) -> None:
    settled_problem(story)
    story.step("office", "adjust", **adjustment()(story))


def withdrawal(story: Story) -> Papers:
    return {"publication_withdrawal": {"covers": ["decision"], "ground": "masked", "basis": "《政府信息公开条例》第十五条",
                                       "reason": "公布的文本误登了个人信息。", "withdrawn_on": story.life.day}}  # fmt: skip


def withdraws(story: Story) -> None:
    story.step("office", "withdraw_publication", **withdrawal(story))


def republished(story: Story) -> Papers:
    return {"republication": {"published_on": story.life.day, "channels": ["website"], "address": "政府网站政策栏目", "file": Paper("草案第2版"), "reviewed": True}}


def replaced(story: Story) -> None:
    assert story.seal() == "sealed"
    story.correct("adjustment", new_matter="决〔2025〕9号")


def ignored_evaluation(story: Story) -> None:
    """A document put on the register but not filed, an evaluation that asks for a change which nobody makes."""
    number(story)
    story.play([story.until("start_execution")])
    evaluated(story)


def do_all(story: Story) -> None:
    story.make_good()
    story.record("office", "interpretation", on=story.life.day, way="新闻发布会", content="介绍决策背景。")
    number(story, filed_on=story.life.day, filed_with="市人大常委会")


RELEASED = ("D-PARTY-01", "D-SCOPE-08", "D-FCR-08#issue")

REFUSALS = (
    Refusal("publish", (*RELEASED, "D-PBL-01", "D-PBL-02", "D-PBL-05", "D-NORM-03", "D-NORM-11"),
            way=Way(alter=CONGRESS | DOCUMENT, omit=UNAGREED), falsify={"fcr_conclusion": {"compliant": False}},
            spoil=lambda story: story.later(LATE), act=release, cure=agree, warned=("D-PBL-04",),
            bad={"publication_record": {"channels": ["radio"], "adoption_explained": None}}),
    Refusal("publish", ("D-PBL-05#private",), bad={"publication_record": {"adoption_explained": f"采纳某人（身份证{IDENTITY}）的意见。"}}),
    Refusal("withdraw_publication", ("D-PBL-03#withdrawn", "D-PBL-05#reason"), at=RUNNING, act=own("withdraw_publication", "office", withdrawal),
            bad={"publication_withdrawal": {"ground": "changed", "reason": f"误登了{IDENTITY}。"}}),
    Refusal("publish_again", ("D-PBL-01#again", "D-PBL-05#again", "D-PBL-05#private"), at=RUNNING, spoil=withdraws,
            act=own("publish_again", "office", republished),
            bad={"republication": {"channels": ["radio"], "reviewed": False, "note": f"删去{IDENTITY}。"}}),
    Refusal("withhold_publication", (*RELEASED, "D-PBL-03", "D-NORM-02#withhold"), at="publish",
            way=Way(alter=CONGRESS | DOCUMENT, omit=UNAGREED), falsify={"fcr_conclusion": {"compliant": False}},
            act=own("withhold_publication", "office", non_disclosure), bad={"non_disclosure": {"ground": "process"}}, cure=agree_and_correct),
    Refusal("reconsider", ("D-PARTY-01#reconsider",), at="publish", cure=disagree,
            act=own("reconsider", "head", lambda story: {"reconsideration": {"reason": "不能出台。", "decided_on": story.life.day}})),
    Refusal("start_execution", ("D-NORM-06",), at="publish", spoil=withhold,
            falsify={"matter_profile": {"normative_document": True, "market_entities": True}}),
    Refusal("seal_dossier", ("D-ARC-01#held",), at=RUNNING, spoil=left_behind, act=own("seal_dossier", "archivist", by_hand),
            bad={"dossier_seal": {"digest": f"sha256:{'e' * 64}"}}),
    Refusal("report_problem", ("D-MON-01",), at=RUNNING, act=own("report_problem", "executor", problem),
            bad=lambda act: {"problem_report": {"reported_on": act.on - timedelta(days=1)}}),
    Refusal("suspend", ("D-SUS-01",), at=RUNNING, cure=report, bad={"suspension": {"urgent": False}},
            act=own("suspend", "head", lambda story: {"suspension": {"urgent": True, "reason": "情况紧急。", "decided_on": story.life.day}})),
    Refusal("open_evaluation", ("D-EVA-01", "D-EVA-03"), at=RUNNING, act=own("open_evaluation", "office", order()),
            bad={"evaluation_order": {"evaluator": "某市交通运输局（某市人民政府）"}}, cure=feedback),
    Refusal("open_evaluation", ("D-EVA-01", "D-EVA-04"), at=RUNNING, act=own("open_evaluation", "office", order()),
            bad={"evaluation_order": {"evaluator": "专家甲"}}, cure=feedback),
    Refusal("conclude_evaluation", ("D-EVA-02#report", "D-EVA-04#report", "D-EVA-05"), at=RUNNING, spoil=evaluate,
            act=own("conclude_evaluation", "evaluator", report_of()), bad={"evaluation_report": {"evaluator": "某评估公司", "public_heard": False}}),
    Refusal("adjust", ("D-ADJ-01", "D-SUS-02"), at=RUNNING, act=own("adjust", "office", adjustment()),
            bad={"adjustment": {"major": True}}, cure=settled_problem),
    Refusal("adjust", ("D-ADJ-01", "D-EVA-06"), at=RUNNING, spoil=evaluated, bad={"adjustment": {"major": True, "evaluation_used": None}},
            act=own("adjust", "office", adjustment(evaluation_used="评估结论：调整。"))),
    Refusal("replace_by_adjustment", ("D-SUS-02#replace", "D-ARC-01"), at=RUNNING, way=Way(omit=("seal",)), spoil=adjust, cure=replaced,
            act=own("replace_by_adjustment", "office", lambda story: {"closing_report": {
                "result": "由新的决策替代。", "new_decision": "演示发〔2026〕30号", "new_decided_on": story.life.day, "closed_on": story.life.day,
            }})),
    Refusal("close", ("D-EXE-05", "D-EXE-04", "D-PBL-02#interpreted", "D-ARC-01", "D-NORM-01#filed"), at="publish",
            way=Way(alter=DOCUMENT | {"publish": {"interpretation": None}}, omit=("seal", "execution_report", "inspection_record")),
            spoil=ignored_evaluation, cure=do_all, warned=("D-EVA-06#close",)),
)  # fmt: skip
