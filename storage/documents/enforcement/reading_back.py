"""The text of a Word or PDF file, read back: also of one that a person has changed by hand."""

from __future__ import annotations

import io
import re
from zipfile import BadZipFile

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from states.errors import InvalidEntry
from storage.documents.portable import PDF
from storage.documents.word import DOCX

_FOOT = re.compile(r"—\s*\d+\s*—\s*")
UNREADABLE = "这个文件读不出来，请确认是没有加密的 Word（docx）或者 PDF 文件。"
MOST_PAGES = 500
# What the two readers raise over a file that is not what it seems; lxml's errors are a SyntaxError.
BROKEN = (PyPdfError, PythonDocxError, OpcError, BadZipFile, SyntaxError, ValueError, LookupError, AttributeError, TypeError, OSError, RecursionError)


def text_of(content: bytes, media_type: str) -> str:
    """All its text in the order of reading; InvalidEntry when it is neither or cannot be read."""
    try:
        if media_type == DOCX:
            return _word(content)
        if media_type == PDF:
            return _portable(content)
    except BROKEN as broken:
        raise InvalidEntry({"file": UNREADABLE}) from broken
    raise InvalidEntry({"file": UNREADABLE})


def _word(content: bytes) -> str:
    """Body and tables; of tracked changes the text as it would stand when they are accepted."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join("".join(one.text or "" for one in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def _portable(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    if len(pages) > MOST_PAGES:
        raise InvalidEntry({"file": f"文件超过{MOST_PAGES}页，不能核对。"})
    return "\n".join(_FOOT.sub("", page.extract_text()) for page in pages)
