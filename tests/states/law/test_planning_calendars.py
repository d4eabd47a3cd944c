"""What if the calendar changes: days worked, days off and a notice that waits to be confirmed, counted by hand.

Drafting on 31 December 2026: thirty days to Saturday 30 January 2027, then seven working days of review.
"""

from __future__ import annotations

from datetime import date

import pytest

from states.dossier.kinds import KINDS
from states.dossier.schema import parse
from states.errors import InvalidEntry
from states.law.announced import announced
from states.law.planning import Plan, WhatIf, days_off, remaining
from states.law.requirement import Moment
from states.law.values import law_view
from tests.calendars import fields, local
from tests.states.law.examples.build import given

NOTICE = announced(parse(KINDS["calendar_notice"], fields(), date(2026, 12, 31)))
TODAY = date(2026, 12, 31)


def ahead(what_if: WhatIf, *overlays: str) -> Plan:
    one = given(today=TODAY.isoformat(), law_as_of="2024-06-03", overlays=overlays, configuration=("drafting",))
    return remaining(one.dossier, Moment(TODAY, law_view(one.dossier.law_as_of, overlays)), what_if)


@pytest.mark.parametrize(
    ("what_if", "decision"),
    [
        (WhatIf(), "2027-02-11"),  # 1, 2, 3, 4, 9, 10, 11 February: 5 to 8 February are statutory, no swaps known
        (WhatIf(worked=days_off("2027-01-31", "worked")), "2027-02-10"),  # 31 January, 1, 2, 3, 4, 9, 10 February
        (WhatIf(notice=NOTICE), "2027-02-16"),  # 31 January, 1, 2, 3, 4, 15, 16 February: 5 to 12 February off
        (WhatIf(notice=NOTICE, off=days_off("2027-02-15")), "2027-02-17"),
        (WhatIf(notice=NOTICE, worked=days_off("2027-02-13", "worked")), "2027-02-15"),
    ],
)
def test_the_decision_moves(what_if: WhatIf, decision: str) -> None:
    assert ahead(what_if).decision == date.fromisoformat(decision)


def test_with_the_notice_nothing_is_provisional_any_more() -> None:
    assert any(one.provisional for one in ahead(WhatIf()).steps)
    assert not any(one.provisional for one in ahead(WhatIf(notice=NOTICE)).steps)


@pytest.mark.parametrize(("stops", "decision"), [(True, "2027-02-12"), (False, "2027-02-11")])
def test_a_place_may_get_a_day_off_that_stops_a_national_period_or_not(stops: bool, decision: str) -> None:
    days = [{"name": "节日", "first": "2027-02-03", "last": "2027-02-03"}]
    notice = announced(parse(KINDS["calendar_notice"], local(stops=stops, holidays=days), TODAY))
    assert ahead(WhatIf(notice=notice), "chuxiong").decision == date.fromisoformat(decision)
    assert ahead(WhatIf(notice=notice)).decision == date(2027, 2, 11), "nowhere else"


def test_days_worked_that_are_none_are_told_at_their_field() -> None:
    with pytest.raises(InvalidEntry) as refusal:
        days_off("周六", "worked")
    assert set(refusal.value.fields) == {"worked"}
