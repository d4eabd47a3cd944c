"""Persons, offices, roles and stand-ins of one body as its administrators see them. Nothing here shows a matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from states.casework.authority import SEPARATIONS
from states.dossier.vocabulary import Role
from states.errors import NotFound
from storage.accounts import LOCKED_FOR
from storage.database import Database
from storage.queries.models import Page, Shown
from storage.queries.reading import Reader, containing, cursor_of, look, marks, page_of, place_of, within
from storage.reviving import as_date, as_moment

_LIST = """SELECT p.id, p.login, p.name, f.id, f.name, p.active, coalesce(s.must_change, false), s.locked_at
 FROM person p JOIN office f ON f.id = p.office_id LEFT JOIN account_state s ON s.person_id = p.id
 WHERE f.body_id = :body{more} ORDER BY p.name, p.id LIMIT :limit"""
_HELD = """SELECT r.person_id, r.role FROM person_role r WHERE r.person_id IN ({persons}) AND r.since <= :today
 AND (r.until IS NULL OR r.until >= :today) ORDER BY r.role"""
_ROLES = """SELECT r.id, r.role, f.name, r.since, r.until FROM person_role r JOIN office f ON f.id = r.office_id
 WHERE r.person_id = :person ORDER BY r.since DESC, r.id DESC"""
_MANDATES = """SELECT m.id, m.principal_id, p.name, m.deputy_id, d.name, m.role, m.since, m.until, m.basis FROM mandate m
 JOIN person p ON p.id = m.principal_id JOIN person d ON d.id = m.deputy_id JOIN office f ON f.id = p.office_id
 WHERE f.body_id = :body AND {which} ORDER BY m.since DESC, m.id DESC LIMIT :limit"""
_OFFICES = """SELECT f.id, f.name, f.kind, count(p.id) FROM office f LEFT JOIN person p ON p.office_id = f.id AND p.active
 WHERE f.body_id = :body GROUP BY f.id, f.name, f.kind ORDER BY CASE f.kind WHEN 'body' THEN 0 ELSE 1 END, f.name"""
LEFT = "left"
MANDATES_SHOWN = 200


class StaffRow(Shown):
    """A person in the list."""

    id: str
    login: str
    name: str
    office: str
    office_name: str
    active: bool
    new: bool  # the first password was not yet changed
    locked: bool
    roles: tuple[str, ...] = ()
    role_labels: tuple[str, ...] = ()


class RoleRow(Shown):
    """A role granted, with its days; ``standing`` while it is held or is to begin."""

    id: str
    role: str
    label: str
    office_name: str
    since: date
    until: date | None
    standing: bool


class MandateRow(Shown):
    """A stand-in: who for whom, in which role, on which basis. ``apart`` are duties of the deputy that exclude the role in one matter."""

    id: str
    principal: str
    principal_name: str
    deputy: str
    deputy_name: str
    role: str
    label: str
    since: date
    until: date
    basis: str
    standing: bool
    apart: tuple[str, ...] = ()


class StaffView(Shown):
    """A person with everything that was granted."""

    person: StaffRow
    roles: tuple[RoleRow, ...]
    mandates: tuple[MandateRow, ...]  # given
    deputising: tuple[MandateRow, ...]  # held


class OfficeRow(Shown):
    """A unit of the body, with how many persons in use belong to it."""

    id: str
    name: str
    kind: str
    people: int


def staff(
    database: Database, body: str, now: datetime, today: date, q: str = "", office: str = "", state: str = "", cursor: str | None = None, limit: int = 50
) -> Page[StaffRow]:
    """The persons of the body by name; ``state`` left shows those who left, else those in use."""
    limit, more, params = within(limit), "", {"body": body, "limit": within(limit) + 1, "active": state != LEFT}
    more += " AND p.active = :active"
    if q.strip():
        more += " AND (p.name LIKE :q ESCAPE '!' OR p.login LIKE :q ESCAPE '!' OR f.name LIKE :q ESCAPE '!')"
        params["q"] = containing(q.strip())
    if office:
        more, params["office"] = more + " AND f.id = :office", office
    if cursor:
        name, id = place_of(cursor, str, str)
        more += " AND (p.name, p.id) > (:name, :id)"
        params |= {"name": name, "id": id}
    with look(database) as reader:
        found = _rows(reader, reader.all(_LIST.format(more=more), params), now, today)
    return page_of(found, limit, [cursor_of(one.name, one.id) for one in found])


def person_view(database: Database, body: str, now: datetime, today: date, person: str) -> StaffView:
    """One person of that body; NotFound otherwise."""
    with look(database) as reader:
        rows = reader.all(_LIST.format(more=" AND p.id = :person"), {"body": body, "person": person, "limit": 1})
        if not rows:
            raise NotFound("本机关没有这名人员，请刷新后重新选择。")
        (row,) = _rows(reader, rows, now, today)
        roles = tuple(
            RoleRow(id=one[0], role=one[1], label=Role(one[1]).label, office_name=one[2], since=as_date(one[3]), until=_day(one[4]), standing=_stands(one[4], today))
            for one in reader.all(_ROLES, {"person": person})
        )
        given = mandates_of(reader, body, today, "m.principal_id = :person", person)
        held = mandates_of(reader, body, today, "m.deputy_id = :person", person)
    return StaffView(person=row, roles=roles, mandates=given, deputising=held)


def mandates(database: Database, body: str, today: date) -> tuple[MandateRow, ...]:
    """The stand-ins in force or to come, the newest first."""
    with look(database) as reader:
        return mandates_of(reader, body, today, "m.until >= :today")


def mandates_of(reader: Reader, body: str, today: date, which: str, person: str = "") -> tuple[MandateRow, ...]:
    rows = reader.all(_MANDATES.format(which=which), {"body": body, "person": person, "today": today, "limit": MANDATES_SHOWN})
    held = _held(reader, {one[3] for one in rows}, today)
    return tuple(
        MandateRow(
            id=one[0], principal=one[1], principal_name=one[2], deputy=one[3], deputy_name=one[4], role=one[5], label=Role(one[5]).label,
            since=as_date(one[6]), until=as_date(one[7]), basis=one[8], standing=_stands(one[7], today), apart=_apart(Role(one[5]), held.get(one[3], [])),
        )
        for one in rows
    )  # fmt: skip


def offices(database: Database, body: str) -> tuple[OfficeRow, ...]:
    with look(database) as reader:
        return tuple(OfficeRow(id=row[0], name=row[1], kind=row[2], people=row[3]) for row in reader.all(_OFFICES, {"body": body}))


def by_login(database: Database, body: str, login: str) -> str:
    """The person of that body with this account or exactly this name, when there is but one; "" otherwise."""
    sql = """SELECT p.id FROM person p JOIN office f ON f.id = p.office_id
 WHERE f.body_id = :body AND p.active AND (p.login = :text OR p.name = :text) LIMIT 2"""
    with look(database) as reader:
        found = reader.all(sql, {"body": body, "text": login.strip()})
    return found[0][0] if len(found) == 1 else ""


def _rows(reader: Reader, rows: Iterable[tuple[object, ...]], now: datetime, today: date) -> list[StaffRow]:
    rows = list(rows)
    held = _held(reader, {str(row[0]) for row in rows}, today)
    found = []
    for id, login, name, office, office_name, active, new, locked_at in rows:
        roles = held.get(str(id), [])
        locked = locked_at is not None and as_moment(locked_at) + LOCKED_FOR > now
        found.append(StaffRow(
            id=id, login=login, name=name, office=office, office_name=office_name, active=bool(active), new=bool(new), locked=locked,
            roles=tuple(roles), role_labels=tuple(one.label for one in roles),
        ))  # fmt: skip
    return found


def _held(reader: Reader, persons: set[str], today: date) -> dict[str, list[Role]]:
    named, params = marks("p", sorted(persons))
    held: dict[str, list[Role]] = {}
    for person, role in reader.all(_HELD.format(persons=named), params | {"today": today}):
        held.setdefault(person, []).append(Role(role))
    return held


def _apart(role: Role, held: Iterable[Role]) -> tuple[str, ...]:
    pairs = [{one.first, one.second} for one in SEPARATIONS]
    return tuple(one.label for one in held if {one, role} in pairs)


def _stands(until: object, today: date) -> bool:
    return until is None or as_date(until) >= today


def _day(value: object) -> date | None:
    return None if value is None else as_date(value)
