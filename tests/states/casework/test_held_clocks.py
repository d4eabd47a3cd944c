"""中止计时: a clock that stands still neither fires nor is dropped, and goes on with the days that were left."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.casework.commands import (
    Actor,
    ConfirmCorrection,
    FireTimer,
    RecordEntry,
    RequestCorrection,
)
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import OutOfTime
from states.law.lights import calendar_for
from storage.sweeps import anything_due
from storage.verify import verify
from tests.executed import CLOCK, EXECUTOR, HEAD, Executed
from tests.offices import Office
from tests.storage.stepping import last_entry, rows

DAY = timedelta(days=1)
@pytest.fixture
def executed(office: Office, tmp_path: Path) -> Executed:
    return Executed(office, tmp_path)


def test_a_suspended_clock_neither_warns_nor_fires_and_goes_on_with_what_was_left(executed: Executed) -> None:
    limit, start = executed.limit(), executed.today
    executed.to(start + 10 * DAY)
    executed.suspend()
    assert executed.timer() == (limit.isoformat(), "held", 2, (executed.today.isoformat(), 9, 171))
    for day in (limit - 15 * DAY, limit, limit + DAY, limit + 40 * DAY):
        executed.to(day)
        assert not anything_due(executed.database, day) and executed.sweep() == 0
    executed.resume()
    due = limit + (limit + 40 * DAY - (start + 10 * DAY))
    assert executed.timer() == (due.isoformat(), "armed", 3, (None, None, None))
    executed.to(due)
    assert executed.sweep() == 1 and executed.timer()[1] == "warned"
    executed.to(due + DAY)
    assert executed.sweep() == 1 and executed.timer()[1] == "fired"
    assert verify(executed.database).ok


def test_a_firing_from_before_the_suspension_is_dropped(executed: Executed) -> None:
    limit = executed.limit()
    ((timer,),) = rows(executed.database, "SELECT id FROM timer WHERE case_id = :case AND name = 'execution'", case=executed.case)
    executed.to(executed.today + DAY)
    executed.suspend()

    def stale(key: str, generation: int) -> int:
        fire = FireTimer(CLOCK, executed.case, key, timer=timer, generation=generation)
        return executed.town.services.casework.execute(fire).seq

    executed.to(limit + DAY)
    assert (stale("a", 1), stale("b", 2)) == (0, 0)
    executed.resume()
    executed.to(date.fromisoformat(executed.timer()[0]) + DAY)
    assert (stale("c", 1), stale("d", 2)) == (0, 0)
    assert stale("e", 3) > 0


def test_a_delay_is_paused_while_its_clock_stands_still_and_is_the_same_delay_afterwards(executed: Executed) -> None:
    limit = executed.limit()
    late = limit + 3 * DAY
    executed.to(late)
    executed.sweep()
    executed.square()
    assert executed.delays() == [("execution", limit.isoformat(), "open")]
    executed.suspend()
    assert executed.timer()[:2] == (limit.isoformat(), "held")
    assert executed.delays() == [("execution", limit.isoformat(), "paused")]
    executed.to(late + 60 * DAY)
    assert executed.sweep() == 0 and not executed.square().any
    executed.resume()
    assert executed.timer()[:2] == (limit.isoformat(), "armed")
    executed.square()  # before the clock has fired again: nothing may be lost
    assert executed.delays() == [("execution", limit.isoformat(), "paused")]
    assert executed.sweep() == 1
    assert executed.delays() == [("execution", limit.isoformat(), "open")]
    assert not executed.square().closed


def test_a_delay_that_the_suspension_undoes_is_closed(executed: Executed) -> None:
    """Suspended in time, put on file too late: the clock had no business to fire."""
    limit = executed.limit()
    executed.to(limit - 5 * DAY)
    executed.suspend()
    entry, known = last_entry(executed.database, executed.case, "suspension")
    executed.to(limit + 3 * DAY)
    corrected = {**known, "decided_on": (limit - 2 * DAY).isoformat()}
    executed.town.player.execute(lambda key: RequestCorrection(HEAD, executed.case, key, entry=entry, fields=corrected, reason="日期录入有误"))
    asked = last_entry(executed.database, executed.case, "correction_request")[0]
    office = Actor("office", Role.DECISION_OFFICE)
    executed.town.player.execute(lambda key: ConfirmCorrection(office, executed.case, key, request=asked))
    assert executed.timer()[1:] == ("held", 3, ((limit - 2 * DAY).isoformat(), 177, 3))
    executed.resume()
    assert executed.timer()[:2] == ((limit + 5 * DAY).isoformat(), "armed")
    assert verify(executed.database).ok


def test_a_matter_that_ends_while_suspended_leaves_no_clock_standing(executed: Executed) -> None:
    executed.town.seal()
    executed.to(executed.today + DAY)
    executed.suspend()
    report = {"reported_on": executed.today.isoformat(), "progress": "各项任务已完成。", "complete": True}
    executed.town.player.execute(lambda key: RecordEntry(EXECUTOR, executed.case, key, kind="execution_report", fields=report))
    assert executed.timer()[1] == "held"
    today = executed.today.isoformat()
    executed.step(HEAD, "adjust", adjustment={"major": True, "content": "作重大调整。", "new_matter": "决〔2026〕9号", "decided_on": today})
    executed.step(
        Actor("office", Role.DECISION_OFFICE), "replace_by_adjustment",
        closing_report={"result": "由新决策替代。", "new_decision": "政发〔演示〕9号", "new_decided_on": today, "closed_on": today},
    )  # fmt: skip
    assert executed.timer()[1] == "settled" and not anything_due(executed.database, executed.today + 400 * DAY)


def test_papers_sent_back_hold_the_review_and_their_return_begins_it_anew(office: Office, tmp_path: Path) -> None:
    one = Executed(office, tmp_path, stage="sent")
    reviewer, sponsor = Actor("reviewer", Role.LEGAL_REVIEWER), Actor("sponsor", Role.SPONSOR)
    submission = last_entry(one.database, one.case, "legality_submission")[1]
    first = one.timer("review_floor")
    assert first[1:3] == ("armed", 1)
    one.to(one.today + DAY)
    one.step(reviewer, "return_for_supplement", supplement_request={"missing": "补充依据", "on": one.today.isoformat()})
    assert one.timer("review_floor")[:3] == (first[0], "held", 2) and one.timer("review_floor")[3][2] == 7
    one.to(date.fromisoformat(first[0]) + 30 * DAY)
    assert one.sweep() == 0
    one.step(sponsor, "submit_for_legality_review", legality_submission={**submission, "sent_on": one.today.isoformat()})
    assert one.timer("review_floor")[1] == "held"
    one.step(reviewer, "accept_for_review", review_receipt={"complete_on": one.today.isoformat()})
    due, status, generation, _ = one.timer("review_floor")
    assert (due, status, generation) == (calendar_for(()).add_workdays(one.today, 7).isoformat(), "armed", 3)


def test_a_consultation_is_lengthened_before_its_end_and_not_afterwards(office: Office, tmp_path: Path) -> None:
    one = Executed(office, tmp_path, stage="drafting")
    for _, acts in one.town.told:
        for act in acts:
            one.town.player.play([act])
            if act.name == "open_consultation":
                break
        break
    sponsor, closes = Actor("sponsor", Role.SPONSOR), date.fromisoformat(one.timer("consultation_closes")[0])

    def lengthen(until: date) -> Receipt:
        fields = {"closes_on": until.isoformat(), "reason": "意见较多。", "channels": ["website"], "announced_on": one.today.isoformat()}
        return one.town.player.execute(lambda key: RecordEntry(sponsor, one.case, key, kind="consultation_extension", fields=fields))

    one.to(closes)
    lengthen(closes + 10 * DAY)
    assert one.timer("consultation_closes")[:3] == ((closes + 10 * DAY).isoformat(), "armed", 2)
    one.to(closes + 11 * DAY)
    with pytest.raises(OutOfTime, match="届满"):
        lengthen(closes + 20 * DAY)


HISTORY = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), min_size=1, max_size=4)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(history=HISTORY)
def test_whatever_is_suspended_the_clock_fires_on_the_day_counted_by_hand(office: Office, tmp_path: Path, history: list[tuple[int, int]]) -> None:
    """Day by day: every morning the sweep, then whatever the head decides; an oracle ticks off the days that count."""
    number = rows(office.database, "SELECT count(*) FROM case_file")[0][0]
    one = Executed(office, tmp_path, f"life{number}")
    start, wanted = one.today, (one.limit() - one.today).days
    turns = dict[date, list[bool]]()
    day = start
    for gap, length in history:
        for span, stop in ((gap, True), (length, False)):
            day += span * DAY
            turns.setdefault(day, []).append(stop)
    counted, suspended, fired, today = 0, False, None, start
    while fired is None:
        one.to(today)
        one.sweep()
        fired = today if one.timer()[1] == "fired" else None
        for stop in turns.get(today, []):
            one.suspend() if stop else one.resume()
            suspended = stop
        counted += today > start and not suspended
        assert (one.timer()[1] == "held") is suspended
        assert fired is None or counted >= wanted
        today += DAY
        assert today < start + 500 * DAY
    assert counted == wanted + 1  # the day after the last one that counts
    assert verify(one.database).ok


@pytest.mark.parametrize("change", ["days_left = 999", "days_used = NULL", "held_on = '2025-01-01'", "status = 'armed'"])
def test_who_changes_a_clock_that_stands_still_is_found_out(executed: Executed, change: str) -> None:
    executed.to(executed.today + DAY)
    executed.suspend()
    with executed.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE timer SET {change} WHERE name = 'execution'")
    verdict = verify(executed.database)
    assert not verdict.ok
