"""What may come in from a person's computer, judged by its bytes and never by its name alone.

Taken: documents (pdf, ofd, docx, xlsx, pptx), texts (txt, csv), pictures (png, jpg, tif) and recordings (see
``recordings``). Not taken: archives (what is inside would escape the list), old Office formats, pages, programs.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from states.errors import InvalidEntry
from storage.archive.content import in_words
from storage.names import extension_of, safe_name
from storage.recordings import RECORDED

HEAD = 8192  # bytes; enough for every check of ``check_upload``
UNPACKED_LIMIT = 1 << 30  # bytes that the parts of one document may have together
RATIO_LIMIT = 200  # times; sheets full of repetition reach about 100
RATIO_MATTERS = 64 << 20  # bytes unpacked, below which no ratio does harm
PARTS_LIMIT = 20_000
_CHUNK = 1 << 20
_OFFICE = "application/vnd.openxmlformats-officedocument"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Office wraps what it locks, and its old formats
_CONVERT = "请另存为 PDF 或 OFD 后上传"


@dataclass(frozen=True, slots=True)
class SafeUpload:
    """A name that can be shown and kept, and the media type that the content really has."""

    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    matches: Callable[[bytes], bool]
    parts: tuple[str, ...] = ()  # a container must have these
    folder: str = ""  # and this is where its body lies


def limit_of(name: str, *, limit: int, recordings: int) -> int:
    """How many bytes a file of that name may have: recordings of sound and picture have a limit of their own."""
    return max(limit, recordings) if extension_of(safe_name(name)) in RECORDED else limit


def check_upload(name: str, head: bytes, size: int, *, limit: int) -> SafeUpload:
    """Judge a file by its name, first ``HEAD`` bytes and size in bytes; InvalidEntry says what to do."""
    if size <= 0 or not head:
        raise _refused("文件是空的，请检查后重新选择文件。")
    if size > limit:
        raise _refused(f"文件大小 {in_words(size)}，超过上限 {in_words(limit)}，请压缩或拆分后再上传。")
    safe = safe_name(name)
    extension = extension_of(safe)
    kind = _KINDS.get(extension)
    if kind is None:
        raise _not_taken(extension)
    if kind.media_type.startswith("text/"):
        _check_text(head)
    elif head.startswith(_COMPOUND) and kind.parts:
        raise _refused(
            f"文件设有打开密码，或是旧版 Office 格式，请去除密码，或{_CONVERT.removeprefix('请')}。"
        )
    elif not kind.matches(head):
        raise _disguised(extension)
    if kind.parts:
        _check_first_parts(extension, kind, head)
    return SafeUpload(f"{safe[: -len(extension)]}{extension}", kind.media_type)


def check_content(upload: SafeUpload, content: BinaryIO) -> None:
    """Judge the whole of a received, seekable file, which is left at its beginning; InvalidEntry as above."""
    extension = extension_of(upload.name)
    kind = _KINDS[extension]
    content.seek(0)
    if kind.parts:
        _check_container(extension, kind, content)
    elif extension == "pdf":
        _check_pdf(content)
    elif kind.media_type.startswith("text/"):
        _check_whole_text(content)
    content.seek(0)


def taken() -> tuple[str, ...]:
    """The extensions that are taken, for the page's file field."""
    return tuple(_KINDS)


def _refused(reason: str) -> InvalidEntry:
    return InvalidEntry({"file": reason})


def _disguised(extension: str) -> InvalidEntry:
    return _refused(f"文件内容与扩展名“.{extension}”不符，可能被改过名或已损坏，请上传原始文件。")


def _not_taken(extension: str) -> InvalidEntry:
    if not extension:
        return _refused("文件名没有扩展名，无法判断文件类型，请补全扩展名（如 .pdf）后重新上传。")
    if extension in ("doc", "xls", "ppt", "wps", "et", "dps", "rtf", "odt"):
        return _refused(f"不接收旧格式“.{extension}”，{_CONVERT}。")
    if extension in ("zip", "rar", "7z", "tar", "gz"):
        return _refused(f"不接收压缩包“.{extension}”，请解压后逐个上传，以便逐件登记。")
    return _refused(f"不接收“.{extension}”文件，可上传：{'、'.join(_KINDS)}。")


def _starts(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magics)


def _document(subtype: str, folder: str, body: str) -> _Kind:
    parts = ("[Content_Types].xml", f"{folder}{body}")
    return _Kind(f"{_OFFICE}.{subtype}", _starts(b"PK\x03\x04"), parts, folder)


_KINDS = {
    "pdf": _Kind("application/pdf", _starts(b"%PDF-")),
    "ofd": _Kind("application/ofd", _starts(b"PK\x03\x04"), ("OFD.xml",)),
    "docx": _document("wordprocessingml.document", "word/", "document.xml"),
    "xlsx": _document("spreadsheetml.sheet", "xl/", "workbook.xml"),
    "pptx": _document("presentationml.presentation", "ppt/", "presentation.xml"),
    "txt": _Kind("text/plain", bool),
    "csv": _Kind("text/csv", bool),
    "png": _Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": _Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": _Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "tif": _Kind("image/tiff", _starts(b"II*\x00", b"MM\x00*")),
    "tiff": _Kind("image/tiff", _starts(b"II*\x00", b"MM\x00*")),
    **{extension: _Kind(*recorded) for extension, recorded in RECORDED.items()},
}

