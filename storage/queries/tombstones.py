"""已撤回和公示期满的执法结果: a list of stubs; what was published is not read, but for the day on which it ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from storage import statements
from storage.database import Database
from storage.queries.models import Page
from storage.queries.public_enforcement import (
    BODY,
    KINDS,
    PUBLICATION,
    UNCLASSIFIED,
    WITHDRAWAL,
    field_of,
    tombstone,
)
from storage.queries.public_shapes import Tombstone
from storage.queries.reading import containing, cursor_of, look, marks, place_of, within
from storage.reviving import revive_entry

# The last word of its matter on what is public: a withdrawal, or a publication that ran out.
LAST = f"""NOT EXISTS (SELECT 1 FROM entry l WHERE l.case_id = e.case_id
 AND l.kind IN ('{PUBLICATION}', '{WITHDRAWAL}') AND (l.seq > e.seq OR (l.seq = e.seq AND l.place > e.place)))"""


def tombstones(database: Database, today: date, text: str = "", cursor: str | None = None, limit: int = 20) -> Page[Tombstone]:
    """What was published and is no longer, the latest entries first; ``text``: in its number or in the reason told."""
    limit = within(limit)
    kinds, params = marks("p", KINDS)
    until, reason = field_of(database, "until"), field_of(database, "reason")
    where = [
        UNCLASSIFIED, f"c.procedure IN ({kinds})", LAST,
        f"(e.kind = '{WITHDRAWAL}' OR (e.kind = '{PUBLICATION}' AND {until} < :today))",
    ]  # fmt: skip
    params |= {"today": today.isoformat(), "limit": limit + 1}
    if text:
        where.append(f"(lower(c.number) LIKE :text ESCAPE '!' OR (e.kind = '{WITHDRAWAL}' AND lower({reason}) LIKE :text ESCAPE '!'))")
        params["text"] = containing(text.lower())
    if cursor:
        (params["after"],) = place_of(cursor, str)
        where.append("e.id < :after")
    sql = f"""SELECT {statements.ENTRY}, c.number, c.procedure, c.body_id, {BODY} FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE {" AND ".join(where)} ORDER BY e.id DESC LIMIT :limit"""
    with look(database) as reader:
        found = reader.all(sql, params)
    after = cursor_of(revive_entry(tuple(found[limit - 1])).id) if len(found) > limit else None
    return Page(items=tuple(map(_stub, found[:limit])), next_cursor=after)


def _stub(row: Any) -> Tombstone:
    entry, case = revive_entry(tuple(row)), tuple(row)[-4:]
    if entry.kind == WITHDRAWAL:
        return tombstone(case, "withdrawn", entry.on, entry.text("reason"))
    return tombstone(case, "expired", entry.day("until") or entry.on, "公示期限届满。")
