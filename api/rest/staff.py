"""Persons, offices, roles and stand-ins, and the audit, for programs of the three administrators."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from api.deps import CLOSED, Desk, Limits, Looking, Parts, Today
from api.limits import PAGE_LIMIT
from api.rest.sent import Name, Sent, Text
from states.dossier.vocabulary import Role
from storage import accounts, importing, leaving, rights, staffing
from storage.documents.roster import ROWS, RosterRow
from storage.queries import staff
from storage.queries.audit import AuditLine, audit, checked
from storage.queries.models import Page, Shown
from storage.queries.staff import MandateRow, OfficeRow, StaffRow, StaffView
from storage.rights import keeper

router = APIRouter(tags=["administration"], dependencies=CLOSED)
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
Cursor = Annotated[str | None, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=PAGE_LIMIT)]
Asked = Annotated[str, Query(max_length=100)]
LOOKERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


class Joining(Sent):
    login: Text
    name: Text
    office: Name


class Moving(Sent):
    name: Text
    office: Name


class Calling(Sent):
    name: Text


class Line(Sent):
    login: Text
    name: Text
    office: Text = Field(description="the full name of the unit")


class Importing(Sent):
    """Rows as they stand in the table; ``dry_run`` only judges them."""

    rows: Annotated[tuple[Line, ...], Field(min_length=1, max_length=ROWS)]
    dry_run: bool = True


class Switching(Sent):
    act: Literal["open", "disable"]


class Granting(Sent):
    role: Name
    since: date
    until: date | None = None


class Entrusting(Sent):
    deputy: Name
    role: Name
    since: date
    until: date
    basis: Text


class Leaving(Sent):
    """Who follows in all matters, or in single ones (case -> person, "" to give back); ``dry_run`` only tells."""

    basis: Text
    follower: Name = ""
    to: dict[str, Name] = Field(default_factory=dict)
    dry_run: bool = True


class MatterView(Shown):
    """A matter in the leaver's hand and who is to have it, or has it."""

    case: str
    number: str
    to: str
    to_name: str
    why_not: str


class Changing(Sent):
    old: Annotated[str, Field(max_length=1000)]
    password: Annotated[str, Field(max_length=1000)]


class IssuedView(Shown):
    """An account with the password that is given out this once."""

    person: str
    login: str
    name: str
    password: str


class ImportView(Shown):
    """What the rows came to: how many are new, what is wrong, and the accounts made."""

    new: int
    faults: tuple[str, ...] = ()
    issued: tuple[IssuedView, ...] = ()


class Made(Shown):
    id: str


@router.get("/people")
def people(
    parts: Parts, looking: Looking, today: Today, q: Asked = "", state: Literal["", "left"] = "", cursor: Cursor = None, limit: Limit = 50
) -> Page[StaffRow]:
    by = keeper(looking, *LOOKERS)
    return staff.staff(parts.database, by.body, parts.clock.now(), today, q, "", state, cursor, limit)


@router.post("/people", status_code=201)
def add_person(sent: Joining, parts: Parts, looking: Looking) -> IssuedView:
    by, one = keeper(looking, Role.SYSTEM_ADMIN), staffing.Newcomer(sent.login, sent.name, sent.office)
    return _issued(staffing.add(parts.database, parts.people, by, (one,), parts.clock.now())[0])


@router.post("/people/import")
def import_people(sent: Importing, parts: Parts, looking: Looking) -> ImportView:
    by = keeper(looking, Role.SYSTEM_ADMIN)
    rows = [RosterRow(number, one.login.strip(), one.name.strip(), one.office.strip()) for number, one in enumerate(sent.rows, 1)]
    found = importing.judged(parts.database, by, rows)
    faults = tuple(why for one in found for why in one.told)
    if sent.dry_run or faults:
        return ImportView(new=len(importing.newcomers(found)), faults=faults)
    issued = importing.take(parts.database, parts.people, by, rows, parts.clock.now())
    return ImportView(new=len(issued), issued=tuple(map(_issued, issued)))


@router.get("/people/{person}")
def person(person: Id, parts: Parts, looking: Looking, today: Today) -> StaffView:
    by = keeper(looking, *LOOKERS)
    return staff.person_view(parts.database, by.body, parts.clock.now(), today, person)


@router.put("/people/{person}", status_code=204)
def change_person(person: Id, sent: Moving, parts: Parts, looking: Looking, today: Today) -> None:
    staffing.change(parts.database, keeper(looking, Role.SYSTEM_ADMIN), person, sent.name, sent.office, parts.clock.now(), today)


