"""Who answers for what, for ever: the trace of a matter, the list of what lies undecided, the figures of a year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, extract, func, select

from states.dossier.minutes import dissenting
from states.dossier.model import Entry as DossierEntry
from states.dossier.model import Names
from states.dossier.vocabulary import Role
from states.law.effects import effect
from storage.database import Database
from storage.register import names
from storage.reviving import as_date, revive_entry
from storage.tables import CaseFile, CasePart, Entry, Event, Office, OpinionCount

STARTED = ("started", "drafting", "arguing", "legality_review", "tabled", "deliberating")
MANY_DAYS = 180


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part in a matter: acting and represented, in which role, in which acts."""

    person: str
    name: str
    role: Role
    employer: str
    acts: tuple[tuple[int, str, str], ...]  # (event, label, legal day)
    refused: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """A member's view against the decision, kept for ever (L713 art. 38(3))."""

    name: str
    statement: str
    meeting_on: date
    entry: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that a supervisor needs to trace responsibility years later."""

    shares: tuple[Share, ...]
    dissents: tuple[Dissent, ...]
    liability: tuple[DossierEntry, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A matter that was started and lies undecided."""

    case: str
    number: str
    title: str
    office: str
    stage: str
    started_on: date
    planned_on: date | None
    days: int
    overdue: bool


@effect("D-LIA-01", "D-LIA-02", "D-LIA-04", "D-LIA-05", "D-LIA-06", "D-LIA-07", "D-LIA-08", "D-LIA-09", "D-SCOPE-09")
def trace(database: Database, case: str) -> Trace:
    """Who did what in which role on a matter, with every dissent and liability order; nothing of it is ever purged.

    Roles and employers are those of the day of the act, also of people who have left since (L713 art. 38(2)).
    """
    with database.reading() as connection:
        return Trace(_shares(connection, case, names(database, connection)), _dissents(connection, case), _entries(connection, case, "liability_order"))


def _entries(connection: Connection, case: str, kind: str) -> tuple[DossierEntry, ...]:
    gone = select(Entry.supersedes).where(Entry.case_id == case, Entry.supersedes != "")
    columns = (Entry.id, Entry.kind, Entry.fields, Entry.on_day, Entry.recorded_at, Entry.person_id, Entry.role,
               Entry.represented, Entry.supersedes, Entry.digest)  # fmt: skip
    found = connection.execute(
        select(*columns).where(Entry.case_id == case, Entry.kind == kind, Entry.id.not_in(gone)).order_by(Entry.seq, Entry.place)
    )
    return tuple(revive_entry(row) for row in found)


def _dissents(connection: Connection, case: str) -> tuple[Dissent, ...]:
    return tuple(
        Dissent(member.name, member.statement, minutes.on, minutes.id)
        for minutes in _entries(connection, case, "meeting_minutes")
        for member in dissenting(minutes)
    )


def _shares(connection: Connection, case: str, called: Names) -> tuple[Share, ...]:
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    parts = connection.execute(select(CasePart.person, CasePart.role, CasePart.employer).where(CasePart.case_id == case))
    for person, role, employer in parts:
        found[person, role, called.office(employer)] = {"acts": [], "refused": 0}
    bodies = connection.execute(
        select(Event.seq, Event.kind, Event.on_day, Event.body).where(Event.case_id == case, Event.kind.not_in(("opinion", "opinion_end"))).order_by(Event.seq)
    )
    for seq, kind, on, body in bodies:
        said = json.loads(body)
        actor = said["actor"]
        for person in filter(None, (actor["person"], actor["represented"])):
            share = found.setdefault((person, actor["role"], actor["office"]), {"acts": [], "refused": 0})
            if kind == "refused":
                share["refused"] += 1
            else:
                share["acts"].append((seq, said["label"], as_date(on).isoformat()))
    return tuple(
        Share(person, called.person(person), Role(role), employer, tuple(kept["acts"]), kept["refused"])
        for (person, role, employer), kept in sorted(found.items())
    )


