"""工作台: the list of matters under one filter, and the figures above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

from states.errors import InvalidEntry
from states.law.legal_day import midnight
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.chips import RUNNING, floors
from storage.queries.duties import ESCALATED, mine
from storage.queries.models import Card, CaseRow, DashboardCards, Filter, Page, Viewer
from storage.queries.reading import Reader, containing, cursor_of, look, marks, page_of, place_of, within
from storage.queries.rows import COLUMNS, case_rows
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date

SOON_DAYS = 7
NEW_DAYS = 1  # a matter that moved today or yesterday is new
LINK = "/worklist?filter="
LABELS: Mapping[Filter, str] = {
    "all": "全部事项", "mine": "待我办理", "waiting": "等待他人办理", "today": "今日到期", "overdue": "已超期",
    "soon": f"{SOON_DAYS}日内到期", "done": "已办结", "escalated": "督办事项",
}  # fmt: skip
NEVER = date(9999, 12, 31)
HAS_PART = "c.id IN (SELECT w.case_id FROM case_part w WHERE w.person = :wp)"


def worklist(
    database: Database, viewer: Viewer, today: date, filter: Filter = "all", search: str = "",
    cursor: str | None = None, limit: int = 30,
) -> Page[CaseRow]:  # fmt: skip
    """The matters that the viewer may see, under a filter and with ``search`` in title or number.

    What waits for somebody comes by urgency, and so does a filter of time; everything else newest first. InvalidEntry for an unknown filter or cursor.
    """
    if filter not in get_args(Filter):
        raise InvalidEntry({"filter": "没有这种筛选。"}, "没有这种筛选，请从列表中选择。")
    limit = within(limit)
    with look(database) as reader:
        where = _both(visible(viewer), _searched(search))
        days = _span(filter, today)
        if days is not None:
            return _by_due_day(reader, where, days, today, cursor, limit)
        chosen = _both(where, _filtered(filter, viewer))
        listed = _by_urgency if filter in ("mine", "waiting") else _by_age
        return listed(reader, chosen, today, cursor, limit)


def cards(database: Database, viewer: Viewer, today: date) -> DashboardCards:
    """The figures of the desk, counted over what the viewer may see."""
    seen = visible(viewer)
    turn, waiting = _filtered("mine", viewer), _filtered("waiting", viewer)
    fresh = Clause("c.updated_at >= :fresh", {"fresh": midnight(today - timedelta(days=NEW_DAYS))})
    wanted: Mapping[str, Clause] = {
        "today": _running_in(_span("today", today), today, "t"), "overdue": _running_in(_span("overdue", today), today, "o"),
        "soon": _running_in(_span("soon", today), today, "s"), "mine": turn, "mine_new": _both(turn, fresh), "waiting": waiting,
    }  # fmt: skip
    counts = ", ".join(f"count(*) FILTER (WHERE {one.sql})" for one in wanted.values())
    params = dict(seen.params)
    for one in wanted.values():
        params |= one.params
    with look(database) as reader:
        row = reader.one(f"SELECT {counts} FROM case_file c WHERE {seen.sql}", params)
    assert row is not None
    return DashboardCards(**{name: _card(name, number) for name, number in zip(wanted, row, strict=True)})


def _card(name: str, count: int) -> Card:
    if name == "mine_new":
        return Card(name=name, label="待我办理（新到）", count=count, link=LINK + "mine")
    return Card(name=name, label=LABELS[name], count=count, link=LINK + name)  # type: ignore[index]  # callers pass names of LABELS only


def _both(one: Clause, other: Clause) -> Clause:
    return Clause(f"{one.sql} AND {other.sql}", one.params | other.params)


def _searched(search: str) -> Clause:
    text = "".join(char for char in search if char.isprintable()).strip().lower()[:100]
    if not text:
        return Clause("1 = 1")
    found = "(lower(c.title) LIKE :search ESCAPE '!' OR lower(c.number) LIKE :search ESCAPE '!')"
    return Clause(found, {"search": containing(text)})


def _filtered(filter: Filter, viewer: Viewer) -> Clause:
    match filter:
        case "mine":
            return mine(viewer)
        case "waiting":
            turn = mine(viewer)
            resting, params = marks("wr", sorted(state for plan in PROCEDURES.values() for state in plan.resting))
            sql = f"(NOT c.ended AND c.stage NOT IN ({resting}) AND {HAS_PART} AND NOT {turn.sql})"
            return Clause(sql, turn.params | params | {"wp": viewer.person})
        case "done":
            return Clause("c.ended")
        case "escalated":
            return Clause(ESCALATED)
        case _:
            return Clause("1 = 1")


def _span(filter: Filter, today: date) -> tuple[date, date] | None:
    """First and last due day of a filter of time; both included."""
    match filter:
        case "today":
            return today, today
        case "overdue":
            return date(1990, 1, 1), today - timedelta(days=1)
        case "soon":
            return today, today + timedelta(days=SOON_DAYS)
        case _:
            return None


def _due(days: tuple[date, date] | None, today: date, prefix: str) -> Clause:
    """Clocks ``t`` that run and are due in those days; minimum periods are nobody's deadline."""
    assert days is not None
    names, params = marks(f"{prefix}f", sorted(floors(today)))
    sql = f"t.status IN {RUNNING} AND t.due_on >= :{prefix}a AND t.due_on <= :{prefix}b"
    if params:
        sql += f" AND t.name NOT IN ({names})"
    return Clause(sql, params | {f"{prefix}a": days[0], f"{prefix}b": days[1]})


