"""What the storage tests stand on: the same archive tests run on a folder and on a real S3 server."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import FolderArchive, MinioArchive
from tests.servers.s3 import S3Server, archive_on, private_s3
from tests.storage.archives import Backdoor, FolderBackdoor, S3Backdoor
from tests.storage.bags import bagged

BUCKET = "archive"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    with private_s3() as server:
        yield server


@pytest.fixture(scope="session")
def s3_backdoor(s3_server: S3Server) -> S3Backdoor:
    return S3Backdoor(s3_server, BUCKET, archive_on(s3_server, BUCKET))


@pytest.fixture
def folder_backdoor(tmp_path: Path) -> FolderBackdoor:
    return FolderBackdoor(tmp_path / "archive", FolderArchive(tmp_path / "archive"))


@pytest.fixture(params=["folder", "s3"])
def backdoor(request: pytest.FixtureRequest) -> Backdoor:
    """Either archive; on S3 the bucket is shared by all tests, so a test names what is its own."""
    chosen: Backdoor = request.getfixturevalue(f"{request.param}_backdoor")
    return chosen


@pytest.fixture
def archive(backdoor: Backdoor) -> FolderArchive | MinioArchive:
    return backdoor.archive


@pytest.fixture
def package(tmp_path: Path) -> Path:
    bagged(tmp_path / "案卷.zip")
    return tmp_path / "案卷.zip"


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package) as container:
        container.extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    return folder
