"""Materials over HTTP: judged, kept, registered, and handed out as files only."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.deps import COOKIE
from api.limits import MIB
from infra.wiring import Services
from tests.api.conftest import Desk, footprint
from tests.offices import PAPER, PASSWORD, Office

SignIn = Callable[[str], Desk]


def word(text: str = "决策草案") -> bytes:
    made, held = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(held)
    return held.getvalue()


def upload(desk: Desk, case: str, name: str, content: bytes, **more: str):  # type: ignore[no-untyped-def]
    return desk.post(f"/cases/{case}/materials", files={"file": (name, content)}, data=more)


def test_a_material_comes_back_byte_by_byte_as_a_file(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk, content = sign_in("sponsor"), word()
    answer = upload(desk, "m1", "../草案 第一稿.docx", content)
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert kept["digest"] == "sha256:" + sha256(content).hexdigest() and kept["name"] == "草案 第一稿.docx"
    back = desk.get(f"/cases/m1/materials/{kept['digest']}")
    assert back.content == content and int(back.headers["content-length"]) == len(content) == kept["size"]
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-security-policy"].startswith("sandbox")
    assert kept["digest"] in {one["digest"] for one in desk.get("/cases/m1/materials").json()}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "空"), ("page.html", b"<html>", "不接收"), ("草案.pdf", b"<script>", "不符"),
        ("草案", b"text", "扩展名"), ("a.zip", b"PK\x03\x04", "压缩包"),
    ],
)  # fmt: skip
def test_what_may_not_come_in_leaves_nothing(
    sign_in: SignIn, office: Office, services: Services, name: str, content: bytes, says: str
) -> None:
    office.open("m1")
    desk = sign_in("sponsor")
    before, kept = footprint(office), _kept(services)
    answer = upload(desk, "m1", name, content)
    assert answer.status_code == 422 and says in answer.json()["fields"]["file"]
    assert footprint(office) == before and _kept(services) == kept


def _kept(services: Services) -> set[Path]:
    return {one for one in (services.settings.archive_dir / "content").rglob("*") if one.is_file()}


def test_an_upload_to_a_matter_out_of_sight_is_refused_before_it_is_kept(
    sign_in: SignIn, office: Office, services: Services
) -> None:
    office.open("m1")
    desk, before = sign_in("foreign_office"), footprint(office)
    assert upload(desk, "m1", "草案.docx", word()).status_code == 404
    assert footprint(office) == before and _kept(services) == set()


def test_an_upload_in_a_role_one_does_not_hold_is_refused_before_it_is_kept(
    sign_in: SignIn, office: Office, services: Services
) -> None:
    office.open("m1")
    assert upload(sign_in("sponsor"), "m1", "草案.docx", word(), role="head").status_code == 403
    assert _kept(services) == set()


def test_a_stranger_cannot_send_a_large_body_at_all(app: FastAPI, office: Office) -> None:
    office.open("m1")
    stranger = TestClient(app, cookies={COOKIE: "forged"})
    for size, status in ((1 << 10, 401), (4 << 20, 413)):
        answer = stranger.post("/api/cases/m1/materials", files={"file": ("草案.docx", b"x" * size)})
        assert answer.status_code == status
    assert upload(sign_in_anew(app), "m1", "大.txt", "意见。\n".encode() * 400_000).status_code == 201


def test_how_large_a_material_may_be_is_a_setting_and_is_told(office: Office, services: Services) -> None:
    office.open("m1")
    small = replace(services, settings=services.settings.model_copy(update={"material_limit_mb": 3}))
    desk = sign_in_anew(create_app(small))
    line = "意见。\n".encode()
    assert upload(desk, "m1", "够.txt", line * (3 * MIB // len(line))).status_code == 201
    beyond = upload(desk, "m1", "略大.txt", line * (3 * MIB // len(line) + 1))
    assert beyond.status_code == 422 and "超过上限 3 MB" in beyond.json()["fields"]["file"]
    far_beyond = upload(desk, "m1", "大.txt", line * (5 * MIB // len(line)))
    assert far_beyond.status_code == 413 and "超过上限3MB" in far_beyond.json()["detail"]
    page = desk.client.get("/cases/m1/dossier")
    assert "每份不超过3MB" in page.text


def sign_in_anew(app: FastAPI) -> Desk:
    client = TestClient(app)
    answer = client.post("/api/session", json={"login": "sponsor", "password": PASSWORD})
    return Desk(client, answer.json()["csrf"])


def test_a_material_of_another_matter_is_not_handed_out(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    office.open("m2")
    desk = sign_in("sponsor")
    digest = upload(desk, "m1", "草案.docx", word()).json()["digest"]
    assert desk.get(f"/cases/m2/materials/{digest}").status_code == 404
    assert desk.get("/cases/m1/materials/sha256:abc").status_code == 422


def test_a_material_that_the_archive_lost_is_told_as_such(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    answer = sign_in("sponsor").get(f"/cases/m1/materials/{PAPER}")
    assert answer.status_code in (404, 503) and "材料" in answer.json()["detail"]
