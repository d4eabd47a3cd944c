"""Days and bounds: worked examples, what is no period, and which of two periods is the stricter."""

from __future__ import annotations

import pytest

from states.errors import DefinitionError
from states.law.calendar import with_local_holidays
from states.law.period import Bound, FallsOn, Period
from tests.states.law.periods import CAL, DAY, HOUR, MONTH, WORK, ahead, at_least, d, within


@pytest.mark.parametrize(
    ("period", "start", "due"),
    [
        pytest.param(within(20, WORK), "2025-01-10", "2025-02-13", id="twenty over Spring Festival"),
        pytest.param(within(4, WORK), "2023-05-09", "2023-05-15", id="four over a weekend"),
        pytest.param(
            within(5, WORK, falls_on=FallsOn.PARTY), "2026-09-29", "2026-10-12", id="hearing request"
        ),
        pytest.param(within(7, WORK), "2026-09-29", "2026-10-14", id="registration of evidence"),
        pytest.param(within(10, WORK, falls_on=FallsOn.PARTY), "2026-04-28", "2026-05-14", id="demand"),
        pytest.param(within(15, DAY, falls_on=FallsOn.PARTY), "2026-09-18", "2026-10-08", id="pay the fine"),
        pytest.param(within(15, DAY, rolls=False), "2026-09-18", "2026-10-03", id="power over goods"),
        pytest.param(at_least(15, DAY), "2026-09-18", "2026-10-03", id="floor ends on a holiday"),
        pytest.param(at_least(30, DAY), "2024-01-02", "2024-02-01", id="public consultation"),
        pytest.param(within(6, MONTH, falls_on=FallsOn.PARTY), "2025-08-31", "2026-02-28", id="short month"),
        pytest.param(within(6, MONTH), "2026-04-03", "2026-10-08", id="month ends in the holiday"),
        pytest.param(ahead(7, WORK), "2026-10-15", "2026-09-29", id="hearing notice"),
        pytest.param(ahead(7, DAY), "2026-10-15", "2026-10-08", id="hearing papers"),
        pytest.param(ahead(3, MONTH), "2026-05-31", "2026-02-28", id="renewal"),
    ],
)
def test_worked_examples(period: Period, start: str, due: str) -> None:
    assert period.due(d(start), CAL).on == d(due)


def test_roll_over_keeps_the_raw_day_in_sight() -> None:
    due = within(15, DAY).due(d("2026-09-18"), CAL)
    assert (due.raw, due.on, due.rolled, due.provisional) == (d("2026-10-03"), d("2026-10-08"), True, False)
    still = within(6, MONTH).due(d("2025-08-31"), CAL)
    assert (still.raw, still.on, still.rolled) == (d("2026-02-28"), d("2026-02-28"), False)


def test_four_working_days_from_9_to_15_may_2023() -> None:
    assert at_least(7, WORK).elapsed(d("2023-05-09"), d("2023-05-15"), CAL) == 4
    assert at_least(7, WORK).shortfall(d("2023-05-09"), d("2023-05-15"), CAL) == 3


@pytest.mark.parametrize(
    ("period", "start", "end", "elapsed", "shortfall"),
    [
        (at_least(30, DAY), "2024-01-02", "2024-02-01", 30, 0),
        (at_least(30, DAY), "2024-01-02", "2024-01-31", 29, 1),
        (ahead(7, DAY), "2026-10-08", "2026-10-15", 7, 0),
        (ahead(7, DAY), "2026-10-10", "2026-10-15", 5, 2),
        (ahead(7, WORK), "2026-09-29", "2026-10-15", 7, 0),
        (ahead(7, WORK), "2026-09-30", "2026-10-15", 6, 1),
        (ahead(7, WORK), "2026-10-15", "2026-10-15", 0, 7),
        (within(15, DAY), "2026-09-18", "2026-10-08", 20, 0),
        (within(15, DAY), "2026-09-18", "2026-10-09", 21, 1),
        (within(5, WORK), "2026-09-29", "2026-10-12", 5, 0),
        (within(5, WORK), "2026-09-29", "2026-10-14", 7, 2),
        (within(6, MONTH), "2025-08-31", "2026-03-02", 6, 2),
        (at_least(6, MONTH), "2025-08-31", "2026-02-27", 5, 1),
        (ahead(3, MONTH), "2026-03-02", "2026-05-31", 2, 2),
        (at_least(30, DAY), "2024-02-01", "2024-01-02", -30, 60),
        (within(5, WORK), "2026-10-12", "2026-09-29", -5, 0),
    ],
)
def test_elapsed_and_shortfall(period: Period, start: str, end: str, elapsed: int, shortfall: int) -> None:
    assert period.elapsed(d(start), d(end), CAL) == elapsed
    assert period.shortfall(d(start), d(end), CAL) == shortfall
    assert period.kept(d(start), d(end), CAL) is (shortfall == 0)


def test_late_on_the_saturday_after_the_last_working_day_is_late() -> None:
    period = within(5, WORK)
    assert period.due(d("2026-06-05"), CAL).on == d("2026-06-12")
    assert period.shortfall(d("2026-06-05"), d("2026-06-13"), CAL) == 1


