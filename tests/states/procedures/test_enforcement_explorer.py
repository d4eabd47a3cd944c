"""Penalty, summary penalty, inspection and random draw explored: their size, their ends, what the law forbids on any way."""

from __future__ import annotations

from functools import cache

import pytest

from states.dossier.vocabulary import Role
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from tests.states.procedures.enforcement_invariants import INVARIANTS
from tests.states.procedures.enforcement_mutants import MUTANTS
from tests.states.procedures.explorer import Exploration, Machine, Place, explore
from tests.states.procedures.invariants import Invariant
from tests.states.procedures.mutants import explore_mutant

pytestmark = pytest.mark.xdist_group("enforcement_explorer")  # each exploration is made once and shared

NAMES = tuple(INVARIANTS)
LAWS = [(name, invariant) for name, invariants in INVARIANTS.items() for invariant in invariants]
CASES = [(name, broken, number) for name, found in MUTANTS.items() for broken, all_ in found.items() for number in range(len(all_))]
# What follows a decision, each region on its own; written down here apart from the chart.
REGIONS = {"penalty": 3 * 4 * 8, "summary_penalty": 3 * 4 * 8, "inspection": 4, "random_draw": 0}


@cache
def machine(name: str) -> Machine:
    return Machine(PROCEDURES[name])


@cache
def explored(name: str) -> Exploration:
    return explore(machine(name))


@cache
def noticed(name: str, broken: str, number: int) -> tuple[str, ...]:
    """The invariants of that procedure that fail on that mutant."""
    mutant = explore_mutant(machine(name), MUTANTS[name][broken][number])
    return tuple(invariant.name for invariant in INVARIANTS[name] if invariant.broken(mutant))


def ends(procedure: Procedure) -> set[str]:
    return {state.id for state in procedure.chart.states_map.values() if state.final and state.parent is None}


@pytest.mark.parametrize("name", NAMES)
def test_every_configuration_is_reached_and_every_combination_was_tried(name: str) -> None:
    found, procedure = explored(name), PROCEDURES[name]
    following = {place for place in found.ways if "implementing" in place}
    tops = [state for state in procedure.chart.states_map.values() if state.parent is None and state.id != "implementing"]
    assert len(following) == REGIONS[name] - waiting_regions(name)
    assert len(found.ways) - len(following) == len(tops)
    assert {state for place in found.ways for state in place} == set(procedure.chart.states_map)
    assert found.combinations == len(found.ways) * len(procedure.steps) * len(Role)


def waiting_regions(name: str) -> int:
    """Mixtures that cannot be: demanded, enforced, before the court or performed while nothing was served yet."""
    return 0 if name in ("inspection", "random_draw") else 2 * 4 * len(("pf_demanded", "pf_enforcing", "pf_court", "pf_done"))


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_taken_somewhere_and_where_it_is_offered_it_passes_or_waits_for_another_region(name: str) -> None:
    found, procedure = explored(name), PROCEDURES[name]
    guarded = {"serve_demand", "confirm_performance", "close_case", "close_summary", "close_inspection"}
    assert {act.step for act in found.acts} == set(procedure.steps)
    for place, offered in found.ways.items():
        available = {step for step in procedure.steps if procedure.available(procedure.steps[step], place)}
        assert {act.step for act, _ in offered} <= available
        assert available - {act.step for act, _ in offered} <= guarded, place


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_stuck_and_nothing_leaves_an_end(name: str) -> None:
    found, procedure = explored(name), PROCEDURES[name]
    coming: dict[Place, set[Place]] = {place: set() for place in found.ways}
    for place, offered in found.ways.items():
        ended = not ends(procedure).isdisjoint(place)
        moving = {there for act, there in offered if there != place and act.roles}
        assert procedure.ended(place) is ended
        assert bool(moving) is not ended, place
        for there in moving:
            coming[there].add(place)
    homeward = [place for place in found.ways if procedure.ended(place)]
    for place in homeward:
        homeward += coming[place] - set(homeward)
    assert len(homeward) == len(found.ways), "from every place an end can still be reached"


@pytest.mark.parametrize(("name", "invariant"), LAWS, ids=[f"{name}-{invariant.name}" for name, invariant in LAWS])
def test_no_way_through_the_procedure_breaks(name: str, invariant: Invariant) -> None:
    broken = invariant.broken(explored(name))
    assert not broken, " → ".join(PROCEDURES[name].steps[act.step].label for act in broken)


@pytest.mark.parametrize(("name", "broken", "number"), CASES)
def test_without_its_guard_exactly_that_invariant_breaks(name: str, broken: str, number: int) -> None:
    assert noticed(name, broken, number) == (broken,), MUTANTS[name][broken][number]


def test_every_invariant_names_its_law_and_has_its_mutant(capsys: pytest.CaptureFixture[str]) -> None:
    for name, invariants in INVARIANTS.items():
        names = [invariant.name for invariant in invariants]
        assert len(set(names)) == len(names)
        assert set(names) == set(MUTANTS[name])
        assert all(" art" in one.source or "号" in one.source for one in invariants)
        assert all("; E-" in one.source for one in invariants)
    assert len({invariant.name for _, invariant in LAWS}) >= 40
    with capsys.disabled():
        print(f"\n{table()}")


def table() -> str:
    head = f"{'':<45}" + "".join(f"{name:>16}" for name in NAMES)
    rows = {label: [row[label] for row in map(numbers, NAMES)] for label in numbers(NAMES[0])}
    named = len({invariant.name for _, invariant in LAWS})
    lines = [f"{label:<45}" + "".join(f"{one:>16,}" for one in row) + f"{sum(row):>12,}" for label, row in rows.items()]
    return "\n".join((f"{head}{'all':>12}", *lines, f"{'invariants by different names':<45}{named:>76,}"))


def numbers(name: str) -> dict[str, float]:
    found, cases = explored(name), [case for case in CASES if case[0] == name]
    return {
        "configurations": len(found.ways),
        "moves between them": sum(len(offered) for offered in found.ways.values()),
        "configuration × step × role tried": found.combinations,
        "  refused: not in this stage": found.out_of_stage,
        "  refused: not this role": found.out_of_role,
        "  taken (gate met) / refused (gate closed)": found.accepted,
        "invariants that hold": sum(not invariant.broken(found) for invariant in INVARIANTS[name]),
        "mutants": len(cases),
        "mutants noticed by their invariant alone": sum(noticed(*case) == (case[1],) for case in cases),
        "seconds for the exploration": round(found.seconds, 1),
    }
