"""The traps of the statechart library, each shown closed for the procedures that the product runs."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from statemachine import HistoryState, State
from statemachine.exceptions import TransitionNotAllowed

from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.errors import DefinitionError, StepUnavailable
from states.procedures.base import Holder, Procedure, Step, StrictChart
from states.procedures.catalogue import PROCEDURES, verify_definitions
from states.procedures.major_decision import PROCEDURE
from tests.every import every
from tests.states.procedures.explorer import Place, explored

pytestmark = pytest.mark.xdist_group("explorer")

CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY = list(PROCEDURES.values())
STEPS = [(procedure, step) for procedure in EVERY for step in procedure.steps.values()]
FORGED = ("done_state_arguing", "done.state.arguing", "done_state_pp_gathering", "done.state.pp_gathering",
          "done_state_participation", "error_execution", "error.execution", "__initial__")  # fmt: skip
ANYONE = (Role.SPONSOR,)


def rehydrated(procedure: Procedure, place: Place) -> StrictChart:
    return procedure.chart(Holder(place))


@pytest.mark.parametrize("name", FORGED)
def test_an_internal_event_can_be_no_step(name: str) -> None:
    step = Step(name, "伪造的环节", ANYONE)
    with pytest.raises(DefinitionError, match="internal event"):
        replace(PROCEDURE, steps={**PROCEDURE.steps, name: step})
    with pytest.raises(DefinitionError, match="internal event"):
        replace(PROCEDURE, steps={name: replace(step, moves=False, states=("arguing",))})


@pytest.mark.parametrize("name", FORGED[:4])
def test_a_forged_completion_joins_nothing_in_any_configuration(name: str) -> None:
    places = [place for place in explored().ways if "arguing" in place]
    assert len(places) > 800
    for place in places:
        holder = Holder(place)
        with pytest.raises(TransitionNotAllowed):
            PROCEDURE.chart(holder).send(name)
        assert holder.configuration == place


def test_without_its_guard_a_forged_completion_would_join() -> None:
    """The trap itself, so that the test above is known to be able to fail."""

    class Unguarded(StrictChart):
        class both(State.Parallel):
            class one(State.Compound):
                one_open = State(initial=True)
                one_done = State(final=True)
                end_one = one_open.to(one_done)

            class other(State.Compound):
                other_open = State(initial=True)
                other_done = State(final=True)
                end_other = other_open.to(other_done)

        joined = State(final=True)
        done_state_both = both.to(joined)

    holder = Holder()
    Unguarded(holder).send("done_state_both")
    assert holder.configuration == ("joined",)


@pytest.mark.parametrize("stored", [(), ("drafted",), ("arguing", "ex_lost"), ("Drafting",), ("started", "")])
def test_an_unknown_stored_state_is_refused_before_anything_moves(stored: Place) -> None:
    with pytest.raises(DefinitionError, match="unknown stored state"):
        PROCEDURE.check(stored)
    with pytest.raises(DefinitionError, match="unknown stored state"):
        PROCEDURE.move(stored, PROCEDURE.steps["terminate"])


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_the_end_is_known_after_rehydration(procedure: Procedure) -> None:
    """The library forgets that a stored matter has ended; the procedure must not."""
    ends = {state.id for state in procedure.chart.states_map.values() if state.final and state.parent is None}
    assert ends
    for end in ends:
        assert not rehydrated(procedure, (end,)).is_terminated
        assert procedure.ended((end,))
    assert not procedure.ended(procedure.open())
    # A region that is finished is not the end of the matter.
    assert not any(PROCEDURE.ended(place) for place in explored().ways if "arguing" in place)


def test_suspension_needs_no_history() -> None:
    """What was suspended is in the configuration itself, so that nothing is lost between two processes."""
    assert not any(isinstance(state, HistoryState) for state in PROCEDURE.chart.states_map.values())
    taken = {"suspend": "in_execution", "open_evaluation": "suspended", "conclude_evaluation": "evaluating_suspended",
             "adjust": "suspended", "drop_adjustment": "adjusting_suspended", "resume": "suspended"}  # fmt: skip
    leads = ("suspended", "evaluating_suspended", "suspended", "adjusting_suspended", "suspended", "in_execution")
    for (step, source), target in zip(taken.items(), leads, strict=True):
        after = PROCEDURE.move(tuple(sorted(("executing", source))), PROCEDURE.steps[step])
        assert set(after) == {"executing", target}


def test_a_problem_is_reported_and_suspended_for_at_any_time_of_execution() -> None:
    """L713 arts. 35, 37: the duty to report and the head's power end with execution, not with the next stage of it."""
    report, suspend = PROCEDURE.steps["report_problem"], PROCEDURE.steps["suspend"]
    places = [place for place in explored().ways if "executing" in place]
    assert len(places) == 7
    for place in places:
        after = PROCEDURE.move(place, report)
        assert after == place or ("in_execution" in place and "problem_reported" in after)
        if not any("suspended" in state for state in place):
            assert any("suspended" in state for state in PROCEDURE.move(after, suspend))


