"""本人账号: one's own password, and the last times somebody signed in with the account."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Parts, forget
from api.pages.posting import SIGNED_IN, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.errors import DomainError, InvalidEntry
from storage import accounts
from storage.people import SignedIn
from storage.queries.audit import own_sign_ins

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/account")
def account_page(request: Request, desk: Desk, parts: Parts) -> Response:
    return _page(request, desk, parts)


@router.post("/account")
def change(request: Request, desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Another password; one signs in with it at once."""
    try:
        if sent.one("password") != sent.one("again"):
            raise InvalidEntry({"again": "两次输入的新密码不一致，请重新输入。"})
        accounts.change_own(parts.database, parts.people, desk, sent.one("old"), sent.one("password"), parts.clock.now())
    except DomainError as refusal:
        return _page(request, desk, parts, refusal)
    response = RedirectResponse("/sign-in?changed=1", 303)
    forget(response)
    return response


def _page(request: Request, desk: SignedIn, parts: Services, refusal: DomainError | None = None) -> Response:
    wrong = refused(request, refusal, ("old", "password", "again")) if refusal else None
    return page(
        request, "admin/account.html", desk, nav="/account", status=wrong.status if wrong else 200, refused=wrong, rule=accounts.RULE,
        wrong=wrong.fields if wrong else {}, entries=() if desk.must_change else own_sign_ins(parts.database, desk.person),
    )  # fmt: skip
