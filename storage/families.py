"""Matters that belong together: the one above, read for the one below, and the evaluations below a decision."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from states.dossier.model import AS_WRITTEN, Dossier, EvaluationMatter, Names, OpinionCounts, Part, in_place
from states.dossier.vocabulary import Confidentiality, Role
from storage import statements
from storage.reviving import as_date, as_moment, revive_entry

Run = Callable[[str, Mapping[str, Any]], Any]

APPROVED = "ev_closed"
_MATTER = """SELECT c.id, c.number, c.procedure, c.title, c.office_id, c.body_id, c.confidentiality, c.law_as_of, c.overlays,
 c.configuration, c.version, c.parts, c.parent_id, c.entered FROM case_file c WHERE c.id = :case"""
_ENTRIES = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case ORDER BY e.seq, e.place"
_COUNTS = f"SELECT {statements.COUNTS} FROM opinion_count o WHERE o.case_id = :case"
_EVALUATIONS = """SELECT c.id, c.number, c.opened_at, c.ended, c.stage FROM case_file c
 WHERE c.parent_id = :case AND c.procedure = 'evaluation' ORDER BY c.opened_at, c.id"""
_REPORTS = """SELECT e.fields FROM entry e WHERE e.case_id = :case AND e.kind = 'evaluation_report' AND NOT EXISTS (
 SELECT 1 FROM entry n WHERE n.case_id = e.case_id AND n.supersedes = e.id) ORDER BY e.seq DESC, e.place DESC"""


def matter(run: Run, case: str, *, tail: str = "", names: Names = AS_WRITTEN) -> Dossier | None:
    """A matter as the core sees it, with its evaluations; ``tail``: how its row is to be locked."""
    row = run(_MATTER + tail, {"case": case}).first()
    if row is None:
        return None
    counts = run(_COUNTS, {"case": case}).first()
    return Dossier(
        id=row[0], number=row[1], procedure=row[2], title=row[3], office=row[4], body=row[5],
        confidentiality=Confidentiality(row[6]), law_as_of=as_date(row[7]), overlays=tuple(json.loads(row[8])),
        configuration=tuple(json.loads(row[9])), version=row[10],
        entries=in_place(revive_entry(tuple(one)) for one in run(_ENTRIES, {"case": case}).all()),
        parts=tuple(Part(person, Role(role), employer) for person, role, employer in json.loads(row[11])),
        opinions=OpinionCounts(*counts) if counts else OpinionCounts(), parent=row[12],
        entered={state: date.fromisoformat(day) for state, day in json.loads(row[13]).items()},
        evaluations=evaluations(run, case), names=names,
    )  # fmt: skip


def evaluations(run: Run, case: str) -> tuple[EvaluationMatter, ...]:
    """The evaluation matters below a decision, in the order in which they were opened."""
    found = run(_EVALUATIONS, {"case": case}).all()
    return tuple(
        EvaluationMatter(row[1], as_moment(row[2]), bool(row[3]), _result(run, row[0]) if row[4] == APPROVED else "") for row in found
    )


def _result(run: Run, case: str) -> str:
    report = run(_REPORTS, {"case": case}).first()
    return str(json.loads(report[0])["result"]) if report else ""
