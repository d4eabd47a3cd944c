"""The calendar and the notices against the library, and what is said of years nobody announced."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count, islice

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.errors import DefinitionError
from states.law.calendar import DayClass, WorkCalendar, calendar_of, national_calendar, with_local_holidays
from states.law.holiday_notice import Notice, parse_notice, parse_statutory, shipped_notices

CAL = national_calendar()
KNOWN_YEARS = range(2004, 2027)
TORCH_FESTIVAL = {
    date(2024, 7, 29): "火把节",
    date(2024, 7, 30): "火把节",
    date(2024, 7, 31): "火把节",
}

NOTICE = """
year = 2031
number = "国办发明电〔2030〕1号"
title = "国务院办公厅关于2031年部分节假日安排的通知"
issued = 2030-11-04
[[holiday]]
name = "元旦"
from = 2030-12-31
to = 2031-01-02
make_up = [2031-01-04]
[[holiday]]
name = "劳动节"
from = 2031-05-01
to = 2031-05-05
make_up = [2031-04-27]
[[holiday]]
name = "国庆节"
from = 2031-10-01
to = 2031-10-07
make_up = []
"""


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=i) for i in range(366 if year % 4 == 0 else 365)]


@pytest.mark.parametrize("year", KNOWN_YEARS)
def test_every_day_equals_the_library(year: int) -> None:
    wrong = [day for day in days_of(year) if CAL.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []
    assert not any(CAL.provisional(day) for day in days_of(year))


def test_the_notices_were_entered_for_these_years_under_these_numbers() -> None:
    assert {notice.year: notice.number for notice in shipped_notices()} == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


@pytest.mark.parametrize("notice", shipped_notices(), ids=lambda notice: str(notice.year))
def test_each_notice_entered_by_hand_names_the_same_days_as_the_library(notice: Notice) -> None:
    library = chinese_calendar.constants
    assert set(notice.rest) == {day for day in library.holidays if day.year == notice.year}
    assert notice.make_up == {day for day in library.workdays if day.year == notice.year}


def test_the_six_working_weekends_of_2026() -> None:
    worked = [info.day for info in CAL.year(2026) if info.klass is DayClass.MAKEUP_WORKDAY]
    assert worked == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


@pytest.mark.parametrize(
    ("day", "klass", "workday", "source"),
    [
        (date(2024, 2, 12), DayClass.HOLIDAY, False, "国办发明电〔2023〕7号"),
        (date(2024, 2, 9), DayClass.WORKDAY, True, "周一至周五"),
        (date(2025, 10, 11), DayClass.MAKEUP_WORKDAY, True, "国办发明电〔2024〕12号"),
        (date(2026, 10, 11), DayClass.WEEKEND, False, "周末"),
        (date(2023, 5, 6), DayClass.MAKEUP_WORKDAY, True, "国务院办公厅2023年节假日安排"),
    ],
)
def test_a_day_names_its_class_and_its_source(day: date, klass: DayClass, workday: bool, source: str) -> None:
    info = CAL.info(day)
    assert (info.day, info.klass, info.workday, info.source, info.provisional) == (
        day,
        klass,
        workday,
        source,
        False,
    )


def test_every_class_has_a_chinese_label() -> None:
    assert [klass.label for klass in DayClass] == ["工作日", "调休上班日", "周末", "节假日", "地方假日"]


def test_2027_has_statutory_days_and_weekends_and_says_it_is_provisional() -> None:
    rest_on_weekdays = [
        info.day for info in CAL.year(2027) if info.klass is DayClass.HOLIDAY and info.day.weekday() < 5
    ]
    assert [f"{day:%m-%d}" for day in rest_on_weekdays] == [
        "01-01",  # 元旦
        "02-05",  # 除夕
        "02-08",  # 初三（初一、初二逢周末）
        "04-05",  # 清明
        "06-09",  # 端午
        "09-15",  # 中秋
        "10-01",  # 国庆
    ]
    assert all(info.provisional and "2027年放假安排尚未公布" in info.source for info in CAL.year(2027))
    assert CAL.is_workday(date(2027, 1, 4)) and not CAL.is_workday(date(2027, 1, 2))


@pytest.mark.parametrize("year", [1949, 1996, 2003, 2027, 2033, 2099])
def test_an_unknown_year_is_answered_and_never_certain(year: int) -> None:
    assert len(CAL.year(year)) in (365, 366)
    assert all(info.provisional for info in CAL.year(year))
    statutory = [CAL.is_workday(date(year, month, day)) for month, day in ((1, 1), (5, 1), (10, 1), (10, 2))]
    assert not any(statutory)


def test_a_year_before_the_data_is_not_called_unpublished() -> None:
    assert "未收录2003年放假安排" in CAL.info(date(2003, 6, 2)).source


def test_statutory_days_of_a_year_with_a_lunar_table_are_thirteen() -> None:
    for year in range(2027, 2033):
        holidays = [info for info in CAL.year(year) if info.klass is DayClass.HOLIDAY]
        # In 2028 and 2031 Mid-Autumn falls within National Day.
        assert len(holidays) == (12 if year in (2028, 2031) else 13), year


def test_a_notice_turns_a_provisional_year_certain_and_settles_the_december_before() -> None:
    with_2031 = calendar_of([*shipped_notices(), parse_notice(NOTICE, "2031.toml")])
    assert CAL.is_workday(date(2030, 12, 31)) and CAL.provisional(date(2030, 12, 31))
    eve = with_2031.info(date(2030, 12, 31))
    assert (eve.workday, eve.provisional, eve.source) == (False, False, "国办发明电〔2030〕1号")
    assert with_2031.provisional(date(2030, 12, 30))
    assert with_2031.is_workday(date(2031, 1, 4)) and not with_2031.provisional(date(2031, 6, 2))


def without_key(key: str) -> str:
    return "\n".join(line for line in NOTICE.splitlines() if not line.startswith(f"{key} ="))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("colour = 1\n" + NOTICE, id="unknown key"),
        pytest.param(NOTICE + "\ncolour = 1\n", id="unknown key in a holiday"),
        pytest.param(without_key("number"), id="missing key"),
        pytest.param(without_key("make_up"), id="missing key in a holiday"),
        pytest.param(NOTICE.replace("[2031-04-27]", "[2031-04-28]"), id="make-up day on a weekday"),
        pytest.param(NOTICE.replace("[2031-04-27]", "[2031-05-04]"), id="make-up day in a holiday"),
        pytest.param(NOTICE.replace("[2031-04-27]", "[2031-01-04]"), id="make-up day given twice"),
        pytest.param(NOTICE.replace("to = 2031-05-05", "to = 2031-10-01"), id="holidays overlap"),
        pytest.param(NOTICE.replace("to = 2031-05-05", "to = 2031-04-30"), id="ends before it begins"),
        pytest.param(NOTICE.replace("from = 2031-10-01", "from = 2031-10-02"), id="National Day left out"),
        pytest.param(NOTICE.replace("[2031-04-27]", "[2032-04-25]"), id="a day of another year"),
        pytest.param(NOTICE.replace("2031-04-27", "2031-04-27T08:00:00"), id="a time for a day"),
        pytest.param(NOTICE.replace("year = 2031", "year = true"), id="a truth value for a year"),
        pytest.param(NOTICE.replace("year = 2031", 'year = "2031"'), id="a text for a year"),
        pytest.param(NOTICE.replace("year = 2031", "year = 20310"), id="a year beyond all sense"),
        pytest.param("year = ", id="no TOML"),
    ],
)
def test_a_faulty_notice_is_refused_by_the_name_of_its_file(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"2031\.toml"):
        parse_notice(text, "2031.toml")


@pytest.mark.parametrize(
    "text",
    [
        'source = "x"\nfixed = ["13-01"]\n[lunar]\n',
        'source = "x"\nfixed = [101]\n[lunar]\n',
        'source = "x"\nfixed = []\n[lunar.2027]\nspring_festival = 2027-02-06\n',
        'source = "x"\nfixed = []\ncolour = 1\n',
        'source = "x"\nfixed = []\n[lunar.2027]\nspring_festival = 2028-02-06\n'
        "qingming = 2027-04-05\ndragon_boat = 2027-06-09\nmid_autumn = 2027-09-15\n",
    ],
)
def test_a_faulty_statutory_table_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"statutory\.toml"):
        parse_statutory(text, "statutory.toml")


def walk(cal: WorkCalendar, start: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    workdays = (day for k in count(1) if cal.is_workday(day := start + k * step))
    return next(islice(workdays, abs(n) - 1, None))


DAYS = st.dates(date(2003, 6, 1), date(2028, 6, 1))


@given(DAYS, st.integers(-600, 600).filter(bool))
def test_adding_working_days_equals_walking(start: date, n: int) -> None:
    assert CAL.add_workdays(start, n) == walk(CAL, start, n)


@given(DAYS, st.integers(-20, 900))
def test_counting_working_days_equals_walking(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    walked = sum(CAL.is_workday(start + timedelta(days=k)) for k in range(1, length + 1))
    assert CAL.workdays_after(start, end) == walked


def test_nothing_added_stays_and_next_workday_is_the_day_itself_if_worked() -> None:
    assert CAL.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)
    assert CAL.next_workday(date(2026, 10, 3)) == date(2026, 10, 8)
    assert CAL.next_workday(date(2026, 10, 10)) == date(2026, 10, 10)


@pytest.mark.parametrize(("stops", "fifth_day"), [(False, date(2024, 8, 2)), (True, date(2024, 8, 7))])
def test_local_holidays_count_for_the_agency_and_not_for_the_party(stops: bool, fifth_day: date) -> None:
    local = with_local_holidays(CAL, TORCH_FESTIVAL, stops_national_periods=stops)
    assert local.add_workdays(date(2024, 7, 26), 5) == fifth_day
    info = local.info(date(2024, 7, 30))
    assert (info.klass, info.workday, info.source) == (DayClass.LOCAL_HOLIDAY, not stops, "火把节")
    assert CAL.info(date(2024, 7, 30)).klass is DayClass.WORKDAY


def test_a_local_holiday_never_makes_a_rest_day_worked_and_yields_to_a_national_one() -> None:
    days = {date(2024, 10, 1): "州庆", date(2024, 4, 20): "州庆"}
    local = with_local_holidays(CAL, days, stops_national_periods=False)
    assert local.info(date(2024, 10, 1)) == CAL.info(date(2024, 10, 1))
    saturday = local.info(date(2024, 4, 20))
    assert (saturday.klass, saturday.workday) == (DayClass.LOCAL_HOLIDAY, False)
