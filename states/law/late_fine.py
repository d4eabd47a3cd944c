"""加处罚款: how many days count and how much is owed, in whole yuan (行政处罚法 arts. 72(1)(1), 73(3); 行政强制法 art. 45(2)).

Pure: days and figures in, days and figures out. The rate and the cap come from the law's numbers.

Fen: three in a hundred of a fine in whole yuan may leave fen. They are dropped from the sum of a paper, never rounded
up: the law gives 3 % a day and no more, and what is asked above it would have no basis. They are dropped once, from the
sum, not day by day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from states.law.legal_day import ONE_DAY


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, both of them in it; without a last day it has not ended."""

    first: date
    last: date | None = None

    def meets(self, first: date, last: date) -> bool:
        """Whether a day of it lies from ``first`` to ``last``."""
        return self.first <= last and (self.last is None or self.last >= first)


def starts(last_day: date) -> date:
    """The first day of the late fine: the day after the last day of payment."""
    return last_day + ONE_DAY


def counted(first: date, last: date, pending: Iterable[Span] = ()) -> int:
    """Days from ``first`` to ``last``, both in, without those on which a remedy was pending (art. 73(3)).

    The days on which a remedy began and ended belong to it. Days in two remedies are left out once.
    """
    if last < first:
        return 0
    return (last - first).days + 1 - sum((b - a).days + 1 for a, b in _joined(first, last, pending))


def _joined(first: date, last: date, pending: Iterable[Span]) -> Iterator[tuple[date, date]]:
    """The parts of these spans within the stretch, in order, no day twice."""
    reached = first - ONE_DAY
    for span in sorted(pending, key=lambda one: one.first):
        begins = max(span.first, reached + ONE_DAY, first)
        ends = last if span.last is None else min(span.last, last)
        if begins <= ends:
            yield begins, ends
            reached = ends


def amount(base: int, days: int, rate: float, left: int) -> int:
    """Whole yuan for so many days on ``base``: the rate each day, fen dropped from the sum, no more than is ``left``."""
    exact = base * max(days, 0) * Decimal(str(rate))
    return max(0, min(int(exact.to_integral_value(ROUND_FLOOR)), left))


def room(fine: int, cap: float, imposed: Sequence[int]) -> int:
    """What may still be added: all late fines together stay within ``cap`` times the fine (art. 72(1)(1))."""
    return max(0, int((fine * Decimal(str(cap))).to_integral_value(ROUND_FLOOR)) - sum(imposed))


def ran_longer(first: date, on: date, pending: Iterable[Span], days: int) -> bool:
    """Whether on that day the late fine has run for more than so many days (行政强制法 art. 46(1))."""
    return counted(first, on, pending) > days
