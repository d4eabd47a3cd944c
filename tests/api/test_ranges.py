"""Range requests over HTTP (RFC 9110, 14): the table of headers, and what programs and pages get for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.ranges import Range, Unsatisfiable, asked
from storage.archive import FolderArchive
from tests.api.conftest import Desk
from tests.offices import Office

SignIn = Callable[[str], Desk]
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(256)) * 40
SIZE = len(SOUND)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None), ("bytes=0-", Range(0, 9)), ("bytes=0-0", Range(0, 0)), ("bytes=3-5", Range(3, 5)), ("bytes=3-99", Range(3, 9)),
        ("bytes=-3", Range(7, 9)), ("bytes=-10", Range(0, 9)), ("bytes=-99", Range(0, 9)), ("bytes=9-", Range(9, 9)),
        ("Bytes = 1-2", Range(1, 2)), ("bytes= 1 - 2 ", Range(1, 2)),
        # Passed over, so that the whole is sent: other units, several ranges, what makes no sense.
        ("lines=1-2", None), ("bytes=0-1,4-5", None), ("bytes=5-3", None), ("bytes=", None), ("bytes=-", None), ("bytes=a-b", None),
        ("bytes", None), ("0-5", None), ("bytes=1--2", None), ("bytes=+1-2", None), ("bytes=1-2;x", None), ("bytes=" + "9" * 30 + "-", None),
        ("bytes=１-２", None), ("bytes=0-1,", None),
    ],
)  # fmt: skip
def test_which_part_a_header_asks_for(header: str, expected: Range | None) -> None:
    assert asked(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=9999-"])
def test_a_part_outside_cannot_be_sent(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked(header, 10)


def test_a_range_of_another_content_is_passed_over() -> None:
    assert asked("bytes=1-2", 10, '"a"', '"a"') == Range(1, 2)
    for other in ('"b"', 'W/"a"', "Sat, 28 Nov 2026 00:00:00 GMT"):
        assert asked("bytes=1-2", 10, other, '"a"') is None


@pytest.fixture
def recording(sign_in: SignIn, office: Office) -> tuple[Desk, str]:
    """The sponsor's desk and where their recording lies below the matter."""
    office.open("m1")
    desk = sign_in("sponsor")
    answer = desk.post("/cases/m1/materials", files={"file": ("询问录音.wav", SOUND)})
    assert answer.status_code == 201, answer.text
    return desk, f"/cases/m1/materials/{answer.json()['digest']}"


@pytest.mark.parametrize("base", ["/api", ""], ids=["program", "page"])
def test_a_part_comes_with_its_place(recording: tuple[Desk, str], base: str) -> None:
    desk, place = recording
    digest = place.rpartition("/")[2]
    for header, first, last in (("bytes=100-199", 100, 199), ("bytes=-5", SIZE - 5, SIZE - 1), ("bytes=0-", 0, SIZE - 1), ("bytes=7-7", 7, 7)):
        got = desk.client.get(base + place, headers={"range": header})
        assert got.status_code == 206 and got.content == SOUND[first : last + 1]
        assert got.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
        assert int(got.headers["content-length"]) == last - first + 1
        assert got.headers["content-type"] == "audio/wav" and got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["cache-control"] == "no-store" and got.headers["etag"] == f'"{digest}"'
        assert got.headers["content-disposition"].startswith("attachment;") and got.headers["content-security-policy"].startswith("sandbox")


def test_what_is_asked_for_in_another_way_comes_whole(recording: tuple[Desk, str]) -> None:
    desk, place = recording
    for headers in ({}, {"range": "bytes=0-1,5-6"}, {"range": "items=1-2"}, {"range": "bytes=1-2", "if-range": '"another"'}):
        got = desk.client.get(f"/api{place}", headers=headers)
        assert (got.status_code, got.content) == (200, SOUND) and got.headers["accept-ranges"] == "bytes"
        assert "content-range" not in got.headers


@pytest.mark.parametrize("header", ["bytes=10256-", "bytes=-0"])
def test_a_part_outside_is_refused_with_the_size(recording: tuple[Desk, str], header: str) -> None:
    desk, place = recording
    got = desk.client.get(f"/api{place}", headers={"range": header})
    assert got.status_code == 416 and got.headers["content-range"] == f"bytes */{SIZE}"
    assert "范围" in got.json()["detail"] and got.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("base", ["/api", ""], ids=["program", "page"])
def test_head_tells_all_and_sends_nothing(recording: tuple[Desk, str], base: str) -> None:
    desk, place = recording
    got = desk.client.head(base + place, headers={"range": "bytes=0-9"})
    assert got.status_code == 200 and got.content == b"" and int(got.headers["content-length"]) == SIZE
    assert got.headers["accept-ranges"] == "bytes" and got.headers["content-type"] == "audio/wav"
    assert "content-range" not in got.headers


def test_nobody_hears_a_part_of_what_they_may_not_see(recording: tuple[Desk, str], sign_in: SignIn) -> None:
    _, place = recording
    stranger = sign_in("foreign_office")
    for method in ("GET", "HEAD"):
        got = stranger.client.request(method, f"/api{place}", headers={"range": "bytes=0-9"})
        assert got.status_code == 404 and b"RIFF" not in got.content


def test_no_part_of_an_altered_recording_is_handed_out(recording: tuple[Desk, str], services: object) -> None:
    desk, place = recording
    archive = services.archive  # type: ignore[attr-defined]
    assert isinstance(archive, FolderArchive)
    (kept,) = archive._content.rglob(place.rpartition(":")[2])
    kept.chmod(0o644)
    kept.write_bytes(SOUND[:-1] + b"?")
    got = desk.client.get(f"/api{place}", headers={"range": "bytes=0-9"})
    assert got.status_code == 503 and "摘要不符" in got.json()["detail"]
