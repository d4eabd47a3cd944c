"""规则核实 as a small procedure of its own: 提请核实 → 已核实 or 不予核实; 已核实 → 撤销核实.

A rule whose text or day of coming into force is not certain (待核实) only warns. Once one person has proposed the
authentic text and a legal reviewer who is another person has found it right, it blocks like any other: at once and for
every matter, for what changed is our evidence and not the law. Steps already taken are not judged again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statemachine import State

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from states.law.requirement import REQUIREMENTS, Moment
from states.law.values import rules
from states.procedures.base import Procedure, Step, StrictChart

NAME = "rule_confirmation"
MARK = "核"  # of its numbers: 核〔2026〕1号
NOTE = "confirmed_rule"  # under which an event tells what it did to a rule
STAGES = (("rc_proposed", "提请核实"), ("rc_confirmed", "已核实"))
REVIEW = (Role.LEGAL_REVIEWER,)


class RuleConfirmationChart(StrictChart):
    """What was confirmed stands until somebody withdraws it."""

    rc_proposed = State("提请核实", initial=True)
    rc_confirmed = State("已核实")
    rc_returned = State("不予核实", final=True)
    rc_withdrawn = State("撤销核实", final=True)

    confirm_rule = rc_proposed.to(rc_confirmed)
    return_rule = rc_proposed.to(rc_returned)
    withdraw_rule = rc_confirmed.to(rc_withdrawn)


STEPS = (
    Step("confirm_rule", "核实规则", REVIEW, ("rule_check",), own_office=False,
         note="由提请人以外的人办理，先在案卷中核对提请的条款和原文；核实后，该要求不满足的事项一律不予办理"),
    Step("return_rule", "不予核实", REVIEW, ("rule_return",), own_office=False),
    Step("withdraw_rule", "撤销核实", REVIEW, ("rule_withdrawal",), own_office=False,
         note="撤销后，该要求重新只作提示；已经办理的环节不受影响"),
)  # fmt: skip


def confirmable(rule: str) -> bool:
    """Whether it is a known rule, 待核实, that some requirement asks for; only then does confirming it change anything."""
    known = rules().get(rule)
    return known is not None and known.warns and any(one.rule == rule for one in REQUIREMENTS.values())


def begin(entry: Entry, moment: Moment) -> None:
    """InvalidEntry unless there is something to confirm."""
    id = entry.text("rule")
    known = rules().get(id)
    if known is None:
        why = f"没有编号为「{id[:50]}」的要求，请从法规对照中标“待核实”的要求里选择。"
    elif not known.warns:
        why = f"「{id}」已经核实，不需要再提请。"
    elif not confirmable(id):
        why = f"「{id}」没有任何环节核验，核实与否都不影响办理，不需要提请。"
    else:
        return
    raise InvalidEntry({"rule": why}, why)


def beyond(dossier: Dossier, step: Step, moment: Moment) -> Mapping[str, Any] | None:
    """Which rule holds from this step on, or no longer does."""
    proposal = dossier.last(PROCEDURE.opening_kind)
    if proposal is None or step.name not in ("confirm_rule", "withdraw_rule"):
        return None
    return {NOTE: {"rule": proposal.text("rule"), "holds": step.name == "confirm_rule"}}


PROCEDURE = Procedure(
    name=NAME,
    label="规则核实",
    chart=RuleConfirmationChart,
    steps={step.name: step for step in STEPS},
    timers=(),
    opening_kind="rule_proposal",
    stages=STAGES,
    mark=MARK,
    house=True,
    begin=begin,
    once="rule",
    beyond=beyond,
    fixed=("rule_proposal",),
    resting=("rc_confirmed",),
)
