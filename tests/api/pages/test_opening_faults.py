"""立项: everything that is wrong in the form is told at once, on the page and to programs, and nothing is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Desk, footprint
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_hostile_forms import form_of, opening
from tests.calendars import fields as notice
from tests.offices import Office, filled

Browse = Callable[..., Browser]
SignIn = Callable[[str], Desk]
OFFICE, TITLE, SECRECY = "没有这一承办单位", "事项名称应当为4至200字", "请选择密级与公开属性"
PLACE = "没有这一地方规定"


def test_the_page_tells_all_at_once(browse: Browse, office: Office) -> None:
    browser = browse("office")
    before = footprint(office)
    wrong = {"_title": "停车", "_office": "", "_confidentiality": "", "_overlays": "atlantis", "proposal.proposer": "", "proposal.received_on": "x"}
    page = browser.send(form_of(browser), opening(browser, **wrong))
    assert page.status == 422 and footprint(office) == before
    assert [words for words in (OFFICE, TITLE, SECRECY, PLACE, "请填写「", "不是有效日期") if words not in page.text] == []
    places = {"f-_title", "f-_office", "f-_confidentiality", "f-_overlays", "f-proposal-proposer", "f-proposal-received_on"}
    assert places <= set(page.jumps()) and places <= page.places()


@pytest.mark.parametrize("title", ["停车", "停" * 201, "停车\u202e收费标准"])
def test_a_wrong_title_hides_no_other_fault(browse: Browse, title: str) -> None:
    browser = browse("office")
    page = browser.send(form_of(browser), opening(browser, **{"_title": title, "proposal.received_on": "x"}))
    assert page.status == 422 and {"f-_title", "f-proposal-received_on"} <= set(page.jumps())


def test_programs_are_told_all_at_once(sign_in: SignIn, office: Office) -> None:
    before = footprint(office)
    fields: dict[str, Any] = filled("proposal") | {"received_on": "x", "colour": "red"}
    sent = {"title": "停车", "office": "nowhere", "overlays": ["atlantis"], "fields": fields}
    answer = sign_in("office").post("/cases", sent)
    assert answer.status_code == 422 and footprint(office) == before
    told = answer.json()
    assert {"title", "office", "overlays", "received_on", "colour"} == set(told["fields"])
    assert all(why.rstrip("。") in told["detail"] for why in told["fields"].values())


def test_a_field_called_like_one_of_the_matter_goes_by_its_kind(browse: Browse, sign_in: SignIn, office: Office) -> None:
    """The notice of days off has a title of its own; and what cannot be true is told beside a wrong name of the matter."""
    sent = {"procedure": "calendar_notice", "title": "休", "office": "city_office", "fields": notice(issued_on="2026-01-04", title="")}
    assert set(sign_in("sysadmin").post("/cases", sent).json()["fields"]) == {"title", "calendar_notice.title"}
    sent["fields"] = notice(issued_on="2026-01-04", make_up=[{"day": "2027-02-22"}])
    told = sign_in("sysadmin").post("/cases", sent).json()["fields"]
    assert "title" in told and len(told) > 1
    browser = browse("sysadmin")
    page = browser.send(form_of(browser, "calendar_notice"), {"_title": "2027年节假日安排"})
    assert "f-calendar_notice-title" in page.jumps() and "f-_title" not in page.jumps()


def test_who_may_not_open_is_told_that_first(sign_in: SignIn) -> None:
    answer = sign_in("reviewer").post("/cases", {"title": "停", "office": "transport", "fields": {}})
    assert answer.status_code == 403
