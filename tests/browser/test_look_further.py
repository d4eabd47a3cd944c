"""The pages that came later, and what only a look at pictures showed: wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Visit
from tests.browser.test_look import _violations

pytestmark = pytest.mark.xdist_group("browser")
PAGES: dict[str, list[str]] = {
    "juece": ["/notices", "/notices/settings", "/calendar", "/calendar?year=2030", "/cases/m01/dossier", "/cases/m10/opinions",
              "/cases/m05/deadlines", "/supervision/orders", "/plan?from_day=abc", "/lists/todo", "/lists/cases?light=red", "/cases/m05/handling"],
    "chengguan": ["/lists/claim", "/lists/acted"],
    "xitong": ["/channels", "/channels/new", "/running", "/cases/new"],
    "": ["/portal/receipts", "/portal/receipts/mine", "/portal/search?q=规划", "/portal/data", "/portal/complaints", "/portal/law", "/portal?shelf=hearings"],
    "zhifajiandu": ["/complaints"],
    "shuiwu": ["/cases/m11/experts", "/cases/m11/opinions?shown=all"],
    "guwen": ["/supervision", "/cases/m12/steps/nothing", "/cases/m19/record/adviser_opinion"],
    "dangan": ["/cases/m01/archive", "/cases/m07/archive"],
    "yjdangan": ["/cases/e01/archive"],
    "zhifa": ["/cases/e02/site"],
    "fashen": ["/cases/e12/steps/pass_enforcement_review"],
}  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("who", list(PAGES))
def test_later_pages_fit_and_can_be_used_by_everybody(visit: Callable[..., Visit], who: str, size: tuple[int, int]) -> None:
    window = visit(who, size)
    for path in PAGES[who]:
        page = window.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        assert _violations(window) == [], path


def test_the_day_by_day_page_of_a_clock_fits(visit: Callable[..., Visit]) -> None:
    page = visit("juece", NARROW).goto("/cases/m05/deadlines")
    page.get_by_role("link", name="期限计算说明").first.click()
    page.wait_for_load_state()
    assert page.locator("h2", has_text="期限计算说明").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_public_menu_stands_in_one_row_on_a_telephone(visit: Callable[..., Visit]) -> None:
    page = visit("", NARROW).goto("/portal")
    tops = [box["y"] for box in (one.bounding_box() for one in page.locator("header nav a").all()) if box]
    heights = [box["height"] for box in (one.bounding_box() for one in page.locator("header nav a").all()) if box]
    assert len(tops) == 5 and len(set(tops)) == 1 and max(heights) < 50


def test_the_tabs_of_a_matter_stand_in_one_row_on_a_telephone(visit: Callable[..., Visit]) -> None:
    page = visit("juece", NARROW).goto("/cases/m05")
    tops = {box["y"] for box in (one.bounding_box() for one in page.locator("nav.tabs a").all()) if box}
    assert len(tops) == 1


def test_heads_of_a_table_stand_over_their_columns_on_a_telephone(visit: Callable[..., Visit]) -> None:
    page = visit("juece", NARROW).goto("/cases/m01/dossier")
    table = page.locator("table.rows").filter(has=page.locator("th", has_text="发言次序")).first
    head = [box["x"] for box in (one.bounding_box() for one in table.locator("th").all()) if box]
    body = [box["x"] for box in (one.bounding_box() for one in table.locator("tbody tr").first.locator("td").all()) if box]
    assert head == body and len(head) >= 3


def test_an_error_after_a_form_leads_back_to_it(visit: Callable[..., Visit]) -> None:
    """The session is over: what was typed is shown, and after signing in one is at the form again."""
    window = visit("juece")
    page = window.goto("/cases/m12/steps/refer_for_study")
    page.fill("[name='scope_test.class_reason']", "涉及公众切身利益的理由。")
    page.context.clear_cookies()
    page.get_by_role("button", name="提交").click()
    page.wait_for_load_state()
    assert "涉及公众切身利益的理由。" in page.inner_text("main")
    page.get_by_role("link", name="去登录").click()
    page.fill("#f-login", "juece")
    page.fill("#f-password", "yifa-demo-2026")
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/cases/m12/steps/refer_for_study")


def test_many_are_assigned_without_scripts(visit: Callable[..., Visit]) -> None:
    """Tick, choose, look, confirm; and the one whom it was given to finds it among their own."""
    page = visit("juece", scripts=False).goto("/lists/claim")
    row = page.locator("tr", has_text="云溪县城市管理局").first
    title = row.locator("a.title").inner_text()
    row.locator("input[name=case]").check()
    page.select_option("#handler-of", "chengguan")
    page.get_by_role("button", name="指定承办人").click()
    page.get_by_role("button", name="确认指定承办人（1项）").click()
    assert "1项中办成1项" in page.locator(".head").inner_text()
    own = visit("chengguan").goto("/lists/cases?handler=me")
    assert own.locator("a.title").all_inner_texts() == [title]


def test_the_column_of_the_menu_leaves_room_for_the_page(visit: Callable[..., Visit]) -> None:
    page = visit("juece").goto("/lists/cases")
    side, content = page.locator(".nav-side").bounding_box(), page.locator("main").bounding_box()
    assert side and content and side["x"] + side["width"] <= content["x"] and page.locator(".menu").is_hidden()
    assert page.locator(".nav-side a[aria-current]").inner_text() == "案件"


def test_a_sentence_with_a_link_in_an_empty_list_reads_as_a_sentence(visit: Callable[..., Visit]) -> None:
    page = visit("ziran").goto("/cases/m05")
    before, link, after = page.locator(".empty:has(a)").first.evaluate(
        """one => { const link = one.querySelector('a'), top = node => { const range = document.createRange(); range.selectNode(node);
        return range.getClientRects()[0].top }; return [link.previousSibling, link.firstChild, link.nextSibling].map(top) }"""
    )
    assert before == link == after


def test_what_is_told_stands_level_with_its_name_on_a_telephone(visit: Callable[..., Visit]) -> None:
    page = visit("fujuzhang", NARROW).goto("/cases/e05/desks/meeting")
    bottoms = page.locator(".beside-all details[open] .facts > dt").evaluate_all(
        """all => all.map(dt => [dt, dt.nextElementSibling].map(one => { const range = document.createRange(); range.selectNodeContents(one);
        return range.getClientRects()[0].bottom }))"""
    )
    assert len(bottoms) > 5 and max(abs(name - told) for name, told in bottoms) < 4, bottoms


def test_a_table_among_papers_read_beside_has_the_whole_width(visit: Callable[..., Visit]) -> None:
    page = visit("guwen").goto("/cases/m19/desks/hearing")
    assert page.locator(".beside-all .in-table").first.evaluate("one => one.clientWidth / one.closest('.facts').clientWidth") > 0.95
