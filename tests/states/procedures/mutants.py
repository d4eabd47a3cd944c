"""For each invariant a procedure that lacks the one guard behind it: the invariant must notice, and only that one."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any

from states.casework import authority
from states.dossier.vocabulary import Role
from states.procedures.base import Procedure, Step, StrictChart
from tests.states.procedures.explorer import Exploration, Machine, explore

HEAD, OFFICE, SPONSOR = Role.HEAD, Role.DECISION_OFFICE, Role.SPONSOR
Separations = tuple[authority.Separation, ...]


@dataclass(frozen=True, slots=True)
class Ungated:
    """A step without one of its requirements."""

    step: str
    key: str

    def procedure(self, base: Procedure) -> Procedure:
        step = base.steps[self.step]
        assert self.key in step.gate, f"{self.step} does not ask {self.key}"
        return _with(base, replace(step, gate=tuple(key for key in step.gate if key != self.key)))


@dataclass(frozen=True, slots=True)
class Allowed:
    """A step that one more role may take, also where that role has no hand in matters at all."""

    step: str
    role: Role

    def procedure(self, base: Procedure) -> Procedure:
        step = base.steps[self.step]
        assert self.role not in step.roles
        return _with(base, replace(step, roles=(*step.roles, self.role)))


@dataclass(frozen=True, slots=True)
class Altered:
    """A step with other properties."""

    step: str
    properties: Mapping[str, Any]

    def procedure(self, base: Procedure) -> Procedure:
        return _with(base, replace(base.steps[self.step], **self.properties))


@dataclass(frozen=True, slots=True)
class Rerouted:
    """The chart with one piece of its text replaced; built and checked by the library like the real one."""

    old: str
    new: str

    def procedure(self, base: Procedure) -> Procedure:
        return replace(base, chart=_chart(base.chart, self.old, self.new))


@dataclass(frozen=True, slots=True)
class Joined:
    """The procedure itself, under a rule book that no longer keeps two duties apart."""

    one: Role
    other: Role

    def procedure(self, base: Procedure) -> Procedure:
        return base


Mutation = Ungated | Allowed | Altered | Rerouted | Joined


def explore_mutant(base: Machine, mutation: Mutation) -> Exploration:
    with _separations(mutation), _administrators(mutation):
        return explore(base.variant(mutation.procedure(base.procedure)))


def _with(base: Procedure, step: Step) -> Procedure:
    return replace(base, steps={**base.steps, step.name: step})


@cache
def _chart(chart: type[StrictChart], old: str, new: str) -> type[StrictChart]:
    """The chart's module anew with that piece replaced, in its own text or in that of the regions it shares."""
    module = sys.modules[chart.__module__]
    shared = {alias: one for alias, one in vars(module).items() if isinstance(one, ModuleType)}
    texts = {alias: inspect.getsource(one) for alias, one in (("", module), *shared.items())}
    found = {alias: text.count(old) for alias, text in texts.items() if old in text}
    assert [*found.values()] == [1], f"the chart has changed: {old!r} stands in it {found}"
    (alias,) = found
    changed = _built(texts[alias].replace(old, new), {})
    if alias:
        line = f"from states.procedures import {shared[alias].__name__.rpartition('.')[2]} as {alias}\n"
        assert line in texts[""]
        changed = _built(texts[""].replace(line, "\n"), {alias: changed})
    return getattr(changed, chart.__name__)  # type: ignore[no-any-return]


def _built(text: str, given: Mapping[str, Any]) -> ModuleType:
    module = ModuleType("mutant")
    vars(module).update(given)
    exec(compile(text, "mutant", "exec"), vars(module))
    return module


@contextmanager
def _separations(mutation: Mutation) -> Iterator[None]:
    kept: Separations = authority.SEPARATIONS
    if isinstance(mutation, Joined):
        pair = {mutation.one, mutation.other}
        authority.SEPARATIONS = tuple(rule for rule in kept if {rule.first, rule.second} != pair)
        assert len(authority.SEPARATIONS) == len(kept) - 1
    try:
        yield
    finally:
        authority.SEPARATIONS = kept


@contextmanager
def _administrators(mutation: Mutation) -> Iterator[None]:
    kept: frozenset[Role] = authority.ADMINISTRATORS
    if isinstance(mutation, Allowed):
        authority.ADMINISTRATORS = kept - {mutation.role}
    try:
        yield
    finally:
        authority.ADMINISTRATORS = kept


