"""Every form that the public can send, found in the table of routes: what is too large, too often or without work is refused.

A new public route fails here until it is refused like the others, or is named below with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import PUBLIC_LIMIT, Throttles
from infra.wiring import Services
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_closed_doors import OPEN as OPEN_PAGES
from tests.api.pages.test_closed_doors import pages
from tests.api.rest.test_default_deny import OPEN as OPEN_ROUTES
from tests.api.rest.test_default_deny import routes
from tests.lives import CASE, settle_town
from tests.offices import Office

DESK = {"/sign-in", "/api/session"}  # doors of the desk, which have throttles of their own
LEAVING = "/portal/receipts/leave"  # only forgets a cookie
MINE = ("/portal/receipts/mine/{root}/correct", "/portal/receipts/mine/{root}/withdraw")  # nothing there until a proof was given, which is slowed down
# Not asked to work: looks are slowed down by wrong proofs, and who corrects or signs has proved who they are.
PROVED = {"/portal/complaints/progress", "/portal/receipts", "/portal/receipts/lost", *MINE, LEAVING, "/expert/{token}"}


def posts(app: FastAPI) -> set[str]:
    open_pages = {path for method, path in pages(app) & OPEN_PAGES if method == "POST"}
    return (open_pages | {path for method, path in set(routes(app)) & OPEN_ROUTES if method == "POST"}) - DESK


def send(client: TestClient, path: str, **given: str) -> httpx.Response:
    where = re.sub(r"{\w+}", "x", path.replace("{case}", CASE))
    if path.startswith("/api/"):
        return client.post(where, json={"text": "意见。", "key": "k", "slip": "s", "work": "0"} | given)
    return client.post(where, data={"_key": "k", "text": "意见。", "receipt": "YJ-1-0123456789", "contact": "13800138000", "word": "我的查询口令"} | given)


@pytest.fixture
def taking(office: Office, tmp_path: Path, services: Services) -> Services:
    """A town in which opinions on a matter are taken."""
    town = settle_town(office, tmp_path)
    for _, acts in town.told:
        for act in acts:
            town.player.play([act])
            if act.name == "open_consultation":
                return town.services
    raise AssertionError("no consultation")


def test_every_public_post_is_refused_when_it_comes_too_often_too_large_or_without_work(taking: Services, office: Office) -> None:
    app = create_app(taking)
    found, before = posts(app), footprint(office)
    assert len(found) >= 11 and found >= PROVED, "the walk sees them all"
    client = TestClient(app)
    for path in sorted(found):
        assert send(client, path, text="大" * PUBLIC_LIMIT).status_code == 413, path
    for path in sorted(found - PROVED):
        answer = send(client, path)
        assert answer.status_code == 422 and ("页面已经过期" in answer.text), path
        assert send(client, path, website="http://x.example").status_code == 422, path
    limits: Throttles = app.state.throttles
    now = taking.clock.now()
    for one in fields(Throttles):
        for _ in range(getattr(limits, one.name).limit):
            getattr(limits, one.name).mark("testclient", now)
    for path in sorted(found - {LEAVING}):
        answer = send(client, path)
        assert answer.status_code == (404 if path in MINE else 429), (path, answer.text)
    assert footprint(office) == before


def test_what_was_proved_is_slowed_down_as_well(demo: Callable[..., Browser]) -> None:
    """Correcting one's own opinion counts as giving one."""
    browser = demo()
    browser.send(browser.get("/portal/m10").form("/portal/m10/opinions"), {"text": "第一稿。", "word": "secret-word"})
    told = []
    for number in range(11):
        form = next(one for one in browser.get("/portal/receipts/mine").forms if one.action.endswith("/correct"))
        told.append(browser.send(form, {"text": f"第{number}次更正。"}).status)
    assert told[-1] == 429 and told.count(200) == 9
