"""A sweep leaves others their share, and is through in time all the same."""

from __future__ import annotations

from flows.pacing import ALLOWED, LEAST, LONGEST_REST, MOST, Pace


def rests(*took: float) -> list[float]:
    pace = Pace(rest=lambda seconds: None)
    return [pace.after(one) for one in took]


def test_alone_it_rests_as_long_as_it_worked() -> None:
    assert [round(one, 4) for one in rests(*[0.003] * 200)[-50:]] == [0.003] * 50


def test_it_rests_longer_when_others_are_at_work() -> None:
    quiet, busy = rests(*[0.001] * 50, 0.001), rests(*[0.001] * 50, 0.003)
    assert busy[-1] / 0.003 > 2.5 * quiet[-1] / 0.001


def test_no_rest_is_longer_than_work_and_limits_allow() -> None:
    for work, rest in zip(*[[0.001, 0.02, 0.5, 0.002] * 30], rests(*[0.001, 0.02, 0.5, 0.002] * 30), strict=False):
        assert 0 <= rest <= min(LONGEST_REST, work * MOST)


def test_a_crowd_is_through_in_time_however_busy_the_machine() -> None:
    took = [0.002, 0.006, 0.003, 0.005] * 2500
    slept = rests(*took)
    assert sum(took) + sum(slept) <= len(took) * ALLOWED + 2 * LONGEST_REST


def test_what_slows_the_machine_for_good_is_the_new_measure() -> None:
    before, after = rests(*[0.001] * 100)[-1] / 0.001, rests(*[0.001] * 100, *[0.004] * 3000)[-1] / 0.004
    assert round(after, 2) == round(before, 2) == 1.0


def test_slow_work_is_hardly_slowed_further_but_never_without_any_rest() -> None:
    assert rests(*[0.05] * 20)[-1] == 0.05 * LEAST
