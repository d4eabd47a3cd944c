"""The wall calendar, and what a walk along it finds."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import chinese_calendar

ONE = timedelta(days=1)
Plain = dict[str, Any]

_WORKED: dict[date, bool] = {}


def worked(day: date) -> bool:
    if day not in _WORKED:
        _WORKED[day] = bool(chinese_calendar.is_workday(day))
    return _WORKED[day]


def corresponding(day: date, months: int) -> date:
    """So many months on, one month at a time; the last of the month where the day is missing."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass
class Share:
    amount: int
    unit: str | None
    since: date
    base: int = 0
    done: int = 0
    owed: int = 0


@dataclass
class Outcome:
    status: str = "waiting"
    started_on: date | None = None
    due: date | None = None
    raw: date | None = None
    days_left: int | None = None
    open: bool = False
    kept: bool | None = None
    late_by: int = 0
    deemed: date | None = None
    void: set[int] = field(default_factory=set)
    remarks: list[int] = field(default_factory=list)
    numbers: dict[date, int] = field(default_factory=dict)
    told: tuple[date, date] | None = None
