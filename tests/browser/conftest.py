"""The demo on a real port, and a real browser before it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from infra.demo.people import PASSWORD
from infra.serving import server as serve
from infra.settings import Settings
from infra.wiring import build
from tests import demo_copies

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WIDE, NARROW = (1440, 900), (360, 740)


@pytest.fixture(scope="module")  # Playwright keeps an event loop running, in which no other test may live
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_copies.seeded(tmp_path_factory.mktemp("demo"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The application over this data folder on a free port; its address."""
    with served(create_app(build(Settings(data_dir=folder, form_seconds=0)))) as address:
        yield address


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a free port; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # whoever comes before the server is up waits at the door
    server = serve(app)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join(10)
    listening.close()


@pytest.fixture(scope="module")
def site(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo served from a copy of this module's own; its address."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(seeded, folder)
    with serving(folder) as address:
        yield address


class Visit:
    """Somebody's browser window; whatever the page complained about is kept."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text) if told.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def goto(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def sign_in(self, login: str) -> Page:
        self.goto("/sign-in")
        self.page.fill("#f-login", login)
        self.page.fill("#f-password", PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(f"{self.site}/worklist")
        return self.page


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Open a window of a given size, with or without scripts, signed in or not."""
    contexts: list[BrowserContext] = []

    def open_window(login: str = "", size: tuple[int, int] = WIDE, scripts: bool = True) -> Visit:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", java_script_enabled=scripts
        )
        contexts.append(context)
        found = Visit(context, site)
        if login:
            found.sign_in(login)
        return found

    yield open_window
    for context in contexts:
        context.close()
