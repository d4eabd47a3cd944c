"""督办台 in a browser without scripts: figures, lists, and an order from a delay with one click."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import clean

Browse = Callable[..., Browser]
NUMBER = re.compile(r'href="(/supervision/deadlines[^"]*)"[^>]*>(?:<i[^>]*>.</i>)?(\d+)</a>')
FIGURE = re.compile(r'<a class="figure[^"]*" href="([^"]+)"[^>]*><b>(\d+)</b>')


def figures(page: Sheet) -> dict[str, int]:
    return {link: int(number) for link, number in FIGURE.findall(page.html)}


def rows(page: Sheet) -> int:
    return page.html.count('<a class="title"')


def test_an_order_is_issued_with_one_click_and_only_once(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get("/supervision")
    clicks = [form for form in page.forms if form.action.endswith("/order")]
    assert clicks and clean(page) == [] and "节假日不升级" in page.text
    order = browser.send(clicks[0])
    assert order.status == 200 and "待签收" in order.text and "督〔" in order.text and clean(order) == []
    again = browser.send(clicks[0])
    assert again.path == order.path, "a second click leads to the same order"
    page = browser.get("/supervision")
    assert order.path in page.links() and len([one for one in page.forms if one.action.endswith("/order")]) == len(clicks) - 1
    listed = browser.get("/supervision/orders")
    assert rows(listed) == 1 and order.path in listed.links() and clean(listed) == []
    for part in ("/dossier", "/deadlines", "/timeline"):
        assert browser.get(order.path + part).status == 200


def test_every_figure_leads_to_exactly_its_rows(demo: Browse) -> None:
    browser = demo("jiandu")
    for form in [one for one in browser.get("/supervision").forms if one.action.endswith("/order")][:2]:
        browser.send(form)
    for start in ("/supervision", "/supervision/orders"):
        found = figures(browser.get(start))
        assert found and sum(found.values()) == rows(browser.get(start))
        for link, number in found.items():
            assert rows(browser.get(link)) == number, link


def test_every_number_of_the_lights_leads_to_exactly_its_rows(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get("/supervision")
    numbers = {html.unescape(link): int(number) for link, number in NUMBER.findall(page.html)}
    assert len(numbers) > 8 and "亮灯情况" in page.text and "重大行政决策" in page.text
    for link, number in numbers.items():
        listed = browser.get(link)
        assert rows(listed) == number and clean(listed) == [], link
    red = browser.get("/supervision/deadlines?light=red")
    assert "红灯" in red.text and "超过时限1日（通用参数）" in red.text and rows(red) == sum(figures(page).values())
    assert "亮灯情况" not in browser.get("/supervision?rung=1").text, "one rung is read without the tables"


def test_the_office_drafts_and_the_supervisor_signs(demo: Browse) -> None:
    office = demo("juece")
    (form, *_) = [one for one in office.get("/supervision").forms if one.action.endswith("/order")]
    draft = office.send(form)
    assert "拟发" in draft.text and "督办事项" in office.get(f"{draft.path}/dossier").text
    assert f"{draft.path}/steps/issue_order" in demo("jiandu").get(draft.path).links()


def test_who_watches_nothing_sees_and_orders_nothing(demo: Browse) -> None:
    watcher, sponsor = demo("jiandu"), demo("jiaotong")
    (form, *_) = [one for one in watcher.get("/supervision").forms if one.action.endswith("/order")]
    token = sponsor.get("/worklist").html.partition('name="csrf_token" value="')[2].partition('"')[0]
    for path in ("/supervision/orders", "/supervision/deadlines"):
        assert sponsor.get(path).status == 403
    assert sponsor.post(form.action, [("csrf_token", token)]).status == 403
    assert watcher.post(form.action, []).status == 403, "without the form's token"
    assert rows(watcher.get("/supervision/orders")) == 0


def test_odd_addresses_are_answered(demo: Browse) -> None:
    browser = demo("jiandu")
    for path in ("/supervision?rung=9", "/supervision?rung=²", "/supervision?rung=x", "/supervision/orders?stage=nowhere",
                 "/supervision/deadlines?office=%00&stage=%3Cb%3E&light=pink"):
        assert browser.get(path).status == 200, path
    for path in ("/supervision?cursor=nonsense", "/supervision/deadlines?cursor=nonsense"):
        assert browser.get(path).status == 422, path
