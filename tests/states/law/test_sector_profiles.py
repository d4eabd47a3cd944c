"""Amounts of a sector: which profile holds, and that 以上 includes the number."""

from __future__ import annotations

import pytest

from states.dossier.enforcement_words import PartyKind
from states.law.sector_profiles import Amounts, profile, profiles


def test_the_sector_chosen_decides() -> None:
    assert profile(()).key == "default"
    assert profile(("yunnan",)).key == "default"
    assert profile(("yunnan", "market_supervision")).key == "market_supervision"
    assert profile(("work_safety",)).key == "work_safety"


def test_no_amount_is_taken_for_certain() -> None:
    """None of the texts was read, so that each alarms only; a verified one must name its article."""
    assert all(not one.verified and one.source for one in profiles().values())


@pytest.mark.parametrize(("yuan", "reached"), [(1_999, False), (2_000, True), (2_001, True)])
def test_the_number_itself_is_above(yuan: int, reached: bool) -> None:
    amounts = Amounts(citizen=2_000, organisation=20_000)
    assert amounts.reached(PartyKind.CITIZEN, yuan) is reached
    assert not amounts.reached(PartyKind.ORGANISATION, yuan)
