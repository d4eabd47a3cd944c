"""离任交接: one act for somebody who leaves. Rights and sessions end at once, matters in hand go to those who follow."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from states.casework.authority import HANDLERS
from states.casework.casework import Casework
from states.casework.commands import Actor, HandOver
from states.casework.decide import Context, new_id
from states.casework.handling import hand_over
from states.casework.ports import Credentials, Holding
from states.dossier.schema import plain
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotPermitted
from states.procedures.catalogue import procedure
from storage import handling as stored
from storage import rights
from storage.accounts import end_sessions
from storage.admin_acts import record
from storage.database import Database
from storage.driver_sql import run
from storage.queries.dossiers import open_any
from storage.queries.reading import Reader, look, marks
from storage.rights import BASIS_LIMIT, Keeper
from storage.staffing import known

MOST = 300  # matters handed over at once; what is left is handed over by the next
RELEASED = "退回待认领"
_OPEN = """SELECT c.id, c.number, c.procedure, c.office_id FROM case_file c
 WHERE c.handler_id = :person AND c.body_id = :body AND NOT c.ended ORDER BY c.number, c.id LIMIT :limit"""
_FOLLOWERS = """SELECT DISTINCT r.office_id, p.id, p.name FROM person_role r JOIN person p ON p.id = r.person_id
 WHERE p.active AND p.id <> :person AND r.body_id = :body AND r.role IN ({roles}) AND r.office_id IN ({offices})
 AND r.since <= :today AND (r.until IS NULL OR r.until >= :today) ORDER BY p.name, p.id"""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter in hand: by number only, since administrators see nothing else of it. ``to`` is "" where it is left to be claimed."""

    case: str
    number: str
    procedure: str
    office: str
    to: str = ""
    to_name: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the act would come to: the matters, who may follow in each office, and how many sessions would end."""

    matters: tuple[Matter, ...]
    followers: Mapping[str, Sequence[tuple[str, str]]]
    sessions: int


Choice = Callable[[str], str]  # of a matter: who is to have it


def foreseen(database: Database, by: Keeper, person: str, choice: Choice, now: datetime, today: date) -> Foreseen:
    """The same decisions as the act takes, on the matters as they stand; nothing is written."""
    with look(database) as reader:
        known(database, reader.connection, by, person)
        rows = reader.all(_OPEN, {"person": person, "body": by.body, "limit": MOST})
        followers = _followers(reader, by, person, {row[3] for row in rows}, today)
        sessions = reader.number("SELECT count(*) FROM login_session WHERE person_id = :person", {"person": person})
        matters = []
        for case, number, plan, office in rows:
            to = choice(case)
            name = dict(followers.get(office, ())).get(to, "")
            why = _why_not(reader, by, person, case, to, now, today) if to else ""
            matters.append(Matter(case, number, procedure(plan).label, office, to, name, why))
    return Foreseen(tuple(matters), followers, sessions)


def _followers(reader: Reader, by: Keeper, person: str, offices: set[str], today: date) -> dict[str, list[tuple[str, str]]]:
    roles, held = marks("r", sorted(role.value for role in HANDLERS))
    units, among = marks("o", sorted(offices))
    found: dict[str, list[tuple[str, str]]] = {}
    sql = _FOLLOWERS.format(roles=roles, offices=units)
    for office, id, name in reader.all(sql, held | among | {"person": person, "body": by.body, "today": today}):
        found.setdefault(office, []).append((id, name))
    return found


def _why_not(reader: Reader, by: Keeper, leaver: str, case: str, to: str, now: datetime, today: date) -> str:
    """The refusal that handing the matter over would meet; the leaver already counts as gone."""
    seen = open_any(reader, today, case)
    people = stored.people(lambda sql, given: run(reader.database, reader.connection, sql, given), (to,), today)
    held = (Holding(Role.SYSTEM_ADMIN, "", by.body),)
    context = Context(seen.moment, now, Credentials(by.person, "", True, held), {0: new_id(now)})
    command = HandOver(Actor(by.person, Role.SYSTEM_ADMIN), case, "preview", handler=to, instead_of=leaver)
    try:
        hand_over(seen.dossier, command, leaver, people, context)
    except DomainError as refusal:
        return refusal.message
    return ""


def leave(
    database: Database, casework: Casework, by: Keeper, person: str, choice: Choice, basis: str, now: datetime, today: date
) -> tuple[Matter, ...]:
    """Close the account, end sessions, roles and stand-ins; then hand over, each matter by its own act. What was handed to whom.

    A matter that the one chosen may not have is given back, so that somebody of its office claims it.
    """
    if not 0 < len(basis.strip()) <= BASIS_LIMIT or not plain(basis) or "\n" in basis or "\r" in basis:
        raise InvalidEntry({"basis": f"请填写离任依据，如任免、调动、退休文件的名称和文号，不超过{BASIS_LIMIT}字，写在一行之内。"})
    if person == by.person:
        raise NotPermitted("不能办理本人的离任交接，请由另一名系统管理员办理。")
    planned = foreseen(database, by, person, choice, now, today)
    with database.writing() as connection:
        known(database, connection, by, person)
        rights.ensure_others_remain(database, connection, by, person, today)
        ended = rights.end_all(database, connection, person, today)
        run(database, connection, "UPDATE person SET active = :active WHERE id = :person", {"person": person, "active": False})
        end_sessions(database, connection, person)
        told = {"basis": basis.strip(), "roles_ended": ended.roles, "mandates_ended": ended.mandates, "rows": len(planned.matters)}
        record(database, connection, by.person, "left", person, now, in_body=by.body, **told)
    handed = tuple(_handed(casework, by, person, one, basis.strip()) for one in planned.matters)
    if handed:
        with database.writing() as connection:
            told = {"handed": [f"{one.number}→{one.to_name or RELEASED}" for one in handed]}
            record(database, connection, by.person, "handed_over", person, now, in_body=by.body, **told)
    return handed


def _handed(casework: Casework, by: Keeper, leaver: str, one: Matter, basis: str) -> Matter:
    """Given to the one chosen; given back when that is refused."""
    why = one.why_not
    for to in dict.fromkeys(("" if why else one.to, "")):
        command = HandOver(Actor(by.person, Role.SYSTEM_ADMIN), one.case, secrets.token_hex(12), handler=to, instead_of=leaver, reason=f"离任交接：{basis}")
        try:
            casework.execute(command)
        except DomainError as refusal:
            why = why or refusal.message
            continue
        return Matter(one.case, one.number, one.procedure, one.office, to, one.to_name if to else "", why)
    return Matter(one.case, one.number, one.procedure, one.office, leaver, "未能移交", why)
