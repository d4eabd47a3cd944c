"""A paper as a Word file: letters in the type of official documents, forms in the simpler type of enforcement."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from storage.documents.enforcement.sheet import (
    DRAFT,
    SEAL,
    SIGNED_FROM,
    Cell,
    Grid,
    Para,
    Sheet,
    Style,
    headed,
    printable,
)
from storage.documents.word import BODY, CENTRE, HEADING, RIGHT, TITLE, dated, put_line, put_text, set_page

LETTER, FORM = Pt(16), Pt(12)
FORM_LINE, CELL_LINE = Pt(22), Pt(20)
LETTER_WIDTH, FORM_WIDTH = 156, 166  # millimetres between the margins
STATED, SMALL = Pt(22), Pt(12)


def to_docx(sheet: Sheet) -> bytes:
    """The file; the same content gives the same bytes."""
    sheet, made = printable(sheet), Document()
    _chinese(made)
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
    for place, block in enumerate(sheet.blocks):
        last = _grid(made, block, sheet) if isinstance(block, Grid) else (_para(made, block, FORM if sheet.form else LETTER),)
        if place and isinstance(block, Para) and isinstance(sheet.blocks[place - 1], Grid) and block.text:
            last[0].paragraph_format.space_before = Pt(6)
        for line in last if _kept(sheet, place) else ():
            line.paragraph_format.keep_with_next = True
    if sheet.signed:
        _signed(made, sheet)
    return dated(made, sheet.organ, sheet.heading, sheet.last_on)


def _chinese(made: Word) -> None:
    """Chinese forms of the characters whatever fonts there are; lines where they are put, no gaps beside figures."""
    normal = made.styles["Normal"].element
    tongue = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        tongue.set(qn(f"w:{name}"), "zh-CN")
    normal.get_or_add_rPr().append(tongue)
    shape = normal.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):  # in the order that the format asks for
        off = OxmlElement(f"w:{name}")
        off.set(qn("w:val"), "0")
        shape.append(off)


def _signed(made: Word, sheet: Sheet) -> None:
    """Who signs, the seal and the day, centred below each other on the right."""
    size, width = FORM if sheet.form else LETTER, FORM_WIDTH if sheet.form else LETTER_WIDTH
    for place, text in enumerate((sheet.signed, SEAL, sheet.day)):
        shape = put_line(made, text, BODY, size, CENTRE, indent=False).paragraph_format
        shape.left_indent, shape.keep_with_next = Mm(width * SIGNED_FROM / 100), text != sheet.day
        if sheet.form:
            shape.line_spacing = FORM_LINE
        if place == 0:
            shape.space_before = Pt(28)


def _kept(sheet: Sheet, place: int) -> bool:
    """Whether that block stays with what follows, so that no signature and no seal stands alone on the last page."""
    after = sheet.blocks[place + 1] if place + 1 < len(sheet.blocks) else None
    return bool(sheet.signed) if after is None else isinstance(after, Para) and after.style is Style.SIGN


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


def _para(made: Word, para: Para, size: Pt) -> Paragraph:
    heading, indent = para.style is Style.HEAD, para.style in (Style.BODY, Style.HEAD)
    line = put_line(made, para.text, HEADING if heading else BODY, size, CENTRE if para.style is Style.CENTRE else None, indent=False)
    shape = line.paragraph_format
    if indent:
        shape.first_line_indent = Pt(2 * size.pt)
    if size < LETTER:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, FORM_LINE if para.text else Pt(8)
    if heading:
        shape.keep_with_next = True
    if para.style is Style.SIGN:
        shape.space_before = Pt(12)
    return line


def _space(line: Paragraph) -> None:
    line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(10)


def _grid(made: Word, grid: Grid, sheet: Sheet) -> tuple[Paragraph, ...]:
    """The table; what it answers are the lines of its last row."""
    width = FORM_WIDTH if sheet.form else LETTER_WIDTH
    table = made.add_table(rows=0, cols=len(grid.widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table)
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width * share / 100)
    for number, row in enumerate(grid.rows):
        line, place = table.add_row(), 0
        _whole(line._tr, again=number == 0 and headed(grid))
        for one in row:
            cell = line.cells[place]
            if one.span > 1:
                cell = cell.merge(line.cells[place + one.span - 1])
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            cell.width = Mm(width * sum(grid.widths[place : place + one.span]) / 100)
            _fill(cell, one)
            place += one.span
    return tuple(line for cell in table.rows[-1].cells for line in cell.paragraphs) if grid.rows else ()


def _margins(table: Table) -> None:
    """Room within the cells: three points above and below, four beside, so that seven characters fit a label."""
    room = OxmlElement("w:tblCellMar")
    for side, points in (("top", 3), ("left", 4), ("bottom", 3), ("right", 4)):
        one = OxmlElement(f"w:{side}")
        for name, value in (("w", str(points * 20)), ("type", "dxa")):
            one.set(qn(f"w:{name}"), value)
        room.append(one)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(room)


def _whole(row: object, *, again: bool) -> None:
    """A row of a few lines is not torn between two pages; headings are said ``again`` on the next."""
    for name in ("w:cantSplit", *(("w:tblHeader",) if again else ())):
        row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]


def _fill(cell: _Cell, one: Cell) -> None:
    for number, text in enumerate(one.text.split("\n")):
        line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        shape = line.paragraph_format
        shape.space_after = shape.space_before = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, CELL_LINE
        if one.label:
            line.alignment = CENTRE
        put_text(line, text, HEADING if one.label else BODY, FORM)
