"""Whether a catalogue's plan leaves time for the lawful path (L713 arts. 3(3), 15(1), 26(2))."""

from __future__ import annotations

from datetime import date

import pytest

from states.dossier.kinds.catalogue import PlannedStep
from states.law.conditions.catalogue import days_to_spare, earliest_decision
from states.law.values import law_view

LAW = law_view(date(2025, 1, 1))
BOTH = (PlannedStep.PARTICIPATION, PlannedStep.LEGALITY)


@pytest.mark.parametrize(
    ("published", "steps", "earliest"),
    [
        # 30 calendar days to 9 April, then seven working days.
        (date(2026, 3, 10), None, date(2026, 4, 20)),
        (date(2026, 3, 10), BOTH, date(2026, 4, 20)),
        (date(2026, 3, 10), (PlannedStep.PARTICIPATION,), date(2026, 4, 9)),
        (date(2026, 3, 10), (PlannedStep.LEGALITY,), date(2026, 3, 19)),
        (date(2026, 3, 10), (PlannedStep.EXPERT,), date(2026, 3, 10)),
        (date(2026, 3, 10), (), date(2026, 3, 10)),
        # A floor that ends on a rest day is not moved: 29 January 2025 is the Spring Festival;
        # working days then start on 5 February and take in Saturday 8 February.
        (date(2024, 12, 30), None, date(2025, 2, 12)),
    ],
)
def test_shortest_lawful_path(published: date, steps: tuple[PlannedStep, ...] | None, earliest: date) -> None:
    assert earliest_decision(published, steps, LAW) == earliest


def test_spare_days_are_negative_where_the_plan_cannot_be_kept() -> None:
    published = date(2026, 3, 10)
    spare = [
        days_to_spare(day, published, None, LAW)
        for day in (date(2026, 4, 19), date(2026, 4, 20), date(2026, 5, 4))
    ]
    assert spare == [-1, 0, 14]
