"""期限计算说明: what the page and the interface say of a clock, day by day, with the papers that touch it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from states.casework.commands import Actor, RecordEntry
from states.dossier.vocabulary import Role
from states.errors import NotFound
from storage.queries.case import case_view
from storage.queries.deadlines import deadline, deadlines
from storage.queries.models import DeadlineView, Viewer
from storage.queries.worklist import cards, worklist
from tests.executed import Executed
from tests.offices import PASSWORD, Office
from tests.storage.stepping import last_entry

DAY = timedelta(days=1)


@pytest.fixture
def one(office: Office, tmp_path: Path) -> Executed:
    return Executed(office, tmp_path)


def viewer(one: Executed, person: str = "office") -> Viewer:
    people, now = one.town.services.people, one.town.clock.now()
    who = people.at_desk(people.sign_in(person, PASSWORD, now) or "", now, one.today)
    assert who is not None
    return Viewer.of(who)


def seen(one: Executed, name: str = "execution") -> DeadlineView:
    return deadline(one.database, viewer(one), one.today, one.case, name)


def test_a_suspended_clock_says_since_when_why_and_what_is_left(one: Executed) -> None:
    start, limit = one.today, one.limit()
    one.to(start + 10 * DAY)
    one.suspend()
    one.to(start + 30 * DAY)
    told = seen(one)
    assert told.held is not None and (told.status, told.status_label, told.chip.text) == ("held", "中止计时", "中止计时")
    assert (told.held.since, told.held.why, told.held.used, told.held.left) == (start + 10 * DAY, "中止执行", 9, 171)
    assert (told.chip.due_on, told.chip.light, told.left) == (limit, "held", "已用9日，尚余171日")
    (paper,) = told.papers
    assert (paper.entry, paper.label, paper.effect) == (
        last_entry(one.database, one.case, "suspension")[0], "中止执行决定", paper.effect
    )  # fmt: skip
    assert "尚未恢复" in paper.effect and "第三十七条" in told.basis


def test_every_day_has_its_class_its_number_and_its_paper(one: Executed) -> None:
    start, limit = one.today, one.limit()
    one.to(start + 10 * DAY)
    one.suspend()
    paper = last_entry(one.database, one.case, "suspension")[0]
    one.to(start + 13 * DAY)
    one.resume()
    told = seen(one)
    assert [line.day for line in told.explain] == [start + number * DAY for number in range((limit - start).days + 4)]
    assert [line.counted for line in told.explain] == [None, *range(1, 10), None, None, None, *range(10, 181)]
    stopped = told.explain[10:13]
    assert {line.entry for line in stopped} == {paper} and all("中止执行" in line.reason for line in stopped)
    assert all(line.kind for line in told.explain) and not any(line.entry for line in (*told.explain[:10], *told.explain[13:]))
    assert (told.chip.due_on, told.explain[-1].day, told.left) == (limit + 3 * DAY, limit + 3 * DAY, "尚余170日")
    assert told.explain[-1].reason.endswith("末日") and told.unit == "日历日"


def test_what_stands_still_is_neither_late_nor_due_in_any_list(one: Executed) -> None:
    one.to(one.limit() + 3 * DAY)
    one.sweep()
    late = worklist(one.database, viewer(one), one.today, "overdue").items
    assert [row.id for row in late] == [one.case] and cards(one.database, viewer(one), one.today).overdue.count == 1
    one.suspend()
    assert cards(one.database, viewer(one), one.today).overdue.count == 0
    for filter in ("overdue", "today", "soon", "escalated"):
        assert worklist(one.database, viewer(one), one.today, filter).items == (), filter
    (row,) = worklist(one.database, viewer(one), one.today, "all").items
    assert row.deadline is not None and (row.deadline.light, row.deadline.text) == ("held", "中止计时")
    shown = case_view(one.database, viewer(one), one.today, one.case, locks=True)
    assert [line.status_label for line in shown.escalations] == ["中止计时，暂停督办"]
    told = seen(one)
    assert told.left == "中止前已超期2日" and told.papers[0].effect == "没有改变截止日" and "届满" in told.papers[0].fault


def test_a_clock_that_presses_comes_before_one_that_stands_still(one: Executed) -> None:
    one.to(one.today + DAY)
    one.suspend()
    other = deadlines(one.database, viewer(one), one.today, one.case)
    assert [view.status for view in other][:1] == ["held"] and {view.status for view in other[1:]} <= {"settled", "cancelled"}


def test_a_floor_tells_its_working_days_and_the_holidays_between(office: Office, tmp_path: Path) -> None:
    """Complete on Wednesday 23 April 2025: 24, 25, 27 (Sunday, worked), 28, 29, 30 April, 6 May; 1 to 5 May off."""
    one = Executed(office, tmp_path, stage="sent")
    told = seen(one, "review_floor")
    numbers = {line.day.isoformat(): line.counted for line in told.explain if line.counted}
    assert numbers == {
        "2025-04-24": 1, "2025-04-25": 2, "2025-04-27": 3, "2025-04-28": 4, "2025-04-29": 5, "2025-04-30": 6, "2025-05-06": 7,
    }  # fmt: skip
    assert told.period_label == "一般不少于7个工作日" and told.unit == "工作日" and told.left == "尚余7个工作日"
    sunday = next(line for line in told.explain if line.day == date(2025, 4, 27))
    assert sunday.kind == "调休上班日" and "国办发明电〔2024〕12号" in sunday.reason


def test_a_year_without_its_notice_says_so(office: Office, tmp_path: Path) -> None:
    one = Executed(office, tmp_path, stage="sent")
    reviewer = Actor("reviewer", Role.LEGAL_REVIEWER)
    one.to(date(2029, 4, 2))
    one.step(reviewer, "return_for_supplement", supplement_request={"missing": "补充依据", "on": "2029-04-02"})
    one.to(date(2029, 4, 3))
    again = {**last_entry(one.database, one.case, "legality_submission")[1], "sent_on": "2029-04-03"}
    one.step(Actor("sponsor", Role.SPONSOR), "submit_for_legality_review", legality_submission=again)
    one.step(reviewer, "accept_for_review", review_receipt={"complete_on": "2029-04-03"})
    told = seen(one, "review_floor")
    assert told.chip.provisional and "2029年节假日安排尚未公布" in told.provisional_note
    assert any("尚未公布" in line.reason for line in told.explain if line.counted)


def test_a_lengthened_day_shows_the_days_added_and_by_which_paper(office: Office, tmp_path: Path) -> None:
    one = Executed(office, tmp_path, stage="drafting")
    for act in next(acts for _, acts in one.town.told):
        one.town.player.play([act])
        if act.name == "open_consultation":
            break
    closes = date.fromisoformat(one.timer("consultation_closes")[0])
    fields = {"closes_on": (closes + 5 * DAY).isoformat(), "reason": "意见较多。", "channels": ["website"], "announced_on": one.today.isoformat()}
    sponsor = Actor("sponsor", Role.SPONSOR)
    one.town.player.execute(lambda key: RecordEntry(sponsor, one.case, key, kind="consultation_extension", fields=fields))
    told = seen(one, "consultation_closes")
    assert told.explain[-1].day == closes + 5 * DAY and told.explain[-1].counted == (closes - one.today).days + 5
    assert "延长期第5日" in told.explain[-1].reason and told.papers[0].effect == "延长5日（承办单位经办人）"


def test_nobody_sees_a_clock_that_the_matter_has_not(one: Executed) -> None:
    with pytest.raises(NotFound):
        seen(one, "no_such_clock")
