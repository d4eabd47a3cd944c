"""Who may have a matter in hand and who may be sent it to read, for choosing; what an assignment would come to, before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from states.casework.authority import ADMINISTRATORS, EXTERNAL, HANDLERS
from states.casework.commands import Actor, HandOver
from states.casework.decide import Context, new_id
from states.casework.handling import COORDINATORS, coordinates, hand_over
from states.casework.ports import Credentials, Holding
from states.dossier.vocabulary import Role
from states.errors import DomainError
from storage import handling as stored
from storage.database import Database
from storage.driver_sql import run
from storage.people import HeldRole, known_all
from storage.queries.dossiers import open_seen
from storage.queries.holders import holder_of
from storage.queries.list_shapes import SentView
from storage.queries.models import Shown, Viewer
from storage.queries.reading import Reader, look, marks
from storage.queries.visibility import need_visible, visible
from storage.reviving import as_moment

_COLLEAGUES = """SELECT DISTINCT p.id, p.name, f.name, r.office_id FROM person_role r JOIN person p ON p.id = r.person_id JOIN office f ON f.id = r.office_id
 WHERE p.active AND r.since <= :today AND (r.until IS NULL OR r.until >= :today) AND r.role {roles} AND r.{place} IN ({places}) ORDER BY f.name, p.name, p.id"""
_CIRCULATED = """SELECT k.event_seq, coalesce(s.name, k.sender_id), k.remark, k.sent_at, k.read_at, coalesce(p.name, k.person_id), k.person_id
 FROM circulation k LEFT JOIN person s ON s.id = k.sender_id LEFT JOIN person p ON p.id = k.person_id
 WHERE k.case_id = :case ORDER BY k.event_seq DESC, p.name, k.person_id"""


class Colleague(Shown):
    """Somebody to choose."""

    id: str
    name: str
    office: str


class ReaderView(Shown):
    """One reader of a matter that was sent round."""

    person: str
    name: str
    read_at: datetime | None


class CirculationView(Shown):
    """One sending round."""

    sent: SentView
    readers: tuple[ReaderView, ...]


class Foreseen(Shown):
    """What an assignment of one matter would come to; ``why_not`` is empty when it would be made."""

    case: str
    number: str
    title: str
    handler: str
    handler_name: str
    why_not: str


def acting_on(viewer: Viewer, office: str, body: str, *, claiming: bool) -> Actor | None:
    """In which of their roles the viewer settles who handles a matter of that office; None when in none of them."""
    leads = [one for one in viewer.roles if coordinates(one.role, one.office, one.body, office, body)]
    own = [one for one in viewer.roles if one.role in HANDLERS and (one.office, one.body) == (office, body)]
    found = [*own, *leads] if claiming else [*leads, *own]
    return Actor(viewer.person, found[0].role, found[0].principal) if found else None


def assignable(database: Database, viewer: Viewer, today: date) -> tuple[Colleague, ...]:
    """The handlers among whom the viewer may choose: of the offices that the viewer coordinates."""
    whole = sorted({one.body for one in viewer.roles if one.role in COORDINATORS and one.role is not Role.OFFICE_HEAD})
    offices = sorted({one.office for one in viewer.roles if one.role is Role.OFFICE_HEAD})
    roles, held = marks("hr", sorted(role.value for role in HANDLERS))
    found: dict[str, Colleague] = {}
    with look(database) as reader:
        for place, places in (("body_id", whole), ("office_id", offices)):
            named, params = marks("hp", places)
            sql = _COLLEAGUES.format(roles=f"IN ({roles})", place=place, places=named)
            for row in reader.all(sql, params | held | {"today": today}) if places else ():
                found.setdefault(row[0], Colleague(id=row[0], name=row[1], office=row[2]))
    return tuple(found.values())


def assignable_to(database: Database, viewer: Viewer, today: date, case: str) -> tuple[Colleague, ...]:
    """The handlers of the office that sponsors this matter."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        office = reader.one("SELECT c.office_id FROM case_file c WHERE c.id = :case", {"case": case})[0]
        roles, held = marks("hr", sorted(role.value for role in HANDLERS))
        sql = _COLLEAGUES.format(roles=f"IN ({roles})", place="office_id", places=":office")
        found = reader.all(sql, held | {"today": today, "office": office})
    return tuple(Colleague(id=row[0], name=row[1], office=row[2]) for row in found)


