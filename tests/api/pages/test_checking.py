"""One field at a time: the same words as the refusal of the whole form, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.offices import Office

Browse = Callable[..., Browser]


def told(browser: Browser, name: str, value: str) -> str:
    token = dict(browser.get("/cases/new").form("/cases").pairs())["csrf_token"]
    answer = browser.client.post("/check", data={"csrf_token": token, "name": name, "value": value})
    assert answer.status_code == 200
    return str(answer.json()["wrong"])


@pytest.mark.parametrize(("name", "value", "words"), [
    ("proposal.received_on", "2099-01-01", "明显不合理"), ("proposal.received_on", "2026-1-1", "不是有效日期"), ("proposal.received_on", "", "请填写"),
    ("start_decision.decided_on", "2026-12-31", "尚未发生的事实不能登记"), ("draft.version", "一", "整数"), ("proposal.problem", "\u202e反向", "控制字符"),
    ("start_decision.co_units.3.leads", "也许", "请选择是或者否"),
    ("proposal.received_on", "2026-01-12", ""), ("start_decision.co_units.3.unit", "", ""), ("draft.version", "2", ""),
    ("unknown.field", "x", ""), ("proposal", "x", ""), ("_title", "x", ""),
])  # fmt: skip
def test_a_field_is_judged_as_the_whole_form_would_judge_it(browse: Browse, office: Office, name: str, value: str, words: str) -> None:
    browser = browse("office")
    before = footprint(office)
    found = told(browser, name, value)
    assert words in found if words else found == ""
    assert footprint(office) == before


def test_nobody_asks_from_outside(browse: Browse) -> None:
    answer = browse("").client.post("/check", data={"name": "proposal.received_on", "value": "x"})
    assert answer.status_code in (303, 401, 403)
