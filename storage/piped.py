"""PostgreSQL's writing transaction in two round trips.

In pipeline mode all statements up to the closing Sync are one transaction of the server's own: it takes the lock, gives
its answers on demand, and commits with the last statement. Nothing here may sync before the end; ROLLBACK ends it early.
The driver's own cursors cost more than the server does here, so this speaks to libpq (``psycopg.pq``) directly.
"""

from __future__ import annotations

import re
import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol

import orjson
import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.types.json import set_json_loads
from sqlalchemy import Engine

PREPARED_LIMIT = 200  # statements a connection keeps prepared; texts made for one occasion are not kept
SEEN_LIMIT = 1000
ROLLBACK = "ROLLBACK"
OUT_OF_STEP = "the connection was lost, or the pipeline is out of step"


class Answer(Protocol):
    """What a statement gives back; the part of SQLAlchemy's result that the writing path uses."""

    def first(self) -> Any: ...

    def all(self) -> Any: ...

    def scalar_one(self) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class Writing(Protocol):
    """An open writing transaction."""

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> Answer: ...


class Line:
    """A connection's end of the pipeline: what it has prepared, and its converters."""

    __slots__ = ("connection", "pg", "poll", "prepared", "seen", "types")

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        set_json_loads(orjson.loads, connection)
        self.connection = connection
        self.pg = connection.pgconn
        self.pg.nonblocking = 1
        self.types = Transformer(connection)
        self.prepared: dict[str, bytes] = {}
        self.seen: set[str] = set()
        self.poll = select.poll()
        self.poll.register(self.pg.socket, select.POLLIN)

    def notice(self, sql: str) -> None:
        """A statement met for the second time is worth preparing."""
        if len(self.seen) >= SEEN_LIMIT:
            self.seen.clear()
        self.seen.add(sql)

    def result(self) -> PGresult | None:
        """The next result; waits on the socket, so that other threads go on meanwhile."""
        while self.pg.is_busy():
            self.poll.poll()
            self.pg.consume_input()
        return self.pg.get_result()

    def send(self) -> None:
        """Everything queued goes out, even where the server must be read from before it takes more."""
        while self.pg.flush():
            self.poll.modify(self.pg.socket, select.POLLIN | select.POLLOUT)
            if any(event & select.POLLIN for _, event in self.poll.poll()):
                self.pg.consume_input()
            self.poll.modify(self.pg.socket, select.POLLIN)


class PipedAnswer:
    """The rows of a queued statement, fetched when first asked for, in the order of the queue."""

    __slots__ = ("_piped", "_rows", "preparing", "sql")

    def __init__(self, piped: Piped, sql: str, preparing: bool) -> None:
        self._piped = piped
        self._rows: list[Any] | None = None
        self.sql = sql
        self.preparing = preparing

    def settle(self, rows: list[Any]) -> None:
        self._rows = rows

    def all(self) -> list[Any]:
        if self._rows is None:
            self._piped.fetch(self)
        assert self._rows is not None
        return self._rows

    def first(self) -> Any:
        rows = self.all()
        return rows[0] if rows else None

    def scalar_one(self) -> Any:
        (row,) = self.all()
        return row[0]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all())


