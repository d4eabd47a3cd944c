"""Counting, against worked examples from the law and against a slow simulator that knows nothing of bisection."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.errors import DefinitionError
from states.law.calendar import DayClass, national_calendar, with_local_holidays
from states.law.period import SHANGHAI, Bound, FallsOn, Period, Unit, add_months, legal_day

CAL = national_calendar()
DAY, WORK, MONTH, HOUR = Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.HOUR
FLOOR, CEILING = Bound.AT_LEAST, Bound.AT_MOST
ONE = timedelta(days=1)


def d(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("period", "start", "due"),
    [
        pytest.param(Period(20, WORK, CEILING), "2025-01-10", "2025-02-13", id="twenty over Spring Festival"),
        pytest.param(Period(4, WORK, CEILING), "2023-05-09", "2023-05-15", id="four over a weekend"),
        pytest.param(Period(5, WORK, CEILING, FallsOn.PARTY), "2026-09-29", "2026-10-12", id="hearing request"),
        pytest.param(Period(7, WORK, CEILING), "2026-09-29", "2026-10-14", id="registration of evidence"),
        pytest.param(Period(10, WORK, CEILING, FallsOn.PARTY), "2026-04-28", "2026-05-14", id="demand"),
        pytest.param(Period(15, DAY, CEILING, FallsOn.PARTY), "2026-09-18", "2026-10-08", id="pay the fine"),
        pytest.param(Period(15, DAY, CEILING, rolls=False), "2026-09-18", "2026-10-03", id="power over goods"),
        pytest.param(Period(15, DAY, FLOOR), "2026-09-18", "2026-10-03", id="floor ends on a holiday"),
        pytest.param(Period(30, DAY, FLOOR), "2024-01-02", "2024-02-01", id="public consultation"),
        pytest.param(Period(6, MONTH, CEILING, FallsOn.PARTY), "2025-08-31", "2026-02-28", id="short month"),
        pytest.param(Period(6, MONTH, CEILING), "2026-04-03", "2026-10-08", id="month ends in the holiday"),
        pytest.param(Period(7, WORK, FLOOR, before=True), "2026-10-15", "2026-09-29", id="hearing notice"),
        pytest.param(Period(7, DAY, FLOOR, before=True), "2026-10-15", "2026-10-08", id="hearing papers"),
        pytest.param(Period(3, MONTH, FLOOR, before=True), "2026-05-31", "2026-02-28", id="renewal"),
    ],
)
def test_worked_examples(period: Period, start: str, due: str) -> None:
    assert period.due(d(start), CAL).on == d(due)


def test_roll_over_keeps_the_raw_day_in_sight() -> None:
    due = Period(15, DAY, CEILING).due(d("2026-09-18"), CAL)
    assert (due.raw, due.on, due.rolled, due.provisional) == (d("2026-10-03"), d("2026-10-08"), True, False)
    still = Period(6, MONTH, CEILING).due(d("2025-08-31"), CAL)
    assert (still.raw, still.on, still.rolled) == (d("2026-02-28"), d("2026-02-28"), False)


def test_four_working_days_from_9_to_15_may_2023() -> None:
    assert Period(7, WORK, FLOOR).elapsed(d("2023-05-09"), d("2023-05-15"), CAL) == 4
    assert Period(7, WORK, FLOOR).shortfall(d("2023-05-09"), d("2023-05-15"), CAL) == 3


@pytest.mark.parametrize(
    ("period", "start", "end", "elapsed", "shortfall"),
    [
        (Period(30, DAY, FLOOR), "2024-01-02", "2024-02-01", 30, 0),
        (Period(30, DAY, FLOOR), "2024-01-02", "2024-01-31", 29, 1),
        (Period(7, DAY, FLOOR, before=True), "2026-10-08", "2026-10-15", 7, 0),
        (Period(7, DAY, FLOOR, before=True), "2026-10-10", "2026-10-15", 5, 2),
        (Period(7, WORK, FLOOR, before=True), "2026-09-29", "2026-10-15", 7, 0),
        (Period(7, WORK, FLOOR, before=True), "2026-09-30", "2026-10-15", 6, 1),
        (Period(7, WORK, FLOOR, before=True), "2026-10-15", "2026-10-15", 0, 7),
        (Period(15, DAY, CEILING), "2026-09-18", "2026-10-08", 20, 0),
        (Period(15, DAY, CEILING), "2026-09-18", "2026-10-09", 21, 1),
        (Period(5, WORK, CEILING), "2026-09-29", "2026-10-12", 5, 0),
        (Period(5, WORK, CEILING), "2026-09-29", "2026-10-14", 7, 2),
        (Period(6, MONTH, CEILING), "2025-08-31", "2026-03-02", 6, 2),
        (Period(6, MONTH, FLOOR), "2025-08-31", "2026-02-27", 5, 1),
        (Period(3, MONTH, FLOOR, before=True), "2026-03-02", "2026-05-31", 2, 2),
        (Period(30, DAY, FLOOR), "2024-02-01", "2024-01-02", -30, 60),
        (Period(5, WORK, CEILING), "2026-10-12", "2026-09-29", -5, 0),
    ],
)
def test_elapsed_and_shortfall(period: Period, start: str, end: str, elapsed: int, shortfall: int) -> None:
    assert period.elapsed(d(start), d(end), CAL) == elapsed
    assert period.shortfall(d(start), d(end), CAL) == shortfall
    assert period.kept(d(start), d(end), CAL) is (shortfall == 0)


def test_late_on_the_saturday_after_the_last_working_day_is_late() -> None:
    period = Period(5, WORK, CEILING)
    assert period.due(d("2026-06-05"), CAL).on == d("2026-06-12")
    assert period.shortfall(d("2026-06-05"), d("2026-06-13"), CAL) == 1


# --- what a missing notice makes uncertain -------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "start", "provisional"),
    [
        (Period(5, WORK, CEILING), "2026-12-28", True),
        (Period(3, WORK, CEILING), "2026-12-28", False),
        (Period(1, WORK, CEILING), "2026-12-31", True),
        (Period(30, DAY, CEILING), "2026-12-15", True),
        (Period(30, DAY, CEILING, rolls=False), "2026-12-15", False),
        (Period(30, DAY, FLOOR), "2026-12-15", False),
        (Period(2, MONTH, CEILING), "2026-11-22", True),
        (Period(7, WORK, FLOOR, before=True), "2027-01-08", True),
        (Period(7, WORK, FLOOR, before=True), "2027-01-01", False),
        (Period(5, WORK, CEILING), "2003-12-29", True),
    ],
)
def test_due_is_provisional_exactly_when_a_missing_notice_may_move_it(
    period: Period, start: str, provisional: bool
) -> None:
    assert period.due(d(start), CAL).provisional is provisional


# --- instants ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "start", "close", "due"),
    [
        pytest.param(Period(24, HOUR, CEILING), "2026-10-02T23:30", None, "2026-10-03T23:30", id="never pauses"),
        pytest.param(Period(24, HOUR, CEILING), "2026-10-02T23:30", time(17, 30), "2026-10-03T23:30", id="no close"),
        pytest.param(Period(24, HOUR, FLOOR, before=True), "2026-10-03T09:00", None, "2026-10-02T09:00", id="back"),
        pytest.param(Period(5, WORK, CEILING), "2026-09-29T10:00", None, "2026-10-13T00:00", id="24:00"),
        pytest.param(Period(5, WORK, CEILING), "2026-09-29T10:00", time(17, 30), "2026-10-12T17:30", id="close"),
        pytest.param(Period(5, WORK, CEILING), "2026-09-29T17:30", time(17, 30), "2026-10-13T17:30", id="after"),
        pytest.param(Period(30, DAY, FLOOR), "2024-01-02T10:00", time(17, 30), "2024-02-02T00:00", id="floor"),
        pytest.param(
            Period(7, WORK, FLOOR, before=True), "2026-10-15T19:00", time(17, 30), "2026-09-29T17:30", id="event"
        ),
    ],
)
def test_due_at(period: Period, start: str, close: time | None, due: str) -> None:
    found = period.due_at(at(start), CAL, close)
    assert found == at(due)
    assert found.tzinfo is not None and found.utcoffset() == timedelta(hours=8)


def test_hours_are_true_hours_through_the_summer_time_of_1988() -> None:
    found = Period(24, HOUR, CEILING).due_at(at("1988-04-16T12:00"), CAL)
    assert found - at("1988-04-16T12:00").astimezone(UTC) == timedelta(hours=24)
    assert found.hour == 13


def test_hours_are_judged_by_instants_only() -> None:
    day = Period(24, HOUR, CEILING)
    assert day.kept_at(at("2026-10-02T23:30"), at("2026-10-03T23:30"), CAL)
    assert not day.kept_at(at("2026-10-02T23:30"), at("2026-10-03T23:31"), CAL)
    ahead = Period(24, HOUR, FLOOR, before=True)
    assert ahead.kept_at(at("2026-10-02T09:00"), at("2026-10-03T09:00"), CAL)
    assert not ahead.kept_at(at("2026-10-02T09:01"), at("2026-10-03T09:00"), CAL)
    for refused in (day.due, day.explain):
        if refused == day.explain:
            continue
        with pytest.raises(ValueError, match="due_at"):
            refused(d("2026-10-02"), CAL)
    with pytest.raises(ValueError, match="due_at"):
        day.kept(d("2026-10-02"), d("2026-10-03"), CAL)
    with pytest.raises(ValueError, match="due_at"):
        day.elapsed(d("2026-10-02"), d("2026-10-03"), CAL)


@pytest.mark.parametrize(
    ("period", "start", "end", "kept"),
    [
        pytest.param(Period(5, WORK, CEILING), "2026-09-29T10:00", "2026-10-12T17:29", True, id="before close"),
        pytest.param(Period(5, WORK, CEILING), "2026-09-29T10:00", "2026-10-12T17:30", False, id="at close"),
        pytest.param(Period(7, WORK, FLOOR, before=True), "2026-09-29T17:29", "2026-10-15T19:00", True, id="act"),
        pytest.param(Period(7, WORK, FLOOR, before=True), "2026-09-29T18:00", "2026-10-15T19:00", False, id="late"),
        pytest.param(Period(30, DAY, FLOOR), "2024-01-02T10:00", "2024-01-31T20:00", False, id="floor, evening"),
        pytest.param(Period(30, DAY, FLOOR), "2024-01-02T10:00", "2024-02-01T09:00", True, id="floor"),
    ],
)
def test_office_close_at_half_past_five(period: Period, start: str, end: str, kept: bool) -> None:
    assert period.kept_at(at(start), at(end), CAL, time(17, 30)) is kept


def test_an_instant_belongs_to_its_day_in_shanghai() -> None:
    assert legal_day(datetime(2026, 1, 1, 15, 59, 59, tzinfo=UTC)) == d("2026-01-01")
    assert legal_day(datetime(2026, 1, 1, 16, 0, tzinfo=UTC)) == d("2026-01-02")
    assert legal_day(datetime(2026, 1, 1, 20, 0, tzinfo=ZoneInfo("America/New_York"))) == d("2026-01-02")
    assert legal_day(at("2026-01-05T17:29:59"), time(17, 30)) == d("2026-01-05")
    assert legal_day(at("2026-01-05T17:30"), time(17, 30)) == d("2026-01-06")


def test_a_naive_instant_and_an_instant_for_a_day_are_refused() -> None:
    naive = datetime(2026, 1, 5, 9, 0)
    with pytest.raises(ValueError, match="时区"):
        legal_day(naive)
    with pytest.raises(ValueError, match="时区"):
        Period(24, HOUR, CEILING).due_at(naive, CAL)
    for period in (Period(5, WORK, CEILING), Period(7, DAY, FLOOR, before=True)):
        with pytest.raises(ValueError, match="legal_day"):
            period.due(at("2026-01-05T09:00"), CAL)
        with pytest.raises(ValueError, match="legal_day"):
            period.kept(d("2026-01-05"), at("2026-01-05T09:00"), CAL)


# --- what is no period ---------------------------------------------------------------------------


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
        {"bound": FLOOR, "rolls": True},
        {"bound": FLOOR, "before": True, "rolls": True},
        {"unit": HOUR, "rolls": True},
        {"unit": WORK, "rolls": True},
    ],
    ids=str,
)
def test_a_malformed_period_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(DefinitionError):
        Period(**{"n": 7, "unit": DAY, "bound": CEILING, **arguments})


def test_a_bare_number_is_no_period() -> None:
    with pytest.raises(TypeError):
        Period(7)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period(30, DAY, FLOOR), "不少于30日"),
        (Period(7, WORK, FLOOR, soft=True), "一般不少于7个工作日"),
        (Period(20, WORK, CEILING), "20个工作日内"),
        (Period(6, MONTH, CEILING), "6个月内"),
        (Period(24, HOUR, CEILING), "24小时内"),
        (Period(7, DAY, FLOOR, before=True), "会前7日"),
        (Period(30, DAY, FLOOR, FallsOn.PARTY, before=True, anchor="有效期届满"), "有效期届满前30日"),
    ],
)
def test_labels(period: Period, label: str) -> None:
    assert period.label == label


# --- overlays ------------------------------------------------------------------------------------

REF = d("2026-09-29")


@pytest.mark.parametrize(
    ("national", "local", "label"),
    [
        pytest.param(Period(30, DAY, FLOOR), Period(45, DAY, FLOOR), "不少于45日", id="longer floor"),
        pytest.param(Period(30, DAY, FLOOR), Period(20, DAY, FLOOR), "不少于30日", id="lower number inert"),
        pytest.param(Period(30, DAY, FLOOR), Period(20, WORK, FLOOR), "不少于20个工作日", id="other unit"),
        pytest.param(Period(20, WORK, CEILING), Period(15, WORK, CEILING), "15个工作日内", id="shorter ceiling"),
        pytest.param(Period(20, WORK, CEILING), Period(90, DAY, CEILING), "20个工作日内", id="longer ceiling"),
        pytest.param(
            Period(7, DAY, FLOOR, before=True), Period(10, DAY, FLOOR, before=True), "会前10日", id="earlier notice"
        ),
        pytest.param(
            Period(7, DAY, FLOOR, before=True), Period(5, DAY, FLOOR, before=True), "会前7日", id="later notice"
        ),
        pytest.param(Period(24, HOUR, CEILING), Period(1, DAY, CEILING), "24小时内", id="a day is 24 hours"),
        pytest.param(Period(24, HOUR, CEILING), Period(23, HOUR, CEILING), "23小时内", id="hours"),
        pytest.param(
            Period(7, WORK, FLOOR, soft=True), Period(7, WORK, FLOOR), "不少于7个工作日", id="same but hard"
        ),
        pytest.param(
            Period(7, WORK, FLOOR), Period(10, WORK, FLOOR, soft=True), "不少于10个工作日", id="hard stays hard"
        ),
        pytest.param(
            Period(7, WORK, FLOOR, soft=True), Period(5, WORK, FLOOR), "一般不少于7个工作日", id="inert stays out"
        ),
    ],
)
def test_the_stricter_period_decides(national: Period, local: Period, label: str) -> None:
    assert national.stricter(local, REF, CAL).label == label


def test_which_unit_is_stricter_depends_on_the_day() -> None:
    calendar_days, working_days = Period(9, DAY, FLOOR), Period(7, WORK, FLOOR)
    assert calendar_days.stricter(working_days, d("2026-09-29"), CAL) is not calendar_days
    assert calendar_days.stricter(working_days, d("2026-06-01"), CAL) == calendar_days


def test_a_floor_and_a_ceiling_are_not_compared() -> None:
    with pytest.raises(DefinitionError):
        Period(7, DAY, FLOOR).stricter(Period(7, DAY, CEILING), REF, CAL)
    with pytest.raises(DefinitionError):
        Period(7, DAY, FLOOR).stricter(Period(7, DAY, FLOOR, before=True), REF, CAL)


# --- against a simulator -------------------------------------------------------------------------


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
        day = day.replace(day=monthrange(day.year, day.month)[1]) + ONE if months > 0 else day.replace(day=1) - ONE
        day = day.replace(day=1)
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


# --- the words of the explanation ----------------------------------------------------------------


def reasons(period: Period, start: str) -> dict[str, str]:
    return {f"{line.day:%m-%d}": line.reason for line in period.explain(d(start), CAL)}


def test_the_explanation_cites_the_notice_for_each_unusual_day() -> None:
    told = reasons(Period(5, WORK, CEILING), "2026-09-29")
    assert told["09-29"] == "首日不计入"
    assert told["09-30"] == "第1日"
    assert told["10-01"] == "休息日不计入（国办发明电〔2025〕7号）"
    assert told["10-10"] == "第4日（调休上班日，国办发明电〔2025〕7号）"
    assert told["10-11"] == "休息日不计入（周末）"
    assert told["10-12"] == "第5日，末日"


def test_the_explanation_tells_why_the_last_day_moves_or_does_not() -> None:
    told = reasons(Period(15, DAY, CEILING), "2026-09-18")
    assert told["10-03"] == "第15日，末日逢休息日，顺延至2026年10月8日"
    assert told["10-05"] == "休息日，末日继续顺延（国办发明电〔2025〕7号）"
    assert told["10-08"] == "顺延后的末日"
    assert reasons(Period(15, DAY, FLOOR), "2026-09-18")["10-03"] == "第15日，最短期间届满，不因休息日变动"


def test_the_explanation_of_a_backward_count() -> None:
    told = reasons(Period(7, WORK, FLOOR, before=True), "2026-10-15")
    assert told["10-15"] == "起算当日不计入"
    assert told["10-14"] == "倒数第1日"
    assert told["09-30"] == "倒数第7日"
    assert told["09-29"] == "本日不计入，最迟应在本日办理"
    sunday = reasons(Period(4, DAY, FLOOR, before=True), "2026-06-11")
    assert sunday["06-07"] == "倒数第4日，最迟应在本日办理；本日为休息日，宜提前至2026年6月5日"


def test_the_explanation_of_months_and_hours() -> None:
    told = reasons(Period(2, MONTH, CEILING), "2026-03-31")
    assert told["04-30"] == "第1个月届满"
    assert told["05-30"] == "按月计算，不逐日计数"
    assert told["05-31"] == "第2个月届满，末日逢休息日，顺延至2026年6月1日"
    (line,) = Period(24, HOUR, CEILING).explain(d("2026-10-03"), CAL)
    assert (line.klass, line.counted) == (DayClass.HOLIDAY, None)
    assert line.reason == "按时刻连续计算24小时，夜间和休息日不停止"


def test_the_explanation_admits_what_is_provisional() -> None:
    told = reasons(Period(2, WORK, CEILING), "2026-12-30")
    assert told["12-31"] == "第1日"
    assert told["01-01"].endswith("2027年放假安排尚未公布，暂定）")
    assert told["01-04"] == "第2日（周一至周五，2027年放假安排尚未公布，暂定），末日"
    rolled = reasons(Period(3, DAY, CEILING), "2026-12-30")
    assert rolled["01-02"].endswith("顺延至2027年1月4日（周一至周五，2027年放假安排尚未公布，暂定）")


def test_the_explanation_names_a_local_holiday_that_counts() -> None:
    days = {d("2024-07-29"): "火把节"}
    counts = with_local_holidays(CAL, days, stops_national_periods=False)
    rests = with_local_holidays(CAL, days, stops_national_periods=True)
    period = Period(1, WORK, CEILING)
    assert period.explain(d("2024-07-26"), counts)[-1].reason == "第1日（地方假日照常计入：火把节），末日"
    assert "休息日不计入（火把节）" in [line.reason for line in period.explain(d("2024-07-26"), rests)]
