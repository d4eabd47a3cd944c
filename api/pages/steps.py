"""Taking a step and putting an entry on file."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import forms
from api.deps import Desk, Limits, Looking, Parts, SeenCase, Today
from api.pages.acts import Form, form_page, named
from api.pages.case import archived, matter
from api.pages.drafting import aids, put
from api.pages.masked_drafts import masked_drafts
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.unfinished import handed_in
from api.signing import PASSWORD_FIELD, sign_off
from infra.wiring import Services
from states.casework.commands import RecordEntry, TakeStep
from states.dossier.kinds import KINDS
from states.dossier.kinds.discretion import SHEETS
from states.dossier.schema import Kind
from states.errors import DomainError, StepUnavailable
from states.law.conditions.archiving import SEALING
from states.procedures.catalogue import PROCEDURES
from storage.queries.models import CaseView, Viewer
from storage.queries.register import labels
from storage.queries.steps import steps

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


def _step_form(parts: Services, looking: Viewer, today: date, case: CaseView, name: str) -> Form:
    """The form of a step of this procedure; without roles where the stage no longer offers it."""
    step = PROCEDURES[case.row.procedure].steps.get(name)
    if step is None:
        raise StepUnavailable("没有这一环节，请返回事项页从可办环节中选择。")
    found = next((one for one in steps(parts.database, looking, today, case.row.id) if one.name == name), None)
    return Form(
        step.label, f"/cases/{case.row.id}/steps/{name}", _submit(step.label), _kinds(step.kinds), _kinds(step.optional),
        found.as_roles if found else (), step.note, found.why_not if found else _elsewhere(case), found.findings if found else (),
        caution=found.caution if found else "",
    )  # fmt: skip


def _elsewhere(case: CaseView) -> str:
    """Why the step is not offered: where the matter stands, within its stage too where that is one place."""
    within = () if case.tracks else case.configuration_labels[-1:]
    where = "，".join(dict.fromkeys((case.row.stage_label, *within)))
    return f"当前阶段（{where}）{'此时' if case.tracks else ''}不办理这一环节。"


def _submit(label: str) -> str:
    """What stands on the button; a step that is itself a handing-in is not handed in again."""
    return label if label.startswith("提交") else f"提交「{label}」"


def _kinds(names: tuple[str, ...]) -> tuple[Kind, ...]:
    return tuple(KINDS[one] for one in names)


@router.get("/cases/{case}/steps/{step}")
def step_page(
    request: Request, case: SeenCase, step: str, desk: Desk, parts: Parts, looking: Looking, today: Today
) -> Response:
    seen = matter(parts, looking, today, case)
    if step == SEALING and archived(seen):
        return RedirectResponse(f"/cases/{case}/archive", 303)  # nobody types the digest of a package
    form = _step_form(parts, looking, today, seen, step)
    return form_page(request, desk, seen, form, {}, Posted(()), aids=aids(parts, desk, looking, today, seen, form, Posted(())))


@router.post("/cases/{case}/steps/{step}")
def take_step(
    request: Request, case: SeenCase, step: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent, limits: Limits
) -> Response:
    """Take the step, or give the form back with every finding and every field's message."""
    seen = matter(parts, looking, today, case)
    form = _step_form(parts, looking, today, seen, step)
    raw = forms.read(form.kinds, sent.pairs)
    refusal: DomainError | None = None
    if not sent.one("_more"):  # else the person only asks for more rows
        left_out = {kind.name for kind in form.optional if not raw[kind.name]}
        inputs = {name: fields for name, fields in raw.items() if name not in left_out}
        try:
            command = TakeStep(sent.actor(desk), case, sent.key, sent.version, step=step, inputs=inputs)
            command, desk = sign_off(request, parts, limits, desk, command, sent.one(f"_{PASSWORD_FIELD}")[:1000])
            parts.casework.execute(command)
            handed_in(parts, desk, sent)
            return RedirectResponse(f"/cases/{case}?done=step.{step}", 303)
        except DomainError as error:
            refusal = error
            seen = matter(parts, looking, today, case)
    drafts = masked_drafts(parts, looking, today, case, form.kinds, raw)
    help_by = aids(parts, desk, looking, today, seen, form, sent)
    return form_page(request, desk, seen, form, put(help_by, raw, sent, desk, seen, today), sent, refusal, drafts=drafts, aids=help_by)


def _entry_form(case: CaseView, name: str) -> Form:
    kind = KINDS.get(name)
    if kind is None or not kind.states:
        raise StepUnavailable("没有这类材料，或者它只能随环节一并登记，请返回事项页选择。")
    found = next((one for one in case.recordable if one.kind == name), None)
    why_not = "" if found else f"当前阶段（{case.row.stage_label}）不由您登记「{kind.label}」。"
    return Form(
        f"登记：{kind.label}", f"/cases/{case.row.id}/record/{name}", "登记入卷", (kind,),
        roles=found.roles if found else (), why_not=why_not, caution=found.caution if found else "",
        sheet=f"/cases/{case.row.id}/record/{name}/sheet" if name in SHEETS else "",
    )  # fmt: skip


@router.get("/cases/{case}/record/{kind}")
def entry_page(
    request: Request, case: SeenCase, kind: str, desk: Desk, parts: Parts, looking: Looking, today: Today, base: str = ""
) -> Response:
    """An empty form, or with ``base`` one filled with what was put on file before, but for the day on which it happened."""
    seen = matter(parts, looking, today, case)
    form = _entry_form(seen, kind)
    before = [one for one in seen.entries if one.kind == kind and not one.superseded_by]
    chosen = next((one for one in before if one.id == base), None)
    raw = {kind: forms.as_raw({one.name: one.value for one in chosen.fields if one.name != KINDS[kind].effective})} if chosen else {}
    called = labels(parts.database, named(kind, chosen.fields)) if chosen else {}
    return form_page(
        request, desk, seen, form, raw, Posted(()), aids=aids(parts, desk, looking, today, seen, form, Posted(())), called=called,
        base=chosen, earlier=before[-1] if before else None,
    )  # fmt: skip


@router.post("/cases/{case}/record/{kind}")
def record_entry(
    request: Request, case: SeenCase, kind: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent, limits: Limits
) -> Response:
    """Put the entry on file, or give the form back."""
    seen = matter(parts, looking, today, case)
    form = _entry_form(seen, kind)
    raw = forms.read(form.kinds, sent.pairs)
    refusal: DomainError | None = None
    if not sent.one("_more"):
        try:
            command = RecordEntry(sent.actor(desk), case, sent.key, sent.version, kind=kind, fields=raw[kind])
            command, desk = sign_off(request, parts, limits, desk, command, sent.one(f"_{PASSWORD_FIELD}")[:1000])
            parts.casework.execute(command)
            handed_in(parts, desk, sent)
            return RedirectResponse(f"/cases/{case}?done=record.{kind}", 303)
        except DomainError as error:
            refusal = error
            seen = matter(parts, looking, today, case)
    drafts, help_by = masked_drafts(parts, looking, today, case, form.kinds, raw), aids(parts, desk, looking, today, seen, form, sent)
    return form_page(request, desk, seen, form, put(help_by, raw, sent, desk, seen, today), sent, refusal, drafts=drafts, aids=help_by)
