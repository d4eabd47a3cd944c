"""Clocks of hours: they run through nights and rest days and nothing stops them (24小时内, 《行政强制法》 art 19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from states.errors import DefinitionError
from states.law.calendar import WorkCalendar
from states.law.clock.state import ClockStatus
from states.law.clock.terms import ClockLaw
from states.law.legal_day import in_shanghai
from states.law.period import Unit


@dataclass(frozen=True, slots=True)
class HoursState:
    """``due_at``: aware, in Asia/Shanghai. ``left``: negative once over, and for a settled clock as of its settlement."""

    status: ClockStatus
    due_at: datetime
    left: timedelta
    kept: bool | None


def hours_state(
    law: ClockLaw,
    started_at: datetime,
    now: datetime,
    calendar: WorkCalendar,
    settled_at: datetime | None = None,
) -> HoursState:
    """The clock at the instant ``now``. DefinitionError for a period that is not in hours, ValueError for a naive instant.

    Done exactly on the hour is kept. For a backward period ``started_at`` is the event.
    """
    period = law.period
    if period is None or period.unit is not Unit.HOUR:
        raise DefinitionError(f"{law.label}：不是按小时计算的期间")
    due = period.due_at(started_at, calendar)
    seen = in_shanghai(settled_at if settled_at is not None else now)
    # In UTC, because subtracting local times would stretch over a change of the clock.
    left = due.astimezone(UTC) - seen.astimezone(UTC)
    if settled_at is not None:
        kept = left.total_seconds() <= 0 if law.floor else left.total_seconds() >= 0
        return HoursState(ClockStatus.SETTLED, due, left, kept)
    over = left.total_seconds() <= 0 if law.floor else left.total_seconds() < 0
    return HoursState(ClockStatus.LAPSED if over else ClockStatus.RUNNING, due, left, None)
