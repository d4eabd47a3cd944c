"""The flow of the search: it works when something was added, and a second run changes nothing."""

from __future__ import annotations

from flows import indexing
from flows.catalogue import SWEEPS
from tests.flows.conftest import House


def test_it_reads_what_was_added_once(house: House) -> None:
    house.office.open()
    assert indexing.due(house.services) and indexing.sweep(house.services) == {"read": 1}
    assert not indexing.due(house.services) and indexing.sweep(house.services) == {"read": 0}
    assert "indexing" in [one.flow.name for one in SWEEPS]
