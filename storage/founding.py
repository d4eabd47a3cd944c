"""A body with its first three administrators, and first passwords, as the machine itself gives them out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from states.dossier.schema import plain
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound
from storage.accounts import first_password, set_password
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.people import People
from storage.staffing import OFFICE_LIMIT, Issued, faults, taken

MACHINE = "command_line"  # stands for the person who acts
_OFFICE = "INSERT INTO office (id, name, body_id, kind) VALUES (:id, :name, :id, 'body')"
_PERSON = "INSERT INTO person (id, login, name, office_id, password_hash, active) VALUES (:id, :login, :name, :body, :hashed, :active)"
_ROLE = """INSERT INTO person_role (id, person_id, role, office_id, body_id, since, until)
 VALUES (:id, :person, :role, :body, :body, :since, NULL)"""


@dataclass(frozen=True, slots=True)
class Admin:
    """One of the three."""

    role: Role
    login: str
    name: str


def found(database: Database, people: People, body: str, name: str, admins: Sequence[Admin], now: datetime, today: date) -> list[Issued]:
    """Register the body and its administrators, all or nothing; different persons, as their duties exclude each other."""
    if not 0 < len(name.strip()) <= OFFICE_LIMIT or not plain(name) or "\n" in name:
        raise InvalidEntry({"name": f"请填写机关全称，不超过{OFFICE_LIMIT}字。"})
    if len({one.login.lower() for one in admins}) < len(admins):
        raise InvalidEntry({"login": "系统管理员、安全保密管理员、安全审计员应当由不同的人员担任，账号不得相同。"})
    issued = [Issued(secrets.token_hex(8), one.login, one.name.strip(), first_password()) for one in admins]
    hashes = [people.hashed(one.password) for one in issued]
    with database.writing() as connection:
        if run(database, connection, "SELECT 1 FROM office WHERE name = :name AND kind = 'body'", {"name": name.strip()}).first():
            raise InvalidEntry({"name": f"「{name.strip()}」已经设立，其人员由该机关的系统管理员登记。"})
        run(database, connection, _OFFICE, {"id": body, "name": name.strip()})
        for admin, account, hashed in zip(admins, issued, hashes, strict=True):
            if wrong := faults(admin.login, admin.name) | taken(database, connection, admin.login):
                raise InvalidEntry(wrong)
            new = {"id": account.person, "login": admin.login, "name": account.name, "body": body, "hashed": hashed, "active": True}
            run(database, connection, _PERSON, new)
            set_password(database, connection, account.person, hashed, due=True)
            run(database, connection, _ROLE, {"id": secrets.token_hex(8), "person": account.person, "role": admin.role.value, "body": body, "since": today})
        record(database, connection, MACHINE, "founded", body, now, in_body=body, name=name.strip(), login=[one.login for one in admins])
    return issued


def reset(database: Database, people: People, login: str, now: datetime) -> Issued:
    """A first password for anybody, also for the three; locks are undone, sessions end."""
    password = first_password()
    hashed = people.hashed(password)
    sql = "SELECT p.id, p.name, o.body_id FROM person p JOIN office o ON o.id = p.office_id WHERE p.login = :login AND p.active"
    with database.writing() as connection:
        row = run(database, connection, sql, {"login": login}).first() if plain(login) else None
        if row is None:
            raise NotFound(f"没有账号为「{login}」的在用人员。")
        set_password(database, connection, row[0], hashed, due=True)
        record(database, connection, MACHINE, "password_reset", row[0], now, in_body=row[2])
    return Issued(row[0], login, row[1], password)
