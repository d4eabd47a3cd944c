"""A matter on its way, as the reads show it: stage, tracks, turns, clocks, events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from states.casework.commands import Actor, TakeStep
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.errors import GateClosed, InvalidEntry
from storage.database import Database
from storage.queries.case import case_view
from storage.queries.chips import chip
from storage.queries.deadlines import deadlines
from storage.queries.foreseeing import foreseen
from storage.queries.models import Viewer
from storage.queries.papers import alike, opinions
from storage.queries.rolls import last_held
from storage.queries.steps import steps
from storage.queries.timeline import timeline
from storage.queries.worklist import cards, worklist
from tests.lives import CASE, Town, settle_town
from tests.offices import CITY, PASSWORD, Office

# After this stage of the life, these people have the matter on their desk, and these (among others) do not.
TURNS = (
    ("started", {"sponsor"}, {"office", "reviewer", "head"}),
    ("drafting", {"sponsor"}, {"office", "reviewer", "regulator"}),
    ("sent", {"reviewer"}, {"sponsor", "head", "archivist"}),
    ("reviewed", {"sponsor"}, {"reviewer", "head"}),
    ("tabled", {"office"}, {"sponsor", "head"}),
    ("meeting", {"head"}, {"office", "sponsor"}),
    ("decided", {"office"}, {"head", "sponsor", "archivist"}),
    ("published", {"office", "archivist"}, {"head", "sponsor"}),
    ("executing", {"executor", "office", "head"}, {"sponsor", "evaluator"}),
)


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    return settle_town(office, tmp_path)


@pytest.fixture
def seat(town: Town) -> Callable[[str], tuple[Database, Viewer, date]]:
    """Database, viewer and today of somebody at the town's clock: the first three of every read."""

    def take(person: str) -> tuple[Database, Viewer, date]:
        parts = town.services
        token = parts.people.sign_in(person, PASSWORD, parts.clock.now())
        who = parts.people.at_desk(token or "", parts.clock.now(), parts.casework.today())
        assert who is not None
        return parts.database, Viewer.of(who), parts.casework.today()

    return take


Seat = Callable[[str], tuple[Database, Viewer, date]]


def test_the_matter_lies_on_the_desk_whose_turn_it_is(town: Town, seat: Seat) -> None:
    for stage, turn, others in TURNS:
        town.until(stage)
        for person in turn | others:
            mine = [row.id for row in worklist(*seat(person), "mine").items]
            assert mine == ([CASE] if person in turn else []), (stage, person)
        for person in turn:
            assert [one for one in steps(*seat(person), CASE) if one.permitted], (stage, person)


def test_who_did_their_part_waits_for_the_others(town: Town, seat: Seat) -> None:
    town.until("sent")
    assert [row.id for row in worklist(*seat("sponsor"), "waiting").items] == [CASE]
    assert cards(*seat("sponsor")).waiting.count == 1 and cards(*seat("sponsor")).mine.count == 0
    assert worklist(*seat("reviewer"), "waiting").items == ()
    assert cards(*seat("reviewer")).mine_new.count == 1


def test_the_stepper_and_the_tracks_follow_the_map(town: Town, seat: Seat) -> None:
    town.until("drafting")
    seen = case_view(*seat("head"), CASE)
    assert [mark.status for mark in seen.stepper] == ["done"] * 4 + ["current"] + ["todo"] * 7
    assert {one.label: one.state_label for one in seen.tracks} == {
        "公众参与": "尚未公开征求意见、尚未确定是否听证", "专家论证": "尚未组织专家论证",
        "风险评估": "尚未开展风险评估", "公平竞争审查": "尚未开展公平竞争审查",
    }  # fmt: skip
    town.until("participation")
    done = {one.label: one.done for one in case_view(*seat("head"), CASE).tracks}
    assert done["公众参与"] is True and done["专家论证"] is False
    town.until("arguing")
    assert case_view(*seat("head"), CASE).tracks == ()


def test_a_matter_that_was_ended_shows_how_far_it_came(office: Office, looks: Callable[[str], Viewer]) -> None:
    office.open("m1")
    decision = {"decided_by": "某市人民政府", "decided_on": "2026-01-12", "reason": "情况变化"}
    office.step("head", "terminate", {"termination": decision}, case="m1")
    seen = case_view(office.database, looks("head"), office.casework.today(), "m1")
    assert [(mark.label, mark.status) for mark in seen.stepper] == [("动议", "done"), ("终止", "current")]
    assert [row.id for row in worklist(office.database, looks("head"), office.casework.today(), "done").items] == ["m1"]


