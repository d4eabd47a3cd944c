"""The records of one clock, judged in the order of their days: what counts, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from states.law.calendar import WorkCalendar
from states.law.clock.course import Gaps, Leg, Share, Stretch, lay
from states.law.clock.faults import Fault, Flaw, Refused
from states.law.clock.notice import told
from states.law.clock.records import (
    Extension,
    Interval,
    Pause,
    Restart,
    Settlement,
    Start,
    Supplement,
    Suspension,
    when,
)
from states.law.clock.terms import Allowance, ClockLaw
from states.law.day_lines import chinese_date
from states.law.period import Unit


@dataclass(frozen=True, slots=True)
class Spent:
    """Days of a count that was given up: from ``first`` until the day before ``until``."""

    first: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A pause that counts, with the days on which it does (``last`` None: until today)."""

    pause: Pause
    label: str
    first: date
    last: date | None


class History:
    """What stands of ``records`` on ``today``. Reads every record once; never raises for a bad one."""

    def __init__(self, law: ClockLaw, records: Sequence[Interval], today: date, cal: WorkCalendar) -> None:
        self.law, self.cal, self.today = law, cal, when(today)
        self.start: Start | None = None
        self.from_day: date | None = None  # the day after which the present count begins
        self.waiting: Supplement | None = None
        self.settlement: Settlement | None = None
        self.standing: list[Standing] = []
        self.spent: list[Spent] = []
        self.faults: list[Fault] = []
        self._asked = 0
        self._shares: list[Share] = [self._own_share()]
        self._course: list[Leg] | None = None
        for place, record in sorted(enumerate(records), key=self._turn):
            self._judge(place, record)

    # What the rest of the package asks.

    @property
    def horizon(self) -> date:
        """The day up to which open pauses run: today, or the day on which the matter was settled."""
        return self.settlement.on if self.settlement else self.today

    def stretches(self) -> list[Stretch]:
        """The days left out as things stand; a pause that has no end yet runs up to the horizon."""
        found = []
        for one in self.standing:
            last = self.horizon if one.last is None else one.last
            if one.first <= last:
                suspends = isinstance(one.pause, Suspension)
                found.append(Stretch(one.first, last, one.label, one.pause.paper, suspends, one.last is None))
        return found

    def gaps(self) -> Gaps:
        return Gaps((one.first, one.last) for one in self.stretches())

    def legs(self) -> list[Leg]:
        """The course as it stands; empty while nothing runs, and for backward periods."""
        if self.from_day is None or self.start is None or self.waiting or self.backward:
            return []
        if self._course is None:
            self._course = lay(self.from_day, self._shares, self.start.ends_on, self.gaps(), self.cal)
        return self._course

    def raw(self) -> date | None:
        """The last day before it is moved for a rest day."""
        if self.backward and self.from_day is not None and self.law.period is not None:
            return self.law.period.due(self.from_day, self.cal).on
        legs = self.legs()
        return legs[-1].end if legs else None

    def due(self) -> date | None:
        raw = self.raw()
        return self.gaps().rolled(raw, self.cal) if raw is not None and self.law.moves else raw

    @property
    def backward(self) -> bool:
        return self.law.period is not None and self.law.period.before

    def in_working_days(self) -> bool:
        """Whether what is left is counted in working days: all shares are, and so is a backward period."""
        return all(share.unit is Unit.WORKING_DAY for share in self._shares)

    # One record after the other.

    def _turn(self, placed: tuple[int, Interval]) -> tuple[date, int]:
        """Starts first, then by day. Backward records keep their order: their day is that of the event to come."""
        place, record = placed
        day = when(record.day)
        if isinstance(record, Start) or self.backward:
            return date.min, place
        if isinstance(record, Pause) and record.notified_on is not None:
            allowed = self._allowed(record)
            day = max(day, record.notified_on) if allowed and allowed.written else day
        return day, place

    def _judge(self, place: int, record: Interval) -> None:
        try:
            for flaw, field, message in self._take(record):
                self.faults.append(Fault(place, flaw, field, message))
        except Refused as refused:
            self.faults.append(Fault(place, refused.flaw, refused.field, refused.message))
        else:
            self._course = None

    def _take(self, record: Interval) -> list[tuple[Flaw, str, str]]:
        if isinstance(record, Start):
            return self._begin(record)
        if self.from_day is None or self.start is None:
            raise Refused(Flaw.NOT_STARTED, "", "期间尚未起算，应先登记起算的日期和依据")
        if isinstance(record, Restart):
            return self._restart(record, self.from_day)
        if self.settlement is not None:
            day = chinese_date(self.settlement.on)
            raise Refused(
                Flaw.SETTLED, "", f"该事项已于{day}办结，不能再登记；确需重新办理的，应登记重新起算"
            )
        if isinstance(record, Pause):
            return self._pause(record, self.start.on)
        self._neither_ahead_nor_before(record.day, date.min if self.backward else self.from_day)
        if isinstance(record, Settlement):
            self.settlement = record
            return []
        if self.waiting is not None:
            raise Refused(Flaw.WAITING, "", "正在等待补正，期间没有计算；收齐材料后才能延长或者再次要求补正")
        if isinstance(record, Extension):
            return self._extend(record, self.from_day)
        return self._supplement(record, self.from_day)

    def _begin(self, record: Start) -> list[tuple[Flaw, str, str]]:
        if self.start is not None:
            raise Refused(
                Flaw.STARTED_TWICE, "on", "期间已经起算，不能再次起算；依法重新计算的，应登记重新起算"
            )
        if (record.ends_on is None) is (self.law.period is None):
            raise Refused(
                Flaw.NO_END, "ends_on", "按确定日期终止的期间应写明终止日期，其他期间不得另写终止日期"
            )
        if record.ends_on is not None and record.ends_on < record.on:
            raise Refused(Flaw.REVERSED, "ends_on", "终止日期早于起算日，应核对日期")
        self.start, self.from_day = record, record.on
        return []

    def _restart(self, record: Restart, from_day: date) -> list[tuple[Flaw, str, str]]:
        if not self.law.terms.restarts:
            raise Refused(Flaw.NOT_ALLOWED, "", f"{self.law.article}没有规定可以重新起算")
        if not self.backward:
            self._neither_ahead_nor_before(record.on, from_day)
        reason = f"自{chinese_date(record.on)}重新起算{_by(record.paper)}，此前不计入"
        self._begin_anew(from_day, record.on, reason)
        self.settlement = None
        return []

    def _supplement(self, record: Supplement, from_day: date) -> list[tuple[Flaw, str, str]]:
        if self._asked >= self.law.terms.supplements and not self.law.terms.supplements_repeat:
            raise Refused(*self._no_supplement())
        if record.complete_on is not None and record.complete_on < record.asked_on:
            raise Refused(Flaw.REVERSED, "complete_on", "收齐材料的日期早于要求补正的日期，应核对日期")
        if not self.law.floor:  # a floor protects who asks: its end is no limit for finding that papers are lacking
            self._in_time(record.asked_on, "asked_on", "要求补正")
        self._asked += 1
        if record.complete_on is None or record.complete_on > self.today:
            self.spent.append(Spent(from_day, None, f"等待补正{_by(record.paper)}，自收齐材料之日重新起算"))
            self.waiting = record
            return []
        reason = (
            f"材料已补正{_by(record.paper)}，自{chinese_date(record.complete_on)}收齐之日重新起算，此前不计入"
        )
        self._begin_anew(from_day, record.complete_on, reason)
        return []

    def _no_supplement(self) -> tuple[Flaw, str, str]:
        if self.law.terms.supplements == 0:
            return Flaw.NOT_ALLOWED, "", f"{self.law.article}没有规定补正"
        return Flaw.TOO_OFTEN, "", f"补正只能一次性告知，已告知{self._asked}次，不能再次要求补正"

    def _extend(self, record: Extension, from_day: date) -> list[tuple[Flaw, str, str]]:
        used = sum(share.extension is not None for share in self._shares)
        rule = self.law.terms.extension(used)
        if rule is None:
            raise Refused(*self._no_extension(used))
        if type(record.n) is not int or record.n <= 0 or (rule.n is not None and record.n > rule.n):
            most = f"最多延长{rule.n}{rule.unit.label}" if rule.n else "延长的时间应为正数"
            raise Refused(Flaw.TOO_LONG, "n", f"{self.law.article}规定{most}，应改正延长的时间")
        if record.unit is not rule.unit:
            raise Refused(Flaw.WRONG_UNIT, "unit", f"延长应按“{rule.unit.label}”计算，应改正单位")
        if record.by not in rule.by:
            raise Refused(
                Flaw.WRONG_APPROVER, "by", f"延长应由{'或者'.join(rule.by)}批准，{record.by}无权批准"
            )
        if not record.paper.strip():
            raise Refused(Flaw.NO_PAPER, "paper", "延长应有书面决定，应写明文书")
        if rule.asked:
            self._asked_in_time(record, from_day)
        else:
            self._in_time(record.decided_on, "decided_on", "决定延长")
        self._shares = [*self._shares, Share(record.n, record.unit, record)]
        if rule.told and record.told_on is None:
            return [(Flaw.NOT_TOLD, "told_on", "延长的决定和理由应当及时告知当事人，尚未登记告知日期")]
        return []

    def _no_extension(self, used: int) -> tuple[Flaw, str, str]:
        if used == 0:
            return Flaw.NOT_ALLOWED, "", f"{self.law.article}没有规定可以延长"
        return Flaw.TOO_OFTEN, "", f"{self.law.article}只允许延长{used}次，不能再次延长"

    def _asked_in_time(self, record: Extension, from_day: date) -> None:
        if record.asked_on is None or not from_day <= record.asked_on <= record.decided_on:
            raise Refused(Flaw.NOT_ASKED, "asked_on", "延长应先提出申请，应写明起算之后、决定之前的申请日期")
        self._in_time(record.asked_on, "asked_on", "申请延长")

    def _pause(self, record: Pause, start: date) -> list[tuple[Flaw, str, str]]:
        if record.last is not None and record.last < record.first:
            raise Refused(Flaw.REVERSED, "last", "止日早于起日，应核对日期")
        allowed = self._allowed(record)
        if allowed is None:
            raise self._not_allowed(record)
        if record.first < start:
            raise Refused(
                Flaw.BEFORE_START, "first", f"起日早于起算日{chinese_date(start)}，起算前的日子不能扣除"
            )
        first, last, remarks = told(record, allowed)
        if not self.waiting:
            self._in_time(first, "first", allowed.label)
        self.standing.append(Standing(record, allowed.label, first, last))
        return remarks

    def _allowed(self, record: Pause) -> Allowance | None:
        choices = self._choices(record)
        return next((one for one in choices if one.kind == record.kind), None)

    def _choices(self, record: Pause) -> tuple[Allowance, ...]:
        terms = self.law.terms
        return terms.suspensions if isinstance(record, Suspension) else terms.exclusions

    def _not_allowed(self, record: Pause) -> Refused:
        what = "可以中止" if isinstance(record, Suspension) else "可以不计入期限"
        listed = "、".join(one.label for one in self._choices(record))
        rest = f"；{what}的只有：{listed}" if listed else ""
        return Refused(Flaw.NOT_ALLOWED, "kind", f"{self.law.article}没有规定该事由{what}{rest}")

    def _in_time(self, day: date, field: str, act: str) -> None:
        """An act must not come after the end. While a pause is open there is no end that it could come after."""
        if any(one.last is None and one.first <= day for one in self.standing):
            return
        due = self.due()
        if due is not None and day > due:
            message = f"期间已于{chinese_date(due)}届满，{chinese_date(day)}{act}已逾期，不再影响期间"
            raise Refused(Flaw.AFTER_END, field, message)

    def _begin_anew(self, from_day: date, day: date, reason: str) -> None:
        first = self.spent.pop().first if self.waiting else from_day
        self.spent.append(Spent(first, day, reason))
        self.from_day, self.waiting = day, None
        self._shares = [self._own_share()]

    def _neither_ahead_nor_before(self, day: date, from_day: date) -> None:
        if day > self.today:
            raise Refused(Flaw.AHEAD, "on", f"{chinese_date(day)}晚于{chinese_date(self.today)}，尚不能登记")
        if day < from_day:
            raise Refused(Flaw.BEFORE_START, "on", f"日期早于起算日{chinese_date(from_day)}，应核对日期")

    def _own_share(self) -> Share:
        period = self.law.period
        return Share(period.n, period.unit) if period else Share(0, None)


def _by(paper: str) -> str:
    return f"（{paper}）" if paper else ""
