"""审查: what waits for a reviewer, by the floor of days that the law leaves for the review (L713 art. 26(2))."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from states.dossier.vocabulary import Role
from states.law.lights import calendar_for
from states.procedures.catalogue import PROCEDURES
from storage.calendars import VERSION, almanac_at
from storage.queries.chips import RUNNING, chip, floors
from storage.queries.duties import mine
from storage.queries.list_shapes import FloorView
from storage.queries.models import Viewer
from storage.queries.reading import Reader, containing, marks
from storage.queries.visibility import Clause
from storage.reviving import as_date

REVIEWERS = (Role.LEGAL_REVIEWER, Role.ENFORCEMENT_REVIEWER)
_CLOCKS = """SELECT t.case_id, t.name, t.label, t.due_on, t.provisional, c.overlays FROM timer t JOIN case_file c ON c.id = t.case_id
 WHERE t.case_id IN ({cases}) AND t.name IN ({names}) AND t.status IN {running} ORDER BY t.due_on DESC"""


@lru_cache(maxsize=1)
def _places() -> tuple[tuple[str, frozenset[str]], ...]:
    """The procedures in which reviewers, and nobody else, have steps of their own, and the states of those steps."""
    found = []
    for plan in PROCEDURES.values():
        own = [plan.sources(step.name) for step in plan.steps.values() if step.roles and set(step.roles) <= set(REVIEWERS)]
        if own and not plan.house:
            found.append((plan.name, frozenset().union(*own)))
    return tuple(found)


@lru_cache(maxsize=8)
def _floors(today: date) -> tuple[str, ...]:
    """The minimum periods that run while a matter lies with its reviewer."""
    return tuple(sorted(frozenset().union(*(_floors_of(name, today) for name, _ in _places()))))


@lru_cache(maxsize=64)
def _floors_of(procedure: str, today: date) -> frozenset[str]:
    states = dict(_places()).get(procedure, frozenset())
    rules = (rule for rule in PROCEDURES[procedure].timers if not states.isdisjoint(rule.states))
    return frozenset(rule.name for rule in rules if rule.name in floors(today) and not rule.window)


def has_floor(procedure: str, today: date) -> bool:
    """Whether the law leaves its reviewers a time of their own: to those of decisions it does (L713 art. 26(2)), to those of penalties not."""
    return bool(_floors_of(procedure, today))


def waiting(viewer: Viewer) -> Clause:
    """The matters of the viewer's to-do list that stand where a reviewer acts."""
    if not viewer.holds(*REVIEWERS):
        return Clause("1 = 0")
    params, ways = {}, []
    for number, (plan, states) in enumerate(_places()):
        params[f"rp{number}"] = plan
        names = [f"rs{number}_{place}" for place in range(len(states))]
        params |= {name: containing(f'"{state}"') for name, state in zip(names, sorted(states), strict=True)}
        ways.append(f"(c.procedure = :rp{number} AND ({' OR '.join(f'c.configuration LIKE :{name} ESCAPE {chr(39)}!{chr(39)}' for name in names)}))")
    return mine(viewer) & Clause(f"({' OR '.join(ways)})", params)


def floor_of_each(today: date) -> Clause:
    """When the minimum period of each matter has run, as ``f.floor``."""
    names, params = marks("ff", _floors(today))
    sql = f"SELECT t.case_id, max(t.due_on) AS floor FROM timer t WHERE t.status IN {RUNNING} AND t.name IN ({names}) GROUP BY t.case_id"
    return Clause(f"({sql}) f ON f.case_id = c.id", params)


def floor_views(reader: Reader, cases: Iterable[str], today: date) -> Mapping[str, FloorView]:
    """For each of these matters, how many working days of the minimum period are left."""
    cases = tuple(cases)
    if not cases:
        return {}
    sql, params = marks("c", cases)
    names, more = marks("n", _floors(today))
    published = almanac_at(reader.database, reader.number(VERSION, {}), reader.all)
    found: dict[str, FloorView] = {}
    for case, name, label, due_on, provisional, overlays in reader.all(_CLOCKS.format(cases=sql, names=names, running=RUNNING), params | more):
        places, due = tuple(json.loads(overlays)), as_date(due_on)
        left = calendar_for(places, published).workdays_after(today, due) if due > today else 0
        shown = chip(name, label, due, bool(provisional), today, places, published)
        text = "最短时间已满" if due < today else ("最短时间今日届满" if due == today else f"还有{left}个工作日")
        found.setdefault(case, FloorView(chip=shown.model_copy(update={"text": text}), working_days=left))
    return found
