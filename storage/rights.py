"""The security administrator's part of the register: roles with their period, stand-ins with their basis."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from states.casework.authority import ADMINISTRATORS
from states.dossier.schema import plain
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.queries.models import Viewer
from storage.reviving import as_date

GRANTED = tuple(role for role in Role if role not in (Role.CLOCK, Role.PUBLIC))
APART = "系统管理员、安全保密管理员、安全审计员应当由不同的人员担任，并且不得兼任办理事项的角色。"
BASIS_LIMIT = 200
LONGEST = timedelta(days=366)  # of a mandate
FAR = date(9999, 12, 31)
_PERSON = """SELECT p.id, p.name, p.office_id, p.active, o.body_id FROM person p JOIN office o ON o.id = p.office_id
 WHERE p.id = :person AND o.body_id = :body"""
_ROLES = "SELECT id, role, office_id, body_id, since, until FROM person_role WHERE person_id = :person"
_GRANTED = "SELECT person_id, role, since, until FROM person_role WHERE id = :id AND body_id = :body"
_MANDATES = "SELECT id, principal_id, deputy_id, role, since, until FROM mandate WHERE deputy_id = :person OR principal_id = :person"
_GRANT = """INSERT INTO person_role (id, person_id, role, office_id, body_id, since, until)
 VALUES (:id, :person, :role, :office, :body, :since, :until)"""
_MANDATE = """INSERT INTO mandate (id, principal_id, deputy_id, role, since, until, basis)
 VALUES (:id, :principal, :deputy, :role, :since, :until, :basis)"""
_OTHERS = """SELECT DISTINCT r.role FROM person_role r JOIN person p ON p.id = r.person_id
 WHERE r.body_id = :body AND r.person_id <> :person AND p.active AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)"""


@dataclass(frozen=True, slots=True)
class Keeper:
    """An administrator at work, for the body that they look after."""

    person: str
    body: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How many roles and mandates ended with an act."""

    roles: int = 0
    mandates: int = 0


def keeper(viewer: Viewer, *roles: Role) -> Keeper:
    """Who looks, as an administrator in one of these roles; NotPermitted for everybody else."""
    held = next((one for one in viewer.roles if one.role in roles and not one.principal), None)
    if held is None:
        raise NotPermitted(f"此项由{'、'.join(role.label for role in roles)}办理，您没有这一身份。")
    return Keeper(viewer.person, held.body)


def role_called(code: str) -> Role:
    """The role of that code, if it is one that can be granted."""
    found = next((one for one in GRANTED if one == code), None)
    if found is None:
        raise InvalidEntry({"role": "请选择角色。"})
    return found


def grant(database: Database, by: Keeper, person: str, role: Role, since: date, until: date | None, now: datetime, today: date) -> str:
    """Give a role in the person's own office; refused where it excludes one that they hold in that time."""
    if person == by.person:
        raise NotPermitted("不得给本人授予角色，请由另一名安全保密管理员办理。")
    if wrong := _period_faults(since, until, today):
        raise InvalidEntry(wrong)
    with database.writing() as connection:
        row = _person(database, connection, by, person)
        held = run(database, connection, _ROLES, {"person": person}).all()
        if any(one[1] == role and one[2] == row[2] and _overlap(one[4], one[5], since, until) for one in held):
            raise InvalidEntry({"role": f"「{row[1]}」在这一期间已经是{role.label}，不必重复授予。"})
        _compatible(database, connection, row, role, since, until)
        id = secrets.token_hex(8)
        values = {"id": id, "person": person, "role": role.value, "office": row[2], "body": row[4], "since": since, "until": until}
        run(database, connection, _GRANT, values)
        record(database, connection, by.person, "role_granted", person, now, in_body=by.body, role=role.value, since=since, until=until, grant=id)
    return id


def withdraw(database: Database, by: Keeper, grant: str, now: datetime, today: date) -> str:
    """Take a role back at once; who held it."""
    with database.writing() as connection:
        found = run(database, connection, _GRANTED, {"id": grant, "body": by.body}).first() if plain(grant) else None
        if found is None or not _runs(found[3], today):
            raise NotFound("没有这一项授权，或者它已经终止。请刷新后核对。")
        if found[0] == by.person:
            raise NotPermitted("不得处理本人的角色，请由另一名安全保密管理员办理。")
        if found[1] in ADMINISTRATORS and _runs_today(found[2], found[3], today):
            ensure_others_remain(database, connection, by, found[0], today)
        run(database, connection, "UPDATE person_role SET until = :last WHERE id = :id", {"id": grant, "last": today - timedelta(days=1)})
        record(database, connection, by.person, "role_withdrawn", found[0], now, in_body=by.body, role=found[1], grant=grant)
    return str(found[0])


