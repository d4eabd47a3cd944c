"""decide: a dossier, a command and a moment give an outcome or a refusal. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from states.casework import timers
from states.casework.authority import assigned, holding, may_record, may_take, parts_of, separate_assigned
from states.casework.commands import Actor, OpenCase, RecordEntry, TakeStep
from states.casework.events import Message, Outcome, entry_digest
from states.casework.fitting import refuse_misfit, refuse_unmet
from states.casework.notices import TOLD_ENTRIES
from states.casework.opening import below, in_form, only_one
from states.casework.ports import Credentials
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Part
from states.dossier.naming import NOBODY, Register, settled
from states.dossier.schema import Kind, Value, parse
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import InvalidEntry, NotPermitted, StepUnavailable
from states.law.conditions.acting_officers import unqualified
from states.law.requirement import Finding, Moment, judge
from states.procedures.base import Procedure, Step
from states.procedures.catalogue import procedure

NONE_YET: Mapping[str, str] = {}



def new_id(now: datetime) -> str:
    """A fresh identifier that sorts by time: 12 hex digits of milliseconds, 20 of chance."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}"


class Ids(Protocol):
    """Identifiers by number, for what a command may add."""

    def __getitem__(self, number: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything beside dossier and command that a decision may depend on."""

    moment: Moment
    now: datetime
    credentials: Credentials | None
    new_ids: Ids
    register: Register = NOBODY  # of those that the command names


def read(kind: Kind, raw: Mapping[str, Any], context: Context) -> dict[str, Value]:
    """What was sent, typed, and everybody whom it names in the one form that is compared and kept."""
    return settled(kind, parse(kind, raw, context.moment.today), context.register)


def new_entry(
    kind: Kind, values: Mapping[str, Value], actor: Actor, context: Context, entry_id: str, supersedes: str = ""
) -> Entry:
    """An entry as it will be stored; its effective day is the kind's date field or today."""
    day = values.get(kind.effective) if kind.effective else None
    on = day if isinstance(day, date) else context.moment.today
    sealed = entry_digest(entry_id, kind.name, values, on, supersedes)
    return Entry(
        entry_id, kind.name, values, actor.person, actor.role, on, context.now, actor.represents, supersedes, sealed
    )


def open_case(
    command: OpenCase, number: str, context: Context, above: Dossier | None = None, standing: Mapping[str, str] = NONE_YET,
    place: Mapping[str, str] = NONE_YET,
) -> tuple[Dossier, Outcome]:  # fmt: skip
    """A new matter and its first event; 秘密 or above is refused at the door. ``above``: the matter it belongs to;
    ``standing``: what such matters that have not ended are about, and their numbers; ``place``: what is wrong with it.
    """
    held = holding(context.credentials, command.actor)
    plan = procedure(command.procedure)
    kind = KINDS[plan.opening_kind]
    if command.confidentiality and command.confidentiality.classified:
        raise NotPermitted(
            f"本系统不得存储、处理{command.confidentiality.label}级及以上国家秘密，请改用涉密系统办理。"
        )
    may_open = command.actor.role in kind.roles and held.body == command.body
    if not may_open and "office" not in place:  # an office of another body is told as such
        raise NotPermitted(f"{plan.begun}应当由本机关的{'、'.join(role.label for role in kind.roles)}办理。")
    entry = _opening_entry(plan, command, context, above, standing, place)
    title, secrecy = command.title.strip(), command.confidentiality
    assert secrecy is not None
    dossier = Dossier(
        command.case, number, plan.name, title, command.office, command.body, secrecy,
        law_as_of=context.moment.today, overlays=command.overlays, configuration=plan.open(), entries=(entry,),
        parts=parts_of(_nobody(command), command.actor, _employer(context)), parent=command.parent, above=above,
    )  # fmt: skip
    outcome = Outcome(
        "opened", plan.opening_kind, f"{plan.begun}：{title}", (), dossier.configuration, context.moment.today,
        entries=(entry,), parts=dossier.parts, entered=dict.fromkeys(dossier.configuration, entry.on), stage=plan.stage(dossier.configuration), note={"number": number},
        timers=tuple(timers.running(plan, dossier, context.moment).values()), messages=(Message("opened", {}),),
    )  # fmt: skip
    return dossier, outcome


def _opening_entry(
    plan: Procedure, command: OpenCase, context: Context, above: Dossier | None, standing: Mapping[str, str], place: Mapping[str, str]
) -> Entry:
    """The first entry; InvalidEntry tells everything that is wrong in the form at once, wherever it stands."""
    kind, wrong = KINDS[plan.opening_kind], dict(place)
    if not 4 <= len(command.title.strip()) <= 200:
        wrong["title"] = "事项名称应当为4至200字。"
    if command.confidentiality is None:
        wrong["confidentiality"] = "请选择密级与公开属性。"
    told = list(wrong.values())
    try:
        if plan.belongs_to:
            below(plan, command, above)
    except InvalidEntry as error:
        wrong, told = wrong | error.fields, [*told, error.message]
    try:
        entry = new_entry(kind, read(kind, command.fields, context), command.actor, context, context.new_ids[0])
        plan.begin(entry, context.moment)
        only_one(plan, entry, standing)
    except InvalidEntry as error:
        raise InvalidEntry(wrong | in_form(kind, error.fields), ";".join((*told, error.message))) from None
    if wrong:
        raise InvalidEntry(wrong, ";".join(told))
    return entry


def _nobody(command: OpenCase) -> Dossier:
    return Dossier(command.case, "", command.procedure, "", "", "", command.confidentiality or Confidentiality.INTERNAL, date.min)


def _employer(context: Context) -> str:
    return context.credentials.employer if context.credentials else ""


def take_step(dossier: Dossier, command: TakeStep, context: Context) -> Outcome:
    """Authority, then the map, then the entries, then the gate; all findings at once when it is closed."""
    plan = procedure(dossier.procedure)
    step = plan.steps.get(command.step)
    if step is None:
        raise StepUnavailable("没有这一环节，请刷新页面后从可办环节中选择。")
    if not (command.actor.role is Role.CLOCK and step.by_clock):
        may_take(step, dossier, command.actor, holding(context.credentials, command.actor), _employer(context))
    after = plan.move(dossier.configuration, step)
    if over := step.over(dossier):
        raise StepUnavailable(over)
    entries = _entries(step, command, context)
    given, acting = assigned(entries), parts_of(dossier, command.actor, _employer(context))
    if given:
        separate_assigned(replace(dossier, parts=dossier.parts + acting), given)
    filed = replace(dossier, entries=dossier.entries + entries, configuration=after)
    disorder = out_of_order(plan, step, dossier, entries)
    if disorder:
        raise InvalidEntry(disorder, "日期先后不对：" + ";".join(disorder.values()))
    plan.vet(dossier, step, entries, context.moment)
    findings = judge(step.gate, filed, context.moment)
    refuse_unmet(step.label, (*unqualified(dossier, entries, context.moment), *findings))
    entered = entered_after(plan, step, dossier, after, entries)
    return Outcome(
        "step", step.name, step.label, dossier.configuration, after,
        max((entry.on for entry in entries), default=context.moment.today),
        entries=entries, findings=findings, timers=timers.changes(plan, dossier, filed, context.moment),
        messages=(Message("step_taken", {"step": step.name, "label": step.label}),),
        parts=_new_parts(dossier, acting, given), entered=entered, note=plan.beyond(dossier, step, context.moment),
        ended=plan.ended(after), stage=plan.stage(after),
    )  # fmt: skip


def _new_parts(dossier: Dossier, *given: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(part for some in given for part in some if part not in dossier.parts))


def _entries(step: Step, command: TakeStep, context: Context) -> tuple[Entry, ...]:
    allowed = (*step.kinds, *step.optional)
    wrong = {name: f"「{step.label}」不登记这类材料，请另行登记。" for name in command.inputs if name not in allowed}
    wrong |= {name: f"请填写「{KINDS[name].label}」。" for name in step.kinds if name not in command.inputs}
    found, told = [], list(wrong.values())
    for number, name in enumerate(one for one in allowed if one in command.inputs):
        raw = command.inputs[name]
        if not isinstance(raw, Mapping):
            raise InvalidEntry({name: f"「{KINDS[name].label}」的格式不对。"})
        try:
            found.append(parsed_entry(KINDS[name], raw, command.actor, context, context.new_ids[number]))
        except InvalidEntry as error:  # all kinds stand in one form: what is wrong in any of them is told at once
            wrong, told = wrong | error.fields, [*told, error.message]
    if wrong:
        raise InvalidEntry(wrong, ";".join(told))
    return tuple(found)


def parsed_entry(kind: Kind, raw: Mapping[str, Any], actor: Actor, context: Context, entry_id: str) -> Entry:
    try:
        values = read(kind, raw, context)
    except InvalidEntry as wrong:
        raise InvalidEntry({f"{kind.name}.{name}": why for name, why in wrong.fields.items()}, wrong.message) from None
    return new_entry(kind, values, actor, context, entry_id)


def out_of_order(plan: Procedure, step: Step, dossier: Dossier, entries: Iterable[Entry]) -> dict[str, str]:
    """A step cannot have happened before the stage it starts from was reached: field -> what is wrong with its date."""
    since = max((dossier.entered[state] for state in plan.sources(step.name) & set(dossier.entered)), default=date.min)
    dated = ((entry, kind.by_name[kind.effective]) for entry in entries if (kind := KINDS[entry.kind]).effective)
    return {
        f"{entry.kind}.{field.name}": f"「{field.label}」{entry.on}早于前一环节的日期{since}，请核对先后。"
        for entry, field in dated
        if entry.on < since
    }


def entered_after(
    plan: Procedure, step: Step, dossier: Dossier, after: tuple[str, ...], entries: Iterable[Entry]
) -> Mapping[str, date]:
    """For each state, the latest dated fact that led into it; a lower bound for what follows."""
    left = set(dossier.configuration) - set(after)
    known = [dossier.entered[state] for state in left | plan.sources(step.name) if state in dossier.entered]
    known += [entry.on for entry in entries if KINDS[entry.kind].effective]
    kept = {state: day for state, day in dossier.entered.items() if state in after}
    if not known or not step.moves:
        return kept
    return kept | {state: max(known) for state in after if state not in dossier.configuration}


def record_entry(dossier: Dossier, command: RecordEntry, context: Context) -> Outcome:
    """Put a fact on file. It belongs to certain stages and roles and may ask for a certificate; it never moves the matter."""
    kind = KINDS.get(command.kind)
    if kind is None or not kind.states:
        raise InvalidEntry({"kind": "没有这类材料，或者它只能随环节一并登记。"})
    plan = procedure(dossier.procedure)
    may_record(kind, dossier, command.actor, holding(context.credentials, command.actor), _employer(context))
    if set(kind.states).isdisjoint(dossier.configuration):
        raise StepUnavailable(f"当前阶段（{plan.stage_label(dossier.configuration)}）不登记「{kind.label}」。")
    entry = parsed_entry(kind, command.fields, command.actor, context, context.new_ids[0])
    refuse_misfit(plan, dossier, entry, context.moment, f"{kind.name}.")
    given, acting = assigned((entry,)), parts_of(dossier, command.actor, _employer(context))
    separate_assigned(replace(dossier, parts=dossier.parts + acting), given)
    refuse_unmet(kind.label, unqualified(dossier, (entry,), context.moment))
    return Outcome(
        "entry", kind.name, kind.label, dossier.configuration, dossier.configuration, entry.on, entries=(entry,),
        timers=timers.changes(plan, dossier, replace(dossier, entries=(*dossier.entries, entry)), context.moment),
        messages=(Message("entry_recorded", {"kind": kind.name, "label": kind.label}),) if kind.name in TOLD_ENTRIES else (),
        parts=_new_parts(dossier, acting, given),
        ended=plan.ended(dossier.configuration), stage=plan.stage(dossier.configuration),
    )  # fmt: skip


def unmet(dossier: Dossier, step: Step, moment: Moment) -> tuple[Finding, ...]:
    """The gate as it stands now, for page, refusal and tests alike: one truth, three readers."""
    return judge(step.gate, dossier, moment)
