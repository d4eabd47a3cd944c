"""The supervisor's overview in a real browser: pictures beside tables that tell the same, saved as PNG; the wall asks for itself again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import NARROW, Visit

pytestmark = pytest.mark.xdist_group("browser")
DRAWN = """[...document.querySelectorAll('.picture canvas')]
 .every(one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(octet => octet))"""
OVERVIEW, WALL = "/supervision/overview", "/supervision/wall"


@pytest.mark.parametrize("size", [(1440, 900), NARROW], ids=["wide", "narrow"])
def test_pictures_are_drawn_and_saved_without_complaint(visit: Callable[..., Visit], size: tuple[int, int], tmp_path: Path) -> None:
    window = visit("jiandu", size)
    window.complaints.clear()
    page = window.goto(OVERVIEW)
    page.wait_for_selector(".picture-canvas canvas")
    assert page.locator(".picture canvas").count() == page.locator("[data-chart]").count() >= 3
    drawn = page.evaluate(DRAWN)
    assert drawn and window.complaints == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出图片").first.click()
    file = tmp_path / "picture.png"
    saved.value.save_as(file)
    assert saved.value.suggested_filename.endswith(".png") and file.read_bytes().startswith(b"\x89PNG") and file.stat().st_size > 5000


def test_without_scripts_the_tables_tell_everything(visit: Callable[..., Visit]) -> None:
    page = visit("jiandu", scripts=False).goto(OVERVIEW)
    assert page.locator("[data-chart]").first.is_hidden() and page.locator("table.board-table").count() >= 5
    page.get_by_role("link", name="立项至今30天以内").click()
    assert "在办事项" in page.locator("h1").inner_text()


def test_the_wall_asks_for_itself_again(visit: Callable[..., Visit]) -> None:
    window = visit("jiandu")
    page = window.goto(WALL)
    page.wait_for_function("window.htmx")
    page.evaluate("document.querySelector('#wall h1').textContent = '旧'")
    page.evaluate("htmx.ajax('GET', '/supervision/wall', {target: '#wall', swap: 'outerHTML'})")
    page.wait_for_function("document.querySelector('#wall h1').textContent === '督办情况'")
    assert page.locator("#wall").get_attribute("hx-trigger") == "every 60s" and window.complaints == []