@router.post("/people/{person}/account", status_code=204)
def switch_account(person: Id, sent: Switching, parts: Parts, looking: Looking, today: Today) -> None:
    staffing.switch(parts.database, keeper(looking, Role.SYSTEM_ADMIN), person, parts.clock.now(), today, active=sent.act == "open")


@router.post("/people/{person}/password")
def reset_password(person: Id, parts: Parts, looking: Looking) -> IssuedView:
    return _issued(staffing.reset(parts.database, parts.people, keeper(looking, Role.SYSTEM_ADMIN), person, parts.clock.now()))


@router.post("/people/{person}/unlock", status_code=204)
def unlock(person: Id, parts: Parts, limits: Limits, looking: Looking) -> None:
    login = rights.unlock(parts.database, keeper(looking, Role.SECURITY_ADMIN), person, parts.clock.now())
    limits.login.forget(login)
    limits.login_here.forget_ending(f" {login}")


@router.post("/people/{person}/roles", status_code=201)
def grant(person: Id, sent: Granting, parts: Parts, looking: Looking, today: Today) -> Made:
    by = keeper(looking, Role.SECURITY_ADMIN)
    return Made(id=rights.grant(parts.database, by, person, rights.role_called(sent.role), sent.since, sent.until, parts.clock.now(), today))


@router.post("/people/{person}/leaving")
def leave(person: Id, sent: Leaving, parts: Parts, looking: Looking, today: Today) -> tuple[MatterView, ...]:
    by, now = keeper(looking, Role.SYSTEM_ADMIN), parts.clock.now()

    def choice(case: str) -> str:
        return sent.to.get(case, sent.follower)

    if sent.dry_run:
        found = leaving.foreseen(parts.database, by, person, choice, now, today).matters
    else:
        found = leaving.leave(parts.database, parts.casework, by, person, choice, sent.basis, now, today)
    return tuple(MatterView(case=one.case, number=one.number, to=one.to, to_name=one.to_name, why_not=one.why_not) for one in found)


@router.post("/roles/{grant}/end", status_code=204)
def withdraw(grant: Id, parts: Parts, looking: Looking, today: Today) -> None:
    rights.withdraw(parts.database, keeper(looking, Role.SECURITY_ADMIN), grant, parts.clock.now(), today)


@router.get("/mandates")
def mandates(parts: Parts, looking: Looking, today: Today) -> tuple[MandateRow, ...]:
    return staff.mandates(parts.database, keeper(looking, Role.SECURITY_ADMIN).body, today)


@router.post("/people/{person}/mandates", status_code=201)
def entrust(person: Id, sent: Entrusting, parts: Parts, looking: Looking, today: Today) -> Made:
    by, role = keeper(looking, Role.SECURITY_ADMIN), rights.role_called(sent.role)
    made = rights.entrust(parts.database, by, person, sent.deputy, role, sent.since, sent.until, sent.basis, parts.clock.now(), today)
    return Made(id=made)


@router.post("/mandates/{mandate}/end", status_code=204)
def end_mandate(mandate: Id, parts: Parts, looking: Looking, today: Today) -> None:
    rights.end_mandate(parts.database, keeper(looking, Role.SECURITY_ADMIN), mandate, parts.clock.now(), today)


@router.get("/offices")
def offices(parts: Parts, looking: Looking) -> tuple[OfficeRow, ...]:
    return staff.offices(parts.database, keeper(looking, Role.SYSTEM_ADMIN).body)


@router.post("/offices", status_code=201)
def add_office(sent: Calling, parts: Parts, looking: Looking) -> Made:
    return Made(id=staffing.add_office(parts.database, keeper(looking, Role.SYSTEM_ADMIN), sent.name, parts.clock.now()))


@router.put("/offices/{office}", status_code=204)
def rename_office(office: Id, sent: Calling, parts: Parts, looking: Looking) -> None:
    staffing.rename_office(parts.database, keeper(looking, Role.SYSTEM_ADMIN), office, sent.name, parts.clock.now())


@router.get("/audit")
def audit_lines(
    parts: Parts, looking: Looking, q: Asked = "", kind: Asked = "", since: Asked = "", until: Asked = "", cursor: Cursor = None, limit: Limit = 50
) -> Page[AuditLine]:
    """What was done to the system of the auditor's body and who signed in, the newest first."""
    return audit(parts.database, keeper(looking, Role.AUDIT_ADMIN).body, checked(q, kind, since, until), cursor, limit)


@router.post("/account/password", status_code=204)
def change_password(sent: Changing, who: Desk, parts: Parts) -> None:
    """One's own; all sessions end."""
    accounts.change_own(parts.database, parts.people, who, sent.old, sent.password, parts.clock.now())


def _issued(one: staffing.Issued) -> IssuedView:
    return IssuedView(person=one.person, login=one.login, name=one.name, password=one.password)
