"""全过程记录 and 事实清楚: what is asked of any event, whatever it is: sums that hold, and hours on a crowded day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from infra.replay import arithmetic
from infra.replay.court import Candidate, Court, paper
from infra.replay.verdict import Result, Verdict
from infra.replay.vocabulary import Procedure
from states.dossier.enforcement_words import CaseProposal
from states.dossier.model import Entry
from states.law.conditions.published_penalty import DAY

# Sums of other procedures are flagged as well, but no catalogued rule says so.
_FACTS_MUST_BE_CLEAR = (Procedure.PENALTY, Procedure.LITIGATION)


def sums(court: Court) -> list[Result]:
    """Every printed sum that does not hold."""
    wrong = [f"算式{expression}与公布的{printed}不符。" for expression, printed in _wrong(court)]
    if court.case.procedure not in _FACTS_MUST_BE_CLEAR:
        return [Result(Verdict.FLAG, "", one) for one in wrong]
    failed = "".join(wrong)
    report = Candidate((report_of(court.day, clear=False),), Verdict.FLAG, failed=failed)
    return court.check("E-INV-06", report) if wrong else []


def _wrong(court: Court) -> Iterator[tuple[str, int | Decimal]]:
    lines = court.fact("arithmetic")
    for line in lines if isinstance(lines, list) else ():
        if not isinstance(line, dict):
            continue
        expression, printed = str(line.get("expr")), line.get("equals")
        if isinstance(printed, int | Decimal) and not arithmetic.holds(expression, printed):
            yield expression, printed


def report_of(on: date, *, clear: bool) -> Entry:
    """The end of an inquiry that goes on to a penalty, with facts that are clear or not."""
    return paper(
        "investigation_report",
        on,
        proposal=CaseProposal.PENALTY.value,
        facts_clear=clear,
        evidence_sufficient=True,
    )


def hours(court: Court) -> list[Result]:
    """From the third event of a penalty case on one day on, the record has to show the hours."""
    if court.case.procedure is not Procedure.PENALTY or not _exact(court, -1):
        return []
    same = [
        place
        for place in range(len(court.events))
        if _exact(court, place) and court.spans[place].first == court.here.first
    ]
    crowded = paper(DAY, court.day, steps=len(same), show_from=court.settings.events_on_one_day)
    return court.check("E-AUT-17#hours", Candidate((crowded,), Verdict.WARN))


def _exact(court: Court, place: int) -> bool:
    """A day of its own that an act fell on; the calendar is no act."""
    event = court.events[place]
    known = event.on is not None and event.facts.get("date_precision", "day") == "day"
    return known and court.spans[place].exact and event.name != "deadline_reached"
