"""The embedded archive: ordinary files in an ordinary folder, readable without this product.

``content/sha256/ab/cd/<hex>`` holds materials; ``sealed/<key>`` holds packages, each beside ``<key>.sha256``,
which ``sha256sum -c`` understands. A file appears under its name only when it is whole and on the disk.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import IO, BinaryIO

from states.casework.ports import Sealed, Stored
from states.errors import ArchiveUnavailable, InvalidEntry
from storage.archive import content as contents
from storage.archive.ranges import FoundSound, Part, check_part

READ_ONLY = 0o444


class FolderArchive:
    """Content-addressed files below ``root``. It cannot stop an administrator, and ``locks`` says so."""

    locks = False

    def __init__(self, root: Path) -> None:
        self._content = root / "content" / "sha256"
        self._sealed = root / "sealed"
        self._drafts = root / "partial"
        self._lock = root / "sealing.lock"
        self._sound = FoundSound()
        with _disk():
            for folder in (self._content, self._sealed, self._drafts):
                _make_folder(folder)
            self._sweep()

    def put(self, content: BinaryIO, *, digest: str | None = None, max_bytes: int) -> Stored:
        """Keep ``content``; a damaged copy already there is replaced, a sound one left alone."""
        with _disk(), self._draft() as draft:
            stored = contents.receive(content, draft, digest=digest, max_bytes=max_bytes)
            place = self._place(stored.digest)
            if not (place.exists() and _digest_of(place) == stored.digest):
                _publish(draft, place, os.replace)
            return stored

    def open(self, digest: str) -> BinaryIO:
        """A reader that raises ArchiveUnavailable if the content was altered; NotFound if there is none."""
        place = self._place(digest)
        with _disk():
            if not place.exists():
                raise contents.no_such_content()
            return _verified(place, digest)

    def read(self, digest: str) -> bytes:
        with self.open(digest) as reader:
            return reader.read()

    def open_part(self, digest: str, first: int, length: int) -> contents.Source:
        """``length`` bytes from ``first`` on, of a copy that was found sound as a whole (see ``ranges``)."""
        place = self._place(digest)
        with _disk():
            if not place.exists():
                raise contents.no_such_content()
            kept = place.open("rb")
        try:
            return self._part(kept, digest, first, length)
        except BaseException:
            kept.close()
            raise

    def _part(self, kept: BinaryIO, digest: str, first: int, length: int) -> contents.Source:
        with _disk():
            mark = _mark(kept)
            check_part(digest, mark[SIZE], first, length)
            self._sound.ensure(digest, mark, lambda: contents.verified(_Lent(kept), digest, mark[SIZE]))
            kept.seek(first)
        return Part(_File(kept), digest, length, lambda: _mark(kept) == mark)

    def exists(self, digest: str) -> bool:
        place = self._place(digest)
        with _disk():
            return place.exists()

    def seal(self, key: str, package: BinaryIO, *, retain_until: datetime) -> Sealed:
        """Keep ``package`` read-only under ``key``; the same bytes again change nothing but a longer term."""
        place = self._sealed / contents.check_key(key)
        until = contents.check_retention(retain_until)
        with _disk(), self._draft() as draft:
            stored = contents.receive(package, draft)
            with self._sealing():
                if place.exists():
                    self._confirm(key, place, stored, until)
                else:
                    self._seal_first(key, place, draft, stored, until)
        return Sealed(key=key, digest=stored.digest, size=stored.size, version_id=None, locked=False)

    def open_sealed(self, key: str) -> BinaryIO:
        place = self._sealed / contents.check_key(key)
        with _disk():
            if not place.exists():
                raise contents.no_such_package(key)
            return _verified(place, _noted(place)[0])

    def _seal_first(self, key: str, place: Path, draft: IO[bytes], stored: Stored, until: datetime) -> None:
        """The note goes first: a crash in between leaves a mere note, which the next attempt replaces."""
        try:
            _make_folder(place.parent)
        except (FileExistsError, NotADirectoryError):
            raise contents.sealed_otherwise(key) from None
        self._note(place, stored.digest, until)
        _publish(draft, place, os.link)

    def _confirm(self, key: str, place: Path, stored: Stored, until: datetime) -> None:
        if place.is_dir():
            raise contents.sealed_otherwise(key)
        digest, noted_until = _noted(place)
        if digest != stored.digest:
            raise contents.sealed_otherwise(key)
        if _digest_of(place) != digest:
            raise contents.altered(digest)
        if until > noted_until:
            self._note(place, digest, until)

    def _note(self, place: Path, digest: str, until: datetime) -> None:
        with self._draft() as draft:
            line = f"# retain-until: {until.isoformat()}\n{contents.hex_of(digest)}  {place.name}\n"
            draft.write(line.encode())
            _publish(draft, _note_of(place), os.replace)

    def _place(self, digest: str) -> Path:
        digits = contents.hex_of(digest)
        return self._content / digits[:2] / digits[2:4] / digits

    @contextmanager
    def _draft(self) -> Iterator[IO[bytes]]:
        """A file being written; locked while its writer lives, which tells it from a crash's leavings."""
        with tempfile.NamedTemporaryFile(dir=self._drafts, prefix="draft-", delete=False) as draft:
            fcntl.flock(draft, fcntl.LOCK_EX)
            try:
                yield draft
            finally:
                Path(draft.name).unlink(missing_ok=True)

    def _sweep(self) -> None:
        for leaving in self._drafts.glob("draft-*"):
            with leaving.open("rb") as held:
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue  # somebody is writing it at this moment
                leaving.unlink(missing_ok=True)

    @contextmanager
    def _sealing(self) -> Iterator[None]:
        """One sealer at a time, across processes: the note and the package must belong together."""
        with self._lock.open("ab") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise ArchiveUnavailable(
            "材料库所在磁盘无法读写，本次操作没有保存；请联系系统管理员检查磁盘空间与权限后重试。"
        ) from fault


