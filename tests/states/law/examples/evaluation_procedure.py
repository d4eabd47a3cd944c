"""决策后评估 as a matter of its own: worked examples (L713 art. 36, 37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from states.dossier.model import Entry, EvaluationMatter, Part
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

EVALUATION = "evaluation"
OFFICE, EVALUATOR = Role.DECISION_OFFICE, Role.EVALUATOR
UNIT, OLD, EXECUTING = "甲评估中心", "乙咨询公司", "某局"


def order(evaluator: str = UNIT, trigger: str = "body") -> Entry:
    return entry("evaluation_order", role=OFFICE, evaluator=evaluator, third_party=True, trigger=trigger)


def member(person: str, employer: str = UNIT, duty: str = "evaluator", interested: bool = False, **more: object) -> dict[str, object]:
    return {"person": person, "employer": employer, "duty": duty, "interested": interested} | more


def appointed(
    *members: dict[str, object], evaluator: str = UNIT, third_party: bool = True, role: Role = OFFICE, interested: bool = False, **more: object
) -> Entry:
    return entry("evaluator_appointment", role=role, evaluator=evaluator, third_party=third_party, interested=interested,
                 members=members or (member("戊"),), **more)  # fmt: skip


def plan(**fields: object) -> Entry:
    plain: dict[str, object] = {"parties": ["public", "deputy"], "indicators": [{"name": "投诉量", "aim": "下降三成"}],
                                "input_by": "2026-04-01", "report_by": "2026-05-01"}  # fmt: skip
    return entry("evaluation_plan", role=OFFICE, **(plain | fields))


def report(evaluator: str = UNIT, result: str = "continue", **fields: object) -> Entry:
    plain: dict[str, object] = {"parties": ["deputy"], "public_heard": True, "file": "sha256:" + "a" * 64}
    return entry("evaluation_report", role=EVALUATOR, evaluator=evaluator, result=result, **(plain | fields))


def use(result: str, **fields: object) -> Entry:
    return entry("evaluation_use", role=OFFICE, result=result, **fields)


def under(whole: Given, *above: Entry, parts: Iterable[Part] = ()) -> Given:
    """The same evaluation under a decision with these papers and parts."""
    decision = replace(given(*above).dossier, id="p1", number="演示〔2025〕9号", parts=tuple(parts))
    return replace(whole, dossier=replace(whole.dossier, procedure=EVALUATION, parent="p1", above=decision))


def below(whole: Given, *evaluations: EvaluationMatter) -> Given:
    return replace(whole, dossier=replace(whole.dossier, evaluations=evaluations))


def one(key: str, step: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    return Example(key, step, passes, blocks, expect, passing, EVALUATION)


FEEDBACK = entry("public_feedback", number=37)
RISK = entry("risk_plan", assessor=OLD)
ASSIGNED = entry("execution_assignment", units=[{"unit": EXECUTING, "task": "组织实施"}])
PUBLIC = entry("evaluation_public_input", role=EVALUATOR, number=120)
DEPUTIES = entry("evaluation_party_input", role=EVALUATOR, party="deputy", number=3)
NONE_CAME = entry("evaluation_party_input", role=EVALUATOR, party="deputy", number=0)
MEASURED = entry("indicator_result", role=EVALUATOR, name="投诉量")
SEAT = {"person": "丁", "employer": "某大学", "field": "规划", "no_interest": True, "secrecy": True}
CHOSEN = under(given(appointed()), order())

STARTED = (
    one("D-EVA-01#started", "start_evaluation", under(given(), order()), given()),
    one("D-EVA-01#started", "start_evaluation", under(given(), FEEDBACK, order(trigger="many_opinions")),
        under(given(), order(trigger="many_opinions"))),
    one("D-EVA-02#appointed", "appoint_evaluator", CHOSEN, under(given(), order())),
    one("D-EVA-02#appointed", "appoint_evaluator", CHOSEN, under(given(appointed(role=EVALUATOR)), order())),
    one("D-EVA-02#appointed", "appoint_evaluator", CHOSEN, under(given(appointed(evaluator=OLD)), order())),
    one("D-EVA-03#appointed", "appoint_evaluator", CHOSEN, under(given(appointed(evaluator=EXECUTING)), ASSIGNED, order(EXECUTING))),
    one("D-EVA-03#appointed", "appoint_evaluator", under(given(appointed(evaluator="o1", third_party=False)), order("o1")),
        under(given(appointed(evaluator="o1")), order("o1")), passing=Status.NOT_APPLICABLE),
)  # fmt: skip


def conflicts(key: str, step: str, *more: Entry) -> tuple[Example, ...]:
    """The same conflicts, asked at the appointment and again at the report."""

    def chosen(*members: dict[str, object], **fields: object) -> Given:
        return given(appointed(*members, **fields), *more)  # type: ignore[arg-type]

    free = under(chosen(), RISK, order())
    return (
        one(key, step, free, given()),
        one(key, step, free, under(chosen(evaluator=OLD), RISK, order(OLD))),
        # The body's own unit may do the work itself, also when it assessed the risk before.
        one(key, step, under(chosen(evaluator="o1", third_party=False), order("o1"), parts=(Part("x", Role.RISK_ASSESSOR, "o1"),)),
            under(chosen(), order(), parts=(Part("x", Role.RISK_ASSESSOR, UNIT),))),
        one(key, step, free, under(chosen(member("丁")), entry("expert_panel", experts=[SEAT]), order())),
        one(key, step, free, under(chosen(member("戊")), order(), parts=(Part("戊", Role.LEGAL_REVIEWER, "某司法局"),))),
        one(key, step, under(chosen(member("丁", "某大学", "expert")), entry("expert_panel", experts=[SEAT]), order()),
            under(chosen(member("丁", "o1", "expert")), order())),
        one(key, step, free, under(chosen(member("戊"), member("戊", duty="expert")), order())),
        one(key, step, under(chosen(member("戊", interested=True, interest_with="无关公司")), ASSIGNED, order()),
            under(chosen(member("戊", interested=True, interest_with=EXECUTING)), ASSIGNED, order())),
        one(key, step, free, under(chosen(interested=True), order())),
    )  # fmt: skip


PLANNED = (
    one("D-EVA-02#planned", "fix_plan", given(entry("evaluation_start", finish_by="2026-06-01"), plan()), given()),
    one("D-EVA-02#planned", "fix_plan", given(plan()), given(plan(input_by="2026-05-02"))),
    one("D-EVA-02#planned", "fix_plan", given(entry("evaluation_start", finish_by="2026-05-01"), plan()),
        given(entry("evaluation_start", finish_by="2026-04-30"), plan())),
    one("D-EVA-05#planned", "fix_plan", given(plan()), given()),
    one("D-EVA-05#planned", "fix_plan", given(plan()), given(plan(parties=["public"]))),
)  # fmt: skip

HEARD = (
    one("D-EVA-05#heard", "close_input", given(plan(), PUBLIC, DEPUTIES), given(plan(), DEPUTIES)),
    one("D-EVA-05#heard", "close_input", given(plan(), PUBLIC, DEPUTIES), given(plan(), PUBLIC, NONE_CAME)),
    one("D-EVA-05#heard", "close_input", given(plan(), PUBLIC, DEPUTIES), given(plan(parties=["mass"]), PUBLIC, DEPUTIES), Status.WARNED),
    one("D-EVA-02#measured", "close_input", given(plan(), MEASURED), given()),
    one("D-EVA-02#measured", "close_input", given(plan(), MEASURED), given(plan()), Status.WARNED),
)

REPORTED = (
    one("D-EVA-02#submitted", "submit_report", given(appointed(), report()), given(appointed())),
    one("D-EVA-02#submitted", "submit_report", given(appointed(), report()), given(appointed(), report(OLD))),
    one("D-EVA-05", "submit_report", given(report()), given(report(public_heard=False))),
    one("D-EVA-05#borne_out", "submit_report", given(PUBLIC, DEPUTIES, report()), given()),
    one("D-EVA-05#borne_out", "submit_report", given(PUBLIC, DEPUTIES, report()), given(DEPUTIES, report())),
    one("D-EVA-05#borne_out", "submit_report", given(PUBLIC, DEPUTIES, report()), given(PUBLIC, DEPUTIES, report(parties=["mass"]))),
    one("D-EVA-02#approved", "approve_report", given(report()), given()),
    one("D-EVA-02#approved", "approve_report", given(report()), given(entry("evaluation_report", role=EVALUATOR))),
)

APPLIED = (
    one("D-EVA-06#applied", "apply_result", given(report(result="adjust"), use("adjust")), given(report(result="adjust"))),
    one("D-EVA-06#applied", "apply_result", given(report(result="adjust"), use("continue", departure_reason="条件尚不成熟。")),
        given(report(result="adjust"), use("continue"))),
    one("D-ADJ-01#applied", "apply_result", under(given(use("adjust", major=True, new_matter="演示〔2026〕7号"))),
        under(given(use("adjust", major=True)))),
    one("D-ADJ-01#applied", "apply_result", given(use("adjust", major=False)),
        under(given(use("adjust", major=True, new_matter="演示〔2025〕9号"))), passing=Status.NOT_APPLICABLE),
)  # fmt: skip

ASKED = entry("evaluation_order", on="2026-03-02", role=OFFICE, evaluator=UNIT)
EARLIER, LATER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
RUNNING = EvaluationMatter("演示〔2026〕3号", LATER, ended=False)
CONTINUE, ADJUST = (EvaluationMatter("演示〔2026〕3号", LATER, ended=True, result=one) for one in ("continue", "adjust"))
PAST = EvaluationMatter("演示〔2026〕2号", EARLIER, ended=True, result="adjust")
BROKEN_OFF = EvaluationMatter("演示〔2026〕4号", LATER, ended=True)
CONCLUDED = (
    Example("D-EVA-06#concluded", "conclude_evaluation", below(given(ASKED, report()), CONTINUE), below(given(ASKED, report()), RUNNING)),
    Example("D-EVA-06#concluded", "conclude_evaluation", below(given(ASKED, report()), PAST, CONTINUE, BROKEN_OFF),
            below(given(ASKED, report()), ADJUST, BROKEN_OFF)),
    Example("D-EVA-06#concluded", "conclude_evaluation", below(given(ASKED, report()), PAST, BROKEN_OFF),
            below(given(ASKED), CONTINUE), passing=Status.NOT_APPLICABLE),
)  # fmt: skip

EXAMPLES = (
    *STARTED, *conflicts("D-EVA-04#appointed", "appoint_evaluator"), *PLANNED, *HEARD, *REPORTED,
    *conflicts("D-EVA-04#submitted", "submit_report", report()), *APPLIED, *CONCLUDED,
)  # fmt: skip
