"""No gate is shut for good: every step of the procedure is really taken, in matters that live through all its detours."""

from __future__ import annotations

from functools import cache

import pytest

from states.procedures.catalogue import verify_definitions
from states.procedures.major_decision import PROCEDURE
from tests.states.procedures.explorer import explored
from tests.states.procedures.lives_for_real import STORIES
from tests.states.procedures.wandering import Wanderer

pytestmark = pytest.mark.xdist_group("explorer")


@cache
def lived(name: str) -> Wanderer:
    verify_definitions()
    return STORIES[name][0]()


@pytest.mark.parametrize("name", STORIES)
def test_the_matter_comes_to_its_end(name: str) -> None:
    assert lived(name).dossier.configuration == (STORIES[name][1],)
    assert PROCEDURE.ended(lived(name).dossier.configuration)


def test_every_step_is_taken_by_somebody_through_its_real_gate() -> None:
    taken = {step for name in STORIES for step, _ in lived(name).walked}
    assert sorted(PROCEDURE.steps.keys() - taken) == []


@pytest.mark.parametrize("name", STORIES)
def test_the_matter_was_only_where_the_exploration_says_it_can_be(name: str) -> None:
    here = PROCEDURE.open()
    for step, there in lived(name).walked:
        assert (step, there) in {(act.step, to) for act, to in explored().ways[here]}
        here = there
