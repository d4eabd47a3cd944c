"""Which day an instant belongs to, and which day corresponds to it some months away."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from states.law.effects import effect

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def legal_day(instant: datetime, close: time | None = None) -> date:
    """The day an instant belongs to in Asia/Shanghai; at or after office ``close`` it is the next day's.

    ValueError for a naive datetime: without a zone the day is unknown.
    """
    local = in_shanghai(instant)
    return local.date() + ONE_DAY if close is not None and local.time() >= close else local.date()


@effect("E-CNT-09")
def add_months(day: date, months: int) -> date:
    """The corresponding day, or the last of a short month (《民法典》 art 202); negative: back."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date, backwards: bool) -> int:
    """Full months from ``start`` to ``end``, counted off from ``end`` when ``backwards``; may be negative."""
    if end < start:
        return -months_between(end, start, backwards)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(end, -months) >= start if backwards else add_months(start, months) <= end
    return months if reached else months - 1


def plain(day: date) -> date:
    """The day; ValueError when it carries a time, as zone and office close decide whose day that is."""
    if isinstance(day, datetime):
        raise ValueError("按日计算的期间须用日期，请先用 legal_day 换算时刻")
    return day


def in_shanghai(instant: datetime) -> datetime:
    """The instant by the clock of Asia/Shanghai; ValueError for a naive datetime."""
    if instant.utcoffset() is None:
        raise ValueError("时刻须带时区，否则不能判断属于哪一日")
    return instant.astimezone(SHANGHAI)


def midnight(day: date) -> datetime:
    """00:00 of the day in Asia/Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)
