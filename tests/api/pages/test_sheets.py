"""A benchmark put on file from a sheet: whole or not at all, and what is wrong told by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from infra.demo.discretion import FOLDER, ITEMS
from states.dossier.kinds.discretion import SHEETS
from storage.documents.sheets import LINES
from tests.api.pages.plain_browser import Browser, Sheet, _sheet
from tests.api.pages.test_under_register import REGISTER, registered
from tests.offices import Office

Browse = Callable[..., Browser]
Rows = list[list[Any]]
DAYS = {"公布日期": "2026-01-05", "施行日期": "2026-02-01"}


@pytest.fixture
def browser(browse: Browse, office: Office) -> Browser:
    registered(office)
    for code, name, basis, level, sums in ITEMS:
        office.record("bureau_reviewer", "enforcement_item", case=REGISTER, code=code, name=name, basis=basis, basis_level=level, listed_on="2026-01-02", **sums)
    return browse("bureau_reviewer")


def published(file: str) -> Rows:
    """A published table as a clerk would have it, its days filled in."""
    rows = [list(row) for row in csv.reader(io.StringIO((FOLDER / file).read_text("utf-8")))]
    return [[row[0], DAYS[row[0]]] if row and row[0] in DAYS and not row[1] else row for row in rows]


def xlsx(rows: Iterable[Iterable[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def text(rows: Rows, encoding: str = "utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode(encoding)


def send(browser: Browser, kind: str, content: bytes, name: str = "基准.xlsx") -> Sheet:
    where = f"/cases/{REGISTER}/record/{kind}/sheet"
    pairs = dict(browser.get(where).form(where).pairs())
    return _sheet(browser.client.post(where, data=pairs, files={"file": (name, content)}))


def on_file(office: Office) -> list[str]:
    with office.database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT kind FROM entry WHERE kind IN ('discretion_table', 'no_penalty_list', 'discretion_paper')")]


@pytest.mark.parametrize("file", sorted(one.name for one in FOLDER.glob("*.csv")))
def test_every_published_sheet_is_put_on_file(browser: Browser, office: Office, file: str) -> None:
    rows = published(file)
    kind = {"行政裁量权基准": SHEETS[0], "轻微违法行为不予处罚清单": SHEETS[1], "裁量权相关文件": SHEETS[2]}[rows[0][0]]
    page = send(browser, kind, xlsx(rows))
    assert page.status == 200 and f"已登记「{rows[0][0]}」" in page.text, page.text[:1500]
    assert on_file(office) == [kind]
    assert ("登记后请注意" in page.text) == (kind == SHEETS[0])
    assert rows[2][1] in browser.get(f"/cases/{REGISTER}/dossier").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_of_either_encoding(browser: Browser, office: Office, encoding: str) -> None:
    assert send(browser, SHEETS[0], text(published("measures_art44.csv"), encoding), "基准.csv").status == 200
    assert on_file(office) == [SHEETS[0]]


def test_the_empty_sheet_is_the_one_that_is_read(browser: Browser, office: Office) -> None:
    answer = browser.client.get(f"/cases/{REGISTER}/record/discretion_table/sheet.xlsx")
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    for row in sheet.iter_rows(max_col=2):  # type: ignore[union-attr]
        given = {"制定机关": "某局", "文件名称和文号": "某基准", "公布途径": "网站", "适用的事项编码": "AJ-044-1"} | DAYS
        row[1].value = given.get(row[0].value, row[1].value)
    sheet.append([None, None, "一般", "普通", 10000, 20000.0])  # type: ignore[union-attr]
    sheet.append([None, None, "按幅度", "比例", None, None, None, None, "法定罚款幅度", None, None, 0.3, 0.55])  # type: ignore[union-attr]
    for cell in ("L", "M"):
        sheet[f"{cell}{sheet.max_row}"].number_format = "0%"  # type: ignore[index,union-attr]
    kept = io.BytesIO()
    book.save(kept)
    page = send(browser, SHEETS[0], kept.getvalue())
    assert page.status == 200 and on_file(office) == [SHEETS[0]], page.text[:1500]
    assert "30%" in browser.get(f"/cases/{REGISTER}/dossier").text and "55%" in browser.get(f"/cases/{REGISTER}/dossier").text


@pytest.mark.parametrize(("change", "says"), [
    ({(8, 4): "一万"}, "第9行E列：「对单位罚款下限（元）」应当是不小于0且不超过15位的整数。"),
    ({(9, 5): "30,001"}, "第10行F列：对单位罚款上限30001元，超过法定上限30000元。"),
    ({(8, 6): "500"}, "第9行G列：对个人罚款下限500元，低于法定下限1000元；减轻处罚不列为阶次。"),
    ({(10, 0): "AJ-404"}, "第11行A列：执法事项清单中没有编码「AJ-404」，请先登记该行政执法事项，或者更正编码。"),
    ({(9, 2): "第一档"}, "第10行C列：同一事项已有阶次「第一档」，请合并或者改名。"),
    ({(8, 3): ""}, "第9行D列：请填写「适用情形」。"),
    ({(8, 8): "违法收入"}, "第9行I列：「计算基数」只能选"),
    ({(8, 8): "违法所得", (8, 11): "2", (8, 12): "3倍"}, "第9行L列：「2」应当写明倍数或者百分比"),
    ({(4, 1): "2026-02-30"}, "第5行B列：「公布日期」不是有效日期"),
    ({(1, 0): "发布单位"}, "第2行A列：「行政裁量权基准」没有「发布单位」这一项"),
    ({(7, 4): "罚款下限"}, "第8行E列：「裁量阶次」没有「罚款下限」这一栏"),
])  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_kept(browser: Browser, office: Office, change: dict[tuple[int, int], str], says: str) -> None:
    rows = published("measures_art44.csv")
    blank = next(number for number, row in enumerate(rows) if not row)
    assert blank == 6, "the rows and columns told below are counted by hand"
    for (line, column), value in change.items():
        at = rows[line]
        at[column] = value
    page = send(browser, SHEETS[0], xlsx(rows))
    assert page.status == 422 and says in page.text.replace(" ", ""), page.text[:2000]
    assert on_file(office) == []


def test_two_faults_are_both_told(browser: Browser) -> None:
    rows = published("measures_art44.csv")
    rows[8][4], rows[10][5] = "甲", "乙"
    page = send(browser, SHEETS[0], xlsx(rows))
    assert "第9行E列" in page.text and "第11行F列" in page.text


@pytest.mark.parametrize(("name", "content", "says"), [
    ("基准.xlsx", b"", "文件是空的"),
    ("基准.pdf", b"%PDF-1.4\n%%EOF", "请使用xlsx或者csv文件"),
    ("基准.xlsx", b"PK\x03\x04" + b"\0" * 100, "不符"),
    ("基准.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "不接收旧格式"),
    ("基准.csv", "无关的文字".encode(), "没有找到「裁量阶次」的表头"),
    ("基准.csv", b"a,b\n" * (LINES + 1), "超过2000行"),
    ("基准.csv", text(published("measures_art44.csv") + [published("measures_art44.csv")[8]] * 501), "超过500行"),
])  # fmt: skip
def test_files_that_are_none(browser: Browser, office: Office, name: str, content: bytes, says: str) -> None:
    page = send(browser, SHEETS[0], content, name)
    assert page.status == 422 and says in page.text.replace(" ", ""), page.text[:1500]
    assert on_file(office) == []


def test_without_a_file_and_without_the_role(browser: Browser, browse: Browse, office: Office) -> None:
    where = f"/cases/{REGISTER}/record/discretion_table/sheet"
    page = browser.send(browser.get(where).form(where))
    assert page.status == 422 and "请先选择填好的表格文件" in page.text
    assert browser.get(f"/cases/{REGISTER}/record/staffing/sheet").status == 404
    officer = browse("officer")
    assert "不由您登记" in officer.get(where).text
    pairs = dict(officer.get(where).form(where).pairs()) | {"_as": "officer|"}
    refused = officer.client.post(where, data=pairs, files={"file": ("a.xlsx", xlsx(published("measures_art44.csv")))})
    assert refused.status_code in (403, 409) and on_file(office) == []
    assert browse("sponsor").get(where).status == 404
    assert where in browser.get(f"/cases/{REGISTER}/record/discretion_table").links()
