"""The writing path's own end of the PostgreSQL pipeline: answers in order, all or nothing, and it never blocks its neighbours."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest

from states.errors import DatabaseUnavailable
from storage.database import Database
from storage.piped import PREPARED_LIMIT, SEEN_LIMIT

PATIENCE = 30


@pytest.fixture
def pipe(postgres_database: Database) -> Iterator[Database]:
    """A database with one connection for writing and a table to write to."""
    database = Database(postgres_database.url, pool_size=1)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id int PRIMARY KEY, text text, on_day date, at timestamptz, done bool)")
    yield database
    database.close()


def notes(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT id, text FROM note ORDER BY id")]


def add(database: Database, number: int, text: str = "意见") -> None:
    with database.case_writing() as tx:
        tx.exec_driver_sql("INSERT INTO note (id, text) VALUES (%(id)s, %(text)s)", {"id": number, "text": text})


def test_answers_come_in_the_order_of_the_questions_whoever_is_read_first(pipe: Database) -> None:
    with pipe.case_writing() as tx:
        first = tx.exec_driver_sql("SELECT 1 WHERE %(a)s = %(a)s", {"a": "x"})
        second = tx.exec_driver_sql("SELECT n FROM generate_series(1, 3) n", {})
        third = tx.exec_driver_sql("SELECT 7 WHERE false", {})
        assert [row[0] for row in second] == [1, 2, 3]
        assert first.scalar_one() == 1
        assert third.first() is None
        assert third.all() == []


def test_values_keep_their_kinds(pipe: Database) -> None:
    now = datetime(2026, 6, 30, 15, 59, 59, 123456, UTC)
    given = {"id": 1, "text": "一百%（不是参数）", "on": date(2026, 7, 1), "at": now, "done": True}
    for turn in range(3):  # asked for the first time, prepared, and prepared before
        with pipe.case_writing() as tx:
            tx.exec_driver_sql("INSERT INTO note VALUES (%(id)s, %(text)s, %(on)s, %(at)s, %(done)s)", given | {"id": turn})
    with pipe.case_writing() as tx:
        row = tx.exec_driver_sql("SELECT text, on_day, at, done, json_build_array(id, NULL) FROM note WHERE text LIKE %(p)s", {"p": "%参数%"}).first()
    assert row == ("一百%（不是参数）", date(2026, 7, 1), now, True, [0, None])


def test_an_error_anywhere_leaves_nothing_and_the_connection_serves_on(pipe: Database) -> None:
    """Also where the failing statement was just being prepared, with others queued behind it."""
    for turn in range(3):
        with pytest.raises(psycopg.errors.UniqueViolation), pipe.case_writing() as tx:
            for number in (1, 1, 2):
                tx.exec_driver_sql("INSERT INTO note (id, text) VALUES (%(id)s, %(text)s)", {"id": number, "text": str(turn)})
            tx.exec_driver_sql("SELECT %(turn)s::int", {"turn": turn})
        with pytest.raises(psycopg.errors.UndefinedTable), pipe.case_writing() as tx:
            tx.exec_driver_sql("INSERT INTO note (id) VALUES (9)", {})
            tx.exec_driver_sql("SELECT * FROM nothing", {}).all()
        assert notes(pipe) == []
    add(pipe, 3)
    assert notes(pipe) == [(3, "意见")]


def test_leaving_by_an_exception_rolls_back(pipe: Database) -> None:
    with pytest.raises(KeyError), pipe.case_writing() as tx:
        tx.exec_driver_sql("INSERT INTO note (id) VALUES (1)", {})
        assert tx.exec_driver_sql("SELECT count(*) FROM note", {}).scalar_one() == 1
        raise KeyError
    assert notes(pipe) == []


def test_who_waits_for_a_lock_does_not_hold_up_the_thread_that_holds_it(postgres_database: Database) -> None:
    """Waiting must happen on the socket: inside the driver it would stop every thread, the holder's too."""
    database = Database(postgres_database.url, pool_size=2)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id int PRIMARY KEY, text text)")
        connection.exec_driver_sql("INSERT INTO note VALUES (1, '')")
    locked, asked, order = threading.Event(), threading.Event(), []
    grip = "SELECT text FROM note WHERE id = 1 FOR UPDATE"

    def waiter() -> None:
        assert locked.wait(PATIENCE)
        with database.case_writing() as tx:
            answer = tx.exec_driver_sql(grip, {})
            asked.set()
            order.append(f"waiter saw {answer.scalar_one()}")

    thread = threading.Thread(target=waiter)
    thread.start()
    with database.case_writing() as tx:
        tx.exec_driver_sql(grip, {}).all()
        locked.set()
        assert asked.wait(PATIENCE)
        tx.exec_driver_sql("UPDATE note SET text = 'changed' WHERE id = 1", {})
        order.append("holder goes")
    thread.join(PATIENCE)
    assert order == ["holder goes", "waiter saw changed"]
    database.close()


