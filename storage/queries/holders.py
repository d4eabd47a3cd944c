"""承办人: who has a matter in hand."""

from __future__ import annotations

from storage.database import Database
from storage.queries.models import Shown, Viewer
from storage.queries.reading import Reader, look
from storage.queries.visibility import need_visible

_HOLDER = """SELECT c.handler_id, coalesce((SELECT p.name FROM person p WHERE p.id = c.handler_id), c.handler_id),
 c.office_id, c.body_id FROM case_file c WHERE c.id = :case"""


class Holder(Shown):
    """Who has it, empty while nobody does; and whose matter it is."""

    person: str
    name: str
    office: str  # of the matter
    body: str


def holder_of(reader: Reader, case: str) -> Holder:
    """Of a matter already known to be visible."""
    row = reader.one(_HOLDER, {"case": case})
    return Holder(person=row[0], name=row[1], office=row[2], body=row[3])


def held_by(database: Database, viewer: Viewer, case: str) -> Holder:
    """NotFound when the matter is not to be seen."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        return holder_of(reader, case)
