"""A year of an office, day by day: matters come in, officers act in time, late or not at all, and time passes.

Matters are copies of a few that were really told; whatever happens to them in the year goes through Casework.execute
and the flows' own sweeps.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flows import deadlines, escalation
from flows.pacing import Pace
from infra.bench import copies
from infra.demo.life import Life
from infra.demo.people import BODY, cast
from infra.demo.playing import MovedClock, Player
from infra.wiring import Services
from states.casework.commands import Actor, TakeStep
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_date
from tests.chaos.year_oracle import ONE, Clock, Oracle

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
PLACES: Mapping[str, tuple[str, ...]] = {"default": (), "local_example": ("local_example",)}
# Where a matter stands that was told to this point, by the procedure's own names.
STANDS = {"started": "started", "consulting": "arguing", "sent": "legality_review", "reported": "decided", "executing": "executing"}
OFFICES = ("yx-transport", "yx-urban", "yx-land")
HEAD, EXECUTOR = Actor("shouzhang", Role.HEAD), Actor("zhixing", Role.EXECUTOR)
_CLOCKS = "SELECT case_id, name, due_on, warn_on, status FROM timer WHERE case_id LIKE :prefix AND status = 'armed'"


@dataclass(frozen=True)
class Model:
    """A told matter to be copied. ``until``: its stage; ``days``: from the beginning to the planned decision."""

    until: str
    place: str
    begins: date
    office: str
    days: int


@dataclass
class Told:
    key: str
    model: Model
    stands: date
    player: Player
    publishing: Mapping[str, Any]


@dataclass
class Planned:
    """What an officer will do about a matter, and whether before or after the day's sweep."""

    act: str
    case: str
    told: Told
    early: bool


