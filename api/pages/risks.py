"""风险提示: the supervisor's list of what is wrong or about to go wrong in running matters of enforcement."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import WATCHERS
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.errors import NotPermitted
from storage.queries.risks import LINK, risk_board, risk_rows

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/supervision/risks")
def risks_page(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = "", risk: str = "") -> Response:
    """The figures, and the alerts behind the chosen one; all of them without a choice."""
    if not looking.holds(*WATCHERS):
        raise NotPermitted(f"风险清单供{'、'.join(role.label for role in WATCHERS)}查看。")
    board = risk_board(parts.database, looking, today)
    here = {"risk": risk} if risk else {}
    found = risk_rows(parts.database, looking, today, risk, cursor or None)
    return page(
        request, "supervision_risks.html", desk, nav="/supervision/risks", board=board, page=found, chosen=risk, today=today, cursor=cursor,
        first_link=f"{LINK}?{urlencode(here)}", next_link=f"{LINK}?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip
