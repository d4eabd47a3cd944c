"""通知渠道: addresses to which an administrator has the notices of the own body sent; every change is on record."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from states.casework.decide import new_id
from states.casework.notices import Topic
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage import outbox
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.notices import deliveries
from storage.notices.addresses import Kind, checked, masked
from storage.notices.signing import signing_secret
from storage.queries.models import Shown, Viewer

NAME_LIMIT = 50
_ADD = """INSERT INTO subscription (id, body_id, kind, name, address, topics, active, generation, created_at)
 VALUES (:id, :body, :kind, :name, :address, :topics, :active, 1, :now)"""
_ALL = """SELECT id, kind, name, address, topics, active, generation, created_at FROM subscription WHERE body_id = :body
 ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an administrator sends in. ``address`` may be left empty when an existing one is kept."""

    kind: Kind
    name: str
    address: str
    topics: tuple[Topic, ...]
    active: bool = True


class SubscriptionView(Shown):
    """A channel as pages and programs see it; the address is masked."""

    id: str
    kind: str
    kind_label: str
    name: str
    address: str
    topics: tuple[str, ...]
    topic_labels: tuple[str, ...]
    active: bool
    generation: int


def body_of(viewer: Viewer, *roles: Role) -> str:
    """The body whose channels the viewer looks after; NotPermitted for everybody else."""
    held = next((one for one in viewer.roles if one.role in roles), None)
    if held is None:
        raise NotPermitted(f"通知渠道由{'、'.join(role.label for role in roles)}管理，您没有这一身份。")
    return held.body


def subscriptions(database: Database, body: str) -> list[SubscriptionView]:
    with database.reading() as connection:
        return [_view(row) for row in run(database, connection, _ALL, {"body": body}).all()]


def subscription(database: Database, body: str, id: str) -> SubscriptionView:
    """One of them; NotFound when that body has none of that number."""
    found = next((one for one in subscriptions(database, body) if one.id == id), None)
    if found is None:
        raise _unknown()
    return found


def _view(row: Any) -> SubscriptionView:
    topics = tuple(json.loads(row[4]))
    return SubscriptionView(
        id=row[0], kind=row[1], kind_label=Kind(row[1]).label, name=row[2], address=masked(row[1], row[3]), topics=topics,
        topic_labels=tuple(Topic(one).label for one in topics), active=bool(row[5]), generation=row[6],
    )  # fmt: skip


def add(database: Database, admin: str, body: str, wanted: Wanted, hosts: Collection[str], now: datetime) -> str:
    """A new channel; its id. InvalidEntry when something is missing, or the address may not be sent to or has one already."""
    values = _values(wanted, hosts)
    id = new_id(now)
    like = "SELECT name FROM subscription WHERE body_id = :body AND kind = :kind AND address = :address"
    with database.writing() as connection:
        there = run(database, connection, like, {"body": body, "kind": values["kind"], "address": values["address"]}).first()
        if there is not None:  # pressed twice, everybody would be told twice
            raise InvalidEntry({"address": f"已有发往同一地址的渠道「{there[0]}」，请修改该渠道，不必另建。"})
        run(database, connection, _ADD, values | {"id": id, "body": body, "now": now})
        record(database, connection, admin, "subscription_added", id, now, **_said(wanted, values["address"]))
    return id


def change(database: Database, admin: str, body: str, id: str, wanted: Wanted, hosts: Collection[str], now: datetime) -> None:
    """Change a channel of that body; an empty address keeps the one that stands. NotFound when there is none."""
    with database.writing() as connection:
        row = run(database, connection, "SELECT kind, address FROM subscription WHERE id = :id AND body_id = :body", {"id": id, "body": body}).first()
        if row is None:
            raise _unknown()
        if row[0] != wanted.kind:
            raise InvalidEntry({"kind": "渠道的种类不能更改，请停用后另建。"}, "渠道的种类不能更改，请停用后另建。")
        values = _values(wanted, hosts, row[1])
        sql = "UPDATE subscription SET name = :name, address = :address, topics = :topics, active = :active WHERE id = :id"
        run(database, connection, sql, {name: values[name] for name in ("name", "address", "topics", "active")} | {"id": id})
        told = _said(wanted, values["address"]) | {"address_changed": values["address"] != row[1]}
        record(database, connection, admin, "subscription_changed", id, now, **told)


def shown_secret(database: Database, admin: str, body: str, id: str, key: str, now: datetime) -> str:
    """The signing secret of a webhook of that body, for the receiver's own settings; that it was looked at is on record."""
    sql = "SELECT generation FROM subscription WHERE id = :id AND body_id = :body AND kind = 'webhook'"
    with database.writing() as connection:
        row = run(database, connection, sql, {"id": id, "body": body}).first()
        if row is None:
            raise _unknown()
        record(database, connection, admin, "secret_shown", id, now, generation=row[0])
    return signing_secret(key, id, row[0])


def renew_secret(database: Database, admin: str, body: str, id: str, now: datetime) -> int:
    """A new signing secret for a webhook of that body; its generation. What is sent from now on is signed with it."""
    sql = "UPDATE subscription SET generation = generation + 1 WHERE id = :id AND body_id = :body AND kind = 'webhook' RETURNING generation"
    with database.writing() as connection:
        row = run(database, connection, sql, {"id": id, "body": body}).first()
        if row is None:
            raise _unknown()
        record(database, connection, admin, "secret_renewed", id, now, generation=row[0])
    return int(row[0])


def deliver_again(database: Database, admin: str, body: str, id: str, now: datetime) -> None:
    """Give a dead delivery of that body all its attempts once more; NotFound when there is none."""
    with database.writing() as connection:
        if not deliveries.try_again(database, connection, body, id, now):
            raise NotFound("没有这一投递失败的通知，或者它已经重新投递。")
        record(database, connection, admin, "delivered_again", id, now)


def relay_again(database: Database, admin: str, id: str, now: datetime) -> None:
    """Give a dead message of the outbox all its attempts once more; NotFound when there is none."""
    with database.writing() as connection:
        if not outbox.revive(database, connection, id, now):
            raise NotFound("没有这一封投递失败的通知，可能已经重新投递。请刷新页面核对。")
        record(database, connection, admin, "relayed_again", id, now)


def _values(wanted: Wanted, hosts: Collection[str], standing: str = "") -> dict[str, Any]:
    name = wanted.name.strip()
    wrong = {}
    if not name or len(name) > NAME_LIMIT:
        wrong["name"] = f"请填写渠道名称，不超过{NAME_LIMIT}字。"
    if not wanted.topics:
        wrong["topics"] = "请至少选择一类通知。"
    if wrong:
        raise InvalidEntry(wrong, ";".join(wrong.values()))
    address = standing if standing and not wanted.address.strip() else checked(wanted.kind, wanted.address, hosts)
    topics = json.dumps([one.value for one in Topic if one in wanted.topics])
    return {"kind": wanted.kind.value, "name": name, "address": address, "topics": topics, "active": wanted.active}


def _said(wanted: Wanted, address: str) -> dict[str, Any]:
    """What the record says of it: never the address itself, which is a key."""
    return {"kind": wanted.kind.value, "name": wanted.name.strip(), "address": masked(wanted.kind, address),
            "topics": [one.value for one in wanted.topics], "active": wanted.active}  # fmt: skip


def _unknown() -> NotFound:
    return NotFound("没有这一通知渠道，请刷新后重新选择。")
