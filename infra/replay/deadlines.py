"""办案期限: the time limit of the field for a penalty decision, and what the calendar says of it."""

from __future__ import annotations

from datetime import date

from infra.replay import yearly_report
from infra.replay.court import Candidate, Court, paper
from infra.replay.days import NEVER_BEFORE, Span, pairs, split
from infra.replay.penalty_filing import first_known
from infra.replay.verdict import Result, Verdict
from infra.replay.vocabulary import OF_ENFORCEMENT
from states.law.conditions.published_penalty import EXTENDED

Dates = list[tuple[date, date]]  # of filing and of the decision
_FILED, _PENALTY = "case_filed", "penalty_decision"
_DONE = ("decision_made", "decision_served", "decision_published")
_UNKNOWN = "立案日期、决定日期或者延期情况"


def reached(court: Court) -> list[Result]:
    """Set by the calendar. What is not shown to be done raises an alarm with the period's rule."""
    if court.fact("period") != _PENALTY:
        return yearly_report.deadline_reached(court)
    done = court.fact("done_shown")
    if court.case.procedure not in OF_ENFORCEMENT or done is True or (done is None and court.earlier(*_DONE)):
        return []
    # Decided on that very day it would be in time, at any later time it would not.
    days = [part.last for part in split(court.here, _turns(court))]
    dates = [(filed_on, day) for day in days for filed_on in (day, NEVER_BEFORE)]
    return _limit(court, dates, unknown="是否已经作出决定")


def _turns(court: Court) -> tuple[date, ...]:
    return (*court.turns("E-DEC-01"), *court.turns("E-DEC-04"))


def time_limit(court: Court, decided: Span) -> list[Result]:
    """From the filing to the decision; where the filing is not recorded it lies between the finding and the decision."""
    start, parts = _start(court, decided), split(decided, _turns(court))
    possible = [one for one in parts if start.first <= one.last] or parts
    dates = [both for one in possible for both in pairs(start, one)]
    return _limit(court, dates, certain=start.certain and decided.certain)


def _start(court: Court, decided: Span) -> Span:
    if places := court.earlier(_FILED):
        return court.spans[places[0]]
    known = first_known(court)
    if known is None:
        return Span(NEVER_BEFORE, decided.last)
    return Span(min(known.first, decided.last), decided.last, known.certain)


def _limit(court: Court, dates: Dates, *, certain: bool = True, unknown: str = _UNKNOWN) -> list[Result]:
    field = court.case.facts.get("field")
    if field == "market_supervision":
        return _market(court, dates, certain, unknown)
    if field != "work_safety":
        return court.check("E-DEC-01", *map(_decided, dates), certain=certain, unknown=unknown)
    old = [one for one in dates if court.applies("E-DEC-04", one[1])]
    new = [one for one in dates if one not in old]
    if any(court.kept("E-DEC-01", _decided(one)) for one in new) or any(_old_kept(court, one) for one in old):
        old, new = (
            (dates if old else []),
            (dates if new else []),
        )  # one of them may be right: neither is a breach
    results = _old(court, old, certain, unknown) if old else []
    return results + (
        court.check("E-DEC-01", *map(_decided, new), certain=certain, unknown=unknown) if new else []
    )


def _market(court: Court, dates: Dates, certain: bool, unknown: str) -> list[Result]:
    if _is_extended(court):
        return court.check(
            "E-DEC-02#extended", *(_longer(one) for one in dates), certain=certain, unknown=unknown
        )
    return court.check("E-DEC-02", *map(_decided, dates), certain=certain, unknown=unknown)


def _old(court: Court, dates: Dates, certain: bool, unknown: str) -> list[Result]:
    if _is_extended(court):
        return court.check("E-DEC-04#extended", *_by_whom(dates), certain=certain, unknown=unknown)
    return court.check("E-DEC-04", *map(_decided, dates), certain=certain, unknown=unknown)


def _old_kept(court: Court, one: tuple[date, date]) -> bool:
    if _is_extended(court):
        return any(court.kept("E-DEC-04#extended", longer) for longer in _by_whom([one]))
    return court.kept("E-DEC-04", _decided(one))


def _by_whom(dates: Dates) -> list[Candidate]:
    """A record of the extension does not say who gave it: the head, or the superior for longer."""
    return [_longer(one, by) for one in dates for by in ("head", "superior")]


def _is_extended(court: Court) -> bool:
    """Recorded with the decision; the extension of a filing is another one."""
    return court.event.name == "decision_made" and court.fact("extension_recorded") is True


def _decided(dates: tuple[date, date]) -> Candidate:
    filed_on, decided_on = dates
    papers = (paper("filing_approval", filed_on), paper("penalty_decision", decided_on))
    return Candidate(papers, Verdict.FLAG, act_on=decided_on)


def _longer(dates: tuple[date, date], by: str | None = None) -> Candidate:
    filed_on, decided_on = dates
    extended = paper(EXTENDED, decided_on, filed_on=filed_on, decided_on=decided_on, by=by)
    return Candidate((extended,), Verdict.FLAG, act_on=decided_on)
