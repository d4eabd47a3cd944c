"""通知: a person's inbox. What concerns a matter that the person may not see any more is nowhere, not even counted."""

from __future__ import annotations

from datetime import date, datetime

from states.casework.notices import Topic
from storage.database import Database
from storage.driver_sql import run
from storage.queries.models import Page, Shown, Viewer
from storage.queries.reading import cursor_of, look, page_of, place_of, within
from storage.queries.visibility import visible
from storage.reviving import as_date, as_moment

COUNTED = 100  # more than that are shown as 99+
_LINES = """SELECT n.id, n.topic, n.text, n.until_on, n.created_at, n.read_at, c.id, c.number, c.title FROM notice n
 JOIN case_file c ON c.id = n.case_id WHERE n.person_id = :person"""


class NoticeView(Shown):
    """One line of the inbox; the title is the matter's present one."""

    id: str
    topic: str
    topic_label: str
    text: str
    until_on: date | None
    created_at: datetime
    read: bool
    case: str
    number: str
    title: str


def inbox(database: Database, viewer: Viewer, cursor: str | None = None, limit: int = 30, *, unread: bool = False) -> Page[NoticeView]:
    """The newest first; only what was not read yet when asked. InvalidEntry for a cursor that we did not make."""
    limit, clause = within(limit), visible(viewer)
    params = clause.params | {"person": viewer.person, "limit": limit + 1}
    sql = f"{_LINES} AND {clause.sql}" + (" AND n.read_at IS NULL" if unread else "")
    if cursor:
        (params["after"],) = place_of(cursor, str)
        sql += " AND n.id < :after"
    with look(database) as reader:
        found = reader.all(f"{sql} ORDER BY n.id DESC LIMIT :limit", params)
    views = [
        NoticeView(
            id=row[0], topic=row[1], topic_label=Topic(row[1]).label, text=row[2], until_on=as_date(row[3]) if row[3] else None,
            created_at=as_moment(row[4]), read=row[5] is not None, case=row[6], number=row[7], title=row[8],
        )
        for row in found
    ]  # fmt: skip
    return page_of(views, limit, [cursor_of(one.id) for one in views])


def unread_count(database: Database, viewer: Viewer) -> int:
    """How many lines were not read yet, up to ``COUNTED``."""
    clause = visible(viewer)
    waiting = f"""SELECT 1 FROM notice n JOIN case_file c ON c.id = n.case_id
 WHERE n.person_id = :person AND n.read_at IS NULL AND {clause.sql} LIMIT {COUNTED}"""
    with look(database) as reader:
        return reader.number(f"SELECT count(*) FROM ({waiting}) w", clause.params | {"person": viewer.person})


def mark_read(database: Database, person: str, notice: str, now: datetime) -> str | None:
    """Read; the id of its matter, or None when the person has no such line. A second time changes nothing."""
    mine = {"id": notice, "person": person}
    with database.writing() as connection:
        run(database, connection, "UPDATE notice SET read_at = :now WHERE id = :id AND person_id = :person AND read_at IS NULL", mine | {"now": now})
        row = run(database, connection, "SELECT case_id FROM notice WHERE id = :id AND person_id = :person", mine).first()
    return row[0] if row else None


def mark_all_read(database: Database, person: str, now: datetime, upto: str = "") -> int:
    """All lines up to and including ``upto`` (all of them without it): what came meanwhile stays unread."""
    sql = "UPDATE notice SET read_at = :now WHERE person_id = :person AND read_at IS NULL AND (:upto = '' OR id <= :upto)"
    with database.writing() as connection:
        return int(run(database, connection, sql, {"now": now, "person": person, "upto": upto}).rowcount)
