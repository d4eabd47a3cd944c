"""Full-text search on both databases: what is found, by whom, and that nobody learns of what they may not see."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from states.casework.commands import AddMaterial
from states.dossier.vocabulary import Confidentiality
from states.errors import InvalidEntry
from storage.archive import FolderArchive
from storage.documents.word import DOCX
from storage.people import SignedIn
from storage.queries.models import Viewer
from storage.queries.search import Searched, search
from storage.search_sweep import anything_behind, keep_search
from storage.searching import PIECE, fold, grams, pieces, tidy, words
from tests.offices import Office

HOSTILE = ("%", "_", "100%", "'", '"', "'; DROP TABLE search_text; --", "\\", "!", "*", "道路*", "NEAR(道 路)", "{}", ":w0", "%(w0)s", "\x00", "\ud800", "道" * 10_000)


@pytest.fixture
def archive(tmp_path: Path) -> FolderArchive:
    return FolderArchive(tmp_path / "archive")


def paper(*lines: str) -> bytes:
    made, out = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def add(office: Office, archive: FolderArchive, content: bytes, name: str, case: str = "case-1", media_type: str = DOCX) -> str:
    stored = archive.put(io.BytesIO(content), max_bytes=1 << 20)
    assert stored.digest == "sha256:" + sha256(content).hexdigest()
    command = AddMaterial(office.actor("office"), case, office.key(), digest=stored.digest, name=name, media_type=media_type, size=len(content))
    office.casework.execute(command)
    return stored.digest


def viewer(office: Office, person: str) -> Viewer:
    known = office.people.known(person, office.casework.today())
    assert isinstance(known, SignedIn)
    return Viewer.of(known)


def found(office: Office, asked: str, person: str = "office", **more: Any) -> Searched:
    return search(office.database, viewer(office, person), office.casework.today(), asked, **more)


def cases(office: Office, asked: str, person: str = "office") -> list[str]:
    return [one.row.id for one in found(office, asked, person).page.items]


def test_two_characters_are_found_in_title_entry_and_paper(office: Office, archive: FolderArchive) -> None:
    office.open("m1")
    office.open("m2", title="供水价格调整", fields={"problem": "居民生活用水价格多年未调整"})
    digest = add(office, archive, paper("第一条　沿河桥", "梁养护，由专人负责。", "ＡＢＣ公司承担"), "桥面.docx", "m2")
    assert cases(office, "道路") == [] and found(office, "道路").behind == 2, "told as not read yet"
    assert keep_search(office.database, archive) == 2 and not anything_behind(office.database)
    assert cases(office, "道路") == ["m1"] and found(office, "道路").behind == 0
    assert cases(office, "路") == ["m1"] and cases(office, "停车收费") == ["m1"]
    assert cases(office, "桥梁") == ["m2"], "across the line break of the paper"
    assert cases(office, "abc") == cases(office, "Abc公司") == ["m2"], "wide letters and capitals are as narrow small ones"
    assert cases(office, "居民生活用水") == ["m2"] and found(office, "居民生活用水").page.items[0].places[0].label == "决策建议"
    assert cases(office, "供水 桥梁") == ["m2"] and cases(office, "供水 道路") == []
    (place,) = found(office, "桥梁").page.items[0].places
    assert (place.source, place.label, place.digest) == ("material", "桥面.docx", digest)
    assert [one.text for one in place.runs if one.hit] == ["桥梁"]
    number = found(office, "道路").page.items[0].row.number
    assert "m1" in cases(office, number)


def test_what_is_added_is_found_after_the_next_sweep_and_read_once(office: Office, archive: FolderArchive) -> None:
    office.open("m1")
    keep_search(office.database, archive)
    add(office, archive, paper("沿线商户"), "走访.docx", "m1")
    assert found(office, "沿线商户").behind == 1
    assert keep_search(office.database, archive) == 1 and keep_search(office.database, archive) == 0
    assert cases(office, "沿线商户") == ["m1"]


def test_nobody_finds_or_counts_what_they_may_not_see(office: Office, archive: FolderArchive) -> None:
    office.open("m1")
    office.open("m2", confidentiality=Confidentiality.WITHHELD, title="不公开的道路规划")
    assert found(office, "道路", "foreign_office").behind == 0, "not even how many wait"
    assert found(office, "道路", "outsider").behind == 1
    keep_search(office.database, archive)
    assert cases(office, "道路") == ["m2", "m1"] and cases(office, "道路", "sponsor") == ["m2", "m1"]
    assert cases(office, "道路", "outsider") == ["m1"] and cases(office, "规划", "outsider") == []
    for person in ("foreign_office", "sysadmin", "expert"):
        assert cases(office, "道路", person) == [], person


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_questions_find_nothing_and_break_nothing(office: Office, archive: FolderArchive, asked: str) -> None:
    office.open("m1")
    keep_search(office.database, archive)
    assert cases(office, asked) == []
    assert cases(office, "道路") == ["m1"]


def test_hostile_text_is_found_as_it_stands(office: Office, archive: FolderArchive) -> None:
    office.open("m1", title="涨幅100%_'甲'<b>")
    keep_search(office.database, archive)
    for asked in ("100%_", "'甲'", "<b>"):
        assert cases(office, asked) == ["m1"], asked


def test_broken_and_missing_files_keep_nothing_up(office: Office, archive: FolderArchive) -> None:
    office.open("m1")
    add(office, archive, b"PK no word file", "坏的.docx", "m1")
    assert keep_search(office.database, archive) == 1 and not anything_behind(office.database)
    assert cases(office, "坏的") == ["m1"]


def test_pages_follow_each_other(office: Office, archive: FolderArchive) -> None:
    for number in range(5):
        office.open(f"m{number}")
    keep_search(office.database, archive)
    first = found(office, "道路", limit=2)
    then = found(office, "道路", limit=2, cursor=first.page.next_cursor)
    last = found(office, "道路", limit=2, cursor=then.page.next_cursor)
    assert [one.row.id for part in (first, then, last) for one in part.page.items] == ["m4", "m3", "m2", "m1", "m0"]
    assert last.page.next_cursor is None
    with pytest.raises(InvalidEntry):
        found(office, "道路", cursor="x")


def test_text_is_compared_sign_by_sign() -> None:
    text = "ＡＢ① İ道 路"
    assert len(fold(text)) == len(text) and fold("ＡＢ") == "ab"
    assert tidy("道\n路　宽 a\tb\x00") == "道路宽a b"
    assert grams("道路a") == ["a", "路", "路a", "道", "道路"]
    assert words(" 道路　道路 ＡB ") == ("道路", "ab")
    long = "道路" * PIECE
    assert "".join(one[:PIECE] for one in pieces(long)) == long
