"""决策公开: for everybody, without signing in and without scripts; what was published, and giving an opinion."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.challenge import issue
from api.deps import Limits, Parts, Today
from api.givers import CONSENT_TEXT, Told
from api.opinions import SOURCE, Given, give
from api.pages.posting import Posted, Sent, fresh_key
from api.pages.refusing import refused
from api.pages.rendering import page
from api.portal_session import MINUTES, proven, remember
from api.released_files import released
from api.rest.materials import Digest
from infra.wiring import Services
from states.errors import DomainError, NotFound
from storage.queries.models import PublishedItem
from storage.queries.opinion_receipts import received
from storage.queries.portal import ROWS_OF, Shelf, published, published_case, published_material
from storage.queries.registrations import registering
from storage.queries.showing import Names

router = APIRouter(include_in_schema=False)
SHELVES: tuple[tuple[Shelf, str], ...] = (("all", "全部"), ("decisions", "决策"), ("hearings", "听证"), ("catalogues", "年度目录"))
GIVEN = ("text", "named", "name", "contact", "consent", "mail")
Case = Annotated[str, Path(max_length=64)]


@router.get("/portal")
def portal_page(request: Request, parts: Parts, today: Today, cursor: str = "", shelf: str = "all") -> Response:
    chosen = next((one for one, _ in SHELVES if one == shelf), "all")
    open_now = published(parts.database, today, "open", None, 50).items if not cursor and chosen == "all" else ()
    found = published(parts.database, today, chosen, cursor or None)
    return page(
        request, "portal/list.html", None, nav="/portal", open=[one for one in open_now if one.open], page=found, cursor=cursor,
        shelf=chosen, shelves=SHELVES,
    )


@router.get("/portal/{case}")
def item_page(request: Request, case: Case, parts: Parts, today: Today) -> Response:
    return _item(request, parts, published_case(parts.database, today, case), Posted(()))


@router.get("/portal/{case}/materials/{digest}")
def paper(case: Case, digest: Digest, parts: Parts, today: Today) -> Response:
    found = published_material(parts.database, today, case, digest)
    if found is None:
        raise NotFound("没有这份公开材料。")
    return released(parts, found)


@router.post("/portal/{case}/opinions")
def give_opinion(
    request: Request, case: Case, parts: Parts, today: Today, limits: Limits, sent: Sent
) -> Response:
    """Take an opinion and thank for it with a number; or give the text back and say why it could not be taken."""
    items = published_case(parts.database, today, case)
    try:
        taken = give(request, parts, limits, today, case, _given(sent))
    except DomainError as error:
        return _item(request, parts, items, sent, error)
    response = RedirectResponse(f"/portal/{case}/thanks?receipt={taken.receipt}", 303)
    remember(request, response, parts, {taken.opinion: True})
    return response


@router.get("/portal/{case}/thanks")
def thanks(request: Request, case: Case, parts: Parts, today: Today, receipt: str = "") -> Response:
    """Thanks for an opinion that was received, under the number that it was given; there is no other number to show."""
    items = published_case(parts.database, today, case)
    if not received(parts.database, case, receipt):
        raise NotFound("本事项没有收到过这一回执号的意见，请核对回执号；意见没有提交成功的，请返回该事项重新提交。")
    return page(
        request, "portal/thanks.html", None, nav="/portal", title=items[0].title, id=case, receipt=receipt, minutes=MINUTES,
        own=bool(proven(request, parts)),
    )  # fmt: skip


def _item(
    request: Request, parts: Services, items: tuple[PublishedItem, ...], sent: Posted, error: DomainError | None = None
) -> Response:
    key = fresh_key()
    seen = refused(request, error, (*GIVEN, "word", "answer")) if error else None
    return page(
        request, "portal/item.html", None, nav="/portal", status=seen.status if seen else 200, refused=seen,
        wrong=dict(seen.fields) if seen else {}, items=items, title=items[0].title, office_name=items[0].office_name,
        open=next((one for one in items if one.open), None), given={name: sent.one(name) for name in GIVEN}, consent_text=CONSENT_TEXT, key=key,
        slip=issue(parts, key), nobody=Names(), hearing=registering(parts.database, parts.casework.today(), items[0].id), rows_of=ROWS_OF,
        mails=bool(parts.settings.smtp_host),
    )  # fmt: skip


def _given(sent: Posted) -> Given:
    told = Told(bool(sent.one("named")), sent.one("name"), sent.one("contact"), sent.one("word"), bool(sent.one("consent")), bool(sent.one("mail")))
    return Given(
        sent.one("text"), SOURCE, sent.one("website"), sent.one("_key")[:80], told, sent.one("_slip")[:500], sent.one("_work")[:20], sent.one("answer")[:20]
    )
