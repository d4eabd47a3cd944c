"""A wrong entry is superseded, never edited: one person asks, a second confirms, what hung on it is judged again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from states.casework import timers
from states.casework.authority import holding, parts_of
from states.casework.commands import Actor, ConfirmCorrection, RequestCorrection
from states.casework.decide import Context, new_entry
from states.casework.events import Message, Outcome, canonical, entry_digest
from states.casework.ports import TakenStep
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.schema import parse
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from states.law.requirement import Finding, Moment, judge
from states.procedures.catalogue import procedure

REQUEST = "correction_request"
CONFIRMERS = (Role.DECISION_OFFICE, Role.LEGAL_REVIEWER, Role.SUPERVISOR)


def request(dossier: Dossier, command: RequestCorrection, context: Context) -> Outcome:
    """Ask for a correction: the entry must stand, the new fields must parse, a reason must be given."""
    held = holding(context.credentials, command.actor)
    target = _standing(dossier, command.entry)
    kind = KINDS[target.kind]
    if command.actor.role is not target.role or held.body != dossier.body:
        raise NotPermitted(f"「{kind.label}」由{target.role.label}登记,应当由同一身份申请更正。")
    if not command.reason.strip():
        raise InvalidEntry({"reason": "请填写更正的理由。"})
    values = parse(kind, command.fields, context.moment.today)
    if dict(values) == dict(target.fields):
        raise InvalidEntry({"fields": "更正后的内容与原登记相同,无需更正。"})
    fields = {"target": target.id, "reason": command.reason.strip(), "fields": canonical(values)}
    on = context.moment.today
    entry = Entry(
        context.new_ids[0], REQUEST, fields, command.actor.person, command.actor.role, on, context.now,
        command.actor.represents, "", entry_digest(context.new_ids[0], REQUEST, fields, on, ""),
    )  # fmt: skip
    return _outcome(dossier, "entry", REQUEST, f"申请更正:{kind.label}", entry, context, command.actor)


def confirm(
    dossier: Dossier, command: ConfirmCorrection, context: Context, taken: Sequence[TakenStep], seqs: dict[str, int]
) -> Outcome:
    """Confirm a correction as another person; every gate that was passed is judged again on the corrected facts."""
    held = holding(context.credentials, command.actor)
    asked = next((one for one in dossier.all(REQUEST) if one.id == command.request), None)
    if asked is None:
        raise NotFound("没有这一更正申请,或者它已经办理。")
    if command.actor.role not in (*CONFIRMERS, asked.role) or held.body != dossier.body:
        raise NotPermitted("更正应当由同一单位的其他人员或者决策机关办公机构、监督机关确认。")
    if {command.actor.person, command.actor.represents} & {asked.by, asked.represented} - {""}:
        raise NotPermitted("申请更正和确认更正不得为同一人(包括代理关系),请由第二人确认。")
    target = _standing(dossier, asked.text("target"))
    kind = KINDS[target.kind]
    values = parse(kind, json.loads(asked.text("fields")), context.moment.today)
    entry = replace(
        new_entry(kind, values, command.actor, context, context.new_ids[0], supersedes=target.id),
        by=target.by, role=target.role, represented=target.represented,
    )  # fmt: skip
    done = replace(asked, id=context.new_ids[1], by=command.actor.person, role=command.actor.role, supersedes=asked.id)
    done = replace(done, digest=entry_digest(done.id, done.kind, done.fields, done.on, done.supersedes))
    corrected = _corrected(dossier, target, entry)
    again = _judged_again(corrected, taken, seqs, context.moment)
    outcome = _outcome(dossier, "correction", kind.name, f"更正:{kind.label}", entry, context, command.actor)
    messages = tuple(Message("correction_breach", {"step": step, "rule": f.rule, "reason": f.reason}) for step, f in again)
    note = {
        "supersedes": target.id, "reason": asked.text("reason"), "requested_by": asked.by,
        "judged_again": [{"step": step, "rule": f.rule, "reason": f.reason} for step, f in again],
    }  # fmt: skip
    return replace(outcome, entries=(entry, done), note=note, messages=messages, findings=tuple(f for _, f in again))


def _standing(dossier: Dossier, entry_id: str) -> Entry:
    gone = dossier.superseded()
    found = next((one for one in dossier.entries if one.id == entry_id), None)
    if found is None or found.kind == REQUEST:
        raise NotFound("没有这一登记,请刷新后重新选择。")
    if found.id in gone:
        raise InvalidEntry({"entry": "该登记已经更正过,请对更正后的登记提出申请。"})
    return found


def _corrected(dossier: Dossier, target: Entry, entry: Entry) -> Dossier:
    """The dossier with the correction in the place of what it corrects, so that order is kept."""
    entries = tuple(replace(entry, supersedes="") if one.id == target.id else one for one in dossier.entries)
    return replace(dossier, entries=entries)


def _judged_again(
    dossier: Dossier, taken: Sequence[TakenStep], seqs: dict[str, int], moment: Moment
) -> list[tuple[str, Finding]]:
    plan = procedure(dossier.procedure)
    breaches = []
    for one in taken:
        then = tuple(entry for entry in dossier.entries if seqs.get(entry.id, 0) <= one.seq)
        view = replace(dossier, entries=then)
        found = judge(plan.steps[one.step].gate, view, Moment(one.on, moment.law))
        breaches += [(one.step, finding) for finding in found if finding.blocks]
    return breaches


def _outcome(
    dossier: Dossier, kind: str, act: str, label: str, entry: Entry, context: Context, actor: Actor
) -> Outcome:
    plan = procedure(dossier.procedure)
    filed = replace(dossier, entries=(*dossier.entries, entry))
    return Outcome(
        kind, act, label, dossier.configuration, dossier.configuration, context.moment.today, entries=(entry,),
        timers=timers.changes(plan, dossier, filed, context.moment),
        parts=parts_of(dossier, actor, context.credentials.employer if context.credentials else ""),
        ended=plan.ended(dossier.configuration), stage=plan.stage(dossier.configuration),
    )  # fmt: skip
