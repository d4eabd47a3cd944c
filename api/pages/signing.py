"""The door: sign in, sign out, and where the bare address leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Limits, Parts, forget, perhaps_desk, remember
from api.pages.posting import SIGNED_IN, Sent
from api.pages.rendering import page
from api.refusals import NotSignedIn, TooOften, problem_of
from api.signing import leave
from api.signing import sign_in as enter
from infra.wiring import Services
from storage.people import SignedIn

Perhaps = Annotated[SignedIn | None, Depends(perhaps_desk)]

router = APIRouter(include_in_schema=False)
inside = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account as the sign-in page offers it."""

    login: str
    name: str
    roles: str
    password: str


@router.get("/")
def home(who: Perhaps) -> Response:
    return RedirectResponse("/worklist" if who else "/sign-in", 303)


@router.get("/sign-in")
def sign_in_page(request: Request, parts: Parts, who: Perhaps, next: str = "") -> Response:
    if who is not None:
        return RedirectResponse(inner(next), 303)
    return _door(request, parts, inner(next))


@router.post("/sign-in")
def sign_in(request: Request, parts: Parts, limits: Limits, sent: Sent) -> Response:
    """Start a session, or say that name or password is wrong; never which of them."""
    login, onward = sent.one("login").strip()[:200], inner(sent.one("next"))
    try:
        token = enter(request, parts, limits, login, sent.one("password")[:1000])
    except (NotSignedIn, TooOften) as error:
        return _door(request, parts, onward, login, error.message, problem_of(error, request).status)
    response = RedirectResponse(onward, 303)
    remember(response, parts, token)
    return response


@inside.post("/sign-out")
def sign_out(request: Request, desk: Desk, parts: Parts) -> Response:
    leave(request, parts, desk)
    response = RedirectResponse("/sign-in", 303)
    forget(response)
    return response


def inner(path: str) -> str:
    """An address within this site, or the desk: nobody is sent elsewhere by a link of ours."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\", "/sign-")) and path.isprintable()
    return path if ours else "/worklist"


def _door(
    request: Request, parts: Services, onward: str, login: str = "", wrong: str = "", status: int = 200
) -> Response:
    return page(
        request, "sign_in.html", None, status=status, next=onward, login=login, wrong=wrong, accounts=_accounts(request, parts),
        changed=request.query_params.get("changed") == "1" and not wrong,
    )


def _accounts(request: Request, parts: Services) -> list[Account]:
    """The demo's accounts where the demo runs; ``app.state.demo_accounts`` may give others."""
    if not parts.settings.embedded:
        return []
    given = getattr(request.app.state, "demo_accounts", None)
    if given is not None:
        return list(given())
    from infra.demo.people import PASSWORD, PEOPLE  # only where the demo runs

    known = parts.people.names()
    return [
        Account(login, name, "、".join(role.label for role in roles), PASSWORD)
        for login, (name, _, roles) in PEOPLE.items()
        if known.get(login) == name
    ]


router.include_router(inside)
