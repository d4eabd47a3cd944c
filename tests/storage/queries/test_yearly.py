"""年度行政执法数据: each figure is exactly its rows, decisions count by their day, and nobody counts another body's matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from infra.demo.inspection_life import InspectionLife
from infra.demo.penalty_life import PenaltyLife, Squad
from infra.demo.playing import Player
from infra.demo.summary_life import SummaryLife
from states.dossier.vocabulary import Role
from states.errors import NotFound, NotPermitted
from storage.people import HeldRole
from storage.queries.models import Viewer
from storage.queries.yearly import Yearly, yearly
from tests.offices import BUREAU, CITY, Office
from tests.penalties import OFFICER, Bureau, open_under_register, settle_bureau

REVIEWER = Viewer(person="bureau_reviewer", name="法审甲", office="bureau_legal", office_name="政策法规科",
                  roles=(HeldRole(Role.ENFORCEMENT_REVIEWER, "bureau_legal", "政策法规科", BUREAU),))  # fmt: skip


def counted(found: Yearly) -> dict[str, int]:
    return {one.name: one.value for one in found.figures if one.value}


def play(bureau: Bureau, case: str, life: Any) -> None:
    player = Player(bureau.services, bureau.clock, case, f"事项{case}", OFFICER)
    life.later(0)
    bureau.clock.to(life.day)
    open_under_register(player, life.procedure, life.opening())
    for _, acts in life.stages():
        player.play(acts)


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    """Decided in 2026: one ordinary penalty of 40000 yuan after a hearing; one summary penalty; one inspection. 2025 and 2027: nothing."""
    made = settle_bureau(office, tmp_path, date(2026, 3, 2))
    for stage in ("filed", "concluded", "notified", "heard", "reviewed", "decided", "served"):
        made.until(stage)
    play(made, "spot", SummaryLife(made.life.day, squad=Squad()))
    play(made, "seen", InspectionLife(made.services.casework.today(), squad=Squad()))
    return made


def test_figures_equal_their_rows_and_the_cases(bureau: Bureau) -> None:
    found = yearly(bureau.services.database, REVIEWER, 2026)
    numbers = counted(found)
    assert {name: numbers.get(name, 0) for name in ("ordinary", "summary", "spared", "inspections", "filed", "heard", "reviewed", "revoked")} == {
        "ordinary": 1, "summary": 1, "spared": 0, "inspections": 1, "filed": 1, "heard": 1, "reviewed": 1, "revoked": 0}  # fmt: skip
    fines = next(one for one in found.figures if one.name == "fines")
    assert fines.value == sum(one.amount for one in fines.rows) and 40000 in {one.amount for one in fines.rows}
    for one in found.figures:
        assert one.value == (sum(row.amount for row in one.rows) if one.unit == "元" else len(one.rows)), one.name
        assert all(row.on.year == 2026 for row in one.rows)
        assert not one.value or f"{one.label}{one.value}{one.unit}" in found.text
    assert found.due_on == date(2027, 1, 31) and found.published_on is None


def test_other_years_are_empty(bureau: Bureau) -> None:
    assert counted(yearly(bureau.services.database, REVIEWER, 2025)) == counted(yearly(bureau.services.database, REVIEWER, 2027)) == {}


def test_a_body_counts_its_own_matters_for_those_who_may(bureau: Bureau) -> None:
    officer = replace(REVIEWER.roles[0], role=Role.OFFICER)
    with pytest.raises(NotPermitted):
        yearly(bureau.services.database, REVIEWER.model_copy(update={"roles": (officer,)}), 2026)
    with pytest.raises(NotFound):
        yearly(bureau.services.database, REVIEWER, 2026, CITY)
    elsewhere = REVIEWER.model_copy(update={"roles": (replace(REVIEWER.roles[0], body=CITY),)})
    assert counted(yearly(bureau.services.database, elsewhere, 2026)) == {}


def test_a_decision_counts_by_its_day_and_again_when_it_was_made_anew(bureau: Bureau) -> None:
    life = PenaltyLife(date(2026, 11, 2), hearing=False)
    play(bureau, "late", life)
    found = yearly(bureau.services.database, REVIEWER, 2026)
    decided = [one.on.year for year in (2026, 2027) for one in next(f for f in yearly(bureau.services.database, REVIEWER, year).figures if f.name == "ordinary").rows]
    assert len(decided) == 2 and counted(found)["filed"] == 2
