"""Evaluation matters whose report is being written, and what their drafts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from storage import families, register
from storage.database import Database
from storage.documents.evaluation_draft import draft
from storage.documents.official import Official
from storage.driver_sql import run

BATCH = 100
_REPORTING = """SELECT c.id FROM case_file c WHERE c.procedure = 'evaluation' AND c.stage = 'ev_reporting' AND c.id > :after
 ORDER BY c.id LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be filed and the names of the materials that the matter has already."""

    document: Official
    filed: frozenset[str]


def reporting(database: Database, after: str = "", limit: int = BATCH) -> list[str]:
    """Evaluations at the stage of their report, in the order of their ids."""
    with database.reading() as connection:
        return [row[0] for row in run(database, connection, _REPORTING, {"after": after, "limit": limit})]


def drafted(database: Database, case: str) -> Draft | None:
    """The draft as the two files give it now; None when the matter or the one above it is gone."""
    with database.reading() as connection:
        ask = partial(run, database, connection)
        evaluation = families.matter(ask, case, names=register.names(database, connection))
        above = families.matter(ask, evaluation.parent) if evaluation else None
        if evaluation is None or above is None:
            return None
        filed = {row[0] for row in ask("SELECT name FROM material WHERE case_id = :case", {"case": case})}
        return Draft(draft(evaluation, above), frozenset(filed))
