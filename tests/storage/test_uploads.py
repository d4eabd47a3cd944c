"""What comes in from a person's computer: names made safe, disguises seen through, bombs left outside."""

from __future__ import annotations

import os
import struct
import zipfile
from io import BytesIO

import docx as docx_library
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from states.errors import InvalidEntry
from storage.uploads import HEAD, check_content, check_upload, limit_of, taken
from tests.every import every

LIMIT = 100 << 20
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
TYPES = b'<?xml version="1.0"?><Types/>'


def container(*parts: tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return target.getvalue()


def docx(*more: tuple[str, bytes]) -> bytes:
    return container(("[Content_Types].xml", TYPES), ("word/document.xml", b"<w:document/>"), *more)


XLSX = container(("[Content_Types].xml", TYPES), ("xl/workbook.xml", b"<workbook/>"))
PPTX = container(("[Content_Types].xml", TYPES), ("ppt/presentation.xml", b"<p/>"))
OFD = container(("OFD.xml", b"<ofd:OFD/>"), ("Doc_0/Document.xml", b"<ofd:Document/>"))
CONTENT = {
    "pdf": PDF,
    "ofd": OFD,
    "docx": docx(),
    "xlsx": XLSX,
    "pptx": PPTX,
    "txt": "关于征求意见的函\r\n".encode(),
    "csv": "序号，意见\n1，同意\n".encode("gb18030"),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif\x00",
    "tif": b"II*\x00\x08\x00\x00\x00",
    "tiff": b"MM\x00*\x00\x00\x00\x08",
    "mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mp4": b"\x00\x00\x00\x18ftypavc1\x00\x00\x00\x00",
    "m4a": b"\x00\x00\x00\x18ftypM4B \x00\x00\x00\x00",
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04",
}


def judge(name: str, content: bytes, limit: int = LIMIT) -> tuple[str, str]:
    """As a handler does: the head first, then the whole."""
    upload = check_upload(name, content[:HEAD], len(content), limit=limit)
    whole = BytesIO(content)
    whole.seek(0, 2)
    check_content(upload, whole)
    assert whole.tell() == 0
    return upload.name, upload.media_type


def refusal(name: str, content: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(InvalidEntry) as refused:
        judge(name, content, limit)
    assert set(refused.value.fields) == {"file"}
    return refused.value.fields["file"]


@pytest.mark.parametrize("extension", CONTENT)
def test_each_kind_is_taken_with_its_own_content(extension: str) -> None:
    name, media_type = judge(f"决策草案.{extension.upper()}", CONTENT[extension])
    assert name == f"决策草案.{extension}"
    assert "/" in media_type


def test_every_kind_offered_to_the_page_is_proved_above() -> None:
    assert set(taken()) == set(CONTENT)


@pytest.mark.parametrize("other", ["pdf", "docx", "xlsx", "ofd", "png", "jpg", "tif", "mp3", "wav", "mp4", "m4a", "webm"])
@every("extension", CONTENT)
def test_no_kind_passes_for_another(extension: str, other: str) -> None:
    same = {"jpg": "jpeg", "tif": "tiff"}
    if other in (extension, same.get(extension)) or extension == same.get(other):
        assert judge(f"a.{other}", CONTENT[extension])
    else:
        assert refusal(f"a.{other}", CONTENT[extension])


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("mp3", b"\xff\xf1\x50\x80"),  # AAC
        ("mp4", b"\x00\x00\x00\x18ftypheic"),
        ("mp4", b"\x00\x00\x00\x18xxxxmp42"),
        ("wav", b"RIFF\x24\x00\x00\x00AVI "),
        ("m4a", b"\x00\x00\x00\x18ftypheic"),
        ("webm", b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska"),
    ],
)
def test_relatives_of_a_recording_are_not_taken_for_it(extension: str, content: bytes) -> None:
    assert "不符" in refusal(f"a.{extension}", content * 8)


def test_recorders_that_write_general_brands_are_taken_for_film_and_for_sound() -> None:
    general = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"
    assert judge("现场.mp4", general)[1] == "video/mp4"
    assert judge("询问.m4a", general)[1] == "audio/mp4"


def test_only_a_recording_may_be_as_large_as_a_recording() -> None:
    limits = {"limit": 200, "recordings": 2000}
    assert {name: limit_of(name, **limits) for name in ("询问.MP4", "听证.wav", "a.webm", "a.m4a", "a.mp3")} == dict.fromkeys(
        ("询问.MP4", "听证.wav", "a.webm", "a.m4a", "a.mp3"), 2000
    )
    assert {limit_of(name, **limits) for name in ("a.pdf", "a.mp4.pdf", "mp4", "a")} == {200}
    assert limit_of("a.mp4", limit=300, recordings=100) == 300


def test_a_recording_without_a_tag_is_taken() -> None:
    assert judge("听证录音.mp3", b"\xff\xfb\x90\x64" * 8) == ("听证录音.mp3", "audio/mpeg")


@pytest.mark.parametrize("extension", [e for e in CONTENT if e not in ("txt", "csv")])
def test_a_program_under_any_name_is_refused(extension: str) -> None:
    for program in (b"MZ\x90\x00\x03\x00\x00\x00", b"\x7fELF\x02\x01\x01\x00", b"#!/bin/sh\nrm -rf /\n"):
        assert f"“.{extension}”不符" in refusal(f"通知.{extension}", program * 4)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.pdf.exe", "报告.pdf.js", "a.html", "a.svg", "a.xml", "a.docm", "a.bat", "a.lnk"]
)
def test_what_is_not_on_the_list_is_refused_by_name(name: str) -> None:
    assert "不接收“." in refusal(name, PDF)


