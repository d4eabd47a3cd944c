"""The list of risks on both databases: kept up with matter, register and day; what is counted is what is listed."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from states.casework.commands import ConfirmCorrection, RecordEntry, RequestCorrection
from states.dossier.vocabulary import Role
from states.errors import NotFound
from storage.people import HeldRole
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.risks import risk_board, risk_rows, risks_of
from storage.risk_sweep import Kept, anything_stale, keep_risks, stale
from tests.offices import BUREAU, Office
from tests.penalties import CASE, OFFICER, REGISTER, REVIEWER, Bureau, settle_bureau

SUPERVISOR = Viewer(
    person="bureau_supervisor", name="监督", office="bureau_office", office_name="", roles=(HeldRole(Role.SUPERVISOR, "bureau_office", "", BUREAU),)
)
STRANGER = SUPERVISOR.model_copy(update={"person": "x", "roles": (HeldRole(Role.SUPERVISOR, "o", "", "other_city"),)})


def listed(bureau: Bureau, today: date, chosen: str = "", viewer: Viewer = SUPERVISOR, limit: int = 2) -> list[tuple[str, str]]:
    """Everything on the list, two rows a page."""
    found, cursor = [], None
    while True:
        page = risk_rows(bureau.services.database, viewer, today, chosen, cursor, limit)
        found += [(one.case, one.risk.point) for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def swept(bureau: Bureau, today: date) -> Kept:
    done = keep_risks(bureau.services.database, today)
    assert not anything_stale(bureau.services.database, today) and keep_risks(bureau.services.database, today) == Kept()
    return done


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    made = settle_bureau(office, tmp_path)
    made.until("concluded")
    return made


def test_a_case_in_order_is_judged_and_has_nothing_on_the_list(bureau: Bureau) -> None:
    today = bureau.services.casework.today()
    assert swept(bureau, today) == Kept(judged=2), "the case and its register"
    assert listed(bureau, today) == [] and risk_board(bureau.services.database, SUPERVISOR, today).all.count == 0


def test_the_register_and_the_day_change_the_list_without_an_act_in_the_case(bureau: Bureau) -> None:
    today = bureau.services.casework.today()
    swept(bureau, today)
    change = {"number": "演示000002", "change": "withheld", "reason": "违纪", "on": today.isoformat()}
    bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "withheld", kind="certificate_change", fields=change))
    assert anything_stale(bureau.services.database, today)
    assert swept(bureau, today).judged == 2
    first = set(listed(bureau, today))
    assert {(CASE, "E-AUT-10#today"), (CASE, "E-INV-02#today")} <= first
    tomorrow = today + timedelta(days=1)
    assert anything_stale(bureau.services.database, tomorrow)
    assert swept(bureau, tomorrow).judged == 2
    assert set(listed(bureau, tomorrow)) == first
    rows = risk_rows(bureau.services.database, SUPERVISOR, tomorrow).items
    assert {one.since for one in rows} == {today} and {one.judged_on for one in rows} == {tomorrow}


def test_an_expiring_certificate_comes_with_the_days_alone(bureau: Bureau) -> None:
    """The register's certificates end on 2028-01-06: 2027-12-07 is thirty days before."""
    found = {}
    for day in (date(2027, 12, 6), date(2027, 12, 7), date(2028, 1, 6), date(2028, 1, 7)):
        swept(bureau, day)
        found[day] = {point: one.risk.finding.status for one in risk_rows(bureau.services.database, SUPERVISOR, day).items
                      if (point := one.risk.point).endswith("#today")}  # fmt: skip
    assert list(found.values()) == [{}, {"E-AUT-10#today": "warned"}, {"E-AUT-10#today": "warned"}, {"E-AUT-10#today": "unmet", "E-INV-02#today": "unmet"}]


def test_figures_equal_their_rows_and_the_case_says_the_same(bureau: Bureau) -> None:
    day = date(2028, 1, 7)
    swept(bureau, day)
    board = risk_board(bureau.services.database, SUPERVISOR, day)
    assert board.all.count == len(listed(bureau, day)) >= 2 and board.waiting == 0
    assert {one.name: one.count for one in board.points} == {one.name: len(listed(bureau, day, one.name)) for one in board.points}
    assert sum(one.count for one in board.points) == board.all.count
    officer = SUPERVISOR.model_copy(update={"roles": (HeldRole(Role.OFFICER, "team", "", BUREAU),)})
    assert Counter(one.point for one in risks_of(bureau.services.database, officer, day, CASE)) == Counter(point for _, point in listed(bureau, day))


