"""日历: the working days of a year here, on whose word, and how sure that is; the notices that were published."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from states.errors import InvalidEntry
from states.law.almanac import Almanac, Published, national
from states.law.announced import FIRST_YEAR, LAST_YEAR, Announced, announced
from states.law.calendar import DayClass, DayInfo
from states.law.holiday_notice import shipped_notices, statutory
from states.law.values import law_view, overlays
from states.procedures.calendar_notice import PROCEDURE, STAGES
from storage.database import Database
from storage.queries.dossiers import almanac
from storage.queries.models import Viewer
from storage.queries.reading import Reader, look, marks
from storage.queries.shapes import Shown
from storage.queries.visibility import Clause, visible
from storage.reviving import revive_fields

ENTERED, RETURNED = "录入待确认", "撤回待确认"
PENDING = """SELECT c.id, c.number, c.stage, e.fields FROM case_file c JOIN entry e ON e.case_id = c.id AND e.kind = :kind
 WHERE c.procedure = :plan AND c.stage IN ('cn_entered', 'cn_withdrawing') AND {seen} ORDER BY c.id"""
MARKS = {DayClass.HOLIDAY: "休", DayClass.LOCAL_HOLIDAY: "地", DayClass.MAKEUP_WORKDAY: "班"}


class CalendarDay(Shown):
    """A day. ``mark``: 休, 班 or 地 where it is not what its weekday says; ``name``: of the festival."""

    day: date
    kind: str
    label: str
    workday: bool
    mark: str
    name: str
    source: str


class CalendarMonth(Shown):
    """``before``: days of the week before the first, the week beginning on Monday."""

    month: int
    before: int
    workdays: int
    days: tuple[CalendarDay, ...]


class NoticeView(Shown):
    """A notice: in force, replaced, withdrawn or waiting. ``case`` is empty for who may not see its matter."""

    year: int
    number: str
    title: str
    issuer: str
    issued_on: date
    place: str
    stops: bool
    standing: str
    case: str = ""
    case_number: str = ""


class CalendarYear(Shown):
    """A year of a place. ``provisional``: its notice is not published, the days may still change."""

    year: int
    place: str
    place_name: str
    provisional: bool
    source: str
    workdays: int
    months: tuple[CalendarMonth, ...]
    notices: tuple[NoticeView, ...]
    waiting: tuple[NoticeView, ...]
    version: int


def calendar_year(database: Database, viewer: Viewer, year: int, place: str = "") -> CalendarYear:
    """The calendar is everybody's; the matters behind the notices are shown to who may see them."""
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    chosen = overlays().get(place)
    with look(database) as reader:
        published = almanac(reader)
        cases = _visible(reader, viewer, {one.case for one in published.published})
        waiting = _waiting(reader, viewer)
    view = law_view(date.max, (place,) if chosen else (), almanac=published)
    names = _names(published, year, [one.key for one in view.chosen()])
    days = view.calendar.year(year)
    months = tuple(_month(number, list(many), names) for number, many in groupby(days, key=lambda one: one.day.month))
    return CalendarYear(
        year=year, place=place if chosen else "", place_name=chosen.name if chosen else "全国", provisional=days[180].provisional,
        source=_source(published, year), workdays=sum(one.workday for one in days), months=months,
        notices=_notices(published, year, cases), waiting=tuple(one for one in waiting if one.year == year), version=published.version,
    )  # fmt: skip


def _month(number: int, days: list[DayInfo], names: dict[date, str]) -> CalendarMonth:
    shown = tuple(
        CalendarDay(
            day=one.day, kind=one.klass.value, label=one.klass.label, workday=one.workday, mark=MARKS.get(one.klass, ""),
            name=names.get(one.day, "") if one.klass in MARKS else "", source=one.source,
        )
        for one in days
    )  # fmt: skip
    return CalendarMonth(month=number, before=days[0].day.weekday(), workdays=sum(one.workday for one in days), days=shown)


