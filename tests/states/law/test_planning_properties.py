"""What holds of every plan, whatever its day, traits and place; and the walk along the wall calendar beside it."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from states.law.planning import Plan, Traits, WhatIf, plan_ahead
from states.law.values import law_view
from tests.states.law.test_planning_running import WAITING, ahead

ONE = timedelta(days=1)
STARTS = st.dates(date(2019, 9, 1), date(2026, 6, 30))
OVERLAYS = st.sets(st.sampled_from(["yunnan", "chuxiong", "local_example", "guangdong"]), max_size=2).map(tuple)
TRAITS = st.builds(Traits, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())


def at(start: date, traits: Traits, overlays: tuple[str, ...]) -> Plan:
    return plan_ahead(start, traits, law_view(start, overlays))


@given(STARTS, st.integers(1, 40), TRAITS, OVERLAYS)
def test_a_later_start_is_never_ready_earlier(start: date, later: int, traits: Traits, overlays: tuple[str, ...]) -> None:
    law = law_view(start, overlays)
    one, two = plan_ahead(start, traits, law).earliest(), plan_ahead(start + timedelta(days=later), traits, law).earliest()
    assert one.keys() == two.keys()
    assert all(one[step] <= two[step] for step in one)


@given(STARTS, TRAITS, OVERLAYS)
def test_each_floor_is_kept_and_one_day_less_is_not(start: date, traits: Traits, overlays: tuple[str, ...]) -> None:
    plan = at(start, traits, overlays)
    for one in plan.stretches:
        assert one.period is not None
        assert one.period.kept(one.begins, one.ends, plan.calendar)
        assert not one.period.kept(one.begins, one.ends - ONE, plan.calendar)


@given(STARTS, TRAITS, OVERLAYS)
def test_the_critical_path_leads_from_start_to_decision_without_a_gap(
    start: date, traits: Traits, overlays: tuple[str, ...]
) -> None:
    plan = at(start, traits, overlays)
    reached = {start}
    for one in plan.critical:
        assert one.begins in reached
        reached.add(one.ends)
    assert max(reached) == plan.decision
    steps = plan.earliest()
    assert steps["participation"] == max(one.ends for one in plan.stretches if one.step in ("participation", "hearing"))


@given(STARTS, TRAITS, OVERLAYS)
def test_nothing_makes_a_plan_shorter(start: date, traits: Traits, overlays: tuple[str, ...]) -> None:
    """Neither a trait nor a local rule: law may add and lengthen."""
    bare, full = at(start, Traits(), ()).earliest(), at(start, traits, overlays).earliest()
    assert all(bare[step] <= full[step] for step in bare)


@given(STARTS)
def test_the_plan_equals_a_walk_along_the_wall_calendar(start: date) -> None:
    day = start
    for _ in range(30):
        day += ONE
    heard, counted = day, 0
    while counted < 7:
        day += ONE
        counted += chinese_calendar.is_workday(day)
    plan = at(start, Traits(), ())
    assert (plan.earliest()["participation"], plan.decision) == (heard, day)


@given(STARTS, st.integers(-60, 120), TRAITS)
def test_a_wish_is_met_exactly_from_the_decision_on(start: date, ahead: int, traits: Traits) -> None:
    plan, day = at(start, traits, ()), start + timedelta(days=ahead)
    wish = plan.wish(day)
    assert wish is not None and plan.decision is not None
    assert wish.met is (plan.decision <= day)
    assert bool(wish.blocked_by) is not wish.met


DAYS = st.dates(date(2024, 6, 3), date(2026, 6, 30))


@given(DAYS, st.integers(0, 60), st.sampled_from(["proposed", "drafting", "arguing"]), st.booleans())
def test_waiting_never_helps(today: date, later: int, stage: str, heard: bool) -> None:
    what_ifs = (WhatIf(hearing=heard), WhatIf(start=today + timedelta(days=later), hearing=heard))
    one, two = (ahead(at=(stage,), today=today.isoformat(), what_if=one).earliest() for one in what_ifs)
    assert all(one[step] <= two[step] for step in one)


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_a_hearing_moved_further_never_ends_earlier(today: date, one: int, two: int) -> None:
    near, far = sorted((one, two))
    plans = [ahead(at=WAITING, today=today.isoformat(), what_if=WhatIf(hearing=True, hearing_moves=moves)) for moves in (near, far)]
    assert all(plans[0].earliest()[step] <= plans[1].earliest()[step] for step in plans[0].earliest())
