"""A day at every desk, without a mouse: sign in, every line of the menu, one's matters and their parts, every link once.

A campaign (``make chaos``): thirty accounts at two widths take many minutes. Pictures of every page are kept in the
folder that YIFA_PICTURES names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from infra.demo.people import PEOPLE
from tests.browser.conftest import NARROW, WIDE, Visit
from tests.browser.test_look import _violations

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTERS = 2  # looked into, of those on the desk
# Files for downloading, what ends the session, and another application's pages.
NOT_PAGES = re.compile(r"/(sign-out|package|sheet|chart\.|diagram\.)|/materials/|\.(xlsx|csv|json|docx|pdf|svg|zip|mmd|bpmn)\b|[?&]form=|^/portal|^/static")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("login", [one.strip() for one in os.environ.get("YIFA_DESKS", "").split(",") if one.strip()] or list(PEOPLE))
def test_a_day_at_the_desk_by_keyboard_alone(visit: Callable[..., Visit], login: str, size: tuple[int, int]) -> None:
    window = visit("", size)
    page = _signed_in(window, login)
    faults: list[str] = []
    links: dict[str, str] = {}

    def looked(where: str) -> None:
        faults.extend(f"{where}: {one}" for one in _faults(window))
        links.update({one: where for one in _links(page) if one not in links})
        _kept(page, login, where, size[0])

    menu = _menu(page)
    assert menu, "every desk has a menu"
    for href in menu:
        _followed(page, size, href)
        looked(href)
    matters = [one for one in links if re.fullmatch(r"/cases/(?!new)[^/?#]+", one)][:MATTERS]
    for href in matters:
        window.goto(href)
        looked(href)
        for tab in page.locator("nav.tabs a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
            window.goto(tab)
            looked(tab)
    faults += [f"{links[one]} leads to {one}: {status}" for one, status in _dead(page, window.site, links)]
    assert faults == []


def _signed_in(window: Visit, login: str) -> Page:
    from infra.demo.people import PASSWORD

    page = window.goto("/sign-in")
    page.locator("body").press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "f-login":
            break
        page.keyboard.press("Tab")
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{window.site}/worklist")
    return page


def _menu(page: Page) -> list[str]:
    found: list[str] = page.locator(".nav-group a").evaluate_all("all => [...new Set(all.map(one => one.getAttribute('href')))]")
    return [one for one in found if not one.startswith("/portal")]


def _followed(page: Page, size: tuple[int, int], href: str) -> None:
    """The line of the menu, with the keyboard; on a telephone the sheet is opened first."""
    if size == NARROW:
        page.locator("details.menu > summary").focus()
        page.keyboard.press("Enter")
    line = page.locator(f".nav-group a[href='{href}']:visible").first
    line.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _faults(window: Visit) -> Iterator[str]:
    page = window.page
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        yield f"{too_wide} pixels too wide"
    yield from _violations(window)
    yield from window.complaints
    window.complaints.clear()


def _links(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href').split('#')[0]).filter(one => one.startsWith('/'))")
    return sorted({one for one in found if not NOT_PAGES.search(one)})


def _dead(page: Page, site: str, links: Iterable[str]) -> Iterator[tuple[str, int]]:
    for one in links:
        status = page.request.get(site + one).status
        if status >= 400:
            yield one, status


def _kept(page: Page, login: str, where: str, width: int) -> None:
    folder = os.environ.get("YIFA_PICTURES")
    if folder:
        name = re.sub(r"[^\w-]+", "_", f"{login}{where}")[:100]
        page.screenshot(path=str(Path(folder) / f"{name}_{width}.png"), full_page=True, timeout=120_000)
