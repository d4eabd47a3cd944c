"""The same document as a PDF. The renderer needs libraries of the operating system, so it is loaded when first asked."""

from __future__ import annotations

from html import escape

from storage.documents.official import Official, Section, Table, printable, written

PDF = "application/pdf"
STYLE = """@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font-size: 14pt } }
body { font: 16pt/28.95pt "仿宋_GB2312", "FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC", serif; margin: 0 }
h1, .organ { font-family: "方正小标宋简体", "Noto Serif CJK SC", serif; font-weight: normal; text-align: center; margin: 0 }
.organ { color: #f00; font-size: 32pt; line-height: 44pt } h1 { font-size: 22pt; line-height: 34pt; margin: 14pt 0 }
.number { text-align: center; border-bottom: 2pt solid #f00; padding-bottom: 6pt }
h2 { font: 16pt/28.95pt "黑体", "SimHei", "Noto Sans CJK SC", sans-serif; margin: 0; text-indent: 2em }
p { margin: 0; text-indent: 2em } .plain { text-indent: 0 } .signed { text-align: right } .first { margin-top: 28.95pt }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 20pt } td, th { border: .5pt solid #000; padding: 2pt 4pt }
th { white-space: nowrap; font-weight: normal; font-family: "黑体", "SimHei", "Noto Sans CJK SC", sans-serif }"""


class PdfUnavailable(RuntimeError):
    """The machine lacks what PDF files are made with; the message says in Chinese what to install."""


def to_pdf(document: Official) -> bytes:
    """The file. PdfUnavailable where the renderer or its system libraries are missing."""
    return print_page(to_html(document))


def print_page(html: str) -> bytes:
    """A page of ours as a PDF file, as ``to_pdf``."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as missing:
        raise PdfUnavailable(
            f"不能生成 PDF：缺少 weasyprint 或者它所需的系统库（pango、harfbuzz、fontconfig）。"
            f"请安装 libpango-1.0-0、libpangoft2-1.0-0 和中文字体后重试；Word 文件不受影响。（{missing}）"
        ) from missing
    alone = URLFetcher(allowed_protocols=())  # whatever in the page asks for a file or an address gets nothing
    return bytes(HTML(string=html, url_fetcher=alone).write_pdf())


def to_html(document: Official) -> str:
    """The page that is printed; every text escaped."""
    document = printable(document)
    parts = [f'<div class="organ">{escape(document.organ)}</div><p class="plain number">{escape(document.number)}</p>']
    parts.append(f"<h1>{escape(document.title)}</h1>")
    if document.addressee:
        parts.append(f'<p class="plain">{escape(document.addressee)}：</p>')
    parts += [_section(one) for one in document.sections]
    parts.append(f'<p class="signed first">{escape(document.signed)}</p><p class="signed">{written(document.on)}</p>')
    head = f'<meta charset="utf-8"><title>{escape(document.title)}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _section(section: Section) -> str:
    lines = [line for text in section.paragraphs for line in text.splitlines()]
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<h2>{escape(section.heading)}</h2>{said}{_table(section.table) if section.table else ''}"


def _table(rows: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
