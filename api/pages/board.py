"""统计: the supervisor's overview, the rows behind each of its numbers, both as workbooks, and the wall screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.deps import Desk, Looking, Parts, Today
from api.diagrams.layout import NOTED, picture
from api.diagrams.load import Load, load_marks
from api.diagrams.svg import svg
from api.pages.board_sheets import figures_file, rows_file
from api.pages.charts import charts
from api.pages.menu import WATCHERS
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.errors import NotFound, NotPermitted
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart
from storage.documents.listing import MEDIA_TYPE
from storage.queries.figure_rows import MOST, all_rows, figure_of, figure_rows, title_of
from storage.queries.figures import LINK, Asked, period
from storage.queries.hands import MAY
from storage.queries.models import Viewer
from storage.queries.overview import choices, overview
from storage.queries.state_times import state_times
from storage.queries.wall import wall

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
HERE = "/supervision/overview"
Name = Annotated[str, Query(max_length=64)]
Day = Annotated[str, Query(max_length=10)]


def watching(looking: Looking) -> Viewer:
    if not looking.holds(*WATCHERS):
        raise NotPermitted(f"督办统计供{'、'.join(role.label for role in WATCHERS)}查看。")
    return looking


Watching = Annotated[Viewer, Depends(watching)]


def filtered(
    today: Today, office: Name = "", procedure: Name = "", first: Annotated[str, Query(alias="from", max_length=10)] = "",
    last: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Asked:  # fmt: skip
    """The filters of the page; InvalidEntry for a period that is none."""
    begins, ends = period(today, first, last)
    return Asked(office=office, procedure=procedure, first=begins, last=ends)


Filtered = Annotated[Asked, Depends(filtered)]


def parted(filters: Filtered, figure: Name = "", month: Name = "", band: Name = "", state: Name = "", case: Name = "") -> Asked:
    """A figure under the filters, and the part of it that is meant."""
    figure_of(figure)
    return replace(filters, figure=figure, month=month, band=band, state=state, case=case)


Parted = Annotated[Asked, Depends(parted)]


@router.get(HERE)
def overview_page(request: Request, desk: Desk, parts: Parts, looking: Watching, today: Today, filters: Filtered) -> Response:
    """Everything at one look; with filters, the same of what they leave."""
    found = overview(parts.database, looking, today, filters)
    return page(
        request, "overview.html", desk, nav=HERE, view=found, filters=filters, choices=choices(parts.database, looking), charts=charts(found),
        today=today, query=urlencode(filters.query), may_look=looking.holds(*MAY),
    )  # fmt: skip


@router.get(f"{HERE}.xlsx")
def overview_file(parts: Parts, looking: Watching, today: Today, filters: Filtered) -> Response:
    """The numbers of the page as a workbook."""
    return _file(figures_file(overview(parts.database, looking, today, filters)), f"督办统计{today.isoformat()}")


@router.get(LINK)
def figure_page(request: Request, desk: Desk, parts: Parts, looking: Watching, today: Today, asked: Parted, cursor: str = "") -> Response:
    """Exactly the rows that a number counts."""
    found = figure_rows(parts.database, looking, today, asked, cursor or None)
    here = asked.query
    return page(
        request, "figure_rows.html", desk, nav=HERE, page=found, figure=figure_of(asked.figure), asked=asked, chosen=title_of(parts.database, asked, today),
        cursor=cursor, query=urlencode(here), back=urlencode({name: here[name] for name in ("office", "procedure", "from", "to") if name in here}),
        first_link=f"{LINK}?{urlencode(here)}", next_link=f"{LINK}?{urlencode(here | {'cursor': found.next_cursor or ''})}", today=today, most=MOST,
    )  # fmt: skip


@router.get(f"{LINK}.xlsx")
def figure_file(parts: Parts, looking: Watching, today: Today, asked: Parted) -> Response:
    """The same rows, all of them, as a workbook."""
    figure, title = figure_of(asked.figure), "，".join(title_of(parts.database, asked, today))
    return _file(rows_file(figure, title, all_rows(parts.database, looking, today, asked)), f"{figure.label}{today.isoformat()}")


@router.get("/supervision/map")
def map_page(request: Request, desk: Desk, parts: Parts, looking: Watching, today: Today, filters: Filtered) -> Response:
    """Where matters gather and how long they stay, on the map of their procedure; the same numbers in a table."""
    offered = choices(parts.database, looking)
    plan = PROCEDURES.get(filters.procedure or next((name for name, _ in offered[1]), next(iter(PROCEDURES))))
    if plan is None:
        raise NotFound("没有这种程序，请从列表中选择。")
    filters = replace(filters, procedure=plan.name)
    found = state_times(parts.database, looking, today, plan, filters)
    marks = load_marks(statechart(plan), {name: Load(one.now.count, one.median, one.now_median) for name, one in found.items()})
    return page(
        request, "bottlenecks.html", desk, nav=HERE, plan=plan, drawing=svg(picture(plan, NOTED), marks, f"{plan.label}各阶段的件数和用时"), filters=filters,
        choices=offered, rows=[one for one in found.values() if one.now.count or one.over.count], query=urlencode(filters.query),
    )  # fmt: skip


@router.get("/supervision/wall")
def wall_page(request: Request, desk: Desk, parts: Parts, looking: Watching, today: Today) -> Response:
    """Big figures for a screen on the wall; it asks for itself again, with or without scripts."""
    partial = "hx-request" in request.headers
    return page(request, "wall_figures.html" if partial else "wall.html", desk, wall=wall(parts.database, looking, today), now=parts.clock.now())


def _file(content: bytes, name: str) -> Response:
    told = f"attachment; filename*=UTF-8''{quote(f'{name}.xlsx')}"
    return Response(content, media_type=MEDIA_TYPE, headers={"content-disposition": told})


