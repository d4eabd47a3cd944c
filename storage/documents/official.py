"""An official document as plain content, before it takes the form of a file (公文, laid out by GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from states.casework.events import canonical, digest

Table = tuple[tuple[str, ...], ...]  # the first row is the heading


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: its heading, its paragraphs, and a table where there is one."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table = ()


@dataclass(frozen=True, slots=True)
class Official:
    """A document of an organ. ``signed``: who stands below it; ``on``: the day written there."""

    organ: str
    number: str
    title: str
    sections: tuple[Section, ...]
    signed: str
    on: date
    addressee: str = ""

    def digest(self) -> str:
        """The same content has the same digest, whatever file is made of it."""
        return digest(canonical(asdict(self)))


def written(day: date) -> str:
    """A day as it is written in a document: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
