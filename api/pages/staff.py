"""系统 → 人员、单位: the persons of the body with their accounts, and its offices. Roles are granted on ``rights``."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.dossier.vocabulary import Role
from states.errors import DomainError
from storage import staffing
from storage.people import SignedIn
from storage.queries import staff
from storage.rights import GRANTED, Keeper, keeper

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
LOOKERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@router.get("/system/people")
def people_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, q: str = "", office: str = "", state: str = "", cursor: str = ""
) -> Response:
    by = keeper(looking, *LOOKERS)
    q, asked = q[:100], {"q": q[:100], "office": office, "state": state}
    found = staff.staff(parts.database, by.body, parts.clock.now(), today, q, office, state, cursor or None)
    onward = f"/system/people?{urlencode(asked | {'cursor': found.next_cursor})}" if found.next_cursor else ""
    return page(
        request, "admin/people.html", desk, nav="/system/people", found=found, q=q, office=office, state=state, cursor=cursor, onward=onward,
        offices=staff.offices(parts.database, by.body), may_change=looking.holds(Role.SYSTEM_ADMIN), first=f"/system/people?{urlencode(asked)}",
    )  # fmt: skip


@router.get("/system/people/new")
def new_page(request: Request, desk: Desk, parts: Parts, looking: Looking) -> Response:
    return _new(request, desk, parts, keeper(looking, Role.SYSTEM_ADMIN), Posted(()))


@router.post("/system/people")
def add(request: Request, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """The page with the first password, which is shown this once."""
    by = keeper(looking, Role.SYSTEM_ADMIN)
    newcomer = staffing.Newcomer(sent.one("login").strip(), sent.one("name"), sent.one("office"))
    try:
        issued = staffing.add(parts.database, parts.people, by, (newcomer,), parts.clock.now())
    except DomainError as refusal:
        return _new(request, desk, parts, by, sent, refusal)
    return page(request, "admin/issued.html", desk, nav="/system/people", issued=issued, heading="人员已经登记")


@router.get("/system/people/{person}")
def person_page(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    return show(request, desk, parts, keeper(looking, *LOOKERS), person)


@router.post("/system/people/{person}")
def change(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        staffing.change(parts.database, by, person, sent.one("name"), sent.one("office"), parts.clock.now(), today)
    except DomainError as refusal:
        return show(request, desk, parts, by, person, refusal, sent)
    return RedirectResponse(f"/system/people/{person}", 303)


@router.post("/system/people/{person}/account")
def switch(request: Request, person: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """Close or open an account, or give it a new first password."""
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        if sent.one("act") == "reset":
            issued = staffing.reset(parts.database, parts.people, by, person, parts.clock.now())
            return page(request, "admin/issued.html", desk, nav="/system/people", issued=[issued], heading="密码已经重置")
        staffing.switch(parts.database, by, person, parts.clock.now(), today, active=sent.one("act") == "open")
    except DomainError as refusal:
        return show(request, desk, parts, by, person, refusal)
    return RedirectResponse(f"/system/people/{person}", 303)


@router.get("/system/offices")
def offices_page(request: Request, desk: Desk, parts: Parts, looking: Looking) -> Response:
    return _offices(request, desk, parts, keeper(looking, Role.SYSTEM_ADMIN), "")


@router.post("/system/offices")
def add_office(request: Request, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        staffing.add_office(parts.database, by, sent.one("name"), parts.clock.now())
    except DomainError as refusal:
        return _offices(request, desk, parts, by, sent.one("name"), refusal)
    return RedirectResponse("/system/offices", 303)


@router.post("/system/offices/{office}")
def rename_office(request: Request, office: str, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        staffing.rename_office(parts.database, by, office, sent.one("name"), parts.clock.now())
    except DomainError as refusal:
        return _offices(request, desk, parts, by, sent.one("name"), refusal, office)
    return RedirectResponse("/system/offices", 303)


def show(
    request: Request, desk: SignedIn, parts: Services, by: Keeper, person: str, refusal: DomainError | None = None, sent: Posted | None = None
) -> Response:
    """A person's page, with what was typed when something of it was refused."""
    today = parts.casework.today()
    found = staff.person_view(parts.database, by.body, parts.clock.now(), today, person)
    mine = {one.role for one in desk.roles}
    wrong = refused(request, refusal, ("name", "office", "role", "since", "until", "deputy", "basis")) if refusal else None
    return page(
        request, "admin/person.html", desk, nav="/system/people", status=wrong.status if wrong else 200, refused=wrong, found=found, today=today,
        wrong=wrong.fields if wrong else {}, sent=sent or Posted(()), choices=[(one.id, one.name) for one in staff.offices(parts.database, by.body)],
        grantable=[("", "请选择"), *((one.value, one.label) for one in GRANTED)],
        keeps_people=Role.SYSTEM_ADMIN in mine, keeps_rights=Role.SECURITY_ADMIN in mine, own=person == desk.person,
    )  # fmt: skip


def _new(request: Request, desk: SignedIn, parts: Services, by: Keeper, sent: Posted, refusal: DomainError | None = None) -> Response:
    wrong = refused(request, refusal, ("login", "name", "office")) if refusal else None
    return page(
        request, "admin/person_new.html", desk, nav="/system/people", status=wrong.status if wrong else 200, refused=wrong, sent=sent,
        wrong=wrong.fields if wrong else {}, choices=[("", "请选择"), *((one.id, one.name) for one in staff.offices(parts.database, by.body))],
    )  # fmt: skip


def _offices(
    request: Request, desk: SignedIn, parts: Services, by: Keeper, name: str, refusal: DomainError | None = None, at: str = ""
) -> Response:
    wrong = refused(request, refusal, ("name",)) if refusal else None
    return page(
        request, "admin/offices.html", desk, nav="/system/offices", status=wrong.status if wrong else 200, refused=wrong, name=name, at=at,
        wrong=wrong.fields if wrong else {}, offices=staff.offices(parts.database, by.body),
    )  # fmt: skip
