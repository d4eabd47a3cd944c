"""承办和传阅: claim, assign and give back a matter, one or many; send it to colleagues to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.handling import circulate as send_round
from api.handling import hand_over
from api.pages.case import case_page, matter
from api.pages.lists import back_to
from api.pages.posting import SIGNED_IN, Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.casework.authority import HANDLERS
from states.casework.handling import HANDLED
from states.errors import DomainError, InvalidEntry, NotFound
from storage.handling import mark_read
from storage.people import SignedIn
from storage.queries.handling import (
    Foreseen,
    acting_on,
    assignable_to,
    circulated,
    foreseen,
    readers_for,
)
from storage.queries.holders import held_by
from storage.queries.models import CaseView, Viewer

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
ACTS = {"claim": "认领", "assign": "指定承办人", "release": "退回待认领"}
MOST = 100  # of one page of a list
Seq = Annotated[int, Path(ge=1, le=2**31)]


@dataclass(frozen=True, slots=True)
class Settled:
    """One matter of many, and what became of it."""

    case: str
    number: str
    title: str
    told: str
    done: bool


@router.post("/handling/preview")
def preview(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """What the chosen matters would come to; nothing is written."""
    act, handler, back = _act(sent), _handler(sent, desk), back_to(sent.one("back"), "/lists/cases")
    rows = foreseen(parts.database, looking, parts.clock.now(), today, _cases(sent.many("case")), handler, claiming=act == "claim")
    name = _name(parts, handler)
    return page(
        request, "lists/preview.html", desk, nav=back.partition("?")[0], act=act, word=ACTS[act], rows=rows, handler=handler, name=name, back=back,
        ready=[one for one in rows if not one.why_not], reason=sent.one("reason"), key=fresh_key(),
    )  # fmt: skip


@router.post("/handling")
def carry_out(request: Request, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """One command for each matter: what is refused stands beside what was done."""
    act, handler, back = _act(sent), _handler(sent, desk), back_to(sent.one("back"), "/lists/cases")
    before = dict(one.partition("|")[::2] for one in sent.many("case"))
    rows = foreseen(parts.database, looking, parts.clock.now(), today, _cases(tuple(before)), handler, claiming=act == "claim")
    results = list(_settle(parts, looking, sent, rows, before, handler))
    return page(
        request, "lists/result.html", desk, nav=back.partition("?")[0], word=ACTS[act], results=results, name=_name(parts, handler), back=back,
        done=sum(one.done for one in results),
    )  # fmt: skip


def _settle(parts: Services, looking: Viewer, sent: Posted, rows: tuple[Foreseen, ...], before: dict[str, str], handler: str) -> Iterator[Settled]:
    claiming = sent.one("act") == "claim"
    for row in rows:
        told, done = f"已{ACTS[sent.one('act')]}。", True
        try:
            hand_over(parts, looking, row.case, handler, before.get(row.case, ""), sent.one("reason"), f"{sent.key}:{row.case}", claiming=claiming)
        except DomainError as refusal:
            told, done = refusal.message, False
        yield Settled(row.case, row.number, row.title, told, done)


@router.get("/cases/{case}/handling")
def handling_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = "") -> Response:
    """Who has the matter in hand, and who was sent it to read."""
    return _shown(request, case, desk, parts, looking, done=done)


def _shown(
    request: Request, case: str, desk: SignedIn, parts: Services, looking: Viewer, *, done: str = "", refusal: DomainError | None = None,
    sent: Posted | None = None,
) -> Response:  # fmt: skip
    today = parts.casework.today()
    view = matter(parts, looking, today, case)
    wrong = refused(request, refusal, ("handler", "readers", "remark", "reason")) if refusal else None
    return case_page(
        request, "case/handling.html", desk, view, "/handling", status=wrong.status if wrong else 200, refused=wrong, done=done,
        holder=held_by(parts.database, looking, case), rounds=circulated(parts.database, looking, case), key=fresh_key(), typed=sent or Posted(()),
        readers=readers_for(parts.database, looking, today, case), **_choices(parts, looking, view),
    )  # fmt: skip


def _choices(parts: Services, looking: Viewer, view: CaseView) -> dict[str, object]:
    """What this person may settle about who handles the matter."""
    row = view.row
    open_to = row.procedure in HANDLED and not row.ended
    actor = acting_on(looking, row.office, view.body, claiming=False) if open_to else None
    claims = acting_on(looking, row.office, view.body, claiming=True) if open_to else None
    leads = actor is not None and actor.role not in HANDLERS
    return {
        "open_to": open_to, "leads": leads, "claims": claims is not None and claims.role in HANDLERS,
        "colleagues": assignable_to(parts.database, looking, parts.casework.today(), row.id) if leads else (),
    }  # fmt: skip


@router.post("/cases/{case}/handling")
def settle(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """One matter, from its own page or from a list."""
    back = back_to(sent.one("back"), "")
    try:
        handler = _handler(sent, desk)
        hand_over(parts, looking, case, handler, sent.one("before"), sent.one("reason"), sent.key, claiming=_act(sent) == "claim")
    except DomainError as refusal:
        return _shown(request, case, desk, parts, looking, refusal=refusal, sent=sent)
    return RedirectResponse(back or f"/cases/{case}/handling?done=handled", 303)


@router.post("/cases/{case}/circulation")
def circulate(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """Send it to those colleagues among the chosen who may see it; to all of them or to none."""
    chosen = sent.many("reader")
    try:
        send_round(parts, looking, today, case, chosen, sent.one("remark"), sent.key)
    except DomainError as refusal:
        return _shown(request, case, desk, parts, looking, refusal=refusal, sent=sent)
    return RedirectResponse(f"/cases/{case}/handling?done=circulated", 303)


@router.post("/cases/{case}/circulation/{seq}/read")
def read(case: SeenCase, seq: Seq, desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Marked as read by this reader, who alone may."""
    if not mark_read(parts.database, desk.person, case, seq, parts.clock.now()):
        raise NotFound("没有送您的这一传阅。")
    return RedirectResponse(back_to(sent.one("back"), "/lists/reading"), 303)


def _act(sent: Posted) -> str:
    if sent.one("act") not in ACTS:
        raise InvalidEntry({"act": "请选择认领、指定承办人或者退回待认领。"}, "请选择认领、指定承办人或者退回待认领。")
    return sent.one("act")


def _handler(sent: Posted, desk: SignedIn) -> str:
    """Whom the act gives the matter to; "" gives it back."""
    match _act(sent):
        case "claim":
            return desk.person
        case "assign":
            if not sent.one("handler"):
                raise InvalidEntry({"handler": "请选择承办人。"}, "请选择承办人。")
            return sent.one("handler")[:64]
        case _:
            return ""


def _cases(chosen: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one[:64] for one in chosen))
    if not 0 < len(found) <= MOST:
        raise InvalidEntry({"case": f"请选择事项，一次不超过{MOST}项。"}, f"请选择事项，一次不超过{MOST}项。")
    return found


def _name(parts: Services, handler: str) -> str:
    return parts.people.names().get(handler, handler) if handler else ""
