"""Workbooks (xlsx) of lists and figures: what was typed by somebody is text there, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what programs for tables take for the beginning of a formula
LONGEST = 32_000  # characters that a cell can hold
WIDEST = 48
NAME = 31  # characters of a sheet's name, and none of these in it
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
Value: TypeAlias = "str | int | float | date | None"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its name."""

    name: str
    heads: tuple[str, ...]
    rows: Iterable[Sequence[Value]]


def workbook(*sheets: Sheet) -> bytes:
    """The tables as a file."""
    made = Workbook(write_only=True)
    for number, sheet in enumerate(sheets, 1):
        page = made.create_sheet(sheet.name.translate(NOT_IN_NAMES)[:NAME] or f"表{number}")
        _fill(page, sheet)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    rows = [[_plain(one) for one in row] for row in sheet.rows]
    for place, head in enumerate(sheet.heads):
        longest = max([_width(head), *(_width(row[place]) for row in rows[:200])])
        page.column_dimensions[_letter(place)].width = min(longest + 2, WIDEST)
    page.freeze_panes = "A2"
    page.append([_cell(page, head, bold=True) for head in sheet.heads])
    for row in rows:
        page.append([_cell(page, one) for one in row])


def _plain(value: Value) -> Value:
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] if isinstance(value, str) else value


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" stays what was typed
        cell.quotePrefix = value.startswith(FORMULA)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(value: Value) -> int:
    """Columns of a text; a Chinese character takes two."""
    text = str(value or "")
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _letter(place: int) -> str:
    head, tail = divmod(place, 26)
    return (chr(64 + head) if head else "") + chr(65 + tail)
