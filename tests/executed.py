"""A decision in execution (or at another stage of its life), with whatever happens to it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from states.casework.commands import Actor, FireTimer, TakeStep
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from storage.escalations import square_escalations
from storage.sweeps import due_timers
from tests.lives import Town, settle_town
from tests.offices import Office
from tests.storage.stepping import last_entry, rows

HEAD, EXECUTOR = Actor("head", Role.HEAD), Actor("executor", Role.EXECUTOR)
CLOCK = Actor("clock", Role.CLOCK)


class Executed:
    """A decision in execution, with whatever happens to it."""

    def __init__(self, office: Office, folder: Path, case: str = "life", stage: str = "executing") -> None:
        self.town: Town = settle_town(office, folder, case)
        self.case, self.database = case, office.database
        self.town.until(stage)

    @property
    def today(self) -> date:
        return self.town.services.casework.today()

    def to(self, day: date) -> None:
        self.town.clock.to(day)

    def step(self, who: Actor, name: str, **inputs: Mapping[str, Any]) -> Receipt:
        return self.town.player.execute(lambda key: TakeStep(who, self.case, key, step=name, inputs=inputs))

    def suspend(self) -> None:
        today = self.today.isoformat()
        problem = {"problem": "changed", "found_on": today, "reported_on": today, "content": "客观情况发生变化。"}
        self.step(EXECUTOR, "report_problem", problem_report=problem)
        self.step(HEAD, "suspend", suspension={"urgent": True, "reason": "继续执行将造成损失。", "decided_on": today})

    def resume(self) -> None:
        self.step(HEAD, "resume", resumption={"reason": "影响已经消除。", "decided_on": self.today.isoformat()})

    def timer(self, name: str = "execution") -> tuple[str, str, int, tuple[Any, ...]]:
        """Due day, status, generation; and of a clock that is held since when, used, left."""
        sql = "SELECT due_on, status, generation, held_on, days_used, days_left FROM timer WHERE case_id = :case AND name = :name"
        (row,) = rows(self.database, sql, case=self.case, name=name)
        return str(row[0]), row[1], row[2], (str(row[3]) if row[3] else None, row[4], row[5])

    def sweep(self) -> int:
        """Fire everything that is due today; how many clocks really acted."""
        done = 0
        for one in due_timers(self.database, self.today):
            key = f"{one.id}:{one.generation}:{one.warning}"
            fire = FireTimer(CLOCK, one.case, key, timer=one.id, generation=one.generation, warning=one.warning)
            done += self.town.services.casework.execute(fire).seq > 0
        return done

    def square(self) -> Any:
        return square_escalations(self.database, self.town.clock.now(), self.today)

    def delays(self) -> list[tuple[str, str, str]]:
        sql = "SELECT timer_name, due_on, status FROM escalation WHERE case_id = :case ORDER BY due_on, rung"
        return [(row[0], str(row[1]), row[2]) for row in rows(self.database, sql, case=self.case)]

    def limit(self) -> date:
        return date.fromisoformat(last_entry(self.database, self.case, "execution_assignment")[1]["execute_by"])
