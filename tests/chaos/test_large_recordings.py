"""A recording of 2 GB, the most that is taken, into both archives and back: run by `make chaos`, it needs 10 GB of disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.servers.s3 import private_s3
from tests.streamed import MIB, flat, recording, settled, streamed

pytestmark = pytest.mark.chaos
LARGEST = 2048 * MIB


def test_two_gigabytes_into_the_folder(sqlite_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, digest = recording(tmp_path / "现场.wav", LARGEST)
    with settled(sqlite_database, tmp_path) as server:
        flat(streamed(server, place, digest), capsys, "2 GB, folder")
    place.unlink()


def test_two_gigabytes_into_s3(sqlite_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, digest = recording(tmp_path / "现场.wav", LARGEST)
    with private_s3() as store:
        given = {"archive": "s3", "s3_endpoint": store.endpoint, "s3_access_key": store.access_key, "s3_secret_key": store.secret_key}
        with settled(sqlite_database, tmp_path, s3_secure="false", **given) as server:
            flat(streamed(server, place, digest), capsys, "2 GB, S3")
    place.unlink()
