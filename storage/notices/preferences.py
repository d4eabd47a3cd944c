"""通知设置: by which means a person is told of what, as far as duty leaves a choice; and where their mail goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from states.casework.decide import new_id
from states.casework.events import canonical
from states.casework.notices import STANDINGS, Means, Topic, may_choose, wanted
from states.errors import InvalidEntry
from storage.database import Database
from storage.driver_sql import run
from storage.notices.addresses import checked_mail
from storage.notices.posting import DELIVER
from storage.queries.models import Shown
from storage.queries.reading import look

CHANGED = "account"  # what a delivery about one's own address is about
_CHOOSE = """INSERT INTO notice_choice (person_id, topic, means, wanted) VALUES (:person, :topic, :means, :wanted)
 ON CONFLICT (person_id, topic, means) DO UPDATE SET wanted = excluded.wanted"""
_ADDRESS = """INSERT INTO notice_address (person_id, mail, set_at) VALUES (:person, :mail, :now)
 ON CONFLICT (person_id) DO UPDATE SET mail = excluded.mail, set_at = excluded.set_at"""
_MAIL = "SELECT mail FROM notice_address WHERE person_id = :person"


class ChoiceView(Shown):
    """A topic with the means by which one is told; ``fixed`` ones cannot be switched off."""

    topic: str
    topic_label: str
    duty: bool
    inbox: bool
    mail: bool


class SettingsView(Shown):
    """Everything that one has chosen."""

    mail: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One box ticked or not."""

    topic: Topic
    means: Means
    wanted: bool


def choices(database: Database, person: str) -> SettingsView:
    with look(database) as reader:
        found = reader.all("SELECT topic, means, wanted FROM notice_choice WHERE person_id = :person", {"person": person})
        row = reader.one(_MAIL, {"person": person})
    chosen = {(one[0], one[1]): bool(one[2]) for one in found}
    return SettingsView(mail=row[0] if row else "", choices=tuple(_view(topic, chosen) for topic in Topic))


def _view(topic: Topic, chosen: Mapping[tuple[str, str], bool]) -> ChoiceView:
    told = {means: wanted(topic, means, chosen.get((topic.value, means.value))) for means in Means}
    return ChoiceView(topic=topic.value, topic_label=topic.label, duty=STANDINGS[topic].duty, inbox=told[Means.INBOX], mail=told[Means.MAIL])


def choose(database: Database, person: str, made: list[Choice]) -> None:
    """Keep the choices; InvalidEntry, and nothing is kept, when one of them switches a duty off."""
    refused = {one.topic for one in made if not one.wanted and not may_choose(one.topic, one.means)}
    if refused:
        names = "、".join(f"「{one.label}」" for one in Topic if one in refused)
        why = f"{names}属于履行职责必须知悉的通知，不能关闭系统内提醒。请恢复勾选后重新保存。"
        raise InvalidEntry({one.value: f"「{one.label}」属于履行职责必须知悉的通知，不能关闭系统内提醒。" for one in refused}, why)
    with database.writing() as connection:
        for one in made:
            values = {"person": person, "topic": one.topic.value, "means": one.means.value, "wanted": one.wanted}
            run(database, connection, _CHOOSE, values)


def set_mail(database: Database, person: str, mail: str, now: datetime, *, can_send: bool) -> bool:
    """Where one's mail goes from now on ("": nowhere); the former address is told. True when it changed."""
    mail = checked_mail(mail)
    with database.writing() as connection:
        row = run(database, connection, _MAIL, {"person": person}).first()
        before = row[0] if row else ""
        if before == mail:
            return False
        run(database, connection, _ADDRESS, {"person": person, "mail": mail, "now": now})
        if before and can_send:
            run(database, connection, DELIVER, _told(person, before, now))
    return True


def _told(person: str, before: str, now: datetime) -> dict[str, object]:
    text = "您在依法系统中接收通知的邮箱已经更改，今后的通知不再发到本邮箱。如果不是您本人所为，请立即联系系统管理员。"
    payload = {"topic": CHANGED, "topic_label": "通知邮箱已更改", "number": "", "matter": "", "text": text, "until": "",
               "path": "/notices/settings", "time": now.replace(microsecond=0).isoformat()}  # fmt: skip
    return {"id": new_id(now), "source": f"address:{new_id(now)}", "channel": Means.MAIL.value, "target": person,
            "address": before, "payload": canonical(payload), "now": now}  # fmt: skip