def entrust(
    database: Database, by: Keeper, principal: str, deputy: str, role: Role, since: date, until: date, basis: str, now: datetime, today: date
) -> str:
    """Let one person act for another in one role for a time. What the two may not do in one matter, the core refuses there."""
    if by.person in (principal, deputy):
        raise NotPermitted("不得办理本人的代理授权，请由另一名安全保密管理员办理。")
    wrong = _period_faults(since, until, today)
    if not wrong and until - since > LONGEST:
        wrong["until"] = "代理期限不超过一年，到期仍需代理的另行授权。"
    wrong |= basis_faults(basis)
    if principal == deputy:
        wrong["deputy"] = "代理人不能是本人，请另选。"
    if role in ADMINISTRATORS:
        wrong["role"] = "系统管理员、安全保密管理员、安全审计员的职责不得代理，请另行授予角色。"
    if wrong:
        raise InvalidEntry(wrong)
    with database.writing() as connection:
        row, other = _person(database, connection, by, principal), _deputy(database, connection, by, deputy)
        held = run(database, connection, _ROLES, {"person": principal}).all()
        if not any(one[1] == role and as_date(one[4]) <= since and (one[5] is None or as_date(one[5]) >= until) for one in held):
            raise InvalidEntry({"role": f"「{row[1]}」在整个代理期间内应当具有{role.label}的角色，请核对角色或者期间。"})
        mandates = run(database, connection, _MANDATES, {"person": principal}).all()
        if any((one[1], one[2], one[3]) == (principal, deputy, role) and _overlap(one[4], one[5], since, until) for one in mandates):
            raise InvalidEntry({"deputy": "这一期间已有同样的代理，不必重复授权。"})
        _compatible(database, connection, other, role, since, until)
        id = secrets.token_hex(8)
        values = {"id": id, "principal": principal, "deputy": deputy, "role": role.value, "since": since, "until": until, "basis": basis.strip()}
        run(database, connection, _MANDATE, values)
        told = {"deputy": deputy, "role": role.value, "since": since, "until": until, "basis": basis.strip(), "mandate": id}
        record(database, connection, by.person, "mandate_given", principal, now, in_body=by.body, **told)
    return id


def basis_faults(basis: str) -> dict[str, str]:
    """What is wrong with the paper that a stand-in rests on."""
    fine = 0 < len(basis.strip()) <= BASIS_LIMIT and plain(basis) and "\n" not in basis and "\r" not in basis
    return {} if fine else {"basis": f"请填写授权依据，如委托书、通知的文号，不超过{BASIS_LIMIT}字，写在一行之内。"}


def end_mandate(database: Database, by: Keeper, mandate: str, now: datetime, today: date) -> None:
    with database.writing() as connection:
        sql = """SELECT m.principal_id, m.deputy_id, m.role, m.until FROM mandate m JOIN person p ON p.id = m.principal_id
 JOIN office o ON o.id = p.office_id WHERE m.id = :id AND o.body_id = :body"""
        found = run(database, connection, sql, {"id": mandate, "body": by.body}).first() if plain(mandate) else None
        if found is None or not _runs(found[3], today):
            raise NotFound("没有这一项代理，或者它已经终止。请刷新后核对。")
        if by.person in found[:2]:
            raise NotPermitted("不得办理本人的代理授权，请由另一名安全保密管理员办理。")
        run(database, connection, "UPDATE mandate SET until = :last WHERE id = :id", {"id": mandate, "last": today - timedelta(days=1)})
        record(database, connection, by.person, "mandate_ended", found[0], now, in_body=by.body, deputy=found[1], role=found[2], mandate=mandate)


