"""Passwords and locks: what a password must be, the first one, the change to one's own, and attempts that failed."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection

from states.dossier.schema import plain
from states.errors import DomainError, InvalidEntry
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.people import People, SignedIn
from storage.reviving import as_moment

LEAST, MOST = 10, 200
KINDS_OF_SIGNS = 3
FAILURES = 5  # GB/T 22239-2019 8.1.4.1: failures are counted and the account is locked
LOCKED_FOR = timedelta(minutes=30)
RULE = f"至少{LEAST}个字符，含大写字母、小写字母、数字、其他符号中的三种，不含账号"
# Without what is mistaken for something else when it is copied from paper.
CLEAR = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
NOBODYS = "-"  # the body of attempts under a name that nobody has; auditors of every body read them
_SIGNS = (r"[A-Z]", r"[a-z]", r"[0-9]", r"[^A-Za-z0-9]")
_KNOWN = """SELECT p.id, p.active, o.body_id, s.locked_at FROM person p JOIN office o ON o.id = p.office_id
 LEFT JOIN account_state s ON s.person_id = p.id WHERE p.login = :login"""
_FAILED = """INSERT INTO account_state (person_id, must_change, failures, locked_at) VALUES (:person, false, 1, NULL)
 ON CONFLICT (person_id) DO UPDATE SET failures = account_state.failures + 1 RETURNING failures"""
_DUE = """INSERT INTO account_state (person_id, must_change, failures, locked_at) VALUES (:person, :due, 0, NULL)
 ON CONFLICT (person_id) DO UPDATE SET must_change = :due, failures = 0, locked_at = NULL"""


class Locked(DomainError):
    """Too many wrong passwords; ``seconds`` until the account opens by itself."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, -(-seconds // 60))
        super().__init__(f"登录失败达到{FAILURES}次，账号已经锁定，请{minutes}分钟后再试，或者请本机关的安全保密管理员解除锁定。")
        self.seconds = seconds


def first_password() -> str:
    """A password to be handed over once and changed at the first sign-in."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(4)) for _ in range(3))


def checked(password: str, login: str) -> str:
    """InvalidEntry for a password that is too easy."""
    kinds = sum(re.search(sign, password) is not None for sign in _SIGNS)
    easy = kinds < KINDS_OF_SIGNS or not LEAST <= len(password) <= MOST or login.lower() in password.lower()
    if easy or not plain(password):
        raise InvalidEntry({"password": f"新密码应当{RULE}。"})
    return password


def set_password(database: Database, connection: Connection, person: str, hashed: str, *, due: bool) -> None:
    """Another password, a lock undone; all sessions end. ``due``: it must be changed before anything else is done."""
    run(database, connection, "UPDATE person SET password_hash = :hashed WHERE id = :person", {"hashed": hashed, "person": person})
    run(database, connection, _DUE, {"person": person, "due": due})
    end_sessions(database, connection, person)


def end_sessions(database: Database, connection: Connection, person: str) -> None:
    run(database, connection, "DELETE FROM login_session WHERE person_id = :person", {"person": person})


def change_own(database: Database, people: People, who: SignedIn, old: str, new: str, now: datetime) -> None:
    """One's own password, for which the old one is asked; all sessions end, the one at hand too."""
    login = login_of(database, who.person)
    if not people.has_password(who.person, old):
        raise InvalidEntry({"old": "现在的密码不正确，请重新输入。"})
    if checked(new, login) == old:
        raise InvalidEntry({"password": "新密码不得与现在的密码相同。"})
    hashed = people.hashed(new)
    with database.writing() as connection:
        set_password(database, connection, who.person, hashed, due=False)
        record(database, connection, who.person, "password_changed", who.person, now)


def sign_in(database: Database, people: People, login: str, password: str, address: str, now: datetime) -> str | None:
    """A session's token, or nothing for a wrong name or password; Locked after too many. Each attempt is on record."""
    known = _unlocked(database, login, address, now)
    token = people.sign_in(login, password, now)
    if token is None:
        _failed(database, known, login, address, now)
    else:
        assert known is not None
        _right(database, known, "signed_in", address, now)
    return token


def login_of(database: Database, person: str) -> str:
    with database.reading() as connection:
        return str(run(database, connection, "SELECT login FROM person WHERE id = :person", {"person": person}).scalar_one())


def prove(database: Database, people: People, who: SignedIn, token: str, password: str, address: str, now: datetime) -> bool:
    """The password asked again before a signature. As at the door: a wrong one is on record, counts and may lock the account."""
    login = login_of(database, who.person)
    known = _unlocked(database, login, address, now)
    if known is None or not people.has_password(who.person, password):
        _failed(database, known, login, address, now)
        return False
    people.proven(token, now)
    _right(database, known, "proven", address, now)
    return True


def _unlocked(database: Database, login: str, address: str, now: datetime) -> tuple[str, bool, str, object] | None:
    """Who has that name, if anybody; Locked while the account is."""
    known = _known(database, login)
    if known is not None and known[3] is not None and known[1]:
        left = as_moment(known[3]) + LOCKED_FOR - now
        if left > timedelta(0):
            _told(database, known, login, "sign_in_locked", address, now)
            raise Locked(ceil(left.total_seconds()))
    return known


def _right(database: Database, known: tuple[str, bool, str, object], act: str, address: str, now: datetime) -> None:
    with database.writing() as connection:
        right = "UPDATE account_state SET failures = 0, locked_at = NULL WHERE person_id = :person"
        run(database, connection, right, {"person": known[0]})
        record(database, connection, known[0], act, known[0], now, in_body=known[2], address=address)


def sign_out(database: Database, people: People, who: SignedIn, token: str, address: str, now: datetime) -> None:
    people.sign_out(token)
    with database.writing() as connection:
        record(database, connection, who.person, "signed_out", who.person, now, address=address)


def _known(database: Database, login: str) -> tuple[str, bool, str, object] | None:
    with database.reading() as connection:
        row = run(database, connection, _KNOWN, {"login": login}).first() if plain(login) else None
    return (row[0], bool(row[1]), row[2], row[3]) if row else None


def _failed(database: Database, known: tuple[str, bool, str, object] | None, login: str, address: str, now: datetime) -> None:
    """Count it for an account in use; the attempt that reaches the limit locks."""
    if known is None or not known[1]:
        _told(database, known, login, "sign_in_failed", address, now)
        return
    with database.writing() as connection:
        failures = run(database, connection, _FAILED, {"person": known[0]}).scalar_one()
        locks = failures >= FAILURES
        if locks:
            lock = "UPDATE account_state SET failures = 0, locked_at = :now WHERE person_id = :person"
            run(database, connection, lock, {"person": known[0], "now": now})
        act = "account_locked" if locks else "sign_in_failed"
        record(database, connection, known[0], act, known[0], now, in_body=known[2], address=address)


def _told(database: Database, known: tuple[str, bool, str, object] | None, login: str, act: str, address: str, now: datetime) -> None:
    """Of a name that nobody has only the beginning is kept: people type passwords into the wrong field."""
    person, body = (known[0], known[2]) if known else ("", "")
    with database.writing() as connection:
        record(database, connection, person, act, person or f"{login[:2] if plain(login) else ''}***", now, in_body=body or NOBODYS, address=address)
