"""iCalendar (RFC 5545) text: escaped, folded at 75 octets, lines ended by CRLF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

FOLD = 75  # octets, the line's end not counted


@dataclass(frozen=True, slots=True)
class Day:
    """A deadline as an event of one whole day. ``sequence`` grows when it is moved; ``revised`` is its last change."""

    uid: str
    on: date
    sequence: int
    revised: datetime
    summary: str
    description: str
    url: str = ""


def calendar(name: str, days: Iterable[Day]) -> str:
    """A calendar to subscribe to."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yifa//Deadlines//ZH", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"]  # fmt: skip
    lines = [*head, *(line for day in days for line in _event(day)), "END:VCALENDAR"]
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))


def _event(day: Day) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{day.revised.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"SEQUENCE:{day.sequence}"
    yield f"SUMMARY:{escaped(day.summary)}"
    yield f"DESCRIPTION:{escaped(day.description)}"
    if day.url:
        yield f"URL:{day.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545 section 3.3.11); control characters have no place in one."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(char for char in kept if char >= " " and char != "\x7f")


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first begun with a space; no character is torn apart."""
    piece, length = "", 0
    for char in line:
        size = len(char.encode())
        if length + size > FOLD:
            yield piece
            piece, length = " ", 1
        piece, length = piece + char, length + size
    yield piece
