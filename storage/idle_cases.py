"""Matters that nothing will ever move: no clock runs for them, and nobody in office could take their next step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from states.casework.authority import EXTERNAL
from states.dossier.vocabulary import Role
from states.procedures.catalogue import procedure
from storage.database import Database
from storage.people import HeldRole
from storage.queries.duties import Duty, duties, mine
from storage.queries.models import Viewer
from storage.queries.reading import Reader, look
from storage.stuck import MOST, Found, Stuck

PAGE = 500
# A clock that is held runs on when what holds it ends; one that has fired is chased by the ladder instead.
_CANDIDATES = """SELECT c.id, c.procedure, c.configuration, c.office_id, c.body_id, f.name FROM case_file c
 JOIN office f ON f.id = c.office_id
 WHERE NOT c.ended AND c.id > :after
 AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.case_id = c.id AND t.status IN ('armed', 'warned', 'held'))
 ORDER BY c.id LIMIT :limit"""
_HOLDERS = """SELECT r.role, r.office_id, f.name, r.body_id, r.person_id FROM person_role r
 JOIN person p ON p.id = r.person_id AND p.active JOIN office f ON f.id = r.office_id
 WHERE r.since <= :today AND (r.until IS NULL OR r.until >= :today)"""
_PARTS = "SELECT p.role, p.person, p.employer FROM case_part p WHERE p.case_id = :case"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands, as far as it decides whose turn it is."""

    id: str
    procedure: str
    configuration: tuple[str, ...]
    office: str
    body: str
    office_name: str

    @classmethod
    def of(cls, row: Any) -> Standing:
        return cls(row[0], row[1], tuple(json.loads(row[2])), row[3], row[4], row[5])


@dataclass(frozen=True, slots=True)
class Staff:
    """Who holds which role today; ``inside``: (role, office, body)."""

    inside: frozenset[tuple[Role, str, str]]
    bodies: frozenset[tuple[Role, str]]
    outside: tuple[HeldRole, ...]


def idle_cases(database: Database, today: date) -> Iterator[Found]:
    """At most ``MOST`` of them, by their ids."""
    found, after = 0, ""
    while True:
        with look(database) as reader:
            staff = _staff(reader, today)
            page = [Standing.of(row) for row in reader.all(_CANDIDATES, {"after": after, "limit": PAGE})]
            idle = [one for one in page if not _rests(one) and not _waits_inside(one, staff) and not _waits(reader, one, staff)]
        for one in idle:
            yield _found(one)
            found += 1
            if found == MOST:
                return
        if len(page) < PAGE:
            return
        after = page[-1].id


def _staff(reader: Reader, today: date) -> Staff:
    rows = reader.all(_HOLDERS, {"today": today})
    inside = frozenset((Role(row[0]), row[1], row[3]) for row in rows if Role(row[0]) not in EXTERNAL)
    outside = tuple(HeldRole(Role(row[0]), row[1], row[2], row[3], principal=row[4]) for row in rows if Role(row[0]) in EXTERNAL)
    return Staff(inside, frozenset((role, body) for role, _, body in inside), outside)


def _rests(one: Standing) -> bool:
    """Whether the procedure itself lets the matter stand where it is: a register is kept, and waits for nobody."""
    return not set(procedure(one.procedure).resting).isdisjoint(one.configuration)


def _waits_inside(one: Standing, staff: Staff) -> bool:
    """Whether somebody within the house has the next step; most matters are settled by this quick look."""
    for role, duty in turns(one.procedure, one.configuration):
        if duty.done_by or duty.asked or role in EXTERNAL:
            continue
        if (role, one.office, one.body) in staff.inside if duty.own_office else (role, one.body) in staff.bodies:
            return True
    return False


def _waits(reader: Reader, one: Standing, staff: Staff) -> bool:
    """As the worklists say it, for everybody who could have this matter on theirs."""
    parts = reader.all(_PARTS, {"case": one.id})
    named = {name for part in parts for name in (part[1], part[2]) if name}
    held = [HeldRole(role, office, "", body) for role, office, body in staff.inside if body == one.body]
    held += [each for each in staff.outside if not named.isdisjoint((each.principal, each.office, each.office_name))]
    everybody = Viewer(person="", name="", office="", office_name="", roles=tuple(held))
    turn = mine(everybody)
    row = reader.one(f"SELECT 1 FROM case_file c WHERE c.id = :idle AND {turn.sql}", turn.params | {"idle": one.id})
    return row is not None


@cache
def turns(plan: str, configuration: tuple[str, ...]) -> tuple[tuple[Role, Duty], ...]:
    """Which roles have a turn in that place of the procedure."""
    return tuple(
        (role, duty) for role in Role for duty in duties(role)
        if duty.procedure == plan and not duty.states.isdisjoint(configuration)
    )  # fmt: skip


def _found(one: Standing) -> Found:
    plan = procedure(one.procedure)
    roles: Sequence[Role] = tuple(dict.fromkeys(role for role, _ in turns(one.procedure, one.configuration)))
    wanted = "、".join(role.label for role in roles) or "没有任何身份"
    stage = plan.stage_label(one.configuration)
    said = f"{one.office_name}承办的{plan.label}停在“{stage}”，没有运行的计时；可办理的身份（{wanted}）均无在岗人员。"
    return Found(Stuck.IDLE_CASE, one.id, said, one.id)
