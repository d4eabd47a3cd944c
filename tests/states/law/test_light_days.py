"""The days of each light are those for which the light itself says so, day by day, in every place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from states.law.light_days import light_days
from states.law.lights import Light, Scheme, Span, Threshold, When, calendar_for, light, schemes
from states.law.period import Unit

PLACES = {"default": (), "local_example": ("local_example",)}
ODD = Scheme(
    "odd", "奇特参数", (), "", date(2026, 1, 1),
    (
        Threshold(Light.BLUE, When.BEFORE, Span(0, Unit.CALENDAR_DAY)), Threshold(Light.ORANGE, When.BEFORE, Span(300, Unit.WORKING_DAY)),
        Threshold(Light.RED, When.AFTER, Span(45, Unit.WORKING_DAY)), Threshold(Light.RED, When.AFTER, Span(90, Unit.CALENDAR_DAY)),
    ), (), Span(1, Unit.CALENDAR_DAY),
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_day_of_two_years_has_the_light_that_its_run_of_days_says(place: str) -> None:
    scheme, calendar = schemes()[place], calendar_for(PLACES[place])
    for number in range(731):
        check(scheme, date(2025, 1, 1) + timedelta(days=number), calendar, 45)


def test_thresholds_of_any_length_and_a_light_that_is_always_outshone() -> None:
    calendar = calendar_for(())
    for number in range(0, 365, 7):
        today = date(2025, 1, 1) + timedelta(days=number)
        check(ODD, today, calendar, 500)
        assert Light.BLUE not in light_days(ODD, today, calendar), "orange is lit long before"


def test_the_runs_leave_no_day_out() -> None:
    days = light_days(schemes()["local_example"], date(2025, 9, 30), calendar_for(PLACES["local_example"]))
    runs = sorted(days.values())
    assert (runs[0][0], runs[-1][1]) == (date.min, date.max)
    assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(runs))
    assert days[Light.RED] == (date.min, date(2025, 9, 29)) and set(days) == set(Light)


def check(scheme: Scheme, today: date, calendar: object, around: int) -> None:
    days = light_days(scheme, today, calendar)  # type: ignore[arg-type]
    for number in range(-around, around + 1):
        due_on = today + timedelta(days=number)
        said = [one for one, (first, last) in days.items() if first <= due_on <= last]
        assert said == [light(scheme, "", due_on, today, calendar).light], (today, due_on)  # type: ignore[arg-type]
