"""The dossier of a matter as the core sees it, read without a lock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from states.casework.naming import recognised
from states.casework.ports import Credentials
from states.dossier.model import Dossier, Entry, OpinionCounts, Part, in_place
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotFound
from states.law.almanac import Almanac
from states.law.conditions.archiving import SEAL, SEALING
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.base import Procedure
from states.procedures.catalogue import procedure
from storage import families, held_packages, register, statements
from storage.calendars import VERSION, almanac_at
from storage.driver_sql import run
from storage.earlier_fines import StoredFines
from storage.queries.models import Viewer
from storage.queries.reading import Reader, marks
from storage.queries.visibility import unknown, visible
from storage.reviving import as_date, revive_entry

ENTRIES = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case ORDER BY e.seq, e.place"
COLUMNS = """c.id, c.number, c.procedure, c.title, c.office_id, c.body_id, c.confidentiality, c.law_as_of, c.overlays,
 c.configuration, c.version, c.parts, c.parent_id, c.entered"""
Above = Callable[[str], Dossier | None]
COUNTS = f"SELECT {statements.COUNTS} FROM opinion_count o WHERE o.case_id = :case"


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter that the viewer may see, with its procedure and the law that holds for it today."""

    dossier: Dossier
    plan: Procedure
    moment: Moment

    @property
    def in_order(self) -> Dossier:
        """As the writing path sees it: corrections in the place of what they correct. Lists show entries as they came in."""
        return replace(self.dossier, entries=in_place(self.dossier.entries))


def open_seen(reader: Reader, viewer: Viewer, today: date, case: str) -> Seen:
    """Read a matter; NotFound when it is absent or not to be seen."""
    clause = visible(viewer)
    row = reader.one(
        f"SELECT {COLUMNS} FROM case_file c WHERE c.id = :case AND {clause.sql}", clause.params | {"case": case}
    )
    if row is None:
        raise unknown()
    seen = _read(reader, row, today)
    looking = Credentials(viewer.person, viewer.name, True, (), viewer.office, viewer.office_name)
    return replace(seen, dossier=recognised(seen.dossier, looking))


def open_any(reader: Reader, today: date, asked: str) -> Seen:
    """Read a matter by identifier or number for whoever runs the machine and holds the database anyway; what is told of
    it must carry nothing that people wrote. NotFound when there is none."""
    row = reader.one(f"SELECT {COLUMNS} FROM case_file c WHERE :asked IN (c.id, c.number)", {"asked": asked})
    if row is None:
        raise NotFound(f"没有编号为“{asked}”的事项。")
    return _read(reader, row, today)


def open_many(reader: Reader, today: date, cases: Sequence[str]) -> Iterator[Seen]:
    """Read matters for a flow, which is nobody's eye; what they have in common (the matter above, the law here) is read once."""
    asked, names = partial(run, reader.database, reader.connection), register.names(reader.database, reader.connection)
    above = cache(lambda case: families.matter(asked, case, names=names))
    here = (confirmed(reader), almanac(reader))
    named, params = marks("om", cases)
    for row in reader.all(f"SELECT {COLUMNS} FROM case_file c WHERE c.id IN ({named}) ORDER BY c.id", params):
        yield _read(reader, row, today, here, above)


def _read(
    reader: Reader, row: Any, today: date, here: tuple[frozenset[str], Almanac] | None = None, above: Above | None = None
) -> Seen:
    case = row[0]
    entries = tuple(revive_entry(tuple(one)) for one in reader.all(ENTRIES, {"case": case}))
    counts = reader.one(COUNTS, {"case": case})
    dossier = _dossier(row, entries, OpinionCounts(*counts) if counts else OpinionCounts())
    dossier = replace(dossier, names=register.names(reader.database, reader.connection))
    rules, days = here or (confirmed(reader), almanac(reader))
    law = law_view(dossier.law_as_of, dossier.overlays, rules, almanac=days)
    plan = procedure(dossier.procedure)
    return Seen(_with_kin(reader, dossier, plan, above), plan, Moment(today, law))


def _with_kin(reader: Reader, dossier: Dossier, plan: Procedure, above: Above | None = None) -> Dossier:
    """The matter above, the evaluations below and what the archive holds, as the writing path sees them: a checklist tells the same."""
    asked = partial(run, reader.database, reader.connection)
    if plan.belongs_to and dossier.parent:
        found = above(dossier.parent) if above else families.matter(asked, dossier.parent, names=dossier.names)
        dossier = replace(dossier, above=found, fines=StoredFines(reader.database, reader.connection))
    if dossier.has(SEAL) or (SEALING in plan.steps and plan.available(plan.steps[SEALING], dossier.configuration)):
        dossier = replace(dossier, kept=held_packages.kept(asked, dossier.id))
    if not set(plan.evaluated).isdisjoint(dossier.configuration):
        return replace(dossier, evaluations=families.evaluations(asked, dossier.id))
    return dossier


def _dossier(row: Any, entries: tuple[Entry, ...], opinions: OpinionCounts) -> Dossier:
    return Dossier(
        id=row[0], number=row[1], procedure=row[2], title=row[3], office=row[4], body=row[5],
        confidentiality=Confidentiality(row[6]), law_as_of=as_date(row[7]), overlays=tuple(json.loads(row[8])),
        configuration=tuple(json.loads(row[9])), version=row[10], entries=entries,
        parts=tuple(Part(person, Role(role), employer) for person, role, employer in json.loads(row[11])),
        opinions=opinions, parent=row[12],
        entered={state: date.fromisoformat(day) for state, day in json.loads(row[13]).items()},
    )  # fmt: skip


def almanac(reader: Reader) -> Almanac:
    """The days off published here."""
    return almanac_at(reader.database, reader.number(VERSION, {}), reader.all)


def confirmed(reader: Reader) -> frozenset[str]:
    """The 待核实 rules that were confirmed here."""
    return frozenset(str(row[0]) for row in reader.all("SELECT rule FROM confirmed_rule", {}))
