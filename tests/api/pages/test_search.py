"""检索 as a page: the box on every page, what was found and where, and nothing that a hostile question could do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infra.wiring import Services
from states.dossier.vocabulary import Confidentiality
from storage.search_sweep import keep_search
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_every_page import clean
from tests.offices import Office

Browse = Callable[..., Browser]


def test_found_words_are_marked_and_lead_to_their_place(browse: Browse, office: Office, services: Services) -> None:
    office.open("m1")
    office.open("m2", confidentiality=Confidentiality.WITHHELD)
    keep_search(services.database, services.archive)
    browser = browse("outsider")
    assert browser.get("/worklist").form("/search").names() == {"q"}
    page = browser.get("/search", q="道路")
    assert page.status == 200 and clean(page) == []
    assert "<mark>道路</mark>" in page.html and "/cases/m1" in page.html and "/cases/m2" not in page.html
    assert "/cases/m2" in browse("office").get("/search", q="道路").html


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "%", "'", "道" * 3400, '"><img src=x>', "\x00"])
def test_hostile_questions_are_harmless(browse: Browse, office: Office, asked: str) -> None:
    office.open("m1")
    page = browse("office").get("/search", q=asked)
    assert page.status == 200 and clean(page) == [] and "<script>alert" not in page.html and "<img src=x>" not in page.html


def test_a_strange_cursor_is_refused_in_words(browse: Browse, office: Office) -> None:
    assert "从第一页重新查看" in browse("office").get("/search", q="道路", cursor="x").text
