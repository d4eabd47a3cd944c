"""What people wrote comes out of Word and PDF as they wrote it: nothing of it is read as template, markup, style or address."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from storage.documents import portable
from storage.documents.official import Official, Section
from storage.documents.portable import to_html, to_pdf
from storage.documents.word import to_docx

HOSTILE = (
    "{{ 7*7 }}", "{% for one in range(9) %}九{% endfor %}", "{# 注 #}", "${7*7}", "<w:p><w:r><w:t>插入</w:t></w:r></w:p>", "甲 & 乙 &amp; &#x4e00;",
    "]]><!--", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<img src=file:///etc/passwd>", "<script>document.write(1)</script>",
    "</style><style>body{display:none}", "<link rel=attachment href=file:///etc/passwd>", "url(file:///etc/passwd)", "'\"><a href=file:///etc/passwd>",
    "{ MERGEFIELD x }", "=HYPERLINK(\"http://e.example\")", "<base href=http://e.example/>", "两  个空格",
)  # fmt: skip
LONG = "法" * 19_990 + "至此为止共二万字整末"
PLACES = ("organ", "number", "title", "addressee", "heading", "paragraph", "head", "cell", "signed")


def document(text: str) -> Official:
    """With the text in every place that takes one."""
    section = Section(f"一、{text}", (f"段{text}",), ((f"表头{text}", "二"), (f"格{text}", "二")))
    return Official(organ=f"某市{text}", number=f"号{text}", title=f"题{text}", sections=(section,), signed=f"署{text}", on=date(2026, 6, 30),
                    addressee=f"致{text}")  # fmt: skip


def whole(word: bytes) -> str:
    """All text of a Word file in the order of its body."""
    return "\n".join("".join(run.text or "" for run in paragraph.iter(qn("w:t"))) for paragraph in Document(io.BytesIO(word)).element.body.iter(qn("w:p")))


@pytest.mark.parametrize("text", HOSTILE)
def test_word_shows_the_text_itself_in_every_place(text: str) -> None:
    made = to_docx(document(text))
    said = whole(made)
    assert said.count(text) == len(PLACES)
    plain = document("文字")
    shape = [one.tag for one in Document(io.BytesIO(to_docx(plain))).element.body.iter()]
    assert [one.tag for one in Document(io.BytesIO(made)).element.body.iter()] == shape
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert all(b"TargetMode" not in file.read(name) for name in file.namelist() if name.endswith(".rels"))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_printed_page_has_no_element_of_theirs(text: str) -> None:
    tags = [re.findall(r"<[^>]*>", to_html(document(one))) for one in (text, "文字")]
    assert tags[0] == tags[1]


@pytest.mark.parametrize("char", [chr(number) for number in (0, 1, 7, 8, 11, 12, 27, 31, 0xFFFE, 0xFFFF, 0xD800)], ids=ascii)
def test_what_no_file_can_hold_is_shown_and_stops_nothing(char: str) -> None:
    """Entries refuse such characters; names from a register or an old record might still carry one."""
    text = f"前{char}后"
    assert whole(to_docx(document(text))).count("前\ufffd后") == len(PLACES)
    assert to_html(document(text)).count("前\ufffd后") == len(PLACES) + 1  # and the page's title
    to_pdf(document(text))


def test_a_text_of_the_greatest_length_comes_out_whole() -> None:
    given = document(LONG)
    assert whole(to_docx(given)).count(LONG) == len(PLACES)
    once = Official("某市", "一号", "报告", (Section("一", (LONG,)),), "某市", date(2026, 6, 30))
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(once))).pages)
    assert printed.count("法") == 19_990 and "末" in printed


def test_the_printer_reads_nothing_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what people wrote nor a page made wrongly reaches a file or an address."""
    for text in HOSTILE:
        made = PdfReader(io.BytesIO(to_pdf(document(text))))
        said = re.sub(r"\s", "", "".join(page.extract_text() for page in made.pages))
        assert "root:" not in said and not made.attachments
        assert all("/Annots" not in page and not page.images for page in made.pages)
    secret = "data:text/plain," + quote("机密")
    page = f"<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd><link rel=attachment href='{secret}'><p>页"
    monkeypatch.setattr(portable, "to_html", lambda _: page)
    opened: list[Any] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *given, **_: opened.append(given))
    assert not PdfReader(io.BytesIO(to_pdf(document("")))).attachments and opened == []
