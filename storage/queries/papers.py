"""What lies in a matter beside its entries: materials and the public's opinions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from states.dossier.vocabulary import Disposition, OpinionEnd, Role
from storage.database import Database
from storage.queries.models import MaterialView, OpinionView, Page, Viewer
from storage.queries.reading import Reader, cursor_of, look, marks, page_of, place_of, within
from storage.queries.visibility import need_visible
from storage.reviving import as_moment
from storage.searching import words

MATERIALS = """SELECT m.digest, m.name, m.media_type, m.size,
 coalesce((SELECT p.name FROM person p WHERE p.id = m.person_id), m.person_id), m.added_at
 FROM material m WHERE m.case_id = :case ORDER BY m.id"""
OPINIONS = """SELECT o.id, o.source, o.text, o.received_at, o.disposition, o.reason, o.root, o.hold, o.hold_reason,
 coalesce((SELECT p.name FROM person p WHERE p.id = o.hold_by), o.hold_by) FROM opinion o WHERE o.case_id = :case"""
OPINION_SHELVES: Mapping[str, str] = {
    "open": " AND o.disposition = ''", "all": "", "held": " AND o.hold <> ''",
    "ended": " AND o.disposition IN ('superseded', 'withdrawn', 'spam')",
}  # fmt: skip
HOLDS = {"held": "暂存核查", "proposed": "已提请按垃圾信息处理"}
ENDINGS = {one.value: one.label for one in (*Disposition, *OpinionEnd)}


def materials(database: Database, viewer: Viewer, today: date, case: str) -> tuple[MaterialView, ...]:
    """The materials of a matter in the order of their coming in."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        return materials_of(reader, case)


def materials_of(reader: Reader, case: str) -> tuple[MaterialView, ...]:
    """As ``materials``, for a matter already known to be visible."""
    return tuple(
        MaterialView(
            digest=row[0], name=row[1], media_type=row[2], size=row[3], by_name=_by(row[4]), added_at=as_moment(row[5])
        )
        for row in reader.all(MATERIALS, {"case": case})
    )


def _by(name: str) -> str:
    """What no person brought is told by its role."""
    return Role.CLOCK.label if name == Role.CLOCK else str(name)


def opinions(
    database: Database, viewer: Viewer, today: date, case: str, cursor: str | None = None, limit: int = 50,
    unanswered: bool = False, shelf: str = "all", like: str = "", asked: str = "",
) -> Page[OpinionView]:  # fmt: skip
    """The public's opinions on a matter, oldest first; only those without an answer if ``unanswered``, of a shelf,
    that say the very same as the opinion ``like``, or in which all words of ``asked`` stand."""
    limit = within(limit)
    params: dict[str, Any] = {"case": case, "limit": limit + 1}
    sql = OPINIONS + OPINION_SHELVES["open" if unanswered else shelf]
    if like:
        params["like"] = like
        sql += " AND o.text = (SELECT q.text FROM opinion q WHERE q.id = :like AND q.case_id = :case)"
    for number, word in enumerate(words(asked)):
        params[f"w{number}"] = re.sub(r"([%_!])", r"!\1", word)
        sql += f" AND lower(o.text) LIKE '%' || :w{number} || '%' ESCAPE '!'"
    if cursor:
        (params["after"],) = place_of(cursor, str)
        sql += " AND o.id > :after"
    with look(database) as reader:
        need_visible(reader, viewer, case)
        found = reader.all(f"{sql} ORDER BY o.id LIMIT :limit", params)
    return page_of([_opinion(row) for row in found], limit, [cursor_of(row[0]) for row in found])


def alike(database: Database, viewer: Viewer, case: str, texts: Iterable[str]) -> Mapping[str, int]:
    """How many opinions without an answer say the very same; of texts that stand there more than once."""
    named, params = marks("t", dict.fromkeys(texts))
    sql = f"SELECT o.text, count(*) FROM opinion o WHERE o.case_id = :case AND o.disposition = '' AND o.text IN ({named}) GROUP BY o.text"
    with look(database) as reader:
        need_visible(reader, viewer, case)
        return {text: number for text, number in reader.all(sql, params | {"case": case}) if number > 1}


def _opinion(row: Any) -> OpinionView:
    label = ENDINGS[row[4]] if row[4] else "未处理"
    return OpinionView(
        id=row[0], source=row[1], text=row[2], received_at=as_moment(row[3]), disposition=row[4],
        disposition_label=label, reason=row[5], corrected=bool(row[6]), hold=row[7], hold_label=HOLDS.get(row[7], ""), hold_reason=row[8], hold_by=row[9],
    )  # fmt: skip
