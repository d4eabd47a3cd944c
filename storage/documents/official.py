"""An official document as plain content, before it takes the form of a file (公文, laid out by GB/T 9704-2012)."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date

from states.casework.events import canonical, digest

Table = tuple[tuple[str, ...], ...]  # the first row is the heading
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold


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


def printable(document: Official) -> Official:
    """The same with a mark (U+FFFD) in the place of what no file can hold, so that nobody's odd character stops the paper."""

    def held(text: str) -> str:
        return UNPRINTABLE.sub("\ufffd", text)

    def section(one: Section) -> Section:
        return Section(held(one.heading), tuple(map(held, one.paragraphs)), tuple(tuple(map(held, row)) for row in one.table))

    return Official(
        held(document.organ), held(document.number), held(document.title), tuple(map(section, document.sections)),
        held(document.signed), document.on, held(document.addressee),
    )  # fmt: skip


def written(day: date) -> str:
    """A day as it is written in a document: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
