"""Fields of persons and units: a few matches while one types, the exact name without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from states.dossier.vocabulary import Role
from tests.api.pages.plain_browser import Browser
from tests.offices import PASSWORD, SINCE, Office, filled

Browse = Callable[..., Browser]


@pytest.fixture
def under_study(office: Office) -> Office:
    office.open(fields={"proposer_type": "leader"})
    office.clock.set("2026-03-02")
    office.step("office", "refer_for_study", {"scope_test": filled("scope_test")})
    return office


def test_a_form_lists_nobody_and_asks_while_one_types(browse: Browse, under_study: Office) -> None:
    page = browse("study").get("/cases/case-1/record/study_report")
    assert page.status == 200 and "某市司法局" not in page.html
    (field,) = [had for tag, had in page.tags if had.get("name") == "study_report.unit"]
    assert (field["hx-get"], field["hx-target"], field["list"]) == ("/register/office", "#known-office", "known-office")


def test_the_choices_come_as_a_piece_of_a_page(browse: Browse, office: Office) -> None:
    browser = browse("study")
    piece = browser.get("/register/office", **{"study_report.unit": "司法"})
    assert piece.status == 200 and piece.html.strip() == '<option value="某市司法局">某市司法局 · 某市人民政府</option>'
    assert browser.get("/register/person", any="专家").html.count("<option") == 2
    assert browser.get("/register/person").html.strip() == browser.get("/register/person", any="").html.strip() == ""
    assert browser.get("/register/nothing", any="司法").status in (404, 422)


def test_a_stranger_gets_no_names(anybody: TestClient) -> None:
    answer = anybody.get("/register/person", params={"any": "专家"}, follow_redirects=False)
    assert answer.status_code in (303, 401) and "专家" not in answer.text


def test_what_is_offered_is_text(browse: Browse, office: Office) -> None:
    office.people.add_office("odd", '<script>"某局', "city")
    piece = browse("study").get("/register/office", any="某局")
    assert "<script" not in piece.html and "&lt;script&gt;" in piece.html


def test_without_scripts_the_exact_name_is_typed_and_namesakes_are_asked_about(browse: Browse, under_study: Office) -> None:
    under_study.people.add_person("wang", "wang", "张伟", "justice", PASSWORD, (Role.SPONSOR,), SINCE)
    under_study.people.add_person("wang2", "wang2", "张伟", "university", PASSWORD, (Role.SPONSOR,), SINCE)
    browser = browse("study")
    page = browser.get("/cases/case-1/record/study_report")
    form = next(one for one in page.forms if "study_report.unit" in one.names())
    rest = {"study_report.findings": "可行。", "study_report.recommends_start": "true", "study_report.finished_on": "2026-03-02"}
    refused = browser.send(form, rest | {"study_report.unit": "张伟"})
    assert refused.status == 422 and "张伟（某大学）、张伟（某市司法局）" in refused.text
    again = next(one for one in refused.forms if "study_report.unit" in one.names())
    done = browser.send(again, {"study_report.unit": " 某市 司法局"})
    assert done.status == 200
    entry = browser.get("/cases/case-1/dossier")
    assert "某市司法局" in entry.text and "justice" not in entry.text
