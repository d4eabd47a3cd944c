"""投诉举报 about enforcement: what was said, who said it sealed; two roles of the body work on it, and every look is written down.

Not matters: they have no procedure here. Their acts are added to, never changed.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from states.casework.decide import new_id
from states.dossier.vocabulary import Labelled, Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage.database import Database
from storage.driver_sql import run
from storage.people import SignedIn
from storage.reviving import as_moment
from storage.vault import Vault

READERS = (Role.SUPERVISOR, Role.AGENCY_HEAD)  # nobody else, in whatever role, reads a complaint or who made it
PER_PAGE = 50


class Sort(Labelled):
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class Standing(Labelled):
    RECEIVED = "received", "已收到"
    ACCEPTED = "accepted", "已受理，正在办理"
    REFUSED = "refused", "不予受理"
    ANSWERED = "answered", "已答复"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was said, without who said it."""

    id: str
    number: str
    sort: str
    body: str
    body_name: str
    subject: str
    text: str
    named: bool
    contactable: bool
    received_at: datetime
    status: str
    answer: str


@dataclass(frozen=True, slots=True)
class ComplaintAct:
    """Who did what with a complaint, and why; also each look at who made it."""

    at: datetime
    name: str
    role: str
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint as it comes in; ``sealed`` and the marks as for opinions."""

    sort: Sort
    body: str
    subject: str
    text: str
    named: bool
    sealed: str
    marks: tuple[str, str]
    consent: str
    key: str


_ROW = """SELECT c.id, c.number, c.sort, c.body_id, coalesce((SELECT f.name FROM office f WHERE f.id = c.body_id), c.body_id), c.subject,
 c.text, c.named, c.contact_mark <> '', c.received_at, c.status, c.answer FROM complaint c"""
_ADD = """INSERT INTO complaint (id, number, form_key, sort, body_id, subject, text, named, sealed, contact_mark, word_mark, consent, received_at, status, answer)
 VALUES (:id, :number, :key, :sort, :body, :subject, :text, :named, :sealed, :contact, :word, :consent, :now, 'received', '')
 ON CONFLICT (form_key) DO NOTHING"""
_ACT = """INSERT INTO complaint_act (id, complaint_id, at, person_id, role, act, reason) VALUES (:id, :complaint, :now, :person, :role, :act, :reason)
 ON CONFLICT (id) DO NOTHING"""
_STAND = """UPDATE complaint SET status = :status, answer = :answer WHERE id = :id AND status <> :status AND status NOT IN ('refused', 'answered')"""
_ACTS = """SELECT a.at, coalesce(p.name, a.person_id), a.role, a.act, a.reason FROM complaint_act a LEFT JOIN person p ON p.id = a.person_id
 WHERE a.complaint_id = :id ORDER BY a.at, a.id"""


def receive(database: Database, said: Said, now: datetime) -> str:
    """The number of the complaint; the same form sent twice is one complaint with one number."""
    number = f"TS-{now:%Y}-{secrets.token_hex(5).upper()}"
    with database.writing() as connection:
        run(database, connection, _ADD, {
            "id": new_id(now), "number": number, "key": said.key, "sort": said.sort.value, "body": said.body, "subject": said.subject,
            "text": said.text, "named": said.named, "sealed": said.sealed, "contact": said.marks[0], "word": said.marks[1],
            "consent": said.consent, "now": now,
        })  # fmt: skip
        return str(run(database, connection, "SELECT number FROM complaint WHERE form_key = :key", {"key": said.key}).scalar_one())


def asked(database: Database, number: str, contact: str, word: str) -> Complaint | None:
    """A complaint for whoever made it: by its number and one of the marks that were left with it."""
    with database.reading() as connection:
        row = run(database, connection, f"{_ROW} WHERE c.number = :number", {"number": number}).first()
        marks = run(database, connection, "SELECT contact_mark, word_mark FROM complaint WHERE number = :number", {"number": number}).first()
    if row is None or not (_same(marks[0], contact) or _same(marks[1], word)):
        return None
    return _complaint(row)


def listed(database: Database, desk: SignedIn) -> tuple[Complaint, ...]:
    """The newest complaints about the bodies for which this person reads them; NotPermitted for everybody else."""
    found = []
    with database.reading() as connection:
        for body in sorted(_bodies(desk)):
            sql = f"{_ROW} WHERE c.body_id = :body ORDER BY c.id DESC LIMIT {PER_PAGE}"
            found += run(database, connection, sql, {"body": body}).all()
    return tuple(sorted((_complaint(row) for row in found), key=lambda one: one.received_at, reverse=True))


def one(database: Database, desk: SignedIn, complaint: str) -> tuple[Complaint, tuple[ComplaintAct, ...]]:
    """A complaint and what was done with it; NotFound for other bodies' as for what is not there."""
    bodies = _bodies(desk)
    with database.reading() as connection:
        row = run(database, connection, f"{_ROW} WHERE c.id = :id", {"id": complaint}).first()
        if row is None or row[3] not in bodies:
            raise NotFound("没有这件投诉举报，或者不属于您所在机关。")
        acts = run(database, connection, _ACTS, {"id": complaint}).all()
    return _complaint(row), tuple(ComplaintAct(as_moment(act[0]), *act[1:]) for act in acts)


