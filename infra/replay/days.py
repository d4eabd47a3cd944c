"""What is known of the day of an event: one day, or the first and last that it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from infra.replay.format import Event

# Stand for "no bound". Farther from every readable date than any period reaches.
NEVER_BEFORE, NEVER_AFTER = date(1902, 1, 1), date(2109, 12, 31)

_POSTED = frozenset(
    (
        "consultation_opened",
        "feedback_published",
        "hearing_announced",
        "registration_opened",
        "participants_published",
        "hearing_report_published",
        "catalogue_published",
        "report_published",
        "decision_published",
    )
)
_SIGNED = frozenset(("notice_signed", "catalogue_signed", "report_signed"))


@dataclass(frozen=True, slots=True)
class Span:
    """Every day from ``first`` to ``last`` is possible. ``certain``: the printed date is not in doubt."""

    first: date
    last: date
    certain: bool = True

    @property
    def exact(self) -> bool:
        return self.first == self.last


def on_day(day: date) -> Span:
    return Span(day, day)


def spans(events: Sequence[Event]) -> list[Span]:
    """What is known of each day, given that the list is the order of events and ends with the event judged.

    A day that is not exact is narrowed by its neighbours; an exact one is never moved, and neither doubtful nor
    merely planned dates narrow others.
    """
    found = [_own(event) for event in events]
    low = NEVER_BEFORE
    for place, event in enumerate(events):
        found[place] = _narrowed(found[place], max(low, found[place].first), found[place].last)
        low = max(low, found[place].first) if _binds(event) else low
    high = NEVER_AFTER
    for place in reversed(range(len(events))):
        found[place] = _narrowed(found[place], found[place].first, min(high, found[place].last))
        binding = _binds(events[place]) or place == len(events) - 1
        high = min(high, found[place].last) if binding else high
    return found


def pairs(start: Span, end: Span) -> tuple[tuple[date, date], ...]:
    """The days of two events, the first not after the second, that lie closest and farthest apart.

    Lead times and lengths grow with the distance, so what holds for both pairs holds for all between.
    """
    if start.exact and end.exact:
        return ((start.first, end.first),)
    shared = max(start.first, end.first)
    touching = shared <= min(start.last, end.last)
    closest = (shared, shared) if touching else (start.last, end.first)
    return tuple(dict.fromkeys((closest, (start.first, end.last))))


def split(span: Span, turns: Iterable[date]) -> tuple[Span, ...]:
    """The span cut where another law begins: each of ``turns`` is the first day of a part."""
    cuts = sorted(one for one in set(turns) if span.first < one <= span.last)
    firsts, lasts = [span.first, *cuts], [*(one - timedelta(days=1) for one in cuts), span.last]
    return tuple(Span(*ends, span.certain) for ends in zip(firsts, lasts, strict=True))


def last_day(event: Event) -> date | None:
    """The last day of the span that a coarse date stands for; the day itself otherwise."""
    return _coarse(event.on, str(event.facts.get("date_precision", "day"))).last if event.on else None


def _own(event: Event) -> Span:
    certain = event.facts.get("date_certain") is not False
    if event.on is None:
        return Span(NEVER_BEFORE, NEVER_AFTER, certain)
    span = replace(_coarse(event.on, str(event.facts.get("date_precision", "day"))), certain=certain)
    basis = event.facts.get("date_basis")
    if basis == "seen_by" or (basis == "page_date" and event.name in _SIGNED):
        return replace(span, first=NEVER_BEFORE)
    if basis == "signature" and event.name in _POSTED:
        return replace(span, last=NEVER_AFTER)
    return span


def _coarse(on: date, precision: str) -> Span:
    months = {"month": 1, "quarter": 3, "year": 12}.get(precision)
    if months is None:
        return on_day(on)
    first = date(on.year, (on.month - 1) // months * months + 1, 1)
    beyond = first.month + months - 1
    following = date(on.year + beyond // 12, beyond % 12 + 1, 1)
    return Span(first, following - timedelta(days=1))


def _narrowed(span: Span, first: date, last: date) -> Span:
    return replace(span, first=first, last=last) if not span.exact and first <= last else span


def _binds(event: Event) -> bool:
    planned = event.facts.get("date_basis") == "planned" or event.name == "planned_decision"
    return not planned and event.facts.get("date_certain") is not False


def earlier(events: Sequence[Event], *names: str) -> Iterator[int]:
    """Places of the events of those names before the last, from the latest back."""
    return (place for place in range(len(events) - 2, -1, -1) if events[place].name in names)
