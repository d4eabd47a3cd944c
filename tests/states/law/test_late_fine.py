"""加处罚款: counted by hand, and against a simulator that goes day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.law.late_fine import Span, amount, counted, ran_longer, room, starts

DAY = timedelta(days=1)
RATE, CAP = 0.03, 1.0


def on(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def span(first: str, last: str = "") -> Span:
    return Span(on(first), on(last) if last else None)


# first, last, remedies, days that count
DAYS: tuple[tuple[str, str, tuple[Span, ...], int], ...] = (
    ("03-17", "03-17", (), 1),  # one day late: the day of payment is in
    ("03-17", "03-31", (), 15),  # 17..31
    ("03-17", "04-15", (), 30),  # 15 in March, 15 in April: rest days and Qingming count like any other
    ("02-01", "02-28", (), 28),  # 2026 is no leap year
    ("12-30", "12-31", (), 2),
    ("03-17", "03-16", (), 0),  # nothing is late yet
    ("03-17", "04-15", (span("03-20", "03-29"),), 20),  # ten days of reconsideration: 20..29
    ("03-17", "04-15", (span("03-20", "03-20"),), 29),  # filed and withdrawn on one day
    ("03-17", "04-15", (span("03-10", "03-20"),), 26),  # began before: 17..20 fall out
    ("03-17", "04-15", (span("04-10", "04-30"),), 24),  # goes on after: 10..15 fall out
    ("03-17", "04-15", (span("03-01"),), 0),  # still pending
    ("03-17", "04-15", (span("04-01"),), 15),  # pending since 1 April: 17..31 March count
    ("03-17", "04-15", (span("04-16"),), 30),  # filed the day after
    ("03-17", "04-15", (span("03-01", "03-16"),), 30),  # ended the day before
    ("03-17", "04-15", (span("03-16", "03-17"),), 29),  # its last day is the first day
    ("03-17", "04-15", (span("03-20", "03-24"), span("04-01", "04-05")), 20),  # 5 + 5 fall out
    ("03-17", "04-15", (span("04-01", "04-05"), span("03-20", "03-24")), 20),  # in whatever order they stand
    ("03-17", "04-15", (span("03-20", "03-29"), span("03-25", "04-03")), 15),  # overlap: 20 March..3 April = 15
    ("03-17", "04-15", (span("03-20", "03-29"), span("03-22", "03-24")), 20),  # one within the other
    ("03-17", "04-15", (span("03-20", "03-29"), span("03-30", "04-03")), 15),  # a suit the day after
)

# base, days, what is left under the cap, yuan
YUAN: tuple[tuple[int, int, int, int], ...] = (
    (1000, 1, 1000, 30),
    (1000, 33, 1000, 990),
    (1000, 34, 1000, 1000),  # 1020 is above the fine: the cap is reached on day 34
    (1000, 400, 1000, 1000),
    (100, 1, 100, 3),
    (50, 1, 50, 1),  # 1.50: fen dropped
    (50, 2, 50, 3),  # 3.00: dropped from the sum, not twice from 1.50
    (33, 1, 33, 0),  # 0.99
    (33, 2, 33, 1),  # 1.98
    (12345, 7, 12345, 2592),  # 2592.45
    (10000, 10, 2000, 2000),  # 8000 were added before
    (10000, 10, 0, 0),
    (10000, 0, 10000, 0),
    (0, 10, 0, 0),
    (70000, 30, 70000, 63000),
    (100_000_000, 1, 100_000_000, 3_000_000),
)


@pytest.mark.parametrize(("first", "last", "pending", "days"), DAYS)
def test_days_counted_by_hand(first: str, last: str, pending: tuple[Span, ...], days: int) -> None:
    assert counted(on(first), on(last), pending) == days


@pytest.mark.parametrize(("base", "days", "left", "yuan"), YUAN)
def test_yuan_worked_out_by_hand(base: int, days: int, left: int, yuan: int) -> None:
    assert amount(base, days, RATE, left) == yuan


def test_the_first_day_is_the_day_after_the_last_day_of_payment() -> None:
    assert starts(on("03-16")) == on("03-17")
    assert starts(on("12-31")) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("fine", "imposed", "left"), [(1000, (), 1000), (1000, (990,), 10), (1000, (600, 400), 0), (1000, (600, 600), 0), (0, (), 0)]
)
def test_what_is_left_under_the_cap(fine: int, imposed: tuple[int, ...], left: int) -> None:
    assert room(fine, CAP, imposed) == left


def test_more_than_thirty_days() -> None:
    # From 17 March: 15 April is the thirtieth day, so the thirty-first is 16 April.
    assert not ran_longer(on("03-17"), on("04-15"), (), 30)
    assert ran_longer(on("03-17"), on("04-16"), (), 30)
    assert not ran_longer(on("03-17"), on("04-16"), (span("03-20", "03-20"),), 30)
    assert ran_longer(on("03-17"), on("04-17"), (span("03-20", "03-20"),), 30)


def naive(fine: int, first: date, last: date, pending: list[Span]) -> tuple[int, int]:
    """Go through the days one by one and add a hundredth three times; cut at the fine; drop the fen at the end."""
    owed, days, day = Fraction(0), 0, first
    while day <= last:
        waiting = False
        for one in pending:
            if one.first <= day and (one.last is None or day <= one.last):
                waiting = True
        if not waiting:
            days += 1
            owed += Fraction(fine * 3, 100)
        day += DAY
    return days, int(min(owed, Fraction(fine)) // 1)


ORIGIN = date(2026, 1, 1)
STRETCH = st.tuples(st.integers(0, 400), st.integers(0, 120))
SPANS = st.lists(
    st.tuples(st.integers(-30, 450), st.one_of(st.none(), st.integers(0, 90))).map(
        lambda one: Span(ORIGIN + one[0] * DAY, None if one[1] is None else ORIGIN + (one[0] + one[1]) * DAY)
    ),
    max_size=5,
)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 5_000_000), STRETCH, SPANS)
def test_as_the_simulator_says(fine: int, stretch: tuple[int, int], pending: list[Span]) -> None:
    first = ORIGIN + stretch[0] * DAY
    last = first + stretch[1] * DAY
    days, yuan = naive(fine, first, last, pending)
    assert counted(first, last, pending) == days
    assert amount(fine, days, RATE, room(fine, CAP, ())) == yuan


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1_000_000), STRETCH, st.integers(1, 100))
def test_two_papers_are_never_more_than_one(fine: int, stretch: tuple[int, int], cut: int) -> None:
    """Dropping fen on each paper can only help the party, by less than one yuan."""
    first = ORIGIN + stretch[0] * DAY
    last, middle = first + (stretch[1] + 100) * DAY, first + cut * DAY
    whole = amount(fine, counted(first, last), RATE, room(fine, CAP, ()))
    one = amount(fine, counted(first, middle - DAY), RATE, room(fine, CAP, ()))
    two = amount(fine, counted(middle, last), RATE, room(fine, CAP, (one,)))
    assert whole - 1 <= one + two <= whole
