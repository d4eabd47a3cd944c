"""A paper that was changed by hand is told from its case: amounts, dates, names, articles, numbers; in Word and in PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from states.errors import InvalidEntry
from storage.database import Database
from storage.documents.enforcement.check import check, values
from storage.documents.enforcement.matter import capital
from storage.documents.enforcement.papers import Drawn
from storage.documents.enforcement.printed_sheet import to_pdf
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.sheet import Grid, Para, lines
from storage.documents.enforcement.sources import COMMON, sources
from storage.documents.enforcement.word_sheet import to_docx
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from tests.clocks import HandClock
from tests.offices import open_office
from tests.penalties import settle_bureau
from tests.storage.documents import living
from tests.storage.documents.files import edited

# paper, what stood there, what somebody made of it, what is said of it
EDITS = (
    ("penalty_decision", "40000元", "50000元", "金额“50000元”与案卷不符"),
    ("penalty_decision", "40000元", "40,001元", "金额“40001元”与案卷不符"),
    ("penalty_decision", "40000元", "４００００１元", "金额“400001元”与案卷不符"),
    ("penalty_decision", "40000元", "五万元", "金额“五万元”与案卷不符"),
    ("penalty_decision", "肆万元整", "伍万元整", "大写金额“伍万元整”与案卷不符"),
    ("penalty_decision", "2026年4月24日", "2026年4月25日", "日期“2026年4月25日”与案卷不符"),
    ("penalty_decision", "2026年4月24日", "二〇二六年四月二十五日", "日期“二〇二六年四月二十五日”与案卷不符"),
    ("penalty_decision", "第九十七条第三项", "第九十七条第四项", "条款“《安全生产法》第九十七条第四项”与案卷不符"),
    ("penalty_decision", "第九十七条第三项", "第一百条", "条款“《安全生产法》第一百条”与案卷不符"),
    ("penalty_decision", "〔2026〕1号", "〔2026〕2号", "文号“〔2026〕2号”与案卷不符"),
    ("penalty_decision", "某工贸有限公司", "某工贸公司", "“某工贸有限公司，某市工业园区1号”，文书中没有"),
    ("penalty_decision", "60日", "30日", "“60日”，文书中没有"),
    ("penalty_decision", "6个月", "3个月", "“6个月”，文书中没有"),
    ("penalty_decision", "某市人民法院", "某区人民法院", "“某市人民法院”，文书中没有"),
    ("penalty_decision", "某市应急管理局", "某区应急管理局", "“某市应急管理局”，文书中没有"),
    ("prior_notice", "3个工作日", "1个工作日", "“3个工作日”，文书中没有"),
    ("hearing_record", "听证甲", "听证丙", "“听证甲”，文书中没有"),
    ("inquiry_record", "演示000002", "演示000009", "“演示000002”，文书中没有"),
    ("discussion_minutes", "副局长乙", "副局长丙", "“副局长乙”，文书中没有"),
    ("closing_report", "20000元", "2000元", "金额“2000元”与案卷不符"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> dict[str, Drawn]:
    folder = tmp_path_factory.mktemp("case")
    (folder / "yifa.db").write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{folder / 'yifa.db'}")
    settle_bureau(open_office(database, HandClock()), folder).until("closed")
    found = living.papers(database)
    database.close()
    return found


@pytest.mark.parametrize(("name", "old", "new", "says"), EDITS)
def test_a_word_file_changed_by_hand(shelf: dict[str, Drawn], name: str, old: str, new: str, says: str) -> None:
    one = shelf[name]
    assert any(says in why for why in check(one, text_of(edited(to_docx(one.sheet()), old, new), DOCX)))


@pytest.mark.parametrize(("name", "old", "new", "says"), EDITS[::4])
def test_a_pdf_with_another_text(shelf: dict[str, Drawn], name: str, old: str, new: str, says: str) -> None:
    one = shelf[name]

    def changed(block: Para | Grid) -> Para | Grid:
        if isinstance(block, Para):
            return replace(block, text=block.text.replace(old, new))
        return replace(block, rows=tuple(tuple(replace(cell, text=cell.text.replace(old, new)) for cell in row) for row in block.rows))

    sheet = one.sheet()
    assert any(says in why for why in check(one, text_of(to_pdf(replace(sheet, blocks=tuple(map(changed, sheet.blocks)))), PDF)))


def test_a_paper_of_another_case_does_not_pass(shelf: dict[str, Drawn]) -> None:
    one = shelf["penalty_decision"]
    assert len(check(one, text_of(to_docx(shelf["prior_notice"].sheet()), DOCX))) > 5
    assert check(one, "") and check(one, "无关的文字")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0" * 20])
@pytest.mark.parametrize("media_type", [DOCX, PDF, "text/plain"])
def test_what_cannot_be_read_is_refused(content: bytes, media_type: str) -> None:
    with pytest.raises(InvalidEntry):
        text_of(content, media_type)


@pytest.mark.parametrize(("amount", "said"), [
    (0, "零元整"), (1, "壹元整"), (10, "壹拾元整"), (100, "壹佰元整"), (101, "壹佰零壹元整"), (110, "壹佰壹拾元整"), (1001, "壹仟零壹元整"),
    (40000, "肆万元整"), (40500, "肆万零伍佰元整"), (100000, "壹拾万元整"), (100001, "壹拾万零壹元整"), (10010000, "壹仟零壹万元整"),
    (100000000, "壹亿元整"), (100000001, "壹亿零壹元整"), (1234567890, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元整"), (200030004, "贰亿零叁万零肆元整"),
])  # fmt: skip
def test_amounts_in_capitals(amount: int, said: str) -> None:
    assert capital(amount) == said


def test_values_are_found_across_the_breaks_of_a_page() -> None:
    assert values("2026年3\n月2日", "日期") == ["2026年3月2日"]
    assert values("罚款40000\n元，另4 元", "金额") == ["40000元", "4元"]
    assert values("《安全生\n产法》第九十七条第\n三项", "条款") == ["《安全生产法》第九十七条第三项"]


def test_what_was_changed_is_marked_in_its_place_and_the_rest_leads_to_its_entry(shelf: dict[str, Drawn]) -> None:
    """Put together the pieces are the line again; only what nobody said differs."""
    drawn = shelf["penalty_decision"]
    known, text = sources(drawn), list(lines(drawn.sheet()))
    assert [piece for line in text for piece in known.pieces(line) if piece.differs] == []
    line = next(one for one in text if "40000元" in one)
    spoilt = line.replace("40000元", "50000元")
    pieces = known.pieces(spoilt)
    assert "".join(one.text for one in pieces) == spoilt
    assert {one.text for one in pieces if one.differs} == {"50000元"}
    cited = [one for one in known.pieces(line) if one.text == "40000元"]
    kinds = {one.id: one.kind for one in drawn.matter.dossier.entries}
    assert cited and {kinds[one.entry] for one in cited} == {"penalty_decision"}
    assert {"罚款", "是", "书证"} <= COMMON, "what is ticked off a list"
    assert {one.text for written in text for one in known.pieces(written) if one.entry}.isdisjoint(COMMON)
