"""投诉举报: who made it is sealed, two roles read it, each look at the identity is written down and stays."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from infra.demo.people import PEOPLE
from states.dossier.vocabulary import Role
from storage.complaints import READERS
from tests.api.pages.plain_browser import Browser, Sheet

Browse = Callable[..., Browser]
FORM = "/portal/complaints"
NAME, CONTACT, WORD = "司马丙丁", "13812345678", "complaint-word"
SAID = {"sort": "report", "subject": "某执法人员", "text": "检查时索要财物<img src=x onerror=alert(1)>。", "named": "true", "name": NAME, "contact": CONTACT,
        "word": WORD, "consent": "true"}  # fmt: skip


def complain(browser: Browser, **more: str) -> tuple[Sheet, str]:
    form = browser.get(FORM).form(FORM)
    body = next(one for one in form.offers("body") if one)
    page = browser.send(form, SAID | {"body": body} | more)
    found = re.search(r'class="receipt">(TS-\d{4}-[0-9A-F]{10})<', page.html)
    return page, found[1] if found else ""


def reader(demo: Browse) -> Browser:
    """Whoever may read what was said about the body of the demo's enforcement."""
    return demo("zhifajiandu")


def opened(browser: Browser) -> Sheet:
    link = next(link for link in browser.get("/complaints").links() if re.fullmatch(r"/complaints/\w{20,}", link))
    return browser.get(link)


def test_a_report_is_taken_read_and_answered(demo: Browse) -> None:
    page, number = complain(demo())
    assert page.status == 200 and number
    desk = reader(demo)
    seen = opened(desk)
    assert "索要财物" in seen.text and "<img src=x" not in seen.html and NAME not in seen.html and CONTACT not in seen.html
    look = next(one for one in seen.forms if one.action.endswith("/identity"))
    assert desk.send(look, {"reason": "看"}).status == 422
    told = desk.send(look, {"reason": "核实举报事实需要联系本人"})
    assert NAME in told.text and CONTACT in told.text
    again = opened(desk)
    assert NAME not in again.html and "查看身份" in again.text and "核实举报事实需要联系本人" in again.text
    form = next(one for one in again.forms if re.fullmatch(r"/complaints/\w+", one.action))
    assert desk.send(form, {"standing": "answered", "answer": ""}).status == 422
    assert "已查处" in desk.send(form, {"standing": "answered", "answer": "已查处，感谢监督。"}).text
    public = demo()
    for proof in (CONTACT, WORD):
        answer = public.send(public.get(FORM).form(f"{FORM}/progress"), {"number": number, "proof": proof})
        assert "已查处，感谢监督。" in answer.text and NAME not in answer.html
    wrong = [public.send(public.get(FORM).form(f"{FORM}/progress"), {"number": n, "proof": p}) for n, p in ((number, "13800000000"), ("TS-2026-0000000000", CONTACT))]
    assert {one.status for one in wrong} == {422} and all("不相符" in one.text and "已查处" not in one.text for one in wrong)


def test_nobody_else_reads_it(demo: Browse) -> None:
    complain(demo())
    where = opened(reader(demo)).path
    for login, (_, _, roles) in PEOPLE.items():
        if set(roles) & set(READERS):
            continue
        browser = demo(login)
        assert (browser.get("/complaints").status, browser.get(where).status) == (403, 403), login
        assert "/complaints" not in browser.get("/worklist").links(), login
        token = dict(browser.get("/worklist").form("/sign-out").pairs())["csrf_token"]
        page = browser.post(f"{where}/identity", [("csrf_token", token), ("reason", "想看看是谁举报的")])
        assert page.status == 403 and NAME not in page.html
    other = demo("jiandu")  # a supervisor of another body
    assert other.get(where).status == 404


def test_the_identity_is_unreadable_in_the_database_and_a_look_cannot_be_undone(demo: Browse, tmp_path: Path) -> None:
    complain(demo())
    desk = reader(demo)
    desk.send(next(one for one in opened(desk).forms if one.action.endswith("/identity")), {"reason": "核实举报事实"})
    with closing(sqlite3.connect(tmp_path / "demo" / "yifa.db")) as rows:
        dumped = "\n".join(rows.iterdump())
        assert not any(one in dumped for one in (NAME, CONTACT, WORD)) and "核实举报事实" in dumped
        for attack in ("DELETE FROM complaint_act", "UPDATE complaint_act SET reason = ''"):
            with pytest.raises(sqlite3.IntegrityError):
                rows.execute(attack)


def test_a_form_pressed_twice_is_one_report(demo: Browse) -> None:
    browser = demo()
    form = browser.get(FORM).form(FORM)
    sent = SAID | {"body": next(one for one in form.offers("body") if one)}
    numbers = {re.search(r'class="receipt">([^<]+)<', browser.send(form, sent).html)[1] for _ in range(2)}  # type: ignore[index]
    assert len(numbers) == 1


def test_an_act_pressed_twice_is_one_act_and_a_look_is_always_a_look(demo: Browse, tmp_path: Path) -> None:
    complain(demo())
    desk = reader(demo)
    seen = opened(desk)
    form = next(one for one in seen.forms if re.fullmatch(r"/complaints/\w+", one.action))
    for _ in range(2):
        assert desk.send(form, {"standing": "accepted", "answer": ""}).status == 200
    again = next(one for one in opened(desk).forms if re.fullmatch(r"/complaints/\w+", one.action))
    assert "accepted" not in again.offers("standing")
    assert desk.post(again.action, [*again.pairs(), ("standing", "accepted")]).status == 422, "another form, the same again"
    for _ in range(2):
        assert desk.send(again, {"standing": "answered", "answer": "已查处。"}).status == 200
    look = next(one for one in seen.forms if one.action.endswith("/identity"))
    for _ in range(2):
        assert NAME in desk.send(look, {"reason": "核实举报事实"}).text
    with closing(sqlite3.connect(tmp_path / "demo" / "yifa.db")) as rows:
        assert [row[0] for row in rows.execute("SELECT act FROM complaint_act ORDER BY at, id")] == ["accepted", "answered", "look", "look"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"sort": ""}, "请选择投诉或者举报"), ({"body": "nosuch"}, "请选择执法机关"), ({"text": " "}, "请填写事实"), ({"consent": ""}, "勾选同意"),
     ({"website": "http://x"}, "此栏请留空"), ({"answer": "0"}, "请回答核对问题")],
)  # fmt: skip
def test_what_is_wrong_is_told(demo: Browse, wrong: dict[str, str], why: str) -> None:
    page, number = complain(demo(), **wrong)
    assert page.status == 422 and why in page.text and not number


def test_an_anonymous_report_keeps_no_name(demo: Browse, tmp_path: Path) -> None:
    complain(demo(), named="", contact="", consent="", word="")
    assert "匿名，没有留下联系方式" in opened(reader(demo)).text


def test_the_two_roles_are_these() -> None:
    assert READERS == (Role.SUPERVISOR, Role.AGENCY_HEAD)
