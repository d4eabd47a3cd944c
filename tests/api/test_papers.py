"""文书 over HTTP: listed, downloaded, filed and fixed; a file changed by hand is told; only for those who see the matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import SignOffPaper
from states.errors import DomainError
from storage.documents.enforcement import coercion
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from storage.verify import verify
from tests.offices import PASSWORD, Office
from tests.penalties import CASE, OFFICER, Bureau, settle_bureau
from tests.storage.documents.files import edited, pdf_text, word_text
from tests.storage.stepping import rows

Enter = Callable[[str], TestClient]
LIST, PAGE = f"/api/cases/{CASE}/papers", f"/cases/{CASE}/papers"


@pytest.fixture
def bureau(office: Office, tmp_path: Path) -> Bureau:
    found = settle_bureau(office, tmp_path, hearing=False)
    found.until("decided")
    return found


@pytest.fixture
def enter(bureau: Bureau) -> Iterator[Enter]:
    """Sign somebody in at the bureau, on the day where the case stands."""
    app, opened = create_app(bureau.services), list[TestClient]()

    def signed_in(person: str) -> TestClient:
        client = TestClient(app, follow_redirects=False)
        opened.append(client)
        answer = client.post("/api/session", json={"login": person, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["x-csrf-token"] = answer.json()["csrf"]
        return client

    yield signed_in
    for client in opened:
        client.close()


def filed(client: TestClient, name: str, form: str, key: str, entry: str = "") -> httpx.Response:
    """The button 存入材料, as the page sends it."""
    sent = {"csrf_token": client.headers["x-csrf-token"], "_key": key, "_as": "officer|", "form": form, "entry": entry}
    answer: httpx.Response = client.post(f"{PAGE}/{name}", data=sent)
    return answer


def one(client: TestClient, name: str) -> dict[str, object]:
    return next(row for row in client.get(LIST).json() if row["name"] == name)


def test_the_list_says_what_can_be_drawn_up(enter: Enter) -> None:
    found = {row["name"]: row for row in enter("officer").get(LIST).json()}
    assert found["penalty_decision"] | {"entry": ""} == {
        "name": "penalty_decision", "title": "行政处罚决定书", "entry": "", "number": "罚决〔2026〕1号", "draft": False, "fixed": {}, "differences": []}
    assert found["service_proof"]["draft"] and found["file_cover"]["draft"] and "demand" not in found


def test_files_come_as_downloads_under_their_chinese_names(enter: Enter) -> None:
    client = enter("officer")
    for form, media_type, text in (("docx", DOCX, word_text), ("pdf", PDF, pdf_text)):
        for place in (LIST, PAGE):
            answer = client.get(f"{place}/penalty_decision.{form}")
            assert answer.status_code == 200 and answer.headers["content-type"] == media_type
            assert unquote(answer.headers["content-disposition"]).endswith(f"''行政处罚决定书罚决〔2026〕1号.{form}")
            assert answer.headers["content-security-policy"].startswith("sandbox") and answer.headers["x-content-type-options"] == "nosniff"
            assert "罚款40000元（大写：肆万元整）" in text(answer.content)


@pytest.mark.parametrize("path", ["penalty_decision.txt", "nothing.pdf", "demand.pdf", "penalty_decision.pdf?entry=none", "../materials.pdf", "penalty_decision"])
def test_what_is_not_there_is_not_found(enter: Enter, path: str) -> None:
    assert enter("officer").get(f"{LIST}/{path}").status_code in (404, 405, 422)


PLACES = (LIST, PAGE, f"{LIST}/penalty_decision.docx", f"{PAGE}/penalty_decision.pdf", f"{LIST}/penalty_decision/differences?material=sha256:{'0' * 64}")


@pytest.mark.parametrize("place", PLACES)
def test_who_does_not_see_the_matter_sees_no_paper(enter: Enter, bureau: Bureau, place: str) -> None:
    assert enter("sponsor").get(place).status_code == 404
    with TestClient(create_app(bureau.services), follow_redirects=False) as nobody:
        assert nobody.get(place).status_code in (303, 401)


def test_who_does_not_see_the_matter_files_nothing(enter: Enter, bureau: Bureau) -> None:
    assert filed(enter("sponsor"), "penalty_decision", "pdf", "k1").status_code == 404
    assert rows(bureau.services.database, "SELECT count(*) FROM fixed_paper") == [(0,)]


def test_the_page_offers_word_and_pdf_and_filing(enter: Enter) -> None:
    page = enter("officer").get(PAGE).text
    for said in ("行政处罚决定书", "罚决〔2026〕1号", "下载Word", "下载PDF", "定稿存入材料（PDF）", "草稿存入材料（PDF）", "草稿"):
        assert said in page, said
    assert f'href="{PAGE}"' in enter("officer").get(f"/cases/{CASE}").text


def test_a_signed_off_paper_is_fixed_by_its_digest(enter: Enter, bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    client, database = enter("officer"), bureau.services.database
    entry = str(one(client, "penalty_decision")["entry"])
    answer = filed(client, "penalty_decision", "docx", "k1", entry)
    assert answer.status_code == 303 and "已定稿" in client.get(answer.headers["location"]).text
    content = client.get(f"{LIST}/penalty_decision.docx").content
    digest = f"sha256:{sha256(content).hexdigest()}"
    assert one(client, "penalty_decision")["fixed"] == {"docx": digest}
    assert digest in {row["digest"] for row in client.get(f"/api/cases/{CASE}/materials").json()}
    again = filed(client, "penalty_decision", "docx", "k2", entry)
    assert again.status_code == 422 and "已经定稿" in again.text
    monkeypatch.setattr(coercion, "percent", lambda _: "9%")  # what would be drawn up is another text by now
    assert client.get(f"{LIST}/penalty_decision.docx").content == content
    assert "9%" in pdf_text(client.get(f"{LIST}/penalty_decision.pdf").content)
    command = SignOffPaper(OFFICER, CASE, "forged", digest=f"sha256:{'1' * 64}", name="行政处罚决定书.docx", media_type=DOCX, size=1,
                           paper="penalty_decision", entry=entry, form="docx")  # fmt: skip
    with pytest.raises(DomainError):
        bureau.services.casework.execute(command)
    assert rows(database, "SELECT digest FROM fixed_paper") == [(digest,)] and verify(database).ok


def test_a_draft_is_filed_as_a_draft_and_drawn_up_anew(enter: Enter, bureau: Bureau) -> None:
    client = enter("officer")
    answer = filed(client, "service_proof", "pdf", "k1")
    assert answer.status_code == 303 and "草稿已存入" in client.get(answer.headers["location"]).text
    names = [row["name"] for row in client.get(f"/api/cases/{CASE}/materials").json()]
    assert any(re.fullmatch(r"送达回证（草稿）[0-9a-f]{8}\.pdf", name) for name in names), names
    assert rows(bureau.services.database, "SELECT count(*) FROM fixed_paper") == [(0,)]
    bureau.until("served")
    assert one(enter("officer"), "service_proof")["draft"] is False


def test_after_the_closing_the_closing_report_can_still_be_signed_off(enter: Enter, bureau: Bureau) -> None:
    bureau.until("closed")
    client = enter("officer")
    assert filed(client, "closing_report", "pdf", "k1", str(one(client, "closing_report")["entry"])).status_code == 303
    answer = client.post(f"/api/cases/{CASE}/materials", files={"file": ("补充.docx", client.get(f"{LIST}/file_cover.docx").content)},
                         headers={"idempotency-key": "u1"})  # fmt: skip
    assert answer.status_code == 409
    assert verify(bureau.services.database).ok


def test_a_file_changed_by_hand_and_uploaded_is_told(enter: Enter) -> None:
    client = enter("officer")
    content = client.get(f"{LIST}/penalty_decision.docx").content
    found = {}
    for name, given in (("原件", content), ("改过", edited(content, "40000元", "4000元"))):
        answer = client.post(f"/api/cases/{CASE}/materials", files={"file": (f"{name}.docx", given)}, headers={"idempotency-key": f"u{name.encode().hex()}"})
        digest = answer.json()["digest"]
        found[name] = client.get(f"{LIST}/penalty_decision/differences", params={"material": digest}).json()
        page = client.get(PAGE, params={"paper": f"penalty_decision:{one(client, 'penalty_decision')['entry']}", "material": digest}).text
        assert ("与案卷相符" in page) == (name == "原件") and ("4000元”与案卷不符" in page) == (name == "改过")
    assert found["原件"] == [] and any("“4000元”" in why for why in found["改过"])


def test_what_people_wrote_is_text_on_the_page(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path, party="<b>{{7*7}}</b>&公司", hearing=False)
    bureau.until("decided")
    with TestClient(create_app(bureau.services)) as client:
        client.headers["x-csrf-token"] = client.post("/api/session", json={"login": "officer", "password": PASSWORD}).json()["csrf"]
        content = client.get(f"{LIST}/penalty_decision.docx").content
        assert "<b>{{7*7}}</b>&公司" in word_text(content)
        changed = edited(content, "40000元", "4000元")
        digest = client.post(f"/api/cases/{CASE}/materials", files={"file": ("<i>.docx", changed)}, headers={"idempotency-key": "u"}).json()["digest"]
        page = client.get(PAGE, params={"paper": "penalty_decision:", "material": digest}).text
        assert "<b>{{" not in page and "49" not in re.sub(r"[0-9a-f]{32,}", "", page.split("核对已上传的文书")[1]) and "与案卷不符" in page


def test_a_machine_without_a_printer_still_gives_word(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter("officer")
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    answer = client.get(f"{LIST}/penalty_decision.pdf")
    assert answer.status_code == 503 and "weasyprint" in answer.text
    assert client.get(f"{LIST}/penalty_decision.docx").status_code == 200
    assert filed(client, "penalty_decision", "pdf", "k1", str(one(client, "penalty_decision")["entry"])).status_code == 503