def unlock(database: Database, by: Keeper, person: str, now: datetime) -> str:
    """Open an account that wrong passwords have locked; its name for signing in."""
    if person == by.person:
        raise NotPermitted("不能给本人解除锁定，请由另一名安全保密管理员办理。")
    with database.writing() as connection:
        _person(database, connection, by, person, active=False)
        login = run(database, connection, "SELECT login FROM person WHERE id = :person", {"person": person}).scalar_one()
        run(database, connection, "UPDATE account_state SET failures = 0, locked_at = NULL WHERE person_id = :person", {"person": person})
        record(database, connection, by.person, "account_unlocked", person, now, in_body=by.body)
    return str(login)


def end_all(database: Database, connection: Connection, person: str, today: date) -> Ended:
    """All roles of a person, and all mandates given or held, end with the day before."""
    ending = {"person": person, "today": today, "last": today - timedelta(days=1)}
    roles = run(database, connection, "UPDATE person_role SET until = :last WHERE person_id = :person AND (until IS NULL OR until >= :today)", ending)
    mandates = run(database, connection, "UPDATE mandate SET until = :last WHERE (deputy_id = :person OR principal_id = :person) AND until >= :today", ending)
    return Ended(roles.rowcount, mandates.rowcount)


def ensure_others_remain(database: Database, connection: Connection, by: Keeper, person: str, today: date) -> None:
    """None of the three administrators may be the last of their kind to go: nobody could put it right any more."""
    held = run(database, connection, _ROLES, {"person": person}).all()
    mine = {one[1] for one in held if one[1] in ADMINISTRATORS and one[3] == by.body and _runs_today(one[4], one[5], today)}
    others = {row[0] for row in run(database, connection, _OTHERS, {"body": by.body, "person": person, "today": today})}
    last = [Role(one).label for one in sorted(mine - others)]
    if last:
        raise NotPermitted(f"这是本机关最后一名{'、'.join(last)}，请先授予他人这一角色。")


def _person(database: Database, connection: Connection, by: Keeper, person: str, *, active: bool = True) -> Any:
    """The person's row, kept from being granted something else at the same moment."""
    lock = "" if database.sqlite else " FOR UPDATE OF p"
    row = run(database, connection, _PERSON + lock, {"person": person, "body": by.body}).first() if plain(person) else None
    if row is None or (active and not row[3]):
        raise NotFound("本机关没有这名在用的人员，请刷新后重新选择。")
    return row


def _deputy(database: Database, connection: Connection, by: Keeper, deputy: str) -> Any:
    try:
        return _person(database, connection, by, deputy)
    except NotFound:
        raise InvalidEntry({"deputy": "请选择本机关在用的人员作为代理人。"}) from None


def _compatible(database: Database, connection: Connection, person: Any, role: Role, since: date, until: date | None) -> None:
    """三员: who runs, secures or audits the system does nothing else, and none of them what another of them does."""
    roles = run(database, connection, _ROLES, {"person": person[0]}).all()
    lent = run(database, connection, _MANDATES, {"person": person[0]}).all()
    at_once = [Role(one[1]) for one in roles if _overlap(one[4], one[5], since, until)]
    at_once += [Role(one[3]) for one in lent if one[2] == person[0] and _overlap(one[4], one[5], since, until)]
    against = _excluded(role, at_once)
    if against:
        labels = "、".join(one.label for one in against)
        raise InvalidEntry({"role": f"「{person[1]}」在这一期间是{labels}，不得同时是{role.label}：{APART}"})


def _excluded(role: Role, others: Iterable[Role]) -> list[Role]:
    found = dict.fromkeys(others)
    return [one for one in found if one is not role and (role in ADMINISTRATORS or one in ADMINISTRATORS)]


def _period_faults(since: date, until: date | None, today: date) -> dict[str, str]:
    wrong = {}
    if since < today:
        wrong["since"] = "起始日期不能早于今天：过去的行为不能事后补授权。"
    if until is not None and until < since:
        wrong["until"] = "截止日期不能早于起始日期。"
    return wrong


def _overlap(since: Any, until: Any, other_since: date, other_until: date | None) -> bool:
    return as_date(since) <= (other_until or FAR) and (FAR if until is None else as_date(until)) >= other_since


def _runs(until: Any, today: date) -> bool:
    return until is None or as_date(until) >= today


def _runs_today(since: Any, until: Any, today: date) -> bool:
    return as_date(since) <= today and _runs(until, today)
