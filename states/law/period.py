"""Legal periods: a number never stands without its unit, its bound and its direction.

Counting follows 《民法典》 arts 200-204 and 《民事诉讼法》 art 85: the first day is out; months end on the
corresponding date; a ceiling that ends on a rest day moves to the next working day, a floor never moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from states.errors import DefinitionError
from states.law import day_lines
from states.law.calendar import DayInfo, WorkCalendar
from states.law.day_lines import DayLine
from states.law.effects import effect
from states.law.legal_day import (
    ONE_DAY,
    SHANGHAI,
    add_months,
    in_shanghai,
    legal_day,
    midnight,
    months_between,
    plain,
)

__all__ = ["SHANGHAI", "Bound", "DayLine", "Due", "FallsOn", "Period", "Unit", "add_months", "legal_day"]


class Unit(StrEnum):
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    HOUR = "hour"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]


_UNIT_LABELS = {Unit.CALENDAR_DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月", Unit.HOUR: "小时"}


class Bound(StrEnum):
    """AT_LEAST is a floor (不少于), AT_MOST a ceiling (…内)."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class FallsOn(StrEnum):
    """Whom the period binds."""

    AGENCY = "agency"
    PARTY = "party"

    @property
    def label(self) -> str:
        return "行政机关" if self is FallsOn.AGENCY else "当事人"


@dataclass(frozen=True, slots=True)
class Due:
    """``on``: the deciding day; ``raw``: before roll-over; ``provisional``: a missing notice may move it."""

    on: date
    raw: date
    provisional: bool
    rolled: bool


