"""A period told day by day, so that a clerk can recount it with a wall calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from states.law.calendar import DayClass, DayInfo, WorkCalendar
from states.law.holiday_notice import days_between

# Says which number a day gets in the period, or None; and why, in Chinese.
Numbering = Callable[[DayInfo], tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of an explanation; ``counted`` is its number in the period, or None."""

    day: date
    klass: DayClass
    counted: int | None
    reason: str


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def forward(
    start: date, raw: date, on: date, cal: WorkCalendar, number: Numbering, end: str
) -> list[DayLine]:
    """From ``start`` to ``on``; ``end`` says what the last counted day ``raw`` means if it does not move."""
    lines = [_line(cal.info(start), None, "首日不计入")]
    for day in days_between(start, on):
        info = cal.info(day)
        if start < day <= raw:
            counted, reason = number(info)
            if day == raw:
                last = end if on == raw else f"末日逢休息日，顺延至{chinese_date(on)}{_unsure(cal.info(on))}"
                reason = f"{reason}，{last}"
            lines.append(_line(info, counted, reason))
        elif day > raw:
            reason = "顺延后的末日" if day == on else f"休息日，末日继续顺延（{info.source}）"
            lines.append(_line(info, None, reason))
    return lines


def backward(on: date, event: date, cal: WorkCalendar, number: Numbering) -> list[DayLine]:
    """From ``on``, the last lawful day for the earlier act, to the event."""
    lines = []
    for day in days_between(on, event):
        info = cal.info(day)
        counted, reason = (None, "起算当日不计入") if day == event else number(info)
        if day == on:
            reason = f"{reason}，最迟应在本日办理"
            if not info.workday:
                reason += f"；本日为休息日，宜提前至{chinese_date(cal.add_workdays(on, -1))}"
        lines.append(_line(info, counted, reason))
    return lines


def workday_reason(info: DayInfo, ordinal: str) -> str:
    """Why a worked day counts: ``ordinal`` with what is unusual about the day."""
    if info.klass is DayClass.MAKEUP_WORKDAY:
        return f"{ordinal}（调休上班日，{info.source}）"
    if info.klass is DayClass.LOCAL_HOLIDAY:
        return f"{ordinal}（地方假日照常计入：{info.source}）"
    return ordinal + _unsure(info)


def rest_reason(info: DayInfo) -> str:
    return f"休息日不计入（{info.source}）"


def _unsure(info: DayInfo) -> str:
    return f"（{info.source}）" if info.provisional else ""


def _line(info: DayInfo, counted: int | None, reason: str) -> DayLine:
    return DayLine(info.day, info.klass, counted, reason)
