"""The whole procedure explored: its size, its ends, its joins, and what the law forbids on any way through it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from states.dossier.vocabulary import Role
from states.procedures.annual_catalogue import PROCEDURE as CATALOGUE
from states.procedures.base import Procedure
from states.procedures.major_decision import PROCEDURE
from tests.states.procedures.explorer import Exploration, Machine, Place, explore, explored, machine
from tests.states.procedures.invariants import INVARIANTS, Invariant
from tests.states.procedures.mutants import MUTANTS, explore_mutant

pytestmark = pytest.mark.xdist_group("explorer")  # the exploration is made once and shared

CASES = [(name, number) for name, mutations in MUTANTS.items() for number in range(len(mutations))]
CATALOGUE_PLACES = {("ca_drafting",), ("ca_published",), ("ca_adjusting",), ("ca_closed",)}
# The regions of the argument, each with what ends it; written down here apart from the chart.
CONSULTATION = ("co_waiting", "co_open", "co_closed", "co_none")
HEARING = ("he_waiting", "he_announced", "he_held", "he_none")
REVIEWS = {
    "expert_review": ("ex_waiting", "ex_reviewing", "ex_done", "ex_none"),
    "risk_assessment": ("ri_waiting", "ri_assessing", "ri_done", "ri_none"),
    "fair_competition": ("fc_waiting", "fc_reviewing", "fc_done", "fc_none"),
}
FINISHED = {"co_closed", "co_none", "he_held", "he_none", "pp_done"}
FINISHED |= {state for states in REVIEWS.values() for state in states[2:]}
FINISHING = {
    "complete_participation": "participation",
    "conclude_expert_review": "expert_review", "skip_expert_review": "expert_review",
    "conclude_risk_assessment": "risk_assessment", "skip_risk_assessment": "risk_assessment",
    "conclude_fair_competition_review": "fair_competition", "skip_fair_competition_review": "fair_competition",
}  # fmt: skip


@cache
def noticed(name: str, number: int) -> tuple[str, ...]:
    """The invariants that fail on that mutant."""
    mutant = explore_mutant(machine(), MUTANTS[name][number])
    return tuple(invariant.name for invariant in INVARIANTS if invariant.broken(mutant))


def participations() -> Iterator[tuple[str, ...]]:
    for pair in product(CONSULTATION, HEARING):
        if not FINISHED.issuperset(pair):
            yield ("pp_gathering", "consultation", "hearing", *pair)
    yield ("pp_collating",)
    yield ("pp_done",)


def arguments() -> Iterator[Place]:
    """Every place in which an argument can rest: any mixture of its regions but the one where all are finished."""
    for part, *reviews in product(participations(), *REVIEWS.values()):
        if part != ("pp_done",) or not FINISHED.issuperset(reviews):
            yield tuple(sorted(("arguing", "participation", *REVIEWS, *part, *reviews)))


def test_an_argument_rests_in_every_mixture_of_its_regions_and_in_no_other_place() -> None:
    assert {place for place in explored().ways if "arguing" in place} == set(arguments())


def test_every_configuration_is_reached_and_every_combination_was_tried() -> None:
    found = explored()
    elsewhere = {place for place in found.ways if "arguing" not in place}
    compound = {"legality_review": 7, "executing": 7}
    tops = [state for state in PROCEDURE.chart.states_map.values() if state.parent is None and state.id != "arguing"]
    assert len(elsewhere) == sum(compound.get(state.id, 1) for state in tops)
    assert {state for place in found.ways for state in place} == set(PROCEDURE.chart.states_map)
    assert found.combinations == len(found.ways) * len(PROCEDURE.steps) * len(Role)
    assert all(there in found.ways for offered in found.ways.values() for _, there in offered)


def test_every_step_is_taken_somewhere_and_where_it_is_offered_the_chart_lets_it_pass() -> None:
    found = explored()
    assert {act.step for act in found.acts} == set(PROCEDURE.steps)
    for place, offered in found.ways.items():
        available = {name for name, step in PROCEDURE.steps.items() if PROCEDURE.available(step, place)}
        assert available == {act.step for act, _ in offered}, place


def ends(procedure: Procedure) -> set[str]:
    return {state.id for state in procedure.chart.states_map.values() if state.final and state.parent is None}


@pytest.mark.parametrize("procedure", [PROCEDURE, CATALOGUE], ids=lambda one: one.name)
def test_nothing_is_stuck_and_nothing_leaves_an_end(procedure: Procedure) -> None:
    found = explored() if procedure is PROCEDURE else explore(Machine(procedure))
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


def test_the_annual_catalogue_is_explored_too() -> None:
    found = explore(Machine(CATALOGUE))
    assert set(found.ways) == CATALOGUE_PLACES
    assert all(act.roles == {Role.DECISION_OFFICE} for act in found.acts)
    assert {act.step for act in found.acts} == set(CATALOGUE.steps)


def region(place: Place, name: str) -> bool:
    """Is that region of the argument finished there?"""
    if name == "participation":
        return "pp_done" in place
    return not FINISHED.isdisjoint(set(REVIEWS[name]) & set(place))


def test_the_regions_join_only_by_the_step_that_finishes_the_last_of_them() -> None:
    names = ("participation", *REVIEWS)
    joined = 0
    for place, offered in explored().ways.items():
        for act, there in offered:
            if "arguing" not in place or act.step not in FINISHING:
                assert not ("arguing" in place and "legality_review" in there), (place, act.step)
                continue
            others = all(region(place, name) for name in names if name != FINISHING[act.step])
            assert ("legality_review" in there) is others, (place, act.step)
            joined += others
    # 8 ways to have finished the reviews when participation ends; 4 per review, which then ends in one of two ways.
    assert joined == 8 + 3 * 4 * 2


def test_opinions_are_collated_when_consultation_and_hearing_have_both_ended_and_not_before() -> None:
    for place, offered in explored().ways.items():
        if "pp_gathering" not in place:
            continue
        for act, there in offered:
            if "arguing" in there and "pp_gathering" not in there:
                assert act.step in {"close_consultation", "skip_consultation", "hold_hearing", "skip_hearing"}
                assert len(FINISHED & set(place) & {*CONSULTATION, *HEARING}) == 1, "one of the two was still open"


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.name)
def test_no_way_through_the_procedure_breaks(invariant: Invariant) -> None:
    broken = invariant.broken(explored())
    assert not broken, " → ".join(PROCEDURE.steps[act.step].label for act in broken)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_without_its_guard_exactly_that_invariant_breaks(name: str, number: int) -> None:
    assert noticed(name, number) == (name,), MUTANTS[name][number]


def test_every_invariant_has_its_mutant(capsys: pytest.CaptureFixture[str]) -> None:
    names = [invariant.name for invariant in INVARIANTS]
    assert len(set(names)) == len(names)
    assert set(names) == set(MUTANTS)
    with capsys.disabled():
        print(f"\n{table(explored())}")


def table(found: Exploration) -> str:
    killed = sum(noticed(name, number) == (name,) for name, number in CASES)
    moves = sum(len(offered) for offered in found.ways.values())
    rows = {
        "configurations": len(found.ways),
        "moves between them": moves,
        "configuration × step × role tried": found.combinations,
        "  refused: not in this stage": found.out_of_stage,
        "  refused: not this role": found.out_of_role,
        "  taken (gate met) / refused (gate closed)": found.accepted,
        "invariants that hold": sum(not invariant.broken(found) for invariant in INVARIANTS),
        "mutants": len(CASES),
        "mutants noticed by their invariant alone": killed,
        "seconds for the exploration": round(found.seconds, 1),
    }
    return "\n".join(f"{label:<45}{number:>12,}" for label, number in rows.items())
