"""通知渠道: where notices go outside the house, what could not be delivered, and what administrators did about it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts
from api.pages.posting import SIGNED_IN, Posted, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.casework.notices import Means, Topic
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry
from storage import admin_acts
from storage.notices import deliveries, subscriptions
from storage.notices.addresses import Kind
from storage.notices.subscriptions import SubscriptionView, Wanted, body_of
from storage.people import SignedIn

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
LOOKERS = (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN)
ACTS = {
    "subscription_added": "新建渠道", "subscription_changed": "修改渠道", "secret_renewed": "更换签名密钥", "secret_shown": "查看签名密钥",
    "delivered_again": "重新投递通知", "relayed_again": "重新转办消息",
}  # fmt: skip
SHOWN = ("name", "address", "topics", "kind")
NEEDED = {"name": "请填写渠道名称。", "address": "请填写地址。", "topics": "请至少选择一类通知。"}


@router.get("/channels")
def channels_page(request: Request, desk: Desk, parts: Parts, looking: Looking) -> Response:
    """The channels of the body, its dead letters and the record of changes."""
    body = body_of(looking, *LOOKERS)
    names = {Means.MAIL.value: Means.MAIL.label} | {one.value: one.label for one in Kind}
    channels = subscriptions.subscriptions(parts.database, body)
    return page(
        request, "notices/channels.html", desk, nav="/channels", channels=channels, known={one.id: one.name for one in channels},
        dead=deliveries.dead_parcels(parts.database, body), acts=admin_acts.last_acts(parts.database, body), act_labels=ACTS,
        kinds=names, may_change=looking.holds(Role.SYSTEM_ADMIN), mails=bool(parts.settings.smtp_host), attempts=deliveries.ATTEMPTS,
    )  # fmt: skip


@router.get("/channels/new")
def new_page(request: Request, desk: Desk, looking: Looking) -> Response:
    body_of(looking, Role.SYSTEM_ADMIN)
    return _form(request, desk, None, Posted((("active", "1"),)))


@router.post("/channels")
def add(request: Request, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    body = body_of(looking, Role.SYSTEM_ADMIN)
    try:
        id = subscriptions.add(parts.database, desk.person, body, _wanted(sent), parts.settings.listed_hosts, parts.clock.now())
    except DomainError as refusal:
        return _form(request, desk, None, sent, refusal)
    return RedirectResponse(f"/channels/{id}", 303)


@router.get("/channels/{channel}")
def channel_page(request: Request, channel: str, desk: Desk, parts: Parts, looking: Looking) -> Response:
    found = subscriptions.subscription(parts.database, body_of(looking, Role.SYSTEM_ADMIN), channel)
    return _form(request, desk, found, _standing(found))


@router.post("/channels/{channel}")
def change(request: Request, channel: str, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    body = body_of(looking, Role.SYSTEM_ADMIN)
    found = subscriptions.subscription(parts.database, body, channel)
    try:
        wanted = _wanted(sent)
        subscriptions.change(parts.database, desk.person, body, channel, wanted, parts.settings.listed_hosts, parts.clock.now())
    except DomainError as refusal:
        return _form(request, desk, found, sent, refusal)
    return RedirectResponse("/channels", 303)


@router.post("/channels/{channel}/secret")
def secret(request: Request, channel: str, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """Show the signing secret, a new one when asked; both are on record."""
    body = body_of(looking, Role.SYSTEM_ADMIN)
    if sent.one("renew"):
        subscriptions.renew_secret(parts.database, desk.person, body, channel, parts.clock.now())
    shown = _secret(parts, desk, body, channel)
    found = subscriptions.subscription(parts.database, body, channel)
    return _form(request, desk, found, _standing(found), secret=shown)


@router.post("/channels/dead/{letter}/again")
def again(letter: str, desk: Desk, parts: Parts, looking: Looking) -> Response:
    subscriptions.deliver_again(parts.database, desk.person, body_of(looking, Role.SYSTEM_ADMIN), letter[:64], parts.clock.now())
    return RedirectResponse("/channels", 303)


def _secret(parts: Services, desk: SignedIn, body: str, channel: str) -> str:
    return subscriptions.shown_secret(parts.database, desk.person, body, channel, parts.settings.session_key(), parts.clock.now())


def _wanted(sent: Posted) -> Wanted:
    kind = next((one for one in Kind if one == sent.one("kind")), None)
    topics = tuple(one for one in Topic if one in sent.many("topics"))
    if kind is None:  # what else is empty is told with it, so that the form need not be sent once more
        empty = {"name": not sent.one("name").strip(), "address": not sent.one("address").strip(), "topics": not topics}
        raise InvalidEntry({"kind": "请选择渠道的种类。"} | {name: NEEDED[name] for name, lacks in empty.items() if lacks})
    return Wanted(kind, sent.one("name"), sent.one("address"), topics, bool(sent.one("active")))


def _standing(found: SubscriptionView) -> Posted:
    """The form as it stands; the address is a key and is not given out again."""
    pairs = [("kind", found.kind), ("name", found.name), ("active", "1" if found.active else "")]
    return Posted((*pairs, *(("topics", one) for one in found.topics)))


def _form(
    request: Request, desk: SignedIn, found: SubscriptionView | None, sent: Posted, refusal: DomainError | None = None, secret: str = ""
) -> Response:
    wrong = refused(request, refusal, SHOWN) if refusal else None
    return page(
        request, "notices/channel.html", desk, nav="/channels", status=wrong.status if wrong else 200, refused=wrong, found=found,
        sent=sent, kinds=list(Kind), topics=list(Topic), secret=secret, wrong=wrong.fields if wrong else {},
    )  # fmt: skip

