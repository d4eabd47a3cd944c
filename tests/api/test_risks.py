"""Risks over HTTP: on the case page and the supervisor's page, for programs, and to nobody who may not see the case."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import RecordEntry
from storage.risk_sweep import keep_risks
from tests.api.conftest import Desk
from tests.offices import PASSWORD, Office
from tests.penalties import CASE, REGISTER, REVIEWER, Bureau, settle_bureau

SignIn = Callable[[str], Desk]


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    """A case under inquiry whose second officer's certificate has been withheld, and the list swept."""
    made = settle_bureau(office, tmp_path)
    made.until("concluded")
    today = made.services.casework.today() + timedelta(days=1)
    made.clock.to(today)
    change = {"number": "演示000002", "change": "withheld", "reason": "违纪", "on": today.isoformat()}
    made.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "withheld", kind="certificate_change", fields=change))
    keep_risks(office.database, today)
    return made


@pytest.fixture
def sign_in(bureau: Bureau) -> SignIn:
    app = create_app(replace(bureau.services))

    def enter(person: str) -> Desk:
        client = TestClient(app)
        answer = client.post("/api/session", json={"login": person, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return Desk(client, answer.json()["csrf"])

    return enter


def test_the_case_page_shows_each_risk_with_its_rule_and_cure(sign_in: SignIn) -> None:
    page = sign_in("officer").client.get(f"/cases/{CASE}").text
    card = page[page.index('id="risks"') : page.index("现在可以办")]
    assert "办案人员不足二人" in card and "执法证件无效或者即将到期" in card
    assert "第四十二条" in card and "E-INV-02" in card and "怎么办" in card and "变更办案人员" in card
    assert "执法乙" in card and "officer2" not in card


def test_a_case_in_order_has_no_card(sign_in: SignIn, bureau: Bureau) -> None:
    today = bureau.services.casework.today().isoformat()
    back = {"number": "演示000002", "change": "restored", "reason": "期满", "on": today}
    bureau.services.casework.execute(RecordEntry(REVIEWER, REGISTER, "restored", kind="certificate_change", fields=back))
    assert 'id="risks"' not in sign_in("officer").client.get(f"/cases/{CASE}").text
    assert sign_in("officer").get(f"/cases/{CASE}/risks").json() == []


def test_numbers_on_the_page_are_its_rows(sign_in: SignIn) -> None:
    desk = sign_in("bureau_supervisor")
    board = desk.get("/supervision/risks/figures").json()
    rows = desk.get("/supervision/risks").json()["items"]
    assert board["all"]["count"] == len(rows) == 2
    for card in board["points"]:
        chosen = desk.client.get("/api" + card["link"]).json()["items"]
        assert len(chosen) == card["count"] and {one["risk"]["label"] for one in chosen} == {card["name"]}
        page = desk.client.get(card["link"]).text
        assert len(re.findall(r"<tr><td>", page)) == card["count"] and 'aria-current="page"' in page
    page = desk.client.get("/supervision/risks").text
    assert len(re.findall(r"<tr><td>", page)) == board["all"]["count"] and "没有统一规定" in page


def test_the_list_is_paged_and_bounded(sign_in: SignIn) -> None:
    desk = sign_in("bureau_supervisor")
    first = desk.get("/supervision/risks", limit=1).json()
    second = desk.get("/supervision/risks", limit=1, cursor=first["next_cursor"]).json()
    assert len(first["items"]) == len(second["items"]) == 1 and second["next_cursor"] is None
    assert first["items"][0]["risk"]["point"] != second["items"][0]["risk"]["point"]
    assert desk.get("/supervision/risks", limit=101).status_code == 422
    assert desk.get("/supervision/risks", cursor="x").status_code == 422
    assert desk.get("/supervision/risks", risk="没有这一类").json()["items"] == []


def test_who_may_not_see_the_case_learns_nothing(sign_in: SignIn) -> None:
    stranger = sign_in("foreign_office")
    assert stranger.get(f"/cases/{CASE}/risks").status_code == 404
    assert stranger.get("/supervision/risks").json()["items"] == []
    assert stranger.get("/supervision/risks/figures").json()["all"]["count"] == 0
    assert sign_in("officer").client.get("/supervision/risks").status_code == 403


def test_the_page_says_when_it_is_behind(sign_in: SignIn, bureau: Bureau) -> None:
    desk = sign_in("bureau_supervisor")
    assert "待核验" not in desk.client.get("/supervision/risks").text
    bureau.clock.to(bureau.services.casework.today() + timedelta(days=1))
    desk = sign_in("bureau_supervisor")
    page = desk.client.get("/supervision/risks").text
    assert "还有2件待核验" in page and page.count("有变化，待重新核验") == 2
