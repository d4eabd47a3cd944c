"""PostgreSQL's writing transaction in two round trips.

In pipeline mode all statements up to the closing Sync are one transaction of the server's own: it takes the lock, gives
its answers on demand, and commits with the last statement. Nothing here may sync before the end; ROLLBACK ends it early.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import orjson
import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.json import set_json_loads
from sqlalchemy import Engine


class Answer(Protocol):
    """What a statement gives back; the part of SQLAlchemy's result that the writing path uses."""

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
    """A transaction over one psycopg connection in pipeline mode: statements queue until an answer is wanted."""

    __slots__ = ("_connection",)

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> CursorAnswer:
        """Queue a statement; its answer comes when it is asked for."""
        return CursorAnswer(self._connection.execute(sql, params))

    def finish(self, sql: str, params: Mapping[str, Any]) -> None:
        """Queue the last statement; leaving the pipeline commits with it, and an error in it leaves nothing behind."""
        self._connection.execute(sql, params)

    def close(self, *, commit: bool) -> None:
        if not commit:
            self._connection.execute("ROLLBACK")


@contextmanager
def piped(engine: Engine) -> Iterator[Piped]:
    """One writing transaction on a pooled connection; rolls back on any error."""
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)
        if not connection.autocommit:
            connection.autocommit = True  # psycopg begins nothing by itself
            set_json_loads(orjson.loads, connection)
        with _settled(connection), connection.pipeline():
            tx = Piped(connection)
            try:
                yield tx
            except BaseException:
                tx.close(commit=False)
                raise
            tx.close(commit=True)
    finally:
        pooled.close()


@contextmanager
def _settled(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """After a failure that the pipeline could not roll back itself, no open transaction is left on the connection."""
    try:
        yield
    finally:
        if not connection.closed and connection.info.transaction_status is not TransactionStatus.IDLE:
            connection.execute("ROLLBACK")
