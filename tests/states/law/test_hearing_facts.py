"""Single facts about hearings, as a published page gives them (L713 arts. 16, 17)."""

from __future__ import annotations

from datetime import date

import pytest

from states.law.conditions.hearing_facts import (
    attending,
    earliest_event,
    seats_add_up,
    share_kept,
    sign_up_days,
    unseated,
    unsigned,
)
from states.law.values import law_view
from tests.states.law.examples.build import entry, given

LAW = law_view(date(2026, 1, 10))


def test_seven_days_leave_out_the_day_of_the_hearing() -> None:
    period = LAW.period("D-HEAR-05")
    assert earliest_event(period, date(2026, 10, 8), LAW.calendar) == date(2026, 10, 15)


def test_three_working_days_pass_over_a_long_holiday() -> None:
    yunnan = law_view(date(2026, 1, 10), ("yunnan",))
    period = yunnan.period("D-HEAR-09")
    # 1 to 7 October 2026 are free, Saturday 10 October is worked: 30 September, 8 and 9 October are the three days.
    assert earliest_event(period, date(2026, 9, 29), yunnan.calendar) == date(2026, 10, 10)


def test_shares_equal_to_the_limit_are_kept() -> None:
    quorum = float(LAW.number("D-HEAR-09", "quorum"))
    assert all(share_kept(2 * k, 3 * k, quorum) for k in range(1, 200))
    assert not any(share_kept(2 * k - 1, 3 * k, quorum) for k in range(1, 200))
    assert not share_kept(0, 0, quorum)


def test_seats_add_up() -> None:
    assert seats_add_up({"消费者": 10, "经营者": 5}, 15)
    assert not seats_add_up({"消费者": 10, "经营者": 5}, 16)


def test_sign_up_leaves_out_its_first_day() -> None:
    assert sign_up_days(date(2026, 3, 2), date(2026, 3, 7)) == 5


def test_groups_without_anybody_on_the_list() -> None:
    seats = [{"group": "农户", "number": 1}, {"group": "企业", "number": 1}, {}]
    assert unseated(seats, [{"name": "代表一", "group": "企业"}]) == ("农户",)


def test_refusal_needs_a_note_and_absence_does_not_count_as_coming() -> None:
    rows = [
        {"name": "甲", "signature": "signed"},
        {"name": "乙", "signature": "refused"},
        {"name": "丙", "signature": "refused", "note": "对记录有异议"},
        {"name": "丁", "signature": "absent"},
    ]
    assert unsigned(rows) == ("乙",)
    assert attending(rows) == 3


@pytest.mark.parametrize(("served", "earliest"), [("2026-05-14", date(2026, 5, 21)), ("", date(2026, 7, 7))])
def test_a_refused_hearing_is_told_its_earliest_day(served: str, earliest: date) -> None:
    papers = [entry("hearing_materials", served_on=served)] if served else []
    found = given(*papers, entry("hearing_record", held_on="2026-05-20"), today="2026-06-30").judge(
        "D-HEAR-05"
    )
    assert found.blocks and found.earliest == earliest
