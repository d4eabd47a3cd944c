"""公众意见: the figures, the texts, and answering many like ones at once (L713 art. 18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Posted, Sent, choices, fresh_key
from api.pages.refusing import refused
from infra.wiring import Services
from states.casework.commands import DisposeOpinions
from states.dossier.vocabulary import Disposition, Role
from states.errors import DomainError, InvalidEntry
from storage.people import SignedIn
from storage.queries.models import CaseView, RoleChoice, Viewer
from storage.queries.papers import opinions
from storage.queries.steps import choice

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
SHOWN = (("open", "尚未答复"), ("all", "全部"))
PER_PAGE = 50


@router.get("/cases/{case}/opinions")
def opinions_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today,
    shown: str = "open", cursor: str = "", done: str = "",
) -> Response:  # fmt: skip
    return _page(request, parts, desk, looking, today, case, shown, cursor, Posted(()), done=done)


@router.post("/cases/{case}/opinions")
def dispose(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent
) -> Response:
    """Answer the chosen opinions together, or give the page back with what is missing."""
    shown, cursor = sent.one("_shown"), sent.one("_cursor")
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
        return _page(request, parts, desk, looking, today, case, shown, cursor, sent, error)
    return RedirectResponse(f"/cases/{case}/opinions?done=opinions", 303)


def _page(
    request: Request, parts: Services, desk: SignedIn, looking: Viewer, today: date, case: str, shown: str, cursor: str,
    sent: Posted, error: DomainError | None = None, **more: Any,
) -> Response:  # fmt: skip
    view = matter(parts, looking, today, case)
    seen = refused(request, error, ("disposition", "reason", "opinions")) if error else None
    found = opinions(parts.database, looking, today, case, cursor or None, PER_PAGE, unanswered=shown != "all")
    return case_page(
        request, "case/opinions.html", desk, view, "/opinions", status=seen.status if seen else 200, refused=seen,
        wrong=dict(seen.fields) if seen else {}, page=found, shown=shown, cursor=cursor, choices=SHOWN,
        chosen=sent.many("opinion"), given_disposition=sent.one("_disposition"), given_reason=sent.one("_reason"),
        dispositions=[(one.value, one.label) for one in Disposition], roles=choices(_roles(desk, view)), key=fresh_key(), **more,
    )  # fmt: skip


def _roles(desk: SignedIn, case: CaseView) -> tuple[RoleChoice, ...]:
    return tuple(choice(one) for one in desk.roles if one.role is Role.SPONSOR and one.office == case.row.office)
