"""What both archives agree on: digests, lawful names of sealed packages, and a reader that trusts nothing."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol

from states.casework.ports import Stored
from states.errors import ArchiveUnavailable, InvalidEntry, NotFound

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 20
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_LONGEST_PART = 240  # bytes of UTF-8; file systems allow 255, and the note beside a package adds seven
_LONGEST_KEY = 900  # bytes of UTF-8; S3 allows 1024 with the archive's own prefix
_NOT_IN_KEYS = frozenset('\\:*?"<>|')
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Source(Protocol):
    """The least that a store must give to be read."""

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


def hex_of(digest: str) -> str:
    """The 64 hexadecimal digits of ``sha256:<hex>``; anything else raises InvalidEntry."""
    match = _DIGEST.fullmatch(digest)
    if match is None:
        raise InvalidEntry({"digest": "摘要格式不正确，应为“sha256:”加 64 位小写十六进制数字。"})
    return match[1]


def no_such_content() -> NotFound:
    return NotFound("材料库中没有这份材料，请核对材料编号；如确已登记，请联系系统管理员核查材料库。")


def no_such_package(key: str) -> NotFound:
    return NotFound(f"没有名为“{key}”的封存案卷，请核对名称。")


def sealed_otherwise(key: str) -> InvalidEntry:
    """A sealed dossier is final (713号令 art. 33); later material is sealed as a supplement."""
    reason = f"“{key}”已封存且内容不同，封存后不得更改；后续材料请另行编制补充案卷。"
    return InvalidEntry({"key": reason}, message=reason)


def altered(digest: str) -> ArchiveUnavailable:
    return ArchiveUnavailable(
        f"材料内容与登记的摘要不符，可能已损坏或被改动（登记摘要 {digest}）。"
        "请停止使用该材料，并联系系统管理员核查。"
    )


def receive(
    content: BinaryIO, draft: IO[bytes], *, digest: str | None = None, max_bytes: int | None = None
) -> Stored:
    """Copy ``content`` into ``draft`` in pieces; InvalidEntry when too long or not what ``digest`` says."""
    expected = None if digest is None else hex_of(digest)
    hasher, size = hashlib.sha256(), 0
    for piece in _pieces(content):
        size += len(piece)
        if max_bytes is not None and size > max_bytes:
            raise InvalidEntry({"file": f"文件大小超过上限（{in_words(max_bytes)}），请压缩或拆分后再上传。"})
        hasher.update(piece)
        draft.write(piece)
    if expected is not None and hasher.hexdigest() != expected:
        raise InvalidEntry({"file": "收到的内容与申报的摘要不符，传输中可能已损坏，请重新上传。"})
    draft.flush()
    draft.seek(0)
    return Stored(digest=f"sha256:{hasher.hexdigest()}", size=size)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    try:
        while piece := content.read(CHUNK):
            yield piece
    except OSError as fault:  # the sender's fault, not the store's
        raise InvalidEntry({"file": "上传中断，没有收到完整的内容，请重新上传。"}) from fault


def in_words(size: int) -> str:
    """Bytes as an officer reads them: ``100 MB``, ``1.5 MB``, ``12 字节``."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} 字节"


def check_key(key: str) -> str:
    """A readable name in parts split by ``/`` that every store and desktop can hold, or InvalidEntry."""
    parts = key.split("/")
    sound = (
        unicodedata.is_normalized("NFC", key)
        and len(key.encode("utf-8", "replace")) <= _LONGEST_KEY
        and not key.endswith(".sha256")
        and all(_sound_part(part) for part in parts)
    )
    if not sound:
        reason = "封存名称过长，或含有不允许的字符或路径，请改用文字、数字与“-”，以“/”分层。"
        raise InvalidEntry({"key": reason}, message=reason)
    return key


def _sound_part(part: str) -> bool:
    return (
        bool(part)
        and len(part.encode("utf-8", "replace")) <= _LONGEST_PART
        and part == part.strip()
        and part[0] != "."
        and part[-1] != "."
        and not any(c in _NOT_IN_KEYS or unicodedata.category(c) in _INVISIBLE for c in part)
    )


def check_retention(retain_until: datetime) -> datetime:
    """The end of retention in UTC, whole seconds (what S3 keeps); it must have a zone and lie ahead."""
    if retain_until.tzinfo is None:
        raise ValueError("retain_until needs a time zone")
    if retain_until <= datetime.now(UTC):
        raise InvalidEntry({"retain_until": "保管期限的截止时间必须晚于现在，请核对保管期限。"})
    return retain_until.astimezone(UTC).replace(microsecond=0)


class VerifyingReader(io.RawIOBase):
    """Reads ``size`` bytes and compares their digest before the last of them is handed out."""

    def __init__(self, source: Source, digest: str, size: int) -> None:
        super().__init__()
        self._source, self._digest, self._left = source, digest, size
        self._hasher = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        piece = self._source.read(len(view))
        self._hasher.update(piece)
        self._left -= len(piece)
        ended = self._left <= 0 or not piece
        if ended and (self._left != 0 or f"sha256:{self._hasher.hexdigest()}" != self._digest):
            raise altered(self._digest)
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()


def verified(source: Source, digest: str, size: int) -> BinaryIO:
    """``source`` as a buffered stream that raises ArchiveUnavailable rather than give out altered content."""
    return io.BufferedReader(VerifyingReader(source, digest, size), CHUNK)


def digest_of(source: Source) -> str:
    """``sha256:<hex>`` of everything in ``source``, which is closed."""
    hasher = hashlib.sha256()
    with closing(source):
        while piece := source.read(CHUNK):
            hasher.update(piece)
    return f"sha256:{hasher.hexdigest()}"


def drain(reader: BinaryIO) -> None:
    """Read to the end for the sake of the check alone."""
    with reader:
        while reader.read(CHUNK):
            continue
