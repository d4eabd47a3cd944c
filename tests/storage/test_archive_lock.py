"""What only a lock can promise, what a folder honestly does not, and which servers are turned away."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from minio.commonconfig import COMPLIANCE, ENABLED, GOVERNANCE
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from minio.retention import Retention
from minio.versioningconfig import VersioningConfig

from states.casework.ports import Sealed
from states.errors import ArchiveUnavailable, DefinitionError, InvalidEntry, NotFound
from storage.archive import FolderArchive, MinioArchive
from tests.servers.careless_s3 import Carelessness, careless_s3
from tests.servers.s3 import S3Server, archive_on, private_s3
from tests.storage.archives import FolderBackdoor, S3Backdoor

pytestmark = pytest.mark.xdist_group("s3")

LIMIT = 1 << 30
MEGABYTE = 1 << 20
UNTIL = datetime(2056, 12, 31, 16, 0, tzinfo=UTC)


def sealed_on(backdoor: S3Backdoor, key: str) -> Sealed:
    sealed = backdoor.archive.seal(key, BytesIO(key.encode()), retain_until=UNTIL)
    assert sealed.locked and sealed.version_id
    return sealed


def still_whole(backdoor: S3Backdoor, key: str) -> bool:
    with backdoor.archive.open_sealed(key) as reader:
        return bool(reader.read() == key.encode())


def test_a_sealed_version_cannot_be_deleted_with_every_right_there_is(s3_backdoor: S3Backdoor) -> None:
    sealed = sealed_on(s3_backdoor, "锁定/不可删除.zip")
    client, name = s3_backdoor.server.client(), f"sealed/{sealed.key}"
    with pytest.raises(S3Error, match="AccessDenied"):
        client.remove_object(s3_backdoor.bucket, name, version_id=sealed.version_id)
    version = DeleteObject(name, sealed.version_id)
    (refusal,) = client.remove_objects(s3_backdoor.bucket, [version], bypass_governance_mode=True)
    assert refusal.code == "AccessDenied"
    assert still_whole(s3_backdoor, sealed.key)


def test_neither_a_delete_marker_nor_a_newer_version_hides_what_was_sealed(s3_backdoor: S3Backdoor) -> None:
    sealed = sealed_on(s3_backdoor, "锁定/不可遮盖.zip")
    client, name = s3_backdoor.server.client(), f"sealed/{sealed.key}"
    client.remove_object(s3_backdoor.bucket, name)
    assert still_whole(s3_backdoor, sealed.key)
    client.put_object(s3_backdoor.bucket, name, BytesIO(b"forged"), 6)
    assert still_whole(s3_backdoor, sealed.key)
    forged = {"sha256": "0" * 64}
    lock = Retention(COMPLIANCE, UNTIL)
    client.put_object(s3_backdoor.bucket, name, BytesIO(b"forged"), 6, metadata=forged, retention=lock)
    assert still_whole(s3_backdoor, sealed.key)
    assert sealed_on(s3_backdoor, sealed.key) == sealed


def test_the_retention_is_the_servers_and_cannot_be_shortened_or_weakened(s3_backdoor: S3Backdoor) -> None:
    sealed = sealed_on(s3_backdoor, "锁定/期限.zip")
    client, name = s3_backdoor.server.client(), f"sealed/{sealed.key}"
    for weaker in (Retention(COMPLIANCE, datetime(2030, 1, 1, tzinfo=UTC)), Retention(GOVERNANCE, UNTIL)):
        with pytest.raises(S3Error):
            client.set_object_retention(s3_backdoor.bucket, name, weaker, version_id=sealed.version_id)
    kept = client.get_object_retention(s3_backdoor.bucket, name, version_id=sealed.version_id)
    assert kept is not None
    assert (kept.mode, kept.retain_until_date) == (COMPLIANCE, UNTIL)


def test_sealing_again_can_lengthen_the_term_but_never_shorten_it(s3_backdoor: S3Backdoor) -> None:
    sealed = sealed_on(s3_backdoor, "锁定/延长.zip")
    client, name = s3_backdoor.server.client(), f"sealed/{sealed.key}"
    for asked, kept_until in ((UNTIL - timedelta(days=365), UNTIL), (UNTIL.replace(year=2099),) * 2):
        again = s3_backdoor.archive.seal(sealed.key, BytesIO(sealed.key.encode()), retain_until=asked)
        assert again == sealed
        kept = client.get_object_retention(s3_backdoor.bucket, name, version_id=sealed.version_id)
        assert kept is not None and kept.retain_until_date == kept_until


@pytest.mark.parametrize("lock", [None, Retention(GOVERNANCE, UNTIL)])
def test_a_version_that_could_be_deleted_is_not_taken_for_sealed(
    s3_backdoor: S3Backdoor, lock: Retention | None
) -> None:
    name, client = f"锁定/可以删除 {lock is None}.zip", s3_backdoor.server.client()
    place, forged = f"sealed/{name}", {"sha256": "0" * 64}
    client.put_object(s3_backdoor.bucket, place, BytesIO(b"loose"), 5, metadata=forged, retention=lock)
    with pytest.raises(NotFound):
        s3_backdoor.archive.open_sealed(name)
    assert sealed_on(s3_backdoor, name).version_id
    assert still_whole(s3_backdoor, name)


def test_parts_of_an_upload_that_was_never_joined_are_not_visible(s3_backdoor: S3Backdoor) -> None:
    content = b"p" * (6 * MEGABYTE)
    other = FolderArchive(Path(s3_backdoor.server.folder / "elsewhere"))
    digest = other.put(BytesIO(content), max_bytes=LIMIT).digest
    key = f"content/sha256/{digest[7:9]}/{digest[7:]}"
    client = s3_backdoor.server.client()
    upload = client._create_multipart_upload(s3_backdoor.bucket, key, {})
    client._upload_part(s3_backdoor.bucket, key, content, None, upload, 1)
    assert not s3_backdoor.archive.exists(digest)
    assert s3_backdoor.archive.put(BytesIO(content), max_bytes=LIMIT).digest == digest
    assert s3_backdoor.archive.read(digest) == content


@pytest.fixture
def doomed() -> Iterator[S3Server]:
    with private_s3() as server:
        yield server


def test_a_killed_server_is_told_as_such_and_nothing_half_written_stays(doomed: S3Server) -> None:
    archive = archive_on(doomed, "archive")
    kept = archive.put(BytesIO(b"k" * (40 * MEGABYTE)), max_bytes=LIMIT).digest
    sealed = archive.seal("断电前.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    reader = archive.open(kept)
    assert reader.read(1) == b"k"
    doomed.kill()
    with pytest.raises(ArchiveUnavailable), reader:
        reader.read()
    for attempt in (
        lambda: archive.put(BytesIO(b"lost"), max_bytes=LIMIT),
        lambda: archive.read(kept),
        lambda: archive.exists(kept),
        lambda: archive.seal("断电后.zip", BytesIO(b"lost"), retain_until=UNTIL),
        lambda: archive.open_sealed("断电前.zip"),
        lambda: archive_on(doomed, "archive"),
    ):
        with pytest.raises(ArchiveUnavailable, match="材料库暂时无法访问"):
            attempt()
    doomed.start()
    assert len(archive.read(kept)) == 40 * MEGABYTE
    assert archive.open_sealed("断电前.zip").read() == b"sealed"
    assert archive.seal("断电前.zip", BytesIO(b"sealed"), retain_until=UNTIL) == sealed
    found = doomed.client().list_objects("archive", recursive=True, include_version=True)
    assert len([one for one in found if not str(one.object_name).startswith("probe/")]) == 2


@pytest.mark.parametrize(
    ("ways", "fault"),
    [
        (Carelessness(versioning=False), "未启用版本控制"),
        (Carelessness(remembers_retention=False), "没有保存锁定期限"),
        (Carelessness(shortens_retention=True), "没有保存锁定期限"),
        (Carelessness(), "锁定期内的文件仍被删除"),
        (Carelessness(status_of_everything=501), "拒绝了所需的操作"),
        (Carelessness(status_of_everything=403), "访问密钥"),
    ],
)
def test_a_server_that_only_pretends_to_lock_is_refused(ways: Carelessness, fault: str) -> None:
    with careless_s3(ways) as endpoint, pytest.raises(DefinitionError, match=fault):
        MinioArchive(endpoint, "archive", "secret-of-archive", "archive", secure=False)


@pytest.mark.parametrize(("status", "heads"), [(500, 0), (507, 0), (507, 200)])
def test_a_server_that_is_ill_is_not_called_incapable(status: int, heads: int) -> None:
    ways = Carelessness(status_of_everything=status, status_of_heads=heads)
    with careless_s3(ways) as endpoint, pytest.raises(ArchiveUnavailable):
        MinioArchive(endpoint, "archive", "secret-of-archive", "archive", secure=False)


def test_a_bucket_made_without_lock_is_refused(s3_server: S3Server) -> None:
    s3_server.client().make_bucket("no-lock")
    with pytest.raises(DefinitionError, match="未启用版本控制"):
        archive_on(s3_server, "no-lock")
    s3_server.client().set_bucket_versioning("no-lock", VersioningConfig(ENABLED))
    with pytest.raises(DefinitionError, match="ObjectLockConfigurationNotFoundError"):
        archive_on(s3_server, "no-lock")


def test_wrong_keys_and_impossible_names_are_faults_of_the_set_up(s3_server: S3Server) -> None:
    with pytest.raises(DefinitionError, match="访问密钥"):
        MinioArchive(s3_server.endpoint, "nobody", "wrong-secret-key", "archive", secure=False)
    with pytest.raises(DefinitionError, match="配置无效"):
        archive_on(s3_server, "不是桶名")


def test_the_lock_is_proved_at_every_start_and_old_probes_do_not_pile_up(s3_server: S3Server) -> None:
    client = s3_server.client()
    client.make_bucket("probed", object_lock=True)
    client.put_object("probed", "probe/object-lock", BytesIO(b"expired"), 7)
    archive_on(s3_server, "probed")
    found = client.list_objects("probed", prefix="probe/", recursive=True, include_version=True)
    assert [one.size for one in found if not one.is_delete_marker] == [len(b"object lock probe")]


def test_a_folder_says_that_it_does_not_lock_and_closes_its_files(folder_backdoor: FolderBackdoor) -> None:
    archive = folder_backdoor.archive
    sealed = archive.seal("正卷.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    archive.put(BytesIO(b"material"), max_bytes=LIMIT)
    assert (archive.locks, sealed.locked, sealed.version_id) == (False, False, None)
    files = [
        file for file in folder_backdoor.root.rglob("*") if file.is_file() and file.name != "sealing.lock"
    ]
    assert len(files) == 3
    assert all(file.stat().st_mode & 0o777 == 0o444 for file in files)


def test_a_sealed_folder_is_checked_by_an_ordinary_tool(folder_backdoor: FolderBackdoor) -> None:
    folder_backdoor.archive.seal("甲/正卷.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    folder = folder_backdoor.root / "sealed" / "甲"
    check = ["sha256sum", "--check", "--strict", "正卷.zip.sha256"]
    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    (folder / "正卷.zip").chmod(0o644)
    (folder / "正卷.zip").write_bytes(b"forged")
    assert subprocess.run(check, cwd=folder, check=False, stderr=subprocess.DEVNULL).returncode == 1


def test_a_folder_notes_the_longest_term(folder_backdoor: FolderBackdoor) -> None:
    for year, noted in ((2056, 2056), (2040, 2056), (2099, 2099)):
        folder_backdoor.archive.seal("正卷.zip", BytesIO(b"x"), retain_until=UNTIL.replace(year=year))
        note = (folder_backdoor.root / "sealed" / "正卷.zip.sha256").read_text()
        assert note.startswith(f"# retain-until: {noted}-12-31T16:00:00+00:00\n")


def test_a_forged_package_in_a_folder_is_found_on_reading_and_on_sealing(
    folder_backdoor: FolderBackdoor,
) -> None:
    folder_backdoor.archive.seal("正卷.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    place = folder_backdoor.root / "sealed" / "正卷.zip"
    place.chmod(0o644)
    place.write_bytes(b"forged")
    with (
        pytest.raises(ArchiveUnavailable, match="不符"),
        folder_backdoor.archive.open_sealed("正卷.zip") as reader,
    ):
        reader.read()
    with pytest.raises(ArchiveUnavailable, match="不符"):
        folder_backdoor.archive.seal("正卷.zip", BytesIO(b"sealed"), retain_until=UNTIL)


@pytest.mark.parametrize("note", [None, b"", b"# retain-until: never\nxyz  a\n", b"\xff"])
def test_a_package_whose_note_is_lost_is_not_called_whole(
    folder_backdoor: FolderBackdoor, note: bytes | None
) -> None:
    folder_backdoor.archive.seal("正卷.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    place = folder_backdoor.root / "sealed" / "正卷.zip.sha256"
    place.unlink()
    if note is not None:
        place.write_bytes(note)
    with pytest.raises(ArchiveUnavailable, match="摘要记录缺失或被改动"):
        folder_backdoor.archive.open_sealed("正卷.zip")


def test_a_crash_between_note_and_package_does_not_block_the_next_attempt(
    folder_backdoor: FolderBackdoor,
) -> None:
    folder_backdoor.archive.seal("正卷.zip", BytesIO(b"before the crash"), retain_until=UNTIL)
    (folder_backdoor.root / "sealed" / "正卷.zip").unlink()
    with pytest.raises(NotFound):
        folder_backdoor.archive.open_sealed("正卷.zip")
    folder_backdoor.archive.seal("正卷.zip", BytesIO(b"after the crash"), retain_until=UNTIL)
    assert folder_backdoor.archive.open_sealed("正卷.zip").read() == b"after the crash"


def test_a_name_that_is_already_a_folder_is_refused_and_the_reverse(folder_backdoor: FolderBackdoor) -> None:
    folder_backdoor.archive.seal("甲/乙.zip", BytesIO(b"sealed"), retain_until=UNTIL)
    for key in ("甲", "甲/乙.zip/丙.zip", "甲/乙.zip/丙/丁.zip"):
        with pytest.raises(InvalidEntry):
            folder_backdoor.archive.seal(key, BytesIO(b"other"), retain_until=UNTIL)


def test_leavings_of_a_crash_are_swept_but_not_a_draft_somebody_writes(
    folder_backdoor: FolderBackdoor,
) -> None:
    drafts = folder_backdoor.root / "partial"
    (drafts / "draft-of-the-dead").write_bytes(b"half")

    class Meanwhile(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            FolderArchive(folder_backdoor.root)
            return super().read(size)

    digest = folder_backdoor.archive.put(Meanwhile(b"whole"), max_bytes=LIMIT).digest
    assert folder_backdoor.archive.read(digest) == b"whole"
    assert list(drafts.iterdir()) == []


def test_a_lost_disk_is_told_as_such(folder_backdoor: FolderBackdoor) -> None:
    shutil.rmtree(folder_backdoor.root)
    folder_backdoor.root.write_text("no longer a folder")
    with pytest.raises(ArchiveUnavailable, match="磁盘"):
        folder_backdoor.archive.put(BytesIO(b"x"), max_bytes=LIMIT)
    with pytest.raises(ArchiveUnavailable, match="磁盘"):
        FolderArchive(folder_backdoor.root)
