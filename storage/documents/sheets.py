"""Sheets as files: xlsx and csv in, as cells of text; an empty xlsx out, to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from states.dossier.schema import Field, FieldType, Kind
from states.dossier.sheet import Grid
from states.errors import InvalidEntry
from storage.uploads import HEAD, check_content, check_upload

TAKEN = ("xlsx", "csv")
LARGEST = 5_000_000  # bytes; a table of five hundred rows has a tenth of it
LINES, COLUMNS = 2_000, 60
FILLED = 200  # rows of the empty table that offer the choices
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def grid_of(name: str, content: bytes) -> Grid:
    """The cells of the first sheet; InvalidEntry for what is no such file."""
    safe = check_upload(name, content[:HEAD], len(content), limit=LARGEST)
    if not safe.name.endswith(TAKEN):
        raise InvalidEntry({"file": "请使用xlsx或者csv文件，可以先下载模板填写。"})
    check_content(safe, io.BytesIO(content))
    rows = list(_lines(_from_csv(content) if safe.name.endswith("csv") else _from_xlsx(content)))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _lines(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows):
        if number >= LINES:
            raise InvalidEntry({"file": f"表格超过{LINES}行，请拆分后分别登记。"})
        yield tuple(row[:COLUMNS])


def _from_csv(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")  # check_content has seen that it is one of the two
    try:
        yield from (tuple(row) for row in csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        raise InvalidEntry({"file": "csv文件的分隔或者引号有误，请用表格软件打开，另存为xlsx后上传。"}) from None


def _from_xlsx(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from (tuple(map(_text, row[:COLUMNS])) for row in sheet.iter_rows(max_row=LINES + 1))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, SyntaxError, EOFError):
        raise InvalidEntry({"file": "xlsx文件已损坏，不能读取，请用表格软件打开，重新保存后上传。"}) from None


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format)
        number = Decimal(str(value)) * (100 if percent else 1)
        return f"{number.normalize():f}{'%' if percent else ''}"
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def template(kind: Kind) -> bytes:
    """An xlsx with every line and column of that kind, those that must be filled in marked by bold type."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = kind.label[:31]
    sheet.append([kind.label])
    sheet["A1"].font = Font(bold=True, size=14)
    table = next(one for one in kind.fields if one.type is FieldType.ROWS)
    for one in kind.fields:
        if one is not table:
            sheet.append([one.label, "", one.hint])
            sheet.cell(sheet.max_row, 1).font = Font(bold=one.required)
            _offer(sheet, one, f"B{sheet.max_row}")
    sheet.append([])
    sheet.append([column.label for column in table.columns])
    head = sheet.max_row
    for at, column in enumerate(table.columns, 1):
        cell = sheet.cell(head, at)
        cell.font, cell.alignment = Font(bold=column.required), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = 24 if column.type is FieldType.TEXT else 16
        _offer(sheet, column, f"{cell.column_letter}{head + 1}:{cell.column_letter}{head + FILLED}")
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _offer(sheet: Any, field: Field, where: str) -> None:
    """The choices of a field as a list in the cell."""
    if field.options:
        offered = DataValidation(type="list", formula1=f'"{",".join(one.label.partition("（")[0] for one in field.options)}"', allow_blank=True)
        sheet.add_data_validation(offered)
        offered.add(where)
