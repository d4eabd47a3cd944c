"""法定期限: until when the party may still seek reconsideration or sue, as far as the file can tell (行政强制法 art. 53).

Normally the later of the sixty days for reconsideration (REC art. 20(1)) and the six months to sue (LIT art. 46(1)).
A penalty made on the spot goes to reconsideration first (REC art. 23(1)(1)), so only the sixty days count. A clause
that is missing or names less time was no telling: the period is then up to a year (REC art. 20(3), LITI art. 64),
and the whole year is waited for. A longer time that was named is kept. After a reconsideration there are fifteen
days more to sue (LIT art. 45).
"""

from __future__ import annotations

from datetime import date, timedelta

from states.dossier.enforcement_words import RemedyKind
from states.dossier.model import Dossier, Entry
from states.law.conditions.implementing_facts import SUMMARY, decision, remedy_spans, served, since_decision
from states.law.effects import effect
from states.law.legal_day import add_months
from states.law.requirement import Moment


def remedy_end(dossier: Dossier, moment: Moment) -> date | None:
    """The last day of the remedy period; None where nothing was served. Pending remedies are asked for apart."""
    made, received = decision(dossier), served(dossier)
    if made is None or received is None:
        return None
    ends = [_review_end(made, received, moment)]
    if made.kind != SUMMARY:
        ends.append(_suit_end(made, received, moment))
    after = moment.law.period("E-CRT-02", "after_review")
    reviewed = (span.last for kind, span in remedy_spans(dossier) if kind == RemedyKind.REVIEW)
    last = max(*ends, *(after.due(day, moment.law.calendar).on for day in reviewed if day is not None), date.min)
    return _without_paused_days(dossier, moment, received, last)


@effect("E-CNT-13")
def _without_paused_days(dossier: Dossier, moment: Moment, received: date, last: date) -> date:
    """The period longer by each day on which emergency measures kept the party from its remedies (EMER art. 13).

    Days that fall into what is added count again; a pause that has not ended runs on with today.
    """
    if not moment.law.applies("E-CNT-13"):
        return last
    spans = [(one.on, one.day("until") or moment.today) for one in since_decision(dossier, "remedy_paused")]
    paused = {date.fromordinal(number) for first, end in spans for number in range(first.toordinal(), end.toordinal() + 1)}
    end, missed = last, 0
    while (now := sum(received < one <= end for one in paused)) > missed:
        missed, end = now, last + timedelta(days=now)
    return moment.law.calendar.next_workday(end) if missed else last


def _review_end(made: Entry, received: date, moment: Moment) -> date:
    period, cal = moment.law.period("E-REM-01"), moment.law.calendar
    told = made.number("review_days")
    first_told = made.kind != SUMMARY or made.flag("review_first")  # REC art. 23(2): that it comes first must be told
    if told < period.n or not made.text("review_body") or not first_told:
        return _untold(received, moment)
    return max(period.due(received, cal).on, cal.next_workday(received + timedelta(days=told)))


def _suit_end(made: Entry, received: date, moment: Moment) -> date:
    period, cal = moment.law.period("E-CRT-02", "suit"), moment.law.calendar
    told = made.number("suit_months")
    if told < period.n or not made.text("court"):
        return _untold(received, moment)
    return max(period.due(received, cal).on, cal.next_workday(add_months(received, told)))


def _untold(received: date, moment: Moment) -> date:
    return moment.law.period("E-CRT-02", "untold").due(received, moment.law.calendar).on


def sued(dossier: Dossier) -> bool:
    """Whether the party went to court: then a judgment is executed, not the decision (COE art. 53)."""
    return any(kind == RemedyKind.SUIT for kind, _ in remedy_spans(dossier))
