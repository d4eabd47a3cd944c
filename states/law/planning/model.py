"""What a plan is: steps with their earliest days, the stretches of time behind them, and the answer to a wish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from states.law.calendar import WorkCalendar
from states.law.day_lines import chinese_date
from states.law.period import DayLine, Period

DECISION = "deliberation"  # the step of the collective discussion, where the decision is made (L713 art. 30)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that must pass in a step: from ``begins`` (not counted) to ``ends``, the day on which it is complete.

    ``period`` is the law's; None where a day already on file or supposed decides. ``critical``: were it shorter,
    the stage could be complete earlier. ``provisional``: a holiday notice that is not out may move ``ends``.
    """

    step: str
    rule: str
    label: str
    text: str
    citation: str
    begins: date
    ends: date
    period: Period | None = None
    provisional: bool = False
    unverified: bool = False
    critical: bool = False

    @property
    def soft(self) -> bool:
        """Whether the law lets it be shortened for a recorded reason (一般不少于)."""
        return self.period is not None and self.period.soft

    @property
    def reason(self) -> str:
        """Why the step cannot be complete earlier, in a sentence."""
        if self.period is None:
            return f"{self.label}：{self.text}，{chinese_date(self.ends)}"
        if self.period.before:
            return (
                f"{self.label}：{self.text}，{chinese_date(self.begins)}办理的，"
                f"听证会最早为{chinese_date(self.ends)}"
            )
        return (
            f"{self.label}：{self.text}，自{chinese_date(self.begins)}起算（首日不计入），"
            f"{chinese_date(self.ends)}届满"
        )

    def explain(self, calendar: WorkCalendar) -> tuple[DayLine, ...]:
        """Every day of the count with its reason; nothing for a day on file."""
        if self.period is None:
            return ()
        return self.period.explain(self.ends if self.period.before else self.begins, calendar)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step ahead: the first day on which it can lawfully be complete, its stretches, and those that decide the day.

    The public's part waits for its hearing too, so ``decided_by`` may name a stretch of another step.
    """

    step: str
    label: str
    earliest: date
    stretches: tuple[Stretch, ...]
    decided_by: tuple[Stretch, ...]
    provisional: bool

    @property
    def reason(self) -> str:
        return "；".join(one.reason for one in self.decided_by) or "没有法定最短期间，不另占时间"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether a wished day of the decision can be met; if not, the critical stretches before it."""

    day: date
    met: bool
    blocked_by: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps ahead in the order of the map."""

    start: date
    steps: tuple[PlannedStep, ...]
    calendar: WorkCalendar

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return tuple(one for step in self.steps for one in step.stretches)

    @property
    def critical(self) -> tuple[Stretch, ...]:
        """The stretches that decide the end of the plan, in the order of time."""
        return tuple(sorted((one for one in self.stretches if one.critical), key=lambda one: (one.begins, one.ends)))

    @property
    def decision(self) -> date | None:
        """The first lawful day for the collective discussion; None when it lies behind."""
        return self.earliest().get(DECISION)

    def earliest(self) -> dict[str, date]:
        return {one.step: one.earliest for one in self.steps}

    def wish(self, day: date) -> Wish | None:
        """None when the decision lies behind."""
        decision = self.decision
        if decision is None:
            return None
        met = decision <= day
        return Wish(day, met, () if met else self.critical)
