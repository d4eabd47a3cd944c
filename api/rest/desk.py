"""What lies on the desk: worklist, figures, supervision, the law, and whether the records still hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.deps import CLOSED, Looking, Parts, Today
from api.limits import PAGE_LIMIT
from infra.wiring import office_hours
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from states.law.announced import FIRST_YEAR, LAST_YEAR
from states.law.lights import Light
from storage.queries.calendars import CalendarYear, calendar_year
from storage.queries.law import law_rows
from storage.queries.light_shapes import LightBoard, LitDeadline
from storage.queries.lights import Choice, light_board, lit_deadlines
from storage.queries.models import CaseRow, DashboardCards, EscalationView, Filter, LawRow, Page
from storage.queries.running import RunningView, running_view
from storage.queries.supervision import supervision
from storage.queries.worklist import cards, worklist
from storage.verify import verify

open_router = APIRouter(tags=["service"])
router = APIRouter()
closed = APIRouter(tags=["desk"], dependencies=CLOSED)

Cursor = Annotated[str | None, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=PAGE_LIMIT)]
Rung = Annotated[int | None, Query(ge=1, le=9)]
Search = Annotated[str, Query(max_length=200)]


@open_router.get("/health")
def health() -> dict[str, str]:
    """That this process answers; asks nothing of the database."""
    return {"status": "ok"}


@closed.get("/health/running")
def running(parts: Parts, looking: Looking, today: Today) -> RunningView:
    """How late clocks act, what is stuck and what may be done about it; for administrators and the supervisor."""
    return running_view(parts.database, looking, parts.clock.now(), today, office_hours(parts.settings).closes)


@closed.get("/worklist")
def my_worklist(
    parts: Parts, looking: Looking, today: Today, filter: Filter = "mine", q: Search = "", cursor: Cursor = None,
    limit: Limit = 30,
) -> Page[CaseRow]:  # fmt: skip
    """The matters that wait for the person at the desk."""
    return worklist(parts.database, looking, today, filter, q, cursor, limit)


@closed.get("/calendar/{year}")
def calendar(parts: Parts, looking: Looking, year: Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)], place: Search = "") -> CalendarYear:
    """The days of a year here: which are worked, on whose word, and whether that is certain; with a place's own days off."""
    return calendar_year(parts.database, looking, year, place)


@closed.get("/cards")
def my_cards(parts: Parts, looking: Looking, today: Today) -> DashboardCards:
    """The figures above the worklist."""
    return cards(parts.database, looking, today)


@closed.get("/supervision")
def my_supervision(
    parts: Parts, looking: Looking, today: Today, cursor: Cursor = None, limit: Limit = 50, rung: Rung = None
) -> Page[EscalationView]:
    """Overdue clocks of the matters one may see; those on one rung of the ladder only when asked."""
    return supervision(parts.database, looking, today, cursor, limit, rung)


@closed.get("/supervision/lights")
def my_lights(parts: Parts, looking: Looking, today: Today) -> LightBoard:
    """How many running clocks of the matters one may see stand under which light today, by office and by stage.

    Each number carries the query by which ``/api/supervision/deadlines`` lists exactly its clocks.
    """
    return light_board(parts.database, looking, today)


@closed.get("/supervision/deadlines")
def my_lit_deadlines(
    parts: Parts, looking: Looking, today: Today, office: Search = "", procedure: Search = "", stage: Search = "", light: Light | None = None,
    cursor: Cursor = None, limit: Limit = 50,
) -> Page[LitDeadline]:  # fmt: skip
    """The clocks behind one of these numbers, the earliest last day first; each with the rule and inputs of its light."""
    return lit_deadlines(parts.database, looking, today, Choice(office, stage, light, procedure), cursor, limit)


@closed.get("/law")
def law(parts: Parts, looking: Looking, today: Today, q: Search = "") -> tuple[LawRow, ...]:
    """Every rule with its citation, where it is asked for, and whether its text is certain."""
    return law_rows(parts.database, looking, today, q)


@closed.get("/verify")
def verify_records(parts: Parts, looking: Looking) -> dict[str, Any]:
    """Walk every chain; for the supervisor and the security auditor."""
    if not looking.holds(Role.SUPERVISOR, Role.AUDIT_ADMIN):
        raise NotPermitted("核验全部记录由监督机关或者安全审计员进行。")
    return asdict(verify(parts.database))


router.include_router(open_router)
router.include_router(closed)