def _running_in(days: tuple[date, date] | None, today: date, prefix: str) -> Clause:
    due = _due(days, today, prefix)
    return Clause(f"c.id IN (SELECT t.case_id FROM timer t WHERE {due.sql})", due.params)


def _by_age(reader: Reader, where: Clause, today: date, cursor: str | None, limit: int) -> Page[CaseRow]:
    params: dict[str, Any] = where.params | {"limit": limit + 1}
    sql = f"SELECT {COLUMNS} FROM case_file c WHERE {where.sql}"
    if cursor:
        (params["after"],) = place_of(cursor, str)
        sql += " AND c.id < :after"
    found = reader.all(f"{sql} ORDER BY c.id DESC LIMIT :limit", params)
    return page_of(case_rows(reader, found, today), limit, [cursor_of(row[0]) for row in found])


def _by_urgency(reader: Reader, where: Clause, today: date, cursor: str | None, limit: int) -> Page[CaseRow]:
    """By the first running deadline; matters without one come last, the newest of them first."""
    due = _due((date.min, NEVER), today, "u")
    params: dict[str, Any] = where.params | due.params | {"limit": limit + 1, "never": NEVER}
    after = ""
    if cursor:
        params["day"], params["after"] = place_of(cursor, date, str)
        after = "AND (coalesce(n.first, :never) > :day OR (coalesce(n.first, :never) = :day AND c.id < :after))"
    sql = f"""SELECT {COLUMNS}, coalesce(n.first, :never) FROM case_file c LEFT JOIN (
 SELECT t.case_id, min(t.due_on) AS first FROM timer t WHERE {due.sql} GROUP BY t.case_id) n ON n.case_id = c.id
 WHERE {where.sql} {after} ORDER BY 12, c.id DESC LIMIT :limit"""
    found = reader.all(sql, params)
    return page_of(case_rows(reader, found, today), limit, [cursor_of(as_date(row[11]), row[0]) for row in found])


def _by_due_day(
    reader: Reader, where: Clause, days: tuple[date, date], today: date, cursor: str | None, limit: int
) -> Page[CaseRow]:
    due = _due(days, today, "d")
    params: dict[str, Any] = where.params | due.params | {"limit": limit + 1}
    after = ""
    if cursor:
        params["day"], params["after"] = place_of(cursor, date, str)
        after = "WHERE (n.first > :day OR (n.first = :day AND n.case_id > :after))"
    sql = f"""SELECT {COLUMNS}, n.first FROM (
 SELECT t.case_id, min(t.due_on) AS first FROM timer t JOIN case_file c ON c.id = t.case_id
 WHERE {due.sql} AND {where.sql} GROUP BY t.case_id) n JOIN case_file c ON c.id = n.case_id {after}
 ORDER BY n.first, n.case_id LIMIT :limit"""
    found = reader.all(sql, params)
    return page_of(case_rows(reader, found, today), limit, [cursor_of(as_date(row[11]), row[0]) for row in found])
