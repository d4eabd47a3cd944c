"""The door, materials, opinions and the portal, all with scripts off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import pytest
from fastapi import FastAPI

from infra.demo.people import PASSWORD as DEMO_PASSWORD
from infra.wiring import Services
from states.casework.commands import Actor, ReceiveOpinion
from states.dossier.vocabulary import Role
from states.errors import ArchiveUnavailable
from tests.api.pages.plain_browser import Browser
from tests.offices import PASSWORD, Office

Browse = Callable[..., Browser]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TAKING = "m10"  # the demo's matter with an open consultation


def upload(browser: Browser, name: str, content: bytes, case: str = "case-1") -> Any:
    form = browser.get(f"/cases/{case}/dossier").form(f"/cases/{case}/materials")
    return browser.client.post(form.action, data=dict(form.pairs()), files={"file": (name, content)})


def test_a_wrong_password_keeps_the_name_and_tells_nothing(browse: Browse) -> None:
    browser = browse()
    page = browser.send(browser.get("/sign-in").form("/sign-in"), {"login": "office", "password": "wrong"})
    unknown = browser.send(browser.get("/sign-in").form("/sign-in"), {"login": "nobody", "password": "wrong"})
    assert page.status == unknown.status == 401
    assert "账号或者密码不正确" in page.text and "账号或者密码不正确" in unknown.text
    assert ("login", "office") in page.form("/sign-in").pairs() and "wrong" not in page.html.replace("wrong small", "")


def test_too_many_attempts_must_wait(browse: Browse) -> None:
    browser = browse()
    form = browser.get("/sign-in").form("/sign-in")
    answers = [browser.send(form, {"login": "office", "password": "wrong"}) for _ in range(6)]
    assert answers[-1].status == 429 and "分钟后再试" in answers[-1].text


def test_after_signing_in_one_comes_where_one_wanted(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse()
    door = browser.get("/cases/case-1")
    assert door.path == "/sign-in"
    page = browser.send(door.form("/sign-in"), {"login": "office", "password": PASSWORD})
    assert page.path == "/cases/case-1"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "/sign-out"])
def test_nobody_is_sent_elsewhere(browse: Browse, elsewhere: str) -> None:
    browser = browse()
    form = browser.get("/sign-in", next=elsewhere).form("/sign-in")
    answer = browser.client.post(
        "/sign-in", data=dict(form.pairs()) | {"login": "office", "password": PASSWORD, "next": elsewhere}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/worklist")


def test_signing_out_ends_the_session(browse: Browse) -> None:
    browser = browse("office")
    browser.send(browser.get("/worklist").form("/sign-out"))
    assert browser.get("/worklist").path == "/sign-in"


def test_demo_accounts_stand_on_the_door_of_the_demo_only(demo: Browse, browse: Browse) -> None:
    door = demo().get("/sign-in")
    assert DEMO_PASSWORD in door.text and "jiaotong" in door.text and "演示系统" in door.text
    assert DEMO_PASSWORD not in browse().get("/sign-in").text


def test_a_material_goes_in_and_comes_out_as_a_file(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("sponsor")
    answer = upload(browser, "听证“公告”<1>.pdf", PDF)
    assert answer.status_code == 200 and "材料已上传" in answer.text
    link = next(one for one in browser.get("/cases/case-1/dossier").links() if "/materials/" in one and "aaaa" not in one and "bbbb" not in one)
    got = browser.client.get(link)
    assert got.content == PDF and got.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in got.headers["content-security-policy"]
    form = browser.get("/cases/case-1/record/draft").form("/cases/case-1/record/draft")
    assert link.rpartition("/")[2] in form.offers("draft.file")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("压缩.zip", b"PK\x03\x04", "不接收压缩包"), ("空.pdf", b"", "文件是空的"), ("假.pdf", b"<html>", "不符"), ("", b"", "请先选择要上传的文件")],
)
def test_a_wrong_file_is_refused_in_words(browse: Browse, office: Office, name: str, content: bytes, why: str) -> None:
    office.open()
    answer = upload(browse("sponsor"), name, content)
    assert answer.status_code == 422 and why in answer.text


def test_the_folder_archive_says_what_it_cannot(browse: Browse, office: Office) -> None:
    office.open()
    page = browse("office").get("/cases/case-1/dossier")
    assert "本机目录" in page.text and "不能阻止管理员删除" in page.text


def test_anybody_reads_and_gives_an_opinion(demo: Browse) -> None:
    """Without signing in: the notice with its draft, the text, a receipt; the sponsor then finds the opinion."""
    browser = demo()
    listing = browser.get("/portal")
    assert f"/portal/{TAKING}" in listing.links() and "正在征求意见" in listing.text
    page = browser.get(f"/portal/{TAKING}")
    paper = next(link for link in page.links() if "/materials/" in link)
    assert browser.client.get(paper).headers["content-disposition"].startswith("attachment")
    action = f"/portal/{TAKING}/opinions"
    empty = browser.send(page.form(action), {"text": "  "})
    assert empty.status == 422 and "请填写意见内容" in empty.text
    thanks = browser.send(empty.form(action), {"text": "<i>建议</i>延长听取意见的时间"})
    assert thanks.status == 200 and "意见已收到" in thanks.text and "YJ-" in thanks.text
    again = browser.send(empty.form(action), {"text": "<i>建议</i>延长听取意见的时间"})  # a double click
    assert again.status == 200
    found = demo("shangwu").get(f"/cases/{TAKING}/opinions")
    assert found.text.count("延长听取意见的时间") == 1
    assert "<i>建议</i>延长听取意见的时间" in found.text and "i" not in {tag for tag, had in found.tags if not had}


def test_opinions_that_have_a_word_are_found_and_answered_together(demo: Browse) -> None:
    """What was looked for stays: in the form, after a refusal, after the answer; quotes and signs are only text."""
    public, action = demo(), f"/portal/{TAKING}/opinions"
    for text in ("夜间施工请避开居民区", "施工期间请公布绕行路线", "绿化很好"):
        assert public.send(public.get(f"/portal/{TAKING}").form(action), {"text": text}).status == 200
    desk, place = demo("shangwu"), f"/cases/{TAKING}/opinions"
    found = desk.get(place, q="施工 请")
    assert "夜间施工" in found.text and "绕行路线" in found.text and "绿化很好" not in found.text
    form = found.form(place)
    assert len(form.offers("opinion")) == 2 and ("_q", "施工 请") in form.pairs()
    chosen = {"opinion": form.offers("opinion"), "_disposition": "not_adopted", "_reason": ""}
    refused = desk.send(form, chosen)
    assert refused.status == 422 and "绿化很好" not in refused.text and ("_q", "施工 请") in refused.form(place).pairs()
    done = desk.send(refused.form(place), chosen | {"_reason": "施工方案已经避开夜间。"})
    assert done.status == 200 and "没有找到含有“施工 请”的意见" in done.text
    assert desk.get(place, q="施工", shown="all").text.count("施工方案已经避开夜间") == 2
    nothing = desk.get(place, q='"><b>%_')
    assert nothing.status == 200 and "没有找到含有“\"><b>%_”的意见" in nothing.text


def test_thanks_are_shown_for_what_was_received_and_for_nothing_else(demo: Browse, tmp_path: Path) -> None:
    """A number made up, of another event of the matter, of another matter, with other marks, or none: no such page."""
    browser = demo()
    action = f"/portal/{TAKING}/opinions"
    given = browser.client.post(action, data=dict(browser.get(f"/portal/{TAKING}").form(action).pairs()) | {"text": "建议设置导航牌"}, follow_redirects=False)
    where, _, number = given.headers["location"].partition("?receipt=")
    shown = browser.get(where, receipt=number)
    assert shown.status == 200 and number in shown.text
    _, seq, marks = number.split("-")
    other = f"YJ-{seq}-{'0' if marks[0] != '0' else '1'}{marks[1:]}"
    with closing(sqlite3.connect(tmp_path / "demo" / "yifa.db")) as rows:
        (opened,) = rows.execute("SELECT hash FROM event WHERE case_id = ? AND seq = 1", (TAKING,)).fetchone()
    first = f"YJ-1-{opened[:10].upper()}"
    for wrong in ("", "YJ-1-ABCDEF0123", "YJ-2024-LOTTERY", other, first, number.lower(), f"YJ-{int(seq) + 1}-{marks}", f"YJ-{'9' * 30}-{marks}", f"{number}\n"):
        page = browser.get(where, receipt=wrong)
        assert (page.status, "意见已收到" in page.text) == (404, False), wrong
        assert not wrong or wrong.strip() not in page.text
    elsewhere = next(link.partition("#")[0] for link in browser.get("/portal").links() if link.startswith("/portal/m") and TAKING not in link)
    assert (browser.get(elsewhere).status, browser.get(f"{elsewhere}/thanks", receipt=number).status) == (200, 404)


def test_an_opinion_too_long_comes_back_whole(demo: Browse) -> None:
    browser = demo()
    action = f"/portal/{TAKING}/opinions"
    page = browser.send(browser.get(f"/portal/{TAKING}").form(action), {"text": "长" * 5001})
    assert page.status == 422 and ("text", "长" * 5001) in page.form(action).pairs()


def test_machines_fall_into_the_trap(demo: Browse) -> None:
    browser = demo()
    action = f"/portal/{TAKING}/opinions"
    page = browser.send(browser.get(f"/portal/{TAKING}").form(action), {"text": "好", "website": "http://example.org"})
    assert page.status == 422


def test_a_closed_consultation_offers_no_form(demo: Browse) -> None:
    browser = demo()
    page = browser.get("/portal/m11")
    assert page.status == 200 and [form for form in page.forms if form.action.endswith("/opinions")] == []
    answer = browser.post("/portal/m11/opinions", [("text", "迟到的意见")])
    assert answer.status == 409 and "征求意见" in answer.text


def test_what_is_not_public_is_not_in_the_portal(demo: Browse) -> None:
    page = demo().get("/portal/m12")
    assert page.status == 404 and "尚未公开" in page.text


def test_many_opinions_are_answered_together(demo: Browse) -> None:
    browser = demo("shangwu")
    address = f"/cases/{TAKING}/opinions"
    page = browser.get(address)
    some = page.form(address).offers("opinion")[:2]
    page = browser.send(page.form(address), {"opinion": some, "_disposition": "not_adopted"})
    assert page.status == 422 and "请说明理由" in page.text
    again = page.form(address).pairs()
    assert [value for name, value in again if name == "opinion"] == some and ("_disposition", "not_adopted") in again
    page = browser.send(page.form(address), {"_reason": "与法律规定不符。"})
    assert page.status == 200 and "处理结果已登记" in page.text
    everything = browser.get(address, shown="all")
    assert everything.text.count("理由：与法律规定不符。") == 2


def test_what_says_the_same_is_answered_together(demo: Browse, demo_app: FastAPI) -> None:
    """However many there are between them; they stand chosen, and nothing else is answered."""
    text, execute = "建议保留原有公交线路。", demo_app.state.services.casework.execute
    for number in range(60):
        said = f"第{number}条其他建议。" if number % 20 else text
        execute(ReceiveOpinion(Actor("", Role.PUBLIC), TAKING, f"same-{number}", source="网站", text=said))
    browser, address = demo("shangwu"), f"/cases/{TAKING}/opinions"
    link = next(one for one in browser.get(address).links() if one.startswith("?same="))
    assert "内容相同的共3条" in browser.get(address).text
    page = browser.get(address, same=link.removeprefix("?same="))
    assert page.text.count(text) == 3 and "第1条其他建议" not in page.text
    wrong = browser.send(page.form(address), {"_disposition": "not_adopted"})
    assert wrong.status == 422 and wrong.text.count(text) == 3 and sum(name == "opinion" for name, _ in wrong.form(address).pairs()) == 3
    done = browser.send(wrong.form(address), {"_reason": "线路已经另行安排。"})
    assert done.status == 200 and browser.get(address, shown="all").text.count("理由：线路已经另行安排。") <= 3 and "第1条其他建议" in done.text
    assert not any(one.startswith("?same=") for one in done.links())


def test_only_the_sponsor_answers_opinions(demo: Browse) -> None:
    browser = demo("juece")
    form = browser.get(f"/cases/{TAKING}/opinions").form(f"/cases/{TAKING}/opinions")
    assert "_disposition" not in form.names()
    answer = browser.post(form.action, [*form.pairs(), ("_disposition", "adopted"), ("opinion", "x"), ("_as", "decision_office|")])
    assert answer.status == 403 and "承办单位" in answer.text


def test_a_deadline_is_told_day_by_day(demo: Browse) -> None:
    page = demo("juece").get("/cases/m05/deadlines")
    assert "首日不计入" in page.text and "逐日计算" in page.text and "星期" in page.text


def test_overdue_matters_stand_in_supervision_and_on_the_desk(demo: Browse) -> None:
    browser = demo("jiandu")
    page = browser.get("/supervision")
    assert page.status == 200 and "/cases/m05" in page.links() and "▲" in page.text and "超期" in page.text
    assert "/cases/m05" in browser.get("/worklist", filter="overdue").links()
    assert demo("jiaotong").get("/supervision").status == 403


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/cases/none", 404), ("/portal/none", 404)])
def test_errors_are_pages(browse: Browse, path: str, status: int) -> None:
    page = browse("office").get(path)
    assert page.status == status and "回到首页" in page.text and "请求编号" in page.text
    assert "没有改变任何内容" not in page.text  # nobody tried to change anything


def test_a_page_of_a_list_that_is_none_is_an_error_in_words(browse: Browse) -> None:
    page = browse("office").get("/worklist", cursor="nonsense")
    assert page.status == 422 and "翻页位置无效" in page.text


class Shut:
    """An archive that cannot be reached."""

    locks = True

    def put(self, content: BinaryIO, *, digest: str | None = None, max_bytes: int) -> NoReturn:
        raise ArchiveUnavailable("材料库暂时无法连接，请稍后重试。")


def test_an_archive_out_of_reach_is_told_as_such(app: FastAPI, browse: Browse, services: Services, office: Office) -> None:
    office.open()
    app.state.services = replace(services, archive=Shut())
    answer = upload(browse("sponsor"), "公告.pdf", PDF)
    assert answer.status_code == 503 and "材料库暂时无法连接，请稍后重试。" in answer.text
