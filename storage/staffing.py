"""The system administrator's part of the register: persons with their accounts and offices. Roles are another's business."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from states.casework.authority import ADMINISTRATORS
from states.dossier.schema import plain
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage import rights
from storage.accounts import end_sessions, first_password, set_password
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.people import People
from storage.rights import Keeper

LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,31}")
LOGIN_RULE = "账号为2至32个英文字母、数字、点、下划线或者连字符，以字母或者数字开头。"
NAME_LIMIT, OFFICE_LIMIT = 30, 60
_PERSON = """SELECT p.id, p.login, p.name, p.office_id, p.active FROM person p JOIN office o ON o.id = p.office_id
 WHERE p.id = :person AND o.body_id = :body"""
_ADD = "INSERT INTO person (id, login, name, office_id, password_hash, active) VALUES (:id, :login, :name, :office, :hashed, true)"
_NEW = "INSERT INTO account_state (person_id, must_change, failures, locked_at) VALUES (:id, true, 0, NULL)"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be registered: ``office`` is a unit's identifier."""

    login: str
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with the password that is shown this once."""

    person: str
    login: str
    name: str
    password: str


def faults(login: str, name: str) -> dict[str, str]:
    """What is wrong with how the account or the person is called."""
    wrong = {}
    if not LOGIN.fullmatch(login):
        wrong["login"] = LOGIN_RULE
    if not _named(name, NAME_LIMIT):
        wrong["name"] = f"请填写姓名，不超过{NAME_LIMIT}字，写在一行之内。"
    return wrong


def add(database: Database, people: People, by: Keeper, newcomers: Sequence[Newcomer], now: datetime, act: str = "person_added") -> list[Issued]:
    """Register them all or none; each gets a first password. They hold no role until the security administrator grants one."""
    issued = [Issued(secrets.token_hex(8), one.login, one.name.strip(), first_password()) for one in newcomers]
    hashes = [people.hashed(one.password) for one in issued]  # slow on purpose, so not while others wait to write
    with database.writing() as connection:
        for one, account, hashed in zip(newcomers, issued, hashes, strict=True):
            wrong = faults(one.login, one.name) | taken(database, connection, one.login)
            if not _has_office(database, connection, by, one.office):
                wrong["office"] = "请选择本机关的单位。"
            if wrong:
                raise InvalidEntry(wrong)
            new = {"id": account.person, "login": one.login, "name": account.name, "office": one.office, "hashed": hashed}
            run(database, connection, _ADD, new)
            run(database, connection, _NEW, {"id": account.person})
        for one, account in zip(newcomers, issued, strict=True):
            record(database, connection, by.person, act, account.person, now, in_body=by.body, login=one.login, name=account.name, office=one.office)
    return issued


def taken(database: Database, connection: Connection, login: str) -> dict[str, str]:
    """Two accounts may not differ by case alone: they would be mistaken for each other."""
    there = run(database, connection, "SELECT 1 FROM person WHERE lower(login) = :login", {"login": login.lower()}).first()
    return {"login": "这个账号已经有人使用，请另取。"} if there else {}


def change(database: Database, by: Keeper, person: str, name: str, office: str, now: datetime, today: date) -> None:
    """Another name or office. Roles and mandates belong to the office that is left: they end, and are granted anew."""
    with database.writing() as connection:
        row = known(database, connection, by, person)
        wrong = {key: why for key, why in faults(row[1], name).items() if key == "name"}
        if not _has_office(database, connection, by, office):
            wrong["office"] = "请选择本机关的单位。"
        if wrong:
            raise InvalidEntry(wrong)
        moves = office != row[3]
        if moves:
            rights.ensure_others_remain(database, connection, by, person, today)
        ended = rights.end_all(database, connection, person, today) if moves else rights.Ended()
        change = {"person": person, "name": name.strip(), "office": office}
        run(database, connection, "UPDATE person SET name = :name, office_id = :office WHERE id = :person", change)
        told = {"name": name.strip(), "name_before": row[2], "office": office, "office_before": row[3], "roles_ended": ended.roles, "mandates_ended": ended.mandates}
        record(database, connection, by.person, "person_changed", person, now, in_body=by.body, **told)


def switch(database: Database, by: Keeper, person: str, now: datetime, today: date, *, active: bool) -> None:
    """Close an account at once, with its sessions, or open it again."""
    with database.writing() as connection:
        known(database, connection, by, person)
        if person == by.person:
            raise NotPermitted("不能停用、启用本人的账号，请由另一名系统管理员办理。")
        if not active:
            rights.ensure_others_remain(database, connection, by, person, today)
        run(database, connection, "UPDATE person SET active = :active WHERE id = :person", {"person": person, "active": active})
        end_sessions(database, connection, person)
        record(database, connection, by.person, "person_opened" if active else "person_closed", person, now, in_body=by.body)


def reset(database: Database, people: People, by: Keeper, person: str, now: datetime) -> Issued:
    """A new first password. Not for the three administrators: who sets a password could sign in as them."""
    password = first_password()
    hashed = people.hashed(password)
    with database.writing() as connection:
        row = known(database, connection, by, person)
        held = run(database, connection, "SELECT role FROM person_role WHERE person_id = :person", {"person": person}).all()
        if any(one[0] in ADMINISTRATORS for one in held):
            raise NotPermitted("系统管理员、安全保密管理员、安全审计员的密码不能在此重置，请由运行维护人员在服务器上用 python -m infra password 办理。")
        set_password(database, connection, person, hashed, due=True)
        record(database, connection, by.person, "password_reset", person, now, in_body=by.body)
    return Issued(person, row[1], row[2], password)


def add_office(database: Database, by: Keeper, name: str, now: datetime) -> str:
    id = secrets.token_hex(6)
    with database.writing() as connection:
        _check_office(database, connection, by, name, "")
        run(database, connection, "INSERT INTO office (id, name, body_id, kind) VALUES (:id, :name, :body, 'office')", {"id": id, "name": name.strip(), "body": by.body})
        record(database, connection, by.person, "office_added", id, now, in_body=by.body, name=name.strip())
    return id


def rename_office(database: Database, by: Keeper, office: str, name: str, now: datetime) -> None:
    with database.writing() as connection:
        there = "SELECT name FROM office WHERE id = :office AND body_id = :body"
        row = run(database, connection, there, {"office": office, "body": by.body}).first() if plain(office) else None
        if row is None:
            raise NotFound("本机关没有这个单位，请刷新后重新选择。")
        _check_office(database, connection, by, name, office)
        run(database, connection, "UPDATE office SET name = :name WHERE id = :office", {"office": office, "name": name.strip()})
        record(database, connection, by.person, "office_renamed", office, now, in_body=by.body, name=name.strip(), name_before=row[0])


def known(database: Database, connection: Connection, by: Keeper, person: str) -> Any:
    """The person's row; NotFound when they do not belong to the administrator's body."""
    row = run(database, connection, _PERSON, {"person": person, "body": by.body}).first() if plain(person) else None
    if row is None:
        raise NotFound("本机关没有这名人员，请刷新后重新选择。")
    return row


def _check_office(database: Database, connection: Connection, by: Keeper, name: str, itself: str) -> None:
    if not _named(name, OFFICE_LIMIT):
        raise InvalidEntry({"name": f"请填写单位名称，不超过{OFFICE_LIMIT}字，写在一行之内。"})
    like = "SELECT 1 FROM office WHERE body_id = :body AND name = :name AND id <> :itself"
    if run(database, connection, like, {"body": by.body, "name": name.strip(), "itself": itself}).first():
        raise InvalidEntry({"name": "本机关已有同名的单位。"})


def _has_office(database: Database, connection: Connection, by: Keeper, office: str) -> bool:
    there = "SELECT 1 FROM office WHERE id = :office AND body_id = :body"
    return plain(office) and run(database, connection, there, {"office": office, "body": by.body}).first() is not None


def _named(name: str, limit: int) -> bool:
    return 0 < len(name.strip()) <= limit and plain(name) and "\n" not in name and "\r" not in name
