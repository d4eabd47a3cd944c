"""The worklists as pages: by the menu, narrowed by the address, arranged by each person, acted on one by one and in bulk, taken away as a sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from states.dossier.vocabulary import Confidentiality
from storage.queries.list_shapes import DeskList
from tests.api.pages.plain_browser import Browser, Sheet
from tests.offices import STAFF, Office
from tests.storage.stepping import rows

Browse = Callable[..., Browser]
HOSTILE = ("=HYPERLINK(\"http://x\",\"点我\")", "+1+1减免方案", "-2+3号方案", "@SUM(A1)方案", "<b>加粗</b>方案")


def titles(page: Sheet) -> list[str]:
    return [had.get("href") or "" for tag, had in page.tags if tag == "a" and had.get("class") == "title"]


def workbook(browser: Browser, path: str) -> list[tuple[object, ...]]:
    answer = browser.client.get(path)
    assert answer.status_code == 200, answer.text
    assert re.search(r"-\d{4}-\d\d-\d\d\.xlsx$", unquote(answer.headers["content-disposition"]))
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


@pytest.mark.parametrize("person", list(STAFF))
def test_every_list_of_the_menu_answers_everybody(browse: Browse, office: Office, person: str) -> None:
    office.open()
    browser = browse(person)
    menu = {link for link in browser.get("/worklist").links() if link.startswith("/lists/")}
    assert "/lists/todo" in menu and ("/lists/claim" in menu) == (person in {
        "office", "sponsor", "sponsor2", "chief", "officer", "officer2", "team_head", "bureau_head", "bureau_deputy", "outsider", "foreign_office"})  # fmt: skip
    for one in DeskList:
        page = browser.get(f"/lists/{one.value}", light="red", q="路", stage="x", office="y", handler="me", since="2026-01-01")
        assert page.status == 200 and browser.client.get(f"/lists/{one.value}/sheet").status_code == 200


def test_there_is_no_other_list(browse: Browse) -> None:
    assert browse("office").get("/lists/nothing").status == 404


@pytest.mark.parametrize("asked", [{"since": "morgen"}, {"until": "2026-13-01"}, {"since": "2026-02-01", "until": "2026-01-01"}, {"light": "x"},
                                   {"cursor": "x"}, {"since": "0001-01-01"}])
def test_what_cannot_be_asked_is_told(browse: Browse, asked: dict[str, str]) -> None:
    page = browse("office").get("/lists/cases", **asked)
    assert page.status == 422 and re.search("日期|没有这种灯|翻页位置", page.text)


def test_a_filter_is_kept_as_a_tab_and_taken_away(browse: Browse, office: Office) -> None:
    office.open("case-1")
    office.open("case-2", title="水库除险加固方案")
    browser = browse("office")
    page = browser.get("/lists/cases", q="水库")
    assert titles(page) == ["/cases/case-2"]
    page = browser.send(page.form("/lists/cases/filters"), {"label": "水利"})
    tab = next(link for link in page.links() if "q=" in link and "sheet" not in link)
    assert "水利" in page.text and titles(browser.get(tab)) == ["/cases/case-2"]
    assert "水利" not in browse("chief").get("/lists/cases").text and "水利" not in browser.get("/lists/todo").text
    form = next(one for one in browser.get(tab).forms if one.action.endswith("/remove"))
    assert "水利" not in browser.send(form, {}).text


def test_only_what_a_list_knows_is_kept_of_a_filter(browse: Browse, office: Office) -> None:
    browser = browse("office")
    form = browser.get("/lists/cases", q="a").form("/lists/cases/filters")
    page = browser.send(form, {"label": "名称", "query": "q=a&evil=1&cursor=x&since=2026-01-01"})
    assert page.status == 200 and rows(office.database, "SELECT query FROM saved_filter") == [("q=a&since=2026-01-01",)]
    assert browser.send(form, {"label": "名称二", "query": "since=x"}).status == 422


def test_columns_are_chosen(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    page = browser.get("/lists/cases")
    answer = browser.send(page.form("/lists/cases/columns"), {"column": ["opened", "procedure"]})
    assert answer.status == 200
    heads = re.findall(r'<th scope="col">([^<]+)</th>', answer.html)
    assert heads == ["事项", "程序", "立项日期"]
    assert workbook(browser, "/lists/cases/sheet")[2] == ("编号", "名称", "程序", "立项日期")


def test_the_sheet_holds_exactly_the_filtered_rows_and_runs_nothing(browse: Browse, office: Office) -> None:
    for number, title in enumerate(HOSTILE):
        office.open(f"case-{number}", title=title)
    office.open("hidden", title="=不予公开的方案", confidentiality=Confidentiality.WITHHELD)
    office.open("other", title="另一事项名称")
    browser = browse("outsider")
    page = browser.get("/lists/cases", q="方案")
    answer = browser.client.get("/lists/cases/sheet", params={"q": "方案"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [row[1] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in cells] == [title for title in reversed(HOSTILE) if "方案" in title] and len(cells) == len(titles(page))
    for cell in (one for row in sheet.iter_rows() for one in row if one.value):
        assert cell.data_type in ("s", "d", "n"), cell.value
        assert cell.quotePrefix == (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))), cell.value
    assert sheet["A1"].value == "案件：编号、名称含「方案」" and "共4项" in sheet["A2"].value
    formula = browser.client.get("/lists/cases/sheet", params={"q": "=HYPERLINK"})
    cell = load_workbook(io.BytesIO(formula.content)).active["B4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE[0], "s", True)
    assert browser.client.get("/lists/cases/sheet", params={"q": "不予公开"}).status_code == 200
    assert "不予公开的方案" not in str(workbook(browser, "/lists/cases/sheet"))


def test_hostile_titles_are_only_text(browse: Browse, office: Office) -> None:
    office.open(title="<script>alert(1)</script>方案")
    page = browse("office").get("/lists/cases", q="<script>")
    assert titles(page) == ["/cases/case-1"] and "<script>alert" not in page.html


def test_a_row_is_claimed_from_the_list(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("sponsor")
    page = browser.send(browser.get("/lists/claim").form("/cases/case-1/handling"), {})
    assert "，传阅" in browser.get("/cases/case-1").text, "who has it in hand does not hide where it is circulated"
    assert (page.status, page.path) == (200, "/lists/claim") and titles(page) == []
    assert titles(browser.get("/lists/cases", handler="me")) == ["/cases/case-1"]
    second = browse("sponsor2")
    assert titles(second.get("/lists/claim")) == []
    stale = second.post("/cases/case-1/handling", [("csrf_token", _token(second)), ("_key", "stale"), ("act", "claim"), ("before", "")])
    assert stale.status == 409 and "现由「经办甲」承办" in stale.text


def _token(browser: Browser) -> str:
    return next(value for name, value in browser.get("/worklist").form("/sign-out").pairs() if name == "csrf_token")


def handlers(office: Office) -> dict[str, str]:
    return {row[0]: row[1] for row in rows(office.database, "SELECT id, handler_id FROM case_file ORDER BY id")}


def test_many_are_assigned_after_a_look_and_each_is_told_of(browse: Browse, office: Office) -> None:
    """Of three chosen ones, one belongs to an office whose people the chosen handler is not of."""
    for number in (1, 2):
        office.open(f"case-{number}", title=f"城市道路事项第{number}号")
    office.open("case-3", title="水库除险加固方案", office="other_bureau")
    browser = browse("office")
    page = browser.get("/lists/cases")
    assert {had.get("value") for tag, had in page.tags if tag == "input" and had.get("name") == "case"} == {"case-1", "case-2", "case-3"}
    chosen = [("case", f"case-{number}") for number in (1, 2, 3)]
    before = rows(office.database, "SELECT count(*) FROM event")
    seen = browser.send(page.form("/handling/preview"), {"handler": "sponsor"}, extra=[*chosen, ("act", "assign")])
    assert seen.status == 200 and "选中3项，可以办理2项" in seen.text and "不是本事项承办单位的经办人" in seen.text
    assert (rows(office.database, "SELECT count(*) FROM event"), set(handlers(office).values())) == (before, {""})
    form = seen.form("/handling")
    done = browser.send(form, {"reason": "按分工"})
    assert "2项中办成2项" in done.text and handlers(office) == {"case-1": "sponsor", "case-2": "sponsor", "case-3": ""}
    assert "2项中办成2项" in browser.send(form, {"reason": "按分工"}).text, "sent twice, done once"
    assert rows(office.database, "SELECT count(*) FROM event WHERE kind = 'handler'") == [(2,)]
    timeline = browser.get("/cases/case-1/timeline")
    assert "指定承办人：经办甲" in timeline.text and "按分工" in timeline.text


def test_what_changed_between_look_and_act_is_refused_for_that_matter_alone(browse: Browse, office: Office) -> None:
    for number in (1, 2):
        office.open(f"case-{number}", title=f"城市道路事项第{number}号")
    chief, officer = browse("chief"), browse("sponsor2")
    chosen = [("case", "case-1"), ("case", "case-2")]
    page = chief.send(chief.get("/lists/claim").form("/handling/preview"), {"handler": "sponsor"}, extra=[*chosen, ("act", "assign")])
    officer.send(officer.get("/lists/claim").form("/cases/case-2/handling"), {})
    done = chief.send(page.form("/handling"), {})
    assert "2项中办成1项" in done.text and "现由「经办乙」承办" in done.text
    assert handlers(office) == {"case-1": "sponsor", "case-2": "sponsor2"}
    back = chief.send(chief.get("/lists/cases").form("/handling/preview"), {}, extra=[*chosen, ("act", "release")])
    assert "2项中办成2项" in chief.send(back.form("/handling"), {}).text and set(handlers(office).values()) == {""}


@pytest.mark.parametrize(("given", "told"), [
    ([], "请选择认领"), ([("act", "x")], "请选择认领"), ([("act", "assign"), ("case", "case-1")], "请选择承办人"), ([("act", "claim")], "请选择事项"),
    ([("act", "claim"), ("case", "nothing")], "没有这一事项"),
    ([("act", "claim"), *(("case", f"c{number}") for number in range(101))], "一次不超过100项"),
])  # fmt: skip
@pytest.mark.parametrize("path", ["/handling/preview", "/handling"])
def test_bulk_that_makes_no_sense_is_told(browse: Browse, office: Office, path: str, given: list[tuple[str, str]], told: str) -> None:
    office.open()
    browser = browse("sponsor")
    page = browser.post(path, [("csrf_token", _token(browser)), ("_key", "k"), *given])
    assert page.status in (404, 422) and told in page.text and handlers(office) == {"case-1": ""}


def test_who_settles_nothing_sees_why_for_each_row(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("reviewer")
    assert not any(form.action == "/handling/preview" for form in browser.get("/lists/cases").forms)
    page = browser.post("/handling/preview", [("csrf_token", _token(browser)), ("act", "assign"), ("handler", "sponsor"), ("case", "case-1")])
    assert page.status == 200 and "您没有这一身份" in page.text and not any(pair[0] == "case" for pair in page.form("/handling").pairs())


def test_from_the_page_of_the_matter(browse: Browse, office: Office) -> None:
    office.open()
    chief, officer = browse("chief"), browse("sponsor")
    page = chief.get("/cases/case-1/handling")
    form = next(one for one in page.forms if "handler" in one.names())
    assert chief.send(form, {"handler": ""}).status == 422
    page = chief.send(form, {"handler": "sponsor", "reason": "熟悉情况"})
    assert "承办人已变更" in page.text and "现由 经办甲 承办" in page.text
    mine = officer.get("/cases/case-1/handling")
    assert "承办人：经办甲" in officer.get("/cases/case-1").text
    released = officer.send(next(one for one in mine.forms if ("act", "release") in one.pairs()), {})
    assert "现在没有承办人" in released.text and handlers(office) == {"case-1": ""}
    assert not any(form.action.endswith("/handling") for form in browse("reviewer").get("/cases/case-1/handling").forms)


def test_a_matter_goes_round_to_be_read(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    form = browser.get("/cases/case-1/handling").form("/cases/case-1/circulation")
    assert "expert" not in form.offers("reader") and "office" not in form.offers("reader")
    refused = browser.send(form, {"remark": "请阅"})
    assert refused.status == 422 and "请选择传阅对象" in refused.text and "请阅" in refused.text
    done = browser.send(form, {"remark": "请阅，<b>无</b>需答复", "reader": ["head", "reviewer"]})
    assert "已送阅" in done.text and "行政首长甲：未阅" in done.text
    reader = browse("head")
    page = reader.get("/lists/reading")
    assert "未阅" in page.text and "请阅，<b>无</b>需答复" in page.text and "<b>无" not in page.html
    page = reader.send(next(one for one in page.forms if one.action.endswith("/read")), {})
    assert page.path == "/lists/reading" and "未阅" not in page.text and "已阅" in page.text
    assert "行政首长甲：2026-01-12" in browser.get("/cases/case-1/handling").text
    assert titles(browse("study").get("/lists/reading")) == []


def test_nobody_is_sent_what_they_may_not_see(browse: Browse, office: Office) -> None:
    office.open(confidentiality=Confidentiality.WITHHELD)
    browser = browse("office")
    form = browser.get("/cases/case-1/handling").form("/cases/case-1/circulation")
    assert "outsider" not in form.offers("reader")
    page = browser.send(form, {"reader": ["head", "outsider"]})
    assert page.status == 422 and "无权查看本事项" in page.text and rows(office.database, "SELECT count(*) FROM circulation") == [(0,)]
    assert browse("outsider").get("/cases/case-1/handling").status == 404
    assert browse("head").post("/cases/case-1/circulation/1/read", [("csrf_token", "x")]).status == 403


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/lists/../\\evil", "javascript:alert(1)"])
def test_nothing_leads_out_of_the_house(browse: Browse, office: Office, back: str) -> None:
    office.open()
    browser = browse("sponsor")
    given = {"csrf_token": _token(browser), "_key": "k", "act": "claim", "before": "", "back": back}
    answer = browser.client.post("/cases/case-1/handling", data=given, follow_redirects=False)
    assert answer.headers["location"] == "/cases/case-1/handling?done=handled"
