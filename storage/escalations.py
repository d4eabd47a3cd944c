"""逐级督办: the supervisor's list squared with the clocks, and each lapsed clock raised rung by rung."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from states.casework.decide import new_id
from states.casework.events import canonical
from states.law.almanac import Almanac
from states.law.calendar import WorkCalendar
from states.law.lights import Rung, Scheme, calendar_for, light, scheme_for
from storage.calendars import almanac_on
from storage.database import Database
from storage.driver_sql import run, skipping_locked
from storage.queries.chips import floors
from storage.queries.reading import marks
from storage.reviving import as_date

BATCH = 100
_MISSING = """SELECT t.case_id, t.name, t.label, t.rule, t.due_on, c.overlays, c.office_id FROM timer t
 JOIN case_file c ON c.id = t.case_id WHERE t.status = 'fired' AND t.name NOT IN ({floors})
 AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.case_id = t.case_id AND e.timer_name = t.name
 AND e.due_on = t.due_on AND e.rung = 1) ORDER BY t.due_on, t.id LIMIT :limit"""
_GROUND = """EXISTS (SELECT 1 FROM timer t WHERE t.case_id = escalation.case_id
 AND t.name = escalation.timer_name AND t.due_on = escalation.due_on AND t.status = 'fired')"""
_GROUNDLESS = f"status = 'open' AND NOT {_GROUND}"
_CLIMBING = """SELECT e.case_id, e.timer_name, e.label, e.rule, e.due_on, c.overlays, c.office_id, e.rung, e.id
 FROM escalation e JOIN case_file c ON c.id = e.case_id WHERE e.status = 'open' AND e.next_on <= :today
 ORDER BY e.next_on, e.id LIMIT :limit"""
_ADD = """INSERT INTO escalation (id, case_id, timer_name, label, rule, due_on, rung, opened_at, status, light, told, lit, next_on)
 VALUES (:id, :case, :timer, :label, :rule, :due, :rung, :now, 'open', :light, :told, :lit, :next)
 ON CONFLICT (case_id, timer_name, due_on, rung) DO NOTHING"""
_TELL = """INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES (:id, :case, 'escalated', :payload, :now, :now, 0, 'waiting', '', '')"""


@dataclass(frozen=True, slots=True)
class Squared:
    """What a batch did to the list."""

    opened: int
    raised: int
    closed: int

    @property
    def any(self) -> bool:
        return bool(self.opened or self.raised or self.closed)


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A clock that has run out, with the parameters of its place."""

    case: str
    timer: str
    label: str
    rule: str
    due_on: date
    places: tuple[str, ...]
    office: str
    calendar: WorkCalendar

    @classmethod
    def of(cls, row: Any, almanac: Almanac) -> Lapsed:
        places = tuple(json.loads(row[5]))
        return cls(row[0], row[1], row[2], row[3], as_date(row[4]), places, row[6], calendar_for(places, almanac))

    @property
    def scheme(self) -> Scheme:
        return scheme_for(self.places)

    def opens(self, rung: Rung) -> date:
        return rung.opens_on(self.due_on, self.calendar)

    def next_on(self, number: int) -> date | None:
        """When the rung above opens; None on top."""
        above = self.scheme.rung(number + 1)
        return self.opens(above) if above else None


def anything_to_escalate(database: Database, today: date) -> bool:
    """Whether the list and the clocks disagree, or some clock is to be raised."""
    asked: tuple[tuple[str, dict[str, Any]], ...] = ((*_missing(today, 1),), (f"SELECT 1 FROM escalation WHERE {_GROUNDLESS} LIMIT 1", {}),
             (_CLIMBING, {"today": today, "limit": 1}))  # fmt: skip
    with database.reading() as connection:
        return any(run(database, connection, sql, params).first() is not None for sql, params in asked)


def _missing(today: date, limit: int) -> tuple[str, dict[str, Any]]:
    """Lapsed clocks that are on no list; a minimum time that is over is nobody's delay."""
    named, params = marks("f", sorted(floors(today)))
    return _MISSING.format(floors=named.replace("NULL", "''")), params | {"limit": limit}


def square_escalations(database: Database, now: datetime, today: date, limit: int = BATCH) -> Squared:
    """Each lapsed clock stands on the list once, on the rung that its delay has reached; a stopped one no more.

    ``today`` is the legal day. Every rung is told once, and none but the first on a day of rest.
    """
    opened = raised = 0
    with database.writing() as connection:
        almanac = almanac_on(database, connection)
        closed = run(database, connection, f"UPDATE escalation SET status = 'closed' WHERE {_GROUNDLESS}", {}).rowcount
        for row in run(database, connection, *_missing(today, limit)).all():
            lapsed = Lapsed.of(row, almanac)
            opened += _open(database, connection, lapsed, lapsed.scheme.ladder[0], now, today)
        sql = _CLIMBING + skipping_locked(database, "e")
        for row in run(database, connection, sql, {"today": today, "limit": limit}).all():
            raised += _climb(database, connection, Lapsed.of(row, almanac), row[7], row[8], now, today)
    return Squared(opened, raised, int(closed))


def _climb(
    database: Database, connection: Connection, lapsed: Lapsed, rung: int, id: str, now: datetime, today: date
) -> int:
    """Raise by one rung; a day that has moved since (calendar, day of rest) is written down anew instead."""
    above, calendar = lapsed.scheme.rung(rung + 1), lapsed.calendar
    later = max(lapsed.opens(above), calendar.next_workday(today)) if above else None
    if above is None or later is None or later > today:
        run(database, connection, "UPDATE escalation SET next_on = :next WHERE id = :id", {"next": later, "id": id})
        return 0
    raised = "UPDATE escalation SET status = 'raised', next_on = NULL WHERE id = :id"
    run(database, connection, raised, {"id": id})
    return _open(database, connection, lapsed, above, now, today)


def _open(database: Database, connection: Connection, lapsed: Lapsed, rung: Rung, now: datetime, today: date) -> int:
    """Put the clock on the list on that rung, with a notice; nothing when it stood there before."""
    lit = light(lapsed.scheme, lapsed.timer, lapsed.due_on, today, lapsed.calendar)
    line = {
        "id": new_id(now), "case": lapsed.case, "timer": lapsed.timer, "label": lapsed.label, "rule": lapsed.rule,
        "due": lapsed.due_on, "rung": rung.number, "now": now, "light": rung.light.value, "told": rung.to.value,
        "lit": canonical(lit.body()), "next": lapsed.next_on(rung.number),
    }  # fmt: skip
    new = int(run(database, connection, _ADD, line).rowcount)
    if new:
        payload = canonical(_notice(lapsed, rung))
        run(database, connection, _TELL, {"id": new_id(now), "case": lapsed.case, "payload": payload, "now": now})
    return new


def _notice(lapsed: Lapsed, rung: Rung) -> Mapping[str, Any]:
    return {"timer": lapsed.timer, "label": lapsed.label, "rule": lapsed.rule, "due_on": lapsed.due_on, "rung": rung.number,
            "to": rung.to.value, "to_label": rung.to.label, "light": rung.light.value, "office": lapsed.office}  # fmt: skip
