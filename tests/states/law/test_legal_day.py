"""Instants: hours run by the clock, days end at midnight or at office close, always in Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from states.law.period import Period, legal_day
from tests.states.law.periods import CAL, DAY, HOUR, WORK, ahead, at, at_least, d, within

CLOSE = time(17, 30)


@pytest.mark.parametrize(
    ("period", "start", "close", "due"),
    [
        pytest.param(within(24, HOUR), "2026-10-02T23:30", None, "2026-10-03T23:30", id="never pauses"),
        pytest.param(within(24, HOUR), "2026-10-02T23:30", CLOSE, "2026-10-03T23:30", id="no close"),
        pytest.param(ahead(24, HOUR), "2026-10-03T09:00", None, "2026-10-02T09:00", id="back"),
        pytest.param(within(5, WORK), "2026-09-29T10:00", None, "2026-10-13T00:00", id="24:00"),
        pytest.param(within(5, WORK), "2026-09-29T10:00", CLOSE, "2026-10-12T17:30", id="close"),
        pytest.param(within(5, WORK), "2026-09-29T17:30", CLOSE, "2026-10-13T17:30", id="after"),
        pytest.param(at_least(30, DAY), "2024-01-02T10:00", CLOSE, "2024-02-02T00:00", id="floor"),
        pytest.param(ahead(7, WORK), "2026-10-15T19:00", CLOSE, "2026-09-29T17:30", id="event"),
    ],
)
def test_due_at(period: Period, start: str, close: time | None, due: str) -> None:
    found = period.due_at(at(start), CAL, close)
    assert found == at(due)
    assert found.tzinfo is not None and found.utcoffset() == timedelta(hours=8)


def test_hours_are_true_hours_through_the_summer_time_of_1988() -> None:
    found = within(24, HOUR).due_at(at("1988-04-16T12:00"), CAL)
    assert found - at("1988-04-16T12:00").astimezone(UTC) == timedelta(hours=24)
    assert found.hour == 13


def test_hours_are_judged_by_instants_only() -> None:
    day = within(24, HOUR)
    assert day.kept_at(at("2026-10-02T23:30"), at("2026-10-03T23:30"), CAL)
    assert not day.kept_at(at("2026-10-02T23:30"), at("2026-10-03T23:31"), CAL)
    notice = ahead(24, HOUR)
    assert notice.kept_at(at("2026-10-02T09:00"), at("2026-10-03T09:00"), CAL)
    assert not notice.kept_at(at("2026-10-02T09:01"), at("2026-10-03T09:00"), CAL)
    with pytest.raises(ValueError, match="due_at"):
        day.due(d("2026-10-02"), CAL)
    with pytest.raises(ValueError, match="due_at"):
        day.kept(d("2026-10-02"), d("2026-10-03"), CAL)
    with pytest.raises(ValueError, match="due_at"):
        day.elapsed(d("2026-10-02"), d("2026-10-03"), CAL)


@pytest.mark.parametrize(
    ("period", "start", "end", "kept"),
    [
        pytest.param(within(5, WORK), "2026-09-29T10:00", "2026-10-12T17:29", True, id="before close"),
        pytest.param(within(5, WORK), "2026-09-29T10:00", "2026-10-12T17:30", False, id="at close"),
        pytest.param(ahead(7, WORK), "2026-09-29T17:29", "2026-10-15T19:00", True, id="act"),
        pytest.param(ahead(7, WORK), "2026-09-29T18:00", "2026-10-15T19:00", False, id="late"),
        pytest.param(at_least(30, DAY), "2024-01-02T10:00", "2024-01-31T20:00", False, id="floor, evening"),
        pytest.param(at_least(30, DAY), "2024-01-02T10:00", "2024-02-01T09:00", True, id="floor"),
    ],
)
def test_office_close_at_half_past_five(period: Period, start: str, end: str, kept: bool) -> None:
    assert period.kept_at(at(start), at(end), CAL, CLOSE) is kept


def test_an_instant_belongs_to_its_day_in_shanghai() -> None:
    assert legal_day(datetime(2026, 1, 1, 15, 59, 59, tzinfo=UTC)) == d("2026-01-01")
    assert legal_day(datetime(2026, 1, 1, 16, 0, tzinfo=UTC)) == d("2026-01-02")
    assert legal_day(datetime(2026, 1, 1, 20, 0, tzinfo=ZoneInfo("America/New_York"))) == d("2026-01-02")
    assert legal_day(at("2026-01-05T17:29:59"), CLOSE) == d("2026-01-05")
    assert legal_day(at("2026-01-05T17:30"), CLOSE) == d("2026-01-06")


def test_a_naive_instant_and_an_instant_for_a_day_are_refused() -> None:
    naive = datetime(2026, 1, 5, 9, 0)
    with pytest.raises(ValueError, match="时区"):
        legal_day(naive)
    with pytest.raises(ValueError, match="时区"):
        within(24, HOUR).due_at(naive, CAL)
    for period in (within(5, WORK), ahead(7, DAY)):
        with pytest.raises(ValueError, match="legal_day"):
            period.due(at("2026-01-05T09:00"), CAL)
        with pytest.raises(ValueError, match="legal_day"):
            period.kept(d("2026-01-05"), at("2026-01-05T09:00"), CAL)
