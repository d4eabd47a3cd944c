"""File names that every desktop, archive and package can hold, and that look like what they are."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters
LONGEST_BYTES = 240  # bytes of UTF-8; file systems allow 255
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # control, bidi override, zero width, lone surrogate
_LONGEST_EXTENSION = 16
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
# What Windows forbids, and the percent sign that BagIt readers do not agree on: kept readable, in full width.
_FULL_WIDTH = str.maketrans('<>:"|?*%', "＜＞：＂｜？＊％")


def safe_name(name: str) -> str:
    """The last part of ``name`` without tricks, in NFC, at most 120 characters; empty if nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if not _hidden(c))
    plain = " ".join(unicodedata.normalize("NFC", seen).split()).translate(_FULL_WIDTH).strip(" .")
    if _RESERVED.fullmatch(plain.split(".", 1)[0].rstrip()):
        plain = f"_{plain}"
    return _shortened(plain)


def extension_of(name: str) -> str:
    """What follows the last dot, in lower case; empty when there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if stem and dot else ""


def _hidden(c: str) -> bool:
    """Seen by no reader, or impossible in XML; white space is turned into plain spaces later."""
    code = ord(c)
    if c.isspace():
        return False
    return unicodedata.category(c) in INVISIBLE or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    tail = dot + extension
    short = stem[: LONGEST - len(tail)]
    while len((short + tail).encode()) > LONGEST_BYTES:
        short = short[:-1]
    return short.rstrip(" " if short == stem else " .") + tail
