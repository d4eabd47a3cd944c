"""The text of a material as far as it has any that can be read: Word, PDF and plain text of bearable size."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from states.casework.ports import Archive
from states.errors import InvalidEntry, NotFound
from storage.documents.enforcement.reading_back import text_of
from storage.documents.portable import PDF
from storage.documents.word import DOCX

SIZE_LIMIT = 20 << 20  # bytes of a file
UNPACKED_LIMIT = 60 << 20  # bytes of what a Word file unpacks to
TEXT_LIMIT = 200_000  # characters; what follows is not searched
PLAIN = "text/plain"


def material_text(archive: Archive, digest: str, media_type: str, size: int) -> str:
    """Empty for what is no text, cannot be read or is not there; ArchiveUnavailable when the archive is away."""
    if media_type not in (DOCX, PDF, PLAIN) or size > SIZE_LIMIT:
        return ""
    try:
        content = archive.read(digest)
        if media_type == PLAIN:
            return content.decode("utf-8", "replace")[:TEXT_LIMIT]
        if media_type == DOCX and _unpacked(content) > UNPACKED_LIMIT:
            return ""
        return text_of(content, media_type)[:TEXT_LIMIT]
    except (InvalidEntry, NotFound, BadZipFile):
        return ""


def _unpacked(content: bytes) -> int:
    with ZipFile(io.BytesIO(content)) as container:
        return sum(one.file_size for one in container.infolist())