@pytest.mark.parametrize("state", ["le_checking", "le_reviewing"])
def test_papers_that_fall_short_are_sent_back_whenever_the_reviewer_sees_it(state: str) -> None:
    """L713 art. 26(1): returned or asked for more; the time for review begins anew with the complete papers."""
    after = PROCEDURE.move((state, "legality_review"), PROCEDURE.steps["return_for_supplement"])
    assert set(after) == {"legality_review", "le_returned"}
    again = PROCEDURE.move(after, PROCEDURE.steps["submit_for_legality_review"])
    assert set(PROCEDURE.move(again, PROCEDURE.steps["accept_for_review"])) == {"legality_review", "le_reviewing"}


def test_every_configuration_survives_storage() -> None:
    for place, offered in explored().ways.items():
        stored = tuple(json.loads(json.dumps(place)))
        machine = rehydrated(PROCEDURE, stored)
        assert tuple(sorted(state.id for state in machine.configuration)) == place
        assert machine.model.configuration == stored == tuple(sorted(set(place))), "looking does not move it"
        for act, there in offered:
            assert PROCEDURE.move(stored, PROCEDURE.steps[act.step]) == there


def test_every_configuration_names_the_ancestors_too() -> None:
    states = PROCEDURE.chart.states_map
    for place in explored().ways:
        assert isinstance(place, tuple)
        for one in place:
            parent = states[one].parent
            assert parent is None or parent.id in place, (one, place)
        assert sum(states[one].parent is None for one in place) == 1, "a matter stands in one stage"
        assert PROCEDURE.stage(place) in place
        assert PROCEDURE.stage_label(place) == states[PROCEDURE.stage(place)].name


class Failing(StrictChart):
    """Guards and actions that break down on the way."""

    here = State(initial=True)
    there = State()
    beyond = State(final=True)
    guarded = here.to(there, cond="broken_guard")
    acted = here.to(there, on="broken_action")
    entered = here.to(beyond)
    back = there.to(beyond)

    def broken_guard(self) -> bool:
        raise RuntimeError("guard")

    def broken_action(self) -> None:
        raise RuntimeError("action")

    def on_enter_beyond(self) -> None:
        raise RuntimeError("entry")


@pytest.mark.parametrize(("event", "why"), [("guarded", "guard"), ("acted", "action"), ("entered", "entry")])
def test_an_error_on_the_way_is_raised_and_rolls_back(event: str, why: str) -> None:
    holder = Holder(("here",))
    with pytest.raises(RuntimeError, match=why):
        Failing(holder).send(event)
    assert holder.configuration == ("here",)


def test_an_event_out_of_place_is_refused_and_changes_nothing() -> None:
    holder = Holder(("drafting",))
    with pytest.raises(TransitionNotAllowed):
        PROCEDURE.chart(holder).send("publish")
    assert holder.configuration == ("drafting",)
    with pytest.raises(StepUnavailable, match="拟订草案"):
        PROCEDURE.move(("drafting",), PROCEDURE.steps["publish"])


def test_a_step_that_does_not_move_stays_and_keeps_to_its_stages() -> None:
    seal = PROCEDURE.steps["seal_dossier"]
    assert PROCEDURE.move(("closed",), seal) == ("closed",)
    with pytest.raises(StepUnavailable, match="封存案卷"):
        PROCEDURE.move(("deliberating",), seal)
    with pytest.raises(DefinitionError, match="unknown states"):
        replace(PROCEDURE, steps={"seal_dossier": replace(seal, states=("closed_down",))})
    with pytest.raises(DefinitionError, match="no such event"):
        replace(PROCEDURE, steps={"seal_dossier": replace(seal, moves=True)})


