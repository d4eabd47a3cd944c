"""What a hostile program may send: every writing route without the token, bodies that never end, names that lie."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from infra.wiring import Services
from states.casework.commands import AddMaterial
from states.errors import InvalidEntry
from tests.api.conftest import PROBLEM, Desk, footprint
from tests.api.rest.test_default_deny import OPEN, routes
from tests.api.rest.test_materials import upload, word
from tests.api.rest.test_session import opening
from tests.offices import PASSWORD, Office

SignIn = Callable[[str], Desk]
WRITING = ("POST", "PUT", "PATCH", "DELETE")
DIGEST = "sha256:" + "c" * 64


def filled_in(path: str) -> str:
    return re.sub(r"{\w+}", "x", re.sub(r"{seq}", "1", re.sub(r"{case}", "m1", re.sub(r"{digest}", DIGEST, path))))


@pytest.mark.parametrize("token", ["", "wrong", "0" * 64, "stolen"])
def test_every_writing_route_needs_the_right_token(app: FastAPI, sign_in: SignIn, office: Office, token: str) -> None:
    """Signed in, with a key, with a body: without the session's own token nothing is done."""
    office.open("m1")
    desk, other = sign_in("office"), sign_in("sponsor")
    before, tried = footprint(office), 0
    for method, path in sorted(set(routes(app)) - OPEN):
        if method in WRITING:
            headers = {"x-csrf-token": other.csrf if token == "stolen" else token, "idempotency-key": f"k{tried}"}
            answer = desk.client.request(method, filled_in(path), json={}, headers=headers)
            assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM), (method, path, answer.text)
            assert answer.json()["type"] == "urn:yifa:problem:forged"
            tried += 1
    assert tried >= 8 and footprint(office) == before
    assert desk.get("/me").status_code == 200, "still signed in"


def test_every_act_needs_a_key(app: FastAPI, sign_in: SignIn, office: Office) -> None:
    """Without an idempotency key no matter is touched: a repeated request could not be known."""
    office.open("m1")
    desk = sign_in("office")
    before, keyed = footprint(office), 0
    for method, path in sorted(set(routes(app)) - OPEN):
        if method == "POST" and "/cases" in path:
            answer = desk.client.post(filled_in(path), json={}, headers={"x-csrf-token": desk.csrf})
            assert answer.status_code in (404, 422), (path, answer.text)
            if answer.status_code == 422:
                assert "idempotency-key" in answer.json()["fields"], (path, answer.text)
                keyed += 1
    assert keyed >= 6 and footprint(office) == before


def nested(depth: int, inner: str = "1") -> str:
    return "[" * depth + inner + "]" * depth


@pytest.mark.parametrize("depth", [9, 100, 900, 5_000, 100_000])
def test_a_body_without_bottom_is_refused(sign_in: SignIn, office: Office, depth: int) -> None:
    desk, before = sign_in("office"), footprint(office)
    body = json.dumps(opening()).replace('"title": "', f'"deep": {nested(depth)}, "title": "')
    for content in (body, nested(depth), "{" + f'"fields": {nested(depth)}' + "}"):
        answer = desk.client.post(
            "/api/cases", content=content,
            headers={"content-type": "application/json", "x-csrf-token": desk.csrf, "idempotency-key": "deep"},
        )  # fmt: skip
        assert answer.status_code in (400, 422) and answer.headers["content-type"] == PROBLEM, answer.text[:300]
        assert any("\u4e00" <= char <= "\u9fff" for char in answer.json()["detail"])
    assert footprint(office) == before


@pytest.mark.parametrize(
    ("problem", "why"), [(json.loads(nested(9)), "嵌套层次过多"), ("意\u0000见", "无法保存的字符")], ids=["deep", "control"]
)
def test_what_cannot_be_kept_is_told_in_words(sign_in: SignIn, problem: Any, why: str) -> None:
    answer = sign_in("office").post("/cases", opening(fields={"problem": problem}))
    assert answer.status_code == 422 and why in answer.json()["detail"], answer.text