def test_who_may_not_see_the_case_sees_no_risk_and_no_number(bureau: Bureau) -> None:
    day = date(2028, 1, 7)
    swept(bureau, day)
    board = risk_board(bureau.services.database, STRANGER, day)
    assert (board.all.count, board.points, board.waiting) == (0, (), 0) and listed(bureau, day, viewer=STRANGER) == []
    with pytest.raises(NotFound):
        risks_of(bureau.services.database, STRANGER, day, CASE)


def test_an_act_in_the_case_makes_it_wait_and_the_next_sweep_takes_it_up(bureau: Bureau) -> None:
    day = bureau.services.casework.today()
    swept(bureau, day)
    bureau.until("notified")
    day = bureau.services.casework.today()
    with look(bureau.services.database) as reader:
        assert stale(reader, day) == 2, "another day for the register, too"
    assert risk_board(bureau.services.database, SUPERVISOR, day).waiting == 2
    assert swept(bureau, day).judged == 2
    assert risk_board(bureau.services.database, SUPERVISOR, day).waiting == 0


def test_what_has_ended_leaves_the_list(bureau: Bureau) -> None:
    day = date(2028, 1, 7)
    swept(bureau, day)
    assert listed(bureau, day)
    with bureau.services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE case_file SET ended = true WHERE id = '{CASE}'")
    assert listed(bureau, day) == []
    assert swept(bureau, day) == Kept(gone=1)
    with bureau.services.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT (SELECT count(*) FROM risk_alert) + (SELECT count(*) FROM risk_judged)").scalar_one() == 1, "the register"


def test_a_correction_that_leaves_one_officer_is_told(bureau: Bureau) -> None:
    """What a gate let pass may change on file: here the record of an inquiry turns out to name one officer only."""
    day, casework = bureau.services.casework.today(), bureau.services.casework
    with bureau.services.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT id, fields FROM entry WHERE kind = 'inquiry_record'").one()
    swept(bureau, day)
    assert listed(bureau, day) == []
    fields = json.loads(found[1])
    casework.execute(RequestCorrection(OFFICER, CASE, "ask", entry=found[0], fields=fields | {"officers": fields["officers"][:1]}, reason="误列一人"))
    with bureau.services.database.reading() as connection:
        request = connection.exec_driver_sql("SELECT id FROM entry WHERE kind = 'correction_request'").scalar_one()
    casework.execute(ConfirmCorrection(REVIEWER, CASE, "confirm", request=request))
    assert swept(bureau, day).found == 1
    (row,) = risk_rows(bureau.services.database, SUPERVISOR, day).items
    told = row.risk.finding
    assert (row.risk.label, told.rule, told.status) == ("一人执法", "E-INV-02", "unmet")
    assert "第四十二条" in told.citation and "询问笔录" in told.reason and told.cure and told.who


def test_missing_hours_of_training_stand_on_the_register_and_before_the_supervisor(office: Office, tmp_path: Path) -> None:
    """漯河 asks for forty hours: on 2027-01-04 the year 2026 is over, one officer has forty and the other thirty."""
    bureau = settle_bureau(office, tmp_path, places=("luohe",))
    for number, (person, hours) in enumerate((("officer", 40), ("officer2", 30))):
        record = {"person": person, "year": 2026, "hours": hours, "content": "行政执法培训。"}
        bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, f"t{number}", kind="training_record", fields=record))
    day = date(2027, 1, 4)
    swept(bureau, day)
    (row,) = (one for one in risk_rows(bureau.services.database, SUPERVISOR, day).items if one.risk.point == "I-E-13")
    told = row.risk.finding
    assert (row.case, row.risk.label, told.status) == (REGISTER, "执法培训学时不足", "warned")
    assert told.citation == "《漯河市人防办创建全国法治政府建设示范市实施方案》第三部分第（四）项第5点"
    assert "2026年度" in told.reason and "30学时（差10学时）" in told.reason and "40学时（差" not in told.reason
    keeper = SUPERVISOR.model_copy(update={"person": "bureau_reviewer", "roles": (HeldRole(Role.ENFORCEMENT_REVIEWER, "bureau_legal", "", BUREAU),)})
    assert [one.point for one in risks_of(bureau.services.database, keeper, day, REGISTER)] == ["I-E-13"]
    assert ("执法培训学时不足", 1) in {(one.name, one.count) for one in risk_board(bureau.services.database, SUPERVISOR, day).points}
