"""Recordings may be larger than other materials, and the dossier page plays them beside what their entry says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import MIB
from infra.wiring import Services
from tests.api.conftest import Desk
from tests.offices import PASSWORD, Office

SignIn = Callable[[str], Desk]
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04"


@pytest.fixture
def desk(office: Office, services: Services) -> Desk:
    """A house where recordings may have 4 MB and everything else 1 MB."""
    office.open("m1")
    settings = services.settings.model_copy(update={"material_limit_mb": 1, "recording_limit_mb": 4})
    client = TestClient(create_app(replace(services, settings=settings)))
    answer = client.post("/api/session", json={"login": "sponsor", "password": PASSWORD})
    return Desk(client, answer.json()["csrf"])


def upload(desk: Desk, name: str, content: bytes):  # type: ignore[no-untyped-def]
    return desk.post("/cases/m1/materials", files={"file": (name, content)})


def test_a_recording_has_a_limit_of_its_own(desk: Desk) -> None:
    assert upload(desk, "询问.wav", WAV + bytes(3 * MIB)).status_code == 201
    beyond = upload(desk, "询问.wav", WAV + bytes(4 * MIB))
    assert beyond.status_code == 422 and "超过上限 4 MB" in beyond.json()["fields"]["file"]
    far_beyond = upload(desk, "询问.wav", WAV + bytes(6 * MIB))
    assert far_beyond.status_code == 413 and "超过上限4MB" in far_beyond.json()["detail"]


def test_other_materials_keep_theirs(desk: Desk) -> None:
    beyond = upload(desk, "报告.txt", b"a" * (MIB + 1))
    assert beyond.status_code == 422 and "超过上限 1 MB" in beyond.json()["fields"]["file"]
    for name in ("报告.txt", "报告.mp4.txt", "wav", "mp4.pdf"):
        far_beyond = upload(desk, name, b"a" * (3 * MIB))  # cut off while it comes in, long before the limit of recordings
        assert far_beyond.status_code == 413 and "超过上限1MB" in far_beyond.json()["detail"], name


def test_a_large_file_that_only_calls_itself_a_recording_is_refused(desk: Desk) -> None:
    for content in (b"%PDF-1.7\n" + bytes(3 * MIB), b"MZ" + bytes(3 * MIB), WAV.replace(b"WAVE", b"AVI ") + bytes(3 * MIB)):
        refused = upload(desk, "询问.wav", content)
        assert refused.status_code == 422 and "不符" in refused.json()["fields"]["file"]


def test_the_page_names_both_limits(desk: Desk) -> None:
    page = desk.client.get("/cases/m1/dossier").text
    assert "每份不超过1MB；音像记录mp3、wav、m4a、mp4、webm，每份不超过4MB" in page
    assert ".webm" in page and ".m4a" in page


def test_the_page_plays_sound_and_film(desk: Desk) -> None:
    assert "<video" not in (page := desk.client.get("/cases/m1/dossier").text) and "<audio" not in page
    for name, content in (("询问.wav", WAV), ("现场.webm", WEBM), ("报告.txt", b"text")):
        assert upload(desk, name, content).status_code == 201
    got = desk.client.get("/cases/m1/dossier")
    assert got.text.count("<video") == got.text.count("<audio") == 1 and "未登记记录的执法行为" in got.text
    assert 'type="video/webm"' in got.text and 'type="audio/wav"' in got.text and "autoplay" not in got.text
    assert "media-src 'self'" in got.headers["content-security-policy"]
