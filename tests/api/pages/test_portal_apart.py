"""The portal is a house of its own: no way from it to a desk, and no desk session that changes what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.api.pages.plain_browser import Browser

Browse = Callable[..., Browser]
PLACES = ("/portal", "/portal/law", "/portal/enforcement", "/portal/enforcement/draws", "/portal/none", "/portal/enforcement/none")
FRESH = re.compile(r'name="_key" value="[0-9a-f]+"|请求编号[0-9a-f]+|name="_slip" value="[^"]+"|data-slip="[^"]+"|核对问题：.{6}')


def everywhere(browser: Browser) -> dict[str, str]:
    """Every page of the portal that links lead to, and a few that are not there."""
    seen: dict[str, str] = {}
    ahead = list(PLACES)
    while ahead:
        path = ahead.pop()
        if path not in seen:
            answer = browser.client.get(path, follow_redirects=False)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            seen[path] = FRESH.sub("", answer.text)
            found = (one.partition("#")[0] for one in re.findall(r'href="(/portal[^"]*)"', answer.text))
            ahead += [one.replace("&amp;", "&") for one in found if "materials" not in one and "?" not in one]
    return seen


def test_no_way_leads_from_the_portal_to_a_desk(demo: Browse) -> None:
    seen = everywhere(demo())
    assert len(seen) >= 15
    for path, text in seen.items():
        led = {one for one in re.findall(r'(?:href|action)="(/[^"]*)"', text) if not one.startswith(("/portal", "/static/", "/api/portal/"))}
        assert led == set() and "登录" not in text.replace("不需要登录", "") and "工作台" not in text, (path, led)


@pytest.mark.parametrize("who", ["juece", "shangwu"])
def test_a_desk_session_changes_nothing_there(demo: Browse, who: str) -> None:
    browser = demo(who)
    assert browser.get("/worklist").status == 200
    assert everywhere(browser) == everywhere(demo())


def test_staff_still_find_their_door(demo: Browse) -> None:
    assert demo().get("/").path == "/sign-in" and demo("juece").get("/").path == "/worklist"
