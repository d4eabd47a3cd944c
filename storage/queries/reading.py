"""How the reads reach the rows: one snapshot, named placeholders, both dialects; and the cursors of paged lists."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from states.errors import InvalidEntry
from storage.database import Database
from storage.queries.models import Page, T

LONGEST_PAGE = 100
LITE_BEGIN = ("BEGIN",)
# Compiling a list's query to machine code takes PostgreSQL half a second, running it a few milliseconds.
PG_BEGIN = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL jit = off")


@dataclass(frozen=True, slots=True)
class Reader:
    """One consistent look at the database."""

    database: Database
    connection: Connection

    def all(self, sql: str, params: Mapping[str, Any]) -> Sequence[Any]:
        return self.connection.exec_driver_sql(self.database.sql(sql), self._bound(params)).all()

    def one(self, sql: str, params: Mapping[str, Any]) -> Any:
        return self.connection.exec_driver_sql(self.database.sql(sql), self._bound(params)).first()

    def number(self, sql: str, params: Mapping[str, Any]) -> int:
        return int(self.connection.exec_driver_sql(self.database.sql(sql), self._bound(params)).scalar_one())

    def _bound(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _plain(_whole(value), self.database.sqlite) for name, value in params.items()}


@contextmanager
def look(database: Database) -> Iterator[Reader]:
    """A snapshot: what several statements see belongs together, whatever is written meanwhile."""
    with database.reading() as connection:
        for begin in LITE_BEGIN if database.sqlite else PG_BEGIN:
            connection.exec_driver_sql(begin)
        try:
            yield Reader(database, connection)
        finally:
            if database.sqlite:
                connection.exec_driver_sql("ROLLBACK")


def marks(prefix: str, values: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """Placeholders for an IN list and their values; an empty list matches nothing."""
    named = {f"{prefix}{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named) or "NULL", named


def containing(text: str) -> str:
    """A LIKE pattern that finds ``text`` itself anywhere; to be used with ESCAPE '!'."""
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def cursor_of(*place: Any) -> str:
    """The opaque place after which the next page begins."""
    text = json.dumps([_plain(one, lite=True) for one in place], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """The place in a cursor, checked; InvalidEntry for one that we did not make."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        if not isinstance(found, list) or len(found) != len(kinds):
            raise ValueError(cursor)
        return tuple(_typed(kind, value) for kind, value in zip(kinds, found, strict=True))
    except (ValueError, TypeError, binascii.Error, OverflowError):
        raise InvalidEntry({"cursor": "翻页位置无效。"}, "翻页位置无效，请从第一页重新查看。") from None


def page_of(found: Sequence[T], limit: int, cursors: Sequence[str]) -> Page[T]:
    """A page from up to ``limit + 1`` items found; ``cursors`` belong to the items one by one."""
    more = len(found) > limit
    return Page(items=tuple(found[:limit]), next_cursor=cursors[limit - 1] if more else None)


def within(limit: int) -> int:
    return max(1, min(limit, LONGEST_PAGE))


def _typed(kind: type, value: Any) -> Any:
    if kind is date:
        return date.fromisoformat(value)
    if kind is int and (isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**62):
        raise ValueError(value)
    if not isinstance(value, kind) or (isinstance(value, str) and "\0" in value):
        raise ValueError(value)
    return value


def _whole(value: Any) -> Any:
    """PostgreSQL keeps no NUL; nothing that is stored can equal a text with one."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _plain(value: Any, lite: bool) -> Any:
    return value.isoformat() if lite and isinstance(value, datetime | date) else value
