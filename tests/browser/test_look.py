"""Every page in a real browser: fits wide and narrow, readable for everybody, without complaints of the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import NARROW, WIDE, Visit

pytestmark = pytest.mark.xdist_group("browser")
VENDOR = Path(__file__).resolve().parents[2] / "api" / "static" / "vendor"
PAGES: dict[str, list[str]] = {
    "": ["/sign-in", "/portal", "/portal/m10", "/portal/m01", "/law", "/help", "/portal/none"],
    "juece": ["/worklist?filter=all", "/worklist?filter=overdue", "/cases/new", "/cases/m05", "/cases/m12", "/cases/m01/dossier",
              "/cases/m12/steps/refer_for_study", "/cases/m05/deadlines", "/cases/m03/timeline", "/cases/m05/diagram", "/procedures", "/procedures/penalty",
              "/cases/m10/plan?held=yes&wish=2030-03-01", "/plan?from_day=2026-12-10&traits=hearing&local=yunnan&wish=2027-01-10"],
    "shangwu": ["/cases/m10", "/cases/m10/opinions", "/cases/m10/steps/convene_experts", "/cases/m10/record/draft"],
    "jiandu": ["/supervision/overview", "/supervision/figures?figure=running", "/supervision/map", "/supervision/wall", "/responsibility/people/jiaotong",
               "/responsibility/offices/yx-land", "/responsibility/people/jiaotong/acts", "/supervision", "/supervision/deadlines", "/cases/m05"],
    "shouzhang": ["/cases/m15", "/cases/m15/steps/adopt"],
    "xitong": ["/worklist", "/system/people", "/system/people/new", "/system/people/jiaotong", "/system/people/jiaotong/leaving", "/system/offices",
               "/system/import", "/account"],
    "anquan": ["/system/people/jiaotong", "/system/mandates"],
    "shenji": ["/system/audit"],
}  # fmt: skip
ALL = [(who, path) for who, paths in PAGES.items() for path in paths]


def _violations(visit: Visit) -> list[str]:
    """Serious and critical findings of axe-core, as one line each."""
    page = visit.page
    page.evaluate((VENDOR / "axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]], ensure_ascii=False)}" for one in grave]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("who", list(PAGES))
def test_pages_fit_and_can_be_used_by_everybody(visit: Callable[..., Visit], who: str, size: tuple[int, int]) -> None:
    window = visit(who, size)
    for path in PAGES[who]:
        window.complaints.clear()
        page = window.goto(path)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, (path, too_wide)
        assert _violations(window) == [], path
        if path != "/portal/none":  # there the browser itself reports the 404
            assert window.complaints == [], path


def test_the_rules_of_the_check_are_awake(visit: Callable[..., Visit]) -> None:
    """A page with a planted fault fails: the check is not passing by being asleep."""
    window = visit()
    page = window.goto("/sign-in")
    page.evaluate("document.querySelector('label[for=f-login]').remove()")
    assert any(one.startswith("label") for one in _violations(window))


def test_what_is_pressed_can_be_seen(visit: Callable[..., Visit]) -> None:
    """Tabbing through the sign-in page shows where one stands, beginning with the way past the menu."""
    page = visit().goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_printed_matter_is_the_matter_only(visit: Callable[..., Visit]) -> None:
    window = visit("juece")
    page = window.goto("/cases/m05")
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden() and page.locator(".tabs").is_hidden()
    assert page.locator("h1").is_visible()
    window.goto("/cases/m05/deadlines")
    assert page.locator("details:not([open]) table.days").first.is_visible()  # paper cannot be opened


def test_own_scripts_and_styles_only(visit: Callable[..., Visit]) -> None:
    window = visit()
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.goto("/sign-in")
    assert asked and all(url.startswith(window.site) for url in asked)
