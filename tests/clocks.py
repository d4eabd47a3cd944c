"""A clock that tests move by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


class HandClock:
    """Stands at 10:00 in China on the day it was set to; each look moves it on by a second."""

    def __init__(self, day: date | str = "2026-01-12") -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self.set(day)

    def set(self, day: date | str) -> None:
        chosen = date.fromisoformat(day) if isinstance(day, str) else day
        self._now = datetime.combine(chosen, time(2, 0), UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def pass_by(self, span: timedelta) -> None:
        """So much time goes by with nobody looking."""
        self._now += span
