"""Writers in processes of their own: they must be importable by name to be started afresh."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from states.casework.casework import Casework
from states.casework.commands import Actor, Command, OpenCase, RecordEntry
from states.dossier.vocabulary import Role
from storage.case_store import SqlCaseStore
from storage.database import Database
from tests.clocks import HandClock
from tests.offices import CITY, filled
from tests.storage.stepping import PATIENCE, SteppedStore

SHARED = "case-1"
OFFICE = Actor("office", Role.DECISION_OFFICE)
DAY = "2026-01-12"


def commands(name: str, count: int) -> Iterator[Command]:
    """Three entries in the shared matter, then a matter of one's own, and so on."""
    for number in range(count):
        fields = filled("proposal", proposer_type="department", received_on=DAY, proposer=f"{name}-{number}")
        if number % 4 == 3:
            yield OpenCase(OFFICE, f"{name}-{number}", f"{name}-{number}", procedure="major_decision", office="transport",
                           body=CITY, title=f"事项{name}-{number}", fields=fields)  # fmt: skip
        else:
            yield RecordEntry(OFFICE, SHARED, f"{name}-{number}", kind="proposal", fields=fields)


def write(url: str, name: str, count: int, pipe: Connection) -> None:
    """Execute the commands as soon as told; report how many were done, or what went wrong."""
    database = Database(url)
    casework = Casework(SqlCaseStore(database), HandClock(DAY))
    pipe.send("ready")
    pipe.recv()
    try:
        for command in commands(name, count):
            casework.execute(command)
        pipe.send(count)
    except BaseException as failure:
        pipe.send(repr(failure))
    database.close()


class Stopping:
    """Reports each place the writer comes to; at the ``number``-th arrival at ``point`` it never goes on."""

    def __init__(self, pipe: Connection, point: str, number: int) -> None:
        self._pipe, self._point, self._left = pipe, point, number

    def arrive(self, name: str) -> None:
        if name == self._point:
            self._left -= 1
            self._pipe.send(name)
            while self._left == 0:
                signal.pause()


def write_until_stopped(url: str, name: str, point: str, number: int, pipe: Connection) -> None:
    """Write on and on; stand still for ever at that arrival at that point (0: never stand still)."""
    store = SteppedStore(SqlCaseStore(Database(url)), Stopping(pipe, point, number))
    casework = Casework(store, HandClock(DAY))
    for command in commands(name, 10_000):
        casework.execute(command)


@contextmanager
def process(target: Any, *args: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """A fresh process and our end of its pipe; it is gone at the end."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=target, args=(*args, theirs), daemon=True)
    child.start()
    try:
        yield child, ours
    finally:
        child.kill()
        child.join(PATIENCE)


def hear(pipe: Connection) -> Any:
    assert pipe.poll(PATIENCE), "the process says nothing"
    return pipe.recv()


def kill(child: BaseProcess) -> None:
    """kill -9, and wait until it is really gone."""
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join(PATIENCE)
    assert child.exitcode == -signal.SIGKILL
