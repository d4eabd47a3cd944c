"""日历: twelve months of a year, which days are worked and on whose word; the notices, and the way to enter one."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import may_open
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.law.announced import FIRST_YEAR, ISSUER, LAST_YEAR
from states.law.values import overlays
from states.procedures.calendar_notice import PROCEDURE
from storage.queries.calendars import calendar_year

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/calendar")
def calendar_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, year: str = "", place: str = ""
) -> Response:
    """The chosen year; this one where what was asked for is no year."""
    asked = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else today.year
    found = calendar_year(parts.database, looking, min(max(asked, FIRST_YEAR), LAST_YEAR), place)
    return page(
        request, "calendar.html", desk, nav="/calendar", found=found, today=today, places=tuple(overlays().values()),
        years=range(max(FIRST_YEAR, today.year - 3), today.year + 3), entering=_entering(found.year) if PROCEDURE.name in may_open(desk) else "",
    )  # fmt: skip


def _entering(year: int) -> str:
    """The opening form of 节假日安排, with the year filled in."""
    kind = PROCEDURE.opening_kind
    filled = {"procedure": PROCEDURE.name, "_title": f"{year}年节假日安排", f"{kind}.year": year, f"{kind}.issuer": ISSUER}
    return f"/cases/new?{urlencode(filled)}"
