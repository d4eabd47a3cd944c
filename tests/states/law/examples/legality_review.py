"""合法性审查: worked examples (L713 arts. 25-28)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, PAPER, Example, entry, given

REVIEWER = Role.LEGAL_REVIEWER
WARNED, DEPARTED, NOT_APPLICABLE = Status.WARNED, Status.DEPARTED, Status.NOT_APPLICABLE
DRAFT = entry("draft", version=1)
NEW_WORDS = entry("draft", version=2, file=OTHER_PAPER)
NEW_SUBSTANCE = entry("draft", version=2, file=OTHER_PAPER, substance_changed=True)
REQUEST = entry("legality_submission", sent_on="2026-03-02")
RECEIPT = entry("review_receipt", complete_on="2026-03-02", role=REVIEWER)
REFORM = entry(
    "matter_profile", exploratory_reform=True, technical=False, risk_possible=False, market_activity=False
)
ORDINARY = entry("matter_profile", technical=False, risk_possible=False, market_activity=False)
TECHNICAL = entry("matter_profile", technical=True, risk_possible=False, market_activity=False)
RISKY = entry("matter_profile", technical=False, risk_possible=True, market_activity=False)
MARKET = entry("matter_profile", technical=False, risk_possible=False, market_activity=True)
POINTS = [{"number": "1", "advice": "删去第三条"}, {"number": "2", "advice": "补充依据"}]
ADVISER = entry("adviser_opinion", role=Role.LEGAL_ADVISER, by="a1")


def opinion(conclusion: str = "lawful", *, role: Role = REVIEWER, **more: object) -> Entry:
    return entry("legality_opinion", role=role, by="l1", conclusion=conclusion, **more)


LAWFUL, UNLAWFUL = opinion(), opinion("unlawful")
CHANGE = opinion("lawful_if_changed", points=POINTS)
STATED = opinion("risk_stated", risk_statement="国家尚无规定，存在被纠正的风险")
SILENT = opinion("risk_stated")
COUNTERSIGN = opinion(is_review_opinion=False, form="会签")

SENDING = (
    Example("D-LEG-05", "submit_for_legality_review", passes=given(DRAFT, REQUEST), blocks=given(DRAFT)),
    Example(
        "D-LEG-05",
        "submit_for_legality_review",
        passes=given(DRAFT, REQUEST),
        blocks=given(DRAFT, NEW_WORDS, REQUEST),
    ),
    Example("D-LEG-05#complete", "accept_for_review", passes=given(REQUEST, RECEIPT), blocks=given(RECEIPT)),
    Example("D-LEG-05#complete", "accept_for_review", passes=given(REQUEST, RECEIPT), blocks=given(REQUEST)),
    Example(
        "D-LEG-05#complete",
        "accept_for_review",
        passes=given(REQUEST, RECEIPT),
        blocks=given(REQUEST, entry("review_receipt", complete_on="2026-03-01")),
    ),
    Example(
        "D-LEG-12",
        "submit_for_legality_review",
        passes=given(
            entry("legality_submission", sender_is_department=True, own_opinion=PAPER),
            overlays=("xishuangbanna",),
        ),
        blocks=given(entry("legality_submission", sender_is_department=True), overlays=("xishuangbanna",)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-12",
        "submit_for_legality_review",
        passes=given(REQUEST, overlays=("xishuangbanna",)),
        blocks=given(entry("legality_submission", sender_is_department=True), overlays=("xishuangbanna",)),
        expect=WARNED,
        passing=NOT_APPLICABLE,
    ),
)

REVIEWING = (
    Example("D-LEG-02", "find_lawful", passes=given(LAWFUL), blocks=given(COUNTERSIGN)),
    Example(
        "D-LEG-02", "find_lawful_if_changed", passes=given(CHANGE), blocks=given(opinion(role=Role.SPONSOR))
    ),
    Example("D-LEG-02", "find_unlawful", passes=given(UNLAWFUL), blocks=given(ADVISER)),
    Example("D-LEG-08", "find_lawful", passes=given(ORDINARY, LAWFUL), blocks=given(ORDINARY)),
    Example(  # a favourable finding on the procedure must fit the dossier
        "D-LEG-08",
        "find_lawful",
        passes=given(TECHNICAL, entry("expert_report"), LAWFUL),
        blocks=given(TECHNICAL, LAWFUL),
    ),
    Example(
        "D-LEG-08",
        "state_legal_risk",
        passes=given(RISKY, entry("risk_assessment"), STATED),
        blocks=given(RISKY, STATED),
    ),
    Example(
        "D-LEG-08",
        "find_lawful_if_changed",
        passes=given(MARKET, entry("fcr_conclusion"), CHANGE),
        blocks=given(MARKET, CHANGE),
    ),
    Example("D-LEG-08", "find_unlawful", passes=given(TECHNICAL, UNLAWFUL), blocks=given(TECHNICAL, LAWFUL)),
    Example(
        "D-LEG-09",
        "find_lawful",
        passes=given(RECEIPT, opinion(issued_on="2026-03-02")),
        blocks=given(RECEIPT, opinion(issued_on="2026-03-01")),
    ),
    Example("D-LEG-09", "find_unlawful", passes=given(RECEIPT, UNLAWFUL), blocks=given(RECEIPT)),
    Example("D-LEG-10", "find_lawful", passes=given(ADVISER, LAWFUL), blocks=given(LAWFUL)),
    Example(
        "D-LEG-10",
        "find_unlawful",
        passes=given(opinion("unlawful", no_adviser_reason="尚未聘请法律顾问")),
        blocks=given(UNLAWFUL),
        passing=DEPARTED,
    ),
    Example(  # advice on another draft
        "D-LEG-10",
        "find_lawful",
        passes=given(ADVISER, NEW_WORDS, LAWFUL),
        blocks=given(ADVISER, NEW_SUBSTANCE, LAWFUL),
    ),
    Example("D-LEG-03#lawful", "find_lawful", passes=given(LAWFUL), blocks=given(UNLAWFUL)),
    Example("D-LEG-03#lawful", "find_lawful", passes=given(LAWFUL), blocks=given(CHANGE)),
    Example("D-LEG-03#unlawful", "find_unlawful", passes=given(UNLAWFUL), blocks=given(LAWFUL)),
    Example("D-LEG-11#points", "find_lawful_if_changed", passes=given(CHANGE), blocks=given(LAWFUL)),
    Example(
        "D-LEG-11#points",
        "find_lawful_if_changed",
        passes=given(CHANGE),
        blocks=given(opinion("lawful_if_changed")),
    ),
    Example(
        "D-LEG-11#points",
        "find_lawful_if_changed",
        passes=given(CHANGE),
        blocks=given(opinion("lawful_if_changed", points=[POINTS[0], POINTS[1] | {"number": "1"}])),
    ),
    Example(
        "D-LEG-04",
        "state_legal_risk",
        passes=given(REFORM, STATED),
        blocks=given(ORDINARY, STATED),
        passing=DEPARTED,
    ),
    Example(
        "D-LEG-04",
        "state_legal_risk",
        passes=given(REFORM, STATED),
        blocks=given(REFORM, SILENT),
        passing=DEPARTED,
    ),
    Example(
        "D-LEG-04",
        "state_legal_risk",
        passes=given(REFORM, STATED),
        blocks=given(REFORM, LAWFUL),
        passing=DEPARTED,
    ),
    Example(  # against an existing rule there is nothing to explore
        "D-LEG-04",
        "state_legal_risk",
        passes=given(REFORM, entry("basis_table", lawful=True), STATED),
        blocks=given(REFORM, entry("basis_table", lawful=False), STATED),
        passing=DEPARTED,
    ),
)

EXAMPLES = (*SENDING, *REVIEWING)
