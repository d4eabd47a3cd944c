"""PostgreSQL's writing transaction in two round trips: BEGIN rides with the first statement, COMMIT with the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine


class Answer(Protocol):
    """What a statement gives back; the part of SQLAlchemy's result that the writing path uses."""

    @property
    def rowcount(self) -> int: ...

    def first(self) -> Any: ...

    def all(self) -> Any: ...

    def scalar_one(self) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class Writing(Protocol):
    """An open writing transaction. ``finish`` runs the last statement and commits with it where it can."""

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> Answer: ...


class CursorAnswer:
    """A psycopg cursor with the face of SQLAlchemy's result."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def first(self) -> Any:
        return self._cursor.fetchone()

    def all(self) -> Any:
        return self._cursor.fetchall()

    def scalar_one(self) -> Any:
        (row,) = self._cursor.fetchall()
        return row[0]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)


class Piped:
    """A transaction over one psycopg connection."""

    __slots__ = ("_begun", "_connection", "_done")

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._begun = self._done = False

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> CursorAnswer:
        """Run a statement; the first one takes BEGIN along."""
        if self._begun:
            return CursorAnswer(self._connection.execute(sql, params))
        self._begun = True
        with self._connection.pipeline():
            self._connection.execute("BEGIN")
            return CursorAnswer(self._connection.execute(sql, params))

    def finish(self, sql: str, params: Mapping[str, Any]) -> None:
        """Run the last statement and COMMIT in one round trip; an error in it leaves nothing behind."""
        with self._connection.pipeline():
            self._connection.execute(sql, params)
            self._connection.execute("COMMIT")
        self._done = True

    def close(self, *, commit: bool) -> None:
        if self._begun and not self._done:
            self._connection.execute("COMMIT" if commit else "ROLLBACK")


@contextmanager
def piped(engine: Engine) -> Iterator[Piped]:
    """One writing transaction on a pooled connection; rolls back on any error."""
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)
        connection.autocommit = True  # BEGIN and COMMIT are ours
        tx = Piped(connection)
        try:
            yield tx
        except BaseException:
            tx.close(commit=False)
            raise
        tx.close(commit=True)
    finally:
        pooled.close()
