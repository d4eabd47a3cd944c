"""What a hostile hand may put into forms and addresses: refused or shown as harmless text, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser, Form
from tests.api.pages.test_closed_doors import OPEN, pages
from tests.api.pages.test_every_page import clean
from tests.api.pages.test_outline import KEYLESS
from tests.api.pages.test_papers_and_public import PDF, TAKING
from tests.offices import Office, filled

Browse = Callable[..., Browser]
HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'{{7*7}}${7*7}=HYPERLINK("http://e.example")"""
PROPOSAL = ("problem", "reasons", "outline", "necessity", "feasibility")


def opening(browser: Browser, **more: str) -> dict[str, str | list[str]]:
    fields = {f"proposal.{name}": str(value).lower() for name, value in filled("proposal").items() if not isinstance(value, list)}
    fields |= {"proposal.proposer_type": "department", "proposal.received_on": "2026-01-12"}
    return {"_title": "城市道路停车收费标准调整", "_office": "transport", **fields, **more}


def form_of(browser: Browser, procedure: str = "major_decision") -> Form:
    return browser.get("/cases/new", procedure=procedure).form("/cases")


def test_markup_in_every_text_field_stays_text(browse: Browse, office: Office) -> None:
    """Title, every field of the entry, the material's name, an error given back: all shown as they were typed."""
    browser = browse("office")
    texts = {f"proposal.{name}": HOSTILE for name in (*PROPOSAL, "proposer")}
    refused = browser.send(form_of(browser), opening(browser, **texts, **{"_title": HOSTILE, "proposal.received_on": "x"}))
    assert refused.status == 422 and clean(refused) == []
    assert (("_title", HOSTILE) in refused.form("/cases").pairs()) and ("proposal.problem", HOSTILE) in refused.form("/cases").pairs()
    opened = browser.send(form_of(browser), opening(browser, **texts, _title=HOSTILE))
    assert opened.status == 200, opened.text
    upload = browser.get(f"{opened.path}/dossier").form(f"{opened.path}/materials")
    browser.client.post(upload.action, data=dict(upload.pairs()), files={"file": ("<img src=x onerror=alert(1)>.pdf", PDF)})
    for path in (opened.path, f"{opened.path}/dossier", f"{opened.path}/timeline", f"{opened.path}/plan", "/worklist"):
        page = browser.get(path)
        assert page.status == 200 and clean(page) == [], path
        assert "<script>alert" not in page.html and "<img src=x" not in page.html, path
        assert "49" not in re.findall(r"[{$'](\d+)", page.text), "nothing computes what was typed"
    shown = browser.get(f"{opened.path}/dossier").text
    assert HOSTILE in shown and "＜img src=x onerror=alert(1)＞.pdf" in shown


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200e", "\u200b", "\ufeff", "\u2028", "\u061c", "\u00ad"])
def test_what_turns_or_hides_text_is_refused_in_titles_and_names(browse: Browse, office: Office, char: str) -> None:
    browser, before = browse("office"), footprint(office)
    for name in ("_title", "proposal.proposer", "proposal.problem"):
        page = browser.send(form_of(browser), opening(browser, **{name: f"停车{char}收费标准"}))
        assert page.status == 422 and "不可见的控制字符" in page.text, (name, page.text[:300])
    assert footprint(office) == before


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x08"])
def test_control_characters_are_refused_at_every_door(demo: Browse, browse: Browse, office: Office, char: str) -> None:
    office.open()
    browser = browse("office")
    page = browser.send(form_of(browser), opening(browser, _title=f"停车{char}收费标准"))
    assert page.status == 422 and "字符" in page.text
    assert browser.get("/worklist", q=f"停{char}车").status in (200, 422)
    assert browser.get(f"/cases/case-1{quote(char)}").status in (404, 422)
    door = browse()
    answer = door.send(door.get("/sign-in").form("/sign-in"), {"login": f"office{char}", "password": "x"})
    assert answer.status in (401, 422)
    public = demo()
    form = public.get(f"/portal/{TAKING}").form(f"/portal/{TAKING}/opinions")
    assert public.send(form, {"text": f"意见{char}"}).status == 422


@pytest.mark.parametrize("wrong", ["", "wrong", "汉字", "0" * 64])
def test_every_writing_page_needs_the_right_token(app: FastAPI, browse: Browse, office: Office, wrong: str) -> None:
    """With a session, with a key, with everything but the session's own token."""
    office.open("m1")
    browser, other = browse("office"), browse("sponsor")
    stolen = dict(other.get("/worklist").form("/sign-out").pairs())["csrf_token"]
    before, tried = footprint(office), 0
    for method, path in sorted(pages(app) - OPEN):
        if method == "POST":
            where = re.sub(r"{\w+}", "x", re.sub(r"{case}", "m1", path))
            for token in (wrong, stolen):
                answer = browser.client.post(where, data={"_key": "k", "csrf_token": token, "_title": "某某事项"})
                assert answer.status_code == 403 and "页面已经过期" in answer.text, path
                tried += 1
    assert tried >= 16 and footprint(office) == before
    assert browser.get("/worklist").path == "/worklist", "still signed in: signing out needs the token too"


def test_a_form_pressed_twice_acts_once(browse: Browse, office: Office) -> None:
    """Opening, uploading and recording, each sent twice with the key of its form."""
    browser = browse("office")
    form, sent = form_of(browser), opening(browser)
    first, second = browser.send(form, sent), browser.send(form, sent)
    assert first.status == second.status == 200 and first.path == second.path
    upload = browser.get(f"{first.path}/dossier").form(f"{first.path}/materials")
    for _ in range(2):
        assert browser.client.post(upload.action, data=dict(upload.pairs()), files={"file": ("公告.pdf", PDF)}).status_code == 200
    kept = footprint(office)
    assert (kept["case_file"], kept["event"], kept["material"]) == (1, 2, 1)


