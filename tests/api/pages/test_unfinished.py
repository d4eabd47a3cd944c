"""Forms that were begun, as the browser keeps and fetches them; handing in ends them."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.api.pages.plain_browser import Browser, Control, Form
from tests.api.pages.test_hostile_forms import opening
from tests.offices import Office

Browse = Callable[..., Browser]
HERE = "/cases/new?procedure=major_decision"


def token(browser: Browser) -> str:
    return dict(browser.get("/cases/new").form("/cases").pairs())["csrf_token"]


def kept(browser: Browser, address: str = HERE) -> list[list[str]]:
    found: list[list[str]] = browser.client.get("/unfinished", params={"address": address}).json()["pairs"]
    return found


def marked(browser: Browser) -> Form:
    """The form as the desk's script completes it: with the address under which it is kept."""
    form = browser.get("/cases/new").form("/cases")
    form.controls.append(Control("_unfinished", "hidden", HERE))
    return form


def test_kept_for_oneself_and_gone_when_handed_in(browse: Browse, office: Office) -> None:
    browser, other = browse("office"), browse("study")
    given = {"csrf_token": token(browser), "address": HERE, "content": json.dumps([["_title", "<b>'停车"]])}
    assert browser.client.post("/unfinished", data=given).status_code == 204
    assert kept(browser) == [["_title", "<b>'停车"]] and kept(other) == []
    refused = browser.send(marked(browser), opening(browser, _title="短"))
    assert refused.status == 422 and kept(browser) != [], "a refused form is not handed in"
    done = browser.send(marked(browser), opening(browser))
    assert done.status == 200 and "/cases/" in done.path and kept(browser) == []


def test_discarded_by_hand(browse: Browse, office: Office) -> None:
    browser = browse("office")
    given = {"csrf_token": token(browser), "address": HERE, "content": json.dumps([["_title", "停车"]])}
    browser.client.post("/unfinished", data=given)
    assert browser.client.post("/unfinished/discard", data=given).status_code == 204 and kept(browser) == []


def test_what_is_no_form_or_too_long_is_refused_in_words(browse: Browse, office: Office) -> None:
    browser = browse("office")
    given = {"csrf_token": token(browser), "address": HERE, "content": "[]"}
    for more, told in (({"content": "x"}, "没有保存"), ({"content": json.dumps([["a", "a" * 300_000]])}, "过长"), ({"address": "http://e.example"}, "地址无效")):
        answer = browser.client.post("/unfinished", data=given | more)
        assert answer.status_code == 422 and told in answer.text, more
    assert kept(browser) == []


def test_after_the_idle_time_the_door_leads_back(browse: Browse, office: Office) -> None:
    browser = browse("office")
    assert "data-idle" in browser.get("/worklist").html
    for _ in range(31 * 60):
        office.clock.now()
    answer = browser.client.get(HERE, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/sign-in?next=/cases/new%3Fprocedure%3Dmajor_decision"
