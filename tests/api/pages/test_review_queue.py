"""The queue of whoever reviews: time of its own where the law leaves one, else the time of the whole matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from states.dossier.vocabulary import Confidentiality
from storage.tables import CaseFile, Timer
from tests.api.pages.plain_browser import Browser
from tests.offices import BUREAU, Office

Browse = Callable[..., Browser]
NOT_BEGUN = ">尚未起算<"


def under_review(office: Office, case: str, stage: str, state: str) -> None:
    with office.database.writing() as connection:
        connection.execute(update(CaseFile).where(CaseFile.id == case).values(stage=stage, configuration=json.dumps(sorted([stage, state]))))


@pytest.fixture
def penalty(office: Office) -> Office:
    """A penalty that lies with its reviewer."""
    bureau: dict[str, Any] = {"body": BUREAU, "confidentiality": Confidentiality.INTERNAL}
    office.open("register", "bureau_reviewer", procedure="enforcement_register", office="bureau_legal", title="执法主体登记", **bureau)
    office.open("penalty", "officer", procedure="penalty", office="team", parent="register", title="未经许可经营案", **bureau)
    under_review(office, "penalty", "pe_reviewing", "pe_reviewing")
    return office


def test_a_penalty_under_review_shows_the_time_of_the_whole_matter(browse: Browse, penalty: Office) -> None:
    """The law leaves a minimum period to reviewers of decisions only (L713 art. 26(2)): nothing has yet to begin here."""
    bare = browse("bureau_reviewer").get("/lists/review")
    assert "未经许可经营案" in bare.text and "法律未规定" in bare.text and NOT_BEGUN not in bare.html
    with penalty.database.writing() as connection:
        connection.execute(insert(Timer).values(
            id="d", case_id="penalty", name="decision_due", label="作出处罚决定", rule="E-DEC-01", due_on=penalty.casework.today() + timedelta(days=24),
            status="armed", generation=1, provisional=False))  # fmt: skip
    page = browse("bureau_reviewer").get("/lists/review")
    assert "剩 24 天" in page.text and "作出处罚决定，至" in page.text and "法律未规定" not in page.text


def test_a_decision_whose_papers_are_not_yet_complete_waits_for_its_time(browse: Browse, office: Office) -> None:
    office.open()
    under_review(office, "case-1", "legality_review", "le_checking")
    assert NOT_BEGUN in browse("reviewer").get("/lists/review").html
