"""Judges the cases of a replay file, event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from infra.replay import (
    building,
    catalogue,
    consultation,
    court_review,
    deadlines,
    hearing,
    inquiry,
    penalty_decision,
    penalty_filing,
    penalty_notice,
    penalty_publication,
    reconsideration,
    record,
    yearly_report,
)
from infra.replay.court import Court
from infra.replay.days import spans
from infra.replay.format import Case
from infra.replay.settings import SETTINGS, ReplaySettings
from infra.replay.verdict import Result, Ruling, most_severe, overall
from infra.replay.vocabulary import OF_ENFORCEMENT

# Events that are not here are judged by nothing but their own arithmetic.
_CHECKS: Mapping[str, Callable[[Court], list[Result]]] = {
    "consultation_opened": consultation.opened,
    "superior_law_in_force": consultation.new_law,
    "consultation_closed": consultation.closed,
    "opinions_collated": consultation.collated,
    "feedback_published": consultation.fed_back,
    "hearing_announced": hearing.announced,
    "registration_opened": hearing.registration_opened,
    "registration_closed": hearing.registration_closed,
    "participants_published": hearing.participants_published,
    "materials_served": hearing.materials_served,
    "hearing_scheduled": hearing.scheduled,
    "hearing_held": hearing.held,
    "risk_assessment_concluded": building.risk_concluded,
    "construction_started": building.construction_started,
    "catalogue_published": catalogue.published,
    "planned_decision": catalogue.planned,
    "review_applied": reconsideration.applied,
    "review_accepted": reconsideration.accepted,
    "review_extended": reconsideration.extended,
    "report_signed": yearly_report.signed,
    "report_published": yearly_report.published,
    "deadline_reached": deadlines.reached,
}
# A decision that a person asks to be reconsidered, or that a body takes, need not be a penalty: these hold only there.
_ENFORCEMENT: Mapping[str, Callable[[Court], list[Result]]] = {
    "violation_found": penalty_filing.found,
    "inspection": penalty_filing.found,
    "case_filed": penalty_filing.filed,
    "test_report_served": penalty_filing.evidence,
    "interview": penalty_filing.evidence,
    "party_statement_taken": penalty_filing.evidence,
    "stop_production_order": inquiry.stopped,
    "production_resumed": inquiry.resumed,
    "order_to_correct": inquiry.ordered,
    "recheck_passed": inquiry.rechecked,
    "notice_issued": penalty_notice.noticed,
    "notice_served": penalty_notice.noticed,
    "decision_made": penalty_decision.made,
    "decision_served": penalty_decision.served,
    "fine_collected": penalty_decision.collected,
    "party_learned_of_decision": penalty_decision.learned,
    "decision_published": penalty_publication.published,
    "decision_revoked_by_court": court_review.revoked,
    "appeal_accepted": court_review.appealed,
    "revocation_upheld": court_review.upheld,
}


@dataclass(frozen=True, slots=True)
class CaseRuling:
    """A case with one ruling per event, in order."""

    case: Case
    rulings: tuple[Ruling, ...]

    @property
    def overall(self) -> str:
        return overall(one.verdict for one in self.rulings)


def judge_cases(
    cases: Iterable[Case], disabled: frozenset[str] = frozenset(), settings: ReplaySettings = SETTINGS
) -> tuple[CaseRuling, ...]:
    """One ruling per event of every case; ``disabled`` rules are asked of nobody. The answer key is not looked at."""
    return tuple(_judge_case(case, disabled, settings) for case in cases)


def _judge_case(case: Case, disabled: frozenset[str], settings: ReplaySettings) -> CaseRuling:
    checks = {**_CHECKS, **_ENFORCEMENT} if case.procedure in OF_ENFORCEMENT else _CHECKS
    rulings = []
    for place in range(len(case.events)):
        events = case.events[: place + 1]
        court = Court(case, events, spans(events), disabled, settings)
        check = checks.get(court.event.name)
        rulings.append(
            most_severe([*(check(court) if check else ()), *record.sums(court), *record.hours(court)])
        )
    return CaseRuling(case, tuple(rulings))
