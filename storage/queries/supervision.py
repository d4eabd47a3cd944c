"""督办: overdue clocks of the matters that the viewer may see, the longest overdue first."""

from __future__ import annotations

from datetime import date
from typing import Any

from states.law.values import law_view
from storage.database import Database
from storage.queries.models import EscalationView, Page, Viewer
from storage.queries.reading import Reader, cursor_of, look, page_of, place_of, within
from storage.queries.visibility import visible
from storage.reviving import as_date, as_moment

COLUMNS = """x.id, x.case_id, c.number, c.title, x.timer_name, x.label, x.rule, x.due_on, x.rung, x.opened_at, x.status,
 c.law_as_of"""
FROM = "FROM escalation x JOIN case_file c ON c.id = x.case_id"


def supervision(
    database: Database, viewer: Viewer, today: date, cursor: str | None = None, limit: int = 50
) -> Page[EscalationView]:
    """The open escalations."""
    limit = within(limit)
    clause = visible(viewer)
    params: dict[str, Any] = clause.params | {"limit": limit + 1}
    sql = f"SELECT {COLUMNS} {FROM} WHERE x.status = 'open' AND {clause.sql}"
    if cursor:
        params["day"], params["after"] = place_of(cursor, date, str)
        sql += " AND (x.due_on > :day OR (x.due_on = :day AND x.id > :after))"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY x.due_on, x.id LIMIT :limit", params)
    items = [_escalation(row, today) for row in found]
    return page_of(items, limit, [cursor_of(one.due_on, one.id) for one in items])


def escalations_of(reader: Reader, case: str, today: date) -> tuple[EscalationView, ...]:
    """All escalations of a matter already known to be visible, settled ones included."""
    found = reader.all(f"SELECT {COLUMNS} {FROM} WHERE x.case_id = :case ORDER BY x.id", {"case": case})
    return tuple(_escalation(row, today) for row in found)


def _escalation(row: Any, today: date) -> EscalationView:
    due_on = as_date(row[7])
    return EscalationView(
        id=row[0], case=row[1], number=row[2], title=row[3], timer=row[4], label=row[5], rule=row[6],
        citation=law_view(as_date(row[11])).cite(row[6]), due_on=due_on, days_over=max(0, (today - due_on).days),
        rung=row[8], opened_at=as_moment(row[9]), status=row[10],
        status_label="督办中" if row[10] == "open" else "已销号",
    )  # fmt: skip
