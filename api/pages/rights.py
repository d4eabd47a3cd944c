"""系统 → 角色和代理: what the security administrator grants, lends, takes back and unlocks."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Limits, Looking, Parts, Today
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.rendering import page
from api.pages.staff import show
from infra.wiring import Services
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry
from storage import rights
from storage.queries import staff
from storage.rights import Keeper, keeper

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
DAYS = {"since": "起始日期", "until": "截止日期"}


@router.get("/system/mandates")
def mandates_page(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    by = keeper(looking, Role.SECURITY_ADMIN)
    found = staff.mandates(parts.database, by.body, today)
    return page(request, "admin/mandates.html", desk, nav="/system/mandates", found=found, today=today, refused=None)


@router.post("/system/people/{person}/roles")
def grant(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    by = keeper(looking, Role.SECURITY_ADMIN)
    try:
        since, until = day(sent, "since"), perhaps_day(sent, "until")
        rights.grant(parts.database, by, person, rights.role_called(sent.one("role")), since, until, parts.clock.now(), today)
    except DomainError as refusal:
        return show(request, desk, parts, by, person, refusal, sent)
    return RedirectResponse(f"/system/people/{person}", 303)


@router.post("/system/roles/{grant}/end")
def withdraw(grant: str, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    person = rights.withdraw(parts.database, keeper(looking, Role.SECURITY_ADMIN), grant[:80], parts.clock.now(), today)
    return RedirectResponse(f"/system/people/{person}", 303)


@router.post("/system/people/{person}/mandates")
def entrust(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    by = keeper(looking, Role.SECURITY_ADMIN)
    try:
        deputy, since, until = _stand_in(parts, by, sent)
        rights.entrust(parts.database, by, person, deputy, rights.role_called(sent.one("role")), since, until, sent.one("basis"), parts.clock.now(), today)
    except DomainError as refusal:
        return show(request, desk, parts, by, person, refusal, sent)
    return RedirectResponse(f"/system/people/{person}", 303)


def _stand_in(parts: Services, by: Keeper, sent: Posted) -> tuple[str, date, date]:
    """Who, from when and until when; what is missing is told all at once."""
    wrong, days = rights.basis_faults(sent.one("basis")), []
    for name in DAYS:
        try:
            days.append(day(sent, name))
        except InvalidEntry as refusal:
            wrong |= refusal.fields
    deputy = staff.by_login(parts.database, by.body, sent.one("deputy")[:100])
    if not deputy:
        wrong["deputy"] = "本机关没有这个账号或者姓名的在用人员；同名的请填写账号。"
    if wrong or not deputy:
        raise InvalidEntry(wrong)
    return deputy, days[0], days[1]


@router.post("/system/mandates/{mandate}/end")
def end_mandate(mandate: str, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    rights.end_mandate(parts.database, keeper(looking, Role.SECURITY_ADMIN), mandate[:80], parts.clock.now(), today)
    return RedirectResponse("/system/mandates", 303)


@router.post("/system/people/{person}/unlock")
def unlock(person: str, desk: Desk, parts: Parts, limits: Limits, looking: Looking) -> Response:
    """Also what this server itself counted against the name is forgotten."""
    login = rights.unlock(parts.database, keeper(looking, Role.SECURITY_ADMIN), person, parts.clock.now())
    limits.login.forget(login)
    limits.login_here.forget_ending(f" {login}")
    return RedirectResponse(f"/system/people/{person}", 303)


def perhaps_day(sent: Posted, name: str) -> date | None:
    return day(sent, name) if sent.one(name).strip() else None


def day(sent: Posted, name: str) -> date:
    try:
        return date.fromisoformat(sent.one(name).strip())
    except ValueError:
        raise InvalidEntry({name: f"请填写{DAYS[name]}，格式如2026-01-31。"}) from None
