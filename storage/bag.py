"""The package in which a dossier leaves the house: a BagIt 1.0 bag in a plain zip; same input, same bytes.

Nothing is compressed or encrypted (DA/T 70: no private compression), so that any archive opens it without
this product. Every file is listed with its SHA-256, as ``sha256sum -c manifest-sha256.txt`` expects it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from states.errors import InvalidEntry
from storage.bag_check import BAGIT, DECLARATION, INFO, PAYLOAD, PAYLOAD_MANIFEST, TAG_MANIFEST, check_bag
from storage.names import safe_name

__all__ = ["BagEntry", "BagManifest", "Opener", "check_bag", "write_bag"]

_OWN = frozenset({PAYLOAD_MANIFEST, TAG_MANIFEST, DECLARATION, INFO})
_IN_MEMORY = 4 << 20  # bytes; longer files wait on the disk while their length is taken
_CHUNK = 1 << 20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: times belong in the metadata

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class BagEntry:
    """A file of the bag: its path below the bag's folder, SHA-256 in hexadecimal and size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BagManifest:
    """What was written: the zip's one folder, its payload and tag files, the zip's own digest and size."""

    folder: str
    payload: tuple[BagEntry, ...]
    tags: tuple[BagEntry, ...]
    digest: str
    size: int

    @property
    def oxum(self) -> str:
        """BagIt's Payload-Oxum: bytes, a dot, number of files."""
        return _oxum(self.payload)


def write_bag(
    target: BinaryIO | Path,
    *,
    payload: Iterable[tuple[str, Opener]],
    info: Mapping[str, str],
    metadata: Mapping[str, bytes],
) -> BagManifest:
    """Write the bag to ``target``, which stays untouched when anything fails.

    ``payload`` gives paths below ``data/`` and openers, called one at a time; ``metadata`` files beside it.
    The zip's folder is named by ``info["External-Identifier"]``. InvalidEntry for names no desktop holds.
    """
    sources, folder = _checked(payload, metadata), _folder(info)
    with _draft(target) as draft:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as container:
            writer = _Writer(container, folder)
            files = tuple(writer.add(f"{PAYLOAD}{path}", opener) for path, opener in sources)
            tags = _write_tags(writer, files, info, metadata)
        digest, size = _measured(draft)
        manifest = BagManifest(folder, files, tags, digest, size)
        _deliver(draft, target)
    return manifest


class _Writer:
    def __init__(self, container: zipfile.ZipFile, folder: str) -> None:
        self._container, self._folder = container, folder

    def add(self, path: str, opener: Opener) -> BagEntry:
        """One file; its length is known before its header is written, which keeps the header plain."""
        hasher = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as waiting, closing(opener()) as source:
            while piece := source.read(_CHUNK):
                hasher.update(piece)
                waiting.write(piece)
            entry = BagEntry(path, hasher.hexdigest(), waiting.tell())
            waiting.seek(0)
            with self._container.open(self._header(entry), "w") as place:
                shutil.copyfileobj(waiting, place, _CHUNK)
        return entry

    def add_bytes(self, path: str, content: bytes) -> BagEntry:
        entry = BagEntry(path, hashlib.sha256(content).hexdigest(), len(content))
        self._container.writestr(self._header(entry), content)
        return entry

    def _header(self, entry: BagEntry) -> zipfile.ZipInfo:
        header = zipfile.ZipInfo(f"{self._folder}/{entry.path}", _FIRST_DAY)
        header.create_system = 3  # Unix, on whatever system it is made
        header.external_attr = 0o100444 << 16
        header.file_size = entry.size
        return header


def _write_tags(
    writer: _Writer, files: tuple[BagEntry, ...], info: Mapping[str, str], metadata: Mapping[str, bytes]
) -> tuple[BagEntry, ...]:
    own = {
        DECLARATION: BAGIT,
        INFO: _info_text({**info, "Payload-Oxum": _oxum(files)}),
        PAYLOAD_MANIFEST: _manifest_text(files),
    }
    tags = tuple(writer.add_bytes(path, content) for path, content in sorted({**own, **metadata}.items()))
    return (*tags, writer.add_bytes(TAG_MANIFEST, _manifest_text(tags)))


def _oxum(files: tuple[BagEntry, ...]) -> str:
    return f"{sum(entry.size for entry in files)}.{len(files)}"


def _manifest_text(entries: Iterable[BagEntry]) -> bytes:
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in entries).encode()


def _info_text(info: Mapping[str, str]) -> bytes:
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in info.items()).encode()


def _folder(info: Mapping[str, str]) -> str:
    for label in info:
        if not label.strip() or label != label.strip() or any(c in label for c in ":\r\n"):
            raise InvalidEntry({"info": f"说明项名称“{label}”不规范，不得为空或含有冒号、换行。"})
    return safe_name(re.sub(r"[/\\]", "-", info.get("External-Identifier", ""))) or "bag"


def _checked(
    payload: Iterable[tuple[str, Opener]], metadata: Mapping[str, bytes]
) -> list[tuple[str, Opener]]:
    """The payload in the order of its paths, if each can be unpacked anywhere and none covers another."""
    sources = sorted(payload, key=lambda source: source[0])
    if not sources:
        raise InvalidEntry({"payload": "案卷没有任何材料，不能打包。"})
    for path in metadata:
        if path in _OWN or f"{path}/".casefold().startswith(PAYLOAD):
            raise InvalidEntry({"metadata": f"元数据文件名“{path}”与打包格式自身的文件重名。"})
    _check_paths([f"{PAYLOAD}{path}" for path, _ in sources] + [*metadata])
    return sources


def _check_paths(paths: list[str]) -> None:
    """Names as ``safe_name`` leaves them, different whatever the capitals, no file also a folder."""
    seen: set[str] = {name.casefold() for name in _OWN}
    folders: set[str] = set()
    for path in paths:
        parts = path.split("/")
        if any(not part or part != safe_name(part) for part in parts):
            raise InvalidEntry(
                {"path": f"文件路径“{path}”含有不能在各类系统上解开的名称，请改名后重新打包。"}
            )
        if path.casefold() in seen:
            raise InvalidEntry({"path": f"文件路径“{path}”重复（不区分大小写），请改名后重新打包。"})
        seen.add(path.casefold())
        folders.update("/".join(parts[:depth]).casefold() for depth in range(1, len(parts)))
    if covered := sorted(seen & folders):
        raise InvalidEntry({"path": f"“{covered[0]}”既是文件又是文件夹，请改名后重新打包。"})


@contextmanager
def _draft(target: BinaryIO | Path) -> Iterator[IO[bytes]]:
    """A file beside the target, so that it can take the target's name in one step."""
    beside = target.parent if isinstance(target, Path) else None
    with tempfile.NamedTemporaryFile(dir=beside, prefix=".bag-", delete=False) as draft:
        try:
            yield draft
        finally:
            Path(draft.name).unlink(missing_ok=True)


def _measured(draft: IO[bytes]) -> tuple[str, int]:
    draft.flush()
    draft.seek(0)
    hasher = hashlib.sha256()
    while piece := draft.read(_CHUNK):
        hasher.update(piece)
    return f"sha256:{hasher.hexdigest()}", draft.tell()


def _deliver(draft: IO[bytes], target: BinaryIO | Path) -> None:
    if isinstance(target, Path):
        os.fchmod(draft.fileno(), 0o444)
        os.fsync(draft.fileno())
        os.replace(draft.name, target)
    else:
        draft.seek(0)
        shutil.copyfileobj(draft, target, _CHUNK)
