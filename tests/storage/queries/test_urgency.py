"""What waits for somebody is listed by urgency, page after page, with nothing lost or shown twice."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert

from storage.queries.worklist import worklist
from storage.tables import Timer
from tests.offices import Office
from tests.storage.queries.conftest import Looks

DUE = {"case-3": "2026-03-01", "case-1": "2026-02-01", "case-5": "2026-02-01"}
ORDER = ["case-5", "case-1", "case-3", "case-6", "case-4", "case-2"]  # the same day: the newer first; then those without


def test_by_the_first_deadline_then_by_age(office: Office, looks: Looks) -> None:
    for number in range(1, 7):
        office.open(f"case-{number}", title=f"事项第{number}号")
    with office.database.writing() as connection:
        for case, due in DUE.items():
            connection.execute(insert(Timer).values(
                id=f"t-{case}", case_id=case, name="planned_decision", label="计划", rule="D-LIA-03",
                due_on=date.fromisoformat(due), provisional=False, status="armed", generation=1,
            ))  # fmt: skip
    viewer, cursor, seen = looks("office"), None, []
    while True:
        page = worklist(office.database, viewer, date(2026, 1, 20), "mine", cursor=cursor, limit=2)
        seen += [row.id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ORDER
