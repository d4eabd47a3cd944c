"""Who looked at whose acts is itself on record, for the auditor to read."""

from __future__ import annotations

from datetime import datetime

from storage.admin_acts import record
from storage.database import Database

READ = "responsibility_read"


def looked_at(database: Database, by: str, person: str, now: datetime) -> None:
    """Somebody looked at another person's acts; at their own they look as they like."""
    if by == person:
        return
    with database.writing() as connection:
        record(database, connection, by, READ, person, now)
