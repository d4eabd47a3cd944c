"""Risks of running matters of enforcement: of one matter, as figures, and as a list, each with its rule."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import CLOSED, Looking, Parts, SeenCase, Today
from api.limits import PAGE_LIMIT
from storage.queries.models import Page
from storage.queries.risk_shapes import RiskBoard, RiskRow, RiskView
from storage.queries.risks import risk_board, risk_rows, risks_of

router = APIRouter(tags=["risks"], dependencies=CLOSED)


@router.get("/cases/{case}/risks")
def of_case(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> tuple[RiskView, ...]:
    """The risks of a matter as it stands today."""
    return risks_of(parts.database, looking, today, case)


@router.get("/supervision/risks")
def my_risks(
    parts: Parts, looking: Looking, today: Today, risk: Annotated[str, Query(max_length=100)] = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None, limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT)] = 50,
) -> Page[RiskRow]:  # fmt: skip
    """The alerts of the running matters one may see, the longest known first; of one kind only when asked."""
    return risk_rows(parts.database, looking, today, risk, cursor, limit)


@router.get("/supervision/risks/figures")
def my_figures(parts: Parts, looking: Looking, today: Today) -> RiskBoard:
    """How many there are of each kind; each number carries the query by which ``/api/supervision/risks`` lists exactly these."""
    return risk_board(parts.database, looking, today)
