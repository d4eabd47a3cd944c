"""Durable gated steps per second at Casework.execute, with 1 and 8 client processes, beside pgbench in the same run."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as dtime
from multiprocessing.synchronize import Barrier
from typing import Any

from infra.bench import baseline, matters
from infra.bench.matters import Told
from infra.demo.playing import MovedClock
from infra.private_postgres import private_postgres
from infra.wiring import settle_memory
from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate

SECONDS = 6
MATTERS = {1: 120, 8: 240}  # per step of the life, for that many client processes
WARM_UP = 2  # of them per client before the clock starts: plans, caches, first imports
TARGETS = {1: 0.20, 8: 0.12}


@dataclass(frozen=True, slots=True)
class Measured:
    clients: int
    per_second: float
    cpu_ms: float
    yardstick: float

    @property
    def ratio(self) -> float:
        return self.per_second / self.yardstick


def main() -> int:
    """Print the table; exit 1 when a first target is missed."""
    with private_postgres(durable=True) as server:
        base = server.rsplit("/", 1)[0]
        for name in ("yardstick", "yifa"):
            _create(server, name)
        baseline.prepare(f"{base}/yardstick")
        database = Database(f"{base}/yifa")
        migrate(database)
        steps = matters.tell_model(database, lambda told: _copies(database, told))
        matters.settle(database)
        measured, first = [], 1
        for clients, count in MATTERS.items():
            before = baseline.durable_steps_per_second(f"{base}/yardstick", clients, SECONDS)
            rate, cpu = _steps(f"{base}/yifa", clients, first, steps)
            after = baseline.durable_steps_per_second(f"{base}/yardstick", clients, SECONDS)
            measured.append(Measured(clients, rate, cpu, (before + after) / 2))
            first += count
        database.close()
    print(f"一件事项从动议到交付执行的 {len(steps)} 个环节，各测等量")
    print("客户端 | 每秒环节 | 每环节客户端CPU毫秒 | pgbench每秒 | 比值 | 目标")
    for one in measured:
        target = TARGETS[one.clients]
        print(f"{one.clients} | {one.per_second:.0f} | {one.cpu_ms:.2f} | {one.yardstick:.0f} | {one.ratio:.3f} | ≥{target:.2f}")
    return 0 if all(one.ratio >= TARGETS[one.clients] for one in measured) else 1


def _create(server: str, name: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def _copies(database: Database, told: Told) -> None:
    matters.copy(database, lambda number: f"'{told.name}-' || {number}", 1, sum(MATTERS.values()))


def _steps(address: str, clients: int, first: int, steps: Sequence[Told]) -> tuple[float, float]:
    """Every gated step of a whole life, from 动议 to 交付执行, equally often, each on a matter that stands before it.

    Returns steps per second and the clients' CPU milliseconds per step.
    """
    spawn = multiprocessing.get_context("spawn")
    barrier, answers = spawn.Barrier(clients + 1), spawn.Queue()
    share = MATTERS[clients] // clients
    workers = [
        spawn.Process(target=_client, args=(address, first + number * share, share, steps, barrier, answers)) for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    begun = time.perf_counter()
    cpu = sum(answers.get() for _ in workers)
    spent = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    done = clients * (share - WARM_UP) * len(steps)
    return done / spent, cpu / done * 1000


def _client(address: str, first: int, count: int, steps: Sequence[Told], barrier: Barrier, answers: Any) -> None:
    clock = MovedClock()
    casework = Casework(SqlCaseStore(Database(address, pool_size=1)), clock)
    mornings = [(told, datetime.combine(told.day, dtime(2), UTC)) for told in steps]

    def take(number: int) -> None:
        for told, morning in mornings:
            clock.at(morning)
            case = told.case(number)
            casework.execute(TakeStep(Actor(told.who, told.role), case, case, step=told.name, inputs=told.inputs))

    for number in range(first, first + WARM_UP):
        take(number)
    settle_memory()  # as the serving process does
    barrier.wait()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for number in range(first + WARM_UP, first + count):
        take(number)
    after = resource.getrusage(resource.RUSAGE_SELF)
    answers.put(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