class Piped:
    """A transaction over one connection in pipeline mode: statements queue until an answer is wanted."""

    __slots__ = ("_line", "_waiting")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: list[PipedAnswer] = []
        line.pg.enter_pipeline_mode()

    def exec_driver_sql(self, sql: str, params: Mapping[str, Any]) -> PipedAnswer:
        """Queue a statement (placeholders ``%(name)s``); its answer comes when it is asked for."""
        line = self._line
        text, names = _numbered(sql)
        values = line.types.dump_sequence([params[name] for name in names], [PyFormat.TEXT] * len(names))
        known = line.prepared.get(sql)
        preparing = known is None and sql in line.seen and len(line.prepared) < PREPARED_LIMIT
        if preparing:
            known = b"y%d" % len(line.prepared)
            line.prepared[sql] = known
            line.pg.send_prepare(known, text)
        if known is not None:
            line.pg.send_query_prepared(known, values)
        else:
            line.notice(sql)
            line.pg.send_query_params(text, values)
        answer = PipedAnswer(self, sql, preparing)
        if not self._waiting:
            line.pg.flush()  # the server has nothing to do: it may begin while the rest is being said
        self._waiting.append(answer)
        return answer

    def fetch(self, wanted: PipedAnswer) -> None:
        """Read the answers up to the wanted one; raises what the server refused."""
        self._line.pg.send_flush_request()
        self._line.send()
        while self._waiting:
            answer = self._waiting.pop(0)
            self._settle(answer)
            if answer is wanted:
                return

    def close(self, *, commit: bool) -> None:
        """Commit, or undo everything; raises what the server refused, and then nothing of it is kept."""
        if not commit:
            self.exec_driver_sql(ROLLBACK, {})
        self._line.pg.pipeline_sync()
        self._line.send()
        refused: psycopg.Error | None = None
        for answer in self._waiting:
            try:
                self._settle(answer)
            except psycopg.Error as error:
                refused = refused or error
        self._waiting.clear()
        _expect(self._line.result(), ExecStatus.PIPELINE_SYNC)
        self._line.pg.exit_pipeline_mode()
        if refused is not None and commit:
            raise refused

    def _settle(self, answer: PipedAnswer) -> None:
        if answer.preparing:
            try:
                self._read()
            except psycopg.Error:
                del self._line.prepared[answer.sql]
                self._read_aborted()
                raise
        answer.settle(self._read())

    def _read(self) -> list[Any]:
        """One statement's result and the end mark behind it."""
        line = self._line
        result = line.result()
        if result is None or line.result() is not None:  # every answer is one result and an end mark
            raise psycopg.OperationalError(line.pg.get_error_message() or OUT_OF_STEP)
        status = result.status
        if status == ExecStatus.TUPLES_OK:
            line.types.set_pgresult(result)
            return line.types.load_rows(0, result.ntuples, tuple)
        if status != ExecStatus.COMMAND_OK:
            raise error_from_result(result) if status == ExecStatus.FATAL_ERROR else _Aborted()
        return []

    def _read_aborted(self) -> None:
        """What was queued behind a failure is answered too: that it was passed over."""
        while self._line.result() is not None:
            pass


class _Aborted(psycopg.errors.PipelineAborted):
    """An earlier statement of the same transaction failed."""


def _expect(result: PGresult | None, status: ExecStatus) -> None:
    if result is None or result.status != status:
        raise psycopg.OperationalError(OUT_OF_STEP)


@lru_cache(maxsize=1000)
def _numbered(sql: str) -> tuple[bytes, Sequence[str]]:
    """The statement with ``$n`` in the place of ``%(name)s``, and the names in their order."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${names.setdefault(found[1], len(names) + 1)}"

    text = re.sub(r"%\((\w+)\)s", number, sql).replace("%%", "%")
    return text.encode(), tuple(names)


@contextmanager
def piped(engine: Engine) -> Iterator[Piped]:
    """One writing transaction on a pooled connection; rolls back on any error."""
    pooled = engine.raw_connection()
    try:
        line = pooled.info.get("line")
        if line is None:
            line = pooled.info["line"] = _line(pooled.driver_connection)
        tx = Piped(line)
        try:
            yield tx
        except BaseException:
            tx.close(commit=False)
            raise
        tx.close(commit=True)
    except BaseException:
        if not _settled(pooled.driver_connection):
            pooled.invalidate()  # the server undoes what was open when the connection goes
        raise
    finally:
        pooled.close()


def _line(connection: Any) -> Line:
    assert isinstance(connection, psycopg.Connection)
    connection.autocommit = True  # psycopg begins nothing by itself
    return Line(connection)


def _settled(connection: Any) -> bool:
    """Whether the connection stands where the next transaction may begin."""
    pg = connection.pgconn
    healthy: bool = pg.status == ConnStatus.OK and pg.pipeline_status == psycopg.pq.PipelineStatus.OFF
    idle: bool = pg.transaction_status == psycopg.pq.TransactionStatus.IDLE
    return healthy and idle
