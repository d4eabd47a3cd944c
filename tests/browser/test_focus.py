"""Where the tab key goes: in the order in which the page is read, always seen, never caught, and back from what opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Visit

pytestmark = pytest.mark.xdist_group("browser")
Open = Callable[..., Visit]
# One page of each template that people work on.
PAGES: dict[str, list[str]] = {
    "": ["/sign-in", "/portal", "/portal/m10", "/portal/enforcement", "/law"],
    "juece": ["/worklist", "/lists/claim", "/cases/m12", "/cases/m12/steps/refer_for_study", "/cases/m05/handling", "/cases/new", "/cases/m01/dossier",
              "/cases/m10/plan", "/notices/settings", "/calendar"],
    "shangwu": ["/cases/m10/opinions", "/cases/m10/drafts", "/cases/m10"],
    "jiandu": ["/supervision", "/supervision/overview", "/supervision/orders"],
    "xitong": ["/system/people", "/system/people/jiaotong", "/channels/new"],
    "shenji": ["/system/audit"],
}  # fmt: skip
USUAL = {("juece", "/cases/m12/steps/refer_for_study")}  # the others with the campaigns
CASES = [pytest.param(who, path, marks=() if (who, path) in USUAL else pytest.mark.chaos) for who, paths in PAGES.items() for path in paths]
MOST = 400
STANDING = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y), sheet = one.closest('label') || one;
  return {
    said: one.tagName + ' ' + (one.name || one.textContent.trim().slice(0, 30) || one.getAttribute('aria-label') || ''),
    place: ['header', 'nav', 'main', 'footer'].find(part => one.closest(part)) || 'body',
    fixed: !!one.closest('.form-foot, .list-bulk, .nav-stick'),
    left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
    shown: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    covered: !(top && (one.contains(top) || top.contains(one) || sheet.contains(top))),
    last: one === [...document.querySelectorAll('footer a')].pop(),
  };
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("who", "path"), CASES)
def test_the_tab_key_goes_as_the_page_is_read(visit: Open, who: str, path: str, size: tuple[int, int]) -> None:
    page = visit(who, size).goto(path)
    page.emulate_media(reduced_motion="reduce")  # where one stands is looked at before a smooth movement would have ended
    page.evaluate("document.activeElement.blur()")
    stops = list(_stops(page))
    assert stops[-1]["last"], "caught before the end of the page"
    assert list(_faults(stops)) == []


def _stops(page: Page) -> Iterator[dict[str, Any]]:
    for _ in range(MOST):
        page.keyboard.press("Tab")
        standing = page.evaluate(STANDING)
        if standing is None:
            return
        yield standing
        if standing["last"]:
            return


def _faults(stops: list[dict[str, Any]]) -> Iterator[str]:
    for one in stops:
        if not one["shown"]:
            yield f"not seen to be chosen: {one['said']}"
        if one["covered"]:
            yield f"hidden under something: {one['said']}"
    for one, after in pairwise(stops):
        beside = after["left"] >= one["right"] or after["right"] <= one["left"]
        if one["place"] == after["place"] and not (one["fixed"] or after["fixed"] or beside) and after["bottom"] <= one["top"]:
            yield f"upwards from {one['said']} to {after['said']}"


def test_a_planted_disorder_is_found(visit: Open) -> None:
    page = visit().goto("/sign-in")
    page.evaluate("document.querySelector('#f-password').tabIndex = 1; document.querySelector('#f-login').style.outline = 'none'")
    page.evaluate("document.querySelector('#f-login').style.boxShadow = 'none'")
    page.evaluate("document.querySelector('#f-password').closest('form').append(document.querySelector('#f-login').closest('.field'))")
    page.evaluate("document.querySelector('#f-login').closest('.field').style = 'position:absolute;top:0'")
    found = list(_faults(list(_stops(page))))
    assert any(one.startswith("not seen") for one in found) and any(one.startswith("upwards") for one in found)


def test_the_way_past_the_menu_leads_to_the_page(visit: Open) -> None:
    page = visit("juece").goto("/lists/cases")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_what_opens_is_left_by_escape_and_gives_the_place_back(visit: Open) -> None:
    page = visit("juece", NARROW).goto("/lists/cases")
    for summary in ("details.menu > summary", ".list-bar details > summary"):
        page.locator(summary).first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches(':not(summary)')")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('summary')") and page.locator(f"{summary.partition(' >')[0]}[open]").count() == 0
