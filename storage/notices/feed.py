"""The calendar of one's deadlines behind a secret link: made, withdrawn, and read by whoever has it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from states.casework.notices import outside_name
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotFound
from states.law.day_lines import chinese_date
from storage.database import Database
from storage.driver_sql import run
from storage.notices.icalendar import Day, calendar
from storage.people import known
from storage.queries.chips import RUNNING, floors
from storage.queries.duties import mine
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date, as_moment

MOST = 1000  # events of one calendar, the nearest first
_KEEP = """INSERT INTO calendar_link (person_id, token_hash, active, made_at) VALUES (:person, :hash, :active, :now)
 ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, active = excluded.active, made_at = excluded.made_at"""
_DAYS = f"""SELECT t.id, t.name, t.label, t.due_on, t.generation, t.provisional, c.id, c.number, c.title, c.confidentiality, c.updated_at
 FROM timer t JOIN case_file c ON c.id = t.case_id WHERE t.status IN {RUNNING}"""


def make_link(database: Database, person: str, now: datetime) -> str:
    """A new secret; the one before does not open any more. Only its hash is kept, so this is when it can be seen."""
    secret = secrets.token_urlsafe(32)
    _keep(database, person, secret, now, active=True)
    return secret


def withdraw_link(database: Database, person: str, now: datetime) -> None:
    """From now on no link of that person opens."""
    _keep(database, person, secrets.token_urlsafe(32), now, active=False)


def link_made(database: Database, person: str) -> datetime | None:
    """When the link that opens now was made; None when there is none."""
    with look(database) as reader:
        row = reader.one("SELECT made_at FROM calendar_link WHERE person_id = :person AND active", {"person": person})
    return as_moment(row[0]) if row else None


def feed(database: Database, secret: str, today: date, base_url: str) -> str:
    """The calendar behind this secret; NotFound for one that does not open, whatever the reason."""
    with look(database) as reader:
        row = reader.one("SELECT person_id FROM calendar_link WHERE token_hash = :hash AND active", {"hash": _hashed(secret)})
        who = known(reader.connection, row[0], today) if row else None
        if who is None:
            raise NotFound("没有这一日历，或者链接已经作废。请在“通知设置”中重新生成链接。")
        viewer = Viewer.of(who)
        seen, own = visible(viewer), _own(viewer)
        sql = f"{_DAYS} AND {seen.sql} AND {own.sql} ORDER BY t.due_on, t.id LIMIT {MOST}"
        rows = reader.all(sql, seen.params | own.params)
    return calendar("依法·我的期限", (_day(row, today, base_url) for row in rows))


def _own(viewer: Viewer) -> Clause:
    """The viewer's own deadlines: matters that wait for them, that they have a hand in, or that their office sponsors."""
    turn = mine(viewer)
    chosen, params = [turn.sql, "c.id IN (SELECT w.case_id FROM case_part w WHERE w.person = :wp)"], turn.params | {"wp": viewer.person}
    heads = sorted({one.office for one in viewer.roles if one.role in (Role.SPONSOR, Role.OFFICER, Role.OFFICE_HEAD)})
    for number, office in enumerate(heads):
        chosen.append(f"c.office_id = :wo{number}")
        params[f"wo{number}"] = office
    return Clause(f"({' OR '.join(chosen)})", params)


def _day(row: Any, today: date, base_url: str) -> Day:
    timer, name, label, due_on, generation, provisional, case, number, title, confidentiality, updated = row
    due = as_date(due_on)
    kind = "期间届满" if name in floors(today) else "截止"
    matter = outside_name(number, title, Confidentiality(confidentiality))
    tail = "（暂定，以该年节假日安排公布后重新计算的日期为准）" if provisional else ""
    return Day(
        f"{timer}@yifa", due, generation, as_moment(updated), f"{kind}：{label} {matter}",
        f"{matter}\n{label}：{chinese_date(due)}{tail}", f"{base_url}/cases/{case}/deadlines" if base_url else "",
    )  # fmt: skip


def _keep(database: Database, person: str, secret: str, now: datetime, *, active: bool) -> None:
    with database.writing() as connection:
        run(database, connection, _KEEP, {"person": person, "hash": _hashed(secret), "active": active, "now": now})


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