def test_a_clock_is_explained_day_by_day_to_the_day_it_names(town: Town, seat: Seat) -> None:
    town.until("decided")
    (clock,) = [one for one in deadlines(*seat("office"), CASE) if one.chip.name == "publication"]
    assert clock.citation.startswith("《政府信息公开条例》") and clock.period_label == "20个工作日内"
    assert clock.explain[0].day == clock.start_day and clock.explain[0].counted is None
    assert clock.explain[-1].day == clock.chip.due_on and clock.explain[-1].counted == 20
    assert [one.counted for one in clock.explain if one.counted] == list(range(1, 21))
    assert clock.chip.text == f"剩 {clock.chip.days_left} 天" and clock.status_label == "计时中"


def test_the_light_turns_with_the_days(town: Town, seat: Seat) -> None:
    town.until("decided")
    database, viewer, _ = seat("office")
    due = next(one.chip.due_on for one in deadlines(*seat("office"), CASE) if one.chip.name == "publication")
    seen = []
    for shift in (-4, -3, 0, 1):
        day = date.fromordinal(due.toordinal() + shift)
        chip = worklist(database, viewer, day, "all").items[0].deadline
        assert chip is not None and chip.name == "publication"
        filters = [name for name in ("today", "overdue", "soon") if worklist(database, viewer, day, name).items]  # type: ignore[arg-type]
        seen.append((chip.light, chip.text, filters))
    assert seen == [
        ("green", "剩 4 天", ["soon"]), ("yellow", "剩 3 天", ["soon"]), ("yellow", "今日到期", ["today", "soon"]),
        ("red", "超期 1 天", ["overdue"]),
    ]  # fmt: skip


def test_a_minimum_period_that_has_run_is_not_overdue(town: Town, seat: Seat) -> None:
    town.until("sent")
    for _, acts in town.told:
        for act in acts:
            town.player.play([act])
            if act.name == "accept_for_review":
                break
        break
    database, viewer, _ = seat("reviewer")
    late = date(2026, 1, 5)
    floor = next(one for one in deadlines(database, viewer, late, CASE) if one.chip.name == "review_floor")
    assert (floor.chip.light, floor.chip.text) == ("green", "期间已满")
    assert {one.chip.name for one in deadlines(database, viewer, late, CASE) if one.status == "armed"} == {"review_floor"}
    assert worklist(database, viewer, late, "overdue").items == ()
    assert cards(database, viewer, late).overdue.count == 0


def test_a_partys_own_time_that_has_run_is_nobodys_delay() -> None:
    """要求听证: the right has lapsed and the case goes on; an unpaid fine is something to be demanded."""
    due, today = date(2026, 11, 13), date(2026, 11, 28)
    asked, paid = (chip(name, "", due, False, today) for name in ("hearing_request_ends", "payment_due"))
    assert [(one.light, one.text) for one in (asked, paid)] == [("green", "期间已满"), ("red", "超期 15 天")]


def test_the_timeline_is_paged_without_gaps_or_doubles(town: Town, seat: Seat) -> None:
    town.until("participation")
    whole = timeline(*seat("head"), CASE, limit=100).items
    assert [one.seq for one in whole] == list(range(len(whole), 0, -1))
    found, cursor = [], None
    while True:
        page = timeline(*seat("head"), CASE, cursor, 7)
        found += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert tuple(found) == whole
    moved = next(one for one in whole if one.act == "begin_argument")
    assert moved.from_labels == ("拟订草案",) and "尚未组织专家论证" in moved.to_labels and moved.findings
    assert moved.actor == "经办甲" and moved.role_label == "承办单位经办人"


def test_opinions_are_paged_and_answered_ones_set_apart(town: Town, seat: Seat) -> None:
    town.until("participation")
    everything = opinions(*seat("sponsor"), CASE, limit=100).items
    assert everything and all(one.disposition_label != "未处理" for one in everything)
    first = opinions(*seat("sponsor"), CASE, limit=1)
    assert first.items == everything[:1] and (first.next_cursor is not None) == (len(everything) > 1)
    assert opinions(*seat("sponsor"), CASE, unanswered=True).items == ()
    assert case_view(*seat("sponsor"), CASE).opinions.unanswered == 0
    database, viewer, today = seat("sponsor")
    said = [one for one in everything if one.text == everything[0].text]
    assert list(opinions(database, viewer, today, CASE, limit=100, like=everything[0].id).items) == said
    assert alike(database, viewer, CASE, [one.text for one in everything]) == {}  # none of them waits for an answer


