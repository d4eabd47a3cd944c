"""期限: the clocks of a matter, the law behind each, and the count day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier
from states.errors import DefinitionError
from states.law.day_lines import chinese_date
from states.law.period import DayLine, Period
from states.procedures.base import TimerRule
from storage.database import Database
from storage.queries.chips import chip, floors
from storage.queries.dossiers import Seen, open_seen
from storage.queries.models import DayLineView, DeadlineView, Viewer
from storage.queries.reading import look
from storage.reviving import as_date

TIMERS = """SELECT t.name, t.label, t.rule, t.due_on, t.provisional, t.status FROM timer t WHERE t.case_id = :case
 ORDER BY CASE WHEN t.status IN ('armed', 'warned', 'fired') THEN 0 ELSE 1 END, t.due_on, t.name"""
STATUSES: Mapping[str, str] = {
    "armed": "计时中", "warned": "临近到期", "fired": "已到期", "settled": "已办结", "cancelled": "已停止",
}  # fmt: skip
WEEKDAYS = "一二三四五六日"
EXPLAINED = 400  # days that are told one by one


def deadlines(database: Database, viewer: Viewer, today: date, case: str) -> tuple[DeadlineView, ...]:
    """The clocks of a matter, running ones first; NotFound when it is absent or not to be seen."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
        found = reader.all(TIMERS, {"case": case})
    rules = {one.name: one for one in seen.plan.timers}
    return tuple(_view(row, rules.get(row[0]), seen) for row in found)


def _view(row: Any, rule: TimerRule | None, seen: Seen) -> DeadlineView:
    name, label, law_rule, due_on, provisional, status = row
    start, start_label = _start(rule, seen.dossier)
    period = None if rule is None or rule.dated else _period(law_rule, seen)
    lines = period.explain(start, seen.moment.law.calendar) if period and start else ()
    due_on = as_date(due_on)
    label_of_status = "最短期间已满" if status == "fired" and name in floors(seen.moment.today) else STATUSES[status]
    return DeadlineView(
        chip=chip(name, label, due_on, bool(provisional), seen.moment.today, seen.dossier.overlays), status=status,
        status_label=label_of_status, rule=law_rule, citation=seen.moment.law.cite(law_rule),
        period_label=period.label if period else "按卷内登记的日期", start_label=start_label, start_day=start,
        explain=tuple(_line(one) for one in lines[:EXPLAINED]),
        provisional_note=_provisional(due_on, bool(provisional)),
    )  # fmt: skip


def _start(rule: TimerRule | None, dossier: Dossier) -> tuple[date | None, str]:
    """The fact that the clock runs from, as the procedure's table names it."""
    for kind, name in rule.anchors if rule else ():
        entry = dossier.last(kind)
        day = entry.day(name) if entry else None
        if day is not None:
            return day, f"{KINDS[kind].label}·{KINDS[kind].by_name[name].label}"
    return None, ""


def _period(rule: str, seen: Seen) -> Period | None:
    try:
        return seen.moment.law.period(rule)
    except DefinitionError:
        return None


def _line(line: DayLine) -> DayLineView:
    return DayLineView(
        day=line.day, weekday=f"周{WEEKDAYS[line.day.weekday()]}", kind=line.klass.label, counted=line.counted,
        reason=line.reason,
    )  # fmt: skip


def _provisional(due_on: date, provisional: bool) -> str:
    if not provisional:
        return ""
    return f"暂定:{due_on.year}年节假日安排尚未公布,{chinese_date(due_on)}以安排公布后重新计算的日期为准。"
