"""One set of promises, kept by the folder and by a real S3 server alike."""

from __future__ import annotations

import hashlib
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from threading import Barrier
from typing import BinaryIO, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.errors import ArchiveUnavailable, InvalidEntry, NotFound
from storage.archive import FolderArchive, MinioArchive
from tests.storage.archives import Backdoor, FolderBackdoor, die_while_putting

pytestmark = pytest.mark.xdist_group("s3")

LIMIT = 1 << 30
MEGABYTE = 1 << 20
Either = FolderArchive | MinioArchive


def digest_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def in_ten_years() -> datetime:
    return datetime.now(UTC) + timedelta(days=3653)


class Endless(RawIOBase):
    """``pieces`` pieces of whatever length is asked for, never all in memory."""

    def __init__(self, pieces: int, then: Exception | None = None) -> None:
        self._pieces, self._then = pieces, then

    def read(self, size: int = -1, /) -> bytes:
        self._pieces -= 1
        if self._pieces >= 0:
            return bytes([self._pieces % 251]) * size
        if self._then is not None:
            raise self._then
        return b""


def endless(pieces: int, then: Exception | None = None) -> BinaryIO:
    return cast(BinaryIO, Endless(pieces, then))


@pytest.mark.parametrize("size", [0, 1, MEGABYTE, MEGABYTE + 1, 17 * MEGABYTE])
def test_what_was_put_is_what_is_read(archive: Either, size: int) -> None:
    content = b"\x5a" * size
    stored = archive.put(BytesIO(content), max_bytes=LIMIT)
    assert (stored.digest, stored.size) == (digest_of(content), size)
    assert archive.read(stored.digest) == content
    assert archive.exists(stored.digest)


def test_putting_the_same_again_changes_nothing(backdoor: Backdoor) -> None:
    first = backdoor.archive.put(BytesIO("听证笔录".encode()), max_bytes=LIMIT)
    before = backdoor.visible()
    assert backdoor.archive.put(BytesIO("听证笔录".encode()), max_bytes=LIMIT) == first
    assert backdoor.visible() == before


def test_a_declared_digest_is_checked_before_anything_is_kept(backdoor: Backdoor) -> None:
    content, before = b"declared content", backdoor.visible()
    with pytest.raises(InvalidEntry) as refusal:
        backdoor.archive.put(BytesIO(content), digest=digest_of(b"other"), max_bytes=LIMIT)
    assert "摘要不符" in refusal.value.fields["file"]
    assert backdoor.visible() == before
    assert backdoor.archive.put(BytesIO(content), digest=digest_of(content), max_bytes=LIMIT).size == 16


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(backdoor: Backdoor) -> None:
    assert backdoor.archive.put(BytesIO(b"0123456789"), max_bytes=10).size == 10
    before = backdoor.visible()
    with pytest.raises(InvalidEntry) as refusal:
        backdoor.archive.put(BytesIO(b"0123456789a"), max_bytes=10)
    assert "上限（10 字节）" in refusal.value.fields["file"]
    assert backdoor.visible() == before


def test_an_endless_upload_is_cut_at_the_limit(archive: Either) -> None:
    with pytest.raises(InvalidEntry):
        archive.put(endless(1 << 40), max_bytes=3 * MEGABYTE)


def test_large_content_never_stands_in_memory_as_a_whole(archive: Either) -> None:
    tracemalloc.start()
    try:
        stored = archive.put(endless(96), max_bytes=LIMIT)
        with archive.open(stored.digest) as reader:
            while reader.read(MEGABYTE):
                continue
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stored.size == 96 * MEGABYTE
    assert peak < 48 * MEGABYTE


@pytest.mark.parametrize(
    "altered", [b"tampered content!", b"short", b"", b"much longer than what was put there"]
)
def test_altered_content_is_found_and_never_handed_out_whole(backdoor: Backdoor, altered: bytes) -> None:
    content = b"original content " + altered
    digest = backdoor.archive.put(BytesIO(content), max_bytes=LIMIT).digest
    backdoor.overwrite(digest, altered)
    with pytest.raises(ArchiveUnavailable, match="材料内容与登记的摘要不符"):
        backdoor.archive.read(digest)
    seen = b""
    with pytest.raises(ArchiveUnavailable), backdoor.archive.open(digest) as reader:
        while piece := reader.read(4):
            seen += piece
    assert len(seen) < len(altered) or not altered


def test_one_flipped_bit_in_a_large_file_is_found(backdoor: Backdoor) -> None:
    content = bytearray(b"\x33" * (3 * MEGABYTE))
    digest = backdoor.archive.put(BytesIO(bytes(content)), max_bytes=LIMIT).digest
    content[MEGABYTE] ^= 1
    backdoor.overwrite(digest, bytes(content))
    with pytest.raises(ArchiveUnavailable):
        backdoor.archive.read(digest)


def test_putting_again_mends_a_damaged_copy(backdoor: Backdoor) -> None:
    digest = backdoor.archive.put(BytesIO(b"to be mended"), max_bytes=LIMIT).digest
    backdoor.overwrite(digest, b"to be damaged")
    backdoor.archive.put(BytesIO(b"to be mended"), max_bytes=LIMIT)
    assert backdoor.archive.read(digest) == b"to be mended"