def test_a_connection_cut_by_the_server_is_a_refusal_and_the_next_one_works(pipe: Database) -> None:
    add(pipe, 1)
    with pytest.raises(DatabaseUnavailable), pipe.case_writing() as tx:
        number = tx.exec_driver_sql("SELECT pg_backend_pid()", {}).scalar_one()
        tx.exec_driver_sql("INSERT INTO note (id) VALUES (2)", {})
        with pipe.reading() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 30000)").all()
    add(pipe, 3)
    assert [row[0] for row in notes(pipe)] == [1, 3]


def last_word(letter: bytes, *parts: bytes) -> bytes:
    """A message of the server's protocol: letter, length, body."""
    body = b"".join(parts)
    return letter + struct.pack("!I", len(body) + 4) + body


TAKEN = last_word(b"1") + last_word(b"2")  # read and bound
DONE = TAKEN + last_word(b"n") + last_word(b"C", b"INSERT 0 1\0")
FATAL = last_word(b"E", b"SFATAL\0VFATAL\0C57P02\0Mterminating\0\0")
LAST_WORDS = {"none": b"", "taken": TAKEN, "an answer": DONE, "half an answer": DONE[:-3], "an answer and a fatal error": DONE + FATAL}


@pytest.mark.parametrize("words", LAST_WORDS.values(), ids=LAST_WORDS.keys())
@pytest.mark.parametrize("leaving", ["by commit", "by an exception"])
def test_a_server_that_dies_with_answers_outstanding_is_a_refusal(pipe: Database, words: bytes, leaving: str) -> None:
    """However much was said: libpq reports the loss once, and for everything queued behind it there is no result at all."""
    add(pipe, 1)
    ours, servers = socket.socketpair()
    with ours, servers, pytest.raises(DatabaseUnavailable), pipe.case_writing() as tx:
        tx.exec_driver_sql("SELECT 1", {}).all()
        os.dup2(ours.fileno(), tx._line.pg.socket)  # type: ignore[attr-defined]  # from here on we are the server
        servers.sendall(words)
        servers.shutdown(socket.SHUT_WR)
        for number in range(2, 6):
            tx.exec_driver_sql(f"INSERT INTO note (id) VALUES ({number})", {})
        if leaving == "by an exception":
            raise KeyError
    add(pipe, 6)
    assert [row[0] for row in notes(pipe)] == [1, 6]


def test_large_values_pass_both_ways(pipe: Database) -> None:
    """More than any socket buffer holds: sending must go on reading."""
    long = "法" * 3_000_000
    with pipe.case_writing() as tx:
        for number in range(3):
            tx.exec_driver_sql("INSERT INTO note (id, text) VALUES (%(id)s, %(text)s) RETURNING text", {"id": number, "text": long})
    with pipe.case_writing() as tx:
        assert [len(row[0]) for row in tx.exec_driver_sql("SELECT text FROM note", {})] == [3_000_000] * 3


def test_statements_for_one_occasion_are_not_kept(pipe: Database) -> None:
    for number in range(SEEN_LIMIT + PREPARED_LIMIT):
        with pipe.case_writing() as tx:
            for _ in range(2):
                assert tx.exec_driver_sql(f"SELECT {number}", {}).scalar_one() == number
    with pipe.case_writing() as tx:
        kept = tx.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements", {}).scalar_one()
    assert kept == PREPARED_LIMIT
