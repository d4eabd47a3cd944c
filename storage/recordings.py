"""音像记录: which recordings of sound and picture are taken, told by their first bytes (mp4, m4a, webm, mp3, wav).

They alone may be as large as the limit for recordings; everything else keeps the ordinary one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_EBML = b"\x1aE\xdf\xa3"
_DOC_TYPE = re.compile(rb"\x42\x82[\x84-\x90]webm|\x42\x82\x40[\x04-\x10]webm")  # the element, its length, its text
_FILM = re.compile(rb"iso|mp4|avc|M4V|M4A|dash|MSNV|3gp")
_SOUND = re.compile(rb"M4A |M4B |mp4|iso")


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, or the sync word of an MPEG layer III frame."""
    return head.startswith(b"ID3") or (
        len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 == 0x02
    )


def _is_mp4(head: bytes) -> bool:
    """A film: pictures in HEIC or AVIF begin alike but carry other brands."""
    return head[4:8] == b"ftyp" and _FILM.match(head[8:12]) is not None


def _is_m4a(head: bytes) -> bool:
    """Sound in the same container; recorders that know no brand of sound write one of the general ones."""
    return head[4:8] == b"ftyp" and _SOUND.match(head[8:12]) is not None


def _is_wav(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def _is_webm(head: bytes) -> bool:
    """Matroska begins alike; only its subset that browsers play says of itself that it is WebM."""
    return head.startswith(_EBML) and _DOC_TYPE.search(head, 0, 64) is not None


# By extension: the media type that browsers play it as, and how its first bytes tell it.
RECORDED: Mapping[str, tuple[str, Callable[[bytes], bool]]] = MappingProxyType(
    {
        "mp3": ("audio/mpeg", _is_mp3),
        "wav": ("audio/wav", _is_wav),
        "m4a": ("audio/mp4", _is_m4a),
        "mp4": ("video/mp4", _is_mp4),
        "webm": ("video/webm", _is_webm),
    }
)
MEDIA_TYPES = frozenset(media_type for media_type, _ in RECORDED.values())


def is_film(media_type: str) -> bool:
    """Whether there are pictures to look at; the others are only heard."""
    return media_type.startswith("video/")
