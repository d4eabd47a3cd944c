"""检索: one box over everything that the person may see."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from storage.queries.search import search
from storage.searching import WORD_LIMIT, WORDS_LIMIT

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
SHOWN_LIMIT = WORD_LIMIT * WORDS_LIMIT  # characters of the question that the page gives back


@router.get("/search")
def search_page(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, q: str = "", cursor: str = "") -> Response:
    found = search(parts.database, looking, today, q, cursor or None)
    asked = "".join(one for one in q if one.isprintable())[:SHOWN_LIMIT]
    return page(
        request, "search.html", desk, nav="/search", asked=asked, found=found, cursor=cursor, cut=len(q.split()) > WORDS_LIMIT or len(q) > SHOWN_LIMIT,
        first_link=f"/search?{urlencode({'q': asked})}", next_link=f"/search?{urlencode({'q': asked, 'cursor': found.page.next_cursor or ''})}",
    )  # fmt: skip
