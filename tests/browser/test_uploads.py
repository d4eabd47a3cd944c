"""Several files at once, and a line that breaks in the middle of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from storage.arriving import PIECE
from tests.browser.conftest import NARROW, WIDE, Visit

CASE = "/cases/m10/dossier"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_broken_line_loses_nothing(visit: Callable[..., Visit], tmp_path: Path, size: tuple[int, int]) -> None:
    page = visit("juece", size).goto(CASE)
    names = [f"现场照片说明{size[0]}.txt", f"长记录{size[0]}.txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"{size[0]}宽的记录。\n" * (10 + number * (PIECE // 16 + 20_000)), encoding="utf-8")
    broken: list[str] = []

    def breaking(route: Route) -> None:
        if route.request.method == "PATCH" and len(broken) < 2:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/uploads/**", breaking)
    page.locator("#f-file").set_input_files([tmp_path / name for name in names])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("材料已上传", timeout=20_000)
    assert len(broken) == 2
    for name in names:
        expect(page.locator("#upload").get_by_text(name).first).to_be_visible()


def test_what_is_refused_says_why_and_the_page_stays(visit: Callable[..., Visit], tmp_path: Path) -> None:
    page = visit("juece", WIDE).goto(CASE)
    (tmp_path / "草案.pdf").write_bytes(b"<script>alert(1)</script>")
    page.locator("#f-file").set_input_files(tmp_path / "草案.pdf")
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator(".arrivals .wrong")).to_contain_text("不符")


def test_the_desk_can_be_installed(visit: Callable[..., Visit]) -> None:
    page = visit("juece", NARROW).goto(CASE)
    href = page.locator("link[rel=manifest]").get_attribute("href")
    answer = page.request.get(page.url.split("/cases")[0] + str(href))
    assert answer.headers["content-type"].startswith("application/manifest+json") and answer.json()["display"] == "standalone"


def test_what_is_uploaded_beside_a_form_can_be_chosen_there(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """What was typed stays, one's own upload is no change by somebody else, and the entry goes through with the new file."""
    page = visit("shangwu", NARROW).goto("/cases/m10/record/draft")
    page.get_by_label("草案名称").fill("大数据产业集群规划（修改稿）")
    (tmp_path / "修改稿.txt").write_text("第二稿。", encoding="utf-8")
    page.locator("#f-file").set_input_files(tmp_path / "修改稿.txt")
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_text("已入卷，可以在表单中选择")).to_be_visible(timeout=20_000)
    assert page.get_by_label("草案名称").input_value() == "大数据产业集群规划（修改稿）"
    assert page.get_by_label("草案文本").evaluate("one => one.selectedOptions[0].textContent") == "修改稿.txt"
    page.get_by_label("版次").fill("2")
    page.get_by_role("button", name="登记入卷").click()
    expect(page.get_by_role("status")).to_contain_text("已登记「决策草案」")
