"""通知: one's inbox, what one wants to be told and by which means, and the calendar of one's deadlines."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, Today
from api.pages.posting import SIGNED_IN, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.casework.notices import Means, Topic, may_choose
from states.errors import DomainError, NotFound
from storage.notices import feed, inbox, preferences
from storage.notices.addresses import checked_mail
from storage.notices.preferences import Choice
from storage.people import SignedIn

router = APIRouter(include_in_schema=False)
closed = APIRouter(dependencies=SIGNED_IN)
SAVED = "设置已保存。"


@router.get("/calendar/{secret}.ics")
def calendar(secret: str, parts: Parts, today: Today) -> Response:
    """The calendar behind a secret link, for programs that cannot sign in; NotFound for any other."""
    text = feed.feed(parts.database, secret[:200], today, parts.settings.base_url)
    return Response(text, media_type="text/calendar; charset=utf-8", headers={"content-disposition": 'inline; filename="yifa.ics"'})


@closed.get("/notices")
def inbox_page(request: Request, desk: Desk, parts: Parts, looking: Looking, show: str = "", cursor: str = "") -> Response:
    """The newest first; only what was not read yet when asked."""
    unread = show == "unread"
    found = inbox.inbox(parts.database, looking, cursor or None, unread=unread)
    here = {"show": "unread"} if unread else {}
    return page(
        request, "notices/inbox.html", desk, nav="/notices", page=found, show="unread" if unread else "all", cursor=cursor,
        next_link=f"/notices?{urlencode(here | {'cursor': found.next_cursor or ''})}",
    )  # fmt: skip


@closed.post("/notices/read")
def read_all(desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Everything that stood on the page or below it; what came since stays unread."""
    inbox.mark_all_read(parts.database, desk.person, parts.clock.now(), sent.one("upto")[:64])
    return RedirectResponse("/notices", 303)


@closed.post("/notices/{notice}/open")
def open_notice(notice: str, desk: Desk, parts: Parts) -> Response:
    """Read, and on to its matter."""
    case = inbox.mark_read(parts.database, desk.person, notice[:64], parts.clock.now())
    if case is None:
        raise NotFound("没有这一通知。")
    return RedirectResponse(f"/cases/{case}", 303)


@closed.get("/notices/settings")
def settings_page(request: Request, desk: Desk, parts: Parts, saved: str = "") -> Response:
    return _settings(request, desk, parts, told=SAVED if saved else "")


@closed.post("/notices/settings")
def save(request: Request, desk: Desk, parts: Parts, sent: Sent) -> Response:
    """Keep the boxes and the address; on a refusal nothing of both is kept."""
    ticked, offered = set(sent.many("want")), set(sent.many("offered"))
    made = [Choice(topic, means, f"{topic}:{means}" in ticked) for topic in Topic for means in Means if f"{topic}:{means}" in offered]
    try:
        checked_mail(sent.one("mail"))
        preferences.choose(parts.database, desk.person, made)
        preferences.set_mail(parts.database, desk.person, sent.one("mail"), parts.clock.now(), can_send=bool(parts.settings.smtp_host))
    except DomainError as refusal:
        return _settings(request, desk, parts, refusal=refusal, mail=sent.one("mail"), ticked=ticked)
    return RedirectResponse("/notices/settings?saved=1", 303)


@closed.post("/notices/calendar")
def make_link(request: Request, desk: Desk, parts: Parts) -> Response:
    """A new link, shown this once; the one before opens no more."""
    secret = feed.make_link(parts.database, desk.person, parts.clock.now())
    return _settings(request, desk, parts, link=f"{parts.settings.base_url}/calendar/{secret}.ics")


@closed.post("/notices/calendar/withdraw")
def withdraw_link(desk: Desk, parts: Parts) -> Response:
    feed.withdraw_link(parts.database, desk.person, parts.clock.now())
    return RedirectResponse("/notices/settings?saved=1", 303)


def _settings(
    request: Request, desk: SignedIn, parts: Services, *, told: str = "", link: str = "", refusal: DomainError | None = None,
    mail: str | None = None, ticked: set[str] | None = None,
) -> Response:  # fmt: skip
    known = preferences.choices(parts.database, desk.person)
    now = {f"{one.topic}:{means}" for one in known.choices for means in Means if getattr(one, means.value)}
    wrong = refused(request, refusal, ("mail",)) if refusal else None
    return page(
        request, "notices/settings.html", desk, nav="/notices", status=wrong.status if wrong else 200, refused=wrong,
        choices=known.choices, on=now if ticked is None else ticked, mail=known.mail if mail is None else mail, told=told, link=link,
        fixed={f"{topic}:{means}" for topic in Topic for means in Means if not may_choose(topic, means)}, means=list(Means),
        mails=bool(parts.settings.smtp_host), made_at=feed.link_made(parts.database, desk.person),
    )  # fmt: skip


router.include_router(closed)
