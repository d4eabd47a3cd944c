"""Which clocks run for a dossier, and what a command changes about them. Pure: dates in, dates out."""

from __future__ import annotations

from datetime import date, timedelta

from states.casework.events import TimerChange
from states.dossier.model import Dossier, Entry
from states.law.requirement import Moment
from states.procedures.base import Procedure, TimerRule


def running(procedure: Procedure, dossier: Dossier, moment: Moment) -> dict[str, TimerChange]:
    """The clocks that run while the dossier stands as it does."""
    active = frozenset(dossier.configuration)
    found: dict[str, TimerChange] = {}
    for rule in procedure.timers:
        if active.isdisjoint(rule.states) or not moment.law.applies(rule.rule):
            continue
        anchor = _anchor(rule, dossier)
        if anchor is None or any(True for kind in rule.until for _ in dossier.after(anchor[0], kind)):
            continue
        found[rule.name] = _change(rule, anchor[1], moment)
    return found


def _anchor(rule: TimerRule, dossier: Dossier) -> tuple[Entry, date] | None:
    for kind, field in rule.anchors:
        entry = dossier.last(kind)
        day = entry.day(field) if entry else None
        if entry is not None and day is not None:
            return entry, day
    return None


def _change(rule: TimerRule, anchor: date, moment: Moment) -> TimerChange:
    calendar = moment.law.calendar
    if rule.dated:
        due, provisional = anchor, False
    else:
        found = moment.law.period(rule.rule).due(anchor, calendar)
        due, provisional = found.on, found.provisional
    return TimerChange(rule.name, rule.label, rule.rule, due, due - timedelta(days=rule.warn_days), provisional)


def changes(
    procedure: Procedure, before: Dossier, after: Dossier, moment: Moment, *, settled: bool = True
) -> tuple[TimerChange, ...]:
    """What an act does to the clocks: armed, moved, or stopped (``settled``: because what they ran for was done)."""
    old, new = running(procedure, before, moment), running(procedure, after, moment)
    moved = [change for name, change in new.items() if old.get(name) != change]
    stopped = [
        TimerChange(name, change.label, change.rule, None, settled=settled)
        for name, change in old.items()
        if name not in new
    ]
    return (*moved, *stopped)
