"""意见查询: one's own opinion by receipt and proof, nobody else's by anything; corrected, withdrawn, answered."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from api.portal_session import COOKIE
from infra.demo.people import PASSWORD
from tests.api.pages.plain_browser import Browser, Sheet

Browse = Callable[..., Browser]
TAKING = "m10"
FORM = f"/portal/{TAKING}/opinions"
NAME, CONTACT, WORD, TEXT = "欧阳甲乙丙", "13912345678", "我的口令八个字", "建议<b>夜间</b>免费停车。"
WHOLE = {"text": TEXT, "named": "true", "name": NAME, "contact": "139 1234-5678", "word": WORD, "consent": "true"}


def give(browser: Browser, **filled: str) -> tuple[Sheet, str]:
    page = browser.send(browser.get(f"/portal/{TAKING}").form(FORM), filled)
    found = re.search(r"YJ-\d+-[0-9A-F]{10}", page.text)
    return page, found[0] if found else ""


def ask(browser: Browser, receipt: str, proof: str) -> Sheet:
    return browser.send(browser.get("/portal/receipts").form("/portal/receipts"), {"receipt": receipt, "proof": proof})


def lost(browser: Browser, contact: str, word: str) -> Sheet:
    return browser.send(browser.get("/portal/receipts").form("/portal/receipts/lost"), {"contact": contact, "word": word})


def test_one_finds_ones_opinion_again_and_corrects_it(demo: Browse) -> None:
    _, number = give(demo(), **WHOLE)
    for proof in ("139 1234 5678", "+86-13912345678", "１３９１２３４５６７８", WORD):
        browser = demo()
        page = ask(browser, f" {number.lower()} ", proof)
        assert page.path == "/portal/receipts/mine" and TEXT in page.text and number in page.text, proof
    form = next(one for one in page.forms if one.action.endswith("/correct"))
    page = browser.send(form, {"text": "建议夜间半价停车。"})
    assert "意见已更正" in page.text and "建议夜间半价停车。" in page.text and TEXT in page.text
    desk = demo("shangwu").get(f"/cases/{TAKING}/opinions", shown="all")
    assert desk.text.count("建议夜间半价停车。") == 1 and "本人已更正" in desk.text and f"实名：{NAME}" in desk.text and CONTACT not in desk.html


def test_one_withdraws_ones_opinion_once(demo: Browse) -> None:
    browser = demo()
    give(browser, text="提错了事项。", word="secret-word")
    page = browser.get("/portal/receipts/mine")
    form = next(one for one in page.forms if one.action.endswith("/withdraw"))
    assert "意见已撤回" in browser.send(form).text and "意见已撤回" in browser.send(form).text, "pressed twice"
    assert [one for one in browser.get("/portal/receipts/mine").forms if one.action.endswith(("/withdraw", "/correct"))] == []
    desk = demo("shangwu")
    assert "提错了事项。" not in desk.get(f"/cases/{TAKING}/opinions").text
    assert "本人已撤回" in desk.get(f"/cases/{TAKING}/opinions", shown="ended").text


def test_a_lost_receipt_is_found_with_contact_and_password_only(demo: Browse) -> None:
    browser = demo()
    numbers = {give(browser, **WHOLE | {"text": f"第{one}条意见。"})[1] for one in "一二"}
    give(demo(), text="别人的意见。", contact="13900000000", word=WORD, consent="true")
    page = lost(demo(), CONTACT, WORD)
    assert page.path == "/portal/receipts/mine" and set(re.findall(r"YJ-\d+-[0-9A-F]{10}", page.html)) == numbers and "别人的意见" not in page.text
    for contact, word in ((CONTACT, "不对的口令"), (CONTACT, ""), ("", WORD), ("13911111111", WORD), ("13900000000", "不对的口令")):
        page = lost(demo(), contact, word)
        assert page.status == 422 and "没有查到" in page.text and "YJ-" not in page.text.replace("YJ-12-0A1B2C3D4E", ""), (contact, word)


def test_there_and_not_there_are_refused_alike(demo: Browse) -> None:
    """Nobody learns whether a number or a contact is known: the answers differ in nothing but what was typed."""
    _, number = give(demo(), **WHOLE)
    _, seq, marks = number.split("-")
    seen = set()
    for receipt, proof in ((number, "13900000000"), (number, ""), (number, "不对的口令"), (f"YJ-{seq}-{marks[::-1]}", CONTACT), ("YJ-9-0000000000", WORD)):
        browser = demo()
        page = ask(browser, receipt, proof)
        assert page.status == 422 and COOKIE not in browser.client.cookies
        seen.add(page.html.replace(receipt, "…"))
    assert len(seen) == 1
    assert len({re.sub("1[0-9]{10}", "…", lost(demo(), contact, "不对的口令").html) for contact in (CONTACT, "13911111111")}) == 1


def test_guessing_is_slowed_down(demo: Browse) -> None:
    _, number = give(demo(), **WHOLE)
    browser = demo()
    answers = [ask(browser, number, f"1390000000{one % 10}").status for one in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert ask(browser, number, CONTACT).status == 429


def test_without_any_proof_one_only_looks(demo: Browse) -> None:
    """The number alone is no proof: staff could work it out from the record."""
    browser = demo()
    _, number = give(browser, text="匿名的意见。")
    mine = browser.get("/portal/receipts/mine")
    assert any(one.action.endswith("/correct") for one in mine.forms), "in the visit in which it was given"
    other = demo()
    page = ask(other, number, "")
    assert "匿名的意见。" in page.text and "不能更正或者撤回" in page.text
    form = next(one for one in mine.forms if one.action.endswith("/withdraw"))
    assert other.post(form.action, form.pairs()).status == 404


@pytest.mark.parametrize("cookie", ["", "forged", "e30.aaaa.bbbb"])
def test_without_the_session_nothing_is_shown_or_changed(demo: Browse, cookie: str) -> None:
    owner = demo()
    give(owner, **WHOLE)
    form = next(one for one in owner.get("/portal/receipts/mine").forms if one.action.endswith("/withdraw"))
    stranger = demo("shangwu")
    stranger.client.cookies.set(COOKIE, cookie, path="/portal")
    assert "没有核对身份" in stranger.get("/portal/receipts/mine").text
    assert stranger.post(form.action, form.pairs()).status == 404
    assert "建议" in owner.get("/portal/receipts/mine").text


def test_the_answer_is_told_once_the_consultation_is_over(demo: Browse, tmp_path: Path) -> None:
    owner = demo()
    give(owner, **WHOLE)
    desk = demo("shangwu")
    form = desk.get(f"/cases/{TAKING}/opinions").form(f"/cases/{TAKING}/opinions")
    chosen = [value for name, value in _offered(desk.get(f"/cases/{TAKING}/opinions", shown="open").html)]
    sent = desk.send(form, {"opinion": chosen, "_disposition": "not_adopted", "_reason": "财力不足。"})
    assert sent.status == 200
    assert "财力不足" not in owner.get("/portal/receipts/mine").text
    with closing(sqlite3.connect(tmp_path / "demo" / "yifa.db")) as rows:
        (now,) = rows.execute("SELECT configuration FROM case_file WHERE id = ?", (TAKING,)).fetchone()
        rows.execute("UPDATE case_file SET configuration = ? WHERE id = ?", (now.replace('"co_open"', '"co_done"'), TAKING))
        rows.commit()
    page = owner.get("/portal/receipts/mine")
    assert "不采纳" in page.text and "财力不足" in page.text


def _offered(html: str) -> list[tuple[str, str]]:
    return re.findall(r'name="(opinion)" value="([^"]+)"', html)


@pytest.mark.parametrize(
    ("filled", "why"),
    [({"named": "true"}, "请填写姓名"), ({"contact": "abc"}, "请填写手机号码"), ({"contact": CONTACT}, "请阅读并勾选同意"), ({"word": "12345"}, "查询口令应当为"),
     ({"named": "true", "name": "甲" * 41, "consent": "true"}, "不超过40字")],
)  # fmt: skip
def test_what_cannot_be_used_is_told_and_the_text_comes_back(demo: Browse, filled: dict[str, str], why: str) -> None:
    page, number = give(demo(), text=TEXT, **filled)
    assert page.status == 422 and why in page.text and not number
    assert ("text", TEXT) in page.form(FORM).pairs()


def test_name_contact_and_password_lie_nowhere_in_the_open(demo: Browse, tmp_path: Path) -> None:
    give(demo(), **WHOLE)
    give(demo(), **WHOLE | {"named": "", "text": "匿名者的姓名不保存。"})
    with closing(sqlite3.connect(tmp_path / "demo" / "yifa.db")) as rows:
        dumped = "\n".join(rows.iterdump())
    assert not any(one in dumped for one in (NAME, CONTACT, WORD, "139 1234-5678"))
    for who in ("juece", "shencha", "shangwu"):
        browser = demo(who)
        for path in (
            f"/cases/{TAKING}", f"/cases/{TAKING}/opinions?shown=all", f"/cases/{TAKING}/timeline", f"/api/cases/{TAKING}/opinions", "/portal", f"/portal/{TAKING}",
        ):  # fmt: skip
            text = browser.client.get(path).text
            assert CONTACT not in text and WORD not in text, path
            assert NAME not in text or (who, path) == ("shangwu", f"/cases/{TAKING}/opinions?shown=all"), (who, path)


def test_the_session_is_its_own(demo: Browse) -> None:
    browser = demo()
    answer = browser.client.post(FORM, data=dict(browser.get(f"/portal/{TAKING}").form(FORM).pairs()) | {"text": TEXT}, follow_redirects=False)
    told = answer.headers["set-cookie"].lower()
    assert told.startswith(COOKIE) and all(one in told for one in ("httponly", "samesite=strict", "path=/portal", "max-age=1800"))
    browser.send(browser.get("/portal/receipts/mine").form("/portal/receipts/leave"))
    assert "没有核对身份" in browser.get("/portal/receipts/mine").text
    door = browser.get("/sign-in").form("/sign-in")
    assert browser.send(door, {"login": "juece", "password": PASSWORD}).path == "/worklist"


def test_hostile_opinions_are_held_and_rejected_by_two(demo: Browse) -> None:
    give(demo(), text="加微信办证<script>alert(1)</script>")
    first = demo("shangwu")
    page = first.get(f"/cases/{TAKING}/opinions")
    form, where = page.form(f"/cases/{TAKING}/opinions"), f"/cases/{TAKING}/opinions/screening"
    chosen = _offered(page.html)[-1][1]

    def screen(act: str, reason: str = "广告。") -> Sheet:
        pairs = [one for one in first.get(f"/cases/{TAKING}/opinions").form(form.action).pairs() if one[0] not in ("_act", "_screening_reason", "opinion")]
        return first.post(where, [*pairs, ("opinion", chosen), ("_act", act), ("_screening_reason", reason)])

    assert screen("hold", "").status == 422 and screen("nonsense").status == 422
    held = screen("hold")
    assert held.status == 200 and "暂存核查" in held.text and "<script>alert" not in held.html
    assert screen("confirm_spam").status == 422
    assert screen("propose_spam").status == 200
    assert screen("confirm_spam").status == 403 and "由另一人确认" in screen("confirm_spam").text
    assert screen("release", "").status == 200