def test_what_was_never_put_is_not_found(archive: Either) -> None:
    absent = digest_of(b"never put")
    assert not archive.exists(absent)
    with pytest.raises(NotFound):
        archive.open(absent)
    with pytest.raises(NotFound):
        archive.open_sealed("从未封存.zip")


@pytest.mark.parametrize(
    "digest", ["", "sha256:", "../../etc/passwd", "sha256:" + "A" * 64, "sha256:../" + "0" * 61]
)
def test_a_malformed_digest_is_refused(archive: Either, digest: str) -> None:
    for ask in (archive.open, archive.read, archive.exists):
        with pytest.raises(InvalidEntry):
            ask(digest)


def test_a_process_killed_while_putting_leaves_nothing_visible(backdoor: Backdoor) -> None:
    before = {name for name, _ in backdoor.visible()}
    assert die_while_putting(backdoor) == -9
    leavings = {name for name, _ in backdoor.visible()} - before
    assert all(name.startswith("partial/") for name in leavings)


def test_an_upload_that_breaks_off_leaves_nothing(backdoor: Backdoor) -> None:
    before = backdoor.visible()
    with pytest.raises(InvalidEntry) as refusal:
        backdoor.archive.put(endless(3, ConnectionAbortedError("the browser went away")), max_bytes=LIMIT)
    assert "上传中断" in refusal.value.fields["file"]
    assert backdoor.visible() == before


@pytest.mark.parametrize(
    "key", ["依法.zip", "重大行政决策/〔2026〕12号/案卷 正卷.zip", "甲/乙/丙/𠮷野家.zip"]
)
def test_a_sealed_package_is_read_under_its_chinese_name(archive: Either, key: str) -> None:
    sealed = archive.seal(key, BytesIO(key.encode()), retain_until=in_ten_years())
    assert (sealed.key, sealed.digest, sealed.size) == (key, digest_of(key.encode()), len(key.encode()))
    assert sealed.locked is archive.locks
    with archive.open_sealed(key) as reader:
        assert reader.read() == key.encode()


def test_sealing_the_same_again_changes_nothing(backdoor: Backdoor) -> None:
    until = in_ten_years()
    first = backdoor.archive.seal("再次封存.zip", BytesIO(b"same"), retain_until=until)
    before = backdoor.visible()
    assert backdoor.archive.seal("再次封存.zip", BytesIO(b"same"), retain_until=until) == first
    assert backdoor.visible() == before


def test_other_bytes_under_a_sealed_name_are_refused(archive: Either) -> None:
    archive.seal("已封存.zip", BytesIO(b"first"), retain_until=in_ten_years())
    with pytest.raises(InvalidEntry, match="已封存且内容不同") as refusal:
        archive.seal("已封存.zip", BytesIO(b"second"), retain_until=in_ten_years())
    assert "补充案卷" in refusal.value.fields["key"]
    with archive.open_sealed("已封存.zip") as reader:
        assert reader.read() == b"first"


def test_of_many_sealers_at_once_one_wins_and_its_package_is_whole(folder_backdoor: FolderBackdoor) -> None:
    start = Barrier(8)

    def seal(n: int) -> int | None:
        start.wait()
        try:
            folder_backdoor.archive.seal("争先.zip", BytesIO(b"%d" % n), retain_until=in_ten_years())
        except InvalidEntry:
            return None
        return n

    with ThreadPoolExecutor(8) as sealers:
        winners = [n for n in sealers.map(seal, range(8)) if n is not None]
    assert len(winners) == 1
    assert folder_backdoor.archive.open_sealed("争先.zip").read() == b"%d" % winners[0]


def test_a_term_that_is_over_or_has_no_zone_is_refused(archive: Either) -> None:
    with pytest.raises(InvalidEntry):
        archive.seal("过期.zip", BytesIO(b"x"), retain_until=datetime.now(UTC) - timedelta(seconds=5))
    with pytest.raises(ValueError, match="time zone"):
        archive.seal("过期.zip", BytesIO(b"x"), retain_until=datetime(2099, 1, 1))
    with pytest.raises(NotFound):
        archive.open_sealed("过期.zip")


# fmt: off
UNSOUND = (
    "", "/", "/甲.zip", "甲//乙.zip", "甲/", "../甲.zip", "甲/../../乙.zip", ".", "甲/.hidden", "甲.zip ",
    "甲.", "C:甲.zip", "甲\\乙.zip", "甲\n.zip", "甲\x00.zip", "甲\u202efdp.zip", "甲\u200b.zip",
    "e\u0301.zip", "甲" * 81, "甲.sha256", "/".join(["卷" * 70] * 5), "甲*.zip", "甲\ud800.zip",
)
# fmt: on


@pytest.mark.parametrize("key", UNSOUND)
def test_a_name_no_desktop_could_hold_is_refused(archive: Either, key: str) -> None:
    with pytest.raises(InvalidEntry):
        archive.seal(key, BytesIO(b"x"), retain_until=in_ten_years())
    with pytest.raises(InvalidEntry):
        archive.open_sealed(key)


@given(key=st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_either_refused_or_kept(archive: Either, key: str) -> None:
    content = key.encode("utf-8", "replace")
    try:
        archive.seal(f"任意/{key}", BytesIO(content), retain_until=in_ten_years())
    except InvalidEntry:
        return
    with archive.open_sealed(f"任意/{key}") as reader:
        assert reader.read() == content
