"""What stands in a form that is being filled in, kept on the server for the person alone; and a sign that somebody is there."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.deps import Desk, Parts
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.rendering import moment
from infra.wiring import Services
from storage import unfinished
from storage.people import SignedIn

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
ADDRESS = "_unfinished"  # the field in which a form says under which address it is kept


@router.get("/unfinished")
def kept(desk: Desk, parts: Parts, address: str = "") -> Response:
    """What is kept of that form, if anything."""
    found = unfinished.find(parts.database, desk.person, address, parts.clock.now())
    return JSONResponse({"pairs": found.pairs, "saved": moment(found.saved_at)} if found else {"pairs": [], "saved": ""})


@router.post("/unfinished")
def keep(desk: Desk, parts: Parts, sent: Sent) -> Response:
    unfinished.keep(parts.database, desk.person, sent.one("address"), sent.one("content"), parts.clock.now())
    return Response(status_code=204)


@router.post("/unfinished/discard")
def discard(desk: Desk, parts: Parts, sent: Sent) -> Response:
    unfinished.drop(parts.database, desk.person, sent.one("address"))
    return Response(status_code=204)


@router.post("/still-here")
def still_here() -> Response:
    """That it was asked is all: the session goes on."""
    return Response(status_code=204)


def handed_in(parts: Services, desk: SignedIn, sent: Posted) -> None:
    """The form is in: what was kept of it is of no more use."""
    address = sent.one(ADDRESS)
    if address:
        unfinished.drop(parts.database, desk.person, address)
