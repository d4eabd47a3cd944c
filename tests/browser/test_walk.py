"""A day's work in a real browser, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from infra.demo.people import PEOPLE
from tests.browser.conftest import NARROW, Visit

pytestmark = pytest.mark.xdist_group("browser")
PROPOSAL = ("problem", "reasons", "outline", "necessity", "feasibility")


def _open_matter(page: Page, site: str, title: str) -> None:
    page.goto(f"{site}/cases/new")
    page.fill("#f-_title", title)
    page.select_option("#f-_office", "yx-transport")
    page.check("input[name='proposal.proposer_type'][value=department]")
    page.fill("[name='proposal.proposer']", "县交通运输局")
    page.fill("[name='proposal.received_on']", "2026-01-12")
    for name in PROPOSAL:
        page.fill(f"[name='proposal.{name}']", "已作说明。")
    page.get_by_role("button", name="登记立项").click()


def _choose(page: Page, name: str, value: str) -> None:
    box = page.locator(f"select[name='{name}']")
    if box.count():
        box.select_option(value)
    else:
        page.check(f"input[name='{name}'][value={value}]")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_signing_in_to_a_step_passed(visit: Callable[..., Visit], scripts: bool) -> None:
    """Sign in, open a matter, be refused with the article, mend it, pass."""
    window = visit("juece") if scripts else visit("juece", NARROW, scripts=False)
    page = window.page
    _open_matter(page, window.site, f"调整城区公共停车收费标准之{scripts:d}")
    assert page.get_by_role("status").inner_text() == "已立项。接下来由您办理「交有关单位研究论证」。"
    page.get_by_role("listitem").filter(has_text="交有关单位研究论证").get_by_role("link", name="办理").click()
    for name, value in (("body_level", "government"), ("matter_class", "none"), ("exclusion", "none"), ("congress", "none"),
                        ("in_catalogue", "true")):  # fmt: skip
        _choose(page, f"scope_test.{name}", value)
    page.fill("[name='scope_test.class_reason']", "涉及公众切身利益。")
    page.fill("[name='scope_test.catalogue_item']", "年度目录第1项")
    page.get_by_role("button", name="提交").click()
    refusal = page.get_by_role("alert")
    assert "法定条件尚未满足" in refusal.inner_text() and "第三条第一款" in refusal.inner_text()
    assert page.input_value("[name='scope_test.class_reason']") == "涉及公众切身利益。"
    if scripts:
        assert page.evaluate("document.activeElement.hasAttribute('data-refusal')")
    _choose(page, "scope_test.matter_class", "public_policy")
    page.get_by_role("button", name="提交").click()
    assert "已办理「交有关单位研究论证」" in page.get_by_role("status").inner_text()
    assert page.locator(".course .here").text_content() == "研究论证（当前）"
    # the browser itself reports the refusal's status; nothing else may be reported
    assert [one for one in window.complaints if "409" not in one] == []


def test_rows_are_added_one_by_one(visit: Callable[..., Visit]) -> None:
    """With scripts one blank row stands there and each press adds one, numbered on."""
    window = visit("shangwu")
    page = window.goto("/cases/m10/record/basis_table")
    rows = page.locator("[data-rows] .row-item")
    assert rows.count() == 1
    for number, name in enumerate(("甲法", "乙条例", "丙办法")):
        if number:
            page.get_by_role("button", name="再加一行").click()
            assert page.evaluate("document.activeElement.name") == f"basis_table.items.{number}.title"
        for column, text in (("title", name), ("article", "第一条"), ("level", "法律")):
            page.fill(f"[name='basis_table.items.{number}.{column}']", text)
    page.check("input[name='basis_table.lawful'][value=true]")
    page.check("input[name='basis_table.consistent'][value=true]")
    page.get_by_role("button", name="登记入卷").click()
    page.goto(f"{window.site}/cases/m10/dossier")
    newest = page.locator("article.entry").first
    assert newest.locator("tbody tr").all_inner_texts() == ["甲法\t第一条\t法律", "乙条例\t第一条\t法律", "丙办法\t第一条\t法律"]


def test_the_list_narrows_without_leaving_the_page(visit: Callable[..., Visit]) -> None:
    window = visit("juece")
    page = window.goto("/worklist?filter=all")
    page.fill("#q", "烟花")
    with page.expect_response(lambda answer: "q=" in answer.url):
        page.get_by_role("button", name="查询").click()
    page.wait_for_function("document.querySelectorAll('#rows tbody tr').length === 3")
    assert "q=" in page.url and window.complaints == []


def test_the_menu_of_a_telephone(visit: Callable[..., Visit]) -> None:
    page = visit("juece", NARROW).page
    assert page.locator(".nav-wide").is_hidden()
    page.locator(".menu > summary").click()
    page.locator(".menu").get_by_role("link", name="督办").click()
    assert page.locator("h1").inner_text() == "督办"


def test_leaving_a_form_that_was_begun_asks_first(visit: Callable[..., Visit]) -> None:
    window = visit("juece")
    page = window.goto("/cases/new")
    page.locator("#f-_title").press_sequentially("未完成")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="取消").click()
    page.wait_for_url("**/worklist")
    assert asked == ["beforeunload"]


def test_demo_accounts_fill_themselves_in(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.goto("/sign-in")
    page.get_by_role("row", name=re.compile("^jiandu")).get_by_role("button", name="填入").click()
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/worklist")
    assert "演示监督员" in page.locator(".who").inner_text()


def test_a_field_of_a_person_offers_matches_while_one_types(visit: Callable[..., Visit]) -> None:
    window = visit("juece")
    page = window.page
    page.goto(f"{window.site}/cases/new")
    offered = page.locator("#known-person option")
    assert offered.count() == 0
    name = next(iter(PEOPLE.values()))[0]
    page.locator("[name='proposal.proposer']").press_sequentially(name[:2])
    offered.first.wait_for(state="attached")
    assert name in [one.get_attribute("value") for one in offered.all()]
