"""A decision that was public and is no longer: the page says so, and why; search and tables say the same, and nothing of what it said."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import Actor, RecordEntry, TakeStep
from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.dossier.vocabulary import Role
from states.errors import GateClosed, InvalidEntry
from states.law.conditions.decision_publicity import PAPERS
from storage.queries.portal import RELEASES
from storage.verify import verify
from tests.api.pages.plain_browser import Browser
from tests.lives import CASE, Town, settle_town
from tests.offices import PASSWORD, Office

OFFICE = Actor("office", Role.DECISION_OFFICE)
IDENTITY, WHY = "11010519491231002X", "文本中误登了个人信息，屏蔽后另行公布。"
# Text that is public and is not held against the masks: contact data of the office itself, and names whose publication is a duty.
OPEN = {("consultation_notice", "reply_ways"), ("hearing_notice", "place")}


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    found = settle_town(office, tmp_path)
    found.until("published")
    return found


def step(town: Town, name: str, key: str = "", **inputs: object) -> None:
    town.services.casework.execute(TakeStep(OFFICE, CASE, f"{name}{key}", step=name, inputs=inputs))  # type: ignore[arg-type]


def withdraw(town: Town, **more: object) -> None:
    today = town.services.casework.today().isoformat()
    plain = {"covers": ["decision"], "ground": "masked", "basis": "《政府信息公开条例》第十五条", "reason": WHY, "withdrawn_on": today}
    step(town, "withdraw_publication", str(len(more)), publication_withdrawal=plain | more)


def text_of(town: Town) -> str:
    return str(town.rows("SELECT fields FROM entry WHERE kind = 'final_text'")[0][0]).partition('"sha256:')[2][:64]


def test_a_withdrawn_decision_leaves_a_stub_and_comes_back_masked(town: Town) -> None:
    client, digest = TestClient(create_app(town.services)), f"sha256:{text_of(town)}"
    before = client.get(f"/portal/{CASE}").text
    assert client.get(f"/portal/{CASE}/materials/{digest}").status_code == 200 and "采纳" in before and "已撤回" not in before
    with pytest.raises(GateClosed, match="身份证件号码"):
        withdraw(town, reason=f"误登了{IDENTITY}")
    withdraw(town, covers=["decision", "consultation", "hearing"])  # the same file was published as the draft
    page = client.get(f"/portal/{CASE}").text
    stub = page.partition('id="decision"')[2].partition("</section>")[0]
    assert WHY in stub and "第十五条" in stub and "屏蔽" in stub and "不再提供" in stub and digest not in page
    assert client.get(f"/portal/{CASE}/materials/{digest}").status_code == 404
    told = client.get(f"/api/portal/consultations/{CASE}").json()[0]
    assert told["fields"] == [] and told["gone"]["reason"] == WHY
    row = next(csv.DictReader(io.StringIO(client.get("/portal/data/decisions.csv").text.removeprefix("\ufeff"))))
    assert (row["状态"], row["公开内容"]) == ("已撤回", "") and WHY in row["撤回理由"]
    assert "已撤回" in client.get("/portal/search?q=停车收费").text and f"/portal/{CASE}" in client.get("/portal/search?q=误登了个人").text
    assert "已撤回" in client.get("/portal").text
    today = town.services.casework.today().isoformat()
    step(town, "publish_again", republication={"published_on": today, "channels": ["website"], "address": "某市网站", "file": digest, "reviewed": True})
    page = client.get(f"/portal/{CASE}").text
    assert "决策重新公布" in page and WHY in page, "the stub stays beside what took its place"
    assert client.get(f"/portal/{CASE}/materials/{digest}").status_code == 200 and verify(town.services.database).ok


def test_every_public_text_is_held_against_the_masks() -> None:
    """Whatever the portal shows of a decision's papers as text is marked public in its form, so that preview and gate see it."""
    kinds = {kind for papers in PAPERS.values() for kind in papers}
    assert {kind for kind, release in RELEASES.items() if release.kind in PAPERS} <= kinds
    for kind in kinds:
        shown = RELEASES[kind].fields if kind in RELEASES else tuple(KINDS[kind].by_name)
        texts = {name for name in shown if KINDS[kind].by_name[name].type in (FieldType.TEXT, FieldType.LONG) and not KINDS[kind].by_name[name].public}
        assert {(kind, name) for name in texts} <= OPEN, kind


def test_the_forms_of_a_decision_offer_the_masked_text_and_refuse_numbers(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("reported")
    browser = Browser(TestClient(create_app(town.services)))
    browser.send(browser.get("/sign-in").form("/sign-in"), {"login": "office", "password": PASSWORD})
    where = f"/cases/{CASE}/steps/publish"
    given = {"publication_record.adoption_explained": f"采纳了电话13800138000的市民（{IDENTITY}）的建议。"}
    page = browser.send(browser.get(where).form(where), given | {"_more": "masked"})
    assert "（电话号码已隐去）" in page.text and "（身份证件号码已隐去）" in page.text and "隐去2处" in page.text
    record = f"/cases/{CASE}/record/interpretation"
    page = browser.get(record)
    assert "预览隐去稿" in page.text
    told = {"on": town.services.casework.today().isoformat(), "way": "新闻发布会", "content": f"联系13800138000，{IDENTITY}"}
    with pytest.raises(InvalidEntry, match="不得公开"):
        town.services.casework.execute(RecordEntry(OFFICE, CASE, "i", kind="interpretation", fields=told))
