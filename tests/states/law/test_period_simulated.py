"""Counting against a slow simulator that walks the wall calendar and knows nothing of bisection."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from states.law.period import Bound, Period, add_months
from tests.states.law.periods import CAL, DAY, MONTH, WORK

FLOOR, CEILING = Bound.AT_LEAST, Bound.AT_MOST
ONE = timedelta(days=1)


def worked(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def simulated_due(period: Period, start: date) -> date:
    """Walks the wall calendar one day at a time, as the statute tells it."""
    if period.unit is MONTH:
        return simulated_roll(period, simulated_month(start, -period.n if period.before else period.n))
    step, day, counted = (-ONE if period.before else ONE), start, 0
    while counted < period.n:
        day += step
        counted += worked(day) if period.unit is WORK else 1
    if period.before:
        return day - ONE if period.unit is WORK else day
    return simulated_roll(period, day)


def simulated_month(start: date, months: int) -> date:
    day, wanted = start, start.day
    for _ in range(abs(months)):
        last = day.replace(day=monthrange(day.year, day.month)[1])
        day = last + ONE if months > 0 else (day.replace(day=1) - ONE).replace(day=1)
    return day.replace(day=min(wanted, monthrange(day.year, day.month)[1]))


def simulated_roll(period: Period, day: date) -> date:
    movable = period.bound is CEILING and period.unit in (DAY, MONTH) and period.rolls is None
    while movable and not worked(day):
        day += ONE
    return day


STARTS = st.dates(date(2006, 1, 1), date(2024, 12, 31))
DIRECTIONS = st.sampled_from([(FLOOR, False), (FLOOR, True), (CEILING, False)])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    unit = draw(st.sampled_from([DAY, WORK, MONTH]))
    bound, before = draw(DIRECTIONS)
    n = draw(st.integers(1, 18 if unit is MONTH else 120))
    return Period(n, unit, bound, before=before, rolls=draw(st.sampled_from([None, False])))


@given(periods(), STARTS)
def test_due_equals_the_simulator(period: Period, start: date) -> None:
    assert period.due(start, CAL).on == simulated_due(period, start)


@given(periods(), STARTS)
def test_kept_changes_exactly_at_the_due_day(period: Period, start: date) -> None:
    due = period.due(start, CAL).on
    if period.before:
        assert period.kept(due, start, CAL) and not period.kept(due + ONE, start, CAL)
        assert period.shortfall(due + ONE, start, CAL) >= 1
    else:
        lawful, unlawful = (due, due + ONE) if period.bound is CEILING else (due, due - ONE)
        assert period.kept(start, lawful, CAL) and not period.kept(start, unlawful, CAL)
        assert period.shortfall(start, unlawful, CAL) == 1
        assert period.shortfall(start, lawful, CAL) == 0


@given(periods(), STARTS, st.integers(-40, 400))
def test_a_floor_is_kept_exactly_when_enough_has_elapsed(period: Period, start: date, length: int) -> None:
    floor = Period(period.n, period.unit, FLOOR, before=period.before)
    end = start + timedelta(days=length)
    assert floor.kept(start, end, CAL) is (floor.elapsed(start, end, CAL) >= floor.n)


@given(periods(), STARTS)
def test_the_explanation_ends_where_the_due_day_is(period: Period, start: date) -> None:
    due, lines = period.due(start, CAL), period.explain(start, CAL)
    days = [line.day for line in lines]
    assert days == sorted(days) and len(set(days)) == (days[-1] - days[0]).days + 1
    numbers = [line.counted for line in lines if line.counted is not None]
    assert sorted(numbers) == list(range(1, period.n + 1))
    if period.before:
        assert (days[0], days[-1]) == (due.on, start)
        assert numbers == sorted(numbers, reverse=True) and lines[-1].counted is None
    else:
        assert (days[0], days[-1]) == (start, due.on)
        assert numbers == sorted(numbers) and lines[0].counted is None
        assert next(line.day for line in lines if line.counted == period.n) == due.raw
    assert all(line.klass is CAL.info(line.day).klass and line.reason for line in lines)


@given(periods(), periods(), STARTS)
def test_stricter_never_gives_way(one: Period, two: Period, ref: date) -> None:
    other = Period(two.n, two.unit, one.bound, before=one.before)
    ends = [period.due(ref, CAL).on for period in (one, other)]
    wanted = min(ends) if one.before or one.bound is CEILING else max(ends)
    assert one.stricter(other, ref, CAL).due(ref, CAL).on == wanted


@given(STARTS, st.integers(-36, 36))
def test_months_run_to_the_same_date_or_the_last_of_the_month(day: date, months: int) -> None:
    assert add_months(day, months) == simulated_month(day, months)