@dataclass(frozen=True, slots=True)
class Period:
    """``n`` units, as one provision gives them.

    ``before``: counted backwards from an event, named ``anchor`` in Chinese (会前7日). ``soft``: 一般不少于.
    ``rolls``: None is the general rule; False for powers over a person or goods, which end on the raw day.
    A working-day floor backwards asks for n full working days strictly between act and event.
    """

    n: int
    unit: Unit
    bound: Bound
    falls_on: FallsOn = FallsOn.AGENCY
    before: bool = False
    soft: bool = False
    rolls: bool | None = None
    anchor: str = "会"

    def __post_init__(self) -> None:
        if type(self.n) is not int or self.n <= 0:
            raise DefinitionError(f"期间的数字应为正整数，不能是 {self.n!r}")
        for value, kind in ((self.unit, Unit), (self.bound, Bound), (self.falls_on, FallsOn)):
            if not isinstance(value, kind):
                raise DefinitionError(f"期间应写明 {kind.__name__}，不能是 {value!r}")
        if self.before and self.bound is Bound.AT_MOST:
            raise DefinitionError("倒算的期间只能是最短期间（at_least）")
        if self.soft and self.bound is Bound.AT_MOST:
            raise DefinitionError("“一般不少于”只适用于最短期间（at_least）")
        if self.rolls and not self._may_roll:
            raise DefinitionError("末日顺延只适用于按日、按月计算的最长期间（at_most）")

    @property
    def label(self) -> str:
        amount = f"{self.n}{self.unit.label}"
        if self.before:
            return f"{self.anchor}前{amount}"
        if self.bound is Bound.AT_MOST:
            return f"{amount}内"
        return f"一般不少于{amount}" if self.soft else f"不少于{amount}"

    @property
    def moves(self) -> bool:
        """Whether a last day on a rest day moves to the next working day (《民法典》 art 203)."""
        return self._may_roll and self.rolls is not False

    @effect("E-CNT-07", "E-CNT-08")
    def due(self, start: date, cal: WorkCalendar) -> Due:
        """The deciding day, counted from ``start`` (for ``before``: from the day of the event).

        AT_MOST: last lawful day. AT_LEAST: first day on which the floor is kept. ``before``: last lawful day
        for the earlier act. ValueError for hours, which need an instant.
        """
        raw = self._raw(plain(start), cal)
        on = cal.next_workday(raw) if self.moves else raw
        return Due(on, raw, self._provisional(start, (raw, on), cal), on != raw)

    @effect("E-CNT-10")
    def due_at(self, start: datetime, cal: WorkCalendar, close: time | None = None) -> datetime:
        """The instant, aware, in Asia/Shanghai. Hours run by the clock, through nights and rest days.

        Day periods end at 24:00, that is the next midnight, or at office ``close`` (《民法典》 art 203).
        A floor gives the other side its full last day and ignores ``close``.
        """
        if self.unit is Unit.HOUR:
            hours = timedelta(hours=-self.n if self.before else self.n)
            # In UTC, because adding to local time would stretch over a change of the clock.
            return (in_shanghai(start).astimezone(UTC) + hours).astimezone(SHANGHAI)
        # An event keeps its own day: moving an evening hearing to the next day would shorten the notice.
        day = legal_day(start, None if self.before else close)
        on = self.due(day, cal).on
        if close is None or (self.bound is Bound.AT_LEAST and not self.before):
            return midnight(on + ONE_DAY)
        return datetime.combine(on, close, SHANGHAI)

    def kept(self, start: date, end: date, cal: WorkCalendar) -> bool:
        """Whether ``end`` keeps the period from ``start``; ``before``: start = earlier act, end = event."""
        if self.before:
            return plain(start) <= self.due(end, cal).on
        due = self.due(start, cal).on
        return plain(end) <= due if self.bound is Bound.AT_MOST else plain(end) >= due

    def kept_at(self, start: datetime, end: datetime, cal: WorkCalendar, close: time | None = None) -> bool:
        """As ``kept`` for two instants; the only way to judge hours. ``end`` exactly on the hour is kept."""
        if self.unit is Unit.HOUR:
            limit = self.due_at(end if self.before else start, cal)
            if self.before:
                return in_shanghai(start) <= limit
            return in_shanghai(end) <= limit if self.bound is Bound.AT_MOST else in_shanghai(end) >= limit
        floor_end = self.bound is Bound.AT_LEAST
        return self.kept(legal_day(start, close), legal_day(end, None if floor_end else close), cal)

    def shortfall(self, start: date, end: date, cal: WorkCalendar) -> int:
        """0 when kept; otherwise the days missing or exceeding, working days for a working-day period."""
        if self.kept(start, end, cal):
            return 0
        due = self.due(end if self.before else start, cal).on
        first, last = (due, start) if self.before else (min(due, end), max(due, end))
        if self.unit is not Unit.WORKING_DAY:
            return (last - first).days
        if self.bound is Bound.AT_LEAST:
            return self.n - self.elapsed(start, end, cal)
        # Late on the weekend after the last day is late, though no further working day has passed.
        return max(1, cal.workdays_after(first, last))

    def elapsed(self, start: date, end: date, cal: WorkCalendar) -> int:
        """Units gone from ``start`` to ``end``, the first day out; negative when ``end`` comes first.

        Working days backwards count only the full ones strictly between the two days.
        """
        start, end = plain(start), plain(end)
        if self.unit is Unit.WORKING_DAY:
            if end < start:
                return -cal.workdays_after(end, start)
            return cal.workdays_after(start, end - ONE_DAY if self.before else end)
        if self.unit is Unit.CALENDAR_DAY:
            return (end - start).days
        if self.unit is Unit.MONTH:
            return months_between(start, end, self.before)
        raise ValueError(_HOURS)

    def stricter(self, other: Period, ref: date, cal: WorkCalendar) -> Period:
        """The stricter of a national period (``self``) and an overlay's, by their due days from ``ref``.

        Floors: the longer; ceilings: the earlier; a laxer overlay is inert. An overlay that decides is soft
        only if both are: one period cannot say that departure is allowed down to the other's number only.
        """
        if (self.bound, self.before) != (other.bound, other.before):
            raise DefinitionError(f"{self.label} 与 {other.label} 方向不同，不能比较宽严")
        mine, theirs = self._end_from(ref, cal), other._end_from(ref, cal)
        soft = self.soft and other.soft
        if mine == theirs:
            return replace(self, soft=soft)
        earlier_is_stricter = self.before or self.bound is Bound.AT_MOST
        return replace(other, soft=soft) if (theirs < mine) == earlier_is_stricter else self

    def explain(self, start: date, cal: WorkCalendar) -> tuple[DayLine, ...]:
        """Every day from first to last with the reason why it counts or not, in the order of the calendar.

        Forward the last line is the due day; for ``before`` the first line is. Hours: one line.
        """
        if self.unit is Unit.HOUR:
            reason = f"按时刻连续计算{self.n}小时，夜间和休息日不停止"
            return (DayLine(start, cal.info(plain(start)).klass, None, reason),)
        due = self.due(start, cal)
        number = self._numbering(start, cal)
        if self.before:
            return tuple(day_lines.backward(due.on, start, cal, number))
        end = "末日" if self.bound is Bound.AT_MOST else "最短期间届满，不因休息日变动"
        return tuple(day_lines.forward(start, due.raw, due.on, cal, number, end))

    @property
    def _may_roll(self) -> bool:
        in_days_or_months = self.unit in (Unit.CALENDAR_DAY, Unit.MONTH)
        return self.bound is Bound.AT_MOST and not self.before and in_days_or_months

    def _raw(self, start: date, cal: WorkCalendar) -> date:
        n = -self.n if self.before else self.n
        if self.unit is Unit.CALENDAR_DAY:
            return start + timedelta(days=n)
        if self.unit is Unit.MONTH:
            return add_months(start, n)
        if self.unit is Unit.HOUR:
            raise ValueError(_HOURS)
        last = cal.add_workdays(start, n)
        return last - ONE_DAY if self.before else last

    def _provisional(self, start: date, due: tuple[date, date], cal: WorkCalendar) -> bool:
        raw, on = due
        if self.unit is Unit.WORKING_DAY:
            first, last = (raw, start - ONE_DAY) if self.before else (start + ONE_DAY, raw)
            return any(cal.provisional(date(year, 1, 1)) for year in range(first.year, last.year + 1))
        return self.moves and (cal.provisional(raw) or cal.provisional(on))

    def _end_from(self, ref: date, cal: WorkCalendar) -> datetime:
        # Days run from the end of the first day; hours are set off from there too, so that 24小时 equals 1日.
        if self.unit is Unit.HOUR:
            return self.due_at(midnight(ref + ONE_DAY), cal)
        return midnight(self.due(ref, cal).on + ONE_DAY)

    def _numbering(self, start: date, cal: WorkCalendar) -> day_lines.Numbering:
        prefix = "倒数第" if self.before else "第"

        def by_day(info: DayInfo) -> tuple[int, str]:
            number = abs((info.day - start).days)
            return number, f"{prefix}{number}日"

        def by_workday(info: DayInfo) -> tuple[int | None, str]:
            if not info.workday:
                return None, day_lines.rest_reason(info)
            first, last = (info.day - ONE_DAY, start - ONE_DAY) if self.before else (start, info.day)
            number = cal.workdays_after(first, last)
            if number > self.n:
                return None, "本日不计入"
            return number, day_lines.workday_reason(info, f"{prefix}{number}日")

        def by_month(info: DayInfo) -> tuple[int | None, str]:
            number = months_between(min(start, info.day), max(start, info.day), self.before)
            if info.day != add_months(start, -number if self.before else number):
                return None, "按月计算，不逐日计数"
            return number, f"{prefix}{number}个月届满"

        return {Unit.WORKING_DAY: by_workday, Unit.MONTH: by_month}.get(self.unit, by_day)


_HOURS = "按小时计算的期间须用时刻，请使用 due_at 或 kept_at"
