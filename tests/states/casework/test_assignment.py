"""What papers assign: who may act on the strength of a panel, a plan or an order, and who may not be put on one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from states.casework.authority import assigned, is_assigned, parts_of, separate_assigned
from states.casework.commands import Actor, TakeStep
from states.casework.decide import Context, take_step
from states.casework.ports import Credentials, Holding
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Part
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import DomainError, NotPermitted
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.catalogue import verify_definitions
from states.procedures.major_decision import PROCEDURE
from tests.states.law.examples.build import any_value, entry

TODAY = date(2026, 6, 30)
EMPTY = Dossier("m", "1", "major_decision", "事项", "sponsoring", "city", Confidentiality.PUBLIC, TODAY)
SPONSOR, EXPERT, EVALUATOR = Role.SPONSOR, Role.EXPERT, Role.EVALUATOR


def seat(person: str, employer: str = "", institution: bool = False) -> dict[str, object]:
    return {"person": person, "employer": employer, "field": "规划", "no_interest": True, "secrecy": True, "institution": institution}


def panel(*rows: dict[str, object]) -> Entry:
    return entry("expert_panel", experts=rows)


def on(*papers: Entry) -> Dossier:
    return replace(EMPTY, parts=assigned(papers))


def may_act(dossier: Dossier, role: Role, person: str, employer: str, represents: str = "") -> bool:
    return is_assigned(dossier, Actor(person, role, represents), Holding(role, employer, "elsewhere"), employer)


def test_an_expert_acts_in_person_and_a_colleague_does_not() -> None:
    dossier = on(panel(seat("expert", "university")))
    assert may_act(dossier, EXPERT, "expert", "university")
    assert may_act(dossier, EXPERT, "stand-in", "elsewhere", represents="expert")
    assert not may_act(dossier, EXPERT, "colleague", "university")
    assert not may_act(dossier, EVALUATOR, "expert", "university")


@pytest.mark.parametrize("row", [seat("某研究所", institution=True), seat("某研究所", "某研究所", institution=True)])
def test_for_an_institution_anybody_of_it_acts(row: dict[str, object]) -> None:
    dossier = on(panel(row, seat("expert", "university")))
    assert may_act(dossier, EXPERT, "anybody", "某研究所")
    assert not may_act(dossier, EXPERT, "anybody", "university")


@pytest.mark.parametrize(
    ("paper", "role"),
    [
        (entry("risk_plan", assessor="institute"), Role.RISK_ASSESSOR),
        (entry("evaluation_order", evaluator="institute"), EVALUATOR),
        (entry("execution_assignment", units=[{"unit": "other", "task": "一"}, {"unit": "institute", "task": "二"}]), Role.EXECUTOR),
    ],
)
def test_a_unit_that_a_paper_names_acts_in_that_role_alone(paper: Entry, role: Role) -> None:
    dossier = on(paper)
    assert may_act(dossier, role, "anybody", "institute")
    assert not may_act(dossier, role, "anybody", "elsewhere")
    assert not any(may_act(dossier, other, "anybody", "institute") for other in Role if other is not role)


def test_an_order_is_given_to_the_executing_unit_that_it_addresses() -> None:
    assert assigned((entry("order_issue", addressee="works"),)) == (Part("", Role.EXECUTOR, "works"),)


def test_other_papers_assign_nobody() -> None:
    naming = {"expert_panel", "risk_plan", "evaluation_order", "evaluator_appointment", "execution_assignment", "order_issue"}
    for name in KINDS.keys() - naming:
        assert assigned((entry(name),)) == ()
    assert all(not KINDS[name].states for name in naming), "no assignment slips in as a mere record"


@pytest.mark.parametrize("part", [Part("anybody", Role.RISK_ASSESSOR, "institute"), Part("", EXPERT, "institute")])
def test_a_unit_that_argued_the_matter_is_not_made_its_evaluator(part: Part) -> None:
    dossier = replace(EMPTY, parts=(part,))
    with pytest.raises(NotPermitted, match=r"institute.*决策后评估单位"):
        separate_assigned(dossier, assigned((entry("evaluation_order", evaluator="institute"),)))
    separate_assigned(dossier, assigned((entry("evaluation_order", evaluator="academy"),)))


@pytest.mark.parametrize("part", [
    Part("anybody", SPONSOR, "institute"), Part("anybody", Role.EXECUTOR, "institute"), Part("anybody", EXPERT, "institute"),
])  # fmt: skip
def test_the_body_may_charge_any_other_unit_with_the_evaluation(part: Part) -> None:
    """L713 art. 36(2) bars units that argued or assessed as third parties; not the sponsor's, not an expert's employer."""
    separate_assigned(replace(EMPTY, parts=(part,)), assigned((entry("evaluation_order", evaluator="institute"),)))


def test_a_unit_of_the_body_that_assessed_the_risk_itself_may_evaluate() -> None:
    dossier = replace(EMPTY, parts=(Part("anybody", Role.RISK_ASSESSOR, EMPTY.office),))
    separate_assigned(dossier, assigned((entry("evaluation_order", evaluator=EMPTY.office),)))


@pytest.mark.parametrize("role", [SPONSOR, EVALUATOR])
def test_a_person_with_an_incompatible_duty_is_put_on_no_panel(role: Role) -> None:
    dossier = replace(EMPTY, parts=(Part("expert", role, "university"),))
    with pytest.raises(NotPermitted, match=r"expert.*论证专家"):
        separate_assigned(dossier, assigned((panel(seat("expert")),)))
    separate_assigned(dossier, assigned((panel(seat("colleague", "university")),)))


@pytest.mark.parametrize("represents", ["", "chief"])
def test_nobody_puts_themselves_on_the_panel_not_even_with_their_first_act(represents: str) -> None:
    """The one who convenes is a sponsor from that act on, and so is whom they represent."""
    verify_definitions()
    dossier = replace(EMPTY, configuration=place("ex_waiting"))
    for named in ("one", "chief"):
        wanted = named == "one" or represents == named
        assert refused_for_duty(dossier, named, represents) is wanted


def place(state: str) -> tuple[str, ...]:
    here = PROCEDURE.open()
    for step in ("refer_for_study", "start", "begin_drafting", "begin_argument"):
        here = PROCEDURE.move(here, PROCEDURE.steps[step])
    assert state in here
    return here


def refused_for_duty(dossier: Dossier, named: str, represents: str) -> bool:
    fields = {one.name: any_value(one) for one in KINDS["expert_panel"].fields if one.required}
    command = TakeStep(Actor("one", SPONSOR, represents), "m", "k", step="convene_experts",
                       inputs={"expert_panel": fields | {"experts": [seat(named)]}})  # fmt: skip
    known = Credentials("one", "某人", True, (Holding(SPONSOR, "sponsoring", "city", represents),), "sponsoring")
    moment = Moment(TODAY, law_view(TODAY, ()))
    try:
        take_step(dossier, command, Context(moment, datetime(2026, 6, 30, tzinfo=UTC), known, ("a", "b", "c", "d")))
    except NotPermitted as refusal:
        assert "论证专家" in refusal.message
        return True
    except DomainError:
        return False
    return False


def test_an_act_gives_a_part_to_both_persons_once() -> None:
    actor = Actor("one", SPONSOR, "chief")
    parts = parts_of(EMPTY, actor, "office")
    assert parts == (Part("one", SPONSOR, "office"), Part("chief", SPONSOR, "office"))
    assert parts_of(replace(EMPTY, parts=parts), actor, "office") == ()
