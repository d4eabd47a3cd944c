"""The worklists of a person: what stands in each, that numbers agree with rows, that pages lose nothing, and what nobody else may see."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from states.casework.commands import Circulate, HandOver
from states.dossier.vocabulary import Confidentiality
from states.errors import InvalidEntry, NotFound
from storage import desk_settings
from storage.handling import mark_read
from storage.queries.chips import floors
from storage.queries.desk_lists import desk_list, whole_list
from storage.queries.handling import assignable, circulated, foreseen, readers_for
from storage.queries.list_offers import how_many, offers
from storage.queries.list_shapes import COLUMNS, LIGHTS, MYSELF, NOBODY, Asked, DeskList
from storage.stay_tables import Hand
from storage.tables import CaseFile, CasePart, Timer
from tests.offices import Office
from tests.storage.queries.conftest import Looks

TODAY = date(2026, 1, 20)
# name of the clock, days from today, status: overdue, near, far, minimum period, standing still
CLOCKS = {1: ("planned_decision", -4, "armed"), 2: ("planned_decision", 1, "armed"), 3: ("planned_decision", 40, "armed"), 4: (sorted(floors(TODAY))[0], 5, "armed"),
          5: ("execution_limit", 9, "held"), 6: ("planned_decision", -4, "fired")}  # fmt: skip


@pytest.fixture
def shelf(office: Office) -> Office:
    """Eight matters of one office, some with clocks, the last withheld from the public and of nobody's reading elsewhere."""
    for number in range(1, 9):
        level = Confidentiality.WITHHELD if number == 8 else Confidentiality.PUBLIC
        office.open(f"case-{number}", title=f"城市道路事项第{number}号", confidentiality=level)
    with office.database.writing() as connection:
        for number, (name, days, status) in CLOCKS.items():
            held = {"held_on": TODAY, "days_used": 3, "days_left": 9} if status == "held" else {}
            connection.execute(insert(Timer).values(
                id=f"t{number}", case_id=f"case-{number}", name=name, label="期限", rule="D-LIA-03", due_on=TODAY + timedelta(days=days), status=status,
                generation=1, provisional=False, **held,
            ))  # fmt: skip
        connection.execute(update(CaseFile).where(CaseFile.id == "case-7").values(stage="drafting"))
    return office


def ids(house: Office, looks: Looks, person: str, which: DeskList, **asked: Any) -> list[str]:
    what = (house.database, looks(person), TODAY, which, Asked(**asked))
    page = desk_list(*what)
    assert how_many(*what) == len(page.items) == len(whole_list(*what)[0])
    return [row.id for row in page.items]


def numbers(found: list[str]) -> str:
    return "".join(one[-1] for one in found)


def hand(office: Office, person: str, case: str, handler: str, before: str = "") -> None:
    office.casework.execute(HandOver(office.actor(person), case, office.key(), handler=handler, instead_of=before))


def test_each_list_holds_what_it_says(shelf: Office, looks: Looks) -> None:
    shelf.open("case-9", procedure="annual_catalogue", title="二〇二六年度目录", office="city_office")
    hand(shelf, "chief", "case-2", "sponsor")
    assert numbers(ids(shelf, looks, "office", DeskList.ALL)) == "987654321"
    assert numbers(ids(shelf, looks, "office", DeskList.BEGUN)) == "987654321"
    assert ids(shelf, looks, "sponsor", DeskList.BEGUN) == ids(shelf, looks, "sponsor", DeskList.MINE_DONE) == []
    assert numbers(ids(shelf, looks, "office", DeskList.CATALOGUE)) == "9"
    assert numbers(ids(shelf, looks, "sponsor", DeskList.CLAIM)) == "6138754" == numbers(ids(shelf, looks, "office", DeskList.CLAIM))
    assert ids(shelf, looks, "outsider", DeskList.CLAIM) == ids(shelf, looks, "reviewer", DeskList.CLAIM) == []
    assert ids(shelf, looks, "office", DeskList.SEALED) == []
    assert set(ids(shelf, looks, "office", DeskList.MINE_DONE)) == set(ids(shelf, looks, "office", DeskList.BEGUN))


