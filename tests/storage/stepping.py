"""Two writers led step by step, a history to attack, and a look at all tables at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from infra.demo.life import Act, Life
from infra.demo.playing import MovedClock, Player
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.commands import Actor, Command, ConfirmCorrection, FireTimer, RequestCorrection, TakeStep
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import DomainError
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.tables import SQLModel
from tests.offices import CITY, Office

PATIENCE = 30  # seconds after which a writer that does not come is a failure, not a delay
TABLES = tuple(sorted(SQLModel.metadata.tables))


def dump(database: Database, *leave_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted."""
    with database.snapshot() as connection:
        return {
            table: sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)
            for table in TABLES
            if table not in leave_out
        }


def rows(database: Database, sql: str, **params: Any) -> list[Any]:
    with database.snapshot() as connection:
        return list(connection.exec_driver_sql(database.sql(sql), params))


class Points:
    """Named places at which a writer stops until it is told to go on."""

    def __init__(self, *names: str) -> None:
        self._reached = {name: threading.Event() for name in names}
        self._go = {name: threading.Event() for name in names}

    def arrive(self, name: str) -> None:
        if name in self._reached:
            self._reached[name].set()
            assert self._go[name].wait(PATIENCE), f"nobody let the writer go on from {name}"

    def wait(self, name: str) -> None:
        assert self._reached[name].wait(PATIENCE), f"the writer never came to {name}"

    def let_go(self, name: str) -> None:
        self._go[name].set()


class Stops(Protocol):
    """Something that is told when a writer comes to a named place, and may keep it there."""

    def arrive(self, name: str) -> None: ...


class SteppedTx:
    """A transaction that stops at "recorded": all is said, nothing is committed."""

    def __init__(self, tx: Any, points: Stops) -> None:
        self._tx, self._points = tx, points

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    def record(self, *args: Any) -> Receipt:
        receipt: Receipt = self._tx.record(*args)
        self._points.arrive("recorded")
        return receipt


class SteppedStore:
    """A store whose user stops at "opening" (no lock yet), "opened" (holding it, nothing decided), "recorded", "committed"."""

    def __init__(self, store: SqlCaseStore, points: Stops) -> None:
        self._store = store
        self._points = points

    @contextmanager
    def open(self, command: Command, today: date) -> Iterator[Any]:
        self._points.arrive("opening")
        with self._store.open(command, today) as tx:
            self._points.arrive("opened")
            yield SteppedTx(tx, self._points)
        self._points.arrive("committed")


class StillClock:
    """Always the same instant, for any number of writers."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


class Writer:
    """A thread that executes one command; ``stops`` are the points at which it waits for ``go``."""

    def __init__(self, office: Office, command: Command, *stops: str, now: datetime | None = None) -> None:
        self.points = Points(*stops)
        stepped = SteppedStore(SqlCaseStore(office.database), self.points)
        self._casework = Casework(stepped, StillClock(now or office.clock.now()))
        self._command = command
        self._outcome: Receipt | BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._casework.execute(self._command)
        except BaseException as failure:  # what a command raised is looked at by the test
            self._outcome = failure

    def at(self, point: str) -> Writer:
        """Wait until the writer stands there."""
        self.points.wait(point)
        return self

    def go(self, point: str) -> Writer:
        self.points.let_go(point)
        return self

    def finish(self) -> Receipt | BaseException:
        """Wait for the end; the receipt or what was raised."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the writer hangs"
        assert self._outcome is not None
        return self._outcome


