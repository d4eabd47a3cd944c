"""The portal: what was published and nothing else, and opinions from anybody while it is time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import Actor, AddMaterial
from states.dossier.vocabulary import Role
from tests.api.conftest import footprint
from tests.lives import CASE, Town, settle_town
from tests.offices import PAPER, Office
from tests.slips import slip_for

LIST = "/api/portal/consultations"
GIVE = f"{LIST}/{CASE}/opinions"


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    return settle_town(office, tmp_path)


@pytest.fixture
def citizen(town: Town) -> TestClient:
    return TestClient(create_app(town.services))


def consult(town: Town) -> None:
    """Live on until the consultation takes opinions."""
    town.until("drafting")
    for _, acts in town.told:
        for act in acts:
            town.player.play([act])
            if act.name == "open_consultation":
                return
    raise AssertionError("no consultation was opened")


def test_nothing_is_shown_before_it_is_published(town: Town, citizen: TestClient) -> None:
    town.until("drafting")
    assert citizen.get(LIST).json()["items"] == []
    assert citizen.get(f"{LIST}/{CASE}").status_code == 404


def test_an_open_consultation_shows_its_notice_and_takes_opinions(town: Town, citizen: TestClient) -> None:
    consult(town)
    (item,) = citizen.get(LIST, params={"shelf": "open"}).json()["items"]
    assert item["open"] is True and item["kind_label"] == "公开征求意见"
    labels = {one["label"] for one in item["fields"]}
    assert {"截止日期", "公布的决策草案", "提出意见的方式"} <= labels
    answer = citizen.post(GIVE, json={"text": "建议分时段收费。"} | slip_for(citizen, CASE))
    assert answer.status_code == 201, answer.text
    _, seq, head = answer.json()["receipt"].split("-")
    ((hashed,),) = town.rows(f"SELECT hash FROM event WHERE case_id = '{CASE}' AND seq = {seq}")
    assert hashed.upper().startswith(head)
    assert town.rows("SELECT source, text FROM opinion") == [("网上公众", "建议分时段收费。")]


def test_the_published_draft_can_be_downloaded_and_no_other_paper(town: Town, citizen: TestClient) -> None:
    consult(town)
    inner = AddMaterial(Actor("office", Role.DECISION_OFFICE), CASE, "inner", digest=PAPER, name="内部.docx", media_type="x/y", size=9)
    town.services.casework.execute(inner)
    items = citizen.get(f"{LIST}/{CASE}").json()
    shown = {one["material"] for item in items for one in item["fields"] if one["material"]}
    filed = {row[0] for row in town.rows(f"SELECT digest FROM material WHERE case_id = '{CASE}'")}
    assert shown < filed
    for digest in filed:
        answer = citizen.get(f"{LIST}/{CASE}/materials/{digest}")
        assert answer.status_code == (200 if digest in shown else 404)


@pytest.mark.parametrize("confidentiality", ["internal", "withheld"])
def test_a_matter_that_is_not_public_never_shows(town: Town, citizen: TestClient, confidentiality: str) -> None:
    consult(town)
    with town.services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE case_file SET confidentiality = '{confidentiality}'")
    assert citizen.get(LIST).json()["items"] == []
    assert citizen.get(f"{LIST}/{CASE}").status_code == 404
    assert citizen.post(GIVE, json={"text": "意见"}).status_code == 404
    assert town.rows("SELECT count(*) FROM opinion") == [(0,)]


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"text": ""}, 422), ({"text": "  "}, 422), ({"text": "长" * 5001}, 422), ({}, 422), ({"text": "意\u0000见"}, 422),
     ({"text": "买链接", "website": "https://spam.example"}, 422), ({"text": "意见", "role": "head"}, 422)],
)  # fmt: skip
def test_what_is_no_opinion_is_refused(
    town: Town, citizen: TestClient, office: Office, sent: dict[str, Any], status: int
) -> None:
    consult(town)
    before = footprint(office)
    assert citizen.post(GIVE, json=slip_for(citizen, CASE) | sent).status_code == status
    assert footprint(office) == before


def test_one_address_cannot_flood_a_consultation(town: Town, citizen: TestClient) -> None:
    consult(town)
    answers = [citizen.post(GIVE, json={"text": f"意见{number}"} | slip_for(citizen, CASE)) for number in range(12)]
    assert [one.status_code for one in answers] == [201] * 10 + [429] * 2
    assert "频繁" in answers[-1].json()["detail"] and int(answers[-1].headers["retry-after"]) > 0
    assert town.rows("SELECT count(*) FROM opinion") == [(10,)]


def test_after_the_last_day_no_opinion_is_taken(town: Town, citizen: TestClient) -> None:
    town.until("participation")
    answer = citizen.post(GIVE, json={"text": "迟到的意见"} | slip_for(citizen, CASE))
    assert answer.status_code == 409 and answer.json()["title"] == "不在法定时间内"
    (item,) = [one for one in citizen.get(LIST).json()["items"]]
    assert item["open"] is False


def test_a_published_decision_shows_text_and_adoption_but_no_minutes(town: Town, citizen: TestClient) -> None:
    town.until("published")
    items = citizen.get(f"{LIST}/{CASE}").json()
    decision = next(one for one in items if one["kind"] == "decision")
    labels = {one["label"] for one in decision["fields"]}
    assert {"公布日期", "文号", "决策文本"} <= labels
    words = str(items)
    for kept in ("meeting_minutes", "合法性审查意见", "会议纪要"):
        assert kept not in words
    (row,) = citizen.get(LIST, params={"shelf": "decisions"}).json()["items"]
    assert row["kind"] == "decision"
