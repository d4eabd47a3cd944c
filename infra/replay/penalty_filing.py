"""立案: finding a violation in time, filing it soon, and taking evidence only afterwards."""

from __future__ import annotations

from datetime import date

from infra.replay.court import Candidate, Court, paper
from infra.replay.days import Span, pairs
from infra.replay.verdict import Result, Verdict
from states.dossier.enforcement_words import ViolationField
from states.law.conditions.published_penalty import FILING

# By these a body comes to know of a violation.
FOUND = ("clue_received", "inspection", "violation_found")


def found(court: Court) -> list[Result]:
    """Counted from the act to being found; five years where life or health is harmed, otherwise two."""
    places = court.earlier("violation_occurred")
    if not places:
        return []
    act, harmed = court.spans[places[0]], court.fact("life_safety_harm") is True
    candidates = [_found(start, end, harmed) for start, end in pairs(act, court.here)]
    certain, unknown = act.certain and court.here.certain, "违法行为发生的日期或者发现日期"
    if harmed:
        return court.check("E-FIL-03", *candidates, certain=certain, unknown=unknown)
    return court.check("E-FIL-02", *candidates, certain=certain, unknown=unknown)


def _found(ended_on: date, found_on: date, harmed: bool) -> Candidate:
    field = ViolationField.LIFE_SAFETY.value if harmed else None
    filing = paper(
        "filing_approval", found_on, ended_on=ended_on, found_on=found_on, field=field, harmful_result=harmed
    )
    return Candidate((filing,), Verdict.FLAG)


def filed(court: Court) -> list[Result]:
    """Market supervision has a period; elsewhere the law says only 及时, and the settings say when that is doubtful."""
    places = court.earlier(*FOUND)
    if not places:
        return []
    start = court.spans[places[-1]]
    dates, certain = pairs(start, court.here), start.certain and court.here.certain
    unknown = "发现违法行为的日期或者立案日期"
    results = court.check(
        "E-FIL-01#found", *(_soon(court, *one) for one in dates), certain=certain, unknown=unknown
    )
    if court.case.facts.get("field") == "market_supervision":
        results += court.check(
            "E-FIL-04", *(_in_term(court, *one) for one in dates), certain=certain, unknown=unknown
        )
    return results


def _soon(court: Court, found_on: date, filed_on: date) -> Candidate:
    most = court.settings.filing_workdays_max
    return Candidate(
        (paper(FILING, filed_on, found_on=found_on, filed_on=filed_on, workdays_max=most),), Verdict.WARN
    )


def _in_term(court: Court, found_on: date, filed_on: date) -> Candidate:
    extended = court.fact("extension_recorded") is True
    return Candidate(
        (paper("lead", found_on), paper("filing_approval", filed_on, extended=extended)), Verdict.FLAG
    )


def evidence(court: Court) -> list[Result]:
    """Evidence is taken in a case; before its filing that is an alarm."""
    if court.earlier("case_filed"):
        return []
    return court.check("E-FIL-01", Candidate((), Verdict.WARN, failed="调查取证之前没有立案的记录。"))


def first_known(court: Court) -> Span | None:
    """The first sign of the violation; where none was found, that of the act or its harm."""
    places = court.earlier(*FOUND) or court.earlier("accident", "violation_occurred")
    return court.spans[places[-1]] if places else None
