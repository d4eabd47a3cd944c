"""法制审核与集体讨论: worked examples (PEN arts. 57, 58)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.penalty_hearing import called, held
from tests.states.law.examples.penalty_notice import FINE, decided, told

P = "penalty"
FLAGS = {"complex": False, "public_interest": False, "difficult": False, "social_impact": False}
SENT = entry("review_submission", submitted_on="2026-04-22")
SAT = (called("2026-04-08", "2026-04-20"), held("2026-04-20"))
ATTEND = [{"person": "甲", "position": "局长", "view": "agree"}, {"person": "乙", "position": "副局长", "view": "agree"}]
QUALIFIED = entry("reviewer_qualification", person="r1", since="2019-03-01", qualification="A1")
BIG = {"party": "某公司", "penalty": "fine", "amount": 50_000}
HUGE = {"party": "某公司", "penalty": "fine", "amount": 100_000}
STOP = {"party": "某公司", "penalty": "stop"}


def turn(*entries: Entry, overlays: tuple[str, ...] = (), register: tuple[Entry, ...] | None = None, **report: object) -> Given:
    """A case whose inquiry ended with that report, and what came after."""
    filed = entry("filing_approval", parties=[{"name": "某公司", "kind": "organisation", "address": "某市"}],
                  officers=[{"person": "o1", "certificate": "1"}])  # fmt: skip
    return given(filed, entry("investigation_report", finished_on="2026-04-01", **FLAGS | report), *entries, procedure=P, overlays=overlays, register=register)


def opinion(conclusion: str = "passed", on: str = "2026-04-24", by: str = "r1", **more: object) -> Entry:
    return entry("enforcement_review", by=by, **{"conclusion": conclusion, "crime_suspected": False, "reviewed_on": on} | more)


def talked(on: str = "2026-05-06", rows: list[dict[str, str]] | None = None) -> Entry:
    return entry("collective_discussion", held_on=on, attendees=ATTEND if rows is None else rows)


def staff(officers: int, reviewers: int) -> tuple[Entry, ...]:
    return (entry("staffing", officers=officers, reviewers=reviewers),)


EXAMPLES = (
    Example("E-REV-01", "decide_penalty", turn(told(), SENT, opinion(), decided(), difficult=True), turn(told(), decided(), difficult=True), procedure=P),
    # A hearing alone makes the review due (art. 58(1)(2)); one given before the notice does not cover the decision.
    Example("E-REV-01", "decide_penalty", turn(told(), *SAT, SENT, opinion(), decided()), turn(opinion(), told(), *SAT, decided()), procedure=P),
    Example("E-REV-01", "decide_penalty", turn(told(), decided()), turn(told(), decided(), review_by_law="某法第十条"), passing=Status.NOT_APPLICABLE, procedure=P),
    Example("E-REV-01", "decide_no_penalty", turn(SENT, opinion(), public_interest=True), turn(SENT, opinion("refused"), public_interest=True), procedure=P),
    Example("E-REV-01#waived", "waive_enforcement_review", turn(told()), turn(told(), public_interest=True), procedure=P),
    Example("E-REV-01#waived", "waive_enforcement_review", turn(told()), turn(told(), *SAT), procedure=P),
    Example("E-REV-02", "decide_penalty", turn(told(), SENT, opinion(), decided()), turn(told(), SENT, opinion("change"), decided()), procedure=P),
    Example("E-REV-02", "decide_penalty", turn(told(), decided()), turn(told(), SENT, opinion(), told("2026-05-06"), decided()), passing=Status.NOT_APPLICABLE,
            procedure=P),
    Example("E-REV-02", "decide_no_penalty", turn(SENT, opinion()), turn(SENT), procedure=P),
    Example("E-REV-02#passed", "pass_enforcement_review", turn(SENT, opinion()), turn(SENT, opinion(evidence_sound=False)), procedure=P),
    Example("E-REV-02#passed", "pass_enforcement_review", turn(SENT, opinion()), turn(SENT, opinion(crime_suspected=True)), procedure=P),
    Example("E-REV-02#passed", "pass_enforcement_review", turn(SENT, opinion()), turn(SENT, opinion("refused")), procedure=P),
    Example("E-REV-02#returned", "return_enforcement_review", turn(SENT, opinion("change")), turn(SENT, opinion()), procedure=P),
    # The amounts of the general profile: 50 000 yuan for an organisation, the number included.
    Example("E-REV-03", "decide_penalty", turn(told("2026-04-07", BIG), SENT, opinion(), decided()), turn(told("2026-04-07", BIG), decided()),
            expect=Status.WARNED, procedure=P),
    Example("E-REV-03", "decide_penalty", turn(told("2026-04-07", {"party": "某公司", "penalty": "fine", "amount": 49_999}), decided()),
            turn(told("2026-04-07", STOP), decided()), expect=Status.WARNED, passing=Status.NOT_APPLICABLE, procedure=P),
    Example("E-REV-03#waived", "waive_enforcement_review", turn(told()), turn(told(), social_impact=True), expect=Status.WARNED, procedure=P),
    # Five in a hundred, rounded up to a whole person, and at least one.
    Example("E-REV-05", "pass_enforcement_review", turn(opinion(), register=staff(40, 2)), turn(opinion(), register=staff(41, 2)), expect=Status.WARNED, procedure=P),
    Example("E-REV-05", "pass_enforcement_review", turn(opinion(), register=staff(6, 1)), turn(opinion(), register=staff(6, 0)), expect=Status.WARNED, procedure=P),
    Example("E-REV-05", "pass_enforcement_review", turn(opinion(), register=staff(20, 1)), turn(opinion(), register=()), expect=Status.WARNED, procedure=P),
    Example("E-REV-07", "pass_enforcement_review",
            turn(SENT, opinion("refused"), entry("review_disagreement"), SENT, opinion(on="2026-04-28"), overlays=("yuanmou",)),
            turn(SENT, opinion("refused"), SENT, opinion(on="2026-04-28"), overlays=("yuanmou",)), expect=Status.WARNED, procedure=P),
    Example("E-REV-08", "pass_enforcement_review", turn(SENT, opinion()), turn(SENT, opinion(by="o1")), expect=Status.WARNED, procedure=P),
    Example("E-REV-08", "return_enforcement_review", turn(SENT, opinion("change")), turn(SENT, opinion("change", by="o1")), expect=Status.WARNED, procedure=P),
    Example("E-REV-09", "submit_enforcement_review", turn(told(), *SAT, SENT), turn(told(), *SAT, entry("review_submission", submitted_on="2026-04-17")),
            expect=Status.WARNED, procedure=P),
    # Sent 2026-04-22, ten working days: 23, 24, 27, 28, 29, 30, 05-06, 07, 08, 09 (made up Saturday).
    Example("E-REV-10", "pass_enforcement_review", turn(SENT, opinion(on="2026-05-09"), overlays=("market_supervision",)),
            turn(SENT, opinion(on="2026-05-10"), overlays=("market_supervision",)), expect=Status.WARNED, procedure=P),
    Example("E-REV-11", "waive_enforcement_review", turn(told(), overlays=("chuxiong",)), turn(told("2026-04-07", STOP), overlays=("chuxiong",)),
            expect=Status.WARNED, procedure=P),
    Example("E-AUT-11", "pass_enforcement_review", turn(opinion(), register=(QUALIFIED,)), turn(opinion(by="r2"), register=(QUALIFIED,)), procedure=P),
    # Who reviewed before 2018-01-01 needs no certificate; who began on that day does.
    Example("E-AUT-11", "pass_enforcement_review",
            turn(opinion(), register=(entry("reviewer_qualification", person="r1", since="2017-12-31"),)),
            turn(opinion(), register=(entry("reviewer_qualification", person="r1", since="2018-01-01"),)), procedure=P),
    Example("E-AUT-11", "return_enforcement_review", turn(opinion("change"), register=(QUALIFIED,)), turn(opinion("change"), register=()), procedure=P),
    Example("E-COL-01", "decide_penalty", turn(told(), opinion(), talked(), decided(), complex=True), turn(told(), opinion(), decided(), complex=True), procedure=P),
    # What was discussed before the review does not count any more.
    Example("E-COL-01", "decide_penalty", turn(told(), opinion(), talked(), decided(), complex=True), turn(told(), talked(), opinion(), decided(), complex=True),
            procedure=P),
    Example("E-COL-01", "decide_penalty", turn(told(), opinion(), decided()), turn(told(), opinion(), decided("2026-05-20", HUGE)), expect=Status.WARNED,
            passing=Status.NOT_APPLICABLE, procedure=P),
    Example("E-COL-01", "decide_no_penalty", turn(opinion(), talked(), complex=True), turn(opinion(), complex=True), procedure=P),
    Example("E-COL-01#held", "discuss_collectively", turn(opinion(), talked()), turn(opinion(), talked(rows=ATTEND[:1])), procedure=P),
    Example("E-COL-01#held", "discuss_collectively", turn(opinion(), talked("2026-04-24")), turn(opinion(), talked("2026-04-23")), procedure=P),
    Example("E-COL-02", "decide_penalty", turn(told("2026-04-07", STOP), opinion(), talked(), decided("2026-05-20", STOP), overlays=("jilin",)),
            turn(told("2026-04-07", STOP), opinion(), decided("2026-05-20", STOP), overlays=("jilin",)), expect=Status.WARNED, procedure=P),
    Example("E-COL-02", "decide_penalty", turn(told(), opinion(), decided("2026-05-20", FINE), overlays=("jilin",)),
            turn(told(), talked(), opinion(), decided("2026-05-20", STOP), overlays=("jilin",)), expect=Status.WARNED, passing=Status.NOT_APPLICABLE, procedure=P),
)
