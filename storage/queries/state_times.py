"""Where matters stand and how long they stay: per state, how many now and since when, how many stays ended and how long they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from states.procedures.base import Procedure
from storage.database import Database
from storage.queries.figure_shapes import Count, StageTime
from storage.queries.figures import Asked, counted, states_of, tops
from storage.queries.models import Viewer
from storage.queries.reading import Reader
from storage.reviving import as_date
from storage.standing import tally

HALF, MOST = 0.5, 0.9


@dataclass(slots=True)
class Spent:
    """Days, each with how many times they were spent."""

    now: Counter[int] = field(default_factory=Counter)
    over: Counter[int] = field(default_factory=Counter)


def rank(days: Counter[int], share: float) -> int | None:
    """The smallest number of days within which that share of all lies (nearest rank); None of nothing."""
    place = ceil(share * sum(days.values()))
    seen = 0
    for length, number in sorted(days.items()):
        seen += number
        if seen >= place:
            return length
    return None


def state_times(database: Database, viewer: Viewer, today: date, plan: Procedure, asked: Asked) -> Mapping[str, StageTime]:
    """Every state of a procedure's map by its name, regions and inner states included: what a drawing of it colours and labels."""
    with tally(database) as reader:
        return {one.state: one for one in times(reader, viewer, today, [(plan, list(plan.chart.states_map))], asked)}


def stage_times(reader: Reader, viewer: Viewer, today: date, asked: Asked, plans: Iterable[Procedure]) -> tuple[StageTime, ...]:
    """The stages of the procedures in which anything stands or stood."""
    found = times(reader, viewer, today, [(one, tops(one)) for one in plans], asked)
    busy = {one.group for one in found if one.now.count or one.over.count}
    return tuple(one for one in found if one.group in busy)


def times(reader: Reader, viewer: Viewer, today: date, chosen: Sequence[tuple[Procedure, list[str]]], asked: Asked) -> list[StageTime]:
    """As they stand in the maps; the stages of the stepper first, in its order. Where a matter ends it spends no time."""
    only = states_of((plan.name, states) for plan, states in chosen)
    spent: dict[str, Spent] = {}
    for (plan_name, state, since), (number,) in counted(reader, ["stands"], asked, viewer, today, ("state", "since"), only).items():
        spent.setdefault(f"{plan_name}.{state}", Spent()).now[(today - as_date(since)).days] += number
    for (plan_name, state, days), (number,) in counted(reader, ["passed"], asked, viewer, today, ("state", "days"), only).items():
        spent.setdefault(f"{plan_name}.{state}", Spent()).over[days] += number
    return [
        _time(plan, state, spent.get(f"{plan.name}.{state}", Spent()), asked)
        for plan, states in chosen
        for state in sorted(states, key=lambda one: _course(plan, one))
        if not plan.chart.states_map[state].final or plan.chart.states_map[state].parent is not None
    ]  # fmt: skip


def _course(plan: Procedure, state: str) -> int:
    names: list[Any] = [name for name, _ in plan.stages]
    return names.index(state) if state in names else len(names)


def _time(plan: Procedure, state: str, spent: Spent, asked: Asked) -> StageTime:
    where = f"{plan.name}.{state}"
    return StageTime(
        state=state, label=plan.label_of(state), group=plan.label,
        now=Count(count=sum(spent.now.values()), link=asked.link("stands", state=where)), now_median=rank(spent.now, HALF),
        over=Count(count=sum(spent.over.values()), link=asked.link("passed", state=where)), median=rank(spent.over, HALF),
        p90=rank(spent.over, MOST),
    )  # fmt: skip
