"""Who sat at the last meeting of the same body, so that the next one's table need not be typed again."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.schema import Kind
from storage import statements
from storage.database import Database
from storage.queries.models import Viewer
from storage.queries.portal import STANDING
from storage.queries.reading import look
from storage.queries.visibility import visible
from storage.reviving import revive_entry


def last_held(database: Database, viewer: Viewer, body: str, kind: Kind) -> Entry | None:
    """The newest paper of that kind in a matter of the body that the viewer may see; None where there is none yet."""
    clause = visible(viewer)
    sql = f"""SELECT {statements.ENTRY} FROM entry e JOIN case_file c ON c.id = e.case_id
 WHERE e.kind = :kind AND c.body_id = :body AND {clause.sql} AND {STANDING} ORDER BY e.id DESC LIMIT 1"""
    with look(database) as reader:
        row = reader.one(sql, clause.params | {"kind": kind.name, "body": body})
    return revive_entry(tuple(row)) if row else None
