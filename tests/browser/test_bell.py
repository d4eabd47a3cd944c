"""新通知的即时提示 in a real browser: the number in the head of an open page changes by itself."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.app import create_app
from infra.serving import GRACE, server
from infra.settings import Settings
from infra.wiring import Services, build
from tests.browser.conftest import Visit

COUNT = "[data-bell] b"
TELL = """INSERT INTO notice (id, outbox_id, person_id, case_id, topic, text, created_at)
 SELECT :id, :id, p.id, (SELECT max(c.id) FROM case_file c JOIN office f ON f.id = p.office_id WHERE c.body_id = f.body_id AND c.confidentiality = 'public'),
 'circulated', '请阅知。', '2026-11-28T00:00:00+00:00' FROM person p WHERE p.login = 'juece'"""


@pytest.fixture
def house(seeded: Path, tmp_path: Path) -> Services:
    shutil.copytree(seeded, tmp_path / "data")
    return build(Settings(data_dir=tmp_path / "data"))


@pytest.fixture
def address(house: Services) -> Iterator[str]:
    """Stopped while the browser's page is open, which must not keep it."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(house)
    app.state.doorbell.every = 0.2
    running = server(app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(GRACE - 1)
    assert not thread.is_alive(), "a page that is left open must not keep the server from stopping"
    listening.close()


def tell(house: Services, number: str) -> None:
    with house.database.writing() as connection:
        connection.exec_driver_sql(TELL, {"id": number})


def test_the_number_changes_by_itself(chromium: Browser, address: str, house: Services) -> None:
    visit = Visit(chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN"), address)
    page = visit.sign_in("juece")
    with page.expect_response("**/api/notices/stream") as stream:
        page.goto(f"{address}/notices")
    assert stream.value.status == 200 and stream.value.headers["content-type"].startswith("text/event-stream")
    assert page.locator(COUNT).count() == 0 and not page.locator("[data-bell-news]").is_visible()
    for number in ("1", "2"):
        tell(house, number)
        expect(page.locator(COUNT)).to_have_text(number, timeout=10_000)
        expect(page.locator("[data-bell]")).to_have_text(f"通知{number}条未读")
    page.get_by_role("link", name="刷新查看").click()
    with page.expect_navigation():
        page.get_by_role("button", name="全部标为已读").click()
    expect(page.locator(COUNT)).to_have_count(0)
    page.locator("form[action='/sign-out']").first.evaluate("form => form.submit()")
    page.wait_for_url("**/sign-in**")
    assert visit.complaints == []
    with page.expect_response("**/api/notices/stream"):
        visit.sign_in("juece")