@dataclass
class Year:
    """The office in its year. ``lifetimes``: told models; ``plans``: what officers will do, by day."""

    house: Services
    clock: MovedClock
    chance: random.Random
    oracle: Oracle = field(default_factory=Oracle)
    plans: dict[date, list[Planned]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.house.database

    def tell(self, number: int, model: Model) -> Told:
        """Tell one matter to its stage, then take its clocks out of the way: only copies live in the year."""
        self.clock.restart()
        planned = model.begins + timedelta(days=model.days) if model.until == "started" else None
        life = Life(model.begins, cast(model.office), planned_on=planned, hearing=False)
        player = Player(self.house, self.clock, f"m{number}", "城市道路停车收费标准调整", copies.OPENER)
        player.open(copies.OPENER, life, model.office, BODY, overlays=PLACES[model.place])
        for stage, acts in life.stages():
            if stage == "tabled":
                life.later(10)  # a festival may lie within the seven working days of the review
            player.play(islice(acts, 1) if (stage, model.until) == ("participation", "consulting") else acts)
            if stage == model.until or (stage, model.until) == ("participation", "consulting"):
                break
        stands, publishing = life.day, {}
        if model.until == "reported":
            publishing = copies.sent(player, next(iter(life.publication())).inputs)
        _change(self.database, "UPDATE timer SET status = 'modelled' WHERE case_id = :case AND status = 'armed'", case=player.case)
        return Told(player.case, model, stands, player, publishing)

    def enter(self, told: Told, count: int, today: date) -> None:
        """Copies come in on that day, each with a fate of its own."""
        prefix = f"{told.key}x"
        copies.copy(self.database, told.key, prefix, 1, count)
        _change(self.database, "UPDATE timer SET status = 'armed' WHERE case_id LIKE :prefix AND status = 'modelled'", prefix=f"{prefix}%")
        for case, name, due, warn, _ in _rows(self.database, _CLOCKS, prefix=f"{prefix}%"):
            self.oracle.add(Clock(case, name, told.model.place, as_date(due), as_date(warn), told.model.office, STANDS[told.model.until]))
            self._plan(told, case, as_date(due), today)

    def _plan(self, told: Told, case: str, due: date, today: date) -> None:
        act = {"started": "terminate", "reported": "publish", "executing": "suspend"}.get(told.model.until, "")
        fate = self.chance.choice(("never", "in time", "late", "late"))
        if not act or fate == "never":
            return
        latest = due if fate == "in time" or act == "suspend" else due + timedelta(days=45)
        earliest = today if fate == "in time" or act == "suspend" else due + ONE
        if (latest - earliest).days >= 0:
            day = earliest + timedelta(days=self.chance.randint(0, (latest - earliest).days))
            self.plans.setdefault(day, []).append(Planned(act, case, told, self.chance.random() < 0.5))

    def live(self, today: date) -> None:
        """One day: some officers are early, then time passes, then the others act."""
        self.clock.to(today)
        waiting = self.plans.pop(today, [])
        for one in waiting:
            if one.early:
                self._do(one, today)
        sweep(self.house)
        self.oracle.sweep(today)
        for one in waiting:
            if not one.early:
                self._do(one, today)

    def _do(self, one: Planned, today: date) -> None:
        self.done[one.act] = self.done.get(one.act, 0) + 1
        ACTS[one.act](self, one, today)

    def take(self, actor: Actor, one: Planned, step: str, today: date, **inputs: Mapping[str, Any]) -> None:
        key = f"{step}:{one.case}:{today}"
        self.house.casework.execute(TakeStep(actor, one.case, key, step=step, inputs=inputs))


def _terminate(year: Year, one: Planned, today: date) -> None:
    decided = {"decided_by": "某县人民政府", "decided_on": today.isoformat(), "reason": "上级已有统一规定。"}
    year.take(copies.OPENER, one, "terminate", today, termination=decided)
    year.oracle.drop(one.case, "planned_decision")


def _publish(year: Year, one: Planned, today: date) -> None:
    """Late publication is a fact as well: it is recorded, not prevented."""
    on = today.isoformat()
    record = dict(one.told.publishing["publication_record"]) | {"published_on": on}
    reading = dict(one.told.publishing["interpretation"]) | {"on": on}
    year.take(copies.OPENER, one, "publish", today, publication_record=record, interpretation=reading)
    year.oracle.drop(one.case, "publication")


def _suspend(year: Year, one: Planned, today: date) -> None:
    on = today.isoformat()
    problem = {"problem": "changed", "found_on": on, "reported_on": on, "content": "客观情况发生重大变化。"}
    year.take(EXECUTOR, one, "report_problem", today, problem_report=problem)
    year.take(HEAD, one, "suspend", today, suspension={"urgent": True, "reason": "情况紧急。", "decided_on": on})
    year.oracle.clocks[one.case, "execution"].status = "held"
    until = today + timedelta(days=year.chance.randint(1, 60))
    year.plans.setdefault(until, []).append(Planned(f"resume:{today}", one.case, one.told, year.chance.random() < 0.5))


def _resume(year: Year, one: Planned, today: date) -> None:
    """The days of the suspension are not counted: the last day moves by as many."""
    since = date.fromisoformat(one.act.partition(":")[2])
    year.take(HEAD, one, "resume", today, resumption={"reason": "情况已经消除。", "decided_on": today.isoformat()})
    clock = year.oracle.clocks[one.case, "execution"]
    moved = today - since
    clock.status, clock.due, clock.warn = "armed", clock.due + moved, clock.warn + moved


class _Acts(dict[str, Callable[[Year, Planned, date], None]]):
    def __missing__(self, act: str) -> Callable[[Year, Planned, date], None]:
        return self[act.partition(":")[0]]


ACTS = _Acts(terminate=_terminate, publish=_publish, suspend=_suspend, resume=_resume)


def sweep(house: Services) -> None:
    """What a day's passage does about clocks, twice: the second time must change nothing."""
    unhurried = Pace(rest=lambda seconds: None)
    done = deadlines.sweep(house, unhurried, longest=3600.0)
    assert not done.get("failed"), done
    while any(escalation.sweep(house, unhurried).values()):
        continue
    assert not deadlines.sweep(house, unhurried)


def settle_year(database: Database, folder: Path, seed: int) -> Year:
    house, clock = copies.settle_house(database, folder)
    return Year(house, clock, random.Random(seed))


def _change(database: Database, sql: str, **values: Any) -> None:
    with database.writing() as connection:
        run(database, connection, sql, values)


def _rows(database: Database, sql: str, **values: Any) -> list[Any]:
    with database.reading() as connection:
        return list(run(database, connection, sql, values).all())
