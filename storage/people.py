"""The register of offices, persons, their roles and stand-ins, and sign-in sessions."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from states.dossier.schema import plain
from states.dossier.vocabulary import Role
from states.errors import DatabaseUnavailable
from storage.account_tables import AccountState
from storage.database import Database
from storage.tables import LoginSession, Mandate, Office, Person, PersonRole

SESSION_HOURS = 10
IDLE = timedelta(minutes=30)  # a session of which nothing was heard for so long is over
NOTED = timedelta(minutes=1)  # how exactly it is kept when something was heard
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _HASHER.hash("nobody's password, so that unknown names take as long as known ones")


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as the person may choose it at the desk; ``principal`` is set when it is held as a stand-in."""

    role: Role
    office: str
    office_name: str
    body: str
    principal: str = ""
    principal_name: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the desk, in which roles, with the form token of the session."""

    person: str
    name: str
    office: str
    office_name: str
    body: str
    roles: tuple[HeldRole, ...]
    csrf: str
    must_change: bool = False  # the password is not yet one of their own choice
    proven_at: datetime | None = None  # when the password was last right: at the sign-in, or asked again since


class People:
    """Reads and keeps the register; every write is one transaction."""

    def __init__(self, database: Database, hasher: PasswordHasher = _HASHER, idle: timedelta = IDLE) -> None:
        self._database = database
        self._hasher = hasher
        self._idle = idle

    def add_office(self, office_id: str, name: str, body: str, kind: str = "office") -> None:
        with self._database.writing() as connection:
            connection.execute(insert(Office).values(id=office_id, name=name, body_id=body, kind=kind))

    def add_person(
        self, person_id: str, login: str, name: str, office: str, password: str, roles: tuple[Role, ...], since: date
    ) -> None:
        """Register a person with roles in their office, valid from ``since``."""
        hashed = self._hasher.hash(password)
        with self._database.writing() as connection:
            body = connection.execute(select(Office.body_id).where(Office.id == office)).scalar_one()
            connection.execute(
                insert(Person).values(id=person_id, login=login, name=name, office_id=office, password_hash=hashed, active=True)
            )
            for role in roles:
                connection.execute(
                    insert(PersonRole).values(
                        id=f"{person_id}-{role}", person_id=person_id, role=role, office_id=office, body_id=body, since=since, until=None
                    )
                )

    def add_mandate(self, principal: str, deputy: str, role: Role, since: date, until: date, basis: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                insert(Mandate).values(
                    id=secrets.token_hex(8), principal_id=principal, deputy_id=deputy, role=role, since=since, until=until, basis=basis
                )
            )

    def sign_in(self, login: str, password: str, now: datetime) -> str | None:
        """A session token for a right name and password, or nothing; both take the same time."""
        if not (plain(login) and plain(password)):
            return None
        with self._database.reading() as connection:
            row = connection.execute(
                select(Person.id, Person.password_hash, Person.active).where(Person.login == login)
            ).first()
        try:
            self._hasher.verify(row[1] if row else _NOBODY, password)
        except VerificationError:
            return None
        if row is None or not row[2]:
            return None
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(delete(LoginSession).where(LoginSession.expires_at < now))
            connection.execute(
                insert(LoginSession).values(
                    token_hash=_hashed(token), person_id=row[0], role="", csrf=secrets.token_urlsafe(24),
                    expires_at=now + timedelta(hours=SESSION_HOURS), seen_at=now,
                )
            )  # fmt: skip
        return token

    def hashed(self, password: str) -> str:
        return self._hasher.hash(password)

    def has_password(self, person: str, password: str) -> bool:
        """Is this the person's password?"""
        with self._database.reading() as connection:
            stored = connection.execute(select(Person.password_hash).where(Person.id == person)).scalar_one_or_none()
        try:
            return plain(password) and self._hasher.verify(stored or _NOBODY, password) and stored is not None
        except VerificationError:
            return False

    def sign_out(self, token: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(LoginSession).where(LoginSession.token_hash == _hashed(token)))

    def at_desk(self, token: str, now: datetime, today: date, *, heard: bool = True) -> SignedIn | None:
        """Who holds this session, if it has not run out. ``heard``: it was a person who asked, and the session is kept."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(LoginSession.csrf, LoginSession.expires_at, Person.id, Person.name, Office.id, Office.name, Office.body_id, AccountState.must_change,
                       LoginSession.seen_at, LoginSession.proven_at)
                .join(Person, Person.id == LoginSession.person_id)
                .outerjoin(AccountState, AccountState.person_id == Person.id)
                .join(Office, Office.id == Person.office_id)
                .where(LoginSession.token_hash == _hashed(token), Person.active)
            ).first()
            if row is None or _aware(row[1]) < now or (row[8] and now - _aware(row[8]) > self._idle):
                return None
            who = (row[2],)
            roles = (*_own(connection, who, today).get(row[2], ()), *_borrowed(connection, who, today).get(row[2], ()))
        if heard and (row[8] is None or now - _aware(row[8]) >= NOTED):
            self._heard(token, now)
        proven = _aware(row[9]) if row[9] else _aware(row[1]) - timedelta(hours=SESSION_HOURS)
        return SignedIn(row[2], row[3], row[4], row[5], row[6], roles, row[0], bool(row[7]), proven)

    def proven(self, token: str, now: datetime) -> None:
        """Whoever is at this session has just given the right password again."""
        with self._database.writing() as connection:
            connection.execute(update(LoginSession).where(LoginSession.token_hash == _hashed(token)).values(proven_at=now))

    def living(self, tokens: Collection[str], now: datetime) -> frozenset[str]:
        """The sessions among these that hold: neither left, nor run out, nor of somebody who was disabled. None of them is kept by it."""
        hashed = {_hashed(one): one for one in tokens}
        rows = select(LoginSession.token_hash, LoginSession.expires_at, LoginSession.seen_at).join(Person, Person.id == LoginSession.person_id)
        with self._database.reading() as connection:
            found = connection.execute(rows.where(LoginSession.token_hash.in_(hashed), Person.active)).all()
        return frozenset(hashed[one] for one, until, seen in found if _aware(until) >= now and (seen is None or now - _aware(seen) <= self._idle))

    def _heard(self, token: str, now: datetime) -> None:
        """Somebody is there. That it cannot be noted while the database is busy keeps nobody from working."""
        with suppress(DatabaseUnavailable), self._database.writing() as connection:
            connection.execute(update(LoginSession).where(LoginSession.token_hash == _hashed(token)).values(seen_at=now))

    def known(self, person: str, today: date) -> SignedIn | None:
        """An active person with the roles they hold that day, without any session of theirs."""
        with self._database.reading() as connection:
            return known(connection, person, today)

    def offices(self, bodies: Collection[str] | None = None) -> dict[str, str]:
        """Units by identifier; those of some bodies only when asked."""
        wanted = select(Office.id, Office.name)
        with self._database.reading() as connection:
            found = connection.execute(wanted if bodies is None else wanted.where(Office.body_id.in_(bodies)))
            return {row[0]: row[1] for row in found}

    def names(self) -> dict[str, str]:
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(select(Person.id, Person.name))}


def known(connection: Connection, person: str, today: date) -> SignedIn | None:
    """As ``People.known``, on a connection that is open already."""
    return known_all(connection, (person,), today).get(person)


def known_all(connection: Connection, persons: Collection[str], today: date) -> dict[str, SignedIn]:
    """The active ones among these persons with the roles they hold that day, in three looks however many they are."""
    rows = connection.execute(
        select(Person.id, Person.name, Office.id, Office.name, Office.body_id)
        .join(Office, Office.id == Person.office_id)
        .where(Person.id.in_(persons), Person.active)
    ).all()
    own, borrowed = _own(connection, persons, today), _borrowed(connection, persons, today)
    return {row[0]: SignedIn(*row, roles=(*own.get(row[0], ()), *borrowed.get(row[0], ())), csrf="") for row in rows}


def _own(connection: Connection, persons: Collection[str], today: date) -> dict[str, list[HeldRole]]:
    found = connection.execute(
        select(PersonRole.person_id, PersonRole.role, PersonRole.office_id, Office.name, PersonRole.body_id)
        .join(Office, Office.id == PersonRole.office_id)
        .where(PersonRole.person_id.in_(persons), PersonRole.since <= today)
        .where((PersonRole.until.is_(None)) | (PersonRole.until >= today))
        .order_by(PersonRole.role)
    )
    return _by_person(found)


def _borrowed(connection: Connection, persons: Collection[str], today: date) -> dict[str, list[HeldRole]]:
    found = connection.execute(
        select(
            Mandate.deputy_id, PersonRole.role, PersonRole.office_id, Office.name, PersonRole.body_id, Mandate.principal_id, Person.name
        )
        .join(Mandate, (Mandate.principal_id == PersonRole.person_id) & (Mandate.role == PersonRole.role))
        .join(Office, Office.id == PersonRole.office_id)
        .join(Person, Person.id == Mandate.principal_id)
        .where(Mandate.deputy_id.in_(persons), Mandate.since <= today, Mandate.until >= today, Person.active)
        .where(PersonRole.since <= today, (PersonRole.until.is_(None)) | (PersonRole.until >= today))
        .order_by(PersonRole.role, Mandate.principal_id)
    )
    return _by_person(found)


def _by_person(rows: Iterable[Any]) -> dict[str, list[HeldRole]]:
    held: dict[str, list[HeldRole]] = {}
    for person, role, *rest in rows:
        held.setdefault(person, []).append(HeldRole(Role(role), *rest))
    return held


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
