"""监督员的一天: from a number on the overview to its rows, to the matter, and a supervision order. 档案员: what is sealed is found."""

from __future__ import annotations

import re

import pytest

from tests.browser.days.conftest import Start

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]


def test_a_supervisor_follows_a_number(walk: Start) -> None:
    one = walk("jiandu")
    one.menu("统计")
    number = one.page.get_by_role("main").get_by_role("link", name=re.compile(r"^\s*[1-9]\d*")).first
    one.go("一个数字", number)
    row = one.page.get_by_role("main").get_by_role("table").get_by_role("link").first
    title = row.inner_text()
    one.go(title, row)
    assert one.page.get_by_role("heading", level=1).inner_text() != ""
    one.menu("督办")
    order = one.page.get_by_role("button", name=re.compile("^发督办单：")).first
    about = (order.get_attribute("aria-label") or "").partition("：")[2]
    one.press("发督办单", order)
    assert about in one.text() and "督办" in one.text()


def test_an_archivist_finds_what_is_sealed(walk: Start) -> None:
    one = walk("dangan")
    one.menu("归档")
    first = one.page.get_by_role("main").get_by_role("table").get_by_role("link").first
    title = first.inner_text()
    one.go(title, first)
    assert title in one.text()
    one.go("案卷")
    assert "封存" in one.text()
