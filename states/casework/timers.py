"""Which clocks run for a dossier, and what a command changes about them. Pure: dates in, dates out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from states.casework.events import TimerChange
from states.dossier.model import Dossier, Entry
from states.law.requirement import Moment
from states.procedures.base import Procedure, TimerRule

MONTHS_LIMIT = 240  # a clock further off than that is a slip of the pen, not a schedule


def running(procedure: Procedure, dossier: Dossier, moment: Moment) -> dict[str, TimerChange]:
    """The clocks that run while the dossier stands as it does."""
    active = frozenset(dossier.configuration)
    found: dict[str, TimerChange] = {}
    for rule in procedure.timers:
        if active.isdisjoint(rule.states) or not moment.law.applies(rule.rule):
            continue
        if rule.flags and not any(dossier.flag("matter_profile", name) for name in rule.flags):
            continue
        anchor = _anchor(rule, dossier)
        if _over(rule, dossier) or anchor is None or any(True for kind in rule.until for _ in dossier.after(anchor[0], kind)):
            continue
        found[rule.name] = _change(rule, _later(rule, anchor[1], dossier), moment)
    return found


def _over(rule: TimerRule, dossier: Dossier) -> bool:
    """Whether what the clock runs for was reported done, or nobody set how often it is to come round."""
    kind, done = rule.done
    every, months = rule.months
    if kind and any(entry.flag(done) for entry in dossier.all(kind)):
        return True
    setting = dossier.last(every) if every else None
    return bool(every) and (setting is None or not setting.number(months))


def _later(rule: TimerRule, day: date, dossier: Dossier) -> date:
    """The anchor, moved on by the months that the setting of the clock names; to the same date or the month's last."""
    kind, months = rule.months
    setting = dossier.last(kind) if kind else None
    if setting is None:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + min(setting.number(months), MONTHS_LIMIT), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _anchor(rule: TimerRule, dossier: Dossier) -> tuple[Entry, date] | None:
    for kind, field in rule.anchors:
        entry = dossier.last(kind)
        day = (entry.day(field) if field else entry.on) if entry else None
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
