"""Range requests (RFC 9110, 14): which part of a material is asked for. One range is served; several are answered with the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"\s*([0-9]{0,19})\s*-\s*([0-9]{0,19})\s*")


class Unsatisfiable(Exception):
    """A well-formed range that lies outside the material: answered with 416 and the material's size."""


@dataclass(frozen=True, slots=True)
class Range:
    """From byte ``first`` to byte ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def asked(header: str, size: int, if_range: str = "", etag: str = "") -> Range | None:
    """The range that is asked for; None where the whole is to be sent.

    A unit that is not bytes, a range that makes no sense and a set of ranges are passed over, as the RFC allows;
    so is every range that was asked for on condition of another content (If-Range).
    """
    unit, _, rest = header.partition("=")
    found = _ONE.fullmatch(rest) if unit.strip().lower() == "bytes" else None
    if found is None or (if_range and if_range.strip() != etag):
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        return _suffix(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return Range(int(first), min(int(last), size - 1) if last else size - 1)


def _suffix(length: int, size: int) -> Range:
    """The last so many bytes; more than there are means all of them, none cannot be sent."""
    if not length or not size:
        raise Unsatisfiable
    return Range(max(0, size - length), size - 1)
