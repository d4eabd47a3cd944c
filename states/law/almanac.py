"""The days off that were published at this installation, beyond what ships with the product; and the calendar they make.

The law takes it as a value: two almanacs with the same content are equal, and a calendar is worked out once for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from states.law.announced import Announced
from states.law.calendar import WorkCalendar, calendar_of, national_calendar, with_local_holidays
from states.law.effects import effect
from states.law.holiday_notice import shipped_notices
from states.law.rule import LocalHoliday, Overlay


@dataclass(frozen=True, slots=True)
class Published:
    """One publication, in order of ``version``. ``holds`` is False for the withdrawal of the notice of that ``case``."""

    version: int
    case: str
    announced: Announced
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Almanac:
    """The published notices in force, at most one for each year and place. Equal by all that was published (``key``)."""

    key: str = ""
    version: int = field(default=0, compare=False)  # the newest publication it knows
    notices: tuple[Announced, ...] = field(default=(), compare=False)
    published: tuple[Published, ...] = field(default=(), compare=False, repr=False)  # all, also those replaced or withdrawn

    @classmethod
    def of(cls, published: Iterable[Published]) -> Almanac:
        """Of all publications so far: the newest that was not withdrawn decides its year and place."""
        standing: list[Published] = []
        version = 0
        told = tuple(sorted(published, key=lambda one: one.version))
        for one in told:
            version = one.version
            standing = [other for other in standing if other.case != one.case]
            if one.holds:
                standing.append(one)
        newest = {(one.announced.place, one.announced.year): one.announced for one in standing}
        notices = tuple(newest[where] for where in sorted(newest))
        return cls(sha256(repr(told).encode()).hexdigest() if told else "", version, notices, told)

    def find(self, year: int, place: str = "") -> Announced | None:
        return next((one for one in self.notices if (one.year, one.place) == (year, place)), None)

    def with_notice(self, given: Announced) -> Almanac:
        """What it would be with that notice in force."""
        return Almanac.of(
            Published(version, str(version), one) for version, one in enumerate((*self.notices, given), 1)
        )


SHIPPED = Almanac()  # nothing was published here


@lru_cache(maxsize=64)
def national(almanac: Almanac) -> WorkCalendar:
    """The country's calendar: a published notice before the one that ships for its year."""
    published = {one.year: one.notice() for one in almanac.notices if not one.place}
    if not published:
        return national_calendar()
    return calendar_of((*(one for one in shipped_notices() if one.year not in published), *published.values()))


@effect("E-CNT-16")
def calendar(almanac: Almanac, places: Iterable[Overlay]) -> WorkCalendar:
    """Working days where these overlays are chosen, with the local days off."""
    return _calendar(almanac, tuple(one for place in places for one in _local(almanac, place)))


@lru_cache(maxsize=256)
def _calendar(almanac: Almanac, holidays: tuple[LocalHoliday, ...]) -> WorkCalendar:
    found = national(almanac)
    for holiday in holidays:
        found = with_local_holidays(found, dict.fromkeys(holiday.dates, holiday.name), holiday.stops_national_periods)
    return found


def _local(almanac: Almanac, place: Overlay) -> Iterable[LocalHoliday]:
    """The place's own days off; a year that was published here is taken from the publication alone."""
    published = {one.year: one for one in almanac.notices if one.place == place.key}
    for shipped in place.local_holidays:
        dates = tuple(day for day in shipped.dates if day.year not in published)
        if dates:
            yield LocalHoliday(shipped.name, dates, shipped.stops_national_periods)
    for one in published.values():
        yield from one.local()
