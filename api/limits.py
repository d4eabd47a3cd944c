"""How much, how often: sizes of bodies in bytes, and how many attempts one address or login may make."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from storage.recordings import RECORDED

MIB = 1 << 20
BODY_LIMIT = 2 * MIB  # forms and JSON
PUBLIC_LIMIT = 256 << 10  # what the public sends; an opinion of full length takes a fifth of it
UPLOAD_SLACK = MIB  # what multipart adds around one material, whose limit is a setting
LOOKED_AT = 64 << 10  # bytes of an upload in which its file must be named for more than the ordinary to be let in
_RECORDING = re.compile(rb'filename\*?="?[^"\r\n]*\.(?:' + "|".join(RECORDED).encode() + rb')"?\s*[;\r\n]', re.IGNORECASE)
PAGE_LIMIT = 100  # items that one page of a list may hold


class BodyTooLarge(HTTPException):
    """Raised while the body is read, so that what is too large never lies in memory. ``told``: the limit in bytes."""

    def __init__(self, told: int) -> None:
        super().__init__(413, f"提交的内容超过上限{told // MIB}MB，请压缩或者拆分后再提交。" if told >= MIB else f"提交的内容超过上限{told >> 10}KB，请缩短后再提交。")


def is_upload(path: str, content_type: str) -> bool:
    """The only requests whose bodies may be large."""
    return content_type.startswith("multipart/form-data") and path.endswith("/materials")


def counted(receive: Receive, limit: int, slack: int = 0) -> Receive:
    """The same stream, cut off with BodyTooLarge beyond ``limit`` and ``slack`` bytes, whatever Content-Length promised."""
    taken = 0

    async def read() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit + slack:
            raise BodyTooLarge(limit)
        return message

    return read


def counted_upload(receive: Receive, ordinary: int, recording: int, slack: int) -> Receive:
    """As ``counted``, up to ``recording`` bytes where the upload's beginning names a recording, else up to ``ordinary``.

    This only keeps the disk free of what would be refused anyway: what a file is, its bytes say (``storage.uploads``).
    """
    head = bytearray()
    taken = 0

    async def read() -> Message:
        nonlocal taken
        message = await receive()
        piece = message.get("body", b"")
        head.extend(piece[: LOOKED_AT - len(head)])
        taken += len(piece)
        if taken > ordinary + slack:
            limit = recording if _RECORDING.search(head) else ordinary
            if taken > limit + slack:
                raise BodyTooLarge(limit)
        return message

    return read


@dataclass(slots=True)
class Throttle:
    """At most ``limit`` marks per key within ``window``; remembers at most ``capacity`` keys, the oldest go first."""

    limit: int
    window: timedelta
    capacity: int = 10_000
    _marks: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, key: str, now: datetime) -> timedelta | None:
        """How long until the key is free again; None when it is."""
        with self._lock:
            marks = self._fresh(key, now)
            return self.window - (now - marks[0]) if len(marks) >= self.limit else None

    def mark(self, key: str, now: datetime) -> None:
        with self._lock:
            marks = self._fresh(key, now)
            self._marks[key] = [*marks, now][-self.limit :]
            self._marks.move_to_end(key)
            while len(self._marks) > self.capacity:
                self._marks.popitem(last=False)

    def forget(self, key: str) -> None:
        with self._lock:
            self._marks.pop(key, None)

    def forget_ending(self, ending: str) -> None:
        """All keys with this ending: one login from wherever it was tried."""
        with self._lock:
            for key in [one for one in self._marks if one.endswith(ending)]:
                del self._marks[key]

    def _fresh(self, key: str, now: datetime) -> list[datetime]:
        return [mark for mark in self._marks.get(key, ()) if now - mark < self.window]


@dataclass(frozen=True, slots=True)
class Throttles:
    """What is counted in one running server."""

    login: Throttle = field(default_factory=lambda: Throttle(20, timedelta(minutes=10)))
    login_here: Throttle = field(default_factory=lambda: Throttle(5, timedelta(minutes=10)))
    address: Throttle = field(default_factory=lambda: Throttle(50, timedelta(minutes=10)))
    opinions: Throttle = field(default_factory=lambda: Throttle(10, timedelta(minutes=10)))
    complaints: Throttle = field(default_factory=lambda: Throttle(5, timedelta(minutes=10)))
    links: Throttle = field(default_factory=lambda: Throttle(20, timedelta(minutes=10)))  # experts' links that are none
    receipts: Throttle = field(default_factory=lambda: Throttle(10, timedelta(minutes=10)))  # wrong proofs, by address
    receipt: Throttle = field(default_factory=lambda: Throttle(10, timedelta(hours=1)))  # wrong proofs, by what was asked for


def storable(text: str) -> bool:
    """Without control characters (other than tab and line ends) and halves of characters, which no database keeps."""
    return not any((char < " " and char not in "\t\r\n") or "\ud800" <= char <= "\udfff" for char in text)
