"""The number under which somebody's opinion was received: made of the event that records it, and found again by it."""

from __future__ import annotations

import json
import re

from storage.database import Database
from storage.queries.reading import Reader, containing, look

MARKS = 10  # of the event's hash; whoever has the records can compare them
_NUMBER = re.compile(rf"YJ-([1-9][0-9]{{0,8}})-([0-9A-F]{{{MARKS}}})", re.ASCII)
UNDER = """SELECT e.case_id, e.body FROM event e WHERE e.kind = 'opinion' AND e.seq = :seq AND e.hash >= :low AND e.hash < :high
 AND e.act = 'receive'"""
OF_CASE = """SELECT e.seq, e.hash FROM event e WHERE e.case_id = :case AND e.kind = 'opinion' AND e.act = 'receive'
 AND e.body LIKE :marked ESCAPE '!'"""
ASKED = "SELECT e.hash FROM event e WHERE e.case_id = :case AND e.seq = :seq AND e.kind = 'opinion' AND e.act = 'receive'"


def receipt_number(seq: int, digest: str) -> str:
    return f"YJ-{seq}-{digest[:MARKS].upper()}"


def opinion_under(reader: Reader, number: str) -> tuple[str, str]:
    """The matter and the first version of the opinion that was received under this number; empty when there is none."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return "", ""
    low = found[2].lower()
    row = reader.one(UNDER, {"seq": int(found[1]), "low": low, "high": f"{low}g"})
    return (row[0], json.loads(row[1])["note"]["id"]) if row else ("", "")


def number_of(reader: Reader, case: str, root: str) -> str:
    """The number under which the first version of an opinion was received."""
    rows = reader.all(OF_CASE, {"case": case, "marked": containing(f'"id":"{root}"')})
    return next((receipt_number(row[0], row[1]) for row in rows), "")


def received(database: Database, case: str, number: str) -> bool:
    """Whether an opinion on this matter was received under this number."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return False
    seq = int(found[1])
    with look(database) as reader:
        row = reader.one(ASKED, {"case": case, "seq": seq})
    return row is not None and receipt_number(seq, row[0]) == number
