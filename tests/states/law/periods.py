"""Short ways to write periods, days and instants in the tests of counting."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from states.law.calendar import national_calendar
from states.law.period import SHANGHAI, Bound, Period, Unit

CAL = national_calendar()
DAY, WORK, MONTH, HOUR = Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.HOUR

within = partial(Period, bound=Bound.AT_MOST)
at_least = partial(Period, bound=Bound.AT_LEAST)
ahead = partial(Period, bound=Bound.AT_LEAST, before=True)


def d(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
