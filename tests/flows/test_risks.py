"""The flow of risks: it works when something changed, and a second run changes nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flows import risks
from flows.catalogue import SWEEPS
from tests.offices import Office
from tests.penalties import settle_bureau


def test_it_judges_once_a_day_and_after_each_change(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    assert risks.due(bureau.services)
    assert risks.sweep(bureau.services)["judged"] == 2, "the case and its register"
    assert not risks.due(bureau.services) and risks.sweep(bureau.services) == {"judged": 0, "found": 0, "gone": 0}
    bureau.until("filed")
    assert risks.due(bureau.services) and risks.sweep(bureau.services)["judged"] == 2, "the register on another day"
    bureau.clock.to(bureau.services.casework.today() + timedelta(days=1))
    assert risks.due(bureau.services) and risks.sweep(bureau.services)["judged"] == 2


def test_it_is_among_the_sweeps_of_the_passage() -> None:
    assert "risks" in [one.flow.name for one in SWEEPS]
