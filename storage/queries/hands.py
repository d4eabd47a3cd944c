"""责任: whose acts they were, in which role, for whom; what was returned and what ran out after them; of a person and of an office.

As with the figures, one condition says what is meant (``_meant``): the numbers of the years count by it, the lists select by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.errors import NotFound
from states.procedures import supervision_order
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.figure_shapes import Count
from storage.queries.hand_shapes import HandRow, PersonView, RoleHeld, StandIn, YearLine
from storage.queries.models import Page, Viewer
from storage.queries.reading import Reader, cursor_of, page_of, place_of, within
from storage.queries.showing import lookup, role_label
from storage.queries.timeline import KINDS as EVENT_KINDS
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date
from storage.standing import tally

LINK = "/responsibility/people"
MAY = (Role.SUPERVISOR, Role.HEAD, Role.AGENCY_HEAD)  # besides everybody of their own acts
HAND = "FROM hand h JOIN case_file c ON c.id = h.case_id"
ACTED = "h.kind, h.act, h.role, h.person_id, h.represented"
FIRSTS = """FROM (SELECT g.case_id, min(g.on_day) AS first FROM hand g WHERE g.person_id = :person GROUP BY g.case_id) h
 JOIN case_file c ON c.id = h.case_id"""
RETURNING = " OR ".join(
    f"(c.procedure = '{one.name}' AND r.act IN ({', '.join(repr(step) for step in one.returns)}))" for one in PROCEDURES.values() if one.returns
)
# Acts that led into what a returning step led out of; found from those few steps, not from all that somebody did.
RETURNED = f"""FROM (SELECT DISTINCT s.case_id, s.seq FROM hand r JOIN case_file c ON c.id = r.case_id
 JOIN stay s ON s.case_id = r.case_id AND s.until_seq = r.seq WHERE r.kind = 'step' AND ({RETURNING})) b
 JOIN hand h ON h.case_id = b.case_id AND h.seq = b.seq JOIN case_file c ON c.id = h.case_id"""
# By the matter's own few acts: the index by person would be read anew for every delay.
HANDLED = "EXISTS (SELECT 1 FROM hand h WHERE h.case_id = c.id AND h.person_id || '' = :person AND h.on_day <= x.due_on)"
ROLES = """SELECT r.role, r.office_id, r.since, r.until FROM person_role r WHERE r.person_id = :person ORDER BY r.since, r.role"""
MANDATES = """SELECT m.principal_id, m.deputy_id, m.role, m.since, m.until, m.basis FROM mandate m
 WHERE m.principal_id = :person OR m.deputy_id = :person ORDER BY m.since, m.id"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A number of the page: what is counted, by which day, and how its rows are told."""

    name: str
    label: str
    source: str
    where: str
    day: str
    key: str
    what: str


KINDS_SHOWN: Mapping[str, Kind] = {
    one.name: one
    for one in (
        Kind("matters", "经手的事项", FIRSTS, "1 = 1", "h.first", "c.id", "'', '', '', '', ''"),
        Kind("acts", "办理的行为", HAND, "h.person_id = :person", "h.on_day", "h.seq", ACTED),
        Kind("stood_in", "代他人办理", HAND, "h.person_id = :person AND h.represented <> ''", "h.on_day", "h.seq", ACTED),
        Kind("by_deputy", "由他人代办", HAND, "h.represented = :person", "h.on_day", "h.seq", ACTED),
        Kind("returned", "办理后被退回", RETURNED, "h.person_id = :person", "h.on_day", "h.seq", ACTED),
        Kind("delays", "经手事项此后超期的期限", "FROM escalation x JOIN case_file c ON c.id = x.case_id", f"x.rung = 1 AND {HANDLED}", "x.due_on", "x.timer_name",
             "'', x.label, '', '', ''"),
        Kind("orders", "经手事项的督办单", "FROM case_file c JOIN stay s ON s.case_id = c.id AND s.seq = 1",
             f"c.procedure = '{supervision_order.NAME}' AND c.parent_id IN (SELECT h.case_id FROM hand h WHERE h.person_id = :person)", "s.since", "s.state",
             "'', '', '', '', ''"),
    )
}  # fmt: skip


def person_view(database: Database, viewer: Viewer, person: str) -> PersonView:
    """NotFound for a person that there is not, or whose acts the viewer may not look at."""
    with tally(database) as reader:
        name, office = _need(reader, viewer, person)
        sums = {kind: _by_year(reader, viewer, person, kind) for kind in KINDS_SHOWN}
        roles = reader.all(ROLES, {"person": person})
        mandates = reader.all(MANDATES, {"person": person})
        offices = lookup(reader, "office", [office, *(row[1] for row in roles)])
        people = lookup(reader, "person", [one for row in mandates for one in row[:2]])
    years = sorted({year for by in sums.values() for year in by}, reverse=True)
    return PersonView(
        person=person, name=name, office=office, office_name=offices.get(office, office),
        roles=tuple(
            RoleHeld(label=role_label(row[0]), office_name=offices.get(row[1], row[1]), since=as_date(row[2]), until=as_date(row[3]) if row[3] else None)
            for row in roles
        ),
        mandates=tuple(
            StandIn(principal=row[0], principal_name=people.get(row[0], row[0]), deputy=row[1], deputy_name=people.get(row[1], row[1]),
                    label=role_label(row[2]), since=as_date(row[3]), until=as_date(row[4]), basis=row[5])
            for row in mandates
        ),
        heads=tuple(one.label for one in KINDS_SHOWN.values()),
        years=tuple(_line(person, year, sums) for year in (*years, 0)),
    )  # fmt: skip


