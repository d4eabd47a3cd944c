"""A refusal names the first lawful day, and an answer of the court the last day to go on from there."""

from __future__ import annotations

from datetime import date

import pytest

from states.law import conditions
from tests.states.law.examples.build import Given
from tests.states.law.examples.court_execution import (
    ASKED,
    DEMANDED,
    EARLY,
    LONG,
    SERVED,
    answered,
    applied,
    case,
    forced,
    said,
)
from tests.states.law.examples.delivery import MADE, announced, deemed
from tests.states.law.examples.implementing import demand

conditions.load()


@pytest.mark.parametrize(
    ("key", "dossier", "earliest"),
    [
        ("E-SER-04", case(MADE, announced("2026-08-26"), deemed("2026-09-24")), "2026-09-26"),
        ("E-PER-01#overdue", case(*SERVED, demand("2026-03-17", "2026-03-31")), "2026-03-18"),
        ("E-DEM-03", case(*SERVED, DEMANDED, forced("2026-10-12")), "2026-10-13"),
        ("E-CRT-01", case(*SERVED, DEMANDED, applied("2026-10-12")), "2026-10-13"),
        ("E-CRT-02", case(*SERVED, applied("2026-09-02")), "2026-09-03"),
        ("E-CRT-03", case(*LONG, applied("2026-10-31")), "2026-11-01"),
    ],
)
def test_the_first_lawful_day(key: str, dossier: Given, earliest: str) -> None:
    found = dossier.judge(key)
    assert found.earliest == date.fromisoformat(earliest)
    assert earliest in found.cure


def test_the_last_day_to_ask_the_court_above() -> None:
    """COE arts. 56(2), 58(3): fifteen calendar days."""
    assert "2026-10-15" in case(*ASKED, said("not_accepted", "2026-09-30")).judge("E-CRT-05").reason
    assert "2026-10-15" not in case(*ASKED, said("accepted", "2026-09-30")).judge("E-CRT-05").reason
    assert "2026-10-23" in case(*ASKED, EARLY, said("refused", "2026-10-08")).judge("E-CRT-07").reason


def test_lateness_is_told_in_days() -> None:
    late = answered("E-CRT-05", case(*ASKED), case(*ASKED, said("accepted", "2026-10-10"))).blocks.judge("E-CRT-05")
    assert "逾期3个工作日" in late.reason  # due on 30 September; 8, 9 and 10 October (Saturday, worked)
