"""决策后评估与调整: worked examples (L713 arts. 36, 37)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry, Part
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

OFFICE, EVALUATOR, EXPERT, ASSESSOR = Role.DECISION_OFFICE, Role.EVALUATOR, Role.EXPERT, Role.RISK_ASSESSOR
NEW = "甲评估中心"
OLD = "乙咨询公司"


def order(evaluator: str = NEW, third_party: bool = True, trigger: str = "body", role: Role = OFFICE) -> Entry:
    return entry("evaluation_order", role=role, evaluator=evaluator, third_party=third_party, trigger=trigger)


def report(evaluator: str = NEW, result: str = "continue", **fields: object) -> Entry:
    plain: dict[str, object] = {"parties": ["public", "deputy"]}
    return entry("evaluation_report", role=EVALUATOR, evaluator=evaluator, result=result, **(plain | fields))


def adjusted(**fields: object) -> Entry:
    return entry("adjustment", role=OFFICE, **({"major": False} | fields))


def joined(whole: Given, *parts: Part) -> Given:
    return replace(whole, dossier=replace(whole.dossier, parts=parts))


RISK = entry("risk_plan", assessor=OLD, third_party=True)
EXPERTS = entry(
    "expert_panel",
    experts=[
        {"person": "丙大学研究院", "field": "公共管理", "no_interest": True, "secrecy": True, "institution": True},
        {"person": "教授丁", "employer": "戊大学", "field": "财政", "no_interest": True, "secrecy": True},
    ],
)
FEEDBACK = entry("public_feedback", number=37)
ASSIGNED = entry("execution_assignment", units=[{"unit": "o2", "task": "组织实施"}])

OPENED = (
    Example(
        "D-EVA-01",
        "open_evaluation",
        passes=given(FEEDBACK, order(trigger="many_opinions")),
        blocks=given(order(trigger="many_opinions")),
    ),
    Example(
        "D-EVA-01",
        "open_evaluation",
        passes=given(entry("execution_report"), order(trigger="short_of_aim")),
        blocks=given(order(trigger="short_of_aim")),
    ),
    Example("D-EVA-01", "open_evaluation", passes=given(order(trigger="body")), blocks=given()),
    Example("D-EVA-02", "open_evaluation", passes=given(order()), blocks=given(order(role=EVALUATOR))),
    Example("D-EVA-02", "open_evaluation", passes=given(order(role=Role.HEAD)), blocks=given()),
    Example("D-EVA-03", "open_evaluation", passes=given(order()), blocks=given(order("b1"))),
    Example("D-EVA-03", "open_evaluation", passes=given(ASSIGNED, order("o3")), blocks=given(ASSIGNED, order("o2"))),
    Example(
        "D-EVA-03",
        "open_evaluation",
        passes=given(order("b1", third_party=False)),
        blocks=given(order("o1")),
        passing=Status.NOT_APPLICABLE,
    ),
)

NOT_BEFORE = (
    Example("D-EVA-04", "open_evaluation", passes=given(RISK, order()), blocks=given(RISK, order(OLD))),
    # Left unticked, an outside unit is a third party all the same.
    Example(
        "D-EVA-04",
        "open_evaluation",
        passes=given(RISK, order(third_party=False)),
        blocks=given(RISK, order(OLD, third_party=False)),
    ),
    # The body's own unit may have assessed before: art. 36(2) binds third parties.
    Example(
        "D-EVA-04",
        "open_evaluation",
        passes=given(entry("risk_plan", assessor="o1"), order("o1", third_party=False)),
        blocks=given(EXPERTS, order("丙大学研究院")),
    ),
    # The institution that argued is barred; a university one of whose people argued in person is worth an alarm.
    Example("D-EVA-04", "open_evaluation", passes=given(EXPERTS, order()), blocks=given(EXPERTS, order("丙大学研究院"))),
    Example(
        "D-EVA-04",
        "open_evaluation",
        passes=given(EXPERTS, order("另一大学")),
        blocks=given(EXPERTS, order("戊大学")),
        expect=Status.WARNED,
    ),
    Example(
        "D-EVA-04",
        "open_evaluation",
        passes=joined(given(order("己研究所")), Part("p5", EXPERT, "己研究所")),
        blocks=joined(given(order("己研究所")), Part("", EXPERT, "己研究所")),
    ),
    Example(
        "D-EVA-04",
        "open_evaluation",
        passes=joined(given(order()), Part("p5", EXPERT, "己研究所")),
        blocks=joined(given(order("己研究所")), Part("p5", ASSESSOR, "己研究所")),
    ),
    Example(
        "D-EVA-04#report",
        "conclude_evaluation",
        passes=given(RISK, order(), report()),
        blocks=given(RISK, order(), report(OLD)),
    ),
    Example(
        "D-EVA-04#report",
        "conclude_evaluation",
        passes=joined(given(order(), report()), Part("p5", EXPERT), Part("p6", EVALUATOR)),
        blocks=joined(given(order(), report()), Part("p5", EXPERT), Part("p5", EVALUATOR)),
    ),
    Example("D-EVA-04#report", "conclude_evaluation", passes=given(order(), report()), blocks=given(order())),
)

REPORTED = (
    Example(
        "D-EVA-02#report",
        "conclude_evaluation",
        passes=given(order(), report()),
        blocks=given(order(), report("另一评估中心")),
    ),
    Example("D-EVA-02#report", "conclude_evaluation", passes=given(order(), report()), blocks=given(report())),
    Example("D-EVA-05", "conclude_evaluation", passes=given(report()), blocks=given(report(public_heard=False))),
    Example("D-EVA-05", "conclude_evaluation", passes=given(report()), blocks=given(report(parties=["public"]))),
    Example("D-EVA-05", "conclude_evaluation", passes=given(report(parties=["grassroots"])), blocks=given()),
    Example(
        "D-EVA-07",
        "conclude_evaluation",
        passes=given(report(result="abolish", revise_or_repeal="建议废止。"), overlays=("chuxiong",)),
        blocks=given(report(result="abolish"), overlays=("chuxiong",)),
        expect=Status.WARNED,
    ),
)

ACTED_ON = (
    Example(
        "D-EVA-06",
        "adjust",
        passes=given(report(result="adjust"), adjusted(evaluation_used="评估报告第三部分")),
        blocks=given(report(result="adjust"), adjusted()),
    ),
    # An evaluation that says "continue" cannot be the ground of a change; only a reason can.
    Example(
        "D-EVA-06",
        "adjust",
        passes=given(report(), adjusted(departure_reason="评估后上级政策已调整。")),
        blocks=given(report(), adjusted(evaluation_used="评估报告")),
    ),
    Example(
        "D-EVA-06",
        "adjust",
        passes=given(adjusted()),
        blocks=given(report(result="adjust")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-EVA-06#close",
        "close",
        passes=given(report(result="adjust"), adjusted()),
        blocks=given(adjusted(), report(result="adjust")),
        expect=Status.WARNED,
    ),
    Example(
        "D-ADJ-01",
        "adjust",
        passes=given(adjusted(major=True, new_matter="演示〔2026〕9号")),
        blocks=given(adjusted(major=True)),
    ),
    # Pointing at itself is no new matter.
    Example(
        "D-ADJ-01",
        "adjust",
        passes=given(adjusted()),
        blocks=given(adjusted(major=True, new_matter="演示〔2026〕1号")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example("D-ADJ-01", "adjust", passes=given(adjusted(major=True, new_matter="演示〔2026〕9号")), blocks=given()),
    Example(
        "D-ADJ-02",
        "adjust",
        passes=given(adjusted(major=True, new_matter="演示〔2026〕9号"), overlays=("yunnan",)),
        blocks=given(adjusted(major=True), overlays=("yunnan",)),
        expect=Status.WARNED,
    ),
)

EXAMPLES = (*OPENED, *NOT_BEFORE, *REPORTED, *ACTED_ON)
