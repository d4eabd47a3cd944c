"""期限: the clocks of a matter, the law behind each, and the count day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.errors import NotFound
from states.law.day_lines import DayLine, chinese_date
from states.procedures.base import TimerRule
from storage.database import Database
from storage.queries.chips import chip, floors, held_chip
from storage.queries.dossiers import Seen, open_seen
from storage.queries.models import DayLineView, DeadlineView, HeldView, Viewer
from storage.queries.reading import look
from storage.queries.reckoned import Told, told
from storage.reviving import as_date

TIMERS = """SELECT t.name, t.label, t.rule, t.due_on, t.provisional, t.status, t.held_on, t.days_used, t.days_left
 FROM timer t WHERE t.case_id = :case
 ORDER BY CASE WHEN t.status IN ('armed', 'warned', 'fired') THEN 0 WHEN t.status = 'held' THEN 1 ELSE 2 END, t.due_on, t.name"""
STATUSES: Mapping[str, str] = {
    "armed": "计时中", "warned": "临近到期", "fired": "已到期", "held": "中止计时", "settled": "已办结", "cancelled": "已停止",
}  # fmt: skip
STOPPED = ("settled", "cancelled")
WEEKDAYS = "一二三四五六日"
EXPLAINED = 800  # days that are told one by one, the last ones where there are more


def deadlines(database: Database, viewer: Viewer, today: date, case: str) -> tuple[DeadlineView, ...]:
    """The clocks of a matter, running ones first; NotFound when it is absent or not to be seen."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
        found = reader.all(TIMERS, {"case": case})
    rules = {one.name: one for one in seen.plan.timers}
    return tuple(_view(row, rules.get(row[0]), seen) for row in found)


def deadline(database: Database, viewer: Viewer, today: date, case: str, name: str) -> DeadlineView:
    """One of them; NotFound where the matter has no such clock."""
    for one in deadlines(database, viewer, today, case):
        if one.chip.name == name:
            return one
    raise NotFound("本事项没有这一期限。")


def _view(row: Any, rule: TimerRule | None, seen: Seen) -> DeadlineView:
    name, label, law_rule, due_on, provisional, status, held_on, used, left = row
    due_on, unsure, today = as_date(due_on), bool(provisional), seen.moment.today
    found = _still_told(rule, seen, due_on, status)
    held = HeldView(since=as_date(held_on), why=found.why if found else "", used=used, left=left) if status == "held" else None
    shown = held_chip(name, label, due_on, unsure, held.since, left) if held else chip(
        name, label, due_on, unsure, today, seen.dossier.overlays, seen.moment.law.almanac
    )
    lines, unread = found.lines if found else (), seen.moment.law.unread(law_rule)
    return DeadlineView(
        chip=shown, status=status, status_label=_status(status, name, today), rule=law_rule,
        citation=seen.moment.law.cite(law_rule), name_of_rule=seen.moment.law.rule(law_rule).name,
        period_label=found.period_label if found else "按卷内登记的日期",
        start_label=found.start_label if found else "", start_day=found.count.start if found else None,
        explain=tuple(_line(one, found.entry_of(one.day)) for one in lines[-EXPLAINED:]) if found else (),
        cut=max(0, len(lines) - EXPLAINED), provisional_note=_provisional(due_on, unsure), unit=found.unit if found else "",
        left=_left(found, held, status, free=name in floors(today)), basis=found.terms.source if found and found.terms else "", held=held,
        papers=found.papers() if found else (), unread_note=unread.told if unread else "",
    )  # fmt: skip


def _still_told(rule: TimerRule | None, seen: Seen, due_on: date, status: str) -> Told | None:
    """The count; of a clock that was stopped only as long as the file still says the same of it."""
    found = told(rule, seen) if rule else None
    if found is not None and status in STOPPED and found.state.due != due_on:
        return None
    return found


def _status(status: str, name: str, today: date) -> str:
    return "期间已满" if status == "fired" and name in floors(today) else STATUSES[status]


def _left(found: Told | None, held: HeldView | None, status: str, *, free: bool) -> str:
    if held is not None:
        return f"已用{held.used}日，尚余{held.left}日" if held.left >= 0 else f"中止前已超期{-held.left}日"
    if found is None or status in STOPPED:
        return ""
    return "期间已满" if free and (found.state.days_left or 0) < 0 else found.left()


def _line(line: DayLine, entry: str) -> DayLineView:
    return DayLineView(
        day=line.day, weekday=f"周{WEEKDAYS[line.day.weekday()]}", kind=line.klass.label, counted=line.counted,
        reason=line.reason, entry=entry if line.counted is None else "",
    )  # fmt: skip


def _provisional(due_on: date, provisional: bool) -> str:
    if not provisional:
        return ""
    return f"暂定：{due_on.year}年节假日安排尚未公布，{chinese_date(due_on)}以安排公布后重新计算的日期为准。"
