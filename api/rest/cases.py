"""Matters: lists, one in full, its steps, its course, its deadlines, its opinions."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import CLOSED, Looking, Parts, SeenCase, Today
from api.rest.desk import Cursor, Limit, Search
from storage.queries.case import case_view
from storage.queries.deadlines import deadline, deadlines
from storage.queries.models import (
    CaseRow,
    CaseView,
    DeadlineView,
    Filter,
    MaterialView,
    OpinionView,
    Page,
    StepView,
    TimelineItem,
)
from storage.queries.papers import materials, opinions
from storage.queries.steps import steps
from storage.queries.timeline import timeline
from storage.queries.worklist import worklist

router = APIRouter(prefix="/cases", tags=["cases"], dependencies=CLOSED)


@router.get("")
def list_cases(
    parts: Parts, looking: Looking, today: Today, filter: Filter = "all", q: Search = "", cursor: Cursor = None,
    limit: Limit = 30,
) -> Page[CaseRow]:  # fmt: skip
    """The matters one may see."""
    return worklist(parts.database, looking, today, filter, q, cursor, limit)


@router.get("/{case}")
def one_case(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> CaseView:
    """A matter with all that is on file."""
    return case_view(parts.database, looking, today, case, parts.archive.locks)


@router.get("/{case}/steps")
def case_steps(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> tuple[StepView, ...]:
    """The steps of the present stage: who may take them and what the law still asks."""
    return steps(parts.database, looking, today, case)


@router.get("/{case}/timeline")
def case_timeline(
    case: SeenCase, parts: Parts, looking: Looking, today: Today, cursor: Cursor = None, limit: Limit = 50
) -> Page[TimelineItem]:
    """The events of the matter's chain, newest first."""
    return timeline(parts.database, looking, today, case, cursor, limit)


@router.get("/{case}/deadlines")
def case_deadlines(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> tuple[DeadlineView, ...]:
    """The matter's clocks with the law behind them, counted day by day."""
    return deadlines(parts.database, looking, today, case)


@router.get("/{case}/deadlines/{name}")
def case_deadline(case: SeenCase, name: str, parts: Parts, looking: Looking, today: Today) -> DeadlineView:
    """One of them: every day with its class, its number and the reason, and the papers that touch it."""
    return deadline(parts.database, looking, today, case, name)


@router.get("/{case}/opinions")
def case_opinions(
    case: SeenCase, parts: Parts, looking: Looking, today: Today, unanswered: bool = False, cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[OpinionView]:  # fmt: skip
    """The public's opinions, oldest first."""
    return opinions(parts.database, looking, today, case, cursor, limit, unanswered)


@router.get("/{case}/materials")
def case_materials(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> tuple[MaterialView, ...]:
    """The uploaded materials."""
    return materials(parts.database, looking, today, case)
