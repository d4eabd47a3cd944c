"""The last days that gates and pages ask for by name; counted by the same clock as the stored timers."""

from __future__ import annotations

from datetime import date

from states.dossier.model import Dossier, Entry
from states.law.requirement import Moment
from states.law.timekeeping.filing import Count, count_from
from states.law.timekeeping.reckoning import Reckoning, reckon
from states.law.timekeeping.terms import filed_terms


def execution_limit(dossier: Dossier, moment: Moment) -> date | None:
    """The day until which the decision is to be executed, days of suspension left out (L713 arts. 34, 37)."""
    assignment = dossier.last("execution_assignment")
    return _fixed("execution", "D-EXE-05", assignment, "execute_by", dossier, moment)


def consultation_end(dossier: Dossier, moment: Moment) -> date | None:
    """The last day of the consultation that was opened last, as announced or lengthened (L713 art. 15(1))."""
    notice = dossier.last("consultation_notice")
    return _fixed("consultation_closes", "D-PUB-06", notice, "closes_on", dossier, moment)


def evaluation_limit(dossier: Dossier, moment: Moment) -> date | None:
    """The day until which the evaluation is to be finished, as fixed or lengthened (L713 art. 36)."""
    start = dossier.last("evaluation_start")
    return _fixed("evaluation_due", "D-EVA-01", start, "finish_by", dossier, moment)


def review_complete(dossier: Dossier, moment: Moment) -> date | None:
    """The day on which the reviewer has had the time of L713 art. 26(2); None while papers are lacking."""
    receipt = dossier.last("review_receipt")
    terms = filed_terms("review_floor", moment.law.as_of)
    if receipt is None or terms is None:
        return None
    entry = count_from(terms, dossier, receipt)
    found = reckon(terms, Count("D-LEG-07", entry, entry.on), dossier, moment)
    return found.due if found and found.held is None else None


def decision_limit(dossier: Dossier, moment: Moment, rule: str, clock: str) -> date | None:
    """The last day for the penalty decision by that rule and the terms of its sector; None before the case is filed."""
    filed = dossier.last("filing_approval")
    if filed is None:
        return None
    terms = filed_terms(clock, moment.law.as_of) if clock else None
    if terms is None:
        return moment.law.period(rule).due(filed.on, moment.law.calendar).on
    found = reckon(terms, Count(rule, filed, filed.on), dossier, moment)
    return found.due if found else None


def _fixed(key: str, rule: str, entry: Entry | None, field: str, dossier: Dossier, moment: Moment) -> date | None:
    ends_on = entry.day(field) if entry else None
    terms = filed_terms(key, moment.law.as_of)
    if entry is None or ends_on is None or terms is None:
        return ends_on
    found: Reckoning | None = reckon(terms, Count(rule, entry, entry.on, ends_on), dossier, moment)
    return found.due if found else ends_on
