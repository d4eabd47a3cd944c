"""What a step's own form brings does not hold the step; what a reviewer sent back stands where the sponsor looks first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.pages.case import answered_by
from states.procedures.catalogue import PROCEDURES
from tests.api.pages.plain_browser import Browser

Browse = Callable[..., Browser]
RETURNED, WAITING, IN_REVIEW, PENALTY = "m08", "m18", "m19", "e12"
BROUGHT = (
    ("major_decision", "accept_for_review", "D-LEG-05"), ("major_decision", "conclude_risk_assessment", "D-RISK-01"),
    ("major_decision", "hold_hearing", "D-HEAR-02"), ("major_decision", "conclude_fair_competition_review", "D-FCR-03"),
    ("penalty", "pass_enforcement_review", "E-REV-08"), ("penalty", "return_enforcement_review", "E-REV-08"),
)  # fmt: skip


@pytest.mark.parametrize(("procedure", "name", "rule"), BROUGHT)
def test_the_paper_that_a_step_records_is_brought_by_its_form(procedure: str, name: str, rule: str) -> None:
    step = PROCEDURES[procedure].steps[name]
    assert any(gate.split("#")[0] == rule for gate in step.gate) and rule in answered_by((*step.kinds, *step.optional))


def test_a_reviewer_may_confirm_what_has_come(demo: Browse) -> None:
    can = demo("shencha").get(f"/cases/{WAITING}").html.partition("还不能办")
    assert "办理：确认材料齐备" in can[0] and not can[1]


def test_what_is_missing_stands_on_the_sponsors_page(demo: Browse) -> None:
    page = demo("shangwu").get(f"/cases/{RETURNED}")
    assert "请补充公平竞争审查结论原件和征求意见汇总表。" in page.html and "案卷中的全文" in page.html
    assert "案卷中的全文" not in demo("jiaotong").get(f"/cases/{WAITING}").html  # sent again: answered


@pytest.mark.parametrize(("who", "cases"), [("shencha", (IN_REVIEW, WAITING)), ("fashen", (PENALTY,))])
def test_the_demo_has_something_on_every_reviewers_desk(demo: Browse, who: str, cases: tuple[str, ...]) -> None:
    listed = [link for link in demo(who).get("/lists/review").links() if link in {f"/cases/{one}" for one in cases}]
    assert listed == [f"/cases/{one}" for one in cases]  # the one whose time runs out first, first
