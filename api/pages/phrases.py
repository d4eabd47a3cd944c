"""常用语: sentences of one's own for opinions, and one's own earlier opinions to look up."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts
from api.pages.posting import SIGNED_IN, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.errors import DomainError
from storage import phrases
from storage.people import SignedIn
from storage.queries.models import Viewer
from storage.queries.own_opinions import own_opinions

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/phrases")
def phrases_page(request: Request, desk: Desk, parts: Parts, looking: Looking, cursor: str = "") -> Response:
    return _page(request, desk, parts, looking, cursor=cursor)


@router.post("/phrases")
def keep(request: Request, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """Keep a sentence, or give the form back."""
    try:
        phrases.keep(parts.database, desk.person, sent.one("label"), sent.one("text"), parts.clock.now())
    except DomainError as refusal:
        return _page(request, desk, parts, looking, sent, refusal)
    return RedirectResponse("/phrases", 303)


@router.post("/phrases/{phrase}/remove")
def remove(phrase: str, desk: Desk, parts: Parts) -> Response:
    phrases.forget(parts.database, desk.person, phrase[:64])
    return RedirectResponse("/phrases", 303)


def _page(
    request: Request, desk: SignedIn, parts: Services, looking: Viewer, sent: Sent | None = None, refusal: DomainError | None = None, *, cursor: str = ""
) -> Response:
    wrong = refused(request, refusal, ("label", "text")) if refusal else None
    return page(
        request, "phrases.html", desk, nav="/phrases", status=wrong.status if wrong else 200, refused=wrong, wrong=wrong.fields if wrong else {},
        label=sent.one("label") if sent else "", text=sent.one("text") if sent else "", kept=phrases.own(parts.database, desk.person),
        opinions=own_opinions(parts.database, looking, cursor or None), cursor=cursor,
    )  # fmt: skip
