"""A clock of a matter told by the legal clock: its law, the papers that touch it, and every day with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from states.casework.timers import count_of, terms_of
from states.dossier.kinds import KINDS
from states.errors import DefinitionError
from states.law.clock import (
    ClockLaw,
    ClockState,
    Extension,
    Interval,
    Pause,
    Start,
    Supplement,
    explain,
    state,
)
from states.law.day_lines import DayLine, chinese_date
from states.law.legal_day import ONE_DAY
from states.law.period import Unit
from states.law.timekeeping import Count, Filed, FiledTerms, law_of, reckon, records_of, start_of
from states.procedures.base import TimerRule
from storage.queries.dossiers import Seen
from storage.queries.models import ClockPaperView

UNITS = {Unit.CALENDAR_DAY: "日历日", Unit.WORKING_DAY: "工作日", Unit.MONTH: "月", Unit.HOUR: "小时"}


@dataclass(frozen=True, slots=True)
class Told:
    """The count of a clock as it stands today. ``start_label``: the fact that it runs from."""

    law: ClockLaw
    count: Count
    terms: FiledTerms | None
    filed: tuple[Filed, ...]
    state: ClockState
    lines: tuple[DayLine, ...]
    start_label: str
    why: str  # of a clock that stands still

    @property
    def period_label(self) -> str:
        if self.count.months:
            return f"每{self.count.months}个月一次，由决策机关确定"
        if self.count.ends_on is not None:
            return f"至确定的日期{chinese_date(self.count.ends_on)}为止"
        return self.law.period.label if self.law.period else ""

    @property
    def unit(self) -> str:
        return UNITS[self.law.period.unit] if self.law.period else "按确定日期"

    def left(self) -> str:
        """What remains of a clock that runs, in words."""
        days = self.state.days_left
        if days is None:
            return ""
        in_days = "个工作日" if self.unit == "工作日" else "日"
        if days < 0:
            return "最短期间已满" if self.state.floor else f"已超过{-days}{in_days}"
        return f"尚余{days}{in_days}" if days else ("今日届满" if self.state.floor else "今日为最后一日")

    def papers(self) -> tuple[ClockPaperView, ...]:
        return tuple(self._paper(place, one) for place, one in enumerate(self.filed, 1))

    def entry_of(self, day: date) -> str:
        """The paper that takes the day out of the count, if one does."""
        return next((one.entries[0].id for one in self.filed if _covers(one.record, day)), "")

    def _paper(self, place: int, one: Filed) -> ClockPaperView:
        """Records are counted from the start on, which comes first."""
        faults, entry = [fault for fault in self.state.faults if fault.record == place], one.entries[0]
        effect = "没有改变截止日" if any(fault.void for fault in faults) else _effect(one.record)
        said = "；".join(fault.message for fault in faults)
        return ClockPaperView(entry=entry.id, label=KINDS[entry.kind].label, on=entry.on, effect=effect, fault=said)


def told(rule: TimerRule, seen: Seen) -> Told | None:
    """None where the fact it runs from is not on file, or the law has no such period."""
    terms = terms_of(rule, seen.moment)
    count = count_of(rule, seen.dossier, seen.moment, terms)
    if count is None:
        return None
    try:
        law = law_of(terms, count, seen.moment.law)
    except DefinitionError:
        return None
    filed = records_of(terms, seen.dossier, count) if terms else ()
    label = _start_label(rule, count)
    start: Start = start_of(law, count, f"{label}{chinese_date(count.start)}")
    records: list[Interval] = [start, *(one.record for one in filed)]
    today, calendar = seen.moment.today, seen.moment.law.calendar
    now, lines = state(law, records, today, calendar), explain(law, records, today, calendar)
    found = reckon(terms, count, seen.dossier, seen.moment) if terms else None
    return Told(law, count, terms, filed, now, lines, label, found.held.why if found and found.held else "")


def _start_label(rule: TimerRule, count: Count) -> str:
    kind = KINDS[count.entry.kind]
    field = next((field for name, field in rule.anchors if name == kind.name), "") if count.ends_on is None else kind.effective
    return f"{kind.label}·{kind.by_name[field].label}" if field else f"{kind.label}·登记日期"


def _covers(record: Interval, day: date) -> bool:
    if isinstance(record, Pause):
        return record.first <= day and (record.last is None or day <= record.last)
    if isinstance(record, Supplement):
        return record.asked_on <= day and (record.complete_on is None or day < record.complete_on)
    return False


def _effect(record: Interval) -> str:
    if isinstance(record, Pause):
        last = "尚未恢复" if record.last is None else f"{chinese_date(record.last + ONE_DAY)}恢复计算"
        return f"自{chinese_date(record.first)}起不计入，{last}"
    if isinstance(record, Supplement):
        done = f"{chinese_date(record.complete_on)}收齐，自该日重新起算" if record.complete_on else "尚未收齐，收齐之日重新起算"
        return f"{chinese_date(record.asked_on)}要求补正，{done}"
    if isinstance(record, Extension):
        return f"延长{record.n}{record.unit.label}（{record.by}）"
    return f"自{chinese_date(record.day)}重新起算"
