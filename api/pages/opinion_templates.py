"""Templates of review opinions with the matter's own facts put in. They fill blank fields and decide nothing."""

from __future__ import annotations

from datetime import date

from states.law.day_lines import chinese_date
from states.procedures.catalogue import PROCEDURES
from states.procedures.opinion_templates import FACTS, Template
from storage.people import SignedIn
from storage.queries.models import CaseView

OPEN = "〔待填〕"  # what is not on file


def filled(template: Template, case: CaseView, desk: SignedIn, today: date) -> dict[str, str]:
    """The template's fields with the facts of the matter; what is not on file is left to be filled in, and says so."""
    facts = {
        "title": case.row.title, "number": case.row.number, "office": case.row.office_name, "body": PROCEDURES[case.row.procedure].agency, "me": desk.name,
        "own_office": desk.office_name, "today": today.isoformat(), **{name: _on_file(case, places) for name, places in FACTS.items()},
    }  # fmt: skip
    return {name: text.format_map(facts) for name, text in template.texts.items()}


def _on_file(case: CaseView, places: tuple[tuple[str, str], ...]) -> str:
    """The day that the newest of these papers tells."""
    told = (
        field.value for entry in reversed(case.entries) if not entry.superseded_by
        for kind, name in places if entry.kind == kind for field in entry.fields if field.name == name
    )  # fmt: skip
    day = next(told, None)
    if day is None:
        return OPEN
    return chinese_date(day if isinstance(day, date) else date.fromisoformat(str(day)))
