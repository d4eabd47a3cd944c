"""The map that a plan walks, and the one way of counting along it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from states.errors import DefinitionError
from states.law.calendar import WorkCalendar
from states.law.conditions.hearing_facts import earliest_event
from states.law.period import Period
from states.law.planning.model import Plan, PlannedStep, Stretch
from states.law.values import LawView

# Ids and order are those of the catalogue of the law; what stands in one bracket runs side by side.
PATH: tuple[tuple[str, ...], ...] = (
    ("scope",),
    ("catalogue",),
    ("initiation",),
    ("drafting",),
    ("participation", "hearing", "expert_review", "risk_assessment", "fair_competition"),
    ("legality_review",),
    ("submission",),
    ("deliberation",),
    ("party_report",),
    ("publication",),
    ("archiving",),
    ("execution",),
)
STEP_LABELS: Mapping[str, str] = {
    "scope": "适用判断",
    "catalogue": "年度目录",
    "initiation": "决策启动",
    "drafting": "拟订草案",
    "participation": "公众参与",
    "hearing": "听证会",
    "expert_review": "专家论证",
    "risk_assessment": "风险评估",
    "fair_competition": "公平竞争审查",
    "legality_review": "合法性审查",
    "submission": "提请讨论",
    "deliberation": "集体讨论决定",
    "party_report": "请示报告",
    "publication": "公布解读",
    "archiving": "归档",
    "execution": "执行",
}
WHOLE, PART = "participation", "hearing"  # the hearing is a part of hearing the public: both are complete together


@dataclass(frozen=True, slots=True)
class Floor:
    """A minimum time of a step. ``since``: the day on file from which it runs; without one it runs from the arrival.

    ``until``: a day on file, or supposed, that decides instead of the law's number; ``label`` and ``text`` name it.
    """

    step: str
    rule: str
    name: str = "main"
    since: date | None = None
    until: date | None = None
    label: str = ""
    text: str = ""

    def run(self, arrival: date, law: LawView, calendar: WorkCalendar) -> Stretch:
        begins = self.since or arrival
        shown = Stretch(
            self.step, self.rule, self.label or law.rule(self.rule).name, self.text, law.cite(self.rule),
            begins, begins, unverified=law.warns(self.rule),
        )  # fmt: skip
        if self.until is not None:
            return replace(shown, ends=self.until)
        period = law.period(self.rule, self.name)
        ends, provisional = _complete(period, begins, calendar)
        return replace(shown, text=self.text or period.label, ends=ends, period=period, provisional=provisional)


def _complete(period: Period, begins: date, calendar: WorkCalendar) -> tuple[date, bool]:
    """The day on which the floor is complete; for 会前 the first day for the event itself."""
    if not period.before:
        due = period.due(begins, calendar)
        return due.on, due.provisional
    event = earliest_event(period, begins, calendar)
    if event is None:
        raise DefinitionError(f"no day for the event of {period.label} near {begins}")
    return event, period.due(event, calendar).provisional


def holding(floors: Iterable[Floor], law: LawView) -> tuple[Floor, ...]:
    """Those floors whose rule holds here on the day of the law."""
    return tuple(one for one in floors if law.applies(one.rule))


def walk(
    start: date, route: Collection[str], floors: Iterable[Floor], law: LawView, calendar: WorkCalendar
) -> Plan:
    """Count along the map from ``start``, through the steps of ``route``, letting each floor pass."""
    floors, arrival, shaky = tuple(floors), start, False
    found: list[PlannedStep] = []
    for group in PATH:
        here = [step for step in group if step in route]
        runs = {step: [one.run(arrival, law, calendar) for one in floors if one.step == step] for step in here}
        steps = [_planned(step, runs, arrival, shaky) for step in here]
        end = max((one.earliest for one in steps), default=arrival)
        shaky = shaky or any(one.provisional for one in steps if one.earliest == end)
        found += [_marked(one, arrival, end) for one in steps]
        arrival = end
    return Plan(start, tuple(found), calendar)


def _planned(step: str, runs: Mapping[str, list[Stretch]], arrival: date, shaky: bool) -> PlannedStep:
    mine = [*runs[step], *(runs.get(PART, ()) if step == WHOLE else ())]
    earliest = max((arrival, *(one.ends for one in mine)))
    decided_by = tuple(one for one in mine if one.ends == earliest > arrival)
    provisional = shaky or any(one.provisional for one in mine)
    return PlannedStep(step, STEP_LABELS[step], earliest, tuple(runs[step]), decided_by, provisional)


def _marked(step: PlannedStep, arrival: date, end: date) -> PlannedStep:
    """What holds up the whole group is critical; what is over on arrival holds up nothing."""
    marked = (replace(one, critical=one.ends == end > arrival) for one in step.stretches)
    return replace(step, stretches=tuple(marked))