def identity(database: Database, vault: Vault, desk: SignedIn, complaint: str, reason: str, now: datetime) -> tuple[str, str]:
    """Name and contact; the look is written down before they are told, with its reason."""
    found, _ = one(database, desk, complaint)
    if len(reason.strip()) < 4:
        raise InvalidEntry({"reason": "请说明查看身份的理由，不少于4个字；理由留存备查。"})
    with database.writing() as connection:
        _write(database, connection, found, desk, "look", reason, now, new_id(now))  # each look, also that of a form sent again
        sealed = run(database, connection, "SELECT sealed FROM complaint WHERE id = :id", {"id": complaint}).scalar_one()
    if not sealed:
        return "", ""
    told = json.loads(vault.open(sealed, f"giver:complaint:{found.body}"))
    return told["name"], told["contact"]


def handle(database: Database, desk: SignedIn, complaint: str, standing: Standing, answer: str, now: datetime, key: str = "") -> None:
    """Take it on, refuse it or answer it; the last two with words for whoever made it. The same form sent twice is one act."""
    found, _ = one(database, desk, complaint)
    if standing in (Standing.REFUSED, Standing.ANSWERED) and not answer.strip():
        raise InvalidEntry({"answer": "不予受理或者答复的，请填写告知当事人的内容。"})
    act = sha256(f"{complaint} {desk.person} {key}".encode()).hexdigest()[:32] if key else new_id(now)
    with database.writing() as connection:
        if not _write(database, connection, found, desk, standing.value, answer, now, act):
            return  # done by the form that came first
        given = {"status": standing.value, "answer": answer.strip(), "id": complaint}
        if standing is Standing.RECEIVED or run(database, connection, _STAND, given).rowcount == 0:
            raise InvalidEntry({"standing": "这件投诉举报已经办结，或者已经如此办理，请刷新后再看。"})


def may_read(desk: SignedIn) -> bool:
    return any(one.role in READERS for one in desk.roles)


def _bodies(desk: SignedIn) -> frozenset[str]:
    found = frozenset(one.body for one in desk.roles if one.role in READERS)
    if not found:
        raise NotPermitted(f"投诉举报只由{'、'.join(role.label for role in READERS)}查阅办理。")
    return found


def _write(
    database: Database, connection: Connection, found: Complaint, desk: SignedIn, act: str, reason: str, now: datetime, number: str
) -> bool:
    """False when the act stands there already under its number; asked first, for nothing may even seem to overwrite it."""
    if run(database, connection, "SELECT 1 FROM complaint_act WHERE id = :id", {"id": number}).first() is not None:
        return False
    role = next(one.role for one in desk.roles if one.role in READERS and one.body == found.body)
    written = run(database, connection, _ACT, {
        "id": number, "complaint": found.id, "now": now, "person": desk.person, "role": role.value, "act": act, "reason": reason.strip(),
    })  # fmt: skip
    return bool(written.rowcount)


def _complaint(row: Sequence[Any]) -> Complaint:
    values = list(row)
    values[7], values[8], values[9] = bool(values[7]), bool(values[8]), as_moment(values[9])
    return Complaint(*values)


def _same(kept: str, shown: str) -> bool:
    return bool(kept) and bool(shown) and hmac.compare_digest(kept, shown)
