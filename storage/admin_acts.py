"""What administrators do to the system outside any matter: who, when, what. Added to, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from states.casework.decide import new_id
from states.casework.events import canonical
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_moment

_ADD = "INSERT INTO admin_act (id, at, person_id, act, target, fields) VALUES (:id, :at, :person, :act, :target, :fields)"
_LAST = """SELECT a.at, a.person_id, coalesce(p.name, a.person_id), a.act, a.target, a.fields FROM admin_act a
 LEFT JOIN person p ON p.id = a.person_id LEFT JOIN office o ON o.id = p.office_id WHERE o.body_id = :body
 ORDER BY a.id DESC LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class AdminActLine:
    """One act as it is shown."""

    at: datetime
    person: str
    name: str
    act: str
    target: str
    fields: Mapping[str, Any]


def record(database: Database, connection: Connection, person: str, act: str, target: str, now: datetime, **fields: Any) -> None:
    """Write the act down in the transaction that carries it out; no secret belongs into ``fields``."""
    values = {"id": new_id(now), "at": now, "person": person, "act": act, "target": target, "fields": canonical(fields)}
    run(database, connection, _ADD, values)


def last_acts(database: Database, body: str, limit: int = 50) -> list[AdminActLine]:
    """What the administrators of that body did, the newest first."""
    with database.reading() as connection:
        rows = run(database, connection, _LAST, {"body": body, "limit": limit}).all()
    return [AdminActLine(as_moment(row[0]), row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows]
