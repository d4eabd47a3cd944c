"""A paper of enforcement as plain content, before it takes the form of a file. Every text in it is literal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from storage.documents.official import UNPRINTABLE, written

DRAFT = "草稿"
BLANK = "＿" * 6  # to be filled in by hand
SEAL = "（印章）"
SIGNED_FROM = 45  # hundredths of the width: to the right of it stand who signs, the seal and the day, one below the other
UNDATED = "年　　月　　日"


class Style(StrEnum):
    """How a line is set."""

    BODY = "body"  # indented by two characters
    PLAIN = "plain"
    HEAD = "head"
    CENTRE = "centre"
    SIGN = "sign"  # with room above, for a signature by hand


@dataclass(frozen=True, slots=True)
class Para:
    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; a label is set apart, ``span`` is in columns."""

    text: str
    label: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; ``widths`` of its columns in hundredths."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Para | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper. ``form``: a ruled form in small type, otherwise a letter in the type of official documents.

    ``on`` is None until the day of the act is known; ``signed`` is who seals a letter.
    """

    organ: str
    title: str
    number: str
    blocks: tuple[Block, ...]
    form: bool = False
    draft: bool = False
    signed: str = ""
    on: date | None = None
    last_on: date = date(2000, 1, 1)  # of the newest fact in it: nothing in the file tells when it was made

    @property
    def heading(self) -> str:
        return f"{self.title}（{DRAFT}）" if self.draft else self.title

    @property
    def day(self) -> str:
        return written(self.on) if self.on else UNDATED


def printable(sheet: Sheet) -> Sheet:
    """The same with U+FFFD in the place of what no file can hold."""
    return replace(
        sheet, organ=_held(sheet.organ), title=_held(sheet.title), number=_held(sheet.number), signed=_held(sheet.signed),
        blocks=tuple(map(_printable, sheet.blocks)),
    )  # fmt: skip


def _held(text: str) -> str:
    return UNPRINTABLE.sub("\ufffd", text)


def _printable(block: Block) -> Block:
    if isinstance(block, Para):
        return replace(block, text=_held(block.text))
    return replace(block, rows=tuple(tuple(replace(one, text=_held(one.text)) for one in row) for row in block.rows))


def lines(sheet: Sheet) -> Iterator[str]:
    """All its texts in the order of reading."""
    yield from (sheet.organ, sheet.heading, sheet.number)
    for block in sheet.blocks:
        if isinstance(block, Para):
            yield block.text
        else:
            yield from (one.text for row in block.rows for one in row)
    if sheet.signed:
        yield from (sheet.signed, sheet.day)


def form(*rows: Iterable[tuple[str, str]]) -> Grid:
    """A form of labels and answers: one pair takes the whole row, two pairs share it."""
    return Grid((20, 30, 20, 30), tuple(_row(tuple(row)) for row in rows))


def _row(pairs: tuple[tuple[str, str], ...]) -> tuple[Cell, ...]:
    if len(pairs) == 1:
        return (Cell(pairs[0][0], True), Cell(pairs[0][1], span=3))
    return tuple(cell for label, said in pairs for cell in (Cell(label, True), Cell(said)))


def headed(grid: Grid) -> bool:
    """Whether its first row are headings, which are said again on every page."""
    return len(grid.rows) > 1 and all(one.label for one in grid.rows[0])


def table(widths: tuple[int, ...], heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Grid:
    """A list under headings; an empty one says so."""
    filled = tuple(tuple(map(Cell, row)) for row in rows)
    return Grid(widths, (tuple(Cell(one, True) for one in heads), *(filled or ((Cell("没有登记。", span=len(widths)),),))))


def paragraphs(text: str, style: Style = Style.BODY) -> tuple[Para, ...]:
    """A text of people, line by line."""
    return tuple(Para(line, style) for line in text.splitlines() if line.strip()) or (Para(BLANK, style),)


def signatures(*who: str) -> tuple[Para, ...]:
    """Places to sign and date by hand."""
    return tuple(Para(f"{one}（签名）：{BLANK}　　{UNDATED}", Style.SIGN) for one in who)
