"""The archive on any S3 store with a real object lock. Sealed packages are locked in COMPLIANCE mode."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

import certifi
import urllib3
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.datatypes import Object
from minio.error import MinioException, S3Error
from minio.retention import Retention
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from states.casework.ports import Sealed, Stored
from states.errors import ArchiveUnavailable
from storage.archive import content as contents
from storage.archive.lock_proof import prove_lock
from storage.archive.ranges import FoundSound, Part, check_part

PART = 8 << 20  # bytes; two parts are in memory at once
IN_MEMORY = 1 << 20  # bytes; what is longer waits on the disk while its digest is taken
DIGEST_FIELD = "sha256"
ABSENT = ("NoSuchKey", "NoSuchVersion", "NoSuchObject", "ResourceNotFound")


@dataclass(frozen=True, slots=True)
class _Locked:
    """A version that nobody can delete before ``until``."""

    version_id: str
    digest: str
    size: int
    until: datetime


class MinioArchive:
    """Content-addressed objects in one bucket; refuses (DefinitionError) a server that cannot really lock."""

    locks = True

    def __init__(
        self,
        endpoint: str,
        access_key: str,
        secret_key: str,
        bucket: str,
        secure: bool,
        region: str = "us-east-1",
    ) -> None:
        self._bucket = bucket
        self._found_sound = FoundSound()
        self._client = Minio(
            endpoint, access_key, secret_key, secure=secure, region=region, http_client=_connections()
        )
        with _store():
            prove_lock(self._client, bucket)

    def put(self, content: BinaryIO, *, digest: str | None = None, max_bytes: int) -> Stored:
        """Keep ``content``; a damaged copy already there is replaced, a sound one left alone."""
        with _draft() as draft:
            stored = contents.receive(content, draft, digest=digest, max_bytes=max_bytes)
            if not self._sound(stored.digest):
                self._upload(_content_key(stored.digest), draft, stored)
            return stored

    def open(self, digest: str) -> BinaryIO:
        """A reader that raises ArchiveUnavailable if the content was altered; NotFound if there is none."""
        key = _content_key(digest)
        with _store():
            try:
                return self._reader(key, digest)
            except S3Error as fault:
                if fault.code in ABSENT:
                    raise contents.no_such_content() from None
                raise

    def read(self, digest: str) -> bytes:
        with self.open(digest) as reader:
            return reader.read()

    def open_part(self, digest: str, first: int, length: int) -> contents.Source:
        """``length`` bytes from ``first`` on, of a version that was found sound as a whole (see ``ranges``)."""
        key = _content_key(digest)
        with _store():
            try:
                held = self._client.stat_object(self._bucket, key)
            except S3Error as fault:
                if fault.code in ABSENT:
                    raise contents.no_such_content() from None
                raise
            version, mark = held.version_id, (held.version_id, held.etag, held.size)
            check_part(digest, held.size or 0, first, length)
            self._found_sound.ensure(digest, mark, lambda: self._reader(key, digest, version))
            answer = self._client.get_object(self._bucket, key, first, length, {"If-Match": f'"{held.etag}"'}, version_id=version)
        return Part(_Body(answer), digest, length, lambda: True)  # the store answers for one version of one ETag

    def exists(self, digest: str) -> bool:
        key = _content_key(digest)
        with _store():
            try:
                self._client.stat_object(self._bucket, key)
            except S3Error as fault:
                if fault.code in ABSENT:
                    return False
                raise
            return True

    def seal(self, key: str, package: BinaryIO, *, retain_until: datetime) -> Sealed:
        """Lock ``package`` under ``key``; the same bytes again change nothing but a longer term."""
        name = _sealed_key(key)
        until = contents.check_retention(retain_until)
        with _draft() as draft:
            stored = contents.receive(package, draft)
            if self._first_locked(name) is None:
                self._upload(name, draft, stored, Retention(COMPLIANCE, until))
        kept = self._confirm(key, stored, until)
        return Sealed(
            key=key, digest=kept.digest, size=kept.size, version_id=kept.version_id, locked=self.locks
        )

    def open_sealed(self, key: str) -> BinaryIO:
        name = _sealed_key(key)
        kept = self._first_locked(name)
        if kept is None:
            raise contents.no_such_package(key)
        with _store():
            return self._reader(name, kept.digest, kept.version_id)

    def _confirm(self, key: str, stored: Stored, until: datetime) -> _Locked:
        """Ask the server what it holds and for how long: only its answer is reported, never the intention."""
        name = _sealed_key(key)
        kept = self._first_locked(name)
        if kept is None:
            raise _not_locked(key)
        if kept.digest != stored.digest:
            raise contents.sealed_otherwise(key)
        if kept.until < until:
            with _store():
                term = Retention(COMPLIANCE, until)
                self._client.set_object_retention(self._bucket, name, term, version_id=kept.version_id)
            kept = self._first_locked(name)
            if kept is None or kept.until < until:
                raise _not_locked(key)
        with _store():
            contents.drain(self._reader(name, kept.digest, kept.version_id))
        return kept

    def _first_locked(self, name: str) -> _Locked | None:
        """The oldest locked version: no later version or delete marker can stand in for what was sealed."""
        with _store():
            found = self._client.list_objects(self._bucket, prefix=name, include_version=True)
            versions = [one for one in found if one.object_name == name and not one.is_delete_marker]
            for version in reversed(versions):  # S3 lists the newest first
                kept = _locked(self._client.stat_object(self._bucket, name, version_id=version.version_id))
                if kept is not None:
                    return kept
        return None

    def _upload(self, key: str, draft: BinaryIO, stored: Stored, lock: Retention | None = None) -> None:
        """An object appears whole or not at all: S3 shows several parts only once they are joined."""
        with _store():
            self._client.put_object(
                self._bucket,
                key,
                draft,
                stored.size,
                part_size=PART,
                num_parallel_uploads=2,
                metadata={DIGEST_FIELD: contents.hex_of(stored.digest)},
                retention=lock,
            )

    def _sound(self, digest: str) -> bool:
        if not self.exists(digest):
            return False
        with _store():
            body = _Body(self._client.get_object(self._bucket, _content_key(digest)))
        return contents.digest_of(body) == digest

    def _reader(self, key: str, digest: str, version_id: str | None = None) -> BinaryIO:
        answer = self._client.get_object(self._bucket, key, version_id=version_id)
        return contents.verified(_Body(answer), digest, int(answer.headers["Content-Length"]))


class _Body:
    """An S3 answer whose faults are told in the archive's words."""

    def __init__(self, answer: BaseHTTPResponse) -> None:
        self._answer = answer

    def read(self, size: int, /) -> bytes:
        with _store():
            return self._answer.read(size)

    def close(self) -> None:
        self._answer.close()
        self._answer.release_conn()