def also(transitions: str, more: str) -> Rerouted:
    """One more transition for an event of the chart."""
    return Rerouted(transitions, f"{transitions} | {more}")


def into_review(region: str) -> Rerouted:
    """A way into the legality review while that region of the argument still waits, the others being finished."""
    done = {"pp": "In('pp_done')"} | {one: f"(In('{one}_done') or In('{one}_none'))" for one in ("ex", "ri", "fc")}
    done[region] = "In('co_open')" if region == "pp" else f"In('{region}_waiting')"
    guard = " and ".join(done.values())
    return also("begin_argument = drafting.to(arguing)", f'arguing.to(legality_review, cond="{guard}")')


OPENING: Mapping[str, tuple[Mutation, ...]] = {
    "out of scope only on a ground of exclusion": (Ungated("exclude", "D-SCOPE-05#out"), Altered("exclude", {"gate": ()})),
    "only a matter in scope is studied": (Ungated("refer_for_study", "D-SCOPE-04"),),
    "nothing is started or declined before it was referred for study": (
        also("decline_start = under_study.to(not_started)", "proposed.to(not_started)"),),
    "a leader's or an outside proposal is studied before it is started": (Ungated("start", "D-INIT-01"),),
    "no draft and no argument without a decision to start that names one lead": (
        Ungated("start", "D-INIT-04"), Ungated("start", "D-INIT-05"),
        also("begin_drafting = started.to(drafting)", "under_study.to(drafting)"),),
    "not to start is decided, too": (Ungated("decline_start", "D-INIT-04#declined"),),
    "only the decision body starts or declines": (Allowed("start", SPONSOR),),
    "no argument of a draft that is not complete": (Ungated("begin_argument", "D-DRAFT-05"),),
    "every draft is screened for risk before it is argued": (Ungated("begin_argument", "D-RISK-01#screened"),),
    "only the decision body ends a matter, and gives its reason": (
        Allowed("terminate", SPONSOR), Ungated("terminate", "D-LIA-03")),
}  # fmt: skip

ARGUING: Mapping[str, tuple[Mutation, ...]] = {
    "participation is finished before the legality review": (into_review("pp"),),
    "expert review is finished or lawfully left out before the legality review": (into_review("ex"),),
    "risk assessment is finished or lawfully left out before the legality review": (into_review("ri"),),
    "fair competition review is finished or lawfully left out before the legality review": (into_review("fc"),),
    "a consultation is opened with notice, reasons and time": (Ungated("open_consultation", "D-PUB-07"),),
    "a consultation is closed only after it was opened": (
        also("close_consultation = co_open.to(co_closed)", "co_waiting.to(co_closed)"),),
    "a consultation is closed only when its time is over": (Ungated("close_consultation", "D-PUB-06#closed"),),
    "no open consultation only where the law allows it": (Ungated("skip_consultation", "D-PUB-01#skip"),),
    "a hearing is held only after it was announced, after a postponement anew": (
        also("hold_hearing = he_announced.to(he_held)", "he_waiting.to(he_held)"),
        Rerouted("postpone_hearing = he_announced.to(he_waiting)", "postpone_hearing = he_announced.to(he_announced)")),
    "only the hearing host holds a hearing": (Allowed("hold_hearing", SPONSOR),),
    "a hearing keeps its rules": (Ungated("hold_hearing", "D-HEAR-07"),),
    "no hearing only where none is prescribed": (Ungated("skip_hearing", "D-HEAR-01"),),
    "consultation and hearing each come to their end before opinions are collated": (
        also("consult_again = pp_collating.to(pp_gathering)",
             "pp_gathering.to(pp_collating, cond=\"In('co_open') and (In('he_held') or In('he_none'))\")"),
        also("consult_again = pp_collating.to(pp_gathering)",
             "pp_gathering.to(pp_collating, cond=\"In('he_announced') and (In('co_closed') or In('co_none'))\")")),
    "opinions are collated and answered before participation ends": (Ungated("complete_participation", "D-PUB-09"),),
    "experts are chosen fairly and without an interest": (Ungated("convene_experts", "D-EXP-07"),),
    "expert review gives signed opinions, or its want is explained": (
        Ungated("conclude_expert_review", "D-EXP-04"), Ungated("skip_expert_review", "D-EXP-01#skip")),
    "a risk assessment is complete": (Ungated("conclude_risk_assessment", "D-RISK-05"),),
    "no second assessment only for risks that the first covers": (Ungated("skip_risk_assessment", "D-RISK-02"),),
    "fair competition is reviewed by whom it must be, with a conclusion": (
        Ungated("conclude_fair_competition_review", "D-FCR-03"),),
    "no fair competition review only where the market is not touched": (
        Ungated("skip_fair_competition_review", "D-FCR-01#skip"),),
}  # fmt: skip

