"""文书与案卷对照: the text of a paper, as drawn up or as somebody changed it, each word with the entry that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.database import Database
from storage.documents.enforcement.check import check, check_own
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.sheet import Grid, Sheet, Style
from storage.documents.enforcement.sources import Piece, Sources, sources
from storage.queries.drawn_papers import one_paper
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.shapes import Shown


class LineView(Shown):
    """A line of the paper, or a row of its tables (``cells``: text, whether it is a label, how many columns)."""

    style: str
    pieces: tuple[Piece, ...] = ()
    cells: tuple[tuple[tuple[Piece, ...], bool, int], ...] = ()


class PaperText(Shown):
    """``used``: the entries that the text comes from."""

    name: str
    title: str
    entry: str
    number: str
    draft: bool
    lines: tuple[LineView, ...]
    used: frozenset[str]
    differences: tuple[str, ...]


def paper_text(
    database: Database, viewer: Viewer, today: date, case: str, name: str, entry: str = "", file: tuple[bytes, str] | None = None
) -> PaperText:
    """The paper as it is drawn up now, or the ``file`` (content, media type) that is taken for it; NotFound when there is no such paper."""
    with look(database) as reader:
        one = one_paper(reader, viewer, case, name, entry)
        known, sheet = sources(one), one.sheet()
        if file is None:
            lines, differ = tuple(_lines(sheet, known)), check_own(one)
        else:
            text = text_of(*file)
            lines, differ = tuple(LineView(style=Style.PLAIN, pieces=known.pieces(line)) for line in text.splitlines() if line.strip()), check(one, text)
        return PaperText(
            name=name, title=sheet.heading, entry=one.entry.id if one.entry else "", number=one.number, draft=one.draft, lines=lines,
            used=frozenset(_used(lines)), differences=differ,
        )  # fmt: skip


def _lines(sheet: Sheet, known: Sources) -> Iterator[LineView]:
    yield LineView(style="title", pieces=(Piece(sheet.organ),))
    yield LineView(style="title", pieces=(Piece(sheet.heading),))
    if sheet.number:
        yield LineView(style="number", pieces=known.pieces(sheet.number))
    for block in sheet.blocks:
        if isinstance(block, Grid):
            yield from (LineView(style="row", cells=tuple((known.pieces(one.text), one.label, one.span) for one in row)) for row in block.rows)
        else:
            yield LineView(style=block.style, pieces=known.pieces(block.text))
    if sheet.signed:
        yield LineView(style="signed", pieces=known.pieces(sheet.signed))
        yield LineView(style="signed", pieces=known.pieces(sheet.day))


def _used(lines: tuple[LineView, ...]) -> Iterator[str]:
    for line in lines:
        for pieces in (line.pieces, *(cell[0] for cell in line.cells)):
            yield from (one.entry for one in pieces if one.entry)
