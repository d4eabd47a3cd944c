"""Counting with days left out: by bisection, never day by day, since a new calendar moves every deadline there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from states.law.calendar import WorkCalendar
from states.law.clock.records import Extension
from states.law.legal_day import ONE_DAY, add_months
from states.law.period import Unit


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that really do not count, both ends included. ``open``: its end is only that of today."""

    first: date
    last: date
    label: str
    paper: str
    suspends: bool
    open: bool

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the period: the law's own, or an extension. ``unit`` None: ends on a named day."""

    n: int
    unit: Unit | None
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A share laid on the calendar: counted after ``start``, up to ``end``.

    ``before``: units of the same kind counted in the legs before it. ``same_date``: for months, the corresponding
    day; ``owed`` days that were left out until then are made up after it.
    """

    share: Share
    start: date
    end: date
    before: int
    same_date: date | None = None
    owed: int = 0


class Gaps:
    """The left-out days as disjoint stretches, so that a day named twice is left out once."""

    def __init__(self, stretches: Iterable[tuple[date, date]]) -> None:
        merged: list[tuple[date, date]] = []
        for first, last in sorted(stretches):
            if merged and first <= merged[-1][1] + ONE_DAY:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        self._merged = merged

    def days(self, after: date, until: date, cal: WorkCalendar | None = None) -> int:
        """Left-out days d with after < d <= until; only working days when a calendar is given."""
        total = 0
        for first, last in self._merged:
            low, high = max(first - ONE_DAY, after), min(last, until)
            if low < high:
                total += cal.workdays_after(low, high) if cal else (high - low).days
        return total

    def left(self, after: date, until: date, cal: WorkCalendar | None = None) -> int:
        """Days d with after < d <= until that count; only working days when a calendar is given."""
        if until <= after:
            return 0
        every = cal.workdays_after(after, until) if cal else (until - after).days
        return every - self.days(after, until, cal)

    def advance(self, start: date, n: int, cal: WorkCalendar | None = None) -> date:
        """The n-th day after ``start`` that is not left out; the n-th working day when a calendar is given."""
        for first, last in self._merged:
            if last <= start:
                continue
            here = self.left(start, first - ONE_DAY, cal)
            if here >= n:
                break
            start, n = last, n - here
        return cal.add_workdays(start, n) if cal else start + timedelta(days=n)

    def rolled(self, raw: date, cal: WorkCalendar) -> date:
        """The first working day from ``raw`` on that is not left out."""
        day = cal.next_workday(raw)
        for first, last in self._merged:
            if first <= day <= last:
                day = cal.next_workday(last + ONE_DAY)
        return day


def lay(
    start: date, shares: Sequence[Share], ends_on: date | None, gaps: Gaps, cal: WorkCalendar
) -> list[Leg]:
    """The shares one after the other. Months end on the corresponding date; what was left out until then is made up
    day for day after it (《民法典》 art 202; the making-up is our reading, as no statute says more)."""
    legs: list[Leg] = []
    for share in shares:
        last = legs[-1] if legs else None
        from_day = last.end if last else start
        same = last is not None and last.share.unit is share.unit and share.unit is not Unit.MONTH
        before = last.before + last.share.n if last and same else 0
        legs.append(_leg(share, from_day, before, ends_on, gaps, cal))
    return legs


def _leg(share: Share, start: date, before: int, ends_on: date | None, gaps: Gaps, cal: WorkCalendar) -> Leg:
    if share.unit is None:
        return Leg(share, start, ends_on or start, before)
    if share.unit is Unit.MONTH:
        same_date = add_months(start, share.n)
        owed = gaps.days(start, same_date)
        end = gaps.advance(same_date, owed) if owed else same_date
        return Leg(share, start, end, before, same_date, owed)
    worked = cal if share.unit is Unit.WORKING_DAY else None
    return Leg(share, start, gaps.advance(start, share.n, worked), before)
