"""The way a matter went over its procedure's map: where it stood from when to when, and by which steps it came there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import Statechart, Way, statechart
from storage.database import Database
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.visibility import unknown, visible
from storage.reviving import as_date

MOVES = "SELECT v.seq, v.body, v.on_day FROM event v WHERE v.case_id = :case AND v.kind IN ('opened', 'step') ORDER BY v.seq"


@dataclass(frozen=True, slots=True)
class StayView:
    """One stay in a state: from the day of the act that led in to that of the one that led out; None while it lasts."""

    state: str
    since: date
    until: date | None

    def days(self, today: date) -> int:
        """Calendar days; none where an act was dated before the one that led in."""
        return max(0, ((self.until or today) - self.since).days)


@dataclass(frozen=True, slots=True)
class CourseView:
    plan: Procedure
    configuration: tuple[str, ...]
    stays: tuple[StayView, ...]
    taken: Mapping[Way, date]  # each way that was gone, with the day it was last gone


def course(database: Database, viewer: Viewer, case: str) -> CourseView:
    """The course of a matter; NotFound when it is absent or not to be seen."""
    clause = visible(viewer)
    sql = f"SELECT c.procedure, c.configuration FROM case_file c WHERE c.id = :case AND {clause.sql}"
    with look(database) as reader:
        row = reader.one(sql, clause.params | {"case": case})
        if row is None:
            raise unknown()
        moves = [(json.loads(body), as_date(day)) for _, body, day in reader.all(MOVES, {"case": case})]
    plan = PROCEDURES[row[0]]
    chart = statechart(plan)
    taken = {way: day for body, day in moves for way in ways_of(chart, body)}
    return CourseView(plan, tuple(json.loads(row[1])), tuple(_stays(moves)), taken)


def _stays(moves: Iterable[tuple[Mapping[str, Any], date]]) -> Iterator[StayView]:
    standing: dict[str, date] = {}
    for body, day in moves:
        for state in body["from"]:
            if state not in body["to"] and state in standing:
                yield StayView(state, standing.pop(state), day)
        for state in body["to"]:
            standing.setdefault(state, day)
    for state, since in standing.items():
        yield StayView(state, since, None)


def ways_of(chart: Statechart, body: Mapping[str, Any]) -> Iterator[Way]:
    """The ways of the map that an event went: its step's own, and those that the chart went on by itself."""
    before, after = set(body["from"]), set(body["to"])
    came = after - before
    if not before:
        return
    stepped = [way for way in chart.ways if way.event == body["act"] and way.source in before]
    yield from stepped
    if came or before - after:
        yield from (way for way in chart.ways if way.itself and way.source in before and way.target in came and way not in stepped)