def readers_for(database: Database, viewer: Viewer, today: date, case: str) -> tuple[Colleague, ...]:
    """The colleagues who may see this matter: each is asked what their own lists would show."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        body = reader.one("SELECT c.body_id FROM case_file c WHERE c.id = :case", {"case": case})[0]
        outside, held = marks("ro", sorted(role.value for role in EXTERNAL | ADMINISTRATORS))
        found = reader.all(_COLLEAGUES.format(roles=f"NOT IN ({outside})", place="body_id", places=":body"), held | {"today": today, "body": body})
        people = {row[0]: Colleague(id=row[0], name=row[1], office=row[2]) for row in found if row[0] != viewer.person}
        return tuple(people[one] for one in _seeing(reader, case, people, today))


def _seeing(reader: Reader, case: str, persons: Iterable[str], today: date) -> list[str]:
    """Those of them who may see the matter; people with the same duties are asked for once."""
    persons = tuple(persons)
    known = known_all(reader.connection, persons, today)
    answers: dict[tuple[tuple[HeldRole, ...], str], bool] = {}
    seeing = []
    for person in persons:
        who = known[person]
        like = (who.roles, person if any(one.role in EXTERNAL for one in who.roles) else "")
        if like not in answers:
            clause = visible(Viewer.of(who))
            row = reader.one(f"SELECT 1 FROM case_file c WHERE c.id = :the_case AND {clause.sql}", clause.params | {"the_case": case})
            answers[like] = row is not None
        if answers[like]:
            seeing.append(person)
    return seeing


def circulated(database: Database, viewer: Viewer, case: str) -> tuple[CirculationView, ...]:
    """To whom the matter was sent and who has read it, the newest first."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        found = reader.all(_CIRCULATED, {"case": case})
    sent: dict[int, list[ReaderView]] = {}
    for row in found:
        sent.setdefault(row[0], []).append(ReaderView(person=row[6], name=row[5], read_at=as_moment(row[4]) if row[4] else None))
    first = {row[0]: row for row in reversed(found)}
    return tuple(
        CirculationView(
            sent=SentView(seq=seq, sender=first[seq][1], remark=first[seq][2], sent_at=as_moment(first[seq][3]), read=all(one.read_at for one in readers)),
            readers=tuple(readers),
        )
        for seq, readers in sent.items()
    )


def foreseen(
    database: Database, viewer: Viewer, now: datetime, today: date, cases: Sequence[str], handler: str, *, claiming: bool
) -> tuple[Foreseen, ...]:
    """The same decision as the writing path takes, on the matters as they stand; nothing is written. NotFound for one not to be seen."""
    with look(database) as reader:
        people = stored.people(lambda sql, given: run(database, reader.connection, sql, given), (handler, viewer.person), today)
        return tuple(_foreseen(reader, viewer, now, today, case, handler, people, claiming=claiming) for case in cases)


def _foreseen(
    reader: Reader, viewer: Viewer, now: datetime, today: date, case: str, handler: str, people: dict[str, Credentials], *, claiming: bool
) -> Foreseen:
    seen, holder = open_seen(reader, viewer, today, case), holder_of(reader, case)
    dossier = seen.dossier
    actor = acting_on(viewer, dossier.office, dossier.body, claiming=claiming) or Actor(viewer.person, viewer.roles[0].role if viewer.roles else Role.PUBLIC)
    held = tuple(Holding(one.role, one.office, one.body, one.principal) for one in viewer.roles)
    context = Context(seen.moment, now, Credentials(viewer.person, viewer.name, True, held, viewer.office, viewer.office_name), {0: new_id(now)})
    around = people | stored.people(lambda sql, given: run(reader.database, reader.connection, sql, given), (holder.person,), today)
    why_not = ""
    try:
        hand_over(dossier, HandOver(actor, case, "preview", handler=handler, instead_of=holder.person), holder.person, around, context)
    except DomainError as refusal:
        why_not = refusal.message
    return Foreseen(case=case, number=dossier.number, title=dossier.title, handler=holder.person, handler_name=holder.name, why_not=why_not)
