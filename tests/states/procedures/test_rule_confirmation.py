"""规则核实 explored whole: every state, step and role; and what it may never do."""

from __future__ import annotations

import pytest

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import InvalidEntry
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.base import Step
from states.procedures.catalogue import PROCEDURES, verify_definitions
from states.procedures.rule_confirmation import NOTE, PROCEDURE
from storage.queries.duties import duties
from tests.states.law.examples.build import TODAY, entry
from tests.states.procedures.explorer import Machine, explore, roles_of

verify_definitions()
MOMENT = Moment(TODAY, law_view(TODAY))
FOUND = explore(Machine(PROCEDURE))
# Written down apart from the chart: where each step starts and where it leads.
WAYS = {
    "rc_proposed": {"confirm_rule": "rc_confirmed", "return_rule": "rc_returned"},
    "rc_confirmed": {"withdraw_rule": "rc_withdrawn"},
    "rc_returned": {},
    "rc_withdrawn": {},
}  # fmt: skip


def test_every_state_step_and_role() -> None:
    assert FOUND.combinations == len(WAYS) * len(PROCEDURE.steps) * len(Role)
    assert {place[0]: {act.step: there[0] for act, there in offered} for place, offered in FOUND.ways.items()} == WAYS
    assert all(roles_of(step, PROCEDURE.name) == {Role.LEGAL_REVIEWER} for step in PROCEDURE.steps.values())
    assert KINDS[PROCEDURE.opening_kind].roles == (Role.SYSTEM_ADMIN,)


def test_who_proposes_takes_no_step() -> None:
    proposers = set(KINDS[PROCEDURE.opening_kind].roles)
    assert not any(proposers & set(step.roles) for step in PROCEDURE.steps.values())
    assert PROCEDURE.house and PROCEDURE.opening_kind in PROCEDURE.fixed


def test_only_what_was_confirmed_is_withdrawn_and_nothing_is_confirmed_twice() -> None:
    assert FOUND.way(to=lambda act: act.step == "withdraw_rule", past=lambda act: act.step == "confirm_rule") == ()
    again = FOUND.way(to=lambda act: act.step == "confirm_rule", past=lambda act: False, since=lambda act: act.step == "confirm_rule")
    assert again == ()


def proposal(rule: str) -> Entry:
    return entry("rule_proposal", rule=rule)


@pytest.mark.parametrize("step", PROCEDURE.steps.values(), ids=lambda one: one.name)
def test_what_a_step_makes_hold_is_told_by_its_event(step: Step) -> None:
    dossier = Dossier("m", "1", PROCEDURE.name, "核实", "o", "b", Confidentiality.PUBLIC, TODAY, entries=(proposal("D-PUB-12"),))
    expected = {"confirm_rule": {NOTE: {"rule": "D-PUB-12", "holds": True}}, "withdraw_rule": {NOTE: {"rule": "D-PUB-12", "holds": False}}}
    assert PROCEDURE.beyond(dossier, step, MOMENT) == expected.get(step.name)


def test_a_proposal_must_have_an_object() -> None:
    PROCEDURE.begin(proposal("D-PUB-12"), MOMENT)
    for rule in ("D-PUB-06", "D-LIA-09", "D-NONE-1", "P-001"):
        with pytest.raises(InvalidEntry):
            PROCEDURE.begin(proposal(rule), MOMENT)


def test_what_is_proposed_waits_for_the_reviewer_and_what_is_confirmed_for_nobody() -> None:
    waiting = {state for one in duties(Role.LEGAL_REVIEWER) if one.procedure == PROCEDURE.name for state in one.states}
    assert waiting == {"rc_proposed"}
    for role in Role:
        assert not any("rc_confirmed" in one.states for one in duties(role)), role


def test_administrators_begin_and_handle_the_houses_own_procedures_alone() -> None:
    admins = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    for plan in PROCEDURES.values():
        assert plan.house or not admins & set(KINDS[plan.opening_kind].roles), plan.name
        assert plan.house or not any(admins & set(step.roles) for step in plan.steps.values()), plan.name
