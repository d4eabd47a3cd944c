"""The traps of the statechart library, each shown closed for penalty, summary penalty, inspection and random draw."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from statemachine import HistoryState
from statemachine.exceptions import TransitionNotAllowed

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.errors import DefinitionError, NotPermitted, StepUnavailable
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.base import Holder, Procedure
from states.procedures.catalogue import PROCEDURES
from tests.states.law.examples.build import entry, given
from tests.states.procedures.explorer import Exploration, Machine, Place, explore

pytestmark = pytest.mark.xdist_group("enforcement_explorer")

EVERY = PENALTY, SUMMARY, INSPECTION, DRAW = tuple(PROCEDURES[name] for name in ("penalty", "summary_penalty", "inspection", "random_draw"))
REGIONS = {"penalty": ("service", "publicity", "performance"), "summary_penalty": ("service", "publicity", "performance"), "inspection": ("publicity",)}
COMPLETIONS = tuple(f"done{dot}state{dot}{state}" for dot in "_." for state in ("implementing", *REGIONS["penalty"]))
FORGED = (*COMPLETIONS, "error_execution", "error.execution", "__initial__")
CLOSING = {"penalty": "close_case", "summary_penalty": "close_summary", "inspection": "close_inspection"}
OPEN = tuple(sorted(("implementing", *REGIONS["penalty"], "sv_pending", "pb_pending", "pf_pending")))
each_procedure = pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)


@cache
def explored(name: str) -> Exploration:
    return explore(Machine(PROCEDURES[name]))


def found(procedure: Procedure) -> Exploration:
    return explored(procedure.name)


def walk(procedure: Procedure, place: Place, *steps: str) -> Place:
    for step in steps:
        place = procedure.move(place, procedure.steps[step])
    return place


@each_procedure
@pytest.mark.parametrize("name", FORGED)
def test_an_internal_event_can_be_no_step_of_enforcement(procedure: Procedure, name: str) -> None:
    step = replace(next(iter(procedure.steps.values())), name=name)
    with pytest.raises(DefinitionError, match="internal event"):
        replace(procedure, steps={**procedure.steps, name: step})
    with pytest.raises(DefinitionError, match="internal event"):
        replace(procedure, steps={name: replace(step, moves=False, states=(procedure.open()[0],))})


@each_procedure
@pytest.mark.parametrize("name", COMPLETIONS)
def test_a_forged_completion_closes_nothing_in_any_configuration(procedure: Procedure, name: str) -> None:
    for place in found(procedure).ways:
        holder = Holder(place)
        with pytest.raises(TransitionNotAllowed):
            procedure.chart(holder).send(name)
        assert holder.configuration == place


@each_procedure
@pytest.mark.parametrize("stored", [(), ("pe_lost",), ("implementing", "sv_lost"), ("Pe_lead",), ("drafting",), ("en_closed", "")])
def test_an_unknown_stored_state_of_enforcement_is_refused_before_anything_moves(procedure: Procedure, stored: Place) -> None:
    step = next(iter(procedure.steps.values()))
    with pytest.raises(DefinitionError, match="unknown stored state"):
        procedure.check(stored)
    with pytest.raises(DefinitionError, match="unknown stored state"):
        procedure.move(stored, step)


@each_procedure
def test_the_ends_of_enforcement_are_known_after_rehydration(procedure: Procedure) -> None:
    ends = {state.id for state in procedure.chart.states_map.values() if state.final and state.parent is None}
    assert ends
    for end in ends:
        assert not procedure.chart(Holder((end,))).is_terminated
        assert procedure.ended((end,))
        for step in procedure.steps.values():
            if step.moves:
                with pytest.raises(StepUnavailable):
                    procedure.move((end,), step)
    assert not procedure.ended(procedure.open())


def test_regions_that_are_finished_are_not_the_end_of_the_matter() -> None:
    """Served and performed, each in a final state of its region: the matter goes on until somebody closes it."""
    for procedure in (PENALTY, SUMMARY):
        finished = [place for place in found(procedure).ways if {"sv_done", "pf_done"} <= set(place)]
        assert len(finished) == 4, "one for each state of the publicity"
        assert not any(procedure.ended(place) for place in finished)


@each_procedure
def test_every_configuration_of_enforcement_survives_storage_and_names_its_ancestors(procedure: Procedure) -> None:
    states = procedure.chart.states_map
    assert not any(isinstance(state, HistoryState) for state in states.values())
    for place, offered in found(procedure).ways.items():
        stored = tuple(json.loads(json.dumps(place)))
        machine = procedure.chart(Holder(stored))
        assert tuple(sorted(state.id for state in machine.configuration)) == place
        assert machine.model.configuration == stored == tuple(sorted(set(place)))
        for act, there in offered:
            assert procedure.move(stored, procedure.steps[act.step]) == there
        assert sum(states[one].parent is None for one in place) == 1, "a matter stands in one stage"
        assert all((parent := states[one].parent) is None or parent.id in place for one in place)


@pytest.mark.parametrize("procedure", [PENALTY, SUMMARY, INSPECTION], ids=lambda one: one.name)
def test_the_regions_run_side_by_side_and_a_step_moves_one_of_them_alone(procedure: Procedure) -> None:
    states, regions = procedure.chart.states_map, REGIONS[procedure.name]
    inner = {name: {state.id for state in states.values() if state.parent is not None and state.parent.id == name} for name in regions}
    for place, offered in found(procedure).ways.items():
        if "implementing" not in place:
            continue
        assert {len(inner[name] & set(place)) for name in regions} == {1}
        for act, there in offered:
            if "implementing" in there:
                assert sum(bool(inner[name] & (set(place) ^ set(there))) for name in regions) <= 1, (place, act.step)


@pytest.mark.parametrize("procedure", [PENALTY, SUMMARY, INSPECTION], ids=lambda one: one.name)
def test_a_case_is_closed_where_all_regions_join_and_nowhere_else(procedure: Procedure) -> None:
    done = {"service": {"sv_done"}, "publicity": {"pb_published", "pb_withheld", "pb_withdrawn"}, "performance": {"pf_done", "pf_ended"}}
    joined = 0
    for place, offered in found(procedure).ways.items():
        if "implementing" not in place:
            continue
        joins = all(done[name] & set(place) for name in REGIONS[procedure.name])
        assert (CLOSING[procedure.name] in {act.step for act, _ in offered}) is joins, place
        joined += joins
        if not joins:
            with pytest.raises(StepUnavailable, match="请先完成前面的环节"):
                procedure.move(place, procedure.steps[CLOSING[procedure.name]])
    assert joined == (3 if procedure is INSPECTION else 3 * 2)


@pytest.mark.parametrize("procedure", [PENALTY, SUMMARY], ids=lambda one: one.name)
def test_a_demand_and_a_performance_wait_for_the_service(procedure: Procedure) -> None:
    """PEN art. 61, COE art. 35: also where no money is due, which the days to pay would have held up."""
    for step in ("serve_demand", "confirm_performance"):
        with pytest.raises(StepUnavailable):
            walk(procedure, OPEN, step)
        with pytest.raises(StepUnavailable):
            walk(procedure, OPEN, "announce_service", step)
        assert walk(procedure, OPEN, "announce_service", "deem_served", step) != OPEN
        assert walk(procedure, OPEN, "serve_decision", step) != OPEN


def test_what_followed_a_revoked_decision_begins_anew() -> None:
    """The regions are left with the decision: the new one is served, published and performed from the beginning."""
    course = ("give_notice", "submit_enforcement_review", "pass_enforcement_review", "decide_penalty")
    first = walk(PENALTY, PENALTY.open(), "file_case", "conclude_investigation", *course)
    assert first == OPEN
    undone = walk(PENALTY, first, "serve_decision", "publish_result", "serve_demand", "revoke_decision")
    assert undone == ("pe_revoked",) == walk(PENALTY, undone, "withdraw_publication")
    assert walk(PENALTY, undone, "remake_decision") == ("pe_investigating",)
    assert walk(PENALTY, undone, "remake_decision", "conclude_investigation", *course) == OPEN


@pytest.mark.parametrize("state", ["pe_returned", "pe_reviewed", "pe_discussed"])
def test_a_request_that_arrives_late_in_the_post_is_still_heard(state: str) -> None:
    """PEN art. 64(1), CPL art. 85(4): after the review began, the hearing is called from there and the review comes again."""
    heard = walk(PENALTY, (state,), "announce_penalty_hearing", "hold_penalty_hearing")
    assert heard == ("pe_heard",)
    for decide in ("decide_penalty", "decide_no_penalty"):
        with pytest.raises(StepUnavailable):
            walk(PENALTY, heard, decide)
    assert walk(PENALTY, heard, "submit_enforcement_review", "pass_enforcement_review") == ("pe_reviewed",)


def test_a_late_fine_is_added_only_where_the_fine_is_owed() -> None:
    owed = walk(PENALTY, OPEN, "serve_decision")
    assert walk(PENALTY, owed, "impose_late_fine") == owed
    for step in ("approve_deferral", "stay_execution", "confirm_performance", "end_execution"):
        with pytest.raises(StepUnavailable, match="加处罚款"):
            walk(PENALTY, owed, step, "impose_late_fine")


def hand(kind: str, by: str, represents: str = "") -> Entry:
    return replace(entry(kind, by=by), represented=represents)


@pytest.mark.parametrize(
    ("filed", "step", "taken"),
    [
        (("draw_commitment", "s1", ""), "freeze_lists", ("draw_lists", "s1", "")),
        (("draw_commitment", "s1", ""), "freeze_lists", ("draw_lists", "o1", "s1")),
        (("draw_commitment", "s2", "s1"), "freeze_lists", ("draw_lists", "s1", "")),
        (("draw_lists", "o1", ""), "disclose_seed", ("draw_seed", "o1", "")),
    ],
)
def test_who_knows_the_seed_makes_no_list(filed: tuple[str, str, str], step: str, taken: tuple[str, str, str]) -> None:
    dossier, moment = given(hand(*filed), procedure="random_draw").dossier, Moment(date(2026, 6, 30), law_view(date(2026, 1, 10), ()))
    with pytest.raises(NotPermitted, match="不得冻结抽取名单"):
        DRAW.vet(dossier, DRAW.steps[step], (hand(*taken),), moment)
    DRAW.vet(dossier, DRAW.steps[step], (hand(taken[0], "x1"),), moment)
    DRAW.vet(dossier, DRAW.steps["drop_draw"], (hand("draw_dropped", filed[1]),), moment)


def test_seed_and_lists_are_never_corrected() -> None:
    """A corrected list under a known seed would be another draw, chosen by whoever corrected it."""
    assert set(DRAW.fixed) == {"draw_commitment", "draw_lists", "draw_seed"}
    assert set(DRAW.fixed) == {kind for step in ("commit_seed", "freeze_lists", "disclose_seed") for kind in DRAW.steps[step].kinds}
    assert DRAW.steps["disclose_seed"].roles == DRAW.steps["commit_seed"].roles == (Role.SUPERVISOR,)
