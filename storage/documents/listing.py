"""Lists as an xlsx file: text stays text, whatever it begins with, so that nothing that people wrote is calculated."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from states.law.legal_day import in_shanghai

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for the beginning of a formula
LONGEST = 32_767  # characters that a cell holds
NARROWEST, WIDEST = 8, 60
LONGEST_NAME = 31  # of a sheet, and none of these marks in it
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
Value = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its name; ``notes`` above it say what it is of, from when."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()


def workbook(title: str, notes: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet: ``notes`` above, then the heading and the rows."""
    return sheets(Sheet(title, heads, rows, notes))


def sheets(*many: Sheet) -> bytes:
    """The tables as one file, a sheet each."""
    book = Workbook(write_only=True)
    for number, one in enumerate(many, 1):
        _fill(book.create_sheet(one.name.translate(NOT_IN_NAMES)[:LONGEST_NAME] or f"表{number}"), one)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, one: Sheet) -> None:
    rows = [tuple(row) for row in one.rows]
    for number, width in enumerate(_widths(one.heads, rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{len(one.notes) + 2}"
    for note in one.notes:
        sheet.append([_cell(sheet, note)])
    sheet.append([_cell(sheet, head, bold=True) for head in one.heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    if isinstance(value, datetime):
        value = f"{in_shanghai(value):%Y-%m-%d %H:%M}"
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # also of one that begins like a formula
    if text.startswith(STARTS):
        cell.quotePrefix = True  # still text when somebody edits the cell
    if bold:
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center")
    return cell


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Wide enough for the texts; a Chinese character is two wide."""
    longest = [_wide(head) for head in heads]
    for row in rows:
        longest = [max(most, _wide(str(value or ""))) for most, value in zip(longest, row, strict=True)]
    return [min(max(one + 2, NARROWEST), WIDEST) for one in longest]


def _wide(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text[:WIDEST])