def hand_rows(
    database: Database, viewer: Viewer, person: str, kind: str, year: str = "", cursor: str | None = None, limit: int = 50
) -> Page[HandRow]:
    """Exactly what a number of the page counts, the newest first."""
    chosen, limit = kind_of(kind), within(limit)
    with tally(database) as reader:
        _need(reader, viewer, person)
        clause = _meant(viewer, person, chosen, year)
        params: dict[str, Any] = clause.params | {"limit": limit + 1}
        key = f"CAST({chosen.key} AS text)"
        sql = f"SELECT c.id, c.number, c.title, c.procedure, {chosen.day}, {key}, {chosen.what} {chosen.source} WHERE {clause.sql}"
        if cursor:
            params["day"], params["case_after"], params["key_after"] = place_of(cursor, date, str, str)
            sql += f" AND ({chosen.day}, c.id, {key}) < (:day, :case_after, :key_after)"
        found = reader.all(f"{sql} ORDER BY {chosen.day} DESC, c.id DESC, {key} DESC LIMIT :limit", params)
        names = lookup(reader, "person", [one for row in found for one in row[9:11]])
    return page_of([_row(row, names) for row in found], limit, [cursor_of(as_date(row[4]), row[0], row[5]) for row in found])


def kind_of(name: str) -> Kind:
    found = KINDS_SHOWN.get(name)
    if found is None:
        raise NotFound("没有这一项数据，请从责任页面中选择。")
    return found


def may_look(viewer: Viewer, person: str, body: str) -> bool:
    """Oneself; and who supervises or heads the body."""
    return person == viewer.person or any(one.role in MAY and one.body == body for one in viewer.roles)


def _need(reader: Reader, viewer: Viewer, person: str) -> tuple[str, str]:
    row = reader.one("SELECT p.name, p.office_id, f.body_id FROM person p JOIN office f ON f.id = p.office_id WHERE p.id = :person", {"person": person})
    if row is None or not may_look(viewer, person, row[2]):
        raise NotFound("没有这一人员，或者您无权查看。")
    return row[0], row[1]


def _meant(viewer: Viewer, person: str, kind: Kind, year: str = "") -> Clause:
    seen = visible(viewer)
    sql, params = f"{kind.where} AND {seen.sql}", seen.params | {"person": person}
    return Clause(f"{sql} AND {_year(kind)} = :year", params | {"year": year}) if year else Clause(sql, params)


def _year(kind: Kind) -> str:
    return f"substr(CAST({kind.day} AS text), 1, 4)"


def _by_year(reader: Reader, viewer: Viewer, person: str, kind: str) -> dict[int, int]:
    chosen = KINDS_SHOWN[kind]
    clause = _meant(viewer, person, chosen)
    return {int(year): number for year, number in reader.all(f"SELECT {_year(chosen)}, count(*) {chosen.source} WHERE {clause.sql} GROUP BY 1", clause.params)}


def _line(person: str, year: int, sums: Mapping[str, Mapping[int, int]]) -> YearLine:
    def count(kind: str) -> int:
        return sums[kind].get(year, 0) if year else sum(sums[kind].values())

    def link(kind: str) -> str:
        return f"{LINK}/{person}/{kind}" + (f"?{urlencode({'year': year})}" if year else "")

    return YearLine(year=year, cells=tuple(Count(count=count(kind), link=link(kind)) for kind in KINDS_SHOWN))


def _row(row: Any, names: Mapping[str, str]) -> HandRow:
    kind, act, role, by, represented = row[6:11]
    return HandRow(
        case=row[0], number=row[1], title=row[2], on=as_date(row[4]), what=_what(row[3], kind, act), as_what=role_label(role) if role else "",
        by=by, by_name=names.get(by, by), for_name=names.get(represented, represented),
    )  # fmt: skip


def _what(procedure: str, kind: str, act: str) -> str:
    """An act in the words of its procedure; what is no act is told as it stands."""
    plan = PROCEDURES[procedure]
    if kind == "opened":
        return plan.begun
    if kind == "step" and act in plan.steps:
        return plan.steps[act].label
    if act in KINDS:
        return f"{EVENT_KINDS[kind]}：{KINDS[act].label}" if kind in EVENT_KINDS else KINDS[act].label
    return EVENT_KINDS.get(kind, act)
