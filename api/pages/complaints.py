"""投诉举报: anybody tells of enforcement, by name or not; two roles of the body read it, and who said it only with a reason."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.challenge import check, issue
from api.complaints import COMPLAINT_CONSENT, Written, receive
from api.deps import Desk, Limits, Parts
from api.givers import contact_of, word_of
from api.pages.posting import SIGNED_IN, Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.errors import DomainError, InvalidEntry
from storage.complaints import Complaint, Sort, Standing, asked, handle, identity, listed, one
from storage.notices.givers import complaint_told
from storage.people import SignedIn
from storage.queries.given_opinions import contact_mark, word_mark
from storage.queries.public_enforcement import bodies

router = APIRouter(include_in_schema=False)
inside = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Number = Annotated[str, Path(max_length=64)]
NAV = "/portal/complaints"
KEPT = ("sort", "body", "subject", "text", "named", "name", "contact", "consent", "mail")
FIELDS = (*KEPT, "word", "answer")
NO_MATCH = "受理号与联系方式或者查询口令不相符，请核对后重新填写。"


@router.get(NAV)
def complaint_form(request: Request, parts: Parts, body: str = "") -> Response:
    return _form(request, parts, Posted((("body", body[:64]),)))


@router.post(NAV)
def complain(request: Request, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """Take a complaint, thank for it with a number; or give everything back and say what is wrong."""
    now, address = parts.clock.now(), address_of(request)
    try:
        refuse_often(((limits.complaints, address),), now, "提交过于频繁")
        if sent.one("website"):
            raise InvalidEntry({"website": "此栏请留空。"}, "提交没有成功，请刷新页面后重新填写。")
        key = sent.one("_key")[:80]
        check(parts, key, sent.one("_slip")[:500], sent.one("_work")[:20], sent.one("answer")[:20])
        number = receive(parts, Written.of(sent.one), f"complaint:{key}", now)
    except DomainError as error:
        return _form(request, parts, sent, error)
    limits.complaints.mark(address, now)
    return page(request, "portal/complaint_taken.html", None, nav=NAV, number=number, found=None)


@router.post(f"{NAV}/progress")
def progress(request: Request, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """How a complaint stands, for whoever made it; one refusal for all else."""
    now, address = parts.clock.now(), address_of(request)
    number, proof = sent.one("number").strip().upper()[:40], sent.one("proof")[:200]
    try:
        refuse_often(((limits.receipts, address), (limits.receipt, f"ts:{number}")), now, "查询过于频繁")
        contact, word = contact_of(proof), word_of(proof)
        found = asked(parts.database, number, contact and contact_mark(parts.vault, contact), word and word_mark(parts.vault, "complaint", word))
        if found is None:
            limits.receipts.mark(address, now)
            limits.receipt.mark(f"ts:{number}", now)
            raise InvalidEntry({"number": NO_MATCH}, NO_MATCH)
    except DomainError as error:
        return _form(request, parts, sent, error, "progress")
    return page(request, "portal/complaint_taken.html", None, nav=NAV, number=found.number, found=found, state=Standing(found.status).label)


@inside.get("/complaints")
def complaints_page(request: Request, desk: Desk, parts: Parts) -> Response:
    return page(request, "complaints.html", desk, nav="/complaints", found=listed(parts.database, desk), labels=_labels())


@inside.get("/complaints/{number}")
def complaint_page(request: Request, number: Number, desk: Desk, parts: Parts) -> Response:
    return _complaint(request, parts, desk, number, Posted(()))


@inside.post("/complaints/{number}/identity")
def look(request: Request, number: Number, desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Who made it, shown this once; that it was looked at, by whom and why, stays."""
    try:
        name, contact = identity(parts.database, parts.vault, desk, number, sent.one("reason"), parts.clock.now())
    except InvalidEntry as error:
        return _complaint(request, parts, desk, number, sent, error)
    return _complaint(request, parts, desk, number, Posted(()), told=(name, contact))


@inside.post("/complaints/{number}")
def answer(request: Request, number: Number, desk: Desk, parts: Parts, sent: Sent) -> Response:
    try:
        standing = next((one for one in Standing if one == sent.one("standing")), None)
        if standing is None:
            raise InvalidEntry({"standing": "请选择办理结果。"})
        handle(parts.database, desk, number, standing, sent.one("answer")[:5000], parts.clock.now(), sent.key[:80])
        if parts.settings.smtp_host:
            _tell(parts, desk, number, standing)
    except InvalidEntry as error:
        return _complaint(request, parts, desk, number, sent, error)
    return RedirectResponse(f"/complaints/{number}", 303)


def _tell(parts: Services, desk: SignedIn, complaint: str, standing: Standing) -> None:
    """Whoever made it and asked for mail is told that it stands otherwise now, and where to look."""
    found = one(parts.database, desk, complaint)[0]
    text = f"您提交的投诉举报（受理号：{found.number}）现为「{standing.label}」，请凭受理号和联系方式或者查询口令查询。"
    complaint_told(parts.database, parts.vault, found.number, standing.value, text, parts.clock.now())


def _labels() -> dict[str, str]:
    return {one.value: one.label for one in (*Sort, *Standing)} | {"look": "查看身份"}


def _form(request: Request, parts: Services, sent: Posted, error: DomainError | None = None, place: str = "form") -> Response:
    seen, key = refused(request, error, (*FIELDS, "number", "proof")) if error else None, fresh_key()
    return page(
        request, "portal/complaint.html", None, nav=NAV, status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        given={name: sent.one(name) for name in (*KEPT, "number")}, bodies=bodies(parts.database), sorts=[(one.value, one.label) for one in Sort],
        key=key, slip=issue(parts, key), place=place, consent_text=COMPLAINT_CONSENT, mails=bool(parts.settings.smtp_host),
    )  # fmt: skip


def _complaint(
    request: Request, parts: Services, desk: SignedIn, number: str, sent: Posted, error: DomainError | None = None, told: tuple[str, str] | None = None
) -> Response:
    found, acts = one(parts.database, desk, number)
    seen = refused(request, error, ("reason", "standing", "answer")) if error else None
    return page(
        request, "complaint.html", desk, nav="/complaints", status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        one=found, acts=acts, told=told, labels=_labels(), standings=_next(found),
        given={name: sent.one(name) for name in ("reason", "standing", "answer")}, key=fresh_key(),
    )  # fmt: skip


def _next(found: Complaint) -> list[tuple[Any, str]]:
    """What may still be done with it."""
    ended = found.status in (Standing.REFUSED, Standing.ANSWERED)
    return [] if ended else [(one.value, one.label) for one in Standing if one not in (Standing.RECEIVED, found.status)]

