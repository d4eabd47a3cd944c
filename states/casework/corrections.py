"""A wrong entry is superseded, never edited: one person asks, a second confirms, what hung on it is judged again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from states.casework import timers
from states.casework.authority import assigned, holding, may_handle, parts_of, separate_assigned
from states.casework.commands import (
    Actor,
    ConfirmCorrection,
    RefuseCorrection,
    RequestCorrection,
    WithdrawCorrection,
)
from states.casework.decide import Context, new_entry, read
from states.casework.events import Message, Outcome, canonical, entry_digest
from states.casework.fitting import refuse_misfit
from states.casework.hindsight import Hindsight, Judged
from states.casework.ports import TakenStep
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Part, in_place
from states.dossier.schema import TEXT_LIMIT, Fields, parse
from states.dossier.vocabulary import Labelled, Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from states.law.effects import effect
from states.procedures.catalogue import procedure

REQUEST = "correction_request"
CONFIRMERS = (Role.DECISION_OFFICE, Role.LEGAL_REVIEWER, Role.ENFORCEMENT_REVIEWER, Role.SUPERVISOR)


class Closing(Labelled):
    """How a request ended that corrected nothing."""

    WITHDRAWN = "withdrawn", "撤回更正申请"
    REFUSED = "refused", "不同意更正"


@effect("E-CLS-03")
def not_yet_filed(dossier: Dossier, context: Context) -> None:
    """Where a sector says that nothing is added to, taken from or altered in a filed dossier, not even a correction is.

    Nothing else can be recorded on a matter that has ended, and what was recorded is never changed. NotPermitted.
    """
    if context.moment.law.applies("E-CLS-03") and procedure(dossier.procedure).ended(dossier.configuration):
        basis = context.moment.law.cite("E-CLS-03")
        raise NotPermitted(f"案卷已经归档，按{basis}不得增加、抽取、涂改，不能更正。确有错误的，另行出具说明。")


def request(dossier: Dossier, command: RequestCorrection, context: Context) -> Outcome:
    """Ask for a correction: the entry must stand, the new fields must parse, a reason must be given."""
    not_yet_filed(dossier, context)
    held = holding(context.credentials, command.actor)
    target = _standing(dossier, command.entry)
    kind = KINDS[target.kind]
    if kind.name in procedure(dossier.procedure).fixed:
        raise NotPermitted(f"「{kind.label}」登记后即据以办理，不能更正。确有错误的，请终结本事项后重新立项。")
    if command.actor.role is not target.role:
        raise NotPermitted(f"「{kind.label}」由{target.role.label}登记，应当由同一身份申请更正。")
    may_handle("申请更正", dossier, command.actor, held, _employer(context))
    if not 0 < len(command.reason.strip()) <= TEXT_LIMIT:
        raise InvalidEntry({"reason": f"请填写更正的理由，不超过{TEXT_LIMIT}字。"})
    values = read(kind, command.fields, context)
    if dict(values) == dict(target.fields):
        raise InvalidEntry({"fields": "更正后的内容与原登记相同，无需更正。"})
    corrected = new_entry(kind, values, command.actor, context, context.new_ids[0], target.id)
    refuse_misfit(procedure(dossier.procedure), dossier, corrected, context.moment)
    fields = {"target": target.id, "reason": command.reason.strip(), "fields": canonical(values)}
    on = context.moment.today
    entry = Entry(
        context.new_ids[0], REQUEST, fields, command.actor.person, command.actor.role, on, context.now,
        command.actor.represents, "", entry_digest(context.new_ids[0], REQUEST, fields, on, ""),
    )  # fmt: skip
    asked = _outcome(dossier, "entry", REQUEST, f"申请更正：{kind.label}", (entry,), context, command.actor)
    return replace(asked, messages=(Message("correction_asked", {"label": kind.label}),))


def confirm(
    dossier: Dossier, command: ConfirmCorrection, context: Context, taken: Sequence[TakenStep], seqs: dict[str, int]
) -> Outcome:
    """Confirm a correction as another person; every gate that was passed is judged again on the corrected facts.

    The event says which requirements turn out to have been missed (``judged_again``, each with an alarm in the
    outbox) and which earlier breaches are cured (``lifted``); the events of the steps themselves stay as they are.
    """
    not_yet_filed(dossier, context)
    asked = _asked(dossier, command.request)
    _second_person("确认更正", dossier, asked, command.actor, context)
    target = _standing(dossier, asked.text("target"))
    entry = _replacement(target, asked, command.actor, context)
    given = assigned((entry,))
    acting = parts_of(dossier, command.actor, _employer(context))
    separate_assigned(replace(dossier, parts=dossier.parts + acting), given)
    done = _answered(asked, asked.fields, command.actor, context, context.new_ids[1])
    outcome = _outcome(dossier, "correction", entry.kind, f"更正：{KINDS[entry.kind].label}", (entry, done), context, command.actor, given)
    before = Hindsight(dossier, taken, seqs, context.moment.law)
    after = before.given(entry)
    breaches, lifted = after.beyond(before), before.beyond(after)
    messages = [Message("correction_breach", _told(one)) for one in breaches]
    messages += [Message("correction_lifts", _told(one)) for one in lifted]
    note = {
        "supersedes": target.id, "reason": asked.text("reason"), "requested_by": asked.by,
        "judged_again": [_told(one) for one in breaches], "lifted": [_told(one) for one in lifted],
    }  # fmt: skip
    found = tuple(one.finding for one in breaches if one.finding.rule)
    return replace(outcome, note=note, messages=tuple(messages), findings=found, entered=after.entered)


def close(dossier: Dossier, command: WithdrawCorrection | RefuseCorrection, context: Context) -> Outcome:
    """Put an open request away without correcting anything: taken back by who asked, or not confirmed by another."""
    asked = _asked(dossier, command.request)
    back = isinstance(command, WithdrawCorrection)
    if back:
        may_handle("撤回更正申请", dossier, command.actor, holding(context.credentials, command.actor), _employer(context))
        if command.actor.role is not asked.role or not _hands(command.actor) & {asked.by, asked.represented}:
            raise NotPermitted("更正申请只能由申请人以原身份撤回；其他人认为不应更正的，请办理「不同意更正」。")
    else:
        _second_person("不同意更正", dossier, asked, command.actor, context)
    if not 0 < len(command.reason.strip()) <= TEXT_LIMIT:
        raise InvalidEntry({"reason": f"请填写{'撤回' if back else '不同意更正'}的理由，不超过{TEXT_LIMIT}字。"})
    result = Closing.WITHDRAWN if back else Closing.REFUSED
    fields = {**asked.fields, "closing": result.value, "closing_reason": command.reason.strip()}
    done = _answered(asked, fields, command.actor, context, context.new_ids[0])
    kind = next(KINDS[one.kind] for one in dossier.entries if one.id == asked.text("target"))
    outcome = _outcome(dossier, "entry", REQUEST, f"{result.label}：{kind.label}", (done,), context, command.actor)
    return replace(outcome, note={"request": asked.id, "reason": command.reason.strip()})


def _second_person(what: str, dossier: Dossier, asked: Entry, actor: Actor, context: Context) -> None:
    held = holding(context.credentials, actor)
    if actor.role not in (*CONFIRMERS, asked.role):
        raise NotPermitted(f"「{what}」应当由同一单位的其他人员或者决策机关办公机构、合法性审查人员、监督机关办理。")
    may_handle(what, dossier, actor, held, _employer(context))
    if _hands(actor) & {asked.by, asked.represented}:
        raise NotPermitted("申请更正和确认更正不得为同一人（包括代理关系），请由第二人办理。")


def _hands(actor: Actor) -> set[str]:
    return {actor.person, actor.represents} - {""}


def _answered(asked: Entry, fields: Fields, actor: Actor, context: Context, entry_id: str) -> Entry:
    """The request as it was dealt with, in place of the open one."""
    done = replace(asked, id=entry_id, fields=fields, by=actor.person, role=actor.role, represented=actor.represents,
                   recorded_at=context.now, supersedes=asked.id)  # fmt: skip
    return replace(done, digest=entry_digest(done.id, done.kind, done.fields, done.on, done.supersedes))


def proposed(dossier: Dossier, entry: Entry) -> tuple[str, Fields]:
    """What a correction request asks for: the kind and the fields that shall stand."""
    target = next(one for one in dossier.entries if one.id == entry.text("target"))
    return target.kind, json.loads(entry.text("fields"))


def _asked(dossier: Dossier, request: str) -> Entry:
    gone = dossier.superseded()
    for one in dossier.all(REQUEST):
        if one.id == request and not one.supersedes and one.id not in gone:
            return one
    raise NotFound("没有这一更正申请，或者它已经办理。")


def _replacement(target: Entry, asked: Entry, actor: Actor, context: Context) -> Entry:
    """The entry that takes the place of the wrong one; it stays the word of the person who recorded that."""
    kind = KINDS[target.kind]
    values = parse(kind, json.loads(asked.text("fields")), context.moment.today)
    entry = new_entry(kind, values, actor, context, context.new_ids[0], supersedes=target.id)
    entry = replace(entry, by=target.by, role=target.role, represented=target.represented)
    if isinstance(values.get(kind.effective), date):
        return entry
    # No date of its own among the fields: the fact is as old as it was, however late its correction.
    sealed = entry_digest(entry.id, kind.name, values, target.on, target.id)
    return replace(entry, on=target.on, digest=sealed)


def _told(one: Judged) -> dict[str, str]:
    return {"step": one.step, "rule": one.finding.rule, "reason": one.finding.reason}


def _employer(context: Context) -> str:
    return context.credentials.employer if context.credentials else ""


def _standing(dossier: Dossier, entry_id: str) -> Entry:
    gone = dossier.superseded()
    found = next((one for one in dossier.entries if one.id == entry_id), None)
    if found is None or found.kind == REQUEST:
        raise NotFound("没有这一登记，请刷新后重新选择。")
    if found.id in gone:
        raise InvalidEntry({"entry": "该登记已经更正过，请对更正后的登记提出申请。"})
    return found


def _outcome(
    dossier: Dossier, kind: str, act: str, label: str, entries: tuple[Entry, ...], context: Context, actor: Actor,
    given: Iterable[Part] = (),
) -> Outcome:  # fmt: skip
    plan = procedure(dossier.procedure)
    filed = replace(dossier, entries=in_place((*dossier.entries, *entries)))
    parts = dict.fromkeys((*parts_of(dossier, actor, _employer(context)), *given))
    return Outcome(
        kind, act, label, dossier.configuration, dossier.configuration, context.moment.today, entries=entries,
        timers=timers.changes(plan, dossier, filed, context.moment, settled=False),
        parts=tuple(part for part in parts if part not in dossier.parts),
        ended=plan.ended(dossier.configuration), stage=plan.stage(dossier.configuration),
    )  # fmt: skip
