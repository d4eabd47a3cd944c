"""Where a clock of a dossier stands: due when, or standing still since when and with how many days left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from states.dossier.model import Dossier
from states.law.clock import (
    ClockLaw,
    Exclusion,
    Flaw,
    Interval,
    Start,
    Supplement,
    Suspension,
    Terms,
    admit,
    standstill,
    state,
)
from states.law.legal_day import ONE_DAY
from states.law.period import Bound, Period, Unit
from states.law.requirement import Moment
from states.law.timekeeping.filing import Count, records_of
from states.law.timekeeping.terms import FiledTerms
from states.law.values import LawView


@dataclass(frozen=True, slots=True)
class Held:
    """A clock that stands still (中止计时) from ``since`` on: days counted until then, days that remain, and why.

    ``left`` is negative where the last day was over before. Both in working days where the period has them.
    """

    since: date
    used: int
    left: int
    why: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``due``: the deciding day; of a clock that is held, the day as it stood when it stopped."""

    due: date
    provisional: bool
    held: Held | None = None


def law_of(terms: FiledTerms | None, count: Count, view: LawView) -> ClockLaw:
    """The clock law of a count. Up to a day that somebody fixed every calendar day is counted, so that days can be left out."""
    rule, allowed = count.rule, terms.terms if terms else Terms()
    period: Period | None
    if count.months:
        period = Period(count.months, Unit.MONTH, Bound.AT_MOST, rolls=False)
    elif count.ends_on is None:
        period = view.period(rule, count.period)
    else:
        days = (count.ends_on - count.start).days
        period = Period(days, Unit.CALENDAR_DAY, Bound.AT_MOST, rolls=False) if days > 0 else None
        allowed = allowed if period or not (terms and terms.pauses) else Terms()
    return ClockLaw(view.rule(rule).name, view.cite(rule), period, allowed)


def start_of(law: ClockLaw, count: Count, paper: str = "") -> Start:
    return Start(count.start, paper, None if law.period else count.ends_on)


def reckon(terms: FiledTerms, count: Count, dossier: Dossier, moment: Moment) -> Reckoning | None:
    """The clock as the standing entries have it on the moment's day; None while nothing can be counted.

    A clock that is held answers the same on every day, so that a row once stored stays right until somebody acts.
    """
    law, calendar = law_of(terms, count, moment.law), moment.law.calendar
    records: list[Interval] = [start_of(law, count), *(one.record for one in records_of(terms, dossier, count))]
    now = state(law, records, moment.today, calendar)
    stopped = _standing_still(law, records, {fault.record: fault.flaw for fault in now.faults if fault.void})
    if stopped is None:
        return Reckoning(now.due, now.provisional) if now.due else None
    place, since, why = stopped
    before = standstill(law, [*records[:place], *records[place + 1 :]], since - ONE_DAY, moment.today, calendar)
    if before is None:
        return None
    anew = isinstance(records[place], Supplement) and law.period is not None
    left = law.period.n if anew and law.period else before.left
    return Reckoning(before.due, before.provisional, Held(since, before.used, left, why))


def _standing_still(
    law: ClockLaw, records: Sequence[Interval], void: dict[int, Flaw]
) -> tuple[int, date, str] | None:
    """The open record that stops the clock: its place, first day and reason. A matter that is suspended stands still
    also when its time was over before: nobody can be chased for what they must not do."""
    for place, one in enumerate(records):
        flaw = void.get(place)
        if isinstance(one, Supplement) and one.complete_on is None and flaw is None:
            return place, one.asked_on, "等待补正"
        late = flaw is Flaw.AFTER_END and isinstance(one, Suspension)
        if isinstance(one, Suspension | Exclusion) and one.last is None and (flaw is None or late):
            allowed = (*law.terms.suspensions, *law.terms.exclusions)
            return place, one.first, next(kind.label for kind in allowed if kind.kind == one.kind)
    return None


def admitted(terms: FiledTerms, count: Count, before: Dossier, after: Dossier, kinds: frozenset[str], moment: Moment) -> None:
    """Whether what was just filed may touch the clock: raises OutOfTime or InvalidEntry with the reason in Chinese.

    Only what is asked of the clock itself (extension, exclusion): a suspension or a return for supplement is an act
    with gates of its own and stands even where it moves no date.
    """
    law, calendar = law_of(terms, count, moment.law), moment.law.calendar
    start = start_of(law, count)
    known = [start, *(one.record for one in records_of(terms, before, count))]
    for filed in records_of(terms, after, count):
        if filed.record in known or isinstance(filed.record, Suspension | Supplement) or filed.entries[0].kind not in kinds:
            continue
        admit(law, known, filed.record, moment.today, calendar)
