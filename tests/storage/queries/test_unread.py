"""A text in force that nobody has read is told beside the rule that it may replace."""

from __future__ import annotations

from datetime import date

from storage.queries.law import law_rows
from tests.offices import Office
from tests.storage.test_risk_sweep import SUPERVISOR


def test_the_list_of_rules_tells_it_beside_the_national_number(office: Office) -> None:
    rows = {one.id: one.note for one in law_rows(office.database, SUPERVISOR, date(2026, 11, 28), "E-")}
    assert rows["E-DEC-01"].startswith("安全生产领域：《安全生产违法行为行政处罚办法》（应急管理部令第18号）自2026-02-01起施行")
    assert {id for id, note in rows.items() if note} == {"E-DEC-01"}
