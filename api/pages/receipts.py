"""意见查询: one's own opinions by receipt and proof, corrected or withdrawn while the consultation is open; no accounts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Limits, Parts, Today
from api.givers import contact_of, word_of
from api.limits import Throttles
from api.pages.posting import Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from api.portal_session import MINUTES, leave, proven, remember
from api.signing import address_of, refuse_often
from infra.wiring import Services
from states.casework.commands import Actor, CorrectOpinion, WithdrawOpinion
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound
from storage.queries.given_opinions import Given, given, proved, recovered

router = APIRouter(include_in_schema=False)
Root = Annotated[str, Path(max_length=64)]
NAV = "/portal/receipts"
MINE = f"{NAV}/mine"
FIELDS = ("receipt", "proof", "contact", "word")
NO_MATCH = "回执号与联系方式或者查询口令不相符，请核对后重新填写。"
NOT_FOUND = "没有查到与此联系方式和查询口令都相符的意见，请核对后重新填写。"
PUBLIC = Actor("", Role.PUBLIC)


@router.get(NAV)
def receipts_page(request: Request, parts: Parts) -> Response:
    return _asking(request, parts, Posted(()))


@router.post(NAV)
def ask(request: Request, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """Look an opinion up; one answer for a number that was never given and for a proof that does not fit."""
    number, proof = sent.one("receipt").strip().upper()[:40], sent.one("proof")[:200]
    try:
        _not_too_often(request, parts, limits, f"no:{number}")
        root, may = proved(parts.database, parts.vault, number, contact_of(proof), word_of(proof))
        if not root:
            _failed(request, parts, limits, f"no:{number}")
            raise InvalidEntry({"receipt": NO_MATCH}, NO_MATCH)
    except DomainError as error:
        return _asking(request, parts, sent, error, "ask")
    return _granted(request, parts, {root: may})


@router.post(f"{NAV}/lost")
def lost(request: Request, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """Receipts by contact and password together; neither alone shows whether anything is there."""
    contact, word = contact_of(sent.one("contact")[:200]), word_of(sent.one("word")[:200])
    try:
        _not_too_often(request, parts, limits, f"lost:{contact}")
        found = recovered(parts.database, parts.vault, contact, word) if contact and word else ()
        if not found:
            _failed(request, parts, limits, f"lost:{contact}")
            raise InvalidEntry({"contact": NOT_FOUND}, NOT_FOUND)
    except DomainError as error:
        return _asking(request, parts, sent, error, "lost")
    return _granted(request, parts, dict.fromkeys(found, True))


@router.get(MINE)
def mine(request: Request, parts: Parts, today: Today, done: str = "") -> Response:
    return _mine(request, parts, today, done=done)


@router.post(f"{MINE}/{{root}}/correct")
def correct(request: Request, root: Root, parts: Parts, today: Today, limits: Limits, sent: Sent) -> Response:
    return _changed(request, root, parts, today, limits, sent, "corrected")


@router.post(f"{MINE}/{{root}}/withdraw")
def withdraw(request: Request, root: Root, parts: Parts, today: Today, limits: Limits, sent: Sent) -> Response:
    return _changed(request, root, parts, today, limits, sent, "withdrawn")


@router.post(f"{NAV}/leave")
def leave_page() -> Response:
    response = RedirectResponse(NAV, 303)
    leave(response)
    return response


def _changed(request: Request, root: str, parts: Services, today: Today, limits: Throttles, sent: Posted, done: str) -> Response:
    """Correct or withdraw what was proved in this session; NotFound for anything else, there or not."""
    if not proven(request, parts).get(root):
        raise NotFound("没有核对过这条意见的提出人身份，或者已经超过30分钟，请重新查询。")
    (one,) = given(parts.database, today, (root,))
    key = f"own:{sent.one('_key')[:80]}"
    try:
        refuse_often(((limits.opinions, address_of(request)),), parts.clock.now(), "提交过于频繁")
        parts.casework.execute(_command(one, key, sent, done))
    except DomainError as error:
        return _mine(request, parts, today, sent, error, root)
    limits.opinions.mark(address_of(request), parts.clock.now())
    return RedirectResponse(f"{MINE}?done={done}", 303)


def _command(one: Given, key: str, sent: Posted, done: str) -> CorrectOpinion | WithdrawOpinion:
    if done == "withdrawn":
        return WithdrawOpinion(PUBLIC, one.case, key, opinion=one.current)
    return CorrectOpinion(PUBLIC, one.case, key, opinion=one.current, text=sent.one("text"))


def _not_too_often(request: Request, parts: Services, limits: Throttles, asked: str) -> None:
    refuse_often(((limits.receipts, address_of(request)), (limits.receipt, asked)), parts.clock.now(), "查询过于频繁")


def _failed(request: Request, parts: Services, limits: Throttles, asked: str) -> None:
    limits.receipts.mark(address_of(request), parts.clock.now())
    limits.receipt.mark(asked, parts.clock.now())


def _granted(request: Request, parts: Services, found: dict[str, bool]) -> Response:
    response = RedirectResponse(MINE, 303)
    remember(request, response, parts, found)
    return response


def _asking(request: Request, parts: Services, sent: Posted, error: DomainError | None = None, place: str = "") -> Response:
    seen = refused(request, error, FIELDS) if error else None
    return page(
        request, "portal/receipts.html", None, nav=NAV, status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        given={name: sent.one(name) for name in ("receipt", "contact")}, place=place, held=len(proven(request, parts)),
    )  # fmt: skip


def _mine(
    request: Request, parts: Services, today: Today, sent: Posted | None = None, error: DomainError | None = None, place: str = "", done: str = "",
) -> Response:  # fmt: skip
    seen, may = refused(request, error, ("text",)) if error else None, proven(request, parts)
    return page(
        request, "portal/my_opinions.html", None, nav=NAV, status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        found=given(parts.database, today, tuple(may)), may=may, place=place, given_text=sent.one("text") if sent else "", key=fresh_key(),
        minutes=MINUTES, done=done,
    )  # fmt: skip