@pytest.mark.parametrize(
    ("name", "cure"), [("a.doc", "另存为 PDF 或 OFD"), ("a.wps", "另存为"), ("a.zip", "解压后逐个上传")]
)
def test_a_refusal_says_what_to_do_instead(name: str, cure: str) -> None:
    assert cure in refusal(name, PDF)


@pytest.mark.parametrize("name", ["", ".", "..", ".pdf", "pdf", "/", "报告", "报告.", "a.pdf/", "\u202e.pdf"])
def test_a_name_without_a_body_or_an_extension_is_refused(name: str) -> None:
    assert "扩展名" in refusal(name, PDF)


def test_empty_and_too_large_are_refused_with_the_figures() -> None:
    assert "空" in refusal("a.pdf", b"")
    assert "上限 64 字节" in refusal("a.pdf", PDF + b"\n" * 64, limit=64)
    assert judge("a.pdf", PDF, limit=len(PDF))


PAGES = ("<script>alert(1)</script>", "  <!DOCTYPE html>", "<svg xmlns=''>", "<?xml version='1.0'?>", "<?php")
SCRIPTS = ("甲< IFRAME src=x>", "#!/bin/sh\n", "{\\rtf1")


@pytest.mark.parametrize("text", [*PAGES, *SCRIPTS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_page_or_script_is_not_a_text(text: str, encoding: str) -> None:
    assert "网页或脚本" in refusal("意见.txt", text.encode(encoding))
    if not text.startswith(("#!", "{")):
        assert "网页或脚本" in refusal("意见.csv", ("意见，\n" * 3000 + text).encode(encoding))


def test_markup_across_the_border_of_two_pieces_is_found() -> None:
    border = 1 << 20
    assert "网页或脚本" in refusal("意见.txt", b"a" * (border - 4) + b"<script>")


def test_texts_keep_their_comparisons_and_encodings() -> None:
    for text in ("收入 < 5 万元，支出 > 3 万元；a<b", "𠮷野家，〇一二", "表头\t值\r\n"):
        for encoding in ("utf-8", "utf-8-sig", "gb18030"):
            assert judge("说明.txt", (text * 900).encode(encoding))


@pytest.mark.parametrize(
    "raw",
    ["意见".encode("utf-16"), b"\x00\x01\x02", b"abc\x00def", b"\xff\xfe\xfd", b"a" * 9000 + b"\x00"],
)
def test_what_is_no_text_in_an_archival_encoding_is_refused(raw: bytes) -> None:
    assert "UTF-8" in refusal("意见.txt", raw)


def test_a_character_cut_by_the_head_is_no_fault() -> None:
    for shift in range(4):
        assert judge("意见.txt", b"a" * shift + "见".encode() * 4000)


def test_a_document_that_is_another_kind_of_container_is_refused() -> None:
    types = ("[Content_Types].xml", TYPES)
    jar = container(("META-INF/MANIFEST.MF", b"Main-Class: x"), types, ("word/document.xml", b""))
    for content in (jar, container(("a.exe", b"MZ")), container(types), b"PK\x03\x04" + b"\0" * 50):
        assert "“.docx”不符" in refusal("a.docx", content)
    assert "“.ofd”不符" in refusal("a.ofd", container(("a.exe", b"MZ")))


def test_the_head_alone_shows_a_jar_and_a_workbook() -> None:
    for content in (XLSX, container(("META-INF/MANIFEST.MF", b"x")), container(("evil.exe", b"MZ"))):
        with pytest.raises(InvalidEntry):
            check_upload("a.docx", content[:HEAD], len(content), limit=LIMIT)


def test_what_office_programs_write_is_taken() -> None:
    letter, sheet = BytesIO(), BytesIO()
    document = docx_library.Document()
    document.add_paragraph("关于公开征求意见的公告")
    document.save(letter)
    Workbook().save(sheet)
    assert judge("公告.docx", letter.getvalue())[1].endswith("wordprocessingml.document")
    assert judge("汇总表.xlsx", sheet.getvalue())[1].endswith("spreadsheetml.sheet")


def test_a_locked_office_document_is_named_as_such() -> None:
    assert "打开密码" in refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_macros_paths_and_passwords_inside_are_refused() -> None:
    assert "宏" in refusal("a.docx", docx(("word/vbaProject.bin", b"x")))
    assert "不符" in refusal("a.docx", docx(("word/../../etc/passwd", b"x")))
    assert "不符" in refusal("a.docx", docx(("word/document.xml", b"twice")))
    locked = bytearray(docx())
    locked[6] |= 1
    assert "打开密码" in refusal("a.docx", bytes(locked))


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    assert "解压后过大" in refusal("a.docx", docx(("word/media/image1.bmp", b"\0" * (80 << 20))))
    behind = docx(("word/media/image1.png", os.urandom(2 * HEAD)), ("word/media/2.bmp", b"\0" * (80 << 20)))
    assert "解压后过大" in refusal("a.docx", behind)
    for packed, full in ((99, 0xFFFF_FFF0), (1 << 30, 0x7FFF_FFFF)):
        claimed = bytearray(docx())
        directory = claimed.rfind(b"PK\x01\x02")
        claimed[directory + 20 : directory + 28] = struct.pack("<II", packed, full)
        assert "解压后过大" in refusal("a.docx", bytes(claimed))


def test_a_bomb_whose_first_header_boasts_is_seen_in_the_head() -> None:
    boast = bytearray(docx())
    boast[22:26] = struct.pack("<I", 1 << 31)
    with pytest.raises(InvalidEntry, match=r".*") as refused:
        check_upload("a.docx", bytes(boast[:HEAD]), len(boast), limit=LIMIT)
    assert "解压后过大" in refused.value.fields["file"]


@pytest.mark.parametrize(
    ("order", "reason"),
    [(b"/Encrypt 5 0 R", "密码"), (b"/S /JavaScript /JS (x)", "脚本"), (b"/S /Launch /F (cmd)", "启动程序")],
)
def test_a_pdf_that_is_locked_or_gives_orders_is_refused(order: bytes, reason: str) -> None:
    for before in (0, (1 << 20) - 9 - 5):
        assert reason in refusal("a.pdf", PDF[:9] + b" " * before + order + PDF[9:])


def test_a_pdf_cut_short_is_refused() -> None:
    assert "不完整" in refusal("a.pdf", PDF[:-8])
    assert judge("a.pdf", PDF + b"\n" * 100)


@given(st.binary(min_size=1, max_size=200), st.sampled_from(sorted(CONTENT)))
def test_any_bytes_are_either_taken_or_refused_in_words(content: bytes, extension: str) -> None:
    try:
        judge(f"a.{extension}", content)
    except InvalidEntry as refused:
        assert refused.fields["file"].endswith("。")


@given(st.binary(max_size=300), st.sampled_from(["docx", "xlsx", "ofd"]), st.integers(0, 300))
def test_a_damaged_container_never_breaks_the_judge(noise: bytes, extension: str, at: int) -> None:
    whole = bytearray(CONTENT[extension])
    whole[at : at + len(noise)] = noise
    try:
        judge(f"a.{extension}", bytes(whole))
    except InvalidEntry as refused:
        assert refused.fields["file"].endswith("。")
