"""The form of a publication offers the masked text; the year's page opens every figure; public pages are whole for every reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from tests.api.pages.page_outline import outline_faults
from tests.api.pages.plain_browser import Browser
from tests.offices import BUREAU, PASSWORD, Office
from tests.penalties import Bureau, settle_bureau

Browse = Callable[..., Browser]


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    return settle_bureau(office, tmp_path)


@pytest.fixture
def app(bureau: Bureau) -> FastAPI:
    return create_app(bureau.services)


@pytest.fixture
def enter(app: FastAPI) -> Iterator[Browse]:
    opened: list[TestClient] = []

    def browse(person: str = "") -> Browser:
        client = TestClient(app)
        opened.append(client)
        browser = Browser(client)
        if person:
            browser.send(browser.get("/sign-in").form("/sign-in"), {"login": person, "password": PASSWORD})
        return browser

    yield browse
    for client in opened:
        client.close()


def lived(bureau: Bureau, last: str) -> None:
    for stage in ("filed", "concluded", "notified", "heard", "reviewed", "decided", "served"):
        bureau.until(stage)
        if stage == last:
            return


def form_of(browser: Browser, bureau: Bureau, **given: str) -> object:
    where = "/cases/penalty1/steps/publish_result"
    today = bureau.services.casework.today().isoformat()
    fields = {"published_at": "机关网站", "social_impact": "true", "masked": "true", "published_on": today} | given
    return where, {f"result_publication.{name}": text for name, text in fields.items()}


def test_the_form_offers_the_masked_text(bureau: Bureau, enter: Browse) -> None:
    """The hearing's agent 李某 is masked already; a name in a labelled sentence and a number on no file are not."""
    lived(bureau, "decided")
    browser = enter("officer")
    where, fields = form_of(browser, bureau, content="某工贸有限公司（电话１３８ 0013 8000）罚款四万元，身份证11010519491231002X。")  # type: ignore[misc]
    page = browser.get(where)
    assert "预览隐去稿" in page.text and "逐字核对" in page.text
    shown = browser.send(page.form(where), fields | {"_more": "masked"})
    masked = "某工贸有限公司（电话（电话号码已隐去））罚款四万元，身份证（身份证件号码已隐去）。"
    assert shown.status == 200 and masked in shown.text and "隐去2处" in shown.text
    beside = re.findall(r'<mark title="([^"]+)">([^<]+)<', shown.html)  # the original, in which what goes is marked, beside what stays
    assert beside == [("电话号码", "１３８ 0013 8000"), ("身份证件号码", "11010519491231002X")] and "（应隐去：电话号码）" in shown.text
    refused = browser.send(shown.form(where), fields)
    assert refused.status == 409 and masked in refused.text and "起有身份证件号码" in refused.text and "「公示内容" in refused.text
    gate = refused.html.partition("<textarea")[0]  # what is refused is told before the form, which keeps what was typed
    assert "11010519491231002X" not in gate and "8000" not in gate
    done = browser.send(refused.form(where), fields | {"result_publication.content": masked})
    assert done.status in (200, 409) and "起有身份证件号码" not in done.text


def test_every_figure_of_the_year_opens_its_rows(bureau: Bureau, enter: Browse) -> None:
    lived(bureau, "served")
    browser = enter("bureau_reviewer")
    page = browser.get(f"/enforcement/yearly/2026?body={BUREAU}")
    assert page.status == 200 and outline_faults(page.html) == []
    links = re.findall(r'href="(/enforcement/yearly/2026\?body=bureau&amp;figure=(\w+))" aria-label="[^"]*">(\d+)([件次元])', page.html)
    assert len(links) >= 14 and {name for _, name, number, _ in links if number != "0"} >= {"ordinary", "fines", "heard", "reviewed", "filed"}
    for link, name, number, unit in links:
        rows = browser.get(link.replace("&amp;", "&"))
        cells = [int(one) for one in re.findall(r'data-label="金额（元）" class="number">(\d+)<', rows.html)]
        assert int(number) == (sum(cells) if unit == "元" else rows.html.count('<a class="title"')), name
    assert "行政处罚决定（普通程序）1件" in page.text
    assert enter("officer").get("/enforcement/yearly/2026").status == 403 and enter("bureau_reviewer").get("/enforcement/yearly/2026?figure=x").status == 404


def test_public_pages_are_whole(bureau: Bureau, enter: Browse) -> None:
    lived(bureau, "served")
    with bureau.services.database.reading() as connection:
        number = connection.exec_driver_sql("SELECT number FROM case_file WHERE id = 'penalty1'").scalar_one()
    browser = enter()
    for path in ("", "/draws", f"/register/{BUREAU}", f"/{quote(number)}", "?q=%E4%B8%8D%E5%AD%98%E5%9C%A8"):
        page = browser.get(f"/portal/enforcement{path}")
        assert page.status == 200 and outline_faults(page.html) == [], path
        assert not re.search(r"<[^>]* style=|<script(?![^>]* src=)", page.html), path