def test_who_was_called_in_has_worked_on_it_only_after_an_act(shelf: Office, looks: Looks) -> None:
    """Papers name experts before these do anything; an act is what counts."""
    with shelf.database.writing() as connection:
        connection.execute(insert(CasePart).values(case_id="case-1", person="expert", role="expert", employer="university"))
    assert numbers(ids(shelf, looks, "expert", DeskList.ALL)) == "1" and ids(shelf, looks, "expert", DeskList.MINE_DONE) == []
    with shelf.database.writing() as connection:
        connection.execute(insert(Hand).values(case_id="case-1", seq=90, person_id="expert", role="expert", kind="entry", act="expert_opinion", on_day=TODAY))
    assert numbers(ids(shelf, looks, "expert", DeskList.MINE_DONE)) == "1"


def test_what_may_not_be_seen_is_in_no_list_and_no_number(shelf: Office, looks: Looks) -> None:
    assert numbers(ids(shelf, looks, "outsider", DeskList.ALL)) == "7654321"
    assert offers(shelf.database, looks("outsider"), TODAY, DeskList.ALL).total == 7
    assert offers(shelf.database, looks("office"), TODAY, DeskList.ALL).total == 8
    for nobody in ("foreign_office", "officer", "expert", "sysadmin"):
        assert ids(shelf, looks, nobody, DeskList.ALL) == [] and offers(shelf.database, looks(nobody), TODAY, DeskList.ALL).stages == ()


def test_filters_agree_with_their_numbers(shelf: Office, looks: Looks) -> None:
    hand(shelf, "chief", "case-2", "sponsor")
    viewer = looks("sponsor")
    there = offers(shelf.database, viewer, TODAY, DeskList.ALL)
    for name, many in (("office", there.offices), ("procedure", there.procedures), ("stage", there.stages), ("handler", there.handlers)):
        assert sum(one.count for one in many) == there.total == 8
        for one in many:
            assert len(ids(shelf, looks, "sponsor", DeskList.ALL, **{name: one.value})) == one.count, (name, one.value)
    assert len(there.stages) == 2
    assert numbers(ids(shelf, looks, "sponsor", DeskList.ALL, handler=MYSELF)) == "2"
    assert "2" not in numbers(ids(shelf, looks, "sponsor", DeskList.ALL, handler=NOBODY))
    assert numbers(ids(shelf, looks, "sponsor", DeskList.ALL, q="第3号")) == "3"
    assert ids(shelf, looks, "sponsor", DeskList.ALL, q="%") == []
    assert len(ids(shelf, looks, "sponsor", DeskList.ALL, since=date(2026, 1, 12), until=date(2026, 1, 12))) == 8
    assert ids(shelf, looks, "sponsor", DeskList.ALL, since=date(2026, 1, 13)) == ids(shelf, looks, "sponsor", DeskList.ALL, until=date(2026, 1, 11)) == []


@pytest.mark.parametrize("which", [DeskList.ALL, DeskList.CLAIM])
def test_a_light_finds_exactly_the_rows_that_show_it(shelf: Office, looks: Looks, which: DeskList) -> None:
    shown: dict[str, set[str]] = {one: set() for one in LIGHTS}
    for row in desk_list(shelf.database, looks("office"), TODAY, which).items:
        shown[row.deadline.light if row.deadline else "none"].add(row.id)
    assert {one: len(many) for one, many in shown.items() if many} == {"red": 2, "yellow": 1, "green": 2, "held": 1, "none": 2}
    for light, expected in shown.items():
        assert set(ids(shelf, looks, "office", which, light=light)) == expected, light
    with pytest.raises(InvalidEntry, match="没有这种灯"):
        desk_list(shelf.database, looks("office"), TODAY, which, Asked(light="purple"))


