"""行政复议: application, admission, extension and hearing of a reconsideration."""

from __future__ import annotations

from datetime import date

from infra.replay.court import Candidate, Court, on_day, paper
from infra.replay.days import NEVER_BEFORE, Span, pairs
from infra.replay.verdict import Result, Verdict
from states.law.conditions.reconsideration import ADMISSION, APPLICATION, EXTENSION, HEARING

# By these a person learns of the act; nobody applies, and nothing is accepted, before.
_LEARNED = ("decision_served", "party_learned_of_decision")
_ONLY_MADE = "自作出决定之日起已超过申请期限，但知道该行政行为的日期可能较晚，需人工核对。"
_MADE, _APPLIED, _ACCEPTED = "decision_made", "review_applied", "review_accepted"


def applied(court: Court) -> list[Result]:
    """Counted from the day of knowledge; the day of the decision stands in for it, but alone proves no lateness."""
    known, fails = _knowledge(court)
    failed = "" if fails is Verdict.FLAG else _ONLY_MADE
    candidates = [
        Candidate((paper(APPLICATION, end, knew_on=start, applied_on=end),), fails, failed=failed)
        for start, end in pairs(known, court.here)
    ]
    certain = known.certain and court.here.certain
    return court.check("E-REM-01", *candidates, certain=certain, unknown="知道行政行为的日期或者申请日期")


def _knowledge(court: Court) -> tuple[Span, Verdict]:
    if knew_on := court.fact_day("knew_on"):
        return on_day(knew_on), Verdict.FLAG
    for name in _LEARNED:
        if places := court.earlier(name):
            return court.spans[places[0]], Verdict.FLAG
    if places := court.earlier(_MADE):
        return court.spans[places[0]], Verdict.WARN
    return Span(NEVER_BEFORE, court.here.last), Verdict.FLAG


def accepted(court: Court) -> list[Result]:
    application = _step(court, _APPLIED, after=(_MADE, *_LEARNED))
    candidates = [
        Candidate((paper(ADMISSION, end, applied_on=start, accepted_on=end),), Verdict.FLAG)
        for start, end in pairs(application, court.here)
    ]
    certain = application.certain and court.here.certain
    return court.check("E-REM-05", *candidates, certain=certain, unknown="收到申请的日期或者受理日期")


def extended(court: Court) -> list[Result]:
    """Where the length is not known it may be any, so the shortest and one too long speak for all."""
    admission = _step(court, _ACCEPTED, after=(_MADE, *_LEARNED, _APPLIED))
    days, longest = court.count("extended_days"), court.law("E-REM-09").period("E-REM-09", "extension").n
    lengths = (days,) if days is not None else (1, longest + 1)
    candidates = [
        _extension(court, start, end, length)
        for start, end in pairs(admission, court.here)
        for length in lengths
    ]
    certain = admission.certain and court.here.certain
    return court.check("E-REM-09", *candidates, certain=certain, unknown="受理日期、延期日期或者延长日数")


def _extension(court: Court, accepted_on: date, extended_on: date, days: int) -> Candidate:
    earlier = len(court.earlier("review_extended"))
    extension = paper(
        EXTENSION, extended_on, accepted_on=accepted_on, extended_on=extended_on, days=days, earlier=earlier
    )
    return Candidate((extension,), Verdict.FLAG)


def heard(court: Court) -> list[Result]:
    """Any day up to the hearing where the notice is not shown; only the record shows that it was early enough."""
    notified_on = court.fact_day("hearing_notice_served_on")
    notice = on_day(notified_on) if notified_on else Span(NEVER_BEFORE, court.here.last)
    candidates = [
        Candidate((paper(HEARING, end, notified_on=start, held_on=end),), Verdict.FLAG)
        for start, end in pairs(notice, court.here)
    ]
    return court.check(
        "E-REM-11", *candidates, certain=court.here.certain, unknown="听证通知日期或者听证日期"
    )


def _step(court: Court, name: str, after: tuple[str, ...]) -> Span:
    """The day of an earlier step; one that is not listed lies anywhere behind what must come before it."""
    if places := court.earlier(name):
        return court.spans[places[0]]
    before = [court.spans[place] for place in court.earlier(*after)]
    first = max((one.first for one in before if one.certain), default=NEVER_BEFORE)
    return Span(min(first, court.here.last), court.here.last)