@pytest.mark.parametrize(
    "body", ["{", "\x00", '{"title": "\\u0000"}', '{"title": "\\ud800"}', '{"title": NaN}', '{"title": 1e999}', "null", "[]", '"x"', "\ufeff{}"]
)
def test_what_is_no_request_is_refused(sign_in: SignIn, office: Office, body: str) -> None:
    desk, before = sign_in("office"), footprint(office)
    answer = desk.client.post(
        "/api/cases", content=body.encode(),
        headers={"content-type": "application/json", "x-csrf-token": desk.csrf, "idempotency-key": "odd"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM) and footprint(office) == before


@pytest.mark.parametrize("char", ["\u202e", "\u2067", "\u200f", "\u200b", "\ufeff"])
def test_what_turns_or_hides_text_is_refused(sign_in: SignIn, office: Office, char: str) -> None:
    desk, before = sign_in("office"), footprint(office)
    for sent in (opening(title=f"停车{char}收费标准"), opening(fields=dict(opening()["fields"], proposer=f"甲{char}乙"))):  # type: ignore[call-overload]
        answer = desk.post("/cases", sent)
        assert answer.status_code == 422 and "控制字符" in answer.text, answer.text
    assert footprint(office) == before


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd.docx", "..\\..\\secret.docx", "/etc/cron.d/x.docx", "C:\\x.docx", "a/../b.docx", ".../x.docx", "CON.docx", "x\u202excod.docx"],
)
def test_a_name_never_leads_out_of_the_archive(sign_in: SignIn, office: Office, services: Services, tmp_path: Path, name: str) -> None:
    office.open("m1")
    desk, before = sign_in("sponsor"), set(tmp_path.rglob("*.docx"))
    answer = upload(desk, "m1", name, word())
    assert answer.status_code == 201, answer.text
    kept = answer.json()["name"]
    assert not re.search(r"[/\\:\x00-\x1f\u202a-\u202e]|^\.|^CON\b", kept) and kept.endswith(".docx")
    assert set(tmp_path.rglob("*.docx")) == before, "contents lie under their digests only"
    disposition = desk.get(f"/cases/m1/materials/{answer.json()['digest']}").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9._~%-]+", disposition), disposition


@pytest.mark.parametrize("name", ['a"; filename="evil.exe', "a;b,c=d.docx", "报告 100%.docx", "a'b''c.docx", "x\u00e9\U0001f600.docx"])
def test_a_name_cannot_write_the_header(sign_in: SignIn, office: Office, services: Services, name: str) -> None:
    """Even a name that came in past the upload's own care is one quoted value."""
    office.open("m1")
    stored = services.archive.put(io.BytesIO(word()), max_bytes=1 << 20)
    command = AddMaterial(office.actor("sponsor"), "m1", office.key(), digest=stored.digest, name=name, media_type="text/html", size=stored.size)
    services.casework.execute(command)
    answer = sign_in("sponsor").get(f"/cases/m1/materials/{stored.digest}")
    assert answer.status_code == 200
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9._~%-]+", answer.headers["content-disposition"])
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["a\r\nset-cookie: x=1", "a\nb", "a\x00b"])
def test_a_name_with_line_ends_is_never_filed(office: Office, name: str) -> None:
    office.open("m1")
    command = AddMaterial(office.actor("sponsor"), "m1", office.key(), digest=DIGEST, name=name, media_type="text/plain", size=1)
    with pytest.raises(InvalidEntry) as refused:
        office.casework.execute(command)
    assert "name" in refused.value.fields


@pytest.mark.parametrize("title", ["停车收费\n标准调整", "停车收费标准\r\nBcc: x@e.example"])
def test_a_title_is_one_line(sign_in: SignIn, office: Office, title: str) -> None:
    """Titles stand in lists, in headers of mails and in calendars."""
    before = footprint(office)
    answer = sign_in("office").post("/cases", opening(title=title))
    assert answer.status_code == 422 and "一行" in answer.json()["fields"]["title"] and footprint(office) == before


def test_a_document_that_unpacks_without_end_is_refused(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk, before, held = sign_in("sponsor"), footprint(office), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        with box.open("word/document.xml", "w") as part:
            for _ in range(160):
                part.write(b"\0" * (1 << 20))
    answer = upload(desk, "m1", "草案.docx", held.getvalue())
    assert answer.status_code == 422 and "解压" in answer.json()["fields"]["file"] and footprint(office) == before


def test_signing_in_is_counted_by_name_and_by_address(app: FastAPI, office: Office) -> None:
    """One address that tries many names is held up too, and a right password is then not heard either."""
    client, answers = TestClient(app), []
    for number in range(60):
        answers.append(client.post("/api/session", json={"login": f"nobody{number}", "password": "x"}).status_code)
    assert answers[:50] == [401] * 50 and set(answers[50:]) == {429}
    held = client.post("/api/session", json={"login": "office", "password": PASSWORD})
    assert held.status_code == 429 and int(held.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/api/me", "/worklist", "/portal", "/sign-in", "/cases/none", "/nowhere", "/law", "/help", "/api/health"])
def test_every_answer_forbids_strangers(anybody: TestClient, path: str) -> None:
    for headers in ({}, {"accept": "text/html"}, {"origin": "https://evil.example"}):
        answer = anybody.get(path, headers=headers, follow_redirects=False)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "*" not in policy
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cache-control"] == "no-store" and answer.headers["x-frame-options"] == "DENY"


def test_a_parent_out_of_sight_is_told_like_one_that_is_not_there(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk, before = sign_in("foreign_office"), footprint(office)
    told: list[Any] = []
    for parent in ("m1", "nosuchmatter"):
        answer = desk.post("/cases", opening(parent=parent, office="other_office", body="other_city"))
        problem = answer.json()
        told.append((answer.status_code, problem["title"], problem["detail"]))
    assert told[0] == told[1] and told[0][0] == 404 and footprint(office) == before
