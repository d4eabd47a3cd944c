"""年度行政执法数据: the figures of a body's year, each with the rows that it counts, and the text for their publication."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.errors import NotFound
from states.law.announced import FIRST_YEAR, LAST_YEAR
from storage.queries.yearly import yearly

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]
Name = Annotated[str, Query(max_length=64)]


@router.get("/enforcement/yearly")
def last_year(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, body: Name = "") -> Response:
    """The year that is to be published next: the one before this."""
    return year_page(request, today.year - 1, desk, parts, looking, today, body)


@router.get("/enforcement/yearly/{year}")
def year_page(request: Request, year: Year, desk: Desk, parts: Parts, looking: Looking, today: Today, body: Name = "", figure: Name = "") -> Response:
    """All figures; with ``figure`` the rows of that one."""
    found = yearly(parts.database, looking, year, body)
    chosen = next((one for one in found.figures if one.name == figure), None)
    if figure and chosen is None:
        raise NotFound("没有这一项数据。")
    return page(request, "yearly.html", desk, nav="/enforcement/yearly", yearly=found, chosen=chosen, today=today)

