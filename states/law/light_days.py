"""Read the other way round: on which last days does a clock show which light today?

Lists and figures are asked of a database, which knows the last day of a clock and not its light. Each threshold holds
for all last days up to one and for none after it, so that every light is one run of days; the run is found by asking
the threshold itself, never by counting anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, timedelta

from states.law.calendar import WorkCalendar
from states.law.legal_day import ONE_DAY
from states.law.lights import Light, Scheme, Threshold

Days = tuple[date, date]  # first and last, both included
NEARBY = timedelta(days=16)


def light_days(scheme: Scheme, today: date, calendar: WorkCalendar) -> Mapping[Light, Days]:
    """The last days that show each light; every day there is belongs to exactly one of them. Minimum times are not asked for."""
    found: dict[Light, Days] = {}
    first = date.min
    for colour in sorted({one.light for one in scheme.thresholds}, key=lambda one: -one.rank):
        last = max(_last(one, today, calendar) for one in scheme.thresholds if one.light is colour)
        if last >= first:
            found[colour] = (first, last)
            first = last + ONE_DAY
    return found | {Light.GREEN: (first, date.max)}


def _last(threshold: Threshold, today: date, calendar: WorkCalendar) -> date:
    """The latest last day for which it holds today."""
    reach = NEARBY
    while not threshold.holds(today, today - reach, calendar) or threshold.holds(today, today + reach, calendar):
        reach *= 2
    low = (today - reach).toordinal()
    days = range(low, (today + reach).toordinal() + 1)
    return date.fromordinal(low - 1 + bisect_left(days, True, key=lambda day: not threshold.holds(today, date.fromordinal(day), calendar)))
