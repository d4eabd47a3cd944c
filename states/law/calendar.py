"""Working days: which days count, on whose word, and how sure that is.

A working day is not "Monday to Friday": make-up weekends count, swapped weekdays do not
(《全国年节及纪念日放假办法》 arts 2, 6, 7 and each year's notice). A year whose notice is not loaded is
answered from weekends and statutory days and marked provisional, so that nobody takes it for certain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from chinese_calendar import constants

from states.law.effects import effect
from states.law.holiday_notice import SATURDAY, Notice, days_between, shipped_notices, statutory


class DayClass(StrEnum):
    """What a day is called in the files."""

    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LOCAL_HOLIDAY = "local_holiday"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DayClass.WORKDAY: "工作日",
    DayClass.MAKEUP_WORKDAY: "调休上班日",
    DayClass.WEEKEND: "周末",
    DayClass.HOLIDAY: "节假日",
    DayClass.LOCAL_HOLIDAY: "地方假日",
}


@dataclass(frozen=True, slots=True)
class DayInfo:
    """One day. ``source``: a notice's number, or 周末; ``provisional``: the year's notice is missing."""

    day: date
    klass: DayClass
    workday: bool
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Year:
    days: tuple[DayInfo, ...]
    workdays: tuple[date, ...]


class WorkCalendar:
    """Counts working days by bisection over one sorted array per year, made when first asked for."""

    def __init__(self, days_of_year: Callable[[int], Iterable[DayInfo]]) -> None:
        self._days_of_year = days_of_year
        self._years: dict[int, _Year] = {}

    def year(self, year: int) -> tuple[DayInfo, ...]:
        """All days of a year, from 1 January."""
        return self._year(year).days

    def info(self, day: date) -> DayInfo:
        return self._year(day.year).days[day.timetuple().tm_yday - 1]

    @effect("E-CNT-14", "E-CNT-15")
    def is_workday(self, day: date) -> bool:
        return self.info(day).workday

    def provisional(self, day: date) -> bool:
        """Whether the notice for the day's year is not loaded, so that the answer may still change."""
        return self.info(day).provisional

    def add_workdays(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, or before it for a negative ``n``; the first day is out.

        ``start`` may be a rest day; ``n == 0`` gives ``start`` back.
        """
        if n == 0:
            return start
        year = start.year
        workdays = self._year(year).workdays
        index = bisect_right(workdays, start) + n - 1 if n > 0 else bisect_left(workdays, start) + n
        while index >= len(workdays):
            index -= len(workdays)
            year += 1
            workdays = self._year(year).workdays
        while index < 0:
            year -= 1
            workdays = self._year(year).workdays
            index += len(workdays)
        return workdays[index]

    def workdays_after(self, start: date, end: date) -> int:
        """Working days d with start < d <= end; 0 when ``end`` is not after ``start``."""
        if end <= start:
            return 0
        whole_years = sum(len(self._year(year).workdays) for year in range(start.year, end.year))
        before_start = bisect_right(self._year(start.year).workdays, start)
        return whole_years - before_start + bisect_right(self._year(end.year).workdays, end)

    def next_workday(self, day: date) -> date:
        """The day itself when it is worked, otherwise the first working day after it."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            days = tuple(self._days_of_year(year))
            known = _Year(days, tuple(info.day for info in days if info.workday))
            self._years[year] = known
        return known


@cache
def national_calendar() -> WorkCalendar:
    """The calendar of the notices that ship with the product."""
    return calendar_of(shipped_notices())


def calendar_of(notices: Iterable[Notice]) -> WorkCalendar:
    """A calendar where ``notices`` decide their years, the library's data the other years it knows."""
    by_year = {notice.year: notice for notice in notices}
    named = _named_by_library(by_year) | _named_by_notices(by_year.values())
    certain = by_year.keys() | _library_years()

    def days_of_year(year: int) -> Iterable[DayInfo]:
        days = days_between(date(year, 1, 1), date(year, 12, 31))
        if year in certain:
            return (named.get(day) or _ordinary(day) for day in days)
        # A published notice of the next year may already have settled the last days of this one.
        return (named.get(day) or guess for day, guess in zip(days, _guessed(year), strict=True))

    return WorkCalendar(days_of_year)


def with_local_holidays(
    cal: WorkCalendar, days: Mapping[date, str], stops_national_periods: bool
) -> WorkCalendar:
    """``cal`` with an autonomous area's own days off (《放假办法》 art 4); ``days``: day -> its Chinese name.

    Whether they stop a national period is unsettled: use ``False`` for the agency's duty (the day still
    counts) and ``True`` for the party's right (a day of rest), so that neither reading can hurt the party.
    """

    def overlay(info: DayInfo) -> DayInfo:
        name = days.get(info.day)
        if name is None or info.klass is DayClass.HOLIDAY:
            return info
        workday = info.workday and not stops_national_periods
        return replace(info, klass=DayClass.LOCAL_HOLIDAY, workday=workday, source=name)

    return WorkCalendar(lambda year: map(overlay, cal.year(year)))


def with_worked_days(cal: WorkCalendar, days: Mapping[date, str]) -> WorkCalendar:
    """``cal`` with days that are worked though they would be free; ``days``: day -> on whose word."""

    def worked(info: DayInfo) -> DayInfo:
        name = days.get(info.day)
        return info if name is None else replace(info, klass=DayClass.MAKEUP_WORKDAY, workday=True, source=name)

    return WorkCalendar(lambda year: map(worked, cal.year(year)))


@cache
def _library_years() -> frozenset[int]:
    return frozenset(day.year for day in constants.holidays)


def _named_by_library(replaced: Mapping[int, Notice]) -> dict[date, DayInfo]:
    classes = dict.fromkeys(constants.holidays, DayClass.HOLIDAY)
    classes |= dict.fromkeys(constants.workdays, DayClass.MAKEUP_WORKDAY)
    return {
        day: DayInfo(day, klass, klass is not DayClass.HOLIDAY, f"国务院办公厅{day.year}年节假日安排", False)
        for day, klass in classes.items()
        if day.year not in replaced
    }


def _named_by_notices(notices: Iterable[Notice]) -> dict[date, DayInfo]:
    named: dict[date, DayInfo] = {}
    for notice in notices:
        for day in notice.rest:
            named[day] = DayInfo(day, DayClass.HOLIDAY, False, notice.number, False)
        for day in notice.make_up:
            named[day] = DayInfo(day, DayClass.MAKEUP_WORKDAY, True, notice.number, False)
    return named


def _ordinary(day: date) -> DayInfo:
    if day.weekday() >= SATURDAY:
        return DayInfo(day, DayClass.WEEKEND, False, "周末", False)
    return DayInfo(day, DayClass.WORKDAY, True, "周一至周五", False)


def _guessed(year: int) -> Iterable[DayInfo]:
    table = statutory()
    free = table.days(year)
    later = year > max(_library_years())
    why = f"，{year}年放假安排尚未公布，暂定" if later else f"，未收录{year}年放假安排，暂定"
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        info = _ordinary(day)
        if day in free:
            info = DayInfo(day, DayClass.HOLIDAY, False, table.source, False)
        yield replace(info, source=info.source + why, provisional=True)
