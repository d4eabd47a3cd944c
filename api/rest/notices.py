"""What one is told: the inbox, the choices, the calendar's link; and the channels that administrators keep."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from api.deps import CLOSED, Desk, Looking, Parts
from api.limits import PAGE_LIMIT
from api.rest.sent import Sent, Text
from states.casework.notices import Means, Topic
from states.dossier.vocabulary import Role
from states.errors import NotFound
from storage import admin_acts
from storage.notices import deliveries, feed, inbox, preferences, subscriptions
from storage.notices.addresses import Kind, checked_mail
from storage.notices.inbox import NoticeView
from storage.notices.preferences import Choice, SettingsView
from storage.notices.subscriptions import SubscriptionView, Wanted, body_of
from storage.queries.models import Page, Shown

router = APIRouter(tags=["notices"], dependencies=CLOSED)
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Cursor = Annotated[str | None, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=PAGE_LIMIT)]


class Unread(Shown):
    """How many notices were not read yet, counted up to 100."""

    count: int


class Link(Shown):
    """The address of one's calendar; it is shown this once."""

    url: str


class LinkState(Shown):
    """When the link that opens now was made; none when there is none."""

    made_at: datetime | None


class DeadLetter(Shown):
    """A delivery that was given up."""

    id: str
    channel: str
    name: str
    number: str
    topic_label: str
    created_at: datetime
    attempts: int
    error: str


class AdminActView(Shown):
    """What an administrator did."""

    at: datetime
    person: str
    act: str
    target: str
    fields: dict[str, Any]


class Chosen(Sent):
    topic: Topic
    means: Means
    wanted: bool


class Choosing(Sent):
    choices: Annotated[tuple[Chosen, ...], Field(max_length=len(Topic) * len(Means))] = ()
    mail: Annotated[str, Field(max_length=254)] | None = None


class Subscribing(Sent):
    kind: Kind
    name: Text
    address: Annotated[str, Field(max_length=500)] = ""
    topics: Annotated[tuple[Topic, ...], Field(max_length=len(Topic))]
    active: bool = True

    def wanted(self) -> Wanted:
        return Wanted(self.kind, self.name, self.address, self.topics, self.active)


@router.get("/notices")
def my_notices(parts: Parts, looking: Looking, unread: bool = False, cursor: Cursor = None, limit: Limit = 30) -> Page[NoticeView]:
    """One's inbox, the newest first."""
    return inbox.inbox(parts.database, looking, cursor, limit, unread=unread)


@router.get("/notices/unread")
def my_unread(parts: Parts, looking: Looking) -> Unread:
    return Unread(count=inbox.unread_count(parts.database, looking))


@router.post("/notices/read", status_code=204)
def read_all(who: Desk, parts: Parts) -> None:
    """Mark everything read."""
    inbox.mark_all_read(parts.database, who.person, parts.clock.now())


@router.post("/notices/{notice}/read", status_code=204)
def read_one(notice: Id, who: Desk, parts: Parts) -> None:
    """Mark one notice read."""
    if inbox.mark_read(parts.database, who.person, notice, parts.clock.now()) is None:
        raise NotFound("没有这一通知。")


@router.get("/notice-settings")
def my_settings(who: Desk, parts: Parts) -> SettingsView:
    """By which means one is told of what, and where one's mail goes."""
    return preferences.choices(parts.database, who.person)


@router.put("/notice-settings")
def choose(sent: Choosing, who: Desk, parts: Parts) -> SettingsView:
    """Choose; a duty cannot be switched off."""
    checked_mail(sent.mail or "")
    preferences.choose(parts.database, who.person, [Choice(one.topic, one.means, one.wanted) for one in sent.choices])
    if sent.mail is not None:
        preferences.set_mail(parts.database, who.person, sent.mail, parts.clock.now(), can_send=bool(parts.settings.smtp_host))
    return preferences.choices(parts.database, who.person)


@router.get("/calendar-link")
def my_link(who: Desk, parts: Parts) -> LinkState:
    return LinkState(made_at=feed.link_made(parts.database, who.person))


@router.post("/calendar-link", status_code=201)
def make_link(who: Desk, parts: Parts) -> Link:
    """A new secret link to the calendar of one's deadlines; the one before opens no more."""
    return Link(url=f"{parts.settings.base_url}/calendar/{feed.make_link(parts.database, who.person, parts.clock.now())}.ics")


@router.delete("/calendar-link", status_code=204)
def withdraw_link(who: Desk, parts: Parts) -> None:
    feed.withdraw_link(parts.database, who.person, parts.clock.now())


@router.get("/notice-channels")
def channels(parts: Parts, looking: Looking) -> tuple[SubscriptionView, ...]:
    """The addresses outside to which notices of one's body go; for its system administrators and auditors."""
    return tuple(subscriptions.subscriptions(parts.database, body_of(looking, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN)))


@router.post("/notice-channels", status_code=201)
def add_channel(sent: Subscribing, who: Desk, parts: Parts, looking: Looking) -> SubscriptionView:
    body = body_of(looking, Role.SYSTEM_ADMIN)
    id = subscriptions.add(parts.database, who.person, body, sent.wanted(), parts.settings.listed_hosts, parts.clock.now())
    return subscriptions.subscription(parts.database, body, id)


@router.put("/notice-channels/{channel}")
def change_channel(channel: Id, sent: Subscribing, who: Desk, parts: Parts, looking: Looking) -> SubscriptionView:
    """Change, or switch on and off; an empty address keeps the one that stands."""
    body = body_of(looking, Role.SYSTEM_ADMIN)
    subscriptions.change(parts.database, who.person, body, channel, sent.wanted(), parts.settings.listed_hosts, parts.clock.now())
    return subscriptions.subscription(parts.database, body, channel)


@router.get("/dead-letters")
def dead_letters(parts: Parts, looking: Looking) -> tuple[DeadLetter, ...]:
    """Deliveries that were given up, the newest first."""
    found = deliveries.dead_parcels(parts.database, body_of(looking, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN))
    return tuple(DeadLetter(id=one.id, channel=one.channel, name=one.name, number=one.number, topic_label=one.topic_label,
                            created_at=one.created_at, attempts=one.attempts, error=one.error) for one in found)  # fmt: skip


@router.post("/dead-letters/{letter}/again", status_code=204)
def deliver_again(letter: Id, who: Desk, parts: Parts, looking: Looking) -> None:
    """Try once more, from the beginning."""
    subscriptions.deliver_again(parts.database, who.person, body_of(looking, Role.SYSTEM_ADMIN), letter, parts.clock.now())


@router.get("/admin-acts")
def acts(parts: Parts, looking: Looking) -> tuple[AdminActView, ...]:
    """What the system's administrators did outside any matter, the newest first."""
    found = admin_acts.last_acts(parts.database, body_of(looking, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN))
    return tuple(AdminActView(at=one.at, person=one.person, act=one.act, target=one.target, fields=dict(one.fields)) for one in found)
