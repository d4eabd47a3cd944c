"""Signing in and out, and who one is."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from api import signing
from api.deps import CLOSED, Desk, Limits, Parts, forget, remember
from api.refusals import NotSignedIn
from api.rest.sent import SignIn
from storage.people import SignedIn
from storage.queries.models import RoleChoice

router = APIRouter(tags=["session"])
closed = APIRouter(tags=["session"], dependencies=CLOSED)


class Me(BaseModel):
    """Who is signed in, in which roles they may act, and the token that writes must carry."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    office: str
    office_name: str
    body: str
    roles: tuple[RoleChoice, ...]
    csrf: str

    @classmethod
    def of(cls, who: SignedIn) -> Me:
        roles = tuple(
            RoleChoice(role=one.role, label=one.role.label, represents=one.principal, represents_name=one.principal_name)
            for one in who.roles
        )
        return cls(person=who.person, name=who.name, office=who.office, office_name=who.office_name, body=who.body,
                   roles=roles, csrf=who.csrf)  # fmt: skip


@router.post("/session")
def sign_in(sent: SignIn, request: Request, response: Response, parts: Parts, limits: Limits) -> Me:
    """Sign in; sets the session's cookie."""
    token = signing.sign_in(request, parts, limits, sent.login, sent.password)
    remember(response, parts, token)
    who = parts.people.at_desk(token, parts.clock.now(), parts.casework.today())
    if who is None:
        raise NotSignedIn("登录没有成功，请重试。")
    return Me.of(who)


@closed.delete("/session", status_code=204)
def sign_out(request: Request, response: Response, who: Desk, parts: Parts) -> None:
    """Sign out; the session is gone on the server as well."""
    signing.leave(request, parts, who)
    forget(response)


@closed.get("/me")
def me(who: Desk) -> Me:
    """Who is signed in."""
    return Me.of(who)


router.include_router(closed)
