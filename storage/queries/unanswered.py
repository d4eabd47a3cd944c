"""Opinions that nobody has answered yet."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Database
from storage.tables import Opinion


def unanswered(database: Database, case: str) -> tuple[str, ...]:
    """Ids of a matter's opinions without a disposition, in the order of their arrival (L713 art. 18)."""
    with database.reading() as connection:
        found = connection.execute(
            select(Opinion.id).where(Opinion.case_id == case, Opinion.disposition == "").order_by(Opinion.id)
        )
        return tuple(row[0] for row in found)
