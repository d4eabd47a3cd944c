"""更正: one person asks for a wrong entry to be superseded, a second confirms."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import forms
from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.acts import Form, form_page, named, names
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Posted, Sent, choices, fresh_key
from api.pages.refusing import refused
from api.pages.unfinished import handed_in
from infra.wiring import Services
from states.casework.commands import (
    ConfirmCorrection,
    RefuseCorrection,
    RequestCorrection,
    WithdrawCorrection,
)
from states.casework.corrections import CONFIRMERS
from states.dossier.kinds import KINDS
from states.errors import DomainError, InvalidEntry, NotFound
from storage.people import SignedIn
from storage.queries.models import CaseView, EntryView, RoleChoice
from storage.queries.register import labels
from storage.queries.steps import choice

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


def roles_for(desk: SignedIn, entry: EntryView, body: str) -> tuple[RoleChoice, ...]:
    """The viewer's roles that may ask for a correction of the entry: the role that put it on file."""
    return tuple(choice(one) for one in desk.roles if one.role == entry.role and one.body == body)


def _entry(case: CaseView, entry: str) -> EntryView:
    found = next((one for one in case.entries if one.id == entry and one.kind in KINDS), None)
    if found is None:
        raise NotFound("没有这一登记，请返回案卷重新选择。")
    return found


def _form(desk: SignedIn, case: CaseView, entry: EntryView) -> Form:
    roles = roles_for(desk, entry, case.body)
    why_not = "" if roles else f"「{entry.label}」由{entry.role_label}登记，应当由同一身份申请更正。"
    return Form(
        f"申请更正：{entry.label}", f"/cases/{case.row.id}/entries/{entry.id}/correct", "提交更正申请",
        (KINDS[entry.kind],), roles=roles, why_not=why_not,
    )  # fmt: skip


def _filled(entry: EntryView) -> dict[str, forms.Raw]:
    return {entry.kind: forms.as_raw({one.name: one.value for one in entry.fields})}


@router.get("/cases/{case}/entries/{entry}/correct")
def asking_page(
    request: Request, case: SeenCase, entry: str, desk: Desk, parts: Parts, looking: Looking, today: Today
) -> Response:
    seen = matter(parts, looking, today, case)
    target = _entry(seen, entry)
    called = labels(parts.database, named(target.kind, target.fields))
    return form_page(request, desk, seen, _form(desk, seen, target), _filled(target), Posted(()), called=called, reason="")


@router.post("/cases/{case}/entries/{entry}/correct")
def ask(
    request: Request, case: SeenCase, entry: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Ask for the correction, or give the form back."""
    seen = matter(parts, looking, today, case)
    target = _entry(seen, entry)
    kind, form = KINDS[target.kind], _form(desk, seen, target)
    raw = forms.read((kind,), sent.pairs)
    refusal: DomainError | None = None
    if not sent.one("_more"):
        try:
            command = RequestCorrection(
                sent.actor(desk), case, sent.key, sent.version, entry=entry, fields=raw[kind.name], reason=sent.one("_reason")
            )
            parts.casework.execute(command)
            handed_in(parts, desk, sent)
            return RedirectResponse(f"/cases/{case}?done=asked", 303)
        except InvalidEntry as error:
            refusal = InvalidEntry(forms.under(kind, error.fields), error.message)
        except DomainError as error:
            refusal = error
    return form_page(request, desk, matter(parts, looking, today, case), form, raw, sent, refusal, reason=sent.one("_reason"))


@router.get("/cases/{case}/corrections/{asked}")
def confirming_page(
    request: Request, case: SeenCase, asked: str, desk: Desk, parts: Parts, looking: Looking, today: Today
) -> Response:
    return _confirming(request, parts, desk, matter(parts, looking, today, case), asked)


@router.post("/cases/{case}/corrections/{asked}")
def confirm(
    request: Request, case: SeenCase, asked: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Confirm as the second person, or say why not."""
    try:
        parts.casework.execute(ConfirmCorrection(sent.actor(desk), case, sent.key, sent.version, request=asked))
    except NotFound:
        raise
    except DomainError as error:
        return _confirming(request, parts, desk, matter(parts, looking, today, case), asked, error)
    return RedirectResponse(f"/cases/{case}?done=corrected", 303)


@router.post("/cases/{case}/corrections/{asked}/withdrawal")
def withdraw(
    request: Request, case: SeenCase, asked: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Take one's own request back."""
    command = WithdrawCorrection(sent.actor(desk), case, sent.key, sent.version, request=asked, reason=sent.one("_reason"))
    return _closed(request, parts, desk, matter(parts, looking, today, case), command, "withdrawn")


@router.post("/cases/{case}/corrections/{asked}/refusal")
def refuse(
    request: Request, case: SeenCase, asked: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Do not confirm, as the second person."""
    command = RefuseCorrection(sent.actor(desk), case, sent.key, sent.version, request=asked, reason=sent.one("_reason"))
    return _closed(request, parts, desk, matter(parts, looking, today, case), command, "not_corrected")


def _closed(
    request: Request, parts: Services, desk: SignedIn, case: CaseView, command: WithdrawCorrection | RefuseCorrection, done: str
) -> Response:
    try:
        parts.casework.execute(command)
    except NotFound:
        raise
    except DomainError as error:
        return _confirming(request, parts, desk, case, command.request, error, command.reason)
    return RedirectResponse(f"/cases/{case.row.id}?done={done}", 303)


def _confirming(
    request: Request, parts: Services, desk: SignedIn, case: CaseView, asked: str, error: DomainError | None = None, reason: str = ""
) -> Response:
    one = next((found for found in case.corrections if found.id == asked), None)
    if one is None:
        raise NotFound("没有这一更正申请，或者它已经办理。")
    mine = next(entry for entry in case.entries if entry.id == asked)
    target = next(entry for entry in case.entries if entry.id == one.target)
    seen = refused(request, error, ("reason",)) if error else None
    held = tuple(held for held in desk.roles if held.role in (*CONFIRMERS, mine.role) and held.body == case.body)
    own = tuple(one for one in held if one.role == mine.role and {desk.person, one.principal} & {mine.by, mine.represented} - {""})
    return case_page(
        request, "case/correction.html", desk, case, status=seen.status if seen else 200, refused=seen, one=one,
        target=target, names=names(parts, case), roles=choices(tuple(one for one in held if one not in own)), own=choices(own),
        key=fresh_key(), version=case.row.version, reason=reason, wrong=dict(seen.fields) if seen else {},
    )  # fmt: skip