_FOREIGN = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "OFD.xml": "ofd", "META-INF/MANIFEST": "jar"}
_OPENERS = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/")
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|link|style)\b|<\?(?:xml|php)"
    r"|\A(?:#!|\{\\rtf|%PDF-)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _check_first_parts(extension: str, kind: _Kind, head: bytes) -> None:
    """The local headers in the head are enough to know another container, a locked one or a crude bomb."""
    for at, (name, flags, packed, full) in enumerate(_local_headers(head)):
        if at == 0 and kind.folder and not name.startswith((*_OPENERS, kind.folder)):
            raise _disguised(extension)
        _check_part(extension, kind, name, encrypted=bool(flags & 1))
        if full > RATIO_MATTERS and full > packed * RATIO_LIMIT and not flags & 8:
            raise _bomb()


def _local_headers(head: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, flags, packed and full size of the parts in ``head``, up to one whose size comes later."""
    at = 0
    while head[at : at + 4] == b"PK\x03\x04" and len(head) >= at + 30:
        flags = int.from_bytes(head[at + 6 : at + 8], "little")
        packed, full = (int.from_bytes(head[at + n : at + n + 4], "little") for n in (18, 22))
        length, extra = (int.from_bytes(head[at + n : at + n + 2], "little") for n in (26, 28))
        yield head[at + 30 : at + 30 + length].decode("utf-8", "replace"), flags, packed, full
        if flags & 8:
            return
        at += 30 + length + extra + packed


def _check_part(extension: str, kind: _Kind, name: str, *, encrypted: bool) -> None:
    if encrypted:
        raise _refused("文件设有打开密码，无法归档查阅，请去除密码后重新上传。")
    if name.lower().endswith("vbaproject.bin"):
        raise _refused(f"文件含有宏，不予接收，请去除宏或{_CONVERT.removeprefix('请')}。")
    foreign = next((other for start, other in _FOREIGN.items() if name.startswith(start)), extension)
    if foreign != extension or ".." in name.split("/"):
        raise _disguised(extension)


def _bomb() -> InvalidEntry:
    return _refused("文件解压后过大，疑似恶意构造，不予接收；请" + _CONVERT.removeprefix("请") + "。")


def _check_container(extension: str, kind: _Kind, content: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(content) as container:
            parts = container.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _disguised(extension) from None
    full, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if full > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise _bomb()
    if full > RATIO_MATTERS and full > packed * RATIO_LIMIT:
        raise _bomb()
    names = {part.filename.lstrip("/") for part in parts}
    for part in parts:
        _check_part(extension, kind, part.filename, encrypted=bool(part.flag_bits & 1))
    if len(names) != len(parts) or not names.issuperset(kind.parts):
        raise _disguised(extension)


def _check_pdf(content: BinaryIO) -> None:
    """Finished, not locked (DA/T 47: no encryption), and without orders to the reader's computer."""
    window, tail = b"", b""
    while piece := content.read(_CHUNK):
        window = tail + piece
        if b"/Encrypt" in window:
            raise _refused("PDF 设有密码或权限限制，无法长期保存，请取消保护后重新上传。")
        if b"/JavaScript" in window or b"/Launch" in window:
            raise _refused("PDF 含有脚本或启动程序的指令，不予接收，请重新打印为 PDF 后上传。")
        tail = window[-16:]
    if b"%%EOF" not in window[-4096:]:
        raise _refused("PDF 不完整，可能没有下载或导出完毕，请重新导出后上传。")


_ENCODINGS = ("utf-8-sig", "gb18030")  # what a hand-over package may hold (DA/T 93)


def _check_text(head: bytes) -> None:
    _judge_pieces(lambda: iter([head]), final=False)


def _check_whole_text(content: BinaryIO) -> None:
    def pieces() -> Iterator[bytes]:
        content.seek(0)
        while piece := content.read(_CHUNK):
            yield piece

    _judge_pieces(pieces, final=True)


def _judge_pieces(pieces: Callable[[], Iterator[bytes]], *, final: bool) -> None:
    """Judge the text in the first encoding that fits, piece by piece with some of the piece before."""
    for encoding in _ENCODINGS:
        decoder, before = codecs.getincrementaldecoder(encoding)(), ""
        try:
            for piece in pieces():
                text = before + decoder.decode(piece)
                _judge_text(text)
                before = "\n" + text[-32:]
            decoder.decode(b"", final)
        except UnicodeDecodeError:
            continue
        return
    raise _refused("文本的编码无法识别，请用 UTF-8 或 GB18030 编码另存后上传。")


def _judge_text(text: str) -> None:
    if _CONTROL.search(text):
        raise _refused("文件不是纯文本，或编码不是 UTF-8、GB18030，请另存为 UTF-8 文本后上传。")
    if _MARKUP.search(text):
        raise _refused("文本含有网页或脚本代码，不予接收，请只保留文字后重新上传。")
