"""Who may: every step and paper × every role × every way to stand to the matter, and every separation of duties."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from states.casework import authority
from states.casework.authority import SEPARATIONS, Separation
from states.casework.commands import Actor, Command, RecordEntry, TakeStep
from states.casework.decide import Context, record_entry, take_step
from states.casework.ports import Credentials, Holding
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Part
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotPermitted, StepUnavailable
from states.law.requirement import Moment
from states.law.values import law_view, rules
from states.procedures.base import Step
from states.procedures.catalogue import PROCEDURES
from tests.every import every

TODAY = date(2026, 6, 30)
SPONSOR, CLOCK, EXPERT, EVALUATOR = Role.SPONSOR, Role.CLOCK, Role.EXPERT, Role.EVALUATOR
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
EXTERNAL = (Role.EXPERT, Role.RISK_ASSESSOR, Role.EVALUATOR, Role.EXECUTOR)
HANDLING = (Role.SPONSOR, Role.OFFICER)  # they handle the matters of their own office alone
STEPS = [(plan.name, step) for plan in PROCEDURES.values() for step in plan.steps.values()]
PAPERS = [kind.name for kind in KINDS.values() if kind.states]
PLACES = [(plan.name, kind) for kind in PAPERS for plan in PROCEDURES.values() if not set(KINDS[kind].states).isdisjoint(plan.chart.states_map)]
# No step and no paper belongs to this stage: whoever passes authority is told so, whoever does not is told that.
NOWHERE = {
    "major_decision": ("not_started",), "annual_catalogue": ("ca_closed",), "evaluation": ("ev_closed",),
    "supervision_order": ("so_closed",), "rule_confirmation": ("rc_returned",), "calendar_notice": ("cn_returned",),
    "enforcement_register": ("er_closed",), "random_draw": ("rd_dropped",), "inspection": ("is_dropped",),
    "penalty": ("pe_not_filed",), "summary_penalty": ("sp_ordinary",),
}  # fmt: skip
# Every end of these is sealed: for that step, a stage before the end.
BEFORE_THE_END = {"penalty": ("pe_lead",), "summary_penalty": ("sp_deciding",), "inspection": ("is_planned",)}
HERE, UNIT = "sponsoring", "commissioned"
ONE, CHIEF = "one", "chief"


@dataclass(frozen=True)
class Standing:
    """How somebody stands to the matter: where they hold the role, for whom, whether their unit was commissioned."""

    office: str = HERE
    body: str = "city"
    represents: str = ""  # whom they say they act for
    principal: str = ""  # whose mandate they hold
    active: bool = True
    holds: bool = True  # the role they claim
    known: bool = True
    named: str = ""  # who or which unit the papers name in that role
    unit: str = ""
    other_role: bool = False  # the papers name them in another role than the claimed one


STANDINGS: Mapping[str, Standing] = {
    "own office": Standing(),
    "other office of the body": Standing(office="other"),
    "other body": Standing(office="foreign", body="other_city"),
    "commissioned in person": Standing(office="abroad", body="elsewhere", named=ONE),
    "commissioned as a unit": Standing(office=UNIT, body="elsewhere", unit=UNIT),
    "not commissioned": Standing(office=UNIT, body="elsewhere", named="somebody", unit="another unit"),
    "commissioned in another role": Standing(office=UNIT, body="elsewhere", named=ONE, unit=UNIT, other_role=True),
    "stand-in with a valid mandate": Standing(represents=CHIEF, principal=CHIEF, named=CHIEF),
    "stand-in whose mandate has ended": Standing(represents=CHIEF, named=CHIEF),
    "stand-in with a mandate of somebody else": Standing(represents=CHIEF, principal="another", named=CHIEF),
    "mandate held but not named": Standing(principal=CHIEF, named=CHIEF),
    "inactive account": Standing(active=False, named=ONE),
    "role not held": Standing(holds=False, named=ONE),
    "unknown account": Standing(known=False, named=ONE),
}
PASSING: Mapping[str, frozenset[str]] = {
    "handler": frozenset({"own office", "stand-in with a valid mandate"}),
    "internal": frozenset({"own office", "other office of the body", "stand-in with a valid mandate"}),
    "external": frozenset({"commissioned in person", "commissioned as a unit", "stand-in with a valid mandate"}),
}


def passing(role: Role) -> frozenset[str]:
    return PASSING["handler" if role in HANDLING else "external" if role in EXTERNAL else "internal"]


def matter(role: Role, standing: Standing, plan: str = "major_decision", at: tuple[str, ...] = ()) -> Dossier:
    given = next(one for one in EXTERNAL if one is not role) if standing.other_role else role
    parts = [Part(standing.named, given)] if standing.named else []
    parts += [Part("", given, standing.unit)] if standing.unit else []
    return Dossier("m", "1", plan, "事项", HERE, "city", Confidentiality.PUBLIC, TODAY,
                   configuration=at or NOWHERE[plan], parts=tuple(parts) if role in EXTERNAL else ())  # fmt: skip


def context(role: Role, standing: Standing) -> Context:
    claimed = role if standing.holds else next(one for one in Role if one is not role)
    held = Holding(claimed, standing.office, standing.body, standing.principal)
    known = Credentials(ONE, "某人", standing.active, (held,), standing.office)
    moment = Moment(TODAY, law_view(TODAY, ()))
    return Context(moment, datetime.now(UTC), known if standing.known else None, ("a", "b", "c", "d"))


def refused(act: Callable[[Dossier, Any, Context], object], dossier: Dossier, command: Command, given: Context) -> bool:
    """Did authority refuse? Whoever it lets pass is stopped by the map instead."""
    try:
        act(dossier, command, given)
    except NotPermitted as refusal:
        assert refusal.message.endswith("。") and len(refusal.message) > 10
        return True
    except StepUnavailable:
        return False
    raise AssertionError("nothing can be done in that stage")


def lets(
    act: Callable[[Dossier, Any, Context], object], plan: str, make: Callable[[Actor], Command], at: tuple[str, ...] = ()
) -> set[tuple[Role, str]]:
    """Every role and standing in which the act passes authority."""
    return {
        (role, name)
        for role, (name, standing) in product(Role, STANDINGS.items())
        if not refused(act, matter(role, standing, plan, at), make(Actor(ONE, role, standing.represents)), context(role, standing))
    }


@every(("plan", "step"), STEPS, lambda plan, step: f"{plan} {step.name}")
def test_a_step_is_taken_by_its_roles_in_their_place_and_by_nobody_else(plan: str, step: Step) -> None:
    expected = {(role, name) for role in step.roles for name in passing(role)}
    if step.by_clock:
        expected |= {(CLOCK, name) for name in STANDINGS}  # the clock signs in nowhere
    at = BEFORE_THE_END[plan] if set(NOWHERE[plan]) & PROCEDURES[plan].sources(step.name) else ()
    assert lets(take_step, plan, lambda actor: TakeStep(actor, "m", "k", step=step.name), at) == expected


def test_every_paper_has_a_procedure_and_every_procedure_a_stage_where_nothing_is_done() -> None:
    assert {kind for _, kind in PLACES} == set(PAPERS)
    assert set(NOWHERE) == set(PROCEDURES)


@every(("plan", "kind"), PLACES, "{} {}".format)
def test_a_paper_is_recorded_by_its_roles_in_their_place_and_by_nobody_else(plan: str, kind: str) -> None:
    expected = {(role, name) for role in KINDS[kind].roles for name in passing(role)}
    assert lets(record_entry, plan, lambda actor: RecordEntry(actor, "m", "k", kind=kind, fields={})) == expected


def test_the_clock_takes_two_steps_and_records_nothing() -> None:
    assert {step.name for _, step in STEPS if step.by_clock} == {"close_consultation", "seal_dossier"}
    assert not any(CLOCK in step.roles for _, step in STEPS)
    assert not any(CLOCK in kind.roles or Role.PUBLIC in kind.roles for kind in KINDS.values())


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_take_no_step_record_nothing_and_handle_nothing(role: Role) -> None:
    """三员分立: who runs the system has no hand in a matter, not even where the tables would let them by mistake.

    The house's own administration is theirs to begin; the steps of it are not.
    """
    actor, held = Actor(ONE, role), Holding(role, HERE, "city")
    for standing in STANDINGS.values():
        dossier = replace(matter(role, standing), parts=(Part(ONE, role), Part("", role, HERE)))
        for _, step in STEPS:
            with pytest.raises(NotPermitted):
                authority.may_take(step, dossier, actor, held, HERE)
        for kind in KINDS.values():
            with pytest.raises(NotPermitted):
                authority.may_record(kind, dossier, actor, held, HERE)
        with pytest.raises(NotPermitted):
            authority.may_handle("上传材料", dossier, actor, held, HERE)
    house = {plan.opening_kind for plan in PROCEDURES.values() if plan.house}
    assert not any(role in step.roles for plan, step in STEPS if not PROCEDURES[plan].house)
    assert {kind.name for kind in KINDS.values() if role in kind.roles} <= house


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_put_papers_into_the_houses_own_matters(role: Role) -> None:
    for plan in (one for one in PROCEDURES.values() if one.house):
        dossier = replace(matter(role, STANDINGS["own office"]), procedure=plan.name)
        authority.may_handle("上传材料", dossier, Actor(ONE, role), Holding(role, HERE, "city"), HERE)
        with pytest.raises(NotPermitted, match="其他决策机关"):
            authority.may_handle("上传材料", dossier, Actor(ONE, role), Holding(role, "foreign", "other_city"), HERE)


def test_in_the_houses_own_matters_nobody_has_two_duties() -> None:
    """For whoever acted or was represented then, and whoever acts or is represented now."""
    for plan in (one for one in PROCEDURES.values() if one.house):
        for first, second, then, now in product(ADMINISTRATORS, (*ADMINISTRATORS, Role.LEGAL_REVIEWER), AS_ACTING, AS_ACTING):
            dossier, actor = replace(after(replace(then, role=first)), procedure=plan.name), replace(now, role=second)
            authority.separate(dossier, replace(actor, person="stranger", represents=""))
            if first is second:
                authority.separate(dossier, actor)
            else:
                with pytest.raises(NotPermitted, match="提请和核实应当由不同的人分别进行"):
                    authority.separate(dossier, actor)


HANDLED = [(plan, step, role) for plan, step in STEPS for role in HANDLING if role in step.roles]


@every(("plan", "step", "role"), HANDLED, lambda plan, step, role: f"{plan} {step.name}")
def test_a_handler_of_another_office_takes_no_step_even_where_others_may(plan: str, step: Step, role: Role) -> None:
    dossier, actor = matter(role, STANDINGS["own office"], plan), Actor(ONE, role)
    authority.may_take(replace(step, own_office=False), dossier, actor, Holding(role, HERE, "city"), HERE)
    with pytest.raises(NotPermitted, match="不是承办单位"):
        authority.may_take(replace(step, own_office=False), dossier, actor, Holding(role, "other", "city"), "other")


# Who may not hold two duties, written down apart from the table that is tested.
APART = {
    frozenset(pair)
    for pair in (
        (SPONSOR, Role.LEGAL_REVIEWER), (SPONSOR, EXPERT), (SPONSOR, Role.MARKET_REGULATOR), (SPONSOR, EVALUATOR),
        (EXPERT, EVALUATOR), (Role.RISK_ASSESSOR, EVALUATOR), (Role.LEGAL_REVIEWER, EVALUATOR), (Role.EXECUTOR, EVALUATOR),
        (Role.OFFICER, Role.HEARING_HOST), (Role.OFFICER, Role.FINE_COLLECTOR),
    )
}  # fmt: skip
AS_ACTING = (Actor(ONE, SPONSOR), Actor("deputy", SPONSOR, ONE), Actor(ONE, SPONSOR, "principal"))


def after(earlier: Actor) -> Dossier:
    """The matter once that actor has acted: acting and represented person have their part in it."""
    empty = Dossier("m", "1", "major_decision", "事项", HERE, "city", Confidentiality.PUBLIC, TODAY)
    return replace(empty, parts=authority.parts_of(empty, earlier, "employer"))


@pytest.mark.parametrize("first", Role, ids=str)
def test_exactly_the_incompatible_duties_exclude_each_other_in_both_orders(first: Role) -> None:
    """For whoever acted or was represented then, and whoever acts or is represented now."""
    for second, then, now in product(Role, AS_ACTING, AS_ACTING):
        dossier, actor = after(replace(then, role=first)), replace(now, role=second)
        if frozenset({first, second}) in APART:
            words = f"已在本事项中担任{first.label}，不得再担任{second.label}"
            with pytest.raises(NotPermitted, match=re.escape(words)):
                authority.separate(dossier, actor)
        else:
            authority.separate(dossier, actor)
        authority.separate(dossier, replace(actor, person="stranger", represents=""))


@pytest.mark.parametrize("rule", SEPARATIONS, ids=lambda rule: f"{rule.first}-{rule.second}")
def test_a_separation_names_its_article_and_stops_every_step_and_paper(rule: Separation) -> None:
    assert rule.citation.startswith("《") and "第" in rule.citation and rule.rule in rules()
    assert frozenset({rule.first, rule.second}) in APART
    for earlier, later in ((rule.first, rule.second), (rule.second, rule.first)):
        standing = STANDINGS["commissioned as a unit" if later in EXTERNAL else "own office"]
        given, actor = context(later, standing), Actor(ONE, later)
        steps = [(plan, TakeStep(actor, "m", "k", step=step.name)) for plan, step in STEPS if later in step.roles]
        papers = [(plan, RecordEntry(actor, "m", "k", kind=kind, fields={})) for plan, kind in PLACES if later in KINDS[kind].roles]
        assert steps or papers
        for act, commands in ((take_step, steps), (record_entry, papers)):
            for plan, command in commands:
                dossier = matter(later, standing, plan)
                assert not refused(act, dossier, command, given)
                assert refused(act, replace(dossier, parts=(*dossier.parts, Part(ONE, earlier))), command, given)
        burdened = replace(matter(later, standing), parts=(*matter(later, standing).parts, Part(ONE, earlier)))
        with pytest.raises(NotPermitted, match=rule.citation):
            authority.may_handle("上传材料", burdened, actor, Holding(later, standing.office, standing.body), standing.office)
