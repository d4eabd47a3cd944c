"""Acts that do not touch the course of a matter: materials, clocks, proposals to evaluate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from states.casework.authority import holding, may_handle
from states.casework.commands import (
    AddMaterial,
    FireTimer,
    ProposeEvaluation,
    SignOffPaper,
)
from states.casework.decide import Context
from states.casework.events import Message, Outcome
from states.casework.ports import TimerRow
from states.dossier.model import Dossier
from states.dossier.vocabulary import EvaluationTrigger, Role
from states.errors import InvalidEntry, NotFound, NotPermitted, StepUnavailable
from states.law.lights import calendar_for, light, scheme_for
from states.law.period import Bound
from states.law.requirement import Moment
from states.procedures.catalogue import procedure

PAPER = re.compile("sha256:[0-9a-f]{64}")
SIZE_LIMIT = 2**53 - 1  # bytes; what every reader of JSON holds exactly


def still(
    dossier: Dossier,
    kind: str,
    act: str,
    label: str,
    context: Context,
    note: Mapping[str, Any] | None = None,
    messages: tuple[Message, ...] = (),
) -> Outcome:
    plan = procedure(dossier.procedure)
    here = dossier.configuration
    return Outcome(
        kind, act, label, here, here, context.moment.today, advances=False, ended=plan.ended(here),
        stage=plan.stage(here), note=note, messages=messages,
    )  # fmt: skip


def add_material(dossier: Dossier, command: AddMaterial, context: Context) -> Outcome:
    """Register a material that the archive holds; its digest is chained. A flow adds drafts where they are asked for."""
    plan = procedure(dossier.procedure)
    if command.actor.role is not Role.CLOCK or set(plan.drafted).isdisjoint(dossier.configuration):
        held = holding(context.credentials, command.actor)
        may_handle("上传材料", dossier, command.actor, held, context.credentials.employer if context.credentials else "")
    signed = isinstance(command, SignOffPaper)
    if plan.ended(dossier.configuration) and not (signed and not dossier.has("dossier_seal")):  # the closing report is filed after the closing
        raise StepUnavailable("本事项已经终结，不能再上传材料。")
    if not PAPER.fullmatch(command.digest) or not 0 <= command.size <= SIZE_LIMIT or not command.name.strip():
        raise InvalidEntry({"digest": "材料的名称、大小或者摘要不对，请重新上传。"})
    note = {"digest": command.digest, "name": command.name, "media_type": command.media_type, "size": command.size}
    if isinstance(command, SignOffPaper):
        if all(entry.id != command.entry for entry in dossier.entries):
            raise InvalidEntry({"entry": "本事项没有这份文书记载的登记，请刷新页面后重新定稿。"})
        note["paper"] = {"name": command.paper, "entry": command.entry, "form": command.form}
        return still(dossier, "material", "sign_off", f"文书定稿：{command.name}", context, note=note)
    return still(dossier, "material", "upload", f"上传材料：{command.name}", context, note=note)


def fire_timer(dossier: Dossier, command: FireTimer, timer: TimerRow | None, context: Context) -> Outcome | None:
    """A clock came due. Fenced by its generation: a stale or early firing changes nothing and returns None.

    A day is over when it has ended, so a clock fires on the day after ``due_on`` at the earliest.
    """
    if command.actor.role is not Role.CLOCK:
        raise NotPermitted("到期处理由系统时钟办理。")
    if timer is None:
        raise NotFound("没有这一计时。")
    expected = ("armed",) if command.warning else ("armed", "warned")
    today = context.moment.today
    early = timer.warn_on is None or today < timer.warn_on if command.warning else today <= timer.due_on
    if timer.generation != command.generation or timer.status not in expected or early:
        return None
    act = "warn" if command.warning else "fire"
    label = f"{timer.label}将于{timer.due_on}到期" if command.warning else f"{timer.label}已于{timer.due_on}到期"
    floor = _is_floor(dossier, timer, context)
    note = {"timer": timer.name, "rule": timer.rule, "due_on": timer.due_on.isoformat(), "act": act, "id": timer.id, "floor": floor}
    note |= _lit(dossier, timer, context.moment, floor)
    topic = "deadline_near" if command.warning else "deadline_passed"
    told = {"timer": timer.name, "label": label, "rule": timer.rule, "due_on": timer.due_on.isoformat(), "what": timer.label, "floor": floor}
    message = Message(topic, told)
    return still(dossier, "deadline", f"{act}:{timer.name}", label, context, note=note, messages=(message,))


def _lit(dossier: Dossier, timer: TimerRow, moment: Moment, floor: bool) -> dict[str, Any]:
    """The light at that moment with all it came from, and the first rung of the ladder."""
    scheme, calendar = scheme_for(dossier.overlays), calendar_for(dossier.overlays, moment.law.almanac)
    first, above = scheme.ladder[0], scheme.rung(2)
    rises = above.opens_on(timer.due_on, calendar).isoformat() if above else ""
    return {
        "light": light(scheme, timer.name, timer.due_on, moment.today, calendar, floor=floor).body(),
        "rung": {"to": first.to.value, "light": first.light.value, "next_on": rises},
    }


def _is_floor(dossier: Dossier, timer: TimerRow, context: Context) -> bool:
    """A minimum time or a party's own time that is over is nobody's delay: the next act has become possible, nothing is escalated."""
    rule = next((one for one in procedure(dossier.procedure).timers if one.name == timer.name), None)
    if rule is None or rule.dated:
        return False
    if rule.window:
        return True
    period = context.moment.law.period(rule.rule, rule.period)
    return period.bound is Bound.AT_LEAST and not period.before


def propose_evaluation(dossier: Dossier, command: ProposeEvaluation, context: Context) -> Outcome:
    """Put a trigger of art. 36(1) before the decision body; opening the evaluation stays its own decision."""
    if command.actor.role is not Role.CLOCK:
        raise NotPermitted("评估提示由系统时钟办理。")
    if "executing" not in dossier.configuration:
        raise StepUnavailable("只有执行中的决策才提示开展决策后评估。")
    trigger = EvaluationTrigger(command.trigger)
    note = {"trigger": trigger.value, "evidence": command.evidence}
    message = Message("evaluation_proposed", note | {"label": trigger.label})
    label = f"提示决策机关研究是否开展决策后评估：{trigger.label}"
    return still(dossier, "proposal", "evaluation", label, context, note=note, messages=(message,))

