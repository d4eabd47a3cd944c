"""What the campaigns on a real Prefect server share: a moved clock for the flows, sweeps counted, another user at work."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infra.wiring import SystemClock
from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from storage.case_store import SqlCaseStore
from storage.database import Database
from tests.servers.prefect import PrefectHouse, wait_until
from tests.storage.stepping import rows

THOUGHT = 0.05  # seconds between two steps of the other user


def acted(database: Database, act: str) -> Counter[str]:
    """How many events of that act of a clock stand in each chain."""
    return Counter(row[0] for row in rows(database, "SELECT case_id FROM event WHERE kind = 'deadline' AND act = :act", act=act))


def time_from(prefect: PrefectHouse, instant: datetime | None) -> SystemClock:
    """The flows started next take it to be that instant (None: the real one); the same clock for whoever works beside them."""
    prefect.settings = prefect.settings.model_copy(update={"clock": instant})
    return SystemClock(prefect.settings.clock_offset(datetime.now(UTC)))


def swept(prefect: PrefectHouse, before: int) -> None:
    """The served flows have swept the clocks since there were so many sweeps; then once more, by hand."""
    wait_until("a sweep of its own", lambda: prefect.completed("deadlines") > before, prefect.log)
    again = prefect.completed("deadlines")
    prefect.run_by_hand("deadlines")
    wait_until("a sweep by hand", lambda: prefect.completed("deadlines") > again, prefect.log)


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a form sends it."""

    name: str
    actor: Actor
    inputs: dict[str, Any]


@dataclass
class Officer:
    """Another user: takes gated steps on one matter after another, with a pause for thought, until the ``with`` is left."""

    database: Database
    clock: SystemClock
    steps: Sequence[Told]
    matters: Sequence[str]
    took: list[tuple[datetime, float]] = field(default_factory=list)  # when each was acknowledged, after so many seconds
    taken: list[tuple[str, str]] = field(default_factory=list)
    fault: BaseException | None = None

    def __enter__(self) -> Officer:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        own = Database(self.database.url, pool_size=1)
        try:
            self._work(Casework(SqlCaseStore(own), self.clock))
        except BaseException as fault:  # looked at by the test
            self.fault = fault
        finally:
            own.close()

    def _work(self, casework: Casework) -> None:
        for case in self.matters:
            for told in self.steps:
                if self._over.wait(THOUGHT):
                    return
                began = time.perf_counter()
                casework.execute(TakeStep(told.actor, case, f"{case}-{told.name}", step=told.name, inputs=told.inputs))
                self.took.append((self.clock.now(), time.perf_counter() - began))
                self.taken.append((case, told.name))
