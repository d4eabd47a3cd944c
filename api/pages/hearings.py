"""听证报名: anybody registers while the notice says so; the sponsoring office sees who did, and publishes whom it chose."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.challenge import check, issue
from api.deps import Desk, Limits, Looking, Parts, SeenCase, Today
from api.givers import HEARING_CONSENT, Told, sealed_giver
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, RegisterForHearing
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound
from storage.queries.portal import published_case
from storage.queries.registrations import registering, registrations

router = APIRouter(include_in_schema=False)
inside = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Case = Annotated[str, Path(max_length=64)]
KEPT = ("group", "text", "name", "contact", "consent")


@router.get("/portal/{case}/registration")
def registration_page(request: Request, case: Case, parts: Parts, today: Today) -> Response:
    return _page(request, parts, today, case, Posted(()))


@router.post("/portal/{case}/registration")
def register(request: Request, case: Case, parts: Parts, today: Today, limits: Limits, sent: Sent) -> Response:
    """Take a registration; or give everything back and say what is wrong."""
    published_case(parts.database, today, case)
    now, address = parts.clock.now(), address_of(request)
    try:
        refuse_often(((limits.complaints, address),), now, "提交过于频繁")
        if sent.one("website"):
            raise InvalidEntry({"website": "此栏请留空。"}, "提交没有成功，请刷新页面后重新填写。")
        key = sent.one("_key")[:80]
        check(parts, key, sent.one("_slip")[:500], sent.one("_work")[:20], sent.one("answer")[:20])
        parts.casework.execute(_command(parts, case, f"registration:{key}", sent))
    except DomainError as error:
        return _page(request, parts, today, case, sent, error)
    limits.complaints.mark(address, now)
    return _page(request, parts, today, case, Posted(()), done=True)


@inside.get("/cases/{case}/registrations")
def registrations_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    """Names and contacts, for the office that has to choose and to invite; for nobody else."""
    found = registrations(parts.database, parts.vault, looking, case)
    view = matter(parts, looking, today, case)
    return case_page(request, "case/registrations.html", desk, view, "/registrations", found=found)


def _command(parts: Services, case: str, key: str, sent: Posted) -> RegisterForHearing:
    contact = sent.one("contact")
    giver = sealed_giver(parts, case, Told(True, sent.one("name"), contact, "", bool(sent.one("consent"))), key)
    if not giver.marks[0]:
        raise InvalidEntry({"contact": "请填写联系方式，以便通知您是否参加。"})
    return RegisterForHearing(
        Actor("", Role.PUBLIC), case, key, group=sent.one("group")[:200], text=sent.one("text"), giver=giver.sealed, mark=giver.marks[0], consent=giver.consent
    )


def _page(
    request: Request, parts: Services, today: Today, case: str, sent: Posted, error: DomainError | None = None, done: bool = False
) -> Response:
    items = published_case(parts.database, today, case)
    taking = registering(parts.database, today, case)
    if taking is None and error is None:
        raise NotFound("本事项目前没有接受报名的听证会。")
    seen, key = refused(request, error, (*KEPT, "answer")) if error else None, fresh_key()
    return page(
        request, "portal/registration.html", None, nav="/portal", status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        title=items[0].title, id=case, taking=taking, done=done, given={name: sent.one(name) for name in KEPT}, key=key, slip=issue(parts, key),
        consent_text=HEARING_CONSENT,
    )  # fmt: skip