@contextmanager
def _store() -> Iterator[None]:
    try:
        yield
    except (MinioException, HTTPError, OSError) as fault:
        raise ArchiveUnavailable(
            "材料库暂时无法访问，本次操作没有保存；请稍后重试，如持续出现请联系系统管理员检查对象存储服务。"
        ) from fault


@contextmanager
def _draft() -> Iterator[BinaryIO]:
    """A nameless file of this process: whatever happens, nothing of it is left."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as draft:
        yield cast(BinaryIO, draft)


def _locked(version: Object) -> _Locked | None:
    fields = version.metadata or {}
    digits = fields.get(f"x-amz-meta-{DIGEST_FIELD}")
    until = fields.get("x-amz-object-lock-retain-until-date")
    if fields.get("x-amz-object-lock-mode") != COMPLIANCE or not (digits and until and version.version_id):
        return None
    return _Locked(version.version_id, f"sha256:{digits}", version.size or 0, datetime.fromisoformat(until))


def _not_locked(key: str) -> ArchiveUnavailable:
    return ArchiveUnavailable(
        f"对象存储没有确认对“{key}”的锁定，案卷未视为封存；请联系系统管理员检查对象锁定配置后重新封存。"
    )


def _content_key(digest: str) -> str:
    digits = contents.hex_of(digest)
    return f"content/sha256/{digits[:2]}/{digits}"


def _sealed_key(key: str) -> str:
    return f"sealed/{contents.check_key(key)}"


def _connections() -> urllib3.PoolManager:
    """Fails within seconds when the store is down; the SDK's defaults would take minutes."""
    return urllib3.PoolManager(
        maxsize=16,
        timeout=urllib3.Timeout(connect=5, read=60),
        retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        cert_reqs="CERT_REQUIRED",
        ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(),
    )