def test_opinions_are_found_by_their_words(town: Town, seat: Seat) -> None:
    """Every word, in any order, of two signs or of one; what stands for any sign elsewhere stands for itself here."""
    town.until("participation")
    whole = opinions(*seat("sponsor"), CASE, limit=100).items
    database, viewer, today = seat("sponsor")

    def found(asked: str, shelf: str = "all") -> list[str]:
        return [one.id for one in opinions(database, viewer, today, CASE, limit=100, asked=asked, shelf=shelf).items]

    for asked in (whole[0].text[2:4], whole[-1].text[-3:-1], f"{whole[0].text[4:6]} {whole[0].text[:2]}"):
        expected = [one.id for one in whole if all(word in one.text for word in asked.split())]
        assert expected and found(asked) == expected and found(asked, "open") == []
    assert found("%") == found("_") == found("没有人说过这句话") == [] and found(" ") == [one.id for one in whole]


def test_an_act_is_foreseen_as_it_will_be_decided(town: Town, seat: Seat) -> None:
    """Looked over it meets the refusal that it would meet, and nothing is written; who sat there is known to the next meeting."""
    town.until("meeting")
    database, viewer, today = seat("head")
    fields, minutes, now = town.player.sent(town.life.minutes()), KINDS["meeting_minutes"], town.services.clock.now()
    before, sat = timeline(database, viewer, today, CASE).items, last_held(database, viewer, CITY, minutes)
    command = TakeStep(Actor("head", Role.HEAD), CASE, "foreseen", step="adopt", inputs={"meeting_minutes": fields})
    with pytest.raises(GateClosed) as refusal:
        foreseen(database, viewer, now, today, replace(command, inputs={"meeting_minutes": fields | {"dissent": ""}}))
    assert [one.rule for one in refusal.value.findings if one.blocks] == ["D-DEL-06"]
    findings = foreseen(database, viewer, now, today, command)
    assert findings and not any(one.blocks for one in findings)
    assert timeline(database, viewer, today, CASE).items == before and sat is None
    town.services.casework.execute(command)
    found = last_held(database, viewer, CITY, minutes)
    assert found is not None and [row["name"] for row in found.rows("members")] == [row["name"] for row in fields["members"]]
    assert last_held(*seat("executor")[:2], "elsewhere", minutes) is None


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzFd", "WyJhIiwiYiJd", "////", "é", "WyJcdTAwMDAiXQ"])
def test_a_cursor_that_we_did_not_make_is_refused(office: Office, looks: Callable[[str], Viewer], cursor: str) -> None:
    with pytest.raises(InvalidEntry):
        worklist(office.database, looks("head"), office.casework.today(), "all", cursor=cursor)


def test_the_worklist_is_paged_in_both_orders(office: Office, looks: Callable[[str], Viewer]) -> None:
    for number in range(7):
        office.open(f"m{number}", title=f"第{number}件重大事项")
    with office.database.writing() as connection:
        for number in range(7):
            connection.exec_driver_sql(
                "INSERT INTO timer (id, case_id, name, label, rule, due_on, provisional, status, generation) VALUES "
                f"('t{number}', 'm{number}', 'publication', '期限', 'D-PBL-04', '2026-01-0{1 + number // 2}', false, 'fired', 1)"
            )
    expected = {"all": [f"m{n}" for n in (6, 5, 4, 3, 2, 1, 0)], "overdue": [f"m{n}" for n in range(7)]}
    for filter, order in expected.items():
        found: list[str] = []
        cursor: str | None = None
        for _ in range(4):
            page = worklist(office.database, looks("head"), office.casework.today(), filter, "", cursor, 2)  # type: ignore[arg-type]
            found += [row.id for row in page.items]
            cursor = page.next_cursor
        assert found == order and cursor is None


@pytest.mark.parametrize(
    ("search", "found"), [("停车", 1), ("100%", 1), ("%", 1), ("_", 0), ("〔2026〕2号", 1), ("!", 0), ("'", 0), ("\0", 2), ("", 2)]
)
def test_a_search_means_its_own_characters(
    office: Office, looks: Callable[[str], Viewer], search: str, found: int
) -> None:
    office.open("m1", title="城市道路停车收费")
    office.open("m2", title="污水100%收集方案")
    assert len(worklist(office.database, looks("head"), office.casework.today(), "all", search).items) == found
