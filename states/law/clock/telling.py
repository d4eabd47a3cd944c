"""A clock told day by day, so that a legal adviser can recount it with a wall calendar and sign it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from states.law.calendar import DayInfo, WorkCalendar
from states.law.clock.course import Leg, Stretch
from states.law.clock.history import History
from states.law.clock.records import Interval
from states.law.clock.terms import ClockLaw
from states.law.day_lines import DayLine, chinese_date, rest_reason, workday_reason
from states.law.holiday_notice import days_between
from states.law.legal_day import add_months, months_between
from states.law.period import Unit


def explain(
    law: ClockLaw, records: Sequence[Interval], on: date, calendar: WorkCalendar
) -> tuple[DayLine, ...]:
    """Every day from the first start to the last day, with its class and the reason why it counts or not.

    ``counted`` is the day's number in the period, extensions carrying on where the unit is the same; for months the
    number of months that are full, and then that of each day made up. Without a due day the lines end on ``on``. A
    backward period begins with its last lawful day and ends with the event. Nothing for a clock without a start.
    """
    history = History(law, records, on, calendar)
    if history.start is None or history.from_day is None:
        return ()
    if history.backward and law.period is not None:
        return law.period.explain(history.from_day, calendar)
    due = history.due()
    last = history.horizon if due is None else due
    tell = _Teller(history)
    return tuple(tell.line(calendar.info(day)) for day in days_between(history.start.on, last))


class _Teller:
    def __init__(self, history: History) -> None:
        self._history = history
        self._legs = history.legs()
        self._stretches = history.stretches()
        self._gaps = history.gaps()
        self._raw, self._due = history.raw(), history.due()

    def line(self, info: DayInfo) -> DayLine:
        counted, reason = self._number(info)
        return DayLine(info.day, info.klass, counted, reason + self._mark(info.day))

    def _mark(self, day: date) -> str:
        """What the day is as the end of the period, if it is one."""
        if day != self._raw or self._due is None:
            return ""
        if day != self._due:
            unsure = self._history.cal.info(self._due)
            why = f"（{unsure.source}）" if unsure.provisional else ""
            return f"，末日逢休息日，顺延至{chinese_date(self._due)}{why}"
        return "，最短期间届满，不因休息日变动" if self._history.law.floor else "，末日"

    def _number(self, info: DayInfo) -> tuple[int | None, str]:
        history, day = self._history, info.day
        for spent in history.spent:
            if spent.first <= day and (spent.until is None or day < spent.until):
                return None, spent.reason
        if day == history.from_day:
            return None, self._first_day(day)
        stopped = [one for one in self._stretches if one.covers(day)]
        if stopped:
            return None, _stopped(stopped) + ("，末日继续顺延" if self._raw and day > self._raw else "")
        for leg in self._legs:
            if leg.start < day <= leg.end:
                return self._in_leg(info, leg)
        if day == self._due:
            return None, "顺延后的末日"
        return None, f"休息日，末日继续顺延（{info.source}）"

    def _first_day(self, day: date) -> str:
        start = self._history.start
        if start is None or start.on != day:
            return "首日不计入"
        if start.backdated:
            return f"首日不计入（起算日追溯至本日：{start.backdated}）"
        return f"首日不计入（{start.paper}）" if start.paper else "首日不计入"

    def _in_leg(self, info: DayInfo, leg: Leg) -> tuple[int | None, str]:
        if leg.share.unit is None:
            return None, "按确定日期终止，不逐日计数"
        if leg.share.unit is Unit.MONTH:
            return self._in_months(info.day, leg)
        worked = self._history.cal if leg.share.unit is Unit.WORKING_DAY else None
        if worked and not info.workday:
            return None, rest_reason(info)
        place = self._gaps.left(leg.start, info.day, worked)
        ordinal = f"第{leg.before + place}日{_extended(leg, f'第{place}日')}"
        return leg.before + place, workday_reason(info, ordinal) if worked else ordinal

    def _in_months(self, day: date, leg: Leg) -> tuple[int | None, str]:
        if leg.same_date is not None and day > leg.same_date:
            place = self._gaps.left(leg.same_date, day)
            return place, f"补足不计入的日数：第{place}日，共{leg.owed}日"
        number = months_between(leg.start, day, backwards=False)
        if day != add_months(leg.start, number):
            return None, "按月计算，不逐日计数"
        owed = f"，其间{leg.owed}日不计入，自次日起逐日补足" if day == leg.same_date and leg.owed else ""
        return number, f"{number}个月届满{_extended(leg, f'{number}个月')}{owed}"


def _extended(leg: Leg, amount: str) -> str:
    extension = leg.share.extension
    return f"（延长期{amount}，{extension.paper}）" if extension else ""


def _stopped(stopped: Sequence[Stretch]) -> str:
    causes = []
    for one in stopped:
        paper = f"（{one.paper}）" if one.paper else ""
        causes.append(f"{'中止' if one.suspends else '不计入期限'}：{one.label}{paper}")
    ahead = "，尚未结束，暂算至今日" if any(one.open for one in stopped) else ""
    return "；".join(dict.fromkeys(causes)) + ahead
