"""What people wrote in a case comes out of its papers as they wrote it: no template, markup, field or address is read."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier
from states.dossier.schema import Field, FieldType
from states.dossier.vocabulary import Confidentiality
from storage.documents.enforcement.check import check
from storage.documents.enforcement.papers import PAPERS, Drawn, drawable
from storage.documents.enforcement.printed_sheet import to_html, to_pdf
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.word_sheet import to_docx
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from tests.offices import Office
from tests.penalties import settle_bureau
from tests.states.law.examples.build import any_value, entry
from tests.storage.documents import living
from tests.storage.documents.files import pdf_text, word_text

HOSTILE = (
    "{{7*7}}", "{{ config }}", "{% for x in range(9) %}九{% endfor %}", "{# 注 #}", "${7*7}", "<script>document.write(49)</script>", "甲 & 乙 &amp; &#x4e00;",
    "<w:p><w:r><w:t>插入</w:t></w:r></w:p>", "]]><!--", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<img src=file:///etc/passwd>",
    "</style><style>body{display:none}", "<link rel=attachment href=file:///etc/passwd>", "{ MERGEFIELD x }", "=HYPERLINK(\"http://e.example\")", "'\"><b>",
)  # fmt: skip
KINDS_OF = {paper.name: tuple(dict.fromkeys((*paper.shows, paper.anchor))) for paper in PAPERS}


def hostile(name: str, text: str) -> Drawn:
    """That paper of a case in which every text that a person wrote is this one."""
    paper = next(one for one in PAPERS if one.name == name)
    entries = []
    for kind in KINDS_OF[name]:
        fields = {one.name: _value(one, text) for one in KINDS[kind].fields}
        entries.append(entry(kind, **fields))
    dossier = Dossier(id="c1", number="罚〔2026〕1号", procedure=paper.procedures[0], title=f"案件{text}", office="o1", body="b1",
                      confidentiality=Confidentiality.INTERNAL, law_as_of=date(2026, 3, 2), entries=tuple(entries))  # fmt: skip
    return next(one for one in drawable(dossier, {one.id: "文〔2026〕1号" for one in entries}) if one.paper.name == name)


def _value(spec: Field, text: str) -> object:
    if spec.columns:
        return [{one.name: _value(one, text) for one in spec.columns}]
    return text if spec.type in (FieldType.TEXT, FieldType.LONG) else any_value(spec)


CASES = [(name, "".join(HOSTILE)) for name in KINDS_OF] + [("penalty_decision", text) for text in HOSTILE]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_hostile_text_stands_literally_in_word(name: str, text: str) -> None:
    one = hostile(name, text)
    made = to_docx(one.sheet())
    said = word_text(made)
    assert "".join(text.split()) in said and "49" not in said.replace(text, "").replace("".join(text.split()), "")
    tags = [part.tag for part in Document(io.BytesIO(made)).element.body.iter()]
    assert tags == [part.tag for part in Document(io.BytesIO(to_docx(hostile(name, "文字").sheet()))).element.body.iter()]
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert all(b"TargetMode" not in file.read(part) for part in file.namelist() if part.endswith(".rels"))
    assert check(one, text_of(made, DOCX)) == ()


@pytest.mark.parametrize(("name", "text"), CASES)
def test_the_printed_page_has_no_element_of_theirs(name: str, text: str) -> None:
    pages = [re.findall(r"<[^>]*>", to_html(hostile(name, one).sheet())) for one in (text, "文字")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", ["penalty_decision", "filing_approval", "summary_decision"])
def test_hostile_text_stands_literally_in_pdf(name: str) -> None:
    text = "".join(HOSTILE)
    one = hostile(name, text)
    made = to_pdf(one.sheet())
    assert "".join(text.split()) in pdf_text(made)
    reader = PdfReader(io.BytesIO(made))
    assert not reader.attachments and all("/Annots" not in page and not page.images for page in reader.pages)
    assert "root:" not in pdf_text(made)
    assert check(one, text_of(made, PDF)) == ()


def test_a_case_lived_with_hostile_words(office: Office, tmp_path: Path) -> None:
    """Through the whole writing path, not only past it."""
    party = "{{7*7}}<script>alert(1)</script>&公司"
    bureau = settle_bureau(office, tmp_path, party=party, hearing=False)
    bureau.until("served")
    for name, one in living.papers(office.database).items():
        sheet = one.sheet()
        for text in (word_text(to_docx(sheet)), pdf_text(to_pdf(sheet))):
            assert "49" not in text and (party in text or name == "inquiry_record"), name
        assert check(one, text_of(to_pdf(sheet), PDF)) == (), name
