"""What may call for an evaluation is put before the decision body once, and nothing is decided for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows import evaluation
from states.dossier.vocabulary import Role
from storage.verify import verify
from tests.flows.conftest import House
from tests.lives import CASE, Town

PROPOSALS = "SELECT trigger_key, evidence FROM evaluation_proposal ORDER BY trigger_key"


@pytest.fixture
def town(settle: Callable[..., Town]) -> Town:
    found = settle()
    found.until("executing")
    found.life.later(5)
    return found


def feedback(town: Town, number: int) -> None:
    town.player.play([town.life.record("office", Role.DECISION_OFFICE, "public_feedback", on=town.life.day, number=number, content="收费偏高。")])


def test_no_ground_no_proposal(town: Town) -> None:
    feedback(town, 19)
    assert evaluation.sweep(town.services) == {}
    assert town.rows(PROPOSALS) == []


def test_many_opinions_are_proposed_once(town: Town) -> None:
    feedback(town, 12)
    feedback(town, 8)
    assert evaluation.sweep(town.services) == {"proposed": 1}
    feedback(town, 30)
    assert evaluation.sweep(town.services) == {}
    assert town.rows(PROPOSALS) == [("many_opinions", "决策实施中已登记公众意见20条。")]
    assert town.rows("SELECT stage FROM case_file") == [("executing",)]
    assert verify(town.services.database).ok


def test_a_reported_problem_is_proposed(town: Town) -> None:
    day = town.life.day
    report = {"problem": "defect", "found_on": day, "reported_on": day, "content": "标准偏高,投诉较多。"}
    town.player.play([town.life.step("executor", Role.EXECUTOR, "report_problem", problem_report=report)])
    assert evaluation.sweep(town.services) == {"proposed": 1}
    assert [row[0] for row in town.rows(PROPOSALS)] == ["short_of_aim"]


def test_the_end_of_the_time_for_execution_is_proposed(town: Town) -> None:
    town.clock.to(town.life.later(200))
    assert evaluation.sweep(town.services) == {"proposed": 1}
    assert [row[0] for row in town.rows(PROPOSALS)] == ["body"]
    before = town.rows("SELECT * FROM event")
    assert evaluation.sweep(town.services) == {}
    assert town.rows("SELECT * FROM event") == before


def test_a_matter_not_in_execution_is_left_alone(house: House) -> None:
    house.office.open()
    assert house.run(evaluation.evaluation) == {}
    assert house.rows(PROPOSALS) == [] and CASE not in {row[0] for row in house.rows("SELECT id FROM case_file")}
