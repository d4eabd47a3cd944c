"""履职记录: one's own acts, for oneself and for who supervises or heads the body; and an office over the years."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from storage.looked_at import looked_at
from storage.queries.hands import LINK, hand_rows, kind_of, person_view
from storage.queries.office_view import office_view

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
HERE = "/responsibility"
Id = Annotated[str, Path(max_length=64)]
Year = Annotated[str, Query(max_length=4)]


@router.get(HERE)
def own_page(desk: Desk) -> Response:
    """To one's own page."""
    return RedirectResponse(f"{LINK}/{desk.person}", 303)


@router.get(f"{LINK}/{{person}}")
def person_page(request: Request, person: Id, desk: Desk, parts: Parts, looking: Looking) -> Response:
    """Somebody's part in matters, over the years."""
    found = person_view(parts.database, looking, person)
    looked_at(parts.database, desk.person, person, parts.clock.now())
    return page(request, "responsibility_person.html", desk, nav=HERE, view=found, own=person == desk.person)


@router.get(f"{LINK}/{{person}}/{{kind}}")
def rows_page(
    request: Request, person: Id, kind: Id, desk: Desk, parts: Parts, looking: Looking, year: Year = "", cursor: str = ""
) -> Response:
    """Exactly the acts, delays or orders that a number counts."""
    found = hand_rows(parts.database, looking, person, kind, year, cursor or None)
    if not cursor:
        looked_at(parts.database, desk.person, person, parts.clock.now())
    here, link = {"year": year} if year else {}, f"{LINK}/{person}/{kind}"
    return page(
        request, "responsibility_rows.html", desk, nav=HERE, view=person_view(parts.database, looking, person), page=found, kind=kind_of(kind),
        year=year, cursor=cursor, first_link=f"{link}?{urlencode(here)}", next_link=f"{link}?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


@router.get(f"{HERE}/offices/{{office}}")
def office_page(request: Request, office: Id, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    """An office over the years: its matters and its people."""
    return page(request, "responsibility_office.html", desk, nav=HERE, view=office_view(parts.database, looking, today, office))