@pytest.mark.parametrize("which", list(DeskList))
def test_page_after_page_nothing_is_lost(shelf: Office, looks: Looks, which: DeskList) -> None:
    for number in (3, 1, 5, 3):
        shelf.casework.execute(Circulate(shelf.actor("chief"), f"case-{number}", shelf.key(), readers=("office",)))
    viewer, cursor, seen = looks("office"), None, []
    while True:
        page = desk_list(shelf.database, viewer, TODAY, which, cursor=cursor, limit=2)
        seen += [(row.id, row.sent.seq if row.sent else 0) for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    whole, more = whole_list(shelf.database, viewer, TODAY, which, Asked())
    assert seen == [(row.id, row.sent.seq if row.sent else 0) for row in whole] and not more and len(set(seen)) == len(seen)
    assert len(seen) == {DeskList.READ: 4, DeskList.CATALOGUE: 0, DeskList.SEALED: 0, DeskList.REVIEW: 0}.get(which, 8)


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "WzFd", "é"])
@pytest.mark.parametrize("which", list(DeskList))
def test_a_cursor_that_we_did_not_make_is_refused(office: Office, looks: Looks, which: DeskList, cursor: str) -> None:
    if (which, cursor) in {(one, "WyJ4Il0") for one in (DeskList.ALL, DeskList.BEGUN, DeskList.CATALOGUE, DeskList.SEALED)}:
        return  # that is a place in these lists: before everything
    with pytest.raises(InvalidEntry, match="翻页位置无效"):
        desk_list(office.database, looks("office"), TODAY, which, cursor=cursor)


def test_what_is_read_is_marked_by_its_reader_alone(shelf: Office, looks: Looks) -> None:
    receipt = shelf.casework.execute(Circulate(shelf.actor("office"), "case-1", shelf.key(), readers=("head", "sponsor"), remark="请阅"))
    row = desk_list(shelf.database, looks("head"), TODAY, DeskList.READ).items[0]
    assert row.sent is not None and (row.sent.sender, row.sent.remark, row.sent.read) == ("办公机构甲", "请阅", False)
    assert not mark_read(shelf.database, "study", "case-1", receipt.seq, shelf.clock.now())
    assert mark_read(shelf.database, "head", "case-1", receipt.seq, shelf.clock.now()) and mark_read(shelf.database, "head", "case-1", receipt.seq, shelf.clock.now())
    (once,) = circulated(shelf.database, looks("office"), "case-1")
    assert {one.person: one.read_at is not None for one in once.readers} == {"head": True, "sponsor": False} and not once.sent.read


def test_only_who_may_see_it_is_offered_as_a_reader(shelf: Office, looks: Looks) -> None:
    everybody = {one.id for one in readers_for(shelf.database, looks("office"), TODAY, "case-1")}
    entrusted = {one.id for one in readers_for(shelf.database, looks("office"), TODAY, "case-8")}
    assert "outsider" in everybody - entrusted and {"sponsor", "reviewer", "head"} <= entrusted
    assert not {"office", "expert", "sysadmin", "officer", "foreign_office"} & everybody
    with pytest.raises(NotFound):
        readers_for(shelf.database, looks("outsider"), TODAY, "case-8")


def test_what_is_foreseen_is_what_happens(shelf: Office, looks: Looks) -> None:
    hand(shelf, "chief", "case-2", "sponsor2")
    now, cases = shelf.clock.now(), ("case-1", "case-2", "case-3")
    before = foreseen(shelf.database, looks("sponsor"), now, TODAY, cases, "sponsor", claiming=True)
    assert [bool(one.why_not) for one in before] == [False, True, False] and "只能认领无人承办" in before[1].why_not
    by_chief = foreseen(shelf.database, looks("chief"), now, TODAY, cases, "sponsor", claiming=False)
    assert [one.why_not for one in by_chief] == ["", "", ""] and by_chief[1].handler_name == "经办乙"
    assert {one.id for one in assignable(shelf.database, looks("chief"), TODAY)} == {"sponsor", "sponsor2"}
    assert {one.id for one in assignable(shelf.database, looks("office"), TODAY)} == {"sponsor", "sponsor2", "outsider"}
    with pytest.raises(NotFound):
        foreseen(shelf.database, looks("outsider"), now, TODAY, ("case-8",), "sponsor", claiming=False)


