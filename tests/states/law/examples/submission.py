"""提请讨论的材料: worked examples (L713 art. 29)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, Example, Given, entry, given

DRAFT = entry("draft", version=1)
MARKET = entry("matter_profile", market_activity=True)
NO_MARKET = entry("matter_profile", market_activity=False)
CLOSED = entry("consultation_closing")
HEARD = entry("hearing_record")
ARGUED = entry("expert_report")
ASSESSED = entry("risk_assessment")
WAIVED = (entry("consultation_waiver"), entry("expert_waiver"), entry("risk_waiver"))
DISSENT = entry("unit_reply", unit="某局", reply="disagree")
DISPUTE = entry("dispute_statement", unit="某局")
WITHHELD = entry("matter_profile", withheld_basis="政府信息公开条例第十四条")
PUBLIC_AFTER_ALL = entry("matter_profile")
GROUP = entry("matter_profile", specific_group=True)
NO_GROUP = entry("matter_profile", specific_group=False)
PRICE = entry("matter_profile", hearing_required_by="价格法第二十三条")
OPINION = entry("legality_opinion", role=Role.LEGAL_REVIEWER)
COUNTERSIGN = entry("legality_opinion", role=Role.LEGAL_REVIEWER, is_review_opinion=False)


def package(**more: object) -> Entry:
    return entry("submission_package", submitted_on="2026-03-30", **more)


BARE = package()


def item(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    return Example(key, "table_for_discussion", passes, blocks, passing=passing)


NEEDLESS = Status.NOT_APPLICABLE

EXAMPLES = (
    item("D-SUB-01", given(DRAFT, BARE), given(DRAFT)),
    item("D-SUB-01", given(DRAFT, BARE), given(DRAFT, package(draft=OTHER_PAPER))),
    item(  # the text changed on the reviewer's advice is the newest one
        "D-SUB-01",
        given(DRAFT, entry("review_response", draft=OTHER_PAPER), package(draft=OTHER_PAPER)),
        given(DRAFT, entry("review_response", draft=OTHER_PAPER), BARE),
    ),
    item("D-SUB-02", given(MARKET, package(fair_competition="符合标准")), given(MARKET, BARE)),
    item("D-SUB-02", given(NO_MARKET, BARE), given(MARKET, BARE), NEEDLESS),
    item("D-SUB-03", given(CLOSED, package(public_opinions="采纳12条")), given(CLOSED, BARE)),
    item("D-SUB-03", given(*WAIVED, BARE), given(HEARD, BARE), NEEDLESS),
    item("D-SUB-04", given(ARGUED, package(expert_opinions="全部采纳")), given(ARGUED, BARE)),
    item("D-SUB-04", given(*WAIVED, BARE), given(entry("expert_opinion", role=Role.EXPERT), BARE), NEEDLESS),
    item("D-SUB-05", given(ASSESSED, package(risk_report="评估报告一份")), given(ASSESSED, BARE)),
    item("D-SUB-05", given(*WAIVED, BARE), given(ASSESSED), NEEDLESS),
    item("D-SUB-06", given(OPINION, BARE), given(BARE)),
    item("D-SUB-06", given(OPINION, COUNTERSIGN, BARE), given(COUNTERSIGN, BARE)),
    item("D-SUB-07", given(DISPUTE, package(other="争议说明")), given(DISPUTE, BARE)),
    item("D-SUB-07", given(BARE), given(DISPUTE, BARE), NEEDLESS),
    item(  # the unit agreed in the end: nothing is left to explain
        "D-SUB-07",
        given(DISSENT, DISPUTE, entry("unit_reply", unit="某局", reply="agree"), BARE),
        given(DISSENT, DISPUTE, BARE),
        NEEDLESS,
    ),
    # What was owed is owed still, whatever the profile said on the way.
    item("D-PUB-01#tabled", given(CLOSED), given(entry("consultation_waiver"))),
    item("D-PUB-01#tabled", given(WITHHELD), given(WITHHELD, PUBLIC_AFTER_ALL), NEEDLESS),
    item("D-PUB-03#tabled", given(GROUP, entry("group_contact")), given(GROUP)),
    item("D-PUB-03#tabled", given(NO_GROUP), given(NO_GROUP, GROUP), NEEDLESS),
    item("D-HEAR-01#tabled", given(PRICE, HEARD), given(entry("hearing_waiver"), PRICE)),
    item("D-HEAR-01#tabled", given(NO_GROUP), given(PRICE), NEEDLESS),
)
