"""A recording of any length sent to a real server, looked at there in memory, and played back from several places."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from storage.database import Database
from tests.clocks import HandClock
from tests.offices import open_office
from tests.servers.pages import PagesServer, serving

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
MIB = 1 << 20
FLAT = 64 * MIB  # what a server may need beyond what it holds anyway: parts of 8 MB to S3 two at a time, pieces of 1 MB


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was seen: seconds for upload, whole read, first part, later parts; bytes of memory beyond the rest's."""

    seconds: Mapping[str, float]
    grown: Mapping[str, int]

    def __str__(self) -> str:
        times = "，".join(f"{name} {took:.2f} s" for name, took in self.seconds.items())
        return times + "; " + ", ".join(f"{name} +{grown / MIB:.0f} MB" for name, grown in self.grown.items())


@contextmanager
def settled(database: Database, folder: Path, **settings: str) -> Iterator[PagesServer]:
    """The tests' office, one matter, and the server over them."""
    clock = HandClock()
    office = open_office(database, clock)
    office.open("m1")
    (folder / "data").mkdir()
    with serving(folder / "data", database_url=database.url, clock=clock.now().isoformat(), **settings) as server:
        yield server


def recording(place: Path, size: int) -> tuple[Path, str]:
    """A file of so many bytes whose pieces all differ, and its digest."""
    hasher = hashlib.sha256()
    with place.open("wb") as made:
        for number in range(0, size, MIB):
            piece = (WAV if not number else b"") + hashlib.sha256(number.to_bytes(8)).digest() * (MIB // 32)
            piece = piece[: min(MIB, size - number)]
            hasher.update(piece)
            made.write(piece)
    return place, f"sha256:{hasher.hexdigest()}"


def streamed(server: PagesServer, place: Path, digest: str) -> Streamed:
    """Upload, read whole, play from the middle; every byte that comes back is looked at."""
    seconds: dict[str, float] = {}
    grown: dict[str, int] = {}
    client, size = server.client("sponsor"), place.stat().st_size
    where = f"/api/cases/m1/materials/{digest}"
    small = client.post("/api/cases/m1/materials", files={"file": ("短.wav", WAV + bytes(3 * MIB))}, headers={"idempotency-key": "small"})
    assert small.status_code == 201, small.text

    @contextmanager
    def seen(name: str) -> Iterator[None]:
        server.forget_peak()
        held, began = server.peak(), time.perf_counter()
        yield
        seconds[name], grown[name] = time.perf_counter() - began, server.peak() - held

    with seen("上传"), place.open("rb") as content:
        answer = client.post("/api/cases/m1/materials", files={"file": ("现场录音.wav", content)}, headers={"idempotency-key": "large"})
    assert answer.status_code == 201, answer.text
    assert (answer.json()["digest"], answer.json()["size"]) == (digest, size)
    with seen("整份读取"):
        assert _digest_of(client, where) == digest
    for name in ("首次定位播放", "再次定位播放"):
        with seen(name):
            _play(client, where, place, size)
    return Streamed(seconds, grown)


def _digest_of(client: httpx.Client, where: str) -> str:
    hasher = hashlib.sha256()
    with client.stream("GET", where) as answer:
        assert answer.status_code == 200
        for piece in answer.iter_bytes(MIB):
            hasher.update(piece)
    return f"sha256:{hasher.hexdigest()}"


def _play(client: httpx.Client, where: str, place: Path, size: int) -> None:
    """A megabyte from the middle, and the last bytes."""
    with place.open("rb") as content:
        for first, last in ((size // 2, size // 2 + MIB - 1), (size - 100, size - 1)):
            answer = client.get(where, headers={"range": f"bytes={first}-{last}"})
            assert answer.status_code == 206 and answer.headers["content-range"] == f"bytes {first}-{last}/{size}"
            content.seek(first)
            assert answer.content == content.read(last - first + 1)


def flat(found: Streamed, capsys: pytest.CaptureFixture[str], what: str) -> None:
    with capsys.disabled():
        print(f"\n{what}: {found}")
    assert all(grown < FLAT for grown in found.grown.values()), found
