"""A paper as a Word file: letters in the type of official documents, forms in the simpler type of enforcement."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from storage.documents.enforcement.sheet import DRAFT, SEAL, Cell, Grid, Para, Sheet, Style, printable
from storage.documents.word import BODY, CENTRE, HEADING, RIGHT, TITLE, dated, put_line, put_text, set_page

LETTER, FORM = Pt(16), Pt(12)
LETTER_WIDTH, FORM_WIDTH = 156, 166  # millimetres between the margins
STATED, SMALL = Pt(22), Pt(12)


def to_docx(sheet: Sheet) -> bytes:
    """The file; the same content gives the same bytes."""
    sheet, made = printable(sheet), Document()
    if sheet.form:
        set_page(made, 25, 22, 25, 22)
    else:
        set_page(made)
    _running(made, sheet)
    for text in (sheet.organ, sheet.heading):
        put_line(made, text, TITLE, STATED, CENTRE, indent=False)
    if sheet.number:
        put_line(made, sheet.number, BODY, FORM if sheet.form else LETTER, RIGHT if sheet.form else CENTRE, indent=False)
    _space(put_line(made, "", indent=False))
    for block in sheet.blocks:
        if isinstance(block, Grid):
            _grid(made, block, FORM_WIDTH if sheet.form else LETTER_WIDTH)
        else:
            _para(made, block, FORM if sheet.form else LETTER)
    if sheet.signed:
        _signed(made, sheet)
    return dated(made, sheet.organ, sheet.heading, sheet.last_on)


def _signed(made: Word, sheet: Sheet) -> None:
    size = FORM if sheet.form else LETTER
    first = put_line(made, sheet.signed, BODY, size, RIGHT, indent=False)
    first.paragraph_format.space_before = Pt(29)
    last = put_line(made, f"{SEAL}　{sheet.day}", BODY, size, RIGHT, indent=False)
    first.paragraph_format.keep_with_next = True
    last.paragraph_format.keep_together = True


def _running(made: Word, sheet: Sheet) -> None:
    """草稿 above and the page's number below every page."""
    section = made.sections[0]
    if sheet.draft:
        above = section.header.paragraphs[0]
        above.alignment = RIGHT
        put_text(above, DRAFT, HEADING, SMALL)
    below = section.footer.paragraphs[0]
    below.alignment = CENTRE
    put_text(below, "— ", BODY, SMALL)
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    below._p.append(page)
    put_text(below, " —", BODY, SMALL)


def _para(made: Word, para: Para, size: Pt) -> None:
    heading, indent = para.style is Style.HEAD, para.style in (Style.BODY, Style.HEAD)
    line = put_line(made, para.text, HEADING if heading else BODY, size, CENTRE if para.style is Style.CENTRE else None, indent=False)
    shape = line.paragraph_format
    if indent:
        shape.first_line_indent = Pt(2 * size.pt)
    if size < LETTER:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(22 if para.text else 8)
    if heading:
        shape.keep_with_next = True
    if para.style is Style.SIGN:
        shape.space_before = Pt(12)


def _space(line: Paragraph) -> None:
    line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(10)


def _grid(made: Word, grid: Grid, width: int) -> None:
    table = made.add_table(rows=0, cols=len(grid.widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width * share / 100)
    for row in grid.rows:
        line, place = table.add_row(), 0
        _whole(line._tr)
        for one in row:
            cell = line.cells[place]
            if one.span > 1:
                cell = cell.merge(line.cells[place + one.span - 1])
            cell.width = Mm(width * sum(grid.widths[place : place + one.span]) / 100)
            _fill(cell, one)
            place += one.span


def _whole(row: object) -> None:
    """A row of a few lines is not torn between two pages."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]


def _fill(cell: _Cell, one: Cell) -> None:
    for number, text in enumerate(one.text.split("\n")):
        line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(2)
        if one.label:
            line.alignment = CENTRE
        put_text(line, text, HEADING if one.label else BODY, FORM)
