"""A dossier for the clocks: what is on file, where it stands, and what its clocks say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from states.casework.events import TimerChange
from states.casework.timers import changes, running
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.base import Procedure
from states.procedures.major_decision import PROCEDURE
from tests.states.law.examples.build import entry, given

EXECUTING = ("executing", "in_execution")
LAW = law_view(date(2026, 1, 10))


def at(*entries: Entry, states: tuple[str, ...] = EXECUTING) -> Dossier:
    return replace(given(*entries).dossier, configuration=tuple(sorted(states)))


def clock(dossier: Dossier, name: str, today: date | str, procedure: Procedure = PROCEDURE) -> TimerChange:
    day = date.fromisoformat(today) if isinstance(today, str) else today
    return running(procedure, dossier, Moment(day, LAW))[name]


def assigned(by: str = "2026-06-30", months: int | None = None, on: str = "2026-01-12") -> Entry:
    return entry("execution_assignment", on=on, execute_by=by, report_months=months)


def suspended(on: str) -> Entry:
    return entry("suspension", role=Role.HEAD, decided_on=on)


def resumed(on: str) -> Entry:
    return entry("resumption", role=Role.HEAD, decided_on=on)


def filed(dossier: Dossier, one: Entry, today: str, procedure: Procedure = PROCEDURE) -> dict[str, TimerChange]:
    after = replace(dossier, entries=(*dossier.entries, one))
    return {change.name: change for change in changes(procedure, dossier, after, Moment(date.fromisoformat(today), LAW))}
