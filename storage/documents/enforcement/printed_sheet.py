"""A paper as a PDF file, by way of a page in which every text is escaped."""

from __future__ import annotations

from html import escape

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
from storage.documents.portable import print_page

SERIF = '"仿宋_GB2312", "FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC", serif'
SANS = '"黑体", "SimHei", "Noto Sans CJK SC", sans-serif'
STATED = '"方正小标宋简体", "Noto Serif CJK SC", serif'
LETTER = f"""@page {{ margin: 37mm 26mm 35mm 28mm }} body {{ font: 16pt/28.95pt {SERIF} }} .number {{ text-align: center }}
h2 {{ font: 16pt/28.95pt {SANS} }}"""
FORM = f"""@page {{ margin: 25mm 22mm }} body {{ font: 12pt/22pt {SERIF} }} .number {{ text-align: right }}
h2 {{ font: 12pt/22pt {SANS} }} """
STYLE = f"""@page {{ size: A4; @bottom-center {{ content: "— " counter(page) " —"; font: 12pt {SERIF} }} }}
body {{ margin: 0 }} h1, .organ {{ font: 22pt/34pt {STATED}; text-align: center; margin: 0 }} .number {{ margin: 0; text-indent: 0 }}
.top {{ margin-bottom: 10pt }} h2 {{ margin: 0; text-indent: 2em; break-after: avoid }}
p {{ margin: 0; text-indent: 2em; overflow-wrap: anywhere; orphans: 2; widows: 2 }} .plain, .sign, .centre, .signed {{ text-indent: 0 }} .centre {{ text-align: center }}
p:empty {{ height: 8pt }} .sign {{ margin-top: 12pt; break-before: avoid }}
.signed {{ margin: 28pt 0 0 {SIGNED_FROM}%; text-align: center; break-inside: avoid; break-before: avoid }}
table {{ border-collapse: collapse; width: 100%; margin: 3pt 0 6pt; table-layout: fixed; font-size: 12pt; line-height: 20pt }}
td, th {{ border: .5pt solid #000; padding: 3pt 5pt; text-indent: 0; white-space: pre-line; overflow-wrap: anywhere; vertical-align: middle }}
td {{ box-decoration-break: clone }}
th {{ font: 12pt/20pt {SANS}; font-weight: normal; padding: 3pt 1pt; text-align: center }} tr {{ break-inside: avoid }}"""
MARKED = f'@page {{ @top-right {{ content: "{DRAFT}"; font: 12pt {SANS} }} }}'
TAGS = {Style.BODY: ("p", ""), Style.PLAIN: ("p", "plain"), Style.HEAD: ("h2", ""), Style.CENTRE: ("p", "centre"), Style.SIGN: ("p", "sign")}


def to_pdf(sheet: Sheet) -> bytes:
    """The file. PdfUnavailable where the renderer or its system libraries are missing."""
    return print_page(to_html(sheet))


def to_html(sheet: Sheet) -> str:
    """The page that is printed."""
    sheet = printable(sheet)
    parts = [f'<div class="organ">{escape(sheet.organ)}</div><h1>{escape(sheet.heading)}</h1>']
    parts.append(f'<p class="number top">{escape(sheet.number)}</p>')
    parts += [_grid(one) if isinstance(one, Grid) else _para(one) for one in sheet.blocks]
    if sheet.signed:
        parts.append(f'<p class="signed">{escape(sheet.signed)}<br>{SEAL}<br>{sheet.day}</p>')
    style = f"{STYLE} {FORM if sheet.form else LETTER} {MARKED if sheet.draft else ''}"
    head = f'<meta charset="utf-8"><title>{escape(sheet.heading)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _para(para: Para) -> str:
    tag, name = TAGS[para.style]
    return f'<{tag} class="{name}">{escape(para.text)}</{tag}>'


def _grid(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{one}%">' for one in grid.widths)
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in grid.rows]
    top = f"<thead>{rows.pop(0)}</thead>" if headed(grid) else ""
    return f"<table><colgroup>{columns}</colgroup>{top}<tbody>{''.join(rows)}</tbody></table>"


def _cell(one: Cell) -> str:
    tag = "th" if one.label else "td"
    return f'<{tag} colspan="{one.span}">{escape(one.text)}</{tag}>'
