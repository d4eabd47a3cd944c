"""Random histories: the clock against the walk, which shares nothing with it, to the day and to the number."""

from __future__ import annotations

import pytest

from states.law import clock
from states.law.calendar import national_calendar
from tests.states.law.clock import histories

CHUNK, CHUNKS = 1000, 12


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_twelve_thousand_histories_equal_the_walk(chunk: int) -> None:
    cal = national_calendar()
    wrong = [found for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK) if (found := histories.compare(seed, clock, cal))]
    assert wrong == []


def test_the_histories_reach_what_they_should() -> None:
    """A test that draws only easy histories would prove nothing."""
    cal = national_calendar()
    seen: dict[str, int] = {}
    for seed in range(2000):
        law, records, today = histories.draw(seed)
        found = clock.state(
            histories.build_law(law, clock), [clock.record_from(one) for one in records], today, cal
        )
        marks = [f"status {found.status}", *(f"flaw {fault.flaw}" for fault in found.faults)]
        marks += [name for name in ("open", "rolled", "deemed", "late_by", "kept") if getattr(found, name)]
        for mark in marks:
            seen[mark] = seen.get(mark, 0) + 1
    assert {f"flaw {flaw}" for flaw in clock.Flaw} | {f"status {one}" for one in clock.ClockStatus} <= seen.keys()
    assert all(seen[name] >= 20 for name in ("open", "rolled", "deemed", "late_by", "kept")), seen
