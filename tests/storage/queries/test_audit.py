"""审计 on both databases: whose acts an auditor reads, by person, period and kind, page by page; and as a sheet nothing is calculated."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from states.errors import InvalidEntry
from storage import accounts, staffing
from storage.documents.audit_sheet import HEADS, audit_workbook
from storage.queries.audit import FAILED, KINDS, LABELS, AuditFilter, audit, checked, exported
from storage.rights import Keeper
from tests.offices import CITY, PASSWORD, Office
from tests.storage.stepping import rows

NOW = datetime(2026, 1, 12, 2, tzinfo=UTC)
BY = Keeper("sysadmin", CITY)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)")


def acted(office: Office) -> None:
    for login, password, later in (("sponsor", PASSWORD, 0), ("sponsor", "wrong", 1), ("foreign_office", PASSWORD, 2), ("nobody", "x", 3)):
        accounts.sign_in(office.database, office.people, login, password, "192.0.2.7", NOW + timedelta(days=later))
    for name in HOSTILE:
        staffing.add_office(office.database, BY, name, NOW + timedelta(days=5))


def told(office: Office, body: str = CITY, **asked: str) -> list[tuple[str, str]]:
    given = {"q": "", "kind": "", "since": "", "until": ""} | asked
    return [(one.act, one.name) for one in audit(office.database, body, checked(**given)).items]


def test_an_auditor_reads_the_acts_of_the_own_body_and_attempts_under_nobodys_name(office: Office) -> None:
    acted(office)
    added = [("office_added", "系统甲")] * 4
    assert told(office) == [*added, ("sign_in_failed", "未知账号"), ("sign_in_failed", "经办甲"), ("signed_in", "经办甲")]
    assert told(office, "other_city") == [("sign_in_failed", "未知账号"), ("signed_in", "外市办公机构")]
    assert told(office, kind="person") == added and told(office, q="经办") == told(office, q="sponsor") == told(office)[5:]
    assert told(office, since="2026-01-13", until="2026-01-13") == [("sign_in_failed", "经办甲")]
    assert told(office, until="2026-01-12", kind="sign_in") == [("signed_in", "经办甲")] and told(office, q="%") == []


def test_days_are_those_of_shanghai(office: Office) -> None:
    for moment in (datetime(2026, 1, 11, 15, 59, 59, 999999, tzinfo=UTC), datetime(2026, 1, 11, 16, tzinfo=UTC), datetime(2026, 1, 12, 15, 59, 59, tzinfo=UTC),
                   datetime(2026, 1, 12, 16, tzinfo=UTC)):  # fmt: skip
        accounts.sign_in(office.database, office.people, "sponsor", PASSWORD, "", moment)
    assert len(told(office, since="2026-01-12", until="2026-01-12")) == 2


@pytest.mark.parametrize("asked", [{"since": "昨天"}, {"until": "2026-02-30"}, {"since": "2026-01-13", "until": "2026-01-12"}, {"kind": "x"},
                                   {"since": "0001-01-01"}, {"until": "9999-12-31"}])  # fmt: skip
def test_what_cannot_be_asked_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(InvalidEntry):
        checked(**({"q": "", "kind": "", "since": "", "until": ""} | asked))


def test_page_by_page_every_act_once(office: Office) -> None:
    acted(office)
    found, cursor = [], None
    while True:
        page = audit(office.database, CITY, AuditFilter(), cursor, 2)
        found += [one.seq for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == sorted(set(found), reverse=True) and len(found) == len(told(office))


def test_a_sheet_holds_the_same_lines_as_text_and_taking_it_is_on_record(office: Office) -> None:
    acted(office)
    lines = exported(office.database, "auditor", CITY, AuditFilter(kind="person"), NOW)
    sheet = load_workbook(io.BytesIO(audit_workbook(lines, AuditFilter(kind="person"), NOW))).worksheets[0]
    cells = [[cell for cell in row] for row in sheet.iter_rows()]
    assert tuple(cell.value for cell in cells[2]) == HEADS and len(cells) == 3 + len(HOSTILE)
    targets = [row[5] for row in cells[3:]]
    assert sorted(cell.value for cell in targets) == sorted(HOSTILE) and all(cell.data_type == "s" and cell.quotePrefix for cell in targets)
    assert told(office, kind="audit") == [("audit_exported", "审计甲")]


def test_nothing_on_record_is_ever_cleared_away(office: Office) -> None:
    """Longer than the 180 days of 《网络安全法》第二十一条第三项: there is no age at which an act goes."""
    accounts.sign_in(office.database, office.people, "sponsor", PASSWORD, "", NOW - timedelta(days=4000))
    accounts.sign_in(office.database, office.people, "sponsor", PASSWORD, "", NOW)
    assert len(rows(office.database, "SELECT 1 FROM admin_act")) == 2 and len(told(office)) == 2


def test_every_act_has_one_label() -> None:
    acts = [act for _, many in KINDS.values() for act in many]
    assert len(acts) == len(set(acts)) == len(LABELS) and set(acts) >= FAILED
