"""What is new for many at once, for pages that are open: one look for everybody, however many they are."""

from __future__ import annotations

from collections.abc import Collection

from storage.database import Database
from storage.queries.reading import look, marks

_STATE = "SELECT n.person_id, count(*), max(n.id) FROM notice n WHERE n.person_id IN ({people}) AND n.read_at IS NULL GROUP BY n.person_id"


def unread_marks(database: Database, persons: Collection[str]) -> dict[str, str]:
    """For each person a mark that changes when something is told or read; "" where nothing waits. What it is worth is counted by the inbox."""
    named, params = marks("w", sorted(set(persons)))
    with look(database) as reader:
        found = {row[0]: f"{row[1]}:{row[2]}" for row in reader.all(_STATE.format(people=named), params)} if persons else {}
    return {one: found.get(one, "") for one in persons}
