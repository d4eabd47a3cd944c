"""履职记录 in a browser without scripts: one's own page, that of others for who may look, an office over the years."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_board import numbers, rows
from tests.api.pages.test_every_page import clean

Browse = Callable[..., Browser]
NUMBER = re.compile(r'href="(/responsibility/people/[^"]*)"[^>]*>(\d+)<')


def own(page: Sheet) -> dict[str, int]:
    return {html.unescape(link): int(number) for link, number in NUMBER.findall(page.html)}


def test_everybody_sees_their_own_and_every_number_opens(demo: Browse) -> None:
    browser = demo("jiaotong")
    page = browser.get("/responsibility")
    assert (page.status, page.path) == (200, "/responsibility/people/jiaotong") and clean(page) == [] and "经手的事项" in page.text
    found = own(page)
    assert len(found) > 3
    for link, number in found.items():
        assert rows(browser, link) == number, link
    acts = browser.get("/responsibility/people/jiaotong/acts")
    assert "提交论证" in acts.text and "/timeline" in acts.html


def test_who_supervises_or_heads_the_body_may_look(demo: Browse) -> None:
    for person, other, may in (("jiandu", "jiaotong", True), ("shouzhang", "juece", True), ("juece", "jiaotong", False), ("jiaotong", "ziran", False),
                               ("jiandu", "zhifa", False), ("zhifajiandu", "zhifa", True), ("xitong", "jiaotong", False)):  # fmt: skip
        browser = demo(person)
        for path in (f"/responsibility/people/{other}", f"/responsibility/people/{other}/acts"):
            assert browser.get(path).status == (200 if may else 404), (person, path)
    for path in ("/responsibility/people/%00", "/responsibility/people/jiaotong/nothing", "/responsibility/offices/nowhere"):
        assert demo("jiandu").get(path).status == 404, path
    assert demo("jiandu").get("/responsibility/people/jiaotong/acts?year=%C2%B2").status == 200
    assert demo("jiandu").get("/responsibility/people/jiaotong/acts?cursor=nonsense").status == 422


def test_an_office_over_the_years(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get("/responsibility/offices/yx-land")
    assert page.status == 200 and clean(page) == [] and "演示经办（自然资源）" in page.text
    found = numbers(page) | own(page)
    assert len(found) > 5
    for link, number in found.items():
        assert rows(browser, link) == number, link
    assert "/responsibility/offices/yx-land" in browser.get("/supervision/overview").links()
    assert demo("jiaotong").get("/responsibility/offices/yx-transport").status == 404
    assert "/responsibility/offices/" not in demo("juece").get("/supervision/overview").html, "who may not look is not led there"


def test_looking_at_somebody_else_is_on_record(demo: Browse) -> None:
    """For the auditor of the body; one's own page and what was refused are not."""
    demo("jiandu").get("/responsibility/people/jiaotong")
    demo("jiandu").get("/responsibility/people/jiaotong/acts")
    demo("jiaotong").get("/responsibility/people/jiaotong")
    demo("jiaotong").get("/responsibility/people/ziran")
    page = demo("shenji").get("/system/audit", kind="reading")
    assert page.status == 200 and page.html.count("查阅他人履职记录") == 2
    assert "演示监督员" in page.text and "演示经办（交通）" in page.text and "演示经办（自然资源）" not in page.text
