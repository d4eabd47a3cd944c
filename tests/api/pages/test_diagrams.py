"""流程图 over HTTP: a matter on its map, every procedure's page and files, and what strangers do not learn."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest

from states.dossier.vocabulary import Confidentiality
from states.procedures.catalogue import PROCEDURES
from tests.api.pages.plain_browser import Browser
from tests.offices import Office

Browse = Callable[..., Browser]


def test_a_matter_stands_on_its_map(demo: Browse) -> None:
    """The tab is there, the drawing marks where the matter stands, and the list below says the same."""
    browser = demo("juece")
    assert "/cases/m05/diagram" in browser.get("/cases/m05").links()
    page = browser.get("/cases/m05/diagram")
    assert page.status == 200 and "▶ </tspan>决定待公布" in page.html and 'aria-current="step"' in page.html
    assert "走过的路径" in page.text and "/procedures/major_decision" in page.links()
    given = browser.client.get("/cases/m05/diagram.svg")
    number = browser.client.get("/api/cases/m05").json()["row"]["number"]
    assert given.headers["content-type"] == "image/svg+xml" and unquote(given.headers["content-disposition"]).endswith(f"{number}流程图.svg")
    root = Xml.fromstring(given.text)
    assert "国土空间总体规划" not in given.text and root.get("aria-label") == f"{number}流程图"


def test_strangers_get_no_picture(browse: Browse, office: Office) -> None:
    office.open("secret", confidentiality=Confidentiality.INTERNAL)
    assert browse("office").get("/cases/secret/diagram").status == 200
    for path in ("/cases/secret/diagram", "/cases/secret/diagram.svg", "/cases/none/diagram.svg"):
        assert browse("expert").client.get(path).status_code == 404


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_every_procedure_has_its_page_and_files(browse: Browse, name: str) -> None:
    """All steps with who takes them and the articles asked for, and three files that are what they say."""
    plan, browser = PROCEDURES[name], browse("supervisor")
    page = browser.get(f"/procedures/{name}")
    assert page.status == 200 and f"/procedures/{name}" in browser.get("/procedures").links()
    assert all(f'id="s-{step.name}"' in page.html for step in plan.steps.values())
    rules = {key.partition("#")[0] for step in plan.steps.values() for key in step.gate} | {one.rule for one in plan.timers}
    assert all(f"q={rule}" in page.html for rule in rules)
    for form, kind in (("svg", "image/svg+xml"), ("bpmn", "application/xml"), ("mmd", "text/plain; charset=utf-8")):
        given = browser.client.get(f"/procedures/{name}/chart.{form}")
        assert (given.status_code, given.headers["content-type"].replace("utf8", "utf-8")) == (200, kind)
        assert unquote(given.headers["content-disposition"]).endswith(f"流程图.{form}")


def test_what_there_is_not_is_said(browse: Browse) -> None:
    browser = browse("office")
    for path in ("/procedures/none", "/procedures/none/chart.svg", "/procedures/penalty/chart.exe"):
        answer = browser.client.get(path)
        assert answer.status_code == 404 and "请从" in answer.text, path
