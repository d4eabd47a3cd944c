"""A long campaign: writers and the database are killed again and again; what was acknowledged stays, whole and once."""

from __future__ import annotations

import os
import random
import signal
import time
from multiprocessing.connection import Connection

import pytest

from infra.private_postgres import private_server
from states.casework.casework import Casework
from states.errors import DatabaseUnavailable
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate
from storage.verify import verify
from tests.clocks import HandClock
from tests.offices import open_office
from tests.storage.processes import DAY, commands, kill, process
from tests.storage.stepping import rows

SECONDS = int(os.environ.get("YIFA_TEST_CHAOS_SECONDS", "120"))
PATIENCE = 120.0  # seconds for a process to begin on a busy machine
WRITERS = ("a", "b", "c")


def stubborn(url: str, name: str, start: int, pipe: Connection) -> None:
    """Write on, from the ``start``-th command; after a lost connection send the same command again; report each answer."""
    casework = Casework(SqlCaseStore(Database(url)), HandClock(DAY))
    for number, command in enumerate(commands(name, 1_000_000)):
        while number >= start:
            try:
                receipt = casework.execute(command)
            except DatabaseUnavailable:
                time.sleep(0.05)
                continue
            pipe.send((number, receipt.case, receipt.seq))
            break


@pytest.mark.chaos
def test_whatever_dies_nothing_acknowledged_is_lost() -> None:
    chance = random.Random(20261122)
    with private_server(durable=True) as server:
        database = Database(server.url)
        migrate(database)
        open_office(database, HandClock(DAY)).open()
        database.close()
        done: dict[str, list[tuple[int, str, int]]] = {name: [] for name in WRITERS}
        crashes, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            victim = chance.choice(WRITERS)
            with process(stubborn, server.url, "a", len(done["a"])) as a, process(
                stubborn, server.url, "b", len(done["b"])
            ) as b, process(stubborn, server.url, "c", len(done["c"])) as c:
                running = dict(zip(WRITERS, (a, b, c), strict=True))
                _all_write(running, done)
                _listen(running, done, chance.uniform(0, 3))
                if chance.random() < 0.7:
                    server.stop(signal.SIGQUIT)
                    crashes += 1
                    server.start()
                    _all_write(running, done)
                kill(running[victim][0])
                _listen(running, done, 0)
        after = Database(server.url)
        found = verify(after)
        assert found.ok, found.first_bad
        for name, answers in done.items():
            kept = {(row[0], row[1]) for row in rows(after, "SELECT case_id, seq FROM event")}
            assert all((case, seq) in kept for _, case, seq in answers), name
            keys = rows(after, "SELECT count(*), count(DISTINCT key) FROM command_receipt WHERE key LIKE :like", like=f"office:{name}-%")
            assert keys[0][0] == keys[0][1] >= len(answers) > 0
        after.close()
    print(f"\n{crashes} crashes of the database, {sum(map(len, done.values()))} acknowledged commands, none lost")


def _all_write(running: dict, done: dict[str, list[tuple[int, str, int]]]) -> None:  # type: ignore[type-arg]
    """Until each has been answered anew: whoever has not begun cannot be cut off, and whoever was cut off goes on by itself."""
    before, end = {name: len(answers) for name, answers in done.items()}, time.monotonic() + PATIENCE
    while idle := [name for name, answers in done.items() if len(answers) == before[name]]:
        assert time.monotonic() < end, f"nothing more is heard of {idle}"
        _listen(running, done, 0)


def _listen(running: dict, done: dict[str, list[tuple[int, str, int]]], seconds: float) -> None:  # type: ignore[type-arg]
    until = time.monotonic() + seconds
    while True:
        for name, (_, pipe) in running.items():
            try:
                while pipe.poll(0.01):
                    done[name].append(pipe.recv())
            except (EOFError, ConnectionResetError):
                continue
        if time.monotonic() >= until:
            return
