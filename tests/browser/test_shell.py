"""What stands around every page, in a real browser: kept forms, the end of an idle session, keys, dark."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visit

Open = Callable[..., Visit]


def test_a_begun_form_comes_back_and_an_idle_session_is_warned(visit: Open) -> None:
    window = visit()
    page = window.page
    page.clock.install()
    window.sign_in("juece")
    window.goto("/cases/new").wait_for_load_state("networkidle")
    page.fill("[name=_title]", "停车收费标准的草稿")
    page.fill("[name='proposal.problem']", "第一行\n第二行")
    with page.expect_response(lambda answer: answer.url.endswith("/unfinished") and answer.request.method == "POST"):
        page.clock.run_for(5000)
    page.evaluate("document.documentElement.setAttribute('data-leaving', '')")
    window.goto("/cases/new")
    page.get_by_role("button", name="恢复草稿").click()
    assert page.input_value("[name=_title]") == "停车收费标准的草稿" and page.input_value("[name='proposal.problem']") == "第一行\n第二行"
    with page.expect_response(lambda answer: answer.url.endswith("/unfinished") and answer.request.method == "POST"):
        page.clock.run_for(5000)
    page.focus("[name=_title]")
    page.wait_for_timeout(300)  # as below
    page.clock.fast_forward(28 * 60_000 + 3000)
    page.clock.run_for(2000)
    with page.expect_response(lambda answer: answer.url.endswith("/still-here")):
        page.get_by_role("button", name="继续使用").click()
    page.wait_for_selector("dialog.idle", state="detached")
    assert page.evaluate("document.activeElement.name") == "_title"  # one goes on where one stood
    page.wait_for_timeout(300)  # what was just heard is noted by the page's clock, which is about to jump
    page.context.clear_cookies()
    page.clock.fast_forward(30 * 60_000 + 3000)
    page.clock.run_for(3000)
    page.wait_for_url(re.compile("/sign-in"))
    assert "cases/new" in page.url


def test_keys_lead_on_but_not_while_somebody_types(visit: Open) -> None:
    window = visit("juece")
    page = window.page
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("/cases/")
    page.keyboard.press("/")
    page.keyboard.type("gd?道路")
    assert page.input_value(".seek input") == "gd?道路" and page.url.endswith("/worklist")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/lists/todo")
    page.keyboard.press("?")
    page.wait_for_url("**/help#keys")
    page.get_by_label("在本浏览器中不使用这些按键").check()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert not window.complaints


def test_dark_is_chosen_and_kept(visit: Open) -> None:
    window = visit("juece")
    page, theme = window.page, "document.documentElement.getAttribute('data-bs-theme')"
    assert page.evaluate(theme) == "light"
    page.locator("[data-theme-choice] select").select_option("dark")
    assert page.evaluate(theme) == "dark"
    window.goto("/portal")
    assert page.evaluate(theme) == "dark"
    page.emulate_media(color_scheme="dark")
    page.locator("[data-theme-choice] select").select_option("light")
    assert page.evaluate(theme) == "light"
    page.locator("[data-theme-choice] select").select_option("system")
    assert page.evaluate(theme) == "dark" and not window.complaints


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_what_is_wrong_with_a_field_is_told_beside_it(visit: Open, size: tuple[int, int]) -> None:
    page = visit("shangwu", size).goto("/cases/m10/record/draft")
    version, told = page.get_by_label("版次"), page.locator("#f-draft-version-wrong")
    version.fill("第二版")
    version.press("Tab")
    expect(told).to_contain_text("整数")
    assert version.get_attribute("aria-invalid") == "true" and "f-draft-version-wrong" in str(version.get_attribute("aria-describedby"))
    assert page.evaluate("document.activeElement.name") == "draft.file"  # one goes on where one went
    version.fill("2")
    version.press("Tab")
    expect(told).to_have_count(0)
    assert version.get_attribute("aria-invalid") is version.get_attribute("aria-describedby") is None
