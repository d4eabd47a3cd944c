"""Forms that a person has begun: kept for that person alone until handed in, thrown away, or too old. No record of anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from states.errors import InvalidEntry
from storage.database import Database
from storage.driver_sql import run
from storage.queries.reading import look
from storage.reviving import as_moment

KEPT = timedelta(days=30)
FORMS_LIMIT = 50  # of one person; the oldest make room
SIZE_LIMIT = 256 << 10  # characters
FIELDS_LIMIT = 6000
ADDRESS_LIMIT = 300
NEVER = frozenset({"password", "_password"})  # whatever a browser sends along, no password is kept
_FIND = "SELECT content, saved_at FROM unfinished_form WHERE person_id = :person AND address = :address AND saved_at > :since"
_KEEP = """INSERT INTO unfinished_form (person_id, address, content, saved_at) VALUES (:person, :address, :content, :now)
 ON CONFLICT (person_id, address) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at"""
_OLD = "DELETE FROM unfinished_form WHERE saved_at <= :since"
_MANY = """DELETE FROM unfinished_form WHERE person_id = :person AND address NOT IN (
 SELECT u.address FROM unfinished_form u WHERE u.person_id = :person ORDER BY u.saved_at DESC, u.address LIMIT :limit)"""
_DROP = "DELETE FROM unfinished_form WHERE person_id = :person AND address = :address"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What stood in the form, by name, and since when."""

    pairs: tuple[tuple[str, str], ...]
    saved_at: datetime


def keep(database: Database, person: str, address: str, content: str, now: datetime) -> None:
    """In the place of what was kept for this address before; InvalidEntry for what no form of ours holds."""
    pairs = _pairs(content)
    values = {"person": person, "address": _checked(address), "content": json.dumps(pairs, ensure_ascii=False), "now": now}
    with database.writing() as connection:
        run(database, connection, _KEEP, values)
        run(database, connection, _OLD, {"since": now - KEPT})
        run(database, connection, _MANY, {"person": person, "limit": FORMS_LIMIT})


def find(database: Database, person: str, address: str, now: datetime) -> Unfinished | None:
    with look(database) as reader:
        row = reader.one(_FIND, {"person": person, "address": address, "since": now - KEPT})
    return Unfinished(tuple((name, value) for name, value in json.loads(row[0])), as_moment(row[1])) if row else None


def drop(database: Database, person: str, address: str) -> None:
    with database.writing() as connection:
        run(database, connection, _DROP, {"person": person, "address": address})


def _checked(address: str) -> str:
    if not address.startswith("/") or not address.isprintable() or len(address) > ADDRESS_LIMIT:
        raise InvalidEntry({"address": "表单地址无效。"}, "表单地址无效，填写的内容没有保存。")
    return address


def _pairs(content: str) -> Sequence[tuple[str, str]]:
    if len(content) > SIZE_LIMIT:
        raise InvalidEntry({"content": "内容过长。"}, "填写的内容过长，不能自动保存，请尽快提交。")
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) > FIELDS_LIMIT or not all(map(_pair, found)):
        raise InvalidEntry({"content": "内容无效。"}, "填写的内容无效，没有保存。")
    return [(name, value) for name, value in found if name not in NEVER]


def _pair(one: Any) -> bool:
    """Two texts that a database keeps."""
    return isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) and _storable(part) for part in one)


def _storable(text: str) -> bool:
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
