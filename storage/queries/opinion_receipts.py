"""The number under which somebody's opinion was received: made of the event that records it, and found again by it."""

from __future__ import annotations

import re

from storage.database import Database
from storage.queries.reading import look

MARKS = 10  # of the event's hash; whoever has the records can compare them
_NUMBER = re.compile(rf"YJ-([1-9][0-9]{{0,8}})-([0-9A-F]{{{MARKS}}})", re.ASCII)
ASKED = "SELECT e.hash FROM event e WHERE e.case_id = :case AND e.seq = :seq AND e.kind = 'opinion' AND e.act = 'receive'"


def receipt_number(seq: int, digest: str) -> str:
    return f"YJ-{seq}-{digest[:MARKS].upper()}"


def received(database: Database, case: str, number: str) -> bool:
    """Whether an opinion on this matter was received under this number."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return False
    seq = int(found[1])
    with look(database) as reader:
        row = reader.one(ASKED, {"case": case, "seq": seq})
    return row is not None and receipt_number(seq, row[0]) == number
