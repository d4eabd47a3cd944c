"""缴款账: what is owed, paid and planned, and what the days of delay come to (行政处罚法 arts. 66, 67, 72, 73)."""

from __future__ import annotations

from datetime import date

from states.dossier.model import Entry
from states.law.dues import Dues, LateDays, Share, dues
from states.law.requirement import Moment
from states.law.values import law_view
from tests.states.law.examples.implementing import (
    case,
    decided,
    deferral,
    ended,
    filed,
    late_fine,
    outcome,
    payment,
    proof,
)

SERVED = (decided(), proof("2026-03-02"))  # 10000; the last day to pay is 17 March


def account(*entries: Entry, today: str) -> Dues:
    given = case(*entries, today=today)
    found = dues(given.dossier, Moment(given.today, law_view(given.dossier.law_as_of, given.dossier.overlays)))
    assert found is not None
    return found


def days(*entries: Entry, today: str) -> tuple[LateDays, ...]:
    return account(*entries, today=today).parties[0].days


def test_nothing_is_reckoned_before_the_last_day_is_over() -> None:
    assert account(*SERVED, today="2026-03-17").last_day == date(2026, 3, 17)
    assert days(*SERVED, today="2026-03-17") == ()
    assert [(one.first, one.total) for one in days(*SERVED, today="2026-03-18")] == [(date(2026, 3, 18), 300)]


def test_day_by_day_up_to_the_fine_itself() -> None:
    """Thirty-three days are 9900; the thirty-fourth brings 100 only, and there is no thirty-fifth."""
    found = days(*SERVED, today="2026-11-30")
    assert len(found) == 34 and [one.total for one in found[-2:]] == [9_900, 10_000]
    assert found[-1].last == date(2026, 4, 20)


def test_a_payment_counts_from_the_day_after_it() -> None:
    """4000 on 25 March: that day is still on the whole, as the papers' examples have it (2400, then 180 a day)."""
    found = days(*SERVED, payment("2026-03-25", 4_000), today="2026-03-27")
    assert [(one.base, one.total) for one in found[-3:]] == [(10_000, 2_400), (6_000, 2_580), (6_000, 2_760)]


def test_days_of_a_remedy_stand_together_and_add_nothing() -> None:
    found = days(*SERVED, filed("2026-03-20"), ended("2026-03-22"), today="2026-03-23")
    assert [(one.first, one.last, one.counted, one.total) for one in found] == [
        (date(2026, 3, 18), date(2026, 3, 18), 1, 300), (date(2026, 3, 19), date(2026, 3, 19), 1, 600),
        (date(2026, 3, 20), date(2026, 3, 22), 0, 600), (date(2026, 3, 23), date(2026, 3, 23), 1, 900),
    ]  # fmt: skip
    still = days(*SERVED, filed("2026-03-20"), today="2026-03-25")
    assert (still[-1].first, still[-1].last, still[-1].counted) == (date(2026, 3, 20), date(2026, 3, 25), 0)


def test_a_decision_that_did_not_say_so_adds_nothing() -> None:
    found = account(decided(late_fine_stated=False), proof("2026-03-02"), today="2026-11-30")
    assert not found.late_stated and found.parties[0].days == ()


def test_what_is_left_and_what_was_imposed() -> None:
    one = account(*SERVED, late_fine("2026-03-18", "2026-03-25", 8, 2_400), payment("2026-03-26", 4_000), payment("2026-03-26", 400, late_fine=True),
                  today="2026-03-27").parties[0]  # fmt: skip
    assert (one.fine, one.paid, one.left, one.late_imposed, one.late_paid) == (10_000, 4_000, 6_000, 2_400, 400)


def test_gains_are_owed_beside_the_fine_and_bring_no_late_fine() -> None:
    one = account(decided("2026-03-02", outcome(amount=1_000), outcome(penalty="gains", amount=500)), proof("2026-03-02"), today="2026-03-18").parties[0]
    assert (one.fine, one.gains, one.left, one.reckoned) == (1_000, 500, 1_500, 30)


def test_payments_cover_the_plan_in_its_order() -> None:
    plan = [{"due_on": "2026-04-30", "amount": 5_000}, {"due_on": "2026-05-31", "amount": 3_000}, {"due_on": "2026-06-30", "amount": 2_000}]
    granted = deferral("2026-06-30", "2026-03-10", asked_on="2026-03-09", instalments=plan)
    found = account(*SERVED, granted, payment("2026-04-20", 6_000), today="2026-06-01")
    assert [(one.covered, one.share) for one in found.plan] == [(5_000, Share.PAID), (1_000, Share.OVERDUE), (0, Share.DUE)]
    assert found.last_day is not None and found.last_day >= date(2026, 6, 30) and found.parties[0].days == ()


def test_no_money_no_account() -> None:
    given = case(decided("2026-03-02", outcome(penalty="warning", amount=0)), proof("2026-03-02"))
    assert dues(given.dossier, Moment(given.today, law_view(given.dossier.law_as_of, given.dossier.overlays))) is None
