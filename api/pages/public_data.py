"""全站检索 and 公开数据: everything public in one search, and as tables to take away."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.deps import Parts, Today
from api.open_data import SETS, as_csv, as_json
from api.pages.rendering import page
from storage.queries.public_search import SHORTEST, found_gone, found_items, found_results

router = APIRouter(include_in_schema=False)
Asked = Annotated[str, Query(max_length=100)]
Name = Literal["decisions", "enforcement", "withdrawn"]


@router.get("/portal/search")
def search_page(request: Request, parts: Parts, today: Today, q: Asked = "") -> Response:
    """What the public pages say, wherever they say it."""
    return page(
        request, "portal/search.html", None, nav="/portal/search", q=q.strip(), shortest=SHORTEST,
        items=found_items(parts.database, today, q), results=found_results(parts.database, today, q),
        gone=found_gone(parts.database, today, q),
    )  # fmt: skip


@router.get("/portal/data")
def data_page(request: Request) -> Response:
    return page(request, "portal/data.html", None, nav="/portal/data", sets=SETS)


@router.get("/portal/data/{name}.csv")
def data_csv(name: Name, parts: Parts, today: Today) -> Response:
    return as_csv(parts, today, name)


@router.get("/portal/data/{name}.json")
def data_json(name: Name, parts: Parts, today: Today) -> Response:
    return as_json(parts, today, name)
