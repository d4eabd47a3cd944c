"""How a story moves on: by days, steps and entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from infra.demo.acts import Act
from states.dossier.vocabulary import Role
from states.law.calendar import national_calendar


@dataclass
class Telling:
    """The day on which the story stands, and the acts it tells."""

    day: date

    def later(self, days: int) -> date:
        """Move on by that many days, to a working day."""
        self.day = national_calendar().next_workday(self.day + timedelta(days=days))
        return self.day

    def working(self, days: int) -> date:
        """Move on by so many working days, the first not counted."""
        self.day = national_calendar().add_workdays(self.day, days)
        return self.day

    def step(self, who: str, role: Role, name: str, /, **inputs: Any) -> Act:
        return Act(self.day, who, role, "step", name, inputs)

    def record(self, who: str, role: Role, kind: str, /, **fields: Any) -> Act:
        return Act(self.day, who, role, "record", kind, fields)
