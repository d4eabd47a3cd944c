"""For everybody, without signing in: published results of enforcement, registers of bodies, random draws. Reads only."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, StreamingResponse

from api.deps import Parts, Today
from api.rest.desk import Cursor, Limit, Search
from api.rest.materials import Digest, attachment
from infra.wiring import Services
from states.errors import NotFound
from storage.published_files import LIMIT, may_go_out
from storage.queries.guarding import mask_for
from storage.queries.models import Page
from storage.queries.public_draws import public_draw, public_draws
from storage.queries.public_enforcement import Sought, published_file, result, results
from storage.queries.public_register import public_register
from storage.queries.public_shapes import PublicDraw, PublicRegister, PublicResult, ResultRow, Tombstone

router = APIRouter(prefix="/portal/enforcement", tags=["portal"])
Number = Annotated[str, Path(max_length=64)]
Code = Annotated[str, Query(max_length=64)]
GONE = 410


@router.get("")
def list_results(
    parts: Parts, today: Today, body: Code = "", kind: Code = "", q: Search = "", since: date | None = None, until: date | None = None,
    cursor: Cursor = None, limit: Limit = 20,
) -> Page[ResultRow]:  # fmt: skip
    """What is published now, the newest first; ``q`` searches titles, contents and numbers."""
    return results(parts.database, today, Sought(body, kind, q.strip(), since, until), cursor, limit)


@router.get("/draws")
def list_draws(parts: Parts, cursor: Cursor = None, limit: Limit = 20) -> Page[PublicDraw]:
    """Random draws from the moment their seed was committed to."""
    return public_draws(parts.database, cursor, limit)


@router.get("/draws/{number}")
def one_draw(number: Number, parts: Parts) -> PublicDraw:
    """A draw: ``record`` is all that is needed to repeat it, ``checks`` what came of repeating it here."""
    return public_draw(parts.database, number)


@router.get("/register/{body}")
def one_register(body: Number, parts: Parts, today: Today) -> PublicRegister:
    """What a body publishes before it acts."""
    return public_register(parts.database, today, body)


@router.get("/{number}", responses={GONE: {"model": Tombstone, "description": "已撤回或者公示期满"}})
def one_result(number: Number, parts: Parts, today: Today) -> PublicResult:
    """A published result; 410 with date and reason once it was withdrawn, and nothing of what it said."""
    found = result(parts.database, today, number)
    if isinstance(found, Tombstone):
        return JSONResponse(found.model_dump(mode="json"), GONE)  # type: ignore[return-value]  # FastAPI sends a response as it is
    return found


@router.get("/{number}/files/{digest}")
def one_file(number: Number, digest: Digest, parts: Parts, today: Today) -> StreamingResponse:
    """A file published with a result."""
    return guarded_file(parts, today, number, digest)


def guarded_file(parts: Services, today: date, number: str, digest: str) -> StreamingResponse:
    """The file, if all of it can be read and nothing in it may not be published; NotFound otherwise."""
    found = published_file(parts.database, today, number, digest)
    content = b"" if found.size > LIMIT else parts.archive.open(digest).read()
    if not may_go_out(content, found.media_type, mask_for(parts.database, today, number)):
        raise NotFound("附件未能通过公开前的核对，暂不提供。")
    return attachment(parts, found)
