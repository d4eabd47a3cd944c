"""A herd of clocks that lapse in one second: how fast they fire, how late, and what an officer at work notices of it.

All beside the database's own limit in the same run. The officer takes gated steps with pauses for thought, first alone,
then while the sweep fires the herd, then alone again.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing.synchronize import Event
from typing import Any

from sqlalchemy import create_engine, text

from flows.deadlines import sweep
from infra.bench import baseline, copies
from infra.demo.playing import MovedClock
from infra.private_postgres import private_postgres
from infra.settings import Settings
from infra.wiring import Services, SystemClock, settle_memory
from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from states.law.legal_day import midnight
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate
from storage.people import People

HERD = 10_000
ALONE = 15.0  # seconds that the officer works alone, before and after
THOUGHT = 0.04  # seconds between two steps of the officer, at most
SECONDS = 6
LAST_DAY = date(2025, 6, 30)  # of every clock of the herd; none that the officer sets running lapses so soon
IN_TIME = 120.0  # seconds for the whole herd
TWICE = 2.0  # how many times as long the officer's slowest steps may take


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the officer's, as a form sends it."""

    name: str
    actor: Actor
    day: date
    inputs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Herd:
    """What became of the herd. Seconds; ``lost`` clocks did not fire, ``twice`` fired more than once."""

    seconds: float
    p50: float
    p99: float
    lost: int
    twice: int


def main() -> int:
    """Print the table; exit 1 when a clock is lost or doubled, the herd is late, or the officer waits too long."""
    with private_postgres(durable=True) as server:
        base = server.rsplit("/", 1)[0]
        for name in ("yardstick", "yifa"):
            create(server, name)
        baseline.prepare(f"{base}/yardstick")
        database = Database(f"{base}/yifa")
        migrate(database)
        steps = fill(database, HERD, officer=int(4 * IN_TIME / THOUGHT))
        limit = baseline.durable_steps_per_second(f"{base}/yardstick", 1, SECONDS)
        alone, beside, herd = run_herd(database, steps, HERD)
        limit = (limit + baseline.durable_steps_per_second(f"{base}/yardstick", 1, SECONDS)) / 2
        database.close()
    rate, worse = HERD / herd.seconds, at(beside, 0.99) / at(alone, 0.99)
    print(f"同一秒到期的 {HERD} 个计时，另有一人同时办理环节")
    print("每秒触发 | pgbench每秒 | 比值 | 全部触发秒 | 迟延p50秒 | 迟延p99秒 | 遗漏 | 重复")
    print(
        f"{rate:.0f} | {limit:.0f} | {rate / limit:.3f} | {herd.seconds:.1f} | {herd.p50:.1f} | {herd.p99:.1f} | {herd.lost} | {herd.twice}"
    )
    print("办理环节毫秒 | p50 | p99 | 次数")
    for label, found in (("平时", alone), ("触发期间", beside)):
        print(f"{label} | {at(found, 0.5) * 1000:.1f} | {at(found, 0.99) * 1000:.1f} | {len(found)}")
    print(f"触发期间与平时的p99之比 {worse:.2f}（目标 ≤{TWICE:g}），全部触发 ≤{IN_TIME:g} 秒")
    return 0 if not herd.lost and not herd.twice and herd.seconds <= IN_TIME and worse <= TWICE else 1


def create(server: str, name: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def fill(database: Database, herd: int, officer: int) -> list[Told]:
    """Matters h-1 … before their publication, whose clocks lapse together, and o-1 … for the officer, who publishes them."""
    life, player = copies.tell_one(database, "reported")
    copies.copy(database, "model", "h-", 1, herd)
    copies.copy(database, "model", "o-", 1, officer // 2)
    acts = [*life.publication(), *life.execution()]
    with database.writing() as connection:
        values = {"last": LAST_DAY, "warn": LAST_DAY - timedelta(days=3)}
        connection.execute(text("UPDATE timer SET status = 'settled' WHERE case_id NOT LIKE 'h-%'"))
        connection.execute(
            text("UPDATE timer SET due_on = :last, warn_on = :warn, status = 'warned' WHERE case_id LIKE 'h-%' AND status = 'armed'"), values
        )
    copies.settle(database)
    return [Told(act.name, Actor(act.who, act.role), act.on, copies.sent(player, act.inputs)) for act in acts]


def run_herd(database: Database, steps: Sequence[Told], herd: int) -> tuple[list[float], list[float], Herd]:
    """The officer's waiting times alone and beside the herd, and what became of the herd."""
    spawn = multiprocessing.get_context("spawn")
    ready, on, off, answers = spawn.Event(), spawn.Event(), spawn.Event(), spawn.Queue()
    officer = spawn.Process(target=_officer, args=(database.url, steps, ready, on, off, answers))
    officer.start()
    ready.wait(60)
    time.sleep(ALONE)
    on.set()
    done = fire(database)
    on.clear()
    time.sleep(ALONE)
    off.set()
    alone, beside = answers.get()
    officer.join()
    return alone, beside, judged(database, herd, done)


def fire(database: Database) -> float:
    """Sweep, as the flow does, from the very second in which the herd lapses; returns seconds."""
    clock = SystemClock(midnight(LAST_DAY + timedelta(days=1)) - datetime.now(UTC))
    house = Services(
        Settings(), database, FolderArchive(Settings().archive_dir), clock, Casework(SqlCaseStore(database), clock), People(database)
    )
    began = time.perf_counter()
    while sweep(house).get("fired"):
        continue
    return time.perf_counter() - began


def judged(database: Database, herd: int, seconds: float) -> Herd:
    due = midnight(LAST_DAY + timedelta(days=1))
    with database.reading() as connection:
        found = connection.execute(text("SELECT case_id, recorded_at FROM event WHERE kind = 'deadline' AND case_id LIKE 'h-%'")).all()
        open_still = connection.execute(text("SELECT count(*) FROM timer WHERE status IN ('armed', 'warned') AND case_id LIKE 'h-%'")).scalar_one()
    cases = {row[0] for row in found}
    late = [(row[1] - due).total_seconds() for row in found]
    return Herd(seconds, at(late, 0.5), at(late, 0.99), max(herd - len(cases), open_still), len(found) - len(cases))


def at(found: Sequence[float], share: float) -> float:
    """That quantile."""
    return sorted(found)[min(len(found) - 1, int(len(found) * share))]


def _officer(address: str, steps: Sequence[Told], ready: Event, on: Event, off: Event, answers: Any) -> None:
    """Take steps with pauses until told to stop; what was waited for each goes to the phase in which it was taken."""
    clock, chance = MovedClock(), random.Random(3)
    casework = Casework(SqlCaseStore(Database(address, pool_size=1)), clock)
    clock.to(max(told.day for told in steps))
    alone: list[float] = []
    beside: list[float] = []
    number, warm = 0, 50
    settle_memory()
    while not off.is_set():
        number += 1
        for told in steps:
            waited = _timed(lambda told=told: _take(casework, told, f"o-{number}"))  # type: ignore[misc]  # noqa: B023
            (beside if on.is_set() else alone).append(waited)
            time.sleep(chance.uniform(0, THOUGHT))
        if number == warm:
            alone.clear()
            ready.set()
    answers.put((alone, beside))


def _take(casework: Casework, told: Told, case: str) -> None:
    casework.execute(TakeStep(told.actor, case, f"{case}-{told.name}", step=told.name, inputs=told.inputs))


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
