"""Matters as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from states.dossier.vocabulary import Confidentiality
from states.procedures.catalogue import PROCEDURES
from storage.queries.chips import chips_of
from storage.queries.models import CaseRow
from storage.queries.reading import Reader
from storage.reviving import as_moment

COLUMNS = """c.id, c.number, c.title, c.procedure, c.stage, c.office_id, c.confidentiality, c.version, c.ended,
 c.updated_at, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id) AS office_name"""


def case_rows(reader: Reader, found: Iterable[Any], today: date) -> tuple[CaseRow, ...]:
    """From rows that begin with ``COLUMNS``; each gets its nearest clock."""
    found = tuple(found)
    chips = chips_of(reader, (row[0] for row in found), today)
    return tuple(_row(row).model_copy(update={"deadline": chips.get(row[0])}) for row in found)


def _row(row: Any) -> CaseRow:
    plan = PROCEDURES[row[3]]
    return CaseRow(
        id=row[0], number=row[1], title=row[2], procedure=row[3], procedure_label=plan.label, stage=row[4],
        stage_label=plan.label_of(row[4]), office=row[5], office_name=row[10], confidentiality=row[6],
        confidentiality_label=Confidentiality(row[6]).label, version=row[7], ended=bool(row[8]),
        updated_at=as_moment(row[9]),
    )  # fmt: skip