def test_every_event_of_a_chart_is_a_step_and_nothing_else_is() -> None:
    verify_definitions()
    for procedure in EVERY:
        events = {str(event) for event in procedure.chart.events} - set(FORGED)
        moving = {name for name, step in procedure.steps.items() if step.moves}
        assert {event for event in events if not event.startswith(("done", "error"))} == moving
        assert all(name == step.name for name, step in procedure.steps.items())


@every(("procedure", "step"), STEPS, lambda procedure, step: f"{procedure.name} {step.name}")
def test_a_step_is_named_in_chinese_and_says_who_and_with_what(procedure: Procedure, step: Step) -> None:
    assert CHINESE.search(step.label) and not re.search(r"[a-z_]", step.label)
    assert step.roles and len(set(step.roles)) == len(step.roles)
    assert all(CHINESE.search(role.label) for role in step.roles)
    assert step.kinds or step.optional or step.name == "review_again", "an official act puts something on file"
    assert not set(step.kinds) & set(step.optional)
    assert all(CHINESE.search(KINDS[kind].label) for kind in (*step.kinds, *step.optional))
    assert len(set(step.gate)) == len(step.gate), "a requirement is asked once"
    assert procedure.sources(step.name) <= set(procedure.chart.states_map)


def test_no_two_steps_of_a_procedure_read_the_same() -> None:
    for procedure in EVERY:
        labels = [step.label for step in procedure.steps.values()]
        assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_every_state_has_a_chinese_name_and_every_stage_stands_in_the_stepper(procedure: Procedure) -> None:
    states = procedure.chart.states_map
    assert all(CHINESE.search(procedure.label_of(state)) for state in states)
    for name, label in procedure.stages:
        assert states[name].parent is None and CHINESE.search(label)
    stages = {name for name, _ in procedure.stages}
    for state in states.values():
        if state.parent is None and not state.final and state.id not in stages:  # off the ordinary course: it leads back to it
            assert stages & {transition.target.id for transition in state.transitions}, state.id


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_the_map_can_be_printed(procedure: Procedure) -> None:
    chart: Any = procedure.chart(Holder())
    text = f"{chart:mermaid}"
    assert text.startswith("stateDiagram-v2")
    for state in procedure.chart.states_map.values():
        assert str(state.name) in text, state.id


STRAYING = {
    "major_decision": "认定不适用本程序、决定不启动、终止程序、退回修改草案、退回补正、决定：再次讨论、决定：不予通过、出台前退回研究",
    "penalty": "不予立案、移送有管辖权的机关、中止调查、重新调查、补充调查、撤销案件、终止调查、移送涉嫌犯罪案件、司法机关立案，案件移送办结、"
               "告知拟处罚内容和权利、通知听证、法制审核退回、撤销、变更原决定、撤回公示信息",
    "supervision_order": "申请延期、退回重办、撤销督办单",
    "annual_catalogue": "",
}  # fmt: skip


@pytest.mark.parametrize("name", STRAYING)
def test_what_leads_back_or_off_the_course_is_told_from_what_leads_on(name: str) -> None:
    """In every configuration that can be reached, the steps that stray are those and no others."""
    procedure = PROCEDURES[name]
    found = {
        step.label for place in _reached(procedure) for step in procedure.steps.values()
        if procedure.available(step, place) and procedure.strays(place, step)
    }  # fmt: skip
    assert "、".join(one.label for one in procedure.steps.values() if one.label in found) == STRAYING[name]


def test_telling_the_party_again_strays_and_telling_it_leads_on() -> None:
    procedure = PROCEDURES["penalty"]
    tell = procedure.steps["give_notice"]
    assert not procedure.strays(("pe_concluded",), tell) and procedure.strays(("pe_reviewed",), tell)


def _reached(procedure: Procedure) -> set[Place]:
    found, ahead = {procedure.open()}, [procedure.open()]
    while ahead:
        place = ahead.pop()
        for step in procedure.steps.values():
            with suppress(StepUnavailable):
                after = procedure.move(place, step)
                if after not in found:
                    found.add(after)
                    ahead.append(after)
    return found
