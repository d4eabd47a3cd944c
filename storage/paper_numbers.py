"""文号: 〔年〕n号 of issued papers, by body, mark and year; taken in the transaction of the act, so that none is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from states.casework.events import Outcome
from storage.documents.enforcement.marks import MARKS

Run = Callable[[str, Mapping[str, Any]], Any]

ISSUING = ("step", "entry")  # a correction keeps the number of what it corrects
_TAKE = """INSERT INTO paper_series (body_id, mark, year, next) VALUES (:body, :mark, :year, 2)
 ON CONFLICT (body_id, mark, year) DO UPDATE SET next = paper_series.next + 1 RETURNING next - 1"""
_KEEP = "INSERT INTO paper_number (entry_id, case_id, number, event_seq) VALUES (:entry, :case, :number, :seq)"
_OF = "SELECT entry_id, number FROM paper_number WHERE case_id = :case"
_FIXED = "SELECT paper, entry_id, form, digest FROM fixed_paper WHERE case_id = :case"


def issue(run: Run, body: str, case: str, seq: int, outcome: Outcome) -> dict[str, str]:
    """Numbers for the papers that this act issues: entry -> number.

    The year is that of the day the paper bears. The row of the series stays locked until the act is committed: whoever
    issues the next one waits, and what is rolled back gives its number back.
    """
    issued: dict[str, str] = {}
    for entry in outcome.entries if outcome.kind in ISSUING else ():
        mark = MARKS.get(entry.kind, "")
        if mark and not entry.supersedes:
            place = run(_TAKE, {"body": body, "mark": mark, "year": entry.on.year}).scalar_one()
            issued[entry.id] = f"{mark}〔{entry.on.year}〕{place}号"
            run(_KEEP, {"entry": entry.id, "case": case, "number": issued[entry.id], "seq": seq})
    return issued


def numbers(run: Run, case: str) -> dict[str, str]:
    """The numbers of a matter's papers by the entries they document."""
    return {row[0]: row[1] for row in run(_OF, {"case": case}).all()}


def fixed(run: Run, case: str) -> dict[tuple[str, str, str], str]:
    """The signed-off files of a matter: (paper, entry, form) -> digest."""
    return {(row[0], row[1], row[2]): row[3] for row in run(_FIXED, {"case": case}).all()}