@pytest.mark.parametrize(
    ("period", "start", "provisional"),
    [
        (within(5, WORK), "2026-12-28", True),
        (within(3, WORK), "2026-12-28", False),
        (within(1, WORK), "2026-12-31", True),
        (within(30, DAY), "2026-12-15", True),
        (within(30, DAY, rolls=False), "2026-12-15", False),
        (at_least(30, DAY), "2026-12-15", False),
        (within(2, MONTH), "2026-11-22", True),
        (ahead(7, WORK), "2027-01-08", True),
        (ahead(7, WORK), "2027-01-01", False),
        (within(5, WORK), "2003-12-29", True),
    ],
)
def test_due_is_provisional_exactly_when_a_missing_notice_may_move_it(
    period: Period, start: str, provisional: bool
) -> None:
    assert period.due(d(start), CAL).provisional is provisional


def test_rolling_into_a_year_without_notice_is_provisional() -> None:
    days = {d("2026-12-31"): "彝族年"}
    due = within(1, DAY).due(d("2026-12-30"), with_local_holidays(CAL, days, stops_national_periods=True))
    assert (due.raw, due.on, due.provisional) == (d("2026-12-31"), d("2027-01-04"), True)


@pytest.mark.parametrize(
    "arguments",
    [
        {"n": 0},
        {"n": -7},
        {"n": True},
        {"n": 7.0},
        {"n": "7"},
        {"unit": "working_day"},
        {"unit": None},
        {"bound": "at_most"},
        {"falls_on": "agency"},
        {"before": True},
        {"soft": True},
        {"bound": Bound.AT_LEAST, "rolls": True},
        {"bound": Bound.AT_LEAST, "before": True, "rolls": True},
        {"unit": HOUR, "rolls": True},
        {"unit": WORK, "rolls": True},
    ],
    ids=str,
)
def test_a_malformed_period_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(DefinitionError):
        Period(**{"n": 7, "unit": DAY, "bound": Bound.AT_MOST, **arguments})


def test_a_bare_number_is_no_period() -> None:
    with pytest.raises(TypeError):
        Period(7)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (at_least(30, DAY), "不少于30日"),
        (at_least(7, WORK, soft=True), "一般不少于7个工作日"),
        (within(20, WORK), "20个工作日内"),
        (within(6, MONTH), "6个月内"),
        (within(24, HOUR), "24小时内"),
        (ahead(7, DAY), "会前7日"),
        (ahead(30, DAY, falls_on=FallsOn.PARTY, anchor="有效期届满"), "有效期届满前30日"),
    ],
)
def test_labels(period: Period, label: str) -> None:
    assert period.label == label


REF = d("2026-09-29")


@pytest.mark.parametrize(
    ("national", "local", "label"),
    [
        pytest.param(at_least(30, DAY), at_least(45, DAY), "不少于45日", id="longer floor"),
        pytest.param(at_least(30, DAY), at_least(20, DAY), "不少于30日", id="lower number inert"),
        pytest.param(at_least(30, DAY), at_least(20, WORK), "不少于20个工作日", id="other unit"),
        pytest.param(within(20, WORK), within(15, WORK), "15个工作日内", id="shorter ceiling"),
        pytest.param(within(20, WORK), within(90, DAY), "20个工作日内", id="longer ceiling"),
        pytest.param(ahead(7, DAY), ahead(10, DAY), "会前10日", id="earlier notice"),
        pytest.param(ahead(7, DAY), ahead(5, DAY), "会前7日", id="later notice"),
        pytest.param(within(24, HOUR), within(1, DAY), "24小时内", id="a day is 24 hours"),
        pytest.param(within(24, HOUR), within(23, HOUR), "23小时内", id="hours"),
        pytest.param(at_least(7, WORK, soft=True), at_least(7, WORK), "不少于7个工作日", id="same but hard"),
        pytest.param(
            at_least(7, WORK), at_least(10, WORK, soft=True), "不少于10个工作日", id="hard stays hard"
        ),
        pytest.param(
            at_least(7, WORK, soft=True), at_least(5, WORK), "一般不少于7个工作日", id="inert stays out"
        ),
    ],
)
def test_the_stricter_period_decides(national: Period, local: Period, label: str) -> None:
    assert national.stricter(local, REF, CAL).label == label


def test_which_unit_is_stricter_depends_on_the_day() -> None:
    calendar_days, working_days = at_least(10, DAY), at_least(7, WORK)
    assert calendar_days.stricter(working_days, d("2026-09-29"), CAL) == working_days
    assert calendar_days.stricter(working_days, d("2026-06-01"), CAL) == calendar_days


def test_a_floor_and_a_ceiling_are_not_compared() -> None:
    with pytest.raises(DefinitionError):
        at_least(7, DAY).stricter(within(7, DAY), REF, CAL)
    with pytest.raises(DefinitionError):
        at_least(7, DAY).stricter(ahead(7, DAY), REF, CAL)
