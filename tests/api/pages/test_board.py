"""督办统计 in a browser without scripts: numbers that open into their rows, workbooks of both, the wall screen."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

from openpyxl import load_workbook

from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import clean

Browse = Callable[..., Browser]
NUMBER = re.compile(r'href="(/supervision/figures\?[^"]*)"(?![^>]*(?:中位|不超过))[^>]*>(?:<b>)?(\d+)<')
OVERVIEW, WALL, MAP = "/supervision/overview", "/supervision/wall", "/supervision/map"


def numbers(page: Sheet) -> dict[str, int]:
    return {html.unescape(link): int(number) for link, number in NUMBER.findall(page.html)}


def rows(browser: Browser, link: str) -> int:
    """All pages of a list."""
    page = browser.get(link)
    assert page.status == 200 and clean(page) == [], link
    found = page.html.count('<a class="title"')
    following = re.search(r'href="([^"]+)">下一页', page.html)
    return found + (rows(browser, html.unescape(following[1])) if following else 0)


def test_every_number_opens_exactly_its_rows(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get(OVERVIEW)
    found = numbers(page)
    assert clean(page) == [] and len(found) > 50 and len(page.html) < 300_000
    for link, number in found.items():
        assert rows(browser, link) == number, link
    for words in ("合法性审查率", "风险评估率", "公众参与率", "按期办结率", "论证", "365天以上"):
        assert words in page.text


def test_filters_stand_in_the_address(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get(OVERVIEW, office="yx-land", procedure="major_decision", **{"from": "2026-01-01", "to": "2026-06-30"})
    assert 'value="2026-01-01"' in page.html and '<option value="yx-land" selected>' in page.html
    found = numbers(page)
    assert found and all("office=yx-land" in link and "procedure=major_decision" in link and "from=2026-01-01" in link for link in found)
    for address in ("?from=2026-02-30", "?from=2026-05-01&to=2026-04-01", "?to=%00"):
        answer = browser.client.get(OVERVIEW + address)
        assert answer.status_code == 422 and "日期" in answer.text, address
    assert browser.get(f"{OVERVIEW}?office=%00&procedure=%3Cb%3E").status == 200
    assert browser.get("/supervision/figures?figure=none").status == 404
    for part in ("month=2026-99", "band=x", "state=x.y", "case=%00"):
        assert browser.get(f"/supervision/figures?figure=running&{part}").status == 200


def test_the_map_tells_the_same_numbers_as_its_table(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get(MAP, procedure="major_decision")
    found = numbers(page)
    assert clean(page) == [] and len(found) > 30 and "件，中位" in page.text and "heat-4" in page.html
    for link, number in found.items():
        assert rows(browser, link) == number, link
    assert browser.get(f"{MAP}?procedure=none").status == 404 and browser.get(MAP).status == 200


def test_numbers_and_rows_go_out_as_workbooks(demo: Browse) -> None:
    browser = demo("jiandu")
    answer = browser.client.get(f"{OVERVIEW}.xlsx")
    assert answer.status_code == 200 and answer.headers["content-type"].endswith("spreadsheetml.sheet")
    made = load_workbook(io.BytesIO(answer.content))
    assert made.sheetnames == ["总览", "在办时长", "单位排名", "超期最久的事项", "阶段用时", "法定程序落实", "按月"]
    told = {row[0].value: row[1].value for row in made["总览"].iter_rows(min_row=2)}
    link = next(link for link in numbers(browser.get(OVERVIEW)) if "figure=running" in link and "band" not in link and "office" not in link)
    listed = load_workbook(io.BytesIO(browser.client.get(link.replace("/figures?", "/figures.xlsx?")).content))["清单"]
    assert listed.max_row - 1 == told["在办事项"] == rows(browser, link)
    assert [cell.value for cell in listed[1]][:2] == ["编号", "事项"]


def test_the_wall_shows_no_matter_and_asks_for_itself_again(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get(WALL)
    assert clean(page) == [] and 'hx-get="/supervision/wall"' in page.html and '<meta http-equiv="refresh" content="60">' in page.html
    assert "/cases/" not in page.html and "规划" not in page.text and "决〔" not in page.text
    again = browser.client.get(WALL, headers={"hx-request": "true"}).text
    assert again.lstrip().startswith('<div id="wall"') and "<html" not in again
    for link, number in numbers(page).items():
        assert rows(browser, link) == number, link


def test_it_is_for_those_who_watch(demo: Browse) -> None:
    for person, may in (("jiandu", True), ("juece", True), ("shouzhang", True), ("juzhang", True), ("jiaotong", False), ("xitong", False)):
        browser = demo(person)
        for path in (OVERVIEW, f"{OVERVIEW}.xlsx", "/supervision/figures?figure=running", "/supervision/figures.xlsx?figure=running", WALL, MAP):
            assert browser.client.get(path).status_code == (200 if may else 403), (person, path)
    assert OVERVIEW in demo("jiandu").get("/worklist").links() and OVERVIEW not in demo("jiaotong").get("/worklist").links()
