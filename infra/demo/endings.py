"""How single matters of the demo go on after the plain story: returned, suspended, evaluated, terminated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from infra.demo.life import Act, Life
from states.dossier.vocabulary import Role


def returned(life: Life, today: date) -> Iterator[Act]:
    """退回补正: instead of confirming the papers, the reviewer asks for more."""
    c = life.cast
    yield life.step(c.reviewer, Role.LEGAL_REVIEWER, "return_for_supplement",
                    supplement_request={"missing": "请补充公平竞争审查结论原件和征求意见汇总表。", "on": life.day})  # fmt: skip


def waiting(life: Life, today: date) -> Iterator[Act]:
    """送审: the reviewer has not confirmed the papers yet."""
    yield from ()


def published(life: Life, today: date) -> Iterator[Act]:
    yield from life.publication()


def consulting(life: Life, today: date) -> Iterator[Act]:
    """公开征求意见中, with opinions coming in."""
    acts = list(life.participation())
    yield from (act for act in acts if act.name in ("open_consultation", "receive"))


def arguing(life: Life, today: date) -> Iterator[Act]:
    """专家论证 is under way; risk assessment has begun."""
    yield from islice(life.assessment(), 2)


def drafting(life: Life, today: date) -> Iterator[Act]:
    yield from islice(life.drafting(), 2)


def under_study(life: Life, today: date) -> Iterator[Act]:
    yield from islice(life.initiation(), 1)


def terminated(life: Life, today: date) -> Iterator[Act]:
    life.later(10)
    yield life.step(life.cast.office, Role.DECISION_OFFICE, "terminate",
                    termination={"decided_by": life.cast.body_name, "decided_on": life.day, "reason": "上级已有统一规定，无需另行决策。"})  # fmt: skip


def _problem(life: Life) -> Act:
    life.later(30)
    return life.step(life.cast.executor, Role.EXECUTOR, "report_problem", problem_report={
        "problem": "changed", "found_on": life.day, "reported_on": life.day, "content": "客观情况发生重大变化，继续执行难以实现目标。",
    })  # fmt: skip


def suspended(life: Life, today: date) -> Iterator[Act]:
    """问题报告 → 中止执行."""
    yield _problem(life)
    life.later(1)
    yield life.step(life.cast.head, Role.HEAD, "suspend", suspension={"urgent": True, "reason": "情况紧急，继续执行将造成不良影响。", "decided_on": life.day})


def evaluating(life: Life, today: date) -> Iterator[Act]:
    """较多意见 → 决策后评估."""
    c = life.cast
    life.later(120)
    yield life.record(c.executor, Role.EXECUTOR, "public_feedback", on=life.day, number=46, content="群众对执行范围提出较多意见。")
    life.later(5)
    yield life.step(c.office, Role.DECISION_OFFICE, "open_evaluation", evaluation_order={
        "trigger": "many_opinions", "evidence": "实施以来收到意见46条。", "decided_on": life.day, "evaluator": c.evaluator_unit, "third_party": True,
    })  # fmt: skip


ENDINGS: Mapping[str, Callable[[Life, date], Iterator[Act]]] = {
    "returned": returned, "waiting": waiting, "published": published, "consulting": consulting, "arguing": arguing, "drafting": drafting,
    "under_study": under_study, "terminated": terminated, "suspended": suspended, "evaluating": evaluating,
}  # fmt: skip
