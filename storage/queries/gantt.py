"""甘特图: a matter on the scale of days: where it stood, the periods of the law, and the earliest lawful days ahead. Reads only.

What is behind comes from the course over the map, periods from the clocks, what is ahead from the plan; a procedure
without a plan of minimum times shows the steps that it offers now, each from the first day its gate can open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from states.law.calendar import DayClass, DayInfo, WorkCalendar
from states.law.holiday_notice import days_between
from states.law.planning import PLANNED, Plan, WhatIf, remaining
from states.procedures.statechart import Statechart, statechart
from storage.database import Database
from storage.queries.chips import floors
from storage.queries.course import CourseView, StayView, course
from storage.queries.deadlines import STOPPED, deadlines
from storage.queries.dossiers import Seen, open_seen
from storage.queries.gantt_shapes import GanttGroup, GanttRow, GanttView, Rest
from storage.queries.models import DeadlineView, StepView, Viewer
from storage.queries.plan import PlannedStepView, PlanView, StretchView, shown
from storage.queries.reading import look
from storage.queries.steps import steps

MARGIN = timedelta(days=2)
FAR = 400  # days: a period that ends further off than this, and than the picture is long, is cut at its edge
HELD_LABEL = "中止计时"
AS_IT_STANDS = WhatIf()


def gantt(
    database: Database, viewer: Viewer, today: date, case: str, what_if: WhatIf = AS_IT_STANDS, wish: date | None = None
) -> GanttView:
    """The picture of a matter, as supposed; NotFound when it is absent or not to be seen, InvalidEntry as for its plan."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
    plan = remaining(seen.dossier, seen.moment, what_if) if seen.dossier.procedure == PLANNED else None
    calendar = plan.calendar if plan else seen.moment.law.calendar
    groups = [GanttGroup(label="已经过的环节", rows=tuple(_behind(course(database, viewer, case), today, case))),
              GanttGroup(label="法定期间", rows=tuple(_clock(one, today, case) for one in deadlines(database, viewer, today, case)))]  # fmt: skip
    if plan and plan.steps:
        groups.append(_ahead(shown(plan)))
    elif not seen.plan.ended(seen.dossier.configuration):
        groups.append(GanttGroup(label="现在可以办理的环节", rows=tuple(_offered(steps(database, viewer, today, case), seen))))
    ended = seen.plan.ended(seen.dossier.configuration)
    return _view(groups, calendar, None if ended else today, wish)


def gantt_ahead(plan: Plan, wish: date | None) -> GanttView:
    """The picture of a matter that has not begun."""
    return _view([_ahead(shown(plan))], plan.calendar, None, wish)


def _behind(found: CourseView, today: date, case: str) -> Iterator[GanttRow]:
    """Stays in the innermost places; where a part of a stage is done, it waits for the others and is not shown."""
    chart = statechart(found.plan)
    for stay in sorted(found.stays, key=lambda one: (one.since, one.until or today)):
        place = chart.places[stay.state]
        if not place.holds and not (place.final and place.parent):
            yield _stay(stay, chart, today, f"/cases/{case}/diagram#p-{stay.state}")


def _stay(stay: StayView, chart: Statechart, today: date, link: str) -> GanttRow:
    place = chart.places[stay.state]
    ended = place.final and not place.parent
    until = stay.since if ended else max(stay.since, stay.until or today)
    label = f"{chart.places[place.parent].label}：{place.label}" if place.parent else place.label
    now = stay.until is None and not ended
    return GanttRow(
        manner="now" if now else "done", label=label, begins=stay.since, ends=until, over=not now, link=link,
        length="终结" if ended else f"{stay.days(today)}天" if stay.days(today) else "当日", standing="正在此环节" if now else "已终结" if ended else "已经过", note="",
    )  # fmt: skip


