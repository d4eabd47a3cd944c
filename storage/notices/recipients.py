"""Whom a row of the table of notices reaches: people who hold the role today and may see the matter, nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.casework.authority import EXTERNAL, HANDLERS
from states.casework.notices import Group, Reach
from states.dossier.vocabulary import Confidentiality, Role
from storage.people import known_all
from storage.queries.duties import duties, mine
from storage.queries.models import Viewer
from storage.queries.reading import Reader, marks
from storage.queries.visibility import Clause, visible

_MATTER = "SELECT id, number, title, procedure, stage, configuration, office_id, body_id, confidentiality, handler_id FROM case_file WHERE id = :case"
_HELD = """FROM person_role r JOIN person p ON p.id = r.person_id WHERE p.active AND r.since <= :today
 AND (r.until IS NULL OR r.until >= :today) AND r.role IN ({roles})"""
_DEPUTIES = """SELECT m.deputy_id FROM mandate m JOIN person_role r ON r.person_id = m.principal_id AND r.role = m.role
 WHERE m.since <= :today AND m.until >= :today AND r.since <= :today AND (r.until IS NULL OR r.until >= :today)
 AND r.role IN ({roles})"""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice needs to know of its matter."""

    id: str
    number: str
    title: str
    procedure: str
    stage: str
    states: frozenset[str]
    office: str
    body: str
    confidentiality: Confidentiality
    handler: str = ""  # who has it in hand


def matter_of(reader: Reader, case: str) -> Matter | None:
    row = reader.one(_MATTER, {"case": case})
    if row is None:
        return None
    states = frozenset(json.loads(row[5]))
    return Matter(row[0], row[1], row[2], row[3], row[4], states, row[6], row[7], Confidentiality(row[8]), row[9])


@dataclass(slots=True)
class Recipients:
    """The people around one matter, each looked up once; ``entered``: the states that the act led into."""

    reader: Reader
    matter: Matter
    today: date
    entered: frozenset[str]
    named: frozenset[str] = frozenset()  # in the message itself
    _viewers: dict[str, Viewer | None] = field(default_factory=dict)

    def of(self, group: Group, only: Collection[str] | None = None) -> tuple[str, ...]:
        """Their ids, in order; only of those who may see the matter, and of ``only`` these where they are given."""
        found = set(_FINDERS[group.reach](self, group))
        chosen = found if only is None else found.intersection(only)
        self._look_up(chosen)
        return tuple(person for person in sorted(chosen) if self._sees(person))

    def new_turn(self, _: Group) -> Iterable[str]:
        return self._on_turn(self.entered)

    def turn(self, _: Group) -> Iterable[str]:
        return self._on_turn(self.matter.states)

    def handlers(self, _: Group) -> Iterable[str]:
        all_of_them = set(self.in_office(Group(Reach.OFFICE, tuple(HANDLERS))))
        in_hand = self._in_hand(all_of_them)
        if in_hand:
            return in_hand
        return all_of_them & set(self.part(_)) or all_of_them

    def _in_hand(self, handlers: set[str]) -> set[str]:
        """Who has the matter in hand, with who stands in for that person; nobody when that person has left."""
        handler = self.matter.handler
        if handler not in handlers:
            return set()
        self._look_up(handlers)
        known = {one: viewer for one in handlers if (viewer := self._viewers[one])}
        return {handler} | {one for one, viewer in known.items() if any(held.principal == handler for held in viewer.roles)}

    def in_office(self, group: Group) -> Iterable[str]:
        return self._holders(group.roles, "r.office_id = :place", self.matter.office)

    def in_body(self, group: Group) -> Iterable[str]:
        return self._holders(group.roles, "r.body_id = :place", self.matter.body)

    def part(self, _: Group) -> Iterable[str]:
        rows = self.reader.all("SELECT person FROM case_part WHERE case_id = :case AND person <> ''", {"case": self.matter.id})
        return [row[0] for row in rows]

    def by_name(self, _: Group) -> Iterable[str]:
        return self.named

    def _on_turn(self, states: frozenset[str]) -> Iterable[str]:
        """Those for whom the matter waits now, in a role whose turn one of these states is."""
        roles = [role for role in Role if any(_theirs(self.matter, role, states))]
        near = self._holders([one for one in roles if one not in EXTERNAL], "r.body_id = :place", self.matter.body)
        far = self._holders([one for one in roles if one in EXTERNAL], "'' = :place", "")
        self._look_up({*near, *far})
        for person in {*near, *far}:
            viewer = self._viewers[person]
            held = tuple(one for one in viewer.roles if one.role in roles) if viewer else ()
            if viewer and held and self._fits(mine(viewer.model_copy(update={"roles": held}))):
                yield person

    def _holders(self, roles: Iterable[Role], place: str, where: str) -> list[str]:
        """Who holds one of the roles there today, for themselves or as a stand-in."""
        named, params = marks("r", [role.value for role in roles])
        if not params:
            return []
        sql = f"SELECT r.person_id {_HELD} AND {place} UNION {_DEPUTIES} AND {place}".format(roles=named)
        return [row[0] for row in self.reader.all(sql, params | {"today": self.today, "place": where})]

    def _look_up(self, persons: Collection[str]) -> None:
        new = [one for one in persons if one not in self._viewers]
        found = known_all(self.reader.connection, new, self.today) if new else {}
        self._viewers |= {one: Viewer.of(found[one]) if one in found else None for one in new}

    def _sees(self, person: str) -> bool:
        viewer = self._viewers[person]
        return viewer is not None and self._fits(visible(viewer))

    def _fits(self, clause: Clause) -> bool:
        sql = f"SELECT 1 FROM case_file c WHERE c.id = :the_case AND {clause.sql}"
        return self.reader.one(sql, clause.params | {"the_case": self.matter.id}) is not None


def _theirs(matter: Matter, role: Role, states: frozenset[str]) -> Iterable[bool]:
    return (one.procedure == matter.procedure and not states.isdisjoint(one.states) for one in duties(role))


_FINDERS: Mapping[Reach, Callable[[Recipients, Group], Iterable[str]]] = {
    Reach.NEW_TURN: Recipients.new_turn,
    Reach.TURN: Recipients.turn,
    Reach.HANDLERS: Recipients.handlers,
    Reach.OFFICE: Recipients.in_office,
    Reach.BODY: Recipients.in_body,
    Reach.PART: Recipients.part,
    Reach.NAMED: Recipients.by_name,
}


def entered_by(event: Mapping[str, Any] | None) -> frozenset[str]:
    """The states that an act led into, as its event tells."""
    return frozenset(event["to"]) - frozenset(event["from"]) if event else frozenset()
