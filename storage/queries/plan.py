"""计划: what remains of a matter and when it can lawfully be done, as the page shows it. Reads only."""

from __future__ import annotations

from datetime import date

from states.errors import NotFound
from states.law.calendar import WorkCalendar
from states.law.day_lines import chinese_date
from states.law.planning import (
    PLANNED,
    Plan,
    PlannedStep,
    Stretch,
    WhatIf,
    Wish,
    consultation_open,
    hearing_open,
    remaining,
)
from storage.database import Database
from storage.queries.deadlines import EXPLAINED, WEEKDAYS
from storage.queries.dossiers import Seen, open_any, open_seen
from storage.queries.models import DayLineView, Viewer
from storage.queries.reading import look
from storage.queries.shapes import Shown


class StretchView(Shown):
    """Time that must pass. ``over``: it was complete before the plan begins. ``unit``: of a period of the law; ``lines``: its
    count day by day."""

    rule: str
    label: str
    text: str
    citation: str
    begins: date
    ends: date
    reason: str
    critical: bool
    over: bool
    provisional: bool
    unverified: bool
    soft: bool
    unit: str = ""
    lines: tuple[DayLineView, ...] = ()


class PlannedStepView(Shown):
    """A step ahead; ``note`` says what is unusual about the day."""

    step: str
    label: str
    earliest: date
    reason: str
    note: str
    provisional: bool
    stretches: tuple[StretchView, ...]


class WishView(Shown):
    day: date
    met: bool
    blocked_by: tuple[StretchView, ...]


class PlanView(Shown):
    """A plan. ``decision`` is None when it lies behind; ``as_it_stands``: the decision's day without suppositions."""

    start: date
    steps: tuple[PlannedStepView, ...]
    critical: tuple[StretchView, ...]
    decision: date | None
    as_it_stands: date | None = None
    wish: WishView | None = None
    hearing_open: bool = True
    consultation_open: bool = True


def plan_view(
    database: Database, viewer: Viewer, today: date, case: str, what_if: WhatIf, wish: date | None = None
) -> PlanView:
    """What remains of a matter, as supposed; NotFound when it is absent, not to be seen, or of a procedure without
    minimum times. InvalidEntry for suppositions that make no sense."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
    return _remaining(seen, what_if, wish)


def plan_by_number(
    database: Database, today: date, asked: str, what_if: WhatIf, wish: date | None = None
) -> tuple[str, PlanView]:
    """The same for whoever runs the machine, by number or identifier: the number, and a plan of days and articles only."""
    with look(database) as reader:
        seen = open_any(reader, today, asked)
    return seen.dossier.number, _remaining(seen, what_if, wish)


def _remaining(seen: Seen, what_if: WhatIf, wish: date | None) -> PlanView:
    if seen.dossier.procedure != PLANNED:
        raise NotFound("本程序没有法定最短期间，不需要计划。")
    plan = remaining(seen.dossier, seen.moment, what_if)
    return shown(plan, wish).model_copy(
        update={
            "as_it_stands": remaining(seen.dossier, seen.moment).decision,
            "hearing_open": hearing_open(seen.dossier),
            "consultation_open": consultation_open(seen.dossier),
        }
    )


def shown(plan: Plan, wish: date | None = None) -> PlanView:
    """A plan as the page shows it, with the answer to a wish."""
    answer = plan.wish(wish) if wish else None
    return PlanView(
        start=plan.start, steps=tuple(_step(one, plan) for one in plan.steps),
        critical=tuple(_stretch(one, plan) for one in plan.critical), decision=plan.decision,
        as_it_stands=plan.decision, wish=_wish(answer, plan) if answer else None,
    )  # fmt: skip


def _wish(wish: Wish, plan: Plan) -> WishView:
    return WishView(day=wish.day, met=wish.met, blocked_by=tuple(_stretch(one, plan) for one in wish.blocked_by))


def _step(one: PlannedStep, plan: Plan) -> PlannedStepView:
    return PlannedStepView(
        step=one.step, label=one.label, earliest=one.earliest, reason=one.reason,
        note=_note(one.earliest, plan.calendar) if one.decided_by else "", provisional=one.provisional,
        stretches=tuple(_stretch(stretch, plan) for stretch in one.stretches),
    )  # fmt: skip


def _note(day: date, calendar: WorkCalendar) -> str:
    info = calendar.info(day)
    if info.workday:
        return ""
    return f"该日为{info.klass.label}，最短期间不因休息日变动；需要在工作日办理的，可在{chinese_date(calendar.next_workday(day))}办理。"


def _stretch(one: Stretch, plan: Plan) -> StretchView:
    lines = one.explain(plan.calendar)[:EXPLAINED]
    return StretchView(
        rule=one.rule, label=one.label, text=one.text, citation=one.citation, begins=one.begins, ends=one.ends,
        reason=one.reason, critical=one.critical, over=one.ends <= plan.start, provisional=one.provisional,
        unverified=one.unverified, soft=one.soft, unit=one.period.unit if one.period else "",
        lines=tuple(
            DayLineView(day=line.day, weekday=f"周{WEEKDAYS[line.day.weekday()]}", kind=line.klass.label,
                        counted=line.counted, reason=line.reason)
            for line in lines
        ),
    )  # fmt: skip
