"""Parts of a content, from the folder and from a real S3 server: right bytes, and never of what was altered."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.errors import ArchiveUnavailable, NotFound
from storage.archive import FolderArchive, MinioArchive
from storage.archive import content as contents
from tests.storage.archives import Backdoor, FolderBackdoor

pytestmark = pytest.mark.xdist_group("s3")

LIMIT = 1 << 30
MEGABYTE = 1 << 20
CONTENT = bytes(range(256)) * (5 * MEGABYTE // 256)
Either = FolderArchive | MinioArchive


def read(archive: Either, digest: str, first: int, length: int, piece: int = MEGABYTE) -> bytes:
    part = archive.open_part(digest, first, length)
    try:
        return b"".join(iter(lambda: part.read(piece), b""))
    finally:
        part.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_part_is_that_part(archive: Either, data: st.DataObject) -> None:
    digest = archive.put(BytesIO(CONTENT), max_bytes=LIMIT).digest
    first = data.draw(st.integers(0, len(CONTENT) - 1))
    length = data.draw(st.integers(1, len(CONTENT) - first))
    piece = data.draw(st.sampled_from((1000, 65_536, MEGABYTE, 3 * MEGABYTE)))
    assert read(archive, digest, first, length, piece) == CONTENT[first : first + length]


@pytest.mark.parametrize(("first", "length"), [(0, 11), (10, 1), (11, 1), (-1, 2), (0, 0), (3, -1)])
def test_what_is_not_within_the_content_is_no_part(archive: Either, first: int, length: int) -> None:
    digest = archive.put(BytesIO(b"0123456789"), max_bytes=LIMIT).digest
    assert (first, length) == (0, 11) or read(archive, digest, 0, 10) == b"0123456789"
    with pytest.raises(ArchiveUnavailable):
        archive.open_part(digest, first, length)


def test_there_is_no_part_of_what_is_not_there(archive: Either) -> None:
    with pytest.raises(NotFound):
        archive.open_part("sha256:" + "0" * 64, 0, 1)


@pytest.mark.parametrize("known", [False, True], ids=["before the first part", "after it"])
def test_no_part_of_altered_content_is_handed_out(backdoor: Backdoor, known: bool) -> None:
    """The part asked for is itself as it was: only the whole shows that somebody was at it."""
    digest = backdoor.archive.put(BytesIO(CONTENT), max_bytes=LIMIT).digest
    if known:
        assert read(backdoor.archive, digest, 5, 100) == CONTENT[5:105]
    backdoor.overwrite(digest, CONTENT[:-1] + b"?")
    for _ in range(2):
        with pytest.raises(ArchiveUnavailable, match="材料内容与登记的摘要不符"):
            backdoor.archive.open_part(digest, 5, 100)
    backdoor.overwrite(digest, CONTENT)
    assert read(backdoor.archive, digest, 5, 100) == CONTENT[5:105]


def test_content_altered_while_it_is_played_is_cut_off(backdoor: Backdoor) -> None:
    digest = backdoor.archive.put(BytesIO(CONTENT), max_bytes=LIMIT).digest
    part = backdoor.archive.open_part(digest, 0, len(CONTENT))
    assert part.read(1000) == CONTENT[:1000]
    backdoor.overwrite(digest, bytes(len(CONTENT)))
    if isinstance(backdoor, FolderBackdoor):
        with pytest.raises(ArchiveUnavailable):
            list(iter(lambda: part.read(MEGABYTE), b""))
    else:  # the store goes on sending the version that was found sound
        assert b"".join(iter(lambda: part.read(MEGABYTE), b"")) == CONTENT[1000:]
    part.close()


def test_the_whole_is_read_once_however_many_parts_are_played(archive: Either, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"nobody else's" + CONTENT  # the same server serves other tests, and what was proved whole stays so
    digest = archive.put(BytesIO(content), max_bytes=LIMIT).digest
    drained: list[Any] = []
    real = contents.drain
    monkeypatch.setattr(contents, "drain", lambda reader: (drained.append(reader), real(reader)))
    for first in range(0, len(CONTENT), MEGABYTE):
        assert read(archive, digest, first, 10) == content[first : first + 10]
    assert len(drained) == 1
