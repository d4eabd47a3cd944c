"""The engine for either database, and how a writing transaction begins on it."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from states.errors import DatabaseUnavailable
from storage.piped import Writing, piped

LOG = logging.getLogger("yifa.storage")
BUSY_SECONDS = 30


class Database:
    """An engine that knows its dialect. On SQLite one writer at a time: a process-wide lock and BEGIN IMMEDIATE."""

    def __init__(self, url: str, pool_size: int = 5) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.sqlite else _postgres_engine(url, pool_size)
        self._piped = self.engine if self.sqlite else _piped_engine(url, pool_size)
        self._writer = threading.Lock()
        self._sql: dict[str, str] = {}
        self.called: dict[tuple[str, str], tuple[float, str]] = {}  # names by identifier, kept for a while (register.py)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction for writing; commits at the end, rolls back on any error."""
        with told_in_words():
            if self.sqlite:
                with self._writer_in_line() as connection:
                    yield connection
            else:
                with self.engine.begin() as connection:
                    yield connection

    @contextmanager
    def _writer_in_line(self) -> Iterator[Connection]:
        with self._writer, self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def case_writing(self) -> Iterator[Writing]:
        """The writing path's transaction: as ``writing``, in two round trips on PostgreSQL."""
        if self.sqlite:
            with self.writing() as connection:
                yield connection
        else:
            with told_in_words(), piped(self._piped) as tx:
                yield tx

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading; nothing it does is kept."""
        with told_in_words(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One unchanging view of everything, for a reading that must fit together while others write."""
        begin = "BEGIN" if self.sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        with self.engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    def sql(self, text: str) -> str:
        """Driver SQL from ``:name`` placeholders."""
        if self.sqlite:
            return text
        found = self._sql.get(text)
        if found is None:
            found = self._sql[text] = re.sub(r"(?<![:\w]):(\w+)", r"%(\1)s", text.replace("%", "%%"))
        return found

    def close(self) -> None:
        self.engine.dispose()
        self._piped.dispose()


@contextmanager
def told_in_words() -> Iterator[None]:
    """A database that is away, breaks off or stays busy is a refusal that a person can act on."""
    try:
        yield
    except (OperationalError, psycopg.OperationalError) as away:
        LOG.warning("The database did not answer: %s", getattr(away, "orig", away))  # never the statement: it carries what was typed
        raise DatabaseUnavailable("数据库暂时不能使用，请稍后用同一页面重新提交；重复提交不会重复生效。") from away


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # we begin ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def _piped_engine(url: str, pool_size: int) -> Engine:
    """For the writing path: it leaves no transaction open behind it, so there is nothing to reset."""
    return _postgres_engine(url, pool_size, "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off", pool_reset_on_return=None)


def _postgres_engine(url: str, pool_size: int, options: str = "", **more: Any) -> Engine:
    """``options`` go to the server at connect: no just-in-time compilation, it costs more than these queries."""
    arguments = {"prepare_threshold": 1, "options": f"-c jit=off {options}"}
    return create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=False, connect_args=arguments, **more
    )