@effect("D-LIA-03")
def undecided(database: Database, body: str, today: date) -> tuple[Undecided, ...]:
    """Matters started and not decided, the oldest first; overdue past their planned day or after half a year.

    L713 art. 38(2): leaving undecided what is due in time is itself a ground of liability.
    """
    with database.reading() as connection:
        rows = connection.execute(
            select(CaseFile.id, CaseFile.number, CaseFile.title, Office.name, CaseFile.stage)
            .join(Office, Office.id == CaseFile.office_id)
            .where(CaseFile.body_id == body, CaseFile.stage.in_(STARTED), CaseFile.procedure == "major_decision")
        ).all()
        found = [_waiting(connection, row, today) for row in rows]
    return tuple(sorted((one for one in found if one), key=lambda one: -one.days))


def _waiting(connection: Connection, row: Any, today: date) -> Undecided | None:
    starts = _entries(connection, row[0], "start_decision")
    if not starts:
        return None
    began, planned = starts[-1].on, starts[-1].day("planned_on")
    days = (today - began).days
    late = today > planned if planned else days > MANY_DAYS
    return Undecided(*row, began, planned, days, late)


@effect("D-SCOPE-10", "D-SCOPE-11", "D-MON-02", "D-ARC-03")
def compliance_figures(database: Database, body: str, year: int) -> dict[str, int]:
    """The figures of one decision body and year for its appraisal, inspection and audit (L713 arts. 8, 9)."""
    with database.reading() as connection:
        own = select(CaseFile.id).where(CaseFile.body_id == body, CaseFile.procedure == "major_decision")

        def events(kind: str, *acts: str) -> int:
            wanted = [Event.kind == kind, Event.case_id.in_(own), extract("year", Event.on_day) == year]
            chosen = select(func.count()).select_from(Event).where(*wanted, *([Event.act.in_(acts)] if acts else []))
            return int(connection.execute(chosen).scalar_one())

        figures = {
            "opened": events("opened"),
            "decided": events("step", "adopt", "adopt_with_changes"),
            "rejected": events("step", "reject"),
            "published": events("step", "publish"),
            "withheld": events("step", "withhold_publication"),
            "legality_reviews": events("step", "find_lawful", "find_lawful_if_changed", "find_unlawful", "state_legal_risk"),
            "risk_assessments": events("step", "conclude_risk_assessment"),
            "hearings": events("step", "hold_hearing"),
            "evaluations": events("step", "open_evaluation"),
            "refusals": events("refused"),
            "deadlines_missed": events("deadline") - _warnings(connection, own, year),
            "public_feedback": _feedback(connection, own, year),
            "closed_not_transferred": _not_transferred(connection, own),
        }
        opinions = select(func.coalesce(func.sum(OpinionCount.received), 0)).where(OpinionCount.case_id.in_(own))
        return figures | {"opinions": int(connection.execute(opinions).scalar_one())}


def _warnings(connection: Connection, own: Any, year: int) -> int:
    warned = select(func.count()).select_from(Event).where(
        Event.kind == "deadline", Event.act.like("warn:%"), Event.case_id.in_(own), extract("year", Event.on_day) == year
    )  # fmt: skip
    return int(connection.execute(warned).scalar_one())


def _feedback(connection: Connection, own: Any, year: int) -> int:
    found = connection.execute(
        select(Entry.fields).where(Entry.kind == "public_feedback", Entry.case_id.in_(own), extract("year", Entry.on_day) == year)
    )
    return sum(int(json.loads(row[0]).get("number", 0)) for row in found)


def _not_transferred(connection: Connection, own: Any) -> int:
    given = select(Entry.case_id).where(Entry.kind == "archive_transfer")
    closed = select(func.count()).select_from(CaseFile).where(
        CaseFile.id.in_(own), CaseFile.stage == "closed", CaseFile.id.not_in(given)
    )  # fmt: skip
    return int(connection.execute(closed).scalar_one())

