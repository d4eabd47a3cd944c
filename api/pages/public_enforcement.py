"""行政执法公示: for everybody, without signing in and without scripts; results, what bodies publish before they act, draws."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response

from api.deps import Parts, Today
from api.pages.flow_pictures import pictures
from api.pages.rendering import page
from api.rest.materials import Digest
from api.rest.public_enforcement import GONE, guarded_file
from states.law.draw_record import STEPS_TO_REPEAT
from storage.queries.public_draws import public_draw, public_draws
from storage.queries.public_enforcement import Sought, bodies, kinds, result, results
from storage.queries.public_register import public_register
from storage.queries.public_shapes import Tombstone

router = APIRouter(include_in_schema=False)
Number = Annotated[str, Path(max_length=64)]
Text = Annotated[str, Query(max_length=200)]
NAV = "/portal/enforcement"


@router.get("/portal/enforcement")
def enforcement_page(
    request: Request, parts: Parts, today: Today, body: Text = "", kind: Text = "", q: Text = "", since: Text = "", until: Text = "",
    cursor: Annotated[str, Query(max_length=500)] = "",
) -> Response:  # fmt: skip
    """What is published now; a day that is none is left out of what is sought."""
    given = {"body": body, "kind": kind, "q": q.strip(), "since": since, "until": until}
    found = results(parts.database, today, Sought(body, kind, q.strip(), _day(since), _day(until)), cursor or None)
    kept = {name: text for name, text in given.items() if text}
    return page(
        request, "portal/enforcement.html", None, nav=NAV, page=found, given=given, cursor=cursor, bodies=bodies(parts.database), kinds=kinds(),
        first=f"{NAV}?{urlencode(kept)}" if kept else NAV, following=urlencode(kept | {"cursor": found.next_cursor}) if found.next_cursor else "",
    )  # fmt: skip


@router.get("/portal/enforcement/draws")
def draws_page(request: Request, parts: Parts, cursor: Annotated[str, Query(max_length=500)] = "") -> Response:
    return page(request, "portal/draws.html", None, nav=NAV, page=public_draws(parts.database, cursor or None), cursor=cursor)


@router.get("/portal/enforcement/draws/{number}")
def draw_page(request: Request, number: Number, parts: Parts) -> Response:
    """A draw, repeated here before the reader's eyes, and how to repeat it elsewhere."""
    found = public_draw(parts.database, number)
    return page(request, "portal/draw.html", None, nav=NAV, draw=found, names=dict(found.names), how=STEPS_TO_REPEAT)


@router.get("/portal/enforcement/register/{body}")
def register_page(request: Request, body: Number, parts: Parts, today: Today) -> Response:
    found = public_register(parts.database, today, body)
    return page(request, "portal/enforcement_register.html", None, nav=NAV, register=found, charts=pictures(found.charts))


@router.get("/portal/enforcement/{number}")
def result_page(request: Request, number: Number, parts: Parts, today: Today) -> Response:
    """A published result, or the tombstone of one: 410 with the day and the reason."""
    found = result(parts.database, today, number)
    if isinstance(found, Tombstone):
        return page(request, "portal/enforcement_gone.html", None, nav=NAV, status=GONE, gone=found)
    return page(request, "portal/enforcement_result.html", None, nav=NAV, result=found)


@router.get("/portal/enforcement/{number}/files/{digest}")
def result_file(number: Number, digest: Digest, parts: Parts, today: Today) -> Response:
    return guarded_file(parts, today, number, digest)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
