"""计时: what is on file stops and restarts the clocks of a matter; counted again day by day on a wall calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as when
from hypothesis import settings
from hypothesis import strategies as st

from states.casework.timers import running
from states.dossier.model import Entry
from states.law import conditions
from states.law.requirement import Moment
from states.law.timekeeping import execution_limit, review_complete
from states.procedures.major_decision import PROCEDURE
from tests.states.law.examples.build import entry, given
from tests.states.law.on_file import LAW, assigned, at, clock, resumed, suspended

conditions.load()
DAY = timedelta(days=1)
BEGIN = date(2026, 1, 12)


# 中止执行


def test_days_of_suspension_are_left_out_of_the_time_to_execute() -> None:
    """Ten days, 2 to 11 March; on the twelfth it goes on. 30 June moves to 10 July."""
    one = clock(at(assigned(), suspended("2026-03-02"), resumed("2026-03-12")), "execution", "2026-04-01")
    assert (str(one.due_on), one.held) == ("2026-07-10", None)


def test_a_suspended_clock_is_held_with_what_was_used_and_what_is_left() -> None:
    """Counted from 13 January to 1 March: 48 days; of 169 in all there remain 121."""
    held = clock(at(assigned(), suspended("2026-03-02")), "execution", "2026-05-01").held
    assert held is not None
    assert (str(held.since), held.used, held.left, held.why) == ("2026-03-02", 48, 121, "中止执行")


@pytest.mark.parametrize("today", ["2026-03-02", "2026-06-30", "2027-12-31"])
def test_a_held_clock_says_the_same_on_every_day(today: str) -> None:
    dossier = at(assigned(months=3), suspended("2026-03-02"))
    for name, due in (("execution", "2026-06-30"), ("interim_report", "2026-04-12")):
        one = clock(dossier, name, today)
        assert (str(one.due_on), one.warn_on) == (due, None) and one.held is not None


def test_the_schedule_of_reports_stands_still_as_well() -> None:
    """Three months from 12 January end on 12 April; ten days of them did not count."""
    dossier = at(assigned(months=3), suspended("2026-03-02"), resumed("2026-03-12"))
    assert str(clock(dossier, "interim_report", "2026-03-12").due_on) == "2026-04-22"


def test_a_report_during_the_suspension_begins_the_next_schedule_standing_still() -> None:
    report = entry("execution_report", reported_on="2026-03-05", complete=None)
    dossier = at(assigned(months=3), suspended("2026-03-02"), report)
    held = clock(dossier, "interim_report", "2026-03-20").held
    assert held is not None and (str(held.since), held.used) == ("2026-03-05", 0)
    later = at(assigned(months=3), suspended("2026-03-02"), report, resumed("2026-03-12"))
    # 5 to 11 March fall away, six of them after the day of the report, which is not counted anyway.
    assert str(clock(later, "interim_report", "2026-03-20").due_on) == "2026-06-11"


def test_ending_an_adjustment_does_not_end_the_suspension() -> None:
    dossier = at(assigned(), suspended("2026-03-02"), entry("adjustment", on="2026-03-03"), entry("adjustment_ending", decided_on="2026-03-10"))
    assert clock(dossier, "execution", "2026-04-01").held is not None


def test_what_was_late_before_the_suspension_stands_still_late_and_goes_on_late() -> None:
    late = clock(at(assigned(), suspended("2026-07-05")), "execution", "2026-07-20")
    assert late.held is not None and (str(late.due_on), late.held.left) == ("2026-06-30", -4)
    on = clock(at(assigned(), suspended("2026-07-05"), resumed("2026-07-15")), "execution", "2026-07-20")
    assert (str(on.due_on), on.held) == ("2026-06-30", None)


def test_other_clocks_do_not_stand_still_with_the_execution() -> None:
    exception = entry("fcr_conclusion", restrictions=["entry"], ends_on="2027-03-20")
    assert clock(at(exception, assigned(), suspended("2026-03-02")), "exception_ends", "2026-04-01").held is None


def test_gate_and_timer_have_one_limit() -> None:
    dossier = at(assigned(), suspended("2026-03-02"), resumed("2026-03-12"))
    moment = Moment(date(2026, 8, 1), LAW)
    assert execution_limit(dossier, moment) == clock(dossier, "execution", "2026-08-01").due_on == date(2026, 7, 10)
    done = given(*dossier.entries, entry("execution_report", reported_on="2026-07-10", complete=True))
    assert done.judge("D-EXE-05").reason.startswith("执行单位2026-07-10")
    late = given(*dossier.entries, entry("execution_report", reported_on="2026-07-11", complete=True)).judge("D-EXE-05")
    assert "超过执行时限（2026-07-10）1日" in late.reason


HISTORIES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


def walked(start: date, limit: date, pauses: list[tuple[date, date | None]]) -> tuple[date, int | None, int | None]:
    """Day by day with a pencil: the last day; of a clock that stands still, the days used and left when it stopped."""
    wanted, counted, day, due = (limit - start).days, 0, start, None
    stopped = next((first for first, again in pauses if again is None), None)
    used = left = None
    while due is None or (stopped is not None and day < stopped):
        day += DAY
        if stopped is not None and day >= stopped:
            used, left = counted, wanted - counted if due is None else (due - (stopped - DAY)).days
            stopped = None
            pauses = [(first, again) for first, again in pauses if again is not None]
        if due is None and not any(first <= day < (again or date.max) for first, again in pauses):
            counted += 1
            due = day if counted == wanted else None
    if used is None and any(again is None for _, again in pauses):
        used, left = counted, 0
    return due, used, left


@settings(max_examples=400, deadline=None)
@when(history=HISTORIES, days=st.integers(1, 200), ends=st.booleans())
def test_any_history_of_suspensions_counts_as_on_a_wall_calendar(history: list[tuple[int, int]], days: int, ends: bool) -> None:
    day, pauses, papers = BEGIN, list[tuple[date, date | None]](), list[Entry]()
    for place, (gap, length) in enumerate(history):
        first = day + gap * DAY
        day = first + length * DAY
        again = day if ends or place < len(history) - 1 else None
        pauses.append((first, again))
        papers += [suspended(first.isoformat()), *([resumed(day.isoformat())] if again else [])]
    limit = BEGIN + days * DAY
    one = clock(at(assigned(limit.isoformat()), *papers), "execution", day)
    due, used, left = walked(BEGIN, limit, pauses)
    assert (one.due_on, one.held and one.held.used, one.held and one.held.left) == (due, used, left)


# 退回补正

RECEIPT = entry("review_receipt", complete_on="2026-03-02")
RETURNED = entry("supplement_request", on="2026-03-05")


def test_papers_sent_back_stop_the_review_and_complete_ones_begin_it_anew() -> None:
    """Complete on Monday 9 March: 10, 11, 12, 13, 16, 17, 18."""
    back = clock(at(RECEIPT, RETURNED, states=("legality_review", "le_returned")), "review_floor", "2026-03-20")
    assert back.held is not None and (back.held.used, back.held.left, back.held.why) == (2, 7, "等待补正")
    again = at(RECEIPT, RETURNED, entry("review_receipt", complete_on="2026-03-09"), states=("legality_review", "le_reviewing"))
    assert str(clock(again, "review_floor", "2026-03-10").due_on) == "2026-03-18"


def test_the_reviewer_may_send_back_after_the_floor_is_over() -> None:
    dossier = at(RECEIPT, entry("supplement_request", on="2026-03-30"), states=("legality_review", "le_returned"))
    assert clock(dossier, "review_floor", "2026-03-30").held is not None


def test_only_a_review_that_waits_is_kept_outside_the_reviewing() -> None:
    """Sent again after a change of the text: the old count is over, the new one has not begun."""
    dossier = at(RECEIPT, states=("legality_review", "le_checking"))
    assert "review_floor" not in running(PROCEDURE, dossier, Moment(date(2026, 3, 20), LAW))


def test_the_gate_counts_from_the_papers_that_were_complete() -> None:
    again = entry("review_receipt", complete_on="2026-03-09")
    tabled = entry("submission_package", submitted_on="2026-03-17")
    assert given(RECEIPT, RETURNED, again, tabled).judge("D-LEG-07").earliest == date(2026, 3, 18)
    assert review_complete(given(RECEIPT, RETURNED).dossier, Moment(date(2026, 3, 20), LAW)) is None
    waiting = given(RECEIPT, RETURNED, entry("submission_package", submitted_on="2026-03-20")).judge("D-LEG-07")
    assert waiting.blocks and "退回补正" in waiting.reason
