"""Judges the cases of a replay file, event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from infra.replay import (
    arithmetic,
    building,
    catalogue,
    consultation,
    hearing,
    reconsideration,
    yearly_report,
)
from infra.replay.court import Court
from infra.replay.days import spans
from infra.replay.format import Case, Event
from infra.replay.settings import SETTINGS, ReplaySettings
from infra.replay.verdict import Result, Ruling, Verdict, most_severe, overall
from infra.replay.vocabulary import JUDGED

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
    "deadline_reached": yearly_report.deadline_reached,
}
_NOT_JUDGED = Ruling(Verdict.NOT_JUDGED, (), ("该程序的规则尚未纳入，本事件未判定。",))


@dataclass(frozen=True, slots=True)
class CaseRuling:
    """A case with one ruling per event, in order."""

    case: Case
    rulings: tuple[Ruling, ...]

    @property
    def judged(self) -> bool:
        return self.case.procedure in JUDGED

    @property
    def overall(self) -> str:
        return overall(one.verdict for one in self.rulings) if self.judged else Verdict.NOT_JUDGED.value


def judge_cases(
    cases: Iterable[Case], disabled: frozenset[str] = frozenset(), settings: ReplaySettings = SETTINGS
) -> tuple[CaseRuling, ...]:
    """One ruling per event of every case; ``disabled`` rules are asked of nobody. The answer key is not looked at."""
    return tuple(_judge_case(case, disabled, settings) for case in cases)


def _judge_case(case: Case, disabled: frozenset[str], settings: ReplaySettings) -> CaseRuling:
    if case.procedure not in JUDGED:
        return CaseRuling(case, (_NOT_JUDGED,) * len(case.events))
    rulings = []
    for place in range(len(case.events)):
        events = case.events[: place + 1]
        court = Court(case, events, spans(events), disabled, settings)
        check = _CHECKS.get(court.event.name)
        rulings.append(most_severe([*(check(court) if check else ()), *_sums(court.event)]))
    return CaseRuling(case, tuple(rulings))


def _sums(event: Event) -> Iterable[Result]:
    lines = event.facts.get("arithmetic")
    for line in lines if isinstance(lines, list) else ():
        if not isinstance(line, dict):
            continue
        expression, printed = str(line.get("expr")), line.get("equals")
        if isinstance(printed, int | Decimal) and not arithmetic.holds(expression, printed):
            yield Result(Verdict.FLAG, "", f"算式{expression}与公布的{printed}不符。")