def _names(published: Almanac, year: int, places: Iterable[str]) -> dict[date, str]:
    """What the days off are called, where a notice says so; New Year may be named by the next year's."""
    named: dict[date, str] = {}
    for one in shipped_notices():
        named |= dict(one.rest)
    for given in published.notices:
        if not given.place or given.place in places:
            named |= given.rest
    return {day: name for day, name in named.items() if day.year == year}


def _source(published: Almanac, year: int) -> str:
    found = published.find(year)
    if found is not None:
        return f"{found.issuer}《{found.title}》（{found.number}）"
    shipped = next((one for one in shipped_notices() if one.year == year), None)
    if shipped is not None:
        return f"《{shipped.title}》（{shipped.number}）"
    if national(published).provisional(date(year, 6, 30)):
        return f"{statutory().source}和周末，安排公布后以安排为准"
    return f"国务院办公厅{year}年节假日安排"


def _notices(published: Almanac, year: int, cases: dict[str, str]) -> tuple[NoticeView, ...]:
    """Those of the year, the newest first, each with what became of it."""
    gone = {one.case for one in published.published if not one.holds}
    told = [one for one in published.published if one.holds and one.announced.year == year]
    return tuple(_published(one, published, gone, cases) for one in reversed(told))


def _published(one: Published, published: Almanac, gone: set[str], cases: dict[str, str]) -> NoticeView:
    given = one.announced
    standing = "已撤回" if one.case in gone else "适用中" if published.find(given.year, given.place) is given else "已被替代"
    return NoticeView(
        year=given.year, number=given.number, title=given.title, issuer=given.issuer, issued_on=given.issued,
        place=overlays()[given.place].name if given.place else "全国", stops=given.stops, standing=standing,
        case=one.case if one.case in cases else "", case_number=cases.get(one.case, ""),
    )  # fmt: skip


def _visible(reader: Reader, viewer: Viewer, cases: set[str]) -> dict[str, str]:
    clause, (named, params) = visible(viewer), marks("n", sorted(cases))
    sql = f"SELECT c.id, c.number FROM case_file c WHERE c.id IN ({named}) AND {clause.sql}"
    return {row[0]: row[1] for row in reader.all(sql, params | clause.params)}


def waiting(database: Database, viewer: Viewer) -> tuple[NoticeView, ...]:
    """The notices that wait to be confirmed or withdrawn, for who may see them."""
    with look(database) as reader:
        return _waiting(reader, viewer)


def waiting_notice(database: Database, viewer: Viewer, case: str) -> Announced:
    """One that waits to be confirmed, for supposing that it held; InvalidEntry where there is none for this viewer."""
    return _notice(database, visible(viewer), case)


def notice_by_number(database: Database, asked: str) -> Announced:
    """The same for whoever runs the machine, by the number or identifier of its matter."""
    return _notice(database, Clause("1 = 1"), asked)


def _notice(database: Database, clause: Clause, case: str) -> Announced:
    with look(database) as reader:
        sql = PENDING.format(seen=clause.sql).replace("ORDER BY", "AND :case IN (c.id, c.number) ORDER BY")
        row = reader.one(sql, clause.params | {"kind": PROCEDURE.opening_kind, "plan": PROCEDURE.name, "case": case})
    if row is None:
        raise InvalidEntry({"notice": "没有这一待确认的节假日安排，请从列表中选择。"})
    return announced(revive_fields(PROCEDURE.opening_kind, json.loads(row[3])))


def _waiting(reader: Reader, viewer: Viewer) -> tuple[NoticeView, ...]:
    clause = visible(viewer)
    found = reader.all(PENDING.format(seen=clause.sql), clause.params | {"kind": PROCEDURE.opening_kind, "plan": PROCEDURE.name})
    return tuple(map(_pending, found))


def _pending(row: Any) -> NoticeView:
    case, number, stage, raw = row
    fields = json.loads(raw)
    place = fields.get("place", "")
    return NoticeView(
        year=fields["year"], number=fields["number"], title=fields["title"], issuer=fields["issuer"], issued_on=fields["issued_on"],
        place=overlays()[place].name if place in overlays() else "全国", stops=fields.get("stops", False),
        standing=ENTERED if stage == STAGES[0][0] else RETURNED, case=case, case_number=number,
    )  # fmt: skip
