"""How a person has their lists: the columns shown, and filters kept under a name. Nobody else's business, so no record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from states.casework.decide import new_id
from states.casework.events import canonical
from states.errors import InvalidEntry
from storage.database import Database
from storage.driver_sql import run
from storage.queries.list_shapes import COLUMNS, USUAL, DeskList
from storage.queries.models import Shown
from storage.queries.reading import look

LABEL_LIMIT = 16
FILTERS_LIMIT = 12  # of one list; more do not fit above it
_COLUMNS = "SELECT columns FROM list_columns WHERE person_id = :person AND list = :list"
_KEEP = """INSERT INTO list_columns (person_id, list, columns) VALUES (:person, :list, :columns)
 ON CONFLICT (person_id, list) DO UPDATE SET columns = excluded.columns"""
_SAVED = "SELECT id, label, query FROM saved_filter WHERE person_id = :person AND list = :list ORDER BY id"
_SAVE = "INSERT INTO saved_filter (id, person_id, list, label, query) VALUES (:id, :person, :list, :label, :query)"


class Saved(Shown):
    """A filter under its name."""

    id: str
    label: str
    query: str


def columns(database: Database, person: str, which: DeskList) -> tuple[str, ...]:
    """The columns chosen for the list, in their one order; the usual ones until somebody chooses."""
    with look(database) as reader:
        row = reader.one(_COLUMNS, {"person": person, "list": which.value})
    chosen = set(json.loads(row[0]) if row else USUAL.get(which, USUAL[DeskList.ALL]))
    return tuple(one for one in COLUMNS if one in chosen)


def keep_columns(database: Database, person: str, which: DeskList, chosen: Sequence[str]) -> None:
    """What there is no column for is left out; none at all shows titles only."""
    kept = canonical([one for one in COLUMNS if one in chosen])
    with database.writing() as connection:
        run(database, connection, _KEEP, {"person": person, "list": which.value, "columns": kept})


def saved_filters(database: Database, person: str, which: DeskList) -> tuple[Saved, ...]:
    with look(database) as reader:
        found = reader.all(_SAVED, {"person": person, "list": which.value})
    return tuple(Saved(id=row[0], label=row[1], query=row[2]) for row in found)


def keep_filter(database: Database, person: str, which: DeskList, label: str, query: str, now: datetime) -> None:
    """Under that name; what stood under it before is replaced. InvalidEntry without a name, without a filter, or when there are too many."""
    label = label.strip()
    if not 0 < len(label) <= LABEL_LIMIT or not label.isprintable():
        raise InvalidEntry({"label": f"请填写筛选名称，不超过{LABEL_LIMIT}字。"}, f"请填写筛选名称，不超过{LABEL_LIMIT}字。")
    if not query:
        raise InvalidEntry({"label": "请先选择筛选条件，再保存。"}, "请先选择筛选条件，再保存。")
    values = {"id": new_id(now), "person": person, "list": which.value, "label": label, "query": query}
    others = [one for one in saved_filters(database, person, which) if one.label != label]
    if len(others) >= FILTERS_LIMIT:
        raise InvalidEntry({"label": "保存的筛选太多。"}, f"每个列表最多保存{FILTERS_LIMIT}个筛选，请先删除不用的。")
    with database.writing() as connection:
        run(database, connection, "DELETE FROM saved_filter WHERE person_id = :person AND list = :list AND label = :label", values)
        run(database, connection, _SAVE, values)


def forget_filter(database: Database, person: str, saved: str) -> None:
    """Gone, if it was this person's."""
    with database.writing() as connection:
        run(database, connection, "DELETE FROM saved_filter WHERE id = :id AND person_id = :person", {"id": saved, "person": person})
