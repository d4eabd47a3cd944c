"""工作台: what waits, in lists."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import may_open, opening_word
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.casework.authority import ADMINISTRATORS
from storage.queries.models import Filter
from storage.queries.worklist import LABELS, cards, worklist

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/worklist")
def desk_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today,
    filter: str = "", q: str = "", cursor: str = "",
) -> Response:  # fmt: skip
    """The figures, and the list behind the chosen one; without a choice, what waits for the viewer."""
    figures = cards(parts.database, looking, today)
    chosen: Filter = next((one for one in get_args(Filter) if one == filter), "mine" if figures.mine.count and not q else "all")
    found = worklist(parts.database, looking, today, chosen, q, cursor or None)
    here = {"filter": chosen, "q": q}
    return page(
        request, "worklist.html", desk, nav="/worklist", heading=LABELS[chosen] if filter else "工作台", today=today,
        cards=figures.all, show=chosen, shows=tuple(LABELS.items()), q=q, cursor=cursor, page=found,
        may_open=opening_word(desk) if may_open(desk) else "", outside=all(one.role in ADMINISTRATORS for one in desk.roles), first_link=f"/worklist?{urlencode(here)}",
        next_link=f"/worklist?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip
