"""计时: the legal clock set against a dossier: which entries are its records, when it is due, whether it stands still.

One way of counting for the stored timers, the gates and the pages: ``reckon`` is asked by all of them.
"""

from __future__ import annotations

from states.law.timekeeping.filing import Count, Filed, count_from, records_of, was_touched
from states.law.timekeeping.limits import (
    consultation_end,
    decision_limit,
    evaluation_limit,
    execution_limit,
    review_complete,
)
from states.law.timekeeping.reckoning import Held, Reckoning, admitted, law_of, reckon, start_of
from states.law.timekeeping.terms import FiledTerms, Source, asking_kinds, filed_terms, shipped_terms

__all__ = [
    "Count",
    "Filed",
    "FiledTerms",
    "Held",
    "Reckoning",
    "Source",
    "admitted",
    "asking_kinds",
    "consultation_end",
    "count_from",
    "decision_limit",
    "evaluation_limit",
    "execution_limit",
    "filed_terms",
    "law_of",
    "reckon",
    "records_of",
    "review_complete",
    "shipped_terms",
    "start_of",
    "was_touched",
]