LEGALITY: Mapping[str, tuple[Mutation, ...]] = {
    "no legality review of a draft that was not argued": (
        also("begin_drafting = started.to(drafting)", "drafting.to(legality_review)"),),
    "only the sponsor sends for review": (Allowed("submit_for_legality_review", Role.LEGAL_REVIEWER),),
    "the reviewer finds only on papers that were received as complete": (
        also("find_lawful = le_reviewing.to(le_passed)", "le_checking.to(le_passed)"),
        Ungated("accept_for_review", "D-LEG-05#complete")),
    "papers sent back are accepted only when sent anew": (
        also("accept_for_review = le_checking.to(le_reviewing)", "le_returned.to(le_reviewing)"),),
    "only the reviewer finds": (Allowed("state_legal_risk", SPONSOR), Allowed("confirm_changes", SPONSOR)),
    "a finding is a reasoned opinion in writing": (Ungated("find_unlawful", "D-LEG-08"),),
    "risk is stated instead of unlawfulness only for exploratory reform": (Ungated("state_legal_risk", "D-LEG-04"),),
    "no discussion without a passed legality review of the last draft": (
        also("table_for_discussion = legality_review.le_passed.to(tabled)", "legality_review.le_reviewing.to(tabled)"),
        also("table_for_discussion = legality_review.le_passed.to(tabled)", "drafting.to(tabled)")),
    "an unlawful draft is never discussed before it was redrafted": (
        also("review_again = le_passed.to(le_preparing)", "le_unlawful.to(le_preparing)"),),
    "a draft lawful if changed is not discussed before the reviewer saw the changes": (
        Rerouted("find_lawful_if_changed = le_reviewing.to(le_changing)",
                 "find_lawful_if_changed = le_reviewing.to(le_passed, cond=\"In('legality_review')\")"
                 " | le_reviewing.to(le_changing)"),),
    "changes are passed only when every point is answered": (Ungated("confirm_changes", "D-LEG-11#checked"),),
    "what is tabled was reviewed in time and found lawful": (
        Ungated("table_for_discussion", "D-LEG-03"), Ungated("table_for_discussion", "D-LEG-07")),
    "what is tabled carries every paper": (Ungated("table_for_discussion", "D-SUB-06"),),
    "an uncontrollable risk is not tabled": (Ungated("table_for_discussion", "D-RISK-07"),),
    "no tabling without fair competition review": (Ungated("table_for_discussion", "D-FCR-08"),),
}  # fmt: skip

DECISION: Mapping[str, tuple[Mutation, ...]] = {
    "a matter listed for a meeting is still reviewed, lawful and the reviewed text": (Ungated("open_meeting", "D-LEG-14"),),
    "only a full meeting takes a matter up": (Ungated("open_meeting", "D-DEL-07#notice"),),
    "nothing is decided or rejected without a meeting, after each tabling anew": (
        also("adopt = deliberating.to(decided)", "tabled.to(decided)"),
        also("reject = deliberating.to(rejected)", "tabled.to(rejected)")),
    "only the head decides": (Allowed("reject", OFFICE), Allowed("adopt", Role.MEMBER)),
    "every outcome of a meeting rests on a full record": (Ungated("reject", "D-DEL-04"), Ungated("discuss_again", "D-DEL-08")),
    "the step is the outcome that the minutes state": (Ungated("adopt_with_changes", "D-DEL-06#changed"),),
    "no decision with an uncontrollable risk": (Ungated("adopt", "D-RISK-07"), Ungated("adopt_with_changes", "D-RISK-07")),
    "what changed in a major way is discussed and reviewed again": (Ungated("adopt_with_changes", "D-LEG-14#changes"),),
    "the meeting adopts the text that was reviewed": (Ungated("adopt", "D-LEG-14#meeting"),),
    "nothing is published that was not decided": (also("publish = decided.to(published)", "deliberating.to(published)"),),
    "nothing is issued before the Party committee agreed": (
        Ungated("publish", "D-PARTY-01"), Ungated("withhold_publication", "D-PARTY-01")),
    "nothing is issued before the congress had its part": (Ungated("publish", "D-SCOPE-08"),),
    "nothing is issued without fair competition review": (Ungated("publish", "D-FCR-08#issue"),),
    "publication keeps to channels, time and review before release": (Ungated("publish", "D-PBL-05"),),
    "withheld only on a ground": (Ungated("withhold_publication", "D-PBL-03"),),
}  # fmt: skip

