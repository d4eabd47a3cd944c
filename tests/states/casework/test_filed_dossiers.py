"""案卷归档以后: where a sector forbids it, not even a correction touches a filed dossier (安全生产违法行为行政处罚办法 art. 65, old)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from states.casework import corrections
from states.casework.commands import Actor, ConfirmCorrection, RequestCorrection
from states.casework.decide import Context
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import DomainError, NotPermitted
from states.law.requirement import Moment
from states.law.values import law_view
from tests.states.law.examples.build import entry, given
from tests.states.law.proof import proves

OFFICER = Actor("p1", Role.OFFICER)
TODAY = date(2026, 6, 30)
PAPER = entry("case_closing", role=Role.HEAD)


def matter(state: str, began: str, *overlays: str) -> tuple[Dossier, Context]:
    dossier = given(PAPER, procedure="penalty", configuration=(state,), law_as_of=began, overlays=overlays).dossier
    moment = Moment(TODAY, law_view(dossier.law_as_of, dossier.overlays))
    return dossier, Context(moment, datetime(2026, 6, 30, tzinfo=UTC), None, ("a", "b", "c", "d"))


def refusal(dossier: Dossier, context: Context) -> str:
    command = RequestCorrection(OFFICER, "c1", "k", entry=PAPER.id, fields={}, reason="核对原件")
    with pytest.raises(DomainError) as refused:
        corrections.request(dossier, command, context)
    return str(refused.value)


@proves("E-CLS-03")
def test_a_filed_dossier_of_the_old_work_safety_measures_is_not_corrected() -> None:
    dossier, context = matter("en_closed", "2026-01-30", "work_safety")
    assert "不得增加、抽取、涂改" in refusal(dossier, context) and "第六十五条" in refusal(dossier, context)
    confirm = ConfirmCorrection(Actor("p2", Role.ENFORCEMENT_REVIEWER), "c1", "k", request="r1")
    with pytest.raises(NotPermitted, match="已经归档"):
        corrections.confirm(dossier, confirm, context, (), {})


@pytest.mark.parametrize(
    ("state", "began", "overlays"),
    [
        ("implementing", "2026-01-30", ("work_safety",)),  # not filed yet
        ("en_closed", "2026-02-01", ("work_safety",)),  # the measures were repealed on that day
        ("en_closed", "2026-01-30", ()),  # another sector
    ],
)
def test_elsewhere_a_correction_is_refused_for_its_own_reasons_only(state: str, began: str, overlays: tuple[str, ...]) -> None:
    assert "归档" not in refusal(*matter(state, began, *overlays))
