"""A Word file in the layout of GB/T 9704-2012: A4, 22 lines of 28 characters, 3号仿宋, red head and rule."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from storage.documents.official import Official, Section, Table, printable, written

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, HEADING, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
PROPERTY = 255  # characters that a property of the file may have
SIZE, LINE = Pt(16), Pt(28.95)
RED = RGBColor(0xFF, 0, 0)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def to_docx(document: Official) -> bytes:
    """The file; the same content gives the same bytes."""
    document, made = printable(document), Document()
    set_page(made)
    put_line(made, document.organ, TITLE, Pt(32), CENTRE, indent=False, colour=RED)
    put_line(made, document.number, align=CENTRE, indent=False)
    _rule(made)
    put_line(made, document.title, TITLE, Pt(22), CENTRE, indent=False)
    if document.addressee:
        put_line(made, f"{document.addressee}：", indent=False)
    for section in document.sections:
        _section(made, section)
    put_line(made, document.signed, align=RIGHT, indent=False).paragraph_format.space_before = LINE
    put_line(made, written(document.on), align=RIGHT, indent=False)
    return dated(made, document.signed, document.title, document.on)


def set_page(made: Word, top: int = 37, right: int = 26, bottom: int = 35, left: int = 28) -> None:
    """A4 with its margins in millimetres, on the grid of official documents."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(top), Mm(bottom)
    page.left_margin, page.right_margin = Mm(left), Mm(right)
    for old in page._sectPr.findall(qn("w:docGrid")):
        page._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), "579")
    page._sectPr.append(grid)


def put_line(
    made: Word, text: str, font: str = BODY, size: Pt = SIZE, align: WD_ALIGN_PARAGRAPH | None = None, *,
    indent: bool = True, colour: RGBColor | None = None,
) -> Paragraph:  # fmt: skip
    paragraph = made.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST if size > SIZE else WD_LINE_SPACING.EXACTLY
    shape.line_spacing = LINE
    if indent:
        shape.first_line_indent = Pt(32)
    if align is not None:
        paragraph.alignment = align
    put_text(paragraph, text, font, size, colour)
    return paragraph


def put_text(paragraph: Paragraph, text: str, font: str, size: Pt, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = size, "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _rule(made: Word) -> None:
    """The red line under the head."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "1", "color": "FF0000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    put_line(made, "", indent=False)._p.get_or_add_pPr().append(borders)


def _section(made: Word, section: Section) -> None:
    put_line(made, section.heading, HEADING)
    for text in section.paragraphs:
        for line in text.splitlines():
            put_line(made, line)
    if section.table:
        _table(made, section.table)


def _table(made: Word, rows: Table) -> None:
    table = made.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            put_text(cell.paragraphs[0], text, BODY if number else HEADING, Pt(12))


def dated(made: Word, author: str, title: str, on: date) -> bytes:
    """Nothing in the file tells when it was made: the same facts shall give the same paper."""
    made.core_properties.author = author[:PROPERTY]
    made.core_properties.title = title[:PROPERTY]
    made.core_properties.created = made.core_properties.modified = datetime.combine(on, time(), UTC)
    raw, target = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