def until_blocked(database: Database, writers: int = 1) -> None:
    """On PostgreSQL: look until that many sessions wait for a lock. SQLite's waiting cannot be seen, nor needs to be."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(0 if database.sqlite else 20_000):
        if rows(database, waiting)[0][0] >= writers:
            return
    assert database.sqlite, "the rival never waited for the lock"


# Who gave an opinion, as the vault would have sealed it.
GIVEN = {"named": True, "giver": "sealed", "marks": ("a" * 64, "b" * 64), "consent": "2026-11"}


@dataclass
class History:
    """A matter led through its first stages, with a refusal, an alarm and a correction in its chain."""

    office: Office
    folder: Path
    case: str = "life"
    life: Life = field(default_factory=lambda: Life(date(2025, 1, 6)))
    playing: Player = field(init=False)

    def __post_init__(self) -> None:
        clock = MovedClock()
        casework = Casework(SqlCaseStore(self.office.database), clock)
        settings = Settings(data_dir=self.folder)
        archive = FolderArchive(self.folder / "archive")
        services = Services(settings, self.office.database, archive, clock, casework, self.office.people)
        uploader = Actor("office", Role.DECISION_OFFICE)
        self.playing = Player(services, clock, self.case, "城市道路停车收费标准调整", uploader)

    def acts(self, until: str) -> Iterator[Act]:
        for stage, acts in self.life.stages():
            yield from acts
            if stage == until:
                return

    def lead(self, until: str = "participation") -> History:
        """Play the lawful life up to that stage, with a refused step and an alarm on the way."""
        self.begin()
        for act in self.acts(until):
            if act.name == "open_consultation":
                self.refused("adopt", "head", Role.HEAD)
            self.playing.play([replace(act, inputs=dict(act.inputs) | GIVEN) if act.verb == "opinion" else act])
            if act.name == "open_consultation":
                self.warned("consultation_closes")
        return self

    def before(self, name: str) -> Act:
        """Play the lawful life up to that act, and give the act, with its papers uploaded."""
        self.begin()
        for act in self.acts("closed"):
            if act.name == name:
                self.playing.clock.to(act.on)
                return replace(act, inputs=self.playing.sent(act.inputs))
            self.playing.play([act])
        raise AssertionError(name)

    def begin(self) -> None:
        self.playing.open(Actor("office", Role.DECISION_OFFICE), self.life, "transport", CITY)

    def after(self, name: str) -> Act:
        """Play the lawful life up to and including that act."""
        act = self.before(name)
        self.playing.play([act])
        return act

    def refused(self, step: str, who: str, role: Role) -> None:
        try:
            self.playing.execute(lambda key: TakeStep(Actor(who, role), self.case, key, step=step))
        except DomainError:
            return
        raise AssertionError("the step was not refused")

    def warned(self, timer: str) -> None:
        sql = "SELECT id, generation, warn_on FROM timer WHERE case_id = :case AND name = :name"
        ((timer_id, generation, warn_on),) = rows(self.office.database, sql, case=self.case, name=timer)
        self.playing.clock.to(date.fromisoformat(str(warn_on)))
        clock = Actor("clock", Role.CLOCK)
        self.playing.execute(lambda key: FireTimer(clock, self.case, key, timer=timer_id, generation=generation, warning=True))

    def correct(self, kind: str, who: Actor, second: Actor, **fields: Any) -> Receipt:
        """One person asks that the last entry of that kind be corrected, another confirms."""
        asked = self.ask(kind, who, **fields)
        return self.playing.execute(lambda key: ConfirmCorrection(second, self.case, key, request=asked))

    def ask(self, kind: str, who: Actor, **fields: Any) -> str:
        entry, known = last_entry(self.office.database, self.case, kind)
        changed = known | fields
        self.playing.execute(lambda key: RequestCorrection(who, self.case, key, entry=entry, fields=changed, reason="日期录入有误"))
        return last_entry(self.office.database, self.case, "correction_request")[0]


def last_entry(database: Database, case: str, kind: str) -> tuple[str, Mapping[str, Any]]:
    """The id and the stored fields of the newest entry of that kind."""
    sql = "SELECT id, fields FROM entry WHERE case_id = :case AND kind = :kind ORDER BY seq DESC, place DESC"
    entry, fields = rows(database, sql, case=case, kind=kind)[0]
    return entry, json.loads(fields)
