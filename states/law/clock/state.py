"""Where a clock stands on a day: due when, how many days are left, and what silence has done by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from states.dossier.vocabulary import Labelled
from states.law.calendar import WorkCalendar
from states.law.clock.faults import Fault
from states.law.clock.history import History
from states.law.clock.records import Interval, Start
from states.law.clock.terms import ClockLaw, DeemedFrom
from states.law.legal_day import ONE_DAY
from states.law.period import Unit


class ClockStatus(Labelled):
    """``LAPSED``: a ceiling was missed, or a floor is over and the act is free. ``WAITING``: nothing runs yet."""

    WAITING = "waiting", "待起算"
    RUNNING = "running", "计算中"
    SUSPENDED = "suspended", "中止"
    LAPSED = "lapsed", "届满"
    SETTLED = "settled", "办结"


@dataclass(frozen=True, slots=True)
class DeemedEffect:
    """What the law takes the silence for, from the day ``on``."""

    effect: str
    on: date
    article: str


@dataclass(frozen=True, slots=True)
class ClockState:
    """``due``: the deciding day (None while nothing runs); ``raw``: before it is moved for a rest day.

    ``started_on``: the day that is left out as the first. ``provisional``: a holiday notice not yet published may
    move ``due``. ``open``: a pause without an end moves it day by day. ``days_left``: days after the day asked for, up to
    ``due``, that are not left out; working days where the period has them; negative once over. ``paused_by``: what
    stops the count on the day asked for. ``kept``: None while not settled. ``late_by``: as ``days_left``; 0 when kept. ``floor``: ``due`` sets free instead of binding.
    """

    status: ClockStatus
    started_on: date | None
    due: date | None
    raw: date | None
    days_left: int | None
    provisional: bool
    open: bool
    paused_by: tuple[str, ...]
    settled_on: date | None
    kept: bool | None
    late_by: int
    deemed: tuple[DeemedEffect, ...]
    faults: tuple[Fault, ...]
    floor: bool

    @property
    def rolled(self) -> bool:
        return self.due != self.raw

    @property
    def overdue(self) -> bool:
        """A last day is over and nothing was done; a floor that is over is no delay."""
        return self.status is ClockStatus.LAPSED and not self.floor


def state(law: ClockLaw, records: Sequence[Interval], on: date, calendar: WorkCalendar) -> ClockState:
    """The clock on the day ``on``, as the standing records have it. Never raises for a bad record: what does not count
    stands in ``faults``. ValueError for hours, which need instants: see ``hours_state``.

    A settled clock is shown as on the day of its settlement. An act dated after ``on`` does not count yet; pauses and a
    start that lie ahead count as planned.
    """
    if law.period is not None and law.period.unit is Unit.HOUR:
        raise ValueError("按小时计算的期间须用时刻，请使用 hours_state")
    return reckon(History(law, records, on, calendar))


def reckon(history: History) -> ClockState:
    """The state of a history that has been read."""
    law, settlement = history.law, history.settlement
    due, raw, horizon = history.due(), history.raw(), history.horizon
    stretches = history.stretches()
    kept: bool | None = None
    if settlement is not None and due is not None:
        kept = settlement.by_protected or settlement.on >= due if law.floor else settlement.on <= due
    left = None if due is None else _left(history, due)
    return ClockState(
        status=_status(history, due),
        started_on=history.from_day,
        due=due,
        raw=raw,
        days_left=left,
        provisional=due is not None and raw is not None and _provisional(history, raw, due),
        open=due is not None and any(one.open for one in stretches),
        paused_by=tuple(dict.fromkeys(one.label for one in stretches if one.covers(horizon))),
        settled_on=settlement.on if settlement else None,
        kept=kept,
        late_by=abs(left) if kept is False and left is not None else 0,
        deemed=_deemed(history, due),
        faults=tuple(history.faults),
        floor=law.floor,
    )


@dataclass(frozen=True, slots=True)
class Standstill:
    """Where a clock stood at the end of a day: days counted, and days left up to ``due`` (negative when it was over)."""

    due: date
    used: int
    left: int
    provisional: bool


def standstill(
    law: ClockLaw, records: Sequence[Interval], day: date, on: date, calendar: WorkCalendar
) -> Standstill | None:
    """The count at the end of ``day`` by the records known on the day ``on``; None while nothing runs.

    Working days where the period has them, else calendar days, months included.
    """
    history = History(law, records, on, calendar)
    due, raw = history.due(), history.raw()
    if due is None or raw is None or history.from_day is None or history.backward:
        return None
    worked = calendar if history.in_working_days() else None
    used = history.gaps().left(history.from_day, min(day, due), worked)
    return Standstill(due, used, _left(history, due, day), _provisional(history, raw, due))


def admit(
    law: ClockLaw, records: Sequence[Interval], new: Interval, on: date, calendar: WorkCalendar
) -> tuple[Fault, ...]:
    """Whether ``new`` may join the standing records on the day ``on``.

    Raises OutOfTime or InvalidEntry with the reason in Chinese when it would not count or would make another record
    void. Returns what must be said of it although it counts (told late, longer than told).
    """
    joined = (*records, new)
    after = History(law, joined, on, calendar).faults
    known = {(fault.record, fault.flaw) for fault in History(law, records, on, calendar).faults}
    fresh = [fault for fault in after if (fault.record, fault.flaw) not in known]
    for fault in sorted(fresh, key=lambda one: one.record != len(records)):
        if fault.void:
            raise fault.refusal()
    return tuple(fresh)


def start_from(effect: DeemedEffect, paper: str = "") -> Start:
    """The start of the next clock on the day that silence has fixed (accepted as of the day of receipt)."""
    return Start(effect.on, paper, backdated=f"{effect.effect}（{effect.article}）")


def _status(history: History, due: date | None) -> ClockStatus:
    if history.settlement is not None:
        return ClockStatus.SETTLED
    if due is None or history.from_day is None:
        return ClockStatus.WAITING
    if not history.backward and history.from_day > history.today:
        return ClockStatus.WAITING
    if _over(history, due):
        return ClockStatus.LAPSED
    suspended = any(one.suspends and one.covers(history.today) for one in history.stretches())
    return ClockStatus.SUSPENDED if suspended else ClockStatus.RUNNING


def _over(history: History, due: date) -> bool:
    """A ceiling is over after its last day; a floor on the day on which it is complete."""
    return history.horizon >= due if history.law.floor else history.horizon > due


def _left(history: History, due: date, on: date | None = None) -> int:
    working = history.in_working_days()
    day = on or history.horizon
    if history.from_day is not None and not history.backward:
        day = max(day, history.from_day)
    if day <= due:
        return history.gaps().left(day, due, history.cal if working else None)
    if not working:
        return (due - day).days
    # Late on the weekend after the last day is late, though no further working day has passed.
    return -max(1, history.cal.workdays_after(due, day))


def _provisional(history: History, raw: date, due: date) -> bool:
    cal, law = history.cal, history.law
    if history.backward and law.period is not None and history.from_day is not None:
        return law.period.due(history.from_day, cal).provisional
    if law.moves and (cal.provisional(raw) or cal.provisional(due)):
        return True
    years = {
        year
        for leg in history.legs()
        if leg.share.unit is Unit.WORKING_DAY
        for year in range((leg.start + ONE_DAY).year, leg.end.year + 1)
    }
    return any(cal.provisional(date(year, 1, 1)) for year in years)


def _deemed(history: History, due: date | None) -> tuple[DeemedEffect, ...]:
    rule = history.law.terms.deemed
    if rule is None or due is None or history.from_day is None or not _over(history, due):
        return ()
    days = {
        DeemedFrom.START: history.from_day,
        DeemedFrom.END: due,
        DeemedFrom.NEXT_DAY: due + timedelta(days=1),
    }
    return (DeemedEffect(rule.effect, days[rule.since], history.law.article),)
