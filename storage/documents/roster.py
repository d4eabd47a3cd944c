"""A table of persons as xlsx: read as text, cell by cell; and the empty one to be filled in."""

from __future__ import annotations

import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from states.errors import InvalidEntry
from storage.documents.sheets import grid_of

HEADS = {"login": "账号", "name": "姓名", "office": "单位"}
ROWS = 300  # each account costs a slow hash


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the table: its number as the sheet shows it, and the three cells as text."""

    number: int
    login: str
    name: str
    office: str


def read(content: bytes) -> tuple[RosterRow, ...]:
    """The filled lines of the first sheet; InvalidEntry for what is no such table."""
    rows = [[cell.strip() for cell in row] for row in grid_of("人员.xlsx", content)]
    heads = {text: at for at, text in reversed(list(enumerate(rows[0] if rows else ())))}
    missing = [label for label in HEADS.values() if label not in heads]
    if missing:
        raise InvalidEntry({"file": f"第1行缺少「{'」「'.join(missing)}」列。第1行应当写明账号、姓名、单位，可以下载模板填写。"})
    places = [heads[label] for label in HEADS.values()]
    lines = [(number, [row[at] if at < len(row) else "" for at in places]) for number, row in enumerate(rows[1:], 2)]
    found = tuple(RosterRow(number, *cells) for number, cells in lines if any(cells))
    if not found:
        raise InvalidEntry({"file": "表中没有人员，请从第2行起每行填写一人。"})
    if len(found) > ROWS:
        raise InvalidEntry({"file": f"表中有{len(found)}人，一次最多导入{ROWS}人，请拆分后分次导入。"})
    return found


def template() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员"
    sheet.append(list(HEADS.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABC", (18, 14, 40), strict=True):
        sheet.column_dimensions[column].width = width
        for line in range(2, ROWS + 2):
            sheet[f"{column}{line}"].number_format = "@"  # an account of digits stays as it is typed
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