def test_columns_and_filters_are_each_persons_own(shelf: Office) -> None:
    database, now = shelf.database, shelf.clock.now()
    usual = desk_settings.columns(database, "sponsor", DeskList.TODO)
    desk_settings.keep_columns(database, "sponsor", DeskList.TODO, ("updated", "opened", "nothing"))
    assert desk_settings.columns(database, "sponsor", DeskList.TODO) == ("opened", "updated")
    assert desk_settings.columns(database, "office", DeskList.TODO) == desk_settings.columns(database, "sponsor", DeskList.ALL) == usual
    assert set(usual) <= set(COLUMNS)
    desk_settings.keep_filter(database, "sponsor", DeskList.ALL, "红灯", "light=red", now)
    desk_settings.keep_filter(database, "sponsor", DeskList.ALL, "红灯", "light=red&q=a", now)
    (kept,) = desk_settings.saved_filters(database, "sponsor", DeskList.ALL)
    assert (kept.label, kept.query) == ("红灯", "light=red&q=a") and desk_settings.saved_filters(database, "office", DeskList.ALL) == ()
    desk_settings.forget_filter(database, "office", kept.id)
    assert len(desk_settings.saved_filters(database, "sponsor", DeskList.ALL)) == 1
    desk_settings.forget_filter(database, "sponsor", kept.id)
    assert desk_settings.saved_filters(database, "sponsor", DeskList.ALL) == ()


@pytest.mark.parametrize(("label", "query"), [("", "q=a"), ("很" * 17, "q=a"), ("a\nb", "q=a"), ("名称", "")])
def test_a_filter_needs_a_name_and_something_to_filter(office: Office, label: str, query: str) -> None:
    with pytest.raises(InvalidEntry):
        desk_settings.keep_filter(office.database, "sponsor", DeskList.ALL, label, query, office.clock.now())


def test_there_are_only_so_many_filters(office: Office) -> None:
    for number in range(desk_settings.FILTERS_LIMIT):
        desk_settings.keep_filter(office.database, "sponsor", DeskList.ALL, f"第{number}个", "q=a", office.clock.now())
    with pytest.raises(InvalidEntry, match="最多保存12个"):
        desk_settings.keep_filter(office.database, "sponsor", DeskList.ALL, "再一个", "q=a", office.clock.now())


def test_the_reviewer_has_first_what_leaves_the_fewest_working_days(shelf: Office, looks: Looks) -> None:
    """Minimum periods sort, not other deadlines; what is not under review, or a stranger's, is not in the queue."""
    floor = {1: 9, 2: 3, 3: -1}  # 29 January (seven working days), 23 January (three), over
    with shelf.database.writing() as connection:
        for number in (1, 2, 3, 4, 6):
            state = "le_checking" if number == 4 else "le_reviewing"
            connection.execute(update(CaseFile).where(CaseFile.id == f"case-{number}").values(
                stage="legality_review", configuration=json.dumps(sorted(["legality_review", state]))))  # fmt: skip
        for number, days in floor.items():
            connection.execute(insert(Timer).values(
                id=f"f{number}", case_id=f"case-{number}", name="review_floor", label="最短时间", rule="D-LEG-07", due_on=TODAY + timedelta(days=days),
                status="armed", generation=1, provisional=False))  # fmt: skip
    assert numbers(ids(shelf, looks, "reviewer", DeskList.REVIEW)) == "32164"
    page = desk_list(shelf.database, looks("reviewer"), TODAY, DeskList.REVIEW)
    assert [row.floor.working_days if row.floor else None for row in page.items] == [0, 3, 7, None, None]
    assert [row.floor.chip.text for row in page.items if row.floor] == ["最短时间已满", "还有3个工作日", "还有7个工作日"]
    for stranger in ("sponsor", "office", "head", "bureau_reviewer"):
        assert ids(shelf, looks, stranger, DeskList.REVIEW) == []
    first = desk_list(shelf.database, looks("reviewer"), TODAY, DeskList.REVIEW, limit=2)
    rest = desk_list(shelf.database, looks("reviewer"), TODAY, DeskList.REVIEW, cursor=first.next_cursor)
    assert numbers([row.id for row in (*first.items, *rest.items)]) == "32164"
