"""A second judge of replay cases, straight from the format's description and by trying every day.

It shares nothing with the product: it reads the raw case and counts working days one by one. Where a day is not
known it goes through the days that are possible, so a shortcut of the product cannot hide here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import chinese_calendar

Raw = dict[str, Any]
Result = tuple[str, str]  # verdict, id or ""
ORDER = ("accept", "warn", "flag", "reject")
ONE = timedelta(days=1)
# Stand for "any day": farther than every limit reaches; the limits of a penalty reach five years.
MARGIN, MARGIN_OF_PENALTIES = timedelta(days=150), timedelta(days=1900)
PENALTIES = {"penalty", "corrective_order", "litigation"}
TURNS = (date(2021, 7, 15), date(2026, 2, 1))  # days on which the law that counts changed

POSTED = {
    *("consultation_opened", "feedback_published", "hearing_announced", "registration_opened", "catalogue_published"),
    *("participants_published", "hearing_report_published", "report_published", "decision_published"),
}
SIGNED = {"notice_signed", "catalogue_signed", "report_signed"}


def day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _worked() -> dict[date, int]:
    """For every day how many days have been worked up to and including it, counted one by one."""
    found, total, first = {}, 0, date(1998, 1, 1)
    for n in range((date(2040, 12, 31) - first).days + 1):
        one = first + ONE * n
        # Where no notice of holidays is known, only far-off days lie, which no count depends on.
        total += chinese_calendar.is_workday(one) if 2004 <= one.year <= 2026 else one.weekday() < 5
        found[one] = total
    return found


def worked(one: date) -> int:
    return _worked()[one]


def workday(one: date) -> bool:
    return worked(one) > worked(one - ONE)


def workdays_between(start: date, end: date) -> int:
    """Full working days, neither end counted."""
    return _worked()[end - ONE] - _worked()[start] if start < end else 0


@cache
def after_workdays(start: date, n: int) -> date:
    while n:
        start += ONE
        n -= workday(start)
    return start


def next_workday(found: date) -> date:
    while not workday(found):
        found += ONE
    return found


class Trial:
    """One event with what came before it."""

    def __init__(self, case: Raw, number: int) -> None:
        self.procedure, self.case = case["procedure"], case.get("facts") or {}
        self.events: list[Raw] = case["events"][: number + 1]
        self.event = self.events[-1]
        self.facts: Raw = self.event.get("facts") or {}
        self.overlay: Raw = self.case.get("overlay") or {}
        known = [one for event in case["events"] for one in _dates(event)]
        known += [date.fromisoformat(self.case[name]) for name in ("report_by", "publish_by") if name in self.case]
        margin = MARGIN_OF_PENALTIES if self.procedure in PENALTIES else MARGIN
        self.low, self.high = min(known, default=date(2024, 1, 1)) - margin, max(known, default=date(2024, 1, 1)) + margin
        if self.procedure in PENALTIES:  # so that a day without an end reaches behind every change of the law
            self.high = max(self.high, TURNS[-1] + margin)
        self.own = [self._own(one) for one in self.events]

    def _own(self, event: Raw) -> tuple[date, date]:
        on, facts = day(event["on"]), event.get("facts") or {}
        if on is None:
            return self.low, self.high
        first = {
            "month": on.replace(day=1),
            "quarter": date(on.year, {1: 1, 2: 4, 3: 7, 4: 10}[(on.month + 2) // 3], 1),
            "year": date(on.year, 1, 1),
        }.get(facts.get("date_precision", "day"), on)
        last, basis = on, facts.get("date_basis")
        if basis == "seen_by" or (basis == "page_date" and event["event"] in SIGNED):
            first = self.low
        if basis == "signature" and event["event"] in POSTED:
            last = self.high
        return first, last

    def span(self, place: int) -> tuple[date, date]:
        """Not earlier than the events before it, not later than those up to the one that is judged."""
        first, last = self.own[place]
        if first == last:
            return first, last
        low = max([first, *(self.own[one][0] for one in range(place) if self._bounds(one))])
        first = low if low <= last else first
        later = range(place + 1, len(self.events))
        ends = (self.own[one][1] for one in later if self._bounds(one) or one == len(self.events) - 1)
        high = min([last, *ends])
        return first, high if first <= high else last

    def _bounds(self, place: int) -> bool:
        event = self.events[place]
        planned = (event.get("facts") or {}).get("date_basis") == "planned" or event["event"] == "planned_decision"
        return self.certain(place) and not planned

    def certain(self, place: int) -> bool:
        return (self.events[place].get("facts") or {}).get("date_certain") is not False

    @property
    def here(self) -> int:
        return len(self.events) - 1

    def latest(self, *names: str) -> int | None:
        """The latest earlier event of one of those names."""
        return max((n for n, one in enumerate(self.events[:-1]) if one["event"] in names), default=None)

    def recorded(self, place: int) -> tuple[date, date]:
        """At a hearing the recorded day decides; an earlier one has to be shown."""
        event, on = self.events[place], day(self.events[place]["on"])
        precise = (event.get("facts") or {}).get("date_precision", "day") == "day"
        return (on, on) if on and precise else self.span(place)


def _dates(event: Raw) -> Iterable[date]:
    facts = event.get("facts") or {}
    for text in (event["on"], *(value for name, value in facts.items() if name.endswith("_on") and value)):
        if text:
            yield date.fromisoformat(text)


def days_of(span: tuple[date, date], other: tuple[date, date]) -> list[date]:
    """Every day; where two long spans meet, those close to an end of either or to a change of the law, and some between."""
    lengths = [(last - first).days + 1 for first, last in (span, other)]
    every = [span[0] + ONE * n for n in range(lengths[0])]
    if lengths[0] * lengths[1] <= 4000:
        return every
    near, step = (*span, *other, *TURNS), 7 if lengths[0] * lengths[1] <= 200_000 else 91
    return [one for n, one in enumerate(every) if n % step == 0 or any(abs((one - end).days) < 9 for end in near)]


def possible(start: tuple[date, date], end: tuple[date, date]) -> list[tuple[date, date]]:
    """All pairs in their order; contradicting ones as they stand."""
    ends = days_of(end, start)
    pairs = [(one, another) for one in days_of(start, end) for another in ends]
    return [(one, another) for one, another in pairs if one <= another] or pairs


def settle(id: str, verdicts: Iterable[str], certain: bool = True) -> list[Result]:
    found = list(verdicts)
    if not certain or len(set(found)) > 1:
        return [("warn", id)]
    return [("flag" if found[0] == "reject" and len(found) > 1 else found[0], id)]


def count(
    id: str, start: tuple[date, date], end: tuple[date, date], kept: Callable[[date, date], bool], fails: str, certain: bool = True
) -> list[Result]:
    return settle(id, ("accept" if kept(*one) else fails for one in possible(start, end)), certain)


def sums(facts: Raw) -> list[Result]:
    """Only ``a + b`` is drawn."""
    results: list[Result] = []
    for line in facts.get("arithmetic") or ():
        total = sum((Fraction(Decimal(one)) for one in line["expr"].split(" + ")), Fraction(0))
        printed = Decimal(str(line["equals"]))
        half = Fraction(10) ** int(printed.as_tuple().exponent) / 2
        if abs(total - Fraction(printed)) > half:
            results.append(("flag", ""))
    return results
