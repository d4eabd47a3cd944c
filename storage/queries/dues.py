"""缴款: the account of a matter as the core reckons it, for whoever may see the matter; and the payments behind it."""

from __future__ import annotations

from datetime import date

from states.law.conditions.implementing_facts import DECISIONS
from states.law.dues import Dues, dues
from states.procedures.implementing import PERFORMANCE_STEPS
from storage.database import Database
from storage.queries.dossiers import open_seen
from storage.queries.models import CaseView, StepView, Viewer
from storage.queries.reading import look
from storage.queries.steps import steps

PAPERS = ("payment", "deferral", "late_fine", "remedy_filed", "remedy_ended", "execution_agreement")  # what changes the account


def has_dues(case: CaseView) -> bool:
    """Whether there is a decision that may ask for money."""
    return any(one.kind in DECISIONS for one in case.entries)


def dues_of(database: Database, viewer: Viewer, today: date, case: str) -> Dues | None:
    """The account as it stands; None where no money is asked for; NotFound when the viewer may not see the matter."""
    with look(database) as reader:
        seen = open_seen(reader, viewer, today, case)
        return dues(seen.in_order, seen.moment)


def money_steps(database: Database, viewer: Viewer, today: date, case: str) -> tuple[StepView, ...]:
    """The steps of performance that the viewer may take now."""
    named = {one.name for one in PERFORMANCE_STEPS}
    return tuple(one for one in steps(database, viewer, today, case) if one.name in named and one.available_now and one.permitted)
