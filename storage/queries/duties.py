"""Whose turn it is: the matters that wait for one of the viewer's roles, read off the procedures' tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from states.casework.authority import EXTERNAL, HANDLERS
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.procedures.base import Procedure, Step
from states.procedures.catalogue import PROCEDURES
from storage.people import HeldRole
from storage.queries.models import Viewer
from storage.queries.reading import containing, marks
from storage.queries.visibility import Clause, assigned

ESCALATED = "EXISTS (SELECT 1 FROM escalation x WHERE x.case_id = c.id AND x.status = 'open')"
LEFT = "NOT EXISTS (SELECT 1 FROM person hp WHERE hp.id = c.handler_id AND hp.active)"
LAST_OF = "(SELECT max(e.seq) FROM entry e WHERE e.case_id = c.id AND e.kind IN ({kinds}) AND e.supersedes = '')"
EXITS_FROM = 3  # a step that leaves from so many stages (终止, 退回) is always open and nobody's turn


@dataclass(frozen=True, slots=True)
class Duty:
    """In these states of this procedure, the role may act; once ``done_by`` is on file it has (steps that do not move).

    ``asked``: the paper that calls for it, and after it those that answer.
    """

    procedure: str
    states: frozenset[str]
    own_office: bool = False
    done_by: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@cache
def duties(role: Role) -> tuple[Duty, ...]:
    """What waits for a role: its steps; for roles without any step, the papers that are theirs to put on file."""
    found = tuple(_of_steps(role)) or tuple(_of_papers(role))
    together: dict[tuple[str, bool, tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
    for one in found:
        key = (one.procedure, one.own_office, one.done_by, one.asked)
        together[key] = together.get(key, frozenset()) | one.states
    return tuple(Duty(plan, states, own, done, asked) for (plan, own, done, asked), states in together.items())


def _of_steps(role: Role) -> Iterator[Duty]:
    for plan in PROCEDURES.values():
        for step in (one for one in plan.steps.values() if not one.at_need):
            sources = plan.sources(step.name) - frozenset(plan.resting)
            if step.asked and role in step.roles:
                yield Duty(plan.name, sources, step.own_office or role in HANDLERS, asked=(step.asked, *step.kinds))
            if not _a_turn(plan, step, sources):
                sources = _stranded(plan, sources) if step.roles[:1] == (role,) else frozenset()
            if role in step.roles and sources:
                own = step.own_office or role in HANDLERS
                yield Duty(plan.name, sources, own, step.kinds if not step.moves else ())


def _a_turn(plan: Procedure, step: Step | None, states: frozenset[str]) -> bool:
    stages = {plan.stage(_with_ancestors(plan, one)) for one in states}
    if step is not None and (not step.moves or _goes_back(plan, step, states)):
        return not step.moves
    return len(stages) < EXITS_FROM


def _goes_back(plan: Procedure, step: Step, states: frozenset[str]) -> bool:
    """A step into an earlier stage (出台前退回研究) is taken when something went wrong: it waits for nobody."""
    order = [name for name, _ in plan.stages]
    for state in states:
        here = tuple(sorted(_with_ancestors(plan, state)))
        if any(plan.chart.states_map[one].parallel for one in here) or plan.chart.states_map[state].states:
            return False  # a region of a parallel stage moves inside it
        there = plan.move(here, step)
        before, after = plan.stage(here), plan.stage(there)
        if before not in order or after not in order or order.index(after) >= order.index(before):
            return False
    return True


def _stranded(plan: Procedure, states: frozenset[str]) -> frozenset[str]:
    """The states below these that only an exit leaves (不合法): there the exit is what the matter waits for."""
    routine = {
        state for step in plan.steps.values() for state in plan.sources(step.name)
        if _a_turn(plan, step, plan.sources(step.name))
    }  # fmt: skip
    leaves = (one for one in plan.chart.states_map.values() if not one.states and not one.final)
    return frozenset(
        one.id for one in leaves
        if routine.isdisjoint(_with_ancestors(plan, one.id)) and not states.isdisjoint(_with_ancestors(plan, one.id))
    )  # fmt: skip


def _with_ancestors(plan: Procedure, state: str) -> tuple[str, ...]:
    found: list[str] = []
    one: Any = plan.chart.states_map[state]
    while one is not None:
        found.append(one.id)
        one = one.parent
    return tuple(found)


def _of_papers(role: Role) -> Iterator[Duty]:
    for kind in KINDS.values():
        if kind.roles[:1] != (role,) or not kind.states:
            continue
        for plan in PROCEDURES.values():
            known = frozenset(kind.states) & frozenset(plan.chart.states_map)
            if known and _a_turn(plan, None, known):
                yield Duty(plan.name, known, done_by=(kind.name,))


def mine(viewer: Viewer) -> Clause:
    """The matters that wait for the viewer: right stage, right office, and named on file where that is asked."""
    chosen = ["1 = 0"]
    params: dict[str, Any] = {}
    for number, held in enumerate(viewer.roles):
        clause = _waiting_for(viewer, held, f"m{number}")
        if clause is not None:
            chosen.append(clause.sql)
            params |= clause.params
    return Clause("(" + " OR ".join(chosen) + ")", params)


def _waiting_for(viewer: Viewer, held: HeldRole, prefix: str) -> Clause | None:
    stages = [_in_stage(duty, viewer, held, f"{prefix}d{number}") for number, duty in enumerate(duties(held.role))]
    if held.role is Role.SUPERVISOR:
        stages.append(Clause(ESCALATED))
    if not stages:
        return None
    here = Clause(f"c.body_id = :{prefix}b", {f"{prefix}b": held.body})
    place = assigned(viewer, (held,), prefix) if held.role in EXTERNAL else here
    params = dict(place.params)
    for stage in stages:
        params |= stage.params
    free = _not_a_colleagues(viewer, held, prefix)
    return Clause(f"({place.sql} AND {free.sql} AND ({' OR '.join(stage.sql for stage in stages)}))", params | free.params)


def _not_a_colleagues(viewer: Viewer, held: HeldRole, prefix: str) -> Clause:
    """What a colleague of the office has in hand does not wait for the others; what a leaver had waits for all of them."""
    if held.role not in HANDLERS:
        return Clause("1 = 1")
    own, params = marks(f"{prefix}h", sorted({viewer.person, held.principal} - {""}))
    return Clause(f"(c.handler_id = '' OR c.handler_id IN ({own}) OR {LEFT})", params)


def _in_stage(duty: Duty, viewer: Viewer, held: HeldRole, prefix: str) -> Clause:
    params = {f"{prefix}s{number}": containing(f'"{state}"') for number, state in enumerate(sorted(duty.states))}
    states = " OR ".join(f"c.configuration LIKE :{name} ESCAPE '!'" for name in params)
    sql = f"c.procedure = :{prefix}p AND ({states})"
    params[f"{prefix}p"] = duty.procedure
    if duty.own_office:
        sql += f" AND c.office_id = :{prefix}o"
        params[f"{prefix}o"] = held.office
    if duty.done_by:
        kinds, named = marks(f"{prefix}k", duty.done_by)
        by = ""
        if held.role in EXTERNAL:
            by, params[f"{prefix}w"] = f" AND e.person_id = :{prefix}w", viewer.person
        # Not EXISTS: PostgreSQL would gather the entries of all matters for it; this looks at one matter's only.
        sql += f" AND (SELECT 1 FROM entry e WHERE e.case_id = c.id AND e.kind IN ({kinds}){by} LIMIT 1) IS NULL"
        params |= named
    if duty.asked:
        answers, named = marks(f"{prefix}a", duty.asked[1:])
        sql += f" AND {LAST_OF.format(kinds=f':{prefix}q')} > coalesce({LAST_OF.format(kinds=answers)}, 0)"
        params |= named | {f"{prefix}q": duty.asked[0]}
    return Clause(f"({sql})", params)