def test_every_writing_form_brings_its_own_key(browse: Browse, office: Office) -> None:
    """Two copies of one page never carry the same key."""
    office.open()
    browser = browse("office")
    for path in ("/cases/new", "/cases/case-1/dossier", "/cases/case-1/steps/exclude"):
        keys = []
        for _ in range(2):
            for form in browser.get(path).forms:
                if form.method.lower() == "post" and not form.action.startswith(KEYLESS):
                    keys.append(dict(form.pairs())["_key"])
        assert len(keys) >= 2 and len(set(keys)) == len(keys) and all(len(one) >= 32 for one in keys), path


def test_a_double_click_in_the_portal_gives_one_opinion(demo: Browse) -> None:
    """Sent twice at the same moment: one opinion, one receipt; a new form gives another."""
    browser = demo()
    form = browser.get(f"/portal/{TAKING}").form(f"/portal/{TAKING}/opinions")
    body = [*[one for one in form.pairs() if one[0] != "text"], ("text", "建议增加停车泊位数量。")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: browser.client.post(form.action, data=dict(body), follow_redirects=False), range(2)))
    assert {one.status_code for one in answers} == {303} and len({one.headers["location"] for one in answers}) == 1
    again = browser.send(browser.get(f"/portal/{TAKING}").form(form.action), {"text": "建议增加停车泊位数量。"})
    assert again.status == 200 and str(again.path) and answers[0].headers["location"] not in again.html
    assert demo("shangwu").get(f"/cases/{TAKING}/opinions").text.count("建议增加停车泊位数量") == 2


@pytest.mark.parametrize("parent", ["nosuchmatter", "case-1"])
@pytest.mark.parametrize("procedure", ["major_decision", "evaluation"])
def test_a_matter_is_not_opened_under_one_out_of_sight(browse: Browse, office: Office, procedure: str, parent: str) -> None:
    """A matter of another body is told exactly like one that does not exist."""
    office.open()
    browser, before = browse("foreign_office"), footprint(office)
    pairs = [one for one in form_of(browser).pairs() if one[0] not in ("_parent", "_procedure", "_title", "_office")]
    sent = opening(browser) | {"_office": "other_office"}
    page = browser.post("/cases", [*pairs, ("_parent", parent), ("_procedure", procedure),
                                   *[(name, str(value)) for name, value in sent.items()]])  # fmt: skip
    assert page.status == 404 and "没有这一事项" in page.text and "停车收费标准调整" not in page.text.replace(str(sent["_title"]), "")
    assert footprint(office) == before


@pytest.mark.parametrize("secrecy", ["", "top", "secret", "PUBLIC"])
def test_a_matter_without_a_known_secrecy_is_never_public(browse: Browse, office: Office, secrecy: str) -> None:
    browser, before = browse("office"), footprint(office)
    pairs = [one for one in form_of(browser).pairs() if one[0] != "_confidentiality"]
    sent = [(name, str(value)) for name, value in opening(browser).items()]
    page = browser.post("/cases", [*[one for one in pairs if one[0] not in dict(sent)], *sent, ("_confidentiality", secrecy)])
    assert page.status in (403, 409, 422) and "密" in page.text
    assert footprint(office) == before


@pytest.mark.parametrize("back", ["https://evil.example/cases", "//evil.example/x", "javascript:alert(1)"])
def test_the_way_back_of_an_error_stays_here(browse: Browse, back: str) -> None:
    browser = browse("office")
    page = browser.client.get("/nowhere", headers={"referer": back})
    assert page.status_code == 404 and "evil.example" not in page.text and "javascript:" not in page.text
    inside = browser.client.get("/nowhere", headers={"referer": f"http://testserver{'//evil.example' if back.startswith('//') else '/worklist'}"})
    assert 'href="//' not in inside.text


def test_the_door_remembers_the_whole_address(browse: Browse) -> None:
    browser = browse()
    door = browser.client.get("/worklist?filter=overdue&q=%E5%81%9C%E8%BD%A6", follow_redirects=False)
    assert door.status_code == 303
    form = browser.get(door.headers["location"]).form("/sign-in")
    assert dict(form.pairs())["next"] == "/worklist?filter=overdue&q=%E5%81%9C%E8%BD%A6"


def test_somebody_who_left_writes_nothing_more(browse: Browse, office: Office) -> None:
    browser = browse("office")
    form, sent = form_of(browser), opening(browser)
    with office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET active = false WHERE id = 'office'")
    before = footprint(office)
    page = browser.send(form, sent)
    assert page.status == 401 and "重新登录" in page.text and footprint(office) == before
    assert browser.get("/worklist").path == "/sign-in"
    back = browser.send(browser.get("/sign-in").form("/sign-in"), {"login": "office", "password": "correct horse battery"})
    assert back.status == 401 and "账号或者密码不正确" in back.text


def test_a_channel_pressed_twice_tells_nobody_twice(browse: Browse, office: Office) -> None:
    browser = browse("sysadmin")
    given: dict[str, str | list[str]] = {"kind": "webhook", "name": "督查平台", "address": "https://oa.example.gov.cn/hook", "topics": "waiting"}
    form = browser.get("/channels/new").form("/channels")
    assert browser.send(form, given).status == 200
    again = browser.send(form, given)
    assert again.status == 422 and "已有发往同一地址的渠道「督查平台」" in again.text
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM subscription").scalar_one() == 1
