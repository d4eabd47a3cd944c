"""Leaving the procedure takes one recorded ground, and one requirement judges each ground (L713 art. 3)."""

from __future__ import annotations

import pytest

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law import conditions
from states.law.requirement import Status
from states.procedures.major_decision.steps import OUT_OF_SCOPE, SCOPE
from tests.states.law.examples.build import entry, given
from tests.states.law.examples.scope import scope_test

conditions.load()
CITED = {"special_citation": "城乡规划法第十九条", "special_is_statute": True}
CONFIRMED = entry("exclusion_confirmation", role=Role.LEGAL_REVIEWER)


def standing(
    gate: tuple[str, ...], status: Status, *entries: Entry, overlays: tuple[str, ...] = ()
) -> list[str]:
    matter = given(*entries, overlays=overlays)
    return [key for key in gate if matter.judge(key).status is status]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "D-SCOPE-05#out"),
        ({"exclusion": "body", "body_level": "government"}, "D-SCOPE-01#out"),
        ({"exclusion": "body", "body_level": "township"}, "D-SCOPE-02"),
        ({"exclusion": "special_statute", "special_citation": "某部规章"}, "D-SCOPE-04#out"),
        ({"exclusion": "internal"}, "D-SCOPE-05#out"),
        ({"matter_class": "none", "in_catalogue": True}, "D-SCOPE-03#out"),
    ],
)
def test_a_matter_without_a_ground_stays_and_one_requirement_says_so(
    fields: dict[str, object], key: str
) -> None:
    assert standing(OUT_OF_SCOPE, Status.UNMET, scope_test(**fields)) == [key]


@pytest.mark.parametrize(
    "fields",
    [
        {"exclusion": "macro_control"},
        {"exclusion": "legislation"},
        {"exclusion": "emergency"},
        {"exclusion": "special_statute", **CITED},
        {"exclusion": "body", "body_level": "authorised"},
        {"matter_class": "none"},
    ],
)
def test_a_matter_with_a_ground_leaves(fields: dict[str, object]) -> None:
    assert standing(OUT_OF_SCOPE, Status.UNMET, scope_test(**fields)) == []


@pytest.mark.parametrize("exclusion", ["personnel", "internal", "foreign"])
def test_yunnan_leaves_more_out_but_only_when_a_legal_reviewer_confirms(exclusion: str) -> None:
    claim, yunnan = scope_test(exclusion=exclusion), ("yunnan",)
    assert standing(OUT_OF_SCOPE, Status.UNMET, claim, overlays=yunnan) == ["D-SCOPE-05#out"]
    assert standing(OUT_OF_SCOPE, Status.WARNED, claim, overlays=yunnan) == ["D-SCOPE-06"]
    assert standing(OUT_OF_SCOPE, Status.UNMET, claim, CONFIRMED, overlays=yunnan) == []
    assert standing(OUT_OF_SCOPE, Status.UNMET, claim, CONFIRMED) == ["D-SCOPE-05#out"]


def test_a_matter_outside_the_catalogue_goes_on_with_an_alarm() -> None:
    assert standing(SCOPE, Status.UNMET, scope_test()) == []
    assert standing(SCOPE, Status.WARNED, scope_test()) == ["D-CAT-07"]


def test_an_excluded_matter_does_not_enter_the_procedure() -> None:
    assert standing(SCOPE, Status.UNMET, scope_test(exclusion="emergency", in_catalogue=True)) == [
        "D-SCOPE-05"
    ]
