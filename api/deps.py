"""Who is at the desk, and whether a write really comes from there."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Response

from api.limits import Throttles
from api.refusals import Forged, NotSignedIn, PasswordDue
from infra.wiring import Services
from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted
from storage.people import SESSION_HOURS, SignedIn
from storage.queries.models import Viewer
from storage.queries.visibility import ensure_visible

COOKIE = "yifa_session"
TOKEN_HEADER = "x-csrf-token"
TOKEN_FIELD = "csrf_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PASSWORD_PAGE = "/account"
BEFORE_THE_CHANGE = frozenset({PASSWORD_PAGE, "/sign-out", "/api/account/password", "/api/session", "/api/me"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


def throttles(request: Request) -> Throttles:
    found: Throttles = request.app.state.throttles
    return found


Parts = Annotated[Services, Depends(services)]
Limits = Annotated[Throttles, Depends(throttles)]


def legal_today(parts: Parts) -> date:
    """The legal day now, in Asia/Shanghai."""
    return parts.casework.today()


Today = Annotated[date, Depends(legal_today)]


def perhaps_desk(request: Request, parts: Parts, today: Today) -> SignedIn | None:
    """Who is signed in with the request's session, if anybody."""
    token = request.cookies.get(COOKIE, "")
    return parts.people.at_desk(token, parts.clock.now(), today) if token else None


def signed_in(request: Request) -> bool:
    """As ``perhaps_desk``, before the request is routed."""
    parts = services(request)
    return perhaps_desk(request, parts, parts.casework.today()) is not None


def desk(request: Request, found: Annotated[SignedIn | None, Depends(perhaps_desk)]) -> SignedIn:
    """Who is signed in; NotSignedIn when nobody is, or the session has run out, PasswordDue before the first password is changed."""
    if found is None:
        raise NotSignedIn("您还没有登录，或者登录已经过期，请重新登录。")
    if found.must_change and request.url.path not in BEFORE_THE_CHANGE:
        raise PasswordDue("您用的是初始密码，请先修改密码，再办理其他事项。")
    return found


Desk = Annotated[SignedIn, Depends(desk)]


def unheard(request: Request, parts: Parts, today: Today) -> SignedIn:
    """As ``desk`` for what a browser asks by itself: it does not keep the session."""
    return desk(request, parts.people.at_desk(request.cookies.get(COOKIE, ""), parts.clock.now(), today, heard=False))


async def guarded(request: Request, who: Desk) -> None:
    """A write carries the form token of its session, in a header or in the form; Forged otherwise."""
    if request.method in SAFE:
        return
    given = request.headers.get(TOKEN_HEADER, "")
    if not given and request.headers.get("content-type", "").startswith(FORMS):
        given = str((await request.form()).get(TOKEN_FIELD, ""))
    if not secrets.compare_digest(given.encode(), who.csrf.encode()):
        raise Forged("页面已经过期，请刷新后重新提交。")


CLOSED = [Depends(desk), Depends(guarded)]  # for routers behind the sign-in


def viewer(who: Desk) -> Viewer:
    return Viewer.of(who)


Looking = Annotated[Viewer, Depends(viewer)]


def seen_case(case: Annotated[str, Path(max_length=64)], parts: Parts, looking: Looking) -> str:
    """The id of a matter that the viewer may see; NotFound otherwise, absent or not."""
    ensure_visible(parts.database, looking, case)
    return case


SeenCase = Annotated[str, Depends(seen_case)]


def request_key(idempotency_key: Annotated[str, Header(pattern=r"^[!-~]{1,100}$")]) -> str:
    return idempotency_key


Key = Annotated[str, Depends(request_key)]


def acting(who: SignedIn, role: str, represents: str = "") -> Actor:
    """The signed-in person in a role that they hold; without a role, in their only one. NotPermitted otherwise."""
    held = [one for one in who.roles if one.principal == represents]
    if not role and len(held) == 1:
        return Actor(who.person, held[0].role, represents)
    if not role:
        raise InvalidEntry({"role": "请选择以哪种身份办理。"})
    chosen = next((one.role for one in held if one.role == role), None)
    if chosen is None:
        label = next((one.label for one in Role if one == role), role)
        raise NotPermitted(f"您没有「{label[:20]}」的身份，不能办理此事项。")
    return Actor(who.person, chosen, represents)


def remember(response: Response, parts: Services, token: str) -> None:
    """Set the session's cookie: not for scripts, not for other sites, over HTTPS only where settings say so."""
    response.set_cookie(
        COOKIE, token, max_age=SESSION_HOURS * 3600, httponly=True, samesite="lax",
        secure=parts.settings.cookies_secure, path="/",
    )  # fmt: skip


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
