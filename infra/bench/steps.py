"""Durable gated steps per second at Casework.execute, with 1 and 8 client processes, beside pgbench in the same run."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from multiprocessing.synchronize import Barrier
from typing import Any

from infra.bench import baseline, matters
from infra.demo.life import Life
from infra.demo.people import cast
from infra.demo.playing import MovedClock
from infra.private_postgres import private_postgres
from infra.wiring import settle_memory
from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate

SECONDS = 6
STEPS = 4800
WARM_UP = 20  # matters per client before the clock starts: plans, caches, first imports
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
        day = matters.tell_model(database).day
        measured, first = [], 1
        for clients in (1, 8):
            matters.copy(database, first, first + STEPS // 2 - 1)
            before = baseline.durable_steps_per_second(f"{base}/yardstick", clients, SECONDS)
            rate, cpu = _steps(f"{base}/yifa", clients, first, day)
            after = baseline.durable_steps_per_second(f"{base}/yardstick", clients, SECONDS)
            measured.append(Measured(clients, rate, cpu, (before + after) / 2))
            first += STEPS // 2
        database.close()
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


def _steps(address: str, clients: int, first: int, day: date) -> tuple[float, float]:
    """Each matter takes two gated steps, 公布决策 (10 requirements) and 交付执行 (5); a life has 6 a step on average.

    Returns steps per second and the clients' CPU seconds per step in milliseconds.
    """
    spawn = multiprocessing.get_context("spawn")
    barrier, answers = spawn.Barrier(clients + 1), spawn.Queue()
    share = STEPS // 2 // clients
    workers = [
        spawn.Process(target=_client, args=(address, first + number * share, share, day, barrier, answers)) for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    begun = time.perf_counter()
    cpu = sum(answers.get() for _ in workers)
    spent = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    done = clients * (share - WARM_UP) * 2
    return done / spent, cpu / done * 1000


def _client(address: str, first: int, count: int, day: date, barrier: Barrier, answers: Any) -> None:
    clock = MovedClock()
    life = Life(day, cast("yx-transport"))
    acts = [*life.publication(), *life.execution()]
    clock.to(life.day)
    casework = Casework(SqlCaseStore(Database(address, pool_size=1)), clock)
    inputs = {act.name: _sent(act.inputs) for act in acts}

    def take(case: int) -> None:
        for act in acts:
            casework.execute(TakeStep(Actor(act.who, act.role), f"c{case}", f"{case}-{act.name}", step=act.name, inputs=inputs[act.name]))

    for case in range(first, first + WARM_UP):
        take(case)
    settle_memory()  # as the serving process does
    barrier.wait()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for case in range(first + WARM_UP, first + count):
        take(case)
    after = resource.getrusage(resource.RUSAGE_SELF)
    answers.put(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _sent(value: Any) -> Any:
    """Inputs as a form sends them."""
    if isinstance(value, Mapping):
        return {name: _sent(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_sent(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