def _publish(draft: IO[bytes], place: Path, move: Callable[[str, Path], None]) -> None:
    """Make the finished draft appear at ``place`` in one step that survives a power cut."""
    draft.flush()
    os.fchmod(draft.fileno(), READ_ONLY)
    os.fsync(draft.fileno())
    _make_folder(place.parent)
    move(draft.name, place)
    _sync_folder(place.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest_of(place: Path) -> str:
    with place.open("rb") as kept:
        return f"sha256:{file_digest(kept, 'sha256').hexdigest()}"


def _verified(place: Path, digest: str) -> BinaryIO:
    kept = place.open("rb")
    return contents.verified(_File(kept), digest, os.fstat(kept.fileno()).st_size)


SIZE = 2  # its place in the mark


def _mark(kept: BinaryIO) -> tuple[int, ...]:
    """What changes with every write to that file; the time of its last change is set by the system alone."""
    found = os.fstat(kept.fileno())
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class _File:
    """A file whose faults are told in the archive's words."""

    def __init__(self, kept: BinaryIO) -> None:
        self._kept = kept

    def read(self, size: int, /) -> bytes:
        with _disk():
            return self._kept.read(size)

    def close(self) -> None:
        self._kept.close()


class _Lent(_File):
    """A file that others go on reading."""

    def close(self) -> None:
        return


def _note_of(place: Path) -> Path:
    return place.with_name(place.name + ".sha256")


def _noted(place: Path) -> tuple[str, datetime]:
    """The digest and the end of retention in the note beside a package."""
    try:
        comment, line = _note_of(place).read_text(encoding="utf-8").splitlines()
        digest = f"sha256:{line.split('  ', 1)[0]}"
        contents.hex_of(digest)
        return digest, datetime.fromisoformat(comment.removeprefix("# retain-until: "))
    except (FileNotFoundError, ValueError, InvalidEntry):
        raise ArchiveUnavailable(
            f"封存案卷“{place.name}”的摘要记录缺失或被改动，无法证明其未被更改；请联系系统管理员核查。"
        ) from None
