"""Parts of a content, for playing a recording from the middle: never handed out of what was not found sound as a whole.

A digest covers the whole, so no part proves itself. Before the first part of a content is handed out here, the whole is
read and its digest compared; the store's mark of that very copy (file system: number, size and times of the file; S3:
version and ETag) is remembered, and parts are given out only while the mark stays the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from storage.archive import content as contents

REMEMBERED = 2_000  # copies found sound in this process


@dataclass(slots=True)
class FoundSound:
    """Which copy of each content was read whole and found sound, by this process."""

    _marks: OrderedDict[str, object] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _busy: dict[str, threading.Lock] = field(default_factory=dict)

    def ensure(self, digest: str, mark: object, whole: Callable[[], BinaryIO]) -> None:
        """Read ``whole`` to its end unless this copy is known to be sound; raises ArchiveUnavailable when it is not.

        Who asks for the same content meanwhile waits for that one reading.
        """
        with self._lock:
            if self._marks.get(digest) == mark:
                return
            turn = self._busy.setdefault(digest, threading.Lock())
        with turn:
            if self._known(digest, mark):
                return
            contents.drain(whole())
            self.note(digest, mark)

    def note(self, digest: str, mark: object) -> None:
        """This copy is sound: it has just been read whole."""
        with self._lock:
            self._marks[digest] = mark
            self._marks.move_to_end(digest)
            self._busy.pop(digest, None)
            while len(self._marks) > REMEMBERED:
                self._marks.popitem(last=False)

    def _known(self, digest: str, mark: object) -> bool:
        with self._lock:
            return self._marks.get(digest) == mark


class Part:
    """``length`` bytes of an opened copy, which must still be the copy that was found sound."""

    def __init__(self, source: contents.Source, digest: str, length: int, same: Callable[[], bool]) -> None:
        self._source, self._digest, self._left, self._same = source, digest, length, same

    def read(self, size: int, /) -> bytes:
        piece = self._source.read(min(size, self._left)) if self._left else b""
        self._left -= len(piece)
        if (not piece and self._left) or not self._same():
            raise contents.altered(self._digest)
        return piece

    def close(self) -> None:
        self._source.close()


def check_part(digest: str, size: int, first: int, length: int) -> None:
    """Whoever asks has worked the part out from the registered size; a copy of another size was altered."""
    if first < 0 or length <= 0 or first + length > size:
        raise contents.altered(digest)