EXECUTION: Mapping[str, tuple[Mutation, ...]] = {
    "nothing is executed before it was issued": (
        also("start_execution = published.to(executing)", "decided.to(executing)"),),
    "executed by named units within a time": (Ungated("start_execution", "D-EXE-01"),),
    "what was issued goes back to no earlier stage and is not dropped": (
        also("begin_drafting = started.to(drafting)", "published.to(drafting)"),
        also("        | deliberating.to(terminated)", "published.to(terminated)")),
    "execution ends only by closing or by a new decision": (
        also("exclude = proposed.to(out_of_scope)", "executing.to(out_of_scope)"),),
    "execution pauses only on an urgent reported situation": (Ungated("suspend", "D-SUS-01"),),
    "only the head suspends": (Allowed("suspend", OFFICE), Allowed("suspend", Role.EXECUTOR)),
    "what is suspended runs again only by resumption": (
        Rerouted("evaluating_suspended.to(suspended)", "evaluating_suspended.to(in_execution)"),
        Rerouted("adjusting_suspended.to(suspended)", "adjusting_suspended.to(in_execution)"),
        also("resolve_problem = problem_reported.to(in_execution)", "suspended.to(in_execution)")),
    "resumption is decided": (Ungated("resume", "D-SUS-02#resume"),),
    "no change without a reported situation or an evaluation": (Ungated("adjust", "D-SUS-02"),),
    "a major change is a new matter": (Ungated("adjust", "D-ADJ-01"),),
    "replaced only by a new decision": (Ungated("replace_by_adjustment", "D-SUS-02#replace"),),
    "only the decision body orders an evaluation, on a trigger": (
        Allowed("open_evaluation", Role.EXECUTOR), Ungated("open_evaluation", "D-EVA-04")),
    "an evaluation ends only with the report of its evaluator": (Ungated("conclude_evaluation", "D-EVA-04#report"),),
    "closed only after the file was sealed": (Ungated("close", "D-ARC-01"), Ungated("replace_by_adjustment", "D-ARC-01")),
    "closed only when executed and reported": (Ungated("close", "D-EXE-05"),),
    "a suspended decision is not closed as executed": (
        also("close = executing.in_execution.to(closed)", "executing.suspended.to(closed)"),),
    "only what was issued or has ended is sealed": (Altered("seal_dossier", {"states": ("deliberating", "published")}),),
    "sealed by the archivist or the clock, complete": (
        Allowed("seal_dossier", OFFICE), Ungated("seal_dossier", "D-ARC-01#seal"), Ungated("seal_dossier", "D-ARC-01#held")),
}  # fmt: skip

PEOPLE: Mapping[str, tuple[Mutation, ...]] = {
    "who drafted does not review": (Joined(SPONSOR, Role.LEGAL_REVIEWER),),
    "who drafted is no expert": (Joined(SPONSOR, Role.EXPERT),),
    "who drafted does not review fair competition alone": (Joined(SPONSOR, Role.MARKET_REGULATOR),),
    "who drafted does not evaluate": (Joined(SPONSOR, Role.EVALUATOR),),
    "who argued as an expert does not evaluate": (Joined(Role.EXPERT, Role.EVALUATOR),),
    "who assessed the risk does not evaluate": (Joined(Role.RISK_ASSESSOR, Role.EVALUATOR),),
    "who reviewed does not evaluate": (Joined(Role.LEGAL_REVIEWER, Role.EVALUATOR),),
    "who executes does not evaluate": (Joined(Role.EXECUTOR, Role.EVALUATOR),),
    "no step by the clock but closing a consultation and sealing": (Altered("withhold_publication", {"by_clock": True}),),
    "administrators and the public take no step": (
        Allowed("report_problem", Role.SYSTEM_ADMIN), Allowed("report_problem", Role.PUBLIC)),
}  # fmt: skip

MUTANTS: Mapping[str, tuple[Mutation, ...]] = {**OPENING, **ARGUING, **LEGALITY, **DECISION, **EXECUTION, **PEOPLE}
