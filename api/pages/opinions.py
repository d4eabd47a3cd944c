"""公众意见: the figures, the texts, and answering many like ones at once (L713 art. 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Posted, Sent, choices, fresh_key
from api.pages.refusing import refused
from infra.wiring import Services
from states.casework.commands import DisposeOpinions, ScreenOpinions
from states.dossier.vocabulary import Disposition, Role, Screening
from states.errors import DomainError, InvalidEntry
from storage.people import SignedIn
from storage.queries.given_opinions import namings
from storage.queries.models import CaseView, OpinionView, RoleChoice, Viewer
from storage.queries.papers import alike, opinions
from storage.queries.steps import choice

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
SHOWN = (("open", "尚未答复"), ("held", "暂存核查"), ("ended", "已更正、撤回或者不予研究"), ("all", "全部"))
PER_PAGE = 50
LONGEST = 100  # characters of what is looked for
PER_GROUP = 100  # of the same text


@router.get("/cases/{case}/opinions")
def opinions_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today,
    shown: str = "open", cursor: str = "", done: str = "", same: str = "", q: str = "",
) -> Response:  # fmt: skip
    return _page(request, parts, desk, looking, today, case, Posted(_asked(shown, cursor, same, q)), done=done)


@router.post("/cases/{case}/opinions/screening")
def screening(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Hold the chosen opinions, let them go, or reject them as spam, which takes a second person."""
    try:
        act = next((one for one in Screening if one == sent.one("_act")), None)
        if act is None:
            raise InvalidEntry({"act": "请选择如何处理：暂存、恢复、提请或者确认。"})
        parts.casework.execute(
            ScreenOpinions(sent.actor(desk), case, sent.key, opinions=sent.many("opinion"), act=act, reason=sent.one("_screening_reason"))
        )
    except DomainError as error:
        return _page(request, parts, desk, looking, today, case, sent, error)
    return RedirectResponse(f"/cases/{case}/opinions?shown={'held' if act in (Screening.HOLD, Screening.PROPOSE) else 'open'}&done=opinions", 303)


@router.post("/cases/{case}/opinions")
def dispose(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Answer the chosen opinions together, or give the page back with what is missing."""
    try:
        disposition = next((one for one in Disposition if one == sent.one("_disposition")), None)
        if disposition is None:
            raise InvalidEntry({"disposition": "请选择处理结果：采纳、部分采纳或者不采纳。"})
        parts.casework.execute(
            DisposeOpinions(
                sent.actor(desk), case, sent.key, opinions=sent.many("opinion"), disposition=disposition, reason=sent.one("_reason")
            )
        )
    except DomainError as error:
        return _page(request, parts, desk, looking, today, case, sent, error)
    found = urlencode([("done", "opinions"), *([("q", sent.one("_q")[:LONGEST])] if sent.one("_q") else [])])
    return RedirectResponse(f"/cases/{case}/opinions?{found}", 303)


def _page(
    request: Request, parts: Services, desk: SignedIn, looking: Viewer, today: date, case: str, sent: Posted,
    error: DomainError | None = None, **more: Any,
) -> Response:  # fmt: skip
    shown, cursor, same, q = sent.one("_shown"), sent.one("_cursor"), sent.one("_same")[:64], sent.one("_q")[:LONGEST]
    view = matter(parts, looking, today, case)
    seen = refused(request, error, ("disposition", "reason", "opinions", "act", "screening_reason")) if error else None
    shown = shown if shown in dict(SHOWN) else "open"
    shown = "open" if same else shown
    found = opinions(parts.database, looking, today, case, cursor or None, PER_GROUP if same else PER_PAGE, shelf=shown, like=same, asked=q)
    like = {} if same or shown != "open" else _like(parts, looking, case, found.items)
    chosen = sent.many("opinion") if error else tuple(one.id for one in found.items if same and not one.hold)  # what says the same is answered together
    answering = _roles(desk, view, Role.SPONSOR)
    names = namings(parts.database, parts.vault, [one.id for one in found.items], case) if answering and found.items else {}
    return case_page(
        request, "case/opinions.html", desk, view, "/opinions", status=seen.status if seen else 200, refused=seen,
        wrong=dict(seen.fields) if seen else {}, page=found, shown=shown, cursor=cursor, choices=SHOWN, q=q,
        address=urlencode([("shown", shown), *([("q", q)] if q else [])]),
        chosen=chosen, same=same, like=like, given_disposition=sent.one("_disposition"), given_reason=sent.one("_reason"),
        dispositions=[(one.value, one.label) for one in Disposition], roles=choices(answering),
        screeners=choices(_roles(desk, view, Role.SPONSOR, Role.OFFICE_HEAD)), names=names,
        acts=[(one.value, one.label) for one in Screening], given_act=sent.one("_act"), given_screening_reason=sent.one("_screening_reason"),
        key=fresh_key(), **more,
    )  # fmt: skip


def _asked(shown: str, cursor: str, same: str, q: str) -> tuple[tuple[str, str], ...]:
    """What the address asks to be shown, as the page's own form sends it again."""
    return (("_shown", shown), ("_cursor", cursor), ("_same", same), ("_q", q))


def _like(parts: Services, looking: Viewer, case: str, found: Sequence[OpinionView]) -> dict[str, int]:
    """How many say the same as an opinion, told at the first of them on the page."""
    counted = alike(parts.database, looking, case, (one.text for one in found))
    first = {one.text: one.id for one in reversed(found)}
    return {first[text]: number for text, number in counted.items()}


def _roles(desk: SignedIn, case: CaseView, *roles: Role) -> tuple[RoleChoice, ...]:
    return tuple(choice(one) for one in desk.roles if one.role in roles and one.office == case.row.office)
