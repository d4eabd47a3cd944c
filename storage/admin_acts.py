"""What administrators do to the system outside any matter, and who signs in: who, when, what. Added to, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from states.casework.decide import new_id
from states.casework.events import canonical
from storage.admin_chain import link
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_moment

_ADD = "INSERT INTO admin_act (id, at, person_id, act, target, fields) VALUES (:id, :at, :person, :act, :target, :fields)"
_BODY = "SELECT o.body_id FROM person p JOIN office o ON o.id = p.office_id WHERE p.id = :person"
_LAST = """SELECT a.at, a.person_id, coalesce(p.name, a.person_id), a.act, a.target, a.fields FROM admin_act a
 LEFT JOIN person p ON p.id = a.person_id JOIN admin_link l ON l.act_id = a.id WHERE l.body_id = :body AND a.act IN ({acts})
 ORDER BY l.seq DESC LIMIT :limit"""
CHANNEL_ACTS = ("subscription_added", "subscription_changed", "secret_renewed", "secret_shown", "delivered_again", "relayed_again")


@dataclass(frozen=True, slots=True)
class AdminActLine:
    """One act as it is shown."""

    at: datetime
    person: str
    name: str
    act: str
    target: str
    fields: Mapping[str, Any]


def record(
    database: Database, connection: Connection, person: str, act: str, target: str, now: datetime, *, in_body: str = "", **fields: Any
) -> None:
    """Write the act down in the transaction that carries it out; no secret belongs into ``fields``.

    It is done in the body of the acting person, unless ``in_body`` says otherwise. To be called last: from here on other acts wait.
    """
    values = {"id": new_id(now), "at": now, "person": person, "act": act, "target": target, "fields": canonical(fields)}
    run(database, connection, _ADD, values)
    row = None if in_body else run(database, connection, _BODY, {"person": person}).first()
    link(database, connection, values, in_body or (row[0] if row else ""))


def last_acts(database: Database, body: str, limit: int = 50) -> list[AdminActLine]:
    """What the administrators of that body did about channels and letters, the newest first."""
    named = {f"a{number}": act for number, act in enumerate(CHANNEL_ACTS)}
    with database.reading() as connection:
        sql = _LAST.format(acts=", ".join(f":{name}" for name in named))
        rows = run(database, connection, sql, {"body": body, "limit": limit} | named).all()
    return [AdminActLine(as_moment(row[0]), row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows]
