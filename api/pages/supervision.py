"""督办台: the lights, what is overdue and how far it was raised, the orders issued, and an order from a delay in one click."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.menu import WATCHERS
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from infra.wiring import Services
from states.casework.commands import Actor
from states.casework.ordering import DRAFTERS, Delay, drafting, issuing
from states.errors import InvalidEntry, NotPermitted, StepUnavailable
from states.law.lights import Light
from states.procedures.supervision_order import STAGES
from storage.calendars import almanac_now
from storage.people import HeldRole, SignedIn
from storage.queries.lights import Choice, light_board, lit_deadlines, title_of
from storage.queries.models import Viewer
from storage.queries.supervision import delay as delay_of
from storage.queries.supervision import order_exists, orders, supervision, supervision_desk

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/supervision")
def supervision_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = "", rung: str = ""
) -> Response:
    """The figures, and the open delays behind the chosen one; without a choice all of them, and the lights by office and stage."""
    _need_watcher(looking)
    chosen = int(rung) if rung.isascii() and rung.isdecimal() and len(rung) == 1 else None
    found = supervision(parts.database, looking, today, cursor or None, rung=chosen)
    here = {"rung": rung} if chosen else {}
    return page(
        request, "supervision.html", desk, nav="/supervision", page=found, figures=supervision_desk(parts.database, looking),
        board=None if chosen or cursor else light_board(parts.database, looking, today),
        chosen=f"rung-{chosen}" if chosen else "", may_order=_drafts(desk), today=today,
        cursor=cursor, first_link=f"/supervision?{urlencode(here)}",
        next_link=f"/supervision?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


@router.get("/supervision/deadlines")
def deadlines_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = "",
    office: str = "", procedure: str = "", stage: str = "", light: str = "",
) -> Response:  # fmt: skip
    """The clocks behind a number of the lights; all that run without a choice."""
    _need_watcher(looking)
    choice = Choice(office, stage, next((one for one in Light if one == light), None), procedure)
    found = lit_deadlines(parts.database, looking, today, choice, cursor or None)
    return page(
        request, "supervision_deadlines.html", desk, nav="/supervision", page=found, chosen=title_of(parts.database, choice),
        today=today, cursor=cursor, first_link=choice.link,
        next_link=f"/supervision/deadlines?{urlencode(choice.query | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


@router.get("/supervision/orders")
def orders_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = "", stage: str = ""
) -> Response:
    """The orders in the chosen stage; all of them without a choice."""
    _need_watcher(looking)
    found = orders(parts.database, looking, today, stage, cursor or None)
    label = dict(STAGES).get(stage, "")
    here = {"stage": stage} if label else {}
    return page(
        request, "supervision_orders.html", desk, nav="/supervision", page=found, chosen=stage if label else "", label=label,
        figures=supervision_desk(parts.database, looking), today=today,
        cursor=cursor, first_link=f"/supervision/orders?{urlencode(here)}",
        next_link=f"/supervision/orders?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


@router.post("/supervision/{escalation}/order")
def issue_order(
    request: Request, escalation: str, desk: Desk, parts: Parts, looking: Looking, today: Today
) -> Response:
    """Draft the order on this delay, and issue it where the person may sign; a second click leads to the same order."""
    _need_watcher(looking)
    delay = delay_of(parts.database, looking, today, escalation)
    if not order_exists(parts.database, delay.order):
        if not delay.open:
            raise StepUnavailable("这一期限已经办结或者变更，不再需要督办。请刷新督办清单。")
        _order(parts, desk, delay)
    return RedirectResponse(f"/cases/{delay.order}", 303)


def _order(parts: Services, desk: SignedIn, delay: Delay) -> None:
    held = next((one for role in DRAFTERS for one in desk.roles if (one.role, one.body) == (role, delay.body)), None)
    if held is None:
        raise NotPermitted(f"督办单由{'、'.join(role.label for role in DRAFTERS)}拟发，您没有这一身份。")
    today = parts.casework.today()
    try:
        parts.casework.execute(drafting(delay, _actor(desk, held), today))
    except InvalidEntry:
        if not order_exists(parts.database, delay.order):
            raise
        return  # somebody else was first
    signing = issuing(delay, _actor(desk, held), today, almanac_now(parts.database))
    if signing is not None:
        parts.casework.execute(signing)


def _actor(desk: SignedIn, held: HeldRole) -> Actor:
    return Actor(desk.person, held.role, held.principal)


def _drafts(desk: SignedIn) -> bool:
    return any(one.role in DRAFTERS for one in desk.roles)


def _need_watcher(looking: Viewer) -> None:
    if not looking.holds(*WATCHERS):
        raise NotPermitted(f"督办清单供{'、'.join(role.label for role in WATCHERS)}查看。")
