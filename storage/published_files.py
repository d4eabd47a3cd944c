"""What a file says that is to go out to everybody: its text, its properties, its notes; a file that cannot be read says nothing.

A published text was judged when it was published. A file is judged here, each time before it goes (政府信息公开条例 arts. 14, 15).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from states.law.masking import NOTHING_ON_FILE, Mask
from states.law.number_patterns import PERSONAL
from storage.documents.portable import PDF
from storage.documents.word import DOCX

LIMIT = 30_000_000  # bytes, and of a Word file also what it unpacks to: what is larger is no paper
PLAIN = "text/plain"
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"(^|/)(media|embeddings)/")


def may_go_out(content: bytes, media_type: str, mask: Mask) -> bool:
    """Whether all of the file can be read and nothing in it may not be published; pictures cannot be read."""
    texts = all_texts(content, media_type)
    return texts is not None and not any(mask.residue(one) for one in texts)


def personal_numbers(content: bytes, media_type: str) -> tuple[str, ...] | None:
    """What numbers of persons the file holds, each by its label; None where it cannot be read and people must look."""
    texts = all_texts(content, media_type)
    if texts is None:
        return None
    return tuple(one.label for text in texts for one in NOTHING_ON_FILE.residue(text) if one.label in PERSONAL)


def all_texts(content: bytes, media_type: str) -> tuple[str, ...] | None:
    """Everything that the file says; None where it, or a part of it, cannot be read."""
    readers = {DOCX: _word, PDF: _portable, PLAIN: _plain}
    if media_type not in readers or len(content) > LIMIT:
        return None
    try:
        return tuple(readers[media_type](content))
    except (PyPdfError, BadZipFile, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return None


def _plain(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8")


def _word(content: bytes) -> Iterator[str]:
    """Every part, also headers, comments, deleted text and properties; runs of one line are read together."""
    with ZipFile(io.BytesIO(content)) as parts:
        if sum(one.file_size for one in parts.infolist()) > LIMIT or any(_PICTURE.search(one.filename) for one in parts.infolist()):
            raise ValueError("pictures, or too large")
        for one in parts.infolist():
            if one.filename.endswith((".xml", ".rels")):
                text = parts.read(one).decode("utf-8")
                lines = re.split(r"</w:p>|</dc:\w+>|</cp:\w+>", text)
                yield "\n".join(unescape(_TAG.sub("", line)) for line in lines)


def _portable(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    root: Any = reader.trailer["/Root"]
    yield "\n".join(f"{name}：{value}" for name, value in (reader.metadata or {}).items())
    if "/Metadata" in root:
        yield _TAG.sub("", root["/Metadata"].get_object().get_data().decode("utf-8", "replace"))
    for page in reader.pages:
        if any(_picture(one) for one in _things(page)) or "/Annots" in page:
            raise ValueError("pictures or notes")
        yield page.extract_text()


def _things(page: Any) -> Iterator[Any]:
    resources = page["/Resources"].get_object() if "/Resources" in page else {}
    for one in (resources["/XObject"].get_object() if "/XObject" in resources else {}).values():
        yield one.get_object()


def _picture(thing: Any) -> bool:
    return thing.get("/Subtype") in ("/Image", "/Form")