def _clock(one: DeadlineView, today: date, case: str) -> GanttRow:
    floor, due = one.chip.name in floors(today), one.chip.due_on
    start = one.start_day or due
    note = "；".join(part for part in (one.left, one.held.why if one.held else "", one.provisional_note) if part)
    return GanttRow(
        manner="floor" if floor else "limit", label=one.chip.label, begins=min(start, due), ends=max(start, due), length=one.period_label,
        note=note, link=f"/cases/{case}/deadlines/{one.chip.name}", standing=HELD_LABEL if one.held else one.status_label, citation=one.citation,
        rule=one.rule, over=one.status in STOPPED or (floor and due < today), held=bool(one.held),
        late=not floor and not one.held and one.status not in STOPPED and due < today, provisional=one.chip.provisional,
    )  # fmt: skip


def _ahead(plan: PlanView) -> GanttGroup:
    return GanttGroup(label="今后各环节的最早日期", rows=tuple(row for step in plan.steps for row in _planned(step)))


def _planned(step: PlannedStepView) -> Iterator[GanttRow]:
    """The periods of a step that still run, then the day on which it can be complete."""
    yield from (_stretch(one, f"#p-{step.step}") for one in step.stretches if not one.over)
    yield GanttRow(
        manner="earliest", label=step.label, begins=step.earliest, ends=step.earliest, length="", note=step.reason,
        link=f"#p-{step.step}", standing="最早可以完成", provisional=step.provisional,
    )  # fmt: skip


def _stretch(one: StretchView, link: str) -> GanttRow:
    return GanttRow(
        manner="floor", label=one.label, begins=min(one.begins, one.ends), ends=max(one.begins, one.ends), length=one.text, note=one.reason, link=link,
        standing="关键路径" if one.critical else "有余量", citation=one.citation, rule=one.rule, critical=one.critical,
        provisional=one.provisional, unverified=one.unverified,
    )  # fmt: skip


def _offered(found: Iterable[StepView], seen: Seen) -> Iterator[GanttRow]:
    """What may be taken where the matter stands; what the papers of the step itself bring is not waited for."""
    for one in found:
        if one.available_now and not seen.plan.steps[one.name].at_need:
            waits = [finding for finding in one.findings if finding.blocks]
            earliest = max((seen.moment.today, *(finding.earliest for finding in waits if finding.earliest)))
            note = f"有{len(waits)}项法定要求尚未满足，在「{one.label}」中列明" if waits else "没有尚未满足的法定要求"
            yield GanttRow(
                manner="earliest", label=one.label, begins=earliest, ends=earliest, note=note, standing="最早可以办理",
                length=f"先满足{len(waits)}项要求" if waits else "",
                link=f"/procedures/{seen.plan.name}#s-{one.name}",
            )  # fmt: skip


def _view(groups: Iterable[GanttGroup], calendar: WorkCalendar, today: date | None, wish: date | None) -> GanttView:
    kept = tuple(one for one in groups if one.rows)
    rows = [row for group in kept for row in group.rows]
    marked = [today] if today else []
    first = min((*(one.begins for one in rows), *marked)) - MARGIN
    near = max((*(one.ends for one in rows if one.manner != "limit"), *marked), default=first)
    edge = near + timedelta(days=max(FAR, (near - first).days))
    last = max((near, *(min(one.ends, edge) for one in rows), *([min(wish, edge)] if wish else []))) + MARGIN
    days = [calendar.info(day) for day in days_between(first, last)]
    return GanttView(
        first=first, last=last, today=today, groups=kept, rests=tuple(_rests(days)),
        made_up=tuple(one.day for one in days if one.klass is DayClass.MAKEUP_WORKDAY),
        unsure=tuple(sorted({one.day.year for one in days if one.provisional})), wish=wish if wish and first <= wish <= last else None,
    )  # fmt: skip


def _rests(days: Iterable[DayInfo]) -> Iterator[Rest]:
    for (workday, klass), many in groupby(days, key=lambda one: (one.workday, one.klass)):
        row = list(many)
        if not workday:
            yield Rest(begins=row[0].day, ends=row[-1].day, kind=klass.value, label=klass.label, provisional=row[-1].provisional)
