"""Which clocks run for a dossier, and what a command changes about them. Pure: dates in, dates out."""

from __future__ import annotations

from datetime import date, timedelta

from states.casework.events import TimerChange
from states.dossier.model import Dossier, Entry
from states.law.legal_day import add_months
from states.law.requirement import Moment
from states.law.timekeeping import (
    Count,
    FiledTerms,
    Held,
    Reckoning,
    admitted,
    asking_kinds,
    count_from,
    filed_terms,
    reckon,
    was_touched,
)
from states.procedures.base import Procedure, TimerRule

MONTHS_LIMIT = 240  # a clock further off than that is a slip of the pen, not a schedule


def running(procedure: Procedure, dossier: Dossier, moment: Moment) -> dict[str, TimerChange]:
    """The clocks that run, or stand still, while the dossier stands as it does."""
    active = frozenset(dossier.configuration)
    found: dict[str, TimerChange] = {}
    for rule in procedure.timers:
        waits = active.isdisjoint(rule.states)
        if (waits and active.isdisjoint(rule.waits)) or not _holds(rule, moment):
            continue
        if rule.flags and not any(dossier.flag("matter_profile", name) for name in rule.flags):
            continue
        anchor = _anchor(rule, dossier, moment)
        if _over(rule, dossier) or anchor is None or any(True for kind in rule.until for _ in dossier.after(anchor[0], kind)):
            continue
        change = _change(rule, anchor, dossier, moment)
        if not waits or change.held is not None:
            found[rule.name] = change
    return found


def _holds(rule: TimerRule, moment: Moment) -> bool:
    """Whether the period binds here: a rule of the sector takes the place of the general one."""
    return moment.law.applies(rule.rule) and not any(moment.law.applies(one) for one in rule.unless)


def _over(rule: TimerRule, dossier: Dossier) -> bool:
    """Whether what the clock runs for was reported done, or nobody set how often it is to come round."""
    kind, done = rule.done
    every, months = rule.months
    if kind and any(entry.flag(done) for entry in dossier.all(kind)):
        return True
    setting = dossier.last(every) if every else None
    return bool(every) and (setting is None or not setting.number(months))


def _months(rule: TimerRule, dossier: Dossier) -> int:
    kind, months = rule.months
    setting = dossier.last(kind) if kind else None
    return min(setting.number(months), MONTHS_LIMIT) if setting else 0


def _anchor(rule: TimerRule, dossier: Dossier, moment: Moment) -> tuple[Entry, date, str] | None:
    for kind, field in rule.anchors:
        entry = dossier.last(kind)
        day = _day(entry, field) if entry else None
        if day is not None and rule.starts is not None:
            day = rule.starts(dossier, moment)
        if entry is not None and day is not None:
            return entry, day, field
    return None


def _day(entry: Entry, field: str) -> date | None:
    return entry.day(field) if field else entry.on


def count_of(rule: TimerRule, dossier: Dossier, moment: Moment, terms: FiledTerms | None = None) -> Count | None:
    """What the clock counts, from which fact on; None where that fact is not on file."""
    anchor = _anchor(rule, dossier, moment)
    if anchor is None:
        return None
    entry, field = count_from(terms, dossier, anchor[0]) if terms else anchor[0], anchor[2]
    day = _day(entry, field) or anchor[1]
    months = _months(rule, dossier)
    if rule.dated and not months:
        return Count(rule.rule, entry, entry.on, ends_on=day)
    return Count(rule.rule, entry, day, months=months, period=rule.period)


def terms_of(rule: TimerRule, moment: Moment) -> FiledTerms | None:
    """What the law lets happen to the clock; None where it lets nothing happen."""
    return filed_terms(rule.clock, moment.law.as_of) if rule.clock else None


def _change(rule: TimerRule, anchor: tuple[Entry, date, str], dossier: Dossier, moment: Moment) -> TimerChange:
    if rule.clock:
        terms = terms_of(rule, moment)
        found = _reckoned(rule, terms, dossier, moment) if terms and was_touched(terms, dossier) else None
        if found is not None:
            return _change_to(rule, found.due, found.provisional, found.held)
    return _plain(rule, anchor[1], dossier, moment)


def _change_to(rule: TimerRule, due: date, provisional: bool, held: Held | None = None) -> TimerChange:
    warn_on = None if held else due - timedelta(days=rule.warn_days)
    return TimerChange(rule.name, rule.label, rule.rule, due, warn_on, provisional, False, held)


def _reckoned(rule: TimerRule, terms: FiledTerms, dossier: Dossier, moment: Moment) -> Reckoning | None:
    count = count_of(rule, dossier, moment, terms)
    return reckon(terms, count, dossier, moment) if count else None


def _plain(rule: TimerRule, anchor: date, dossier: Dossier, moment: Moment) -> TimerChange:
    """Nothing on file touches the clock: the same count as the legal clock's, without setting it up."""
    if rule.dated:
        months = _months(rule, dossier)
        return _change_to(rule, add_months(anchor, months) if months else anchor, False)
    due = moment.law.period(rule.rule, rule.period).due(anchor, moment.law.calendar)
    return _change_to(rule, due.on, due.provisional)


def changes(
    procedure: Procedure, before: Dossier, after: Dossier, moment: Moment, *, settled: bool = True
) -> tuple[TimerChange, ...]:
    """What an act does to the clocks: armed, moved, held, or stopped (``settled``: because what they ran for was done).

    Raises OutOfTime or InvalidEntry where the act puts something on a clock that the law does not let it bear.
    A correction (``settled`` false) restores the facts, and is judged by those who confirm it.
    """
    if settled:
        _admit(procedure, before, after, moment)
    old, new = running(procedure, before, moment), running(procedure, after, moment)
    moved = [change for name, change in new.items() if old.get(name) != change]
    stopped = [
        TimerChange(name, change.label, change.rule, None, settled=settled)
        for name, change in old.items()
        if name not in new
    ]
    return (*moved, *stopped)


def _admit(procedure: Procedure, before: Dossier, after: Dossier, moment: Moment) -> None:
    known = asking_kinds()
    kinds = frozenset([one.kind for one in after.entries[len(before.entries) :] if one.kind in known])
    for rule in procedure.timers if kinds else ():
        terms = terms_of(rule, moment)
        if terms is None or not any(terms.asks(kind) for kind in kinds):
            continue
        count = count_of(rule, after, moment, terms)
        if count is not None and count.entry in before.entries:
            admitted(terms, count, before, after, kinds, moment)
