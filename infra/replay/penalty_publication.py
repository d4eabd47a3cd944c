"""执法结果公示: posted in time after the decision; a decision without a day is judged by the days it may have had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from infra.replay import deadlines, penalty_notice
from infra.replay.court import Candidate, Court, paper
from infra.replay.days import NEVER_BEFORE, Span, pairs
from infra.replay.verdict import Result, Verdict
from infra.replay.vocabulary import Procedure

_MADE, _ORDERED, _CALENDAR = "decision_made", "order_to_correct", "deadline_reached"
_UNKNOWN = "决定日期或者公示日期"


def published(court: Court) -> list[Result]:
    if court.case.procedure is Procedure.CORRECTIVE_ORDER:
        return _order_posted(court)
    place = next(iter(court.earlier(_MADE)), None)
    if place is not None and _on_a_day(court, place):
        return _posted(court, court.spans[place])
    decided = _between(court, place)
    return [
        *_posted(court, decided),
        *deadlines.time_limit(court, decided),
        *penalty_notice.window(court, decided),
    ]


def _on_a_day(court: Court, place: int) -> bool:
    event = court.events[place]
    return event.on is not None and event.facts.get("date_precision", "day") == "day"


def _between(court: Court, recorded: int | None) -> Span:
    """Between the last event before (the calendar is none) and this one, as far as a coarse date does not say more."""
    before = [place for place in range(len(court.events) - 1) if court.events[place].name != _CALENDAR]
    here = court.here
    last = court.spans[before[-1]] if before else Span(NEVER_BEFORE, here.last)
    certain = last.certain and here.certain
    found = Span(min(last.first, here.last), here.last, certain)
    if recorded is None:
        return found
    told = court.spans[recorded]
    first, end = max(found.first, told.first), min(found.last, told.last)
    return (
        Span(first, end, certain and told.certain)
        if first <= end
        else replace(told, certain=certain and told.certain)
    )


def _posted(court: Court, decided: Span) -> list[Result]:
    field, certain = court.case.facts.get("field"), decided.certain and court.here.certain
    candidates = [
        Candidate((paper("penalty_decision", start), paper("result_publication", end)), _late(court))
        for start, end in pairs(decided, court.here)
    ]
    if field == "market_supervision":
        return court.check("E-PBL-07", *candidates, certain=certain, unknown=_UNKNOWN)
    results = court.check("E-PBL-01", *candidates, certain=certain, unknown=_UNKNOWN)
    if field == "work_safety":
        results += court.check("E-PBL-03", *candidates, certain=certain, unknown=_UNKNOWN)
    return results


def _late(court: Court) -> Verdict:
    """What was seen on a day may have been posted long before."""
    return Verdict.WARN if court.fact("date_basis") == "seen_by" else Verdict.FLAG


def _order_posted(court: Court) -> list[Result]:
    """An order to correct is no penalty: it is posted as another result of enforcement."""
    place = next(iter(court.earlier(_ORDERED)), None)
    ordered = _between(court, None) if place is None else court.spans[place]
    candidates = [_other_result(court, *one) for one in pairs(ordered, court.here)]
    certain = ordered.certain and court.here.certain
    return court.check("E-PBL-02", *candidates, certain=certain, unknown="责令改正的日期或者公示日期")


def _other_result(court: Court, ordered_on: date, posted_on: date) -> Candidate:
    """On file as what an inspection came to, which is where such a result stands."""
    return Candidate((paper("site_record", ordered_on), paper("result_publication", posted_on)), _late(court))
