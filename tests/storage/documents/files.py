"""Word and PDF files read back, and changed the way a person changes them."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

SPACE = re.compile(r"\s+")


def word_text(content: bytes) -> str:
    """Every paragraph of the body and of its tables, without the breaks that a page puts in."""
    body = Document(io.BytesIO(content)).element.body
    return SPACE.sub("", "\n".join("".join(one.text or "" for one in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))))


def pdf_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return SPACE.sub("", "".join(re.sub(r"—\s*\d+\s*—\s*", "", one.extract_text()) for one in pages))


def fonts(content: bytes) -> list[Any]:
    """The descriptors of all fonts of all pages."""
    found = []
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()
            kids = inner.get("/DescendantFonts")
            found.append((kids[0].get_object() if kids else inner)["/FontDescriptor"])
    return found


def glyphs(content: bytes) -> set[int]:
    """The numbers of all glyphs drawn; 0 is the empty box of a character that the font lacks."""
    reader, drawn = PdfReader(io.BytesIO(content)), set[int]()
    for page in reader.pages:
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            if operator in (b"Tj", b"TJ"):
                parts = operands[0] if operator == b"TJ" else operands
                for one in parts:
                    if isinstance(one, TextStringObject | ByteStringObject):
                        raw = one.original_bytes
                        drawn |= {int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)}
    return drawn


def edited(content: bytes, old: str, new: str) -> bytes:
    """A Word file in which somebody replaced that text, wherever it stands."""
    document = Document(io.BytesIO(content))
    changed = 0
    for text in document.element.body.iter(qn("w:t")):
        if old in (text.text or ""):
            text.text = text.text.replace(old, new)
            changed += 1
    assert changed, f"{old} does not stand there"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
