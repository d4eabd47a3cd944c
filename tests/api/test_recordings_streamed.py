"""A recording of 64 MB through a real server into both archives: no memory but for the pieces on their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.servers.s3 import private_s3
from tests.streamed import MIB, flat, recording, settled, streamed

pytestmark = pytest.mark.xdist_group("s3")
LARGE = 64 * MIB


def test_into_the_folder(sqlite_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, digest = recording(tmp_path / "现场.wav", LARGE)
    with settled(sqlite_database, tmp_path) as server:
        flat(streamed(server, place, digest), capsys, "64 MB, folder")


def test_into_s3(sqlite_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, digest = recording(tmp_path / "现场.wav", LARGE)
    with private_s3() as store:
        given = {"archive": "s3", "s3_endpoint": store.endpoint, "s3_access_key": store.access_key, "s3_secret_key": store.secret_key}
        with settled(sqlite_database, tmp_path, s3_secure="false", **given) as server:
            flat(streamed(server, place, digest), capsys, "64 MB, S3")
