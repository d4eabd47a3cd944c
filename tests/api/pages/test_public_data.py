"""Search and open data: only what is public, nothing that a spreadsheet would carry out; catalogues and participants."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.open_data import SETS, safe_cell
from states.casework.commands import Actor, OpenCase, RecordEntry, TakeStep
from states.dossier.vocabulary import Role
from storage.queries.public_search import found_items
from tests.api.pages.plain_browser import Browser
from tests.lives import CASE, Town, settle_town
from tests.offices import CITY, Office

Browse = Callable[..., Browser]
OFFICE = Actor("office", Role.DECISION_OFFICE)


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    return settle_town(office, tmp_path)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}" and safe_cell("甲=1") == "甲=1"


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_table_is_the_same_in_both_forms(demo: Browse, name: str) -> None:
    client = demo().client
    table = client.get(f"/portal/data/{name}.csv")
    assert table.headers["content-disposition"].startswith("attachment") and table.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    told = json.loads(client.get(f"/portal/data/{name}.json").text)
    assert told["rows"] == rows and all(set(row) == set(SETS[name].columns) for row in rows)
    assert rows or name == "withdrawn", "nothing of the demo was withdrawn"
    assert client.get(f"/portal/data/{name}x.csv").status_code == 422


def test_a_hostile_title_lies_harmless_in_the_table(town: Town) -> None:
    town.until("published")
    title = '=HYPERLINK("http://x.example","点击")'
    with town.services.database.writing() as connection:
        connection.exec_driver_sql(town.services.database.sql("UPDATE case_file SET title = :title"), {"title": title})
    client = TestClient(create_app(town.services))
    rows = list(csv.DictReader(io.StringIO(client.get("/portal/data/decisions.csv").text.removeprefix("\ufeff"))))
    assert [row["事项名称"] for row in rows] == [f"'{title}"]
    assert client.get("/portal/data/decisions.json").json()["rows"][0]["事项名称"] == title


def test_search_finds_what_is_shown_and_nothing_besides(demo: Browse) -> None:
    browser = demo()
    page = browser.get("/portal/search", q="产业集群")
    assert page.status == 200 and any(link.startswith("/portal/m") for link in page.links())
    for hidden in ("会议纪要", "合法性审查意见", "演示县长", "shouzhang", "co_open", "sha256"):
        assert not [link for link in browser.get("/portal/search", q=hidden).links() if link.startswith("/portal/m")], hidden
    assert "至少2个字" in browser.get("/portal/search", q="停").text
    for hostile in ("<script>alert(1)</script>", "%%", "__", "'; DROP TABLE entry;--", "\x00停车"):
        page = browser.get("/portal/search", q=hostile)
        assert page.status == 200 and "<script>alert" not in page.html, hostile


def test_a_search_looks_into_no_matter_that_is_not_public(town: Town) -> None:
    town.until("published")
    database, today = town.services.database, town.services.casework.today()
    assert found_items(database, today, "停车收费")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET confidentiality = 'internal'")
    assert found_items(database, today, "停车收费") == ()


def catalogue(town: Town, name: str, kind: str = "record") -> None:
    items = [{"number": 1, "item": name, "unit": "市交通局"}]
    fields = {"year": 2025, "name": "2025年度目录", "items": items}
    if kind == "open":
        command: object = OpenCase(OFFICE, "cat", f"o{name}", procedure="annual_catalogue", title="2025年度决策事项目录", office="city_office", body=CITY, fields=fields)
    else:
        command = RecordEntry(OFFICE, "cat", f"r{name}", kind="catalogue_draft", fields=fields)
    town.services.casework.execute(command)  # type: ignore[arg-type]


def step(town: Town, name: str, **inputs: object) -> None:
    town.services.casework.execute(TakeStep(OFFICE, "cat", f"s{name}", step=name, inputs=inputs))  # type: ignore[arg-type]


def test_a_catalogue_is_shown_as_it_was_published(town: Town) -> None:
    catalogue(town, "城市供水价格", "open")
    client = TestClient(create_app(town.services))
    assert client.get("/portal/cat").status_code == 404, "not before it is published"
    day = town.services.casework.today().isoformat()
    out = {"published_on": day, "channels": ["website"], "address": "https://www.example.gov.cn"}
    town.services.casework.execute(
        RecordEntry(OFFICE, "cat", "consent", kind="catalogue_consent", fields={"document": "某委〔2025〕1号", "agreed": True, "on": day})
    )
    step(town, "publish_catalogue", catalogue_publication=out)
    page = client.get("/portal/cat").text
    assert "城市供水价格" in page and "市交通局" in page and "某委〔2025〕1号" not in page
    assert "/portal/cat" in client.get("/portal?shelf=catalogues").text
    step(town, "adjust_catalogue", catalogue_adjustment={"reason": "新增事项。"})
    catalogue(town, "尚未公布的事项")
    assert "尚未公布的事项" not in client.get("/portal/cat").text and "新增事项" not in client.get("/portal/cat").text
    assert client.get(f"/portal/{CASE}").status_code == 404
    town.services.casework.execute(
        RecordEntry(OFFICE, "cat", "again", kind="catalogue_consent", fields={"document": "某委〔2025〕2号", "agreed": True, "on": day})
    )
    step(town, "publish_adjustment", catalogue_publication=out)
    page = client.get("/portal/cat").text
    assert page.index("尚未公布的事项") < page.index("目录此后已经调整") < page.index("城市供水价格"), "on one day too, the newer stands first"
