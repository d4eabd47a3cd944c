"""Files that come in piece by piece, kept aside until they are whole: a broken connection costs only its last piece.

They lie below the data folder and belong to whoever began them; nothing of them is on any matter before the end.
"""

from __future__ import annotations

import fcntl
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from states.errors import InvalidEntry, NotFound, StaleDossier
from storage.archive.content import in_words

PIECE = 1 << 20  # bytes of one piece at most
KEPT_SECONDS = 24 * 3600  # what nobody goes on with for so long is thrown away
MOST = 8  # unfinished files of one person
_ID = re.compile(r"[0-9a-f]{32}")
GONE = "没有这份未传完的文件，可能已经超过24小时，请重新选择文件上传。"
ELSEWHERE = "文件的上传进度与本页不一致，请稍候，系统将从已收到的位置继续。"


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file on its way: whose, to which matter, called what, of how many bytes, and how many of them are here."""

    id: str
    owner: str
    case: str
    name: str
    size: int
    received: int
    answer: dict[str, Any] | None = None  # what was answered when it was put on file

    @property
    def whole(self) -> bool:
        return self.received == self.size


class Arrivals:
    """The unfinished files of one installation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, owner: str, case: str, key: str, name: str, size: int, limit: int) -> Arriving:
        """Room for a file of ``size`` bytes, ``limit`` at most; InvalidEntry when it is too large or too many wait.

        The same person, matter and ``key`` again: the same file, as far as it has come.
        """
        if not 0 < size <= limit:
            raise InvalidEntry({"file": f"文件大小{in_words(size)}，应当大于0并且不超过{in_words(limit)}，请压缩或者拆分后再上传。"})
        self._folder.mkdir(parents=True, exist_ok=True)
        one = sha256("\n".join((owner, case, key)).encode()).hexdigest()[:32]
        if found := self._read(one):
            return found
        waiting = [one for one in self._all() if one.owner == owner and one.answer is None]
        if len(waiting) >= MOST:
            raise InvalidEntry({"file": f"您有{len(waiting)}份文件尚未传完，请先传完，或者24小时后再试。"})
        self._part(one).touch()
        self._write(one, {"owner": owner, "case": case, "name": name, "size": size})
        return self.of(one, owner, case)

    def of(self, one: str, owner: str, case: str) -> Arriving:
        """How far it has come; NotFound for everybody but the person who began it, on the matter it is for."""
        found = self._read(one) if _ID.fullmatch(one) else None
        if found is None or (found.owner, found.case) != (owner, case):
            raise NotFound(GONE)
        return found

    def add(self, one: str, owner: str, case: str, offset: int, piece: bytes) -> Arriving:
        """The next piece; StaleDossier when it does not begin where the last one ended, and then nothing is kept of it."""
        found = self.of(one, owner, case)
        if not 0 < len(piece) <= PIECE:
            raise InvalidEntry({"file": f"每次上传应当大于0并且不超过{in_words(PIECE)}。"})
        try:
            with self._part(one).open("r+b") as part:
                fcntl.flock(part, fcntl.LOCK_EX)
                here = part.seek(0, 2)
                if here != offset or here + len(piece) > found.size:
                    raise StaleDossier(ELSEWHERE)
                part.write(piece)
        except FileNotFoundError:
            raise NotFound(GONE) from None
        return self.of(one, owner, case)

    @contextmanager
    def opened(self, found: Arriving) -> Iterator[BinaryIO]:
        """The whole file for reading; InvalidEntry while something is missing."""
        if not found.whole:
            raise InvalidEntry({"file": f"文件尚未传完：已收到{in_words(found.received)}，共{in_words(found.size)}。"})
        try:
            with self._part(found.id).open("rb") as part:
                yield part
        except FileNotFoundError:
            raise NotFound(GONE) from None

    def done(self, found: Arriving, answer: dict[str, Any]) -> None:
        """It is on file: its bytes go, the answer stays for whoever did not hear it."""
        self._write(found.id, {"owner": found.owner, "case": found.case, "name": found.name, "size": found.size, "answer": answer})
        self._part(found.id).unlink(missing_ok=True)

    def drop(self, found: Arriving) -> None:
        """It was refused, or is not wanted any more."""
        self._part(found.id).unlink(missing_ok=True)
        self._about(found.id).unlink(missing_ok=True)

    def _all(self) -> Iterator[Arriving]:
        """All that wait; what has waited too long goes."""
        late = time.time() - KEPT_SECONDS
        for about in self._folder.glob("*.json"):
            part = self._part(about.stem)
            try:
                last = max(one.stat().st_mtime for one in (about, part) if one.exists())
            except (FileNotFoundError, ValueError):
                continue
            if last < late:
                part.unlink(missing_ok=True)
                about.unlink(missing_ok=True)
            elif found := self._read(about.stem):
                yield found

    def _read(self, one: str) -> Arriving | None:
        try:
            told = json.loads(self._about(one).read_text())
            received = told["size"] if "answer" in told else self._part(one).stat().st_size
        except FileNotFoundError:
            return None
        return Arriving(one, told["owner"], told["case"], told["name"], told["size"], received, told.get("answer"))

    def _write(self, one: str, told: dict[str, Any]) -> None:
        fresh = self._folder / f"{one}.new"
        fresh.write_text(json.dumps(told, ensure_ascii=False))
        fresh.replace(self._about(one))

    def _part(self, one: str) -> Path:
        return self._folder / f"{one}.part"

    def _about(self, one: str) -> Path:
        return self._folder / f"{one}.json"
