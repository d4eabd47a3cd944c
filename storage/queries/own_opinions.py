"""本人历次意见: what a person wrote as a reviewer or adviser, newest first, of the matters that they may still see."""

from __future__ import annotations

from datetime import date

from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from storage.database import Database
from storage.queries.models import Page, Shown, Viewer
from storage.queries.reading import cursor_of, look, marks, page_of, place_of, within
from storage.queries.visibility import visible
from storage.reviving import as_date, as_json, revive_fields

OPINIONS = ("legality_opinion", "changes_checked", "supplement_request", "adviser_opinion", "enforcement_review")
_SQL = """SELECT e.id, e.kind, e.fields, e.on_day, c.id, c.number, c.title FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE e.person_id = :person AND e.kind IN ({kinds}) AND {seen} {after} ORDER BY e.id DESC LIMIT :limit"""


class OwnOpinion(Shown):
    """One of them, with its long texts under their labels."""

    id: str
    label: str
    on: date
    case: str
    number: str
    title: str
    texts: tuple[tuple[str, str], ...]


def own_opinions(database: Database, viewer: Viewer, cursor: str | None = None, limit: int = 20) -> Page[OwnOpinion]:
    limit, seen = within(limit), visible(viewer)
    kinds, params = marks("ok", OPINIONS)
    params |= seen.params | {"person": viewer.person, "limit": limit + 1}
    if cursor:
        (params["after"],) = place_of(cursor, str)
    sql = _SQL.format(kinds=kinds, seen=seen.sql, after="AND e.id < :after" if cursor else "")
    with look(database) as reader:
        found = reader.all(sql, params)
    items = [
        OwnOpinion(id=row[0], label=KINDS[row[1]].label, on=as_date(row[3]), case=row[4], number=row[5], title=row[6], texts=_texts(row[1], row[2]))
        for row in found
    ]
    return page_of(items, limit, [cursor_of(one.id) for one in items])


def _texts(kind: str, stored: object) -> tuple[tuple[str, str], ...]:
    fields = revive_fields(kind, as_json(stored))
    return tuple((one.label, str(fields[one.name])) for one in KINDS[kind].fields if one.type is FieldType.LONG and fields.get(one.name))
