"""规则核实 with a browser: from the law page to the proposal, to the second person, and back to the law page."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.pages.plain_browser import Browser, Sheet
from tests.confirmations import CASE, RULE, act, propose
from tests.offices import PAPER, Office

Browse = Callable[..., Browser]
BASIS = {
    "rule_proposal.instrument": "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知（国办发〔2018〕37号）",
    "rule_proposal.article": "第二部分第五项", "rule_proposal.in_force_on": "2018-05-16",
    "rule_proposal.wording": "除依法需要保密的外，对涉及群众切身利益的文件，要公开征求意见。", "rule_proposal.source": "国务院公报2018年第17号",
}  # fmt: skip


def link(page: Sheet) -> str:
    (found,) = {one for one in links(page) if one.startswith("/cases/new") and RULE in one}
    return found


def links(page: Sheet) -> list[str]:
    return [had["href"] or "" for tag, had in page.tags if tag == "a" and had.get("href")]


def test_from_the_law_page_to_the_second_person_and_back(browse: Browse) -> None:
    admin = browse("sysadmin")
    listed = admin.get("/law", status="待核实")
    response = admin.client.get(link(listed))
    form = Sheet(200, "/cases/new", response.text, response.headers).form("/cases")
    filled = dict(form.pairs())
    assert filled["_title"].startswith(f"核实{RULE}") and filled["rule_proposal.rule"] == RULE
    assert (filled["_office"], filled["_confidentiality"]) == ("city_office", "internal") and "_overlays" not in form.names()
    case = admin.send(form, BASIS)
    assert case.status == 200 and "核〔2026〕1号" in case.text and "提请核实" in case.text
    waiting = admin.get("/law", q=RULE)
    assert "核〔2026〕1号（提请核实）" in waiting.text and "待核实" in waiting.text
    assert not [one for one in links(waiting) if one.startswith("/cases/new?")], "not twice"
    reviewer = browse("reviewer")
    assert case.path in links(reviewer.get("/worklist", filter="mine"))
    address = f"{case.path}/steps/confirm_rule"
    done = reviewer.send(reviewer.get(address).form(address), {"rule_check.reason": "与公报所载文本逐字一致。"})
    assert done.status == 200 and "已办理「核实规则」" in done.text
    for person in ("sysadmin", "office", ""):
        told = browse(person).get("/law", q=RULE)
        assert "已核实（本单位）" in told.text
        assert (case.path in links(told)) == (person == "sysadmin"), "others learn the state, not the matter"
    assert RULE in admin.get("/law", status="已核实（本单位）").text and RULE not in admin.get("/law", status="待核实").text
    assert case.path not in links(reviewer.get("/worklist", filter="mine")), "what is confirmed waits for nobody"
    assert case.path not in links(admin.get("/worklist", filter="waiting"))


def test_only_the_system_administrator_is_offered_to_propose(browse: Browse) -> None:
    for person in ("reviewer", "secadmin", "auditor", "office", "supervisor", ""):
        page = browse(person).get("/law", status="待核实")
        assert RULE in page.text and not [one for one in links(page) if "rule_proposal" in one], person


def test_the_proposer_keeps_the_text_on_file_and_corrects_nothing(browse: Browse, office: Office) -> None:
    propose(office)
    admin = browse("sysadmin")
    page = admin.get(f"/cases/{CASE}/dossier")
    upload = page.form(f"/cases/{CASE}/materials")
    sent = admin.client.post(
        upload.action, data=dict(upload.pairs()), files={"file": ("公报.txt", "公报所载文本".encode(), "text/plain")}
    )  # fmt: skip
    assert sent.status_code == 200 and "公报.txt" in sent.text
    assert not [one for one in links(page) if one.endswith("/correct")]
    refused = admin.get(f"/cases/{CASE}/steps/confirm_rule")
    assert "应当由合法性审查人员办理" in refused.text
    assert PAPER not in refused.text


def test_who_may_not_see_it_finds_nothing(browse: Browse, office: Office) -> None:
    propose(office)
    act(office, "confirm_rule")
    for person in ("office", "sponsor", "adviser", "archivist", "head"):
        browser = browse(person)
        assert browser.get(f"/cases/{CASE}").status == 404
        assert f"/cases/{CASE}" not in links(browser.get("/worklist", filter="all"))
    for person in ("sysadmin", "secadmin", "auditor", "reviewer", "supervisor"):
        assert browse(person).get(f"/cases/{CASE}").status == 200, person


def test_a_plan_ahead_says_what_is_certain_here(browse: Browse, office: Office) -> None:
    browser = browse("office")

    def unsure() -> int:
        page = browser.get("/plan", from_day="2026-01-12", traits=["hearing"], local=["local_example"])
        assert page.status == 200
        return page.text.count("待核实")

    before = unsure()
    propose(office, "D-HEAR-10")
    assert unsure() == before
    act(office, "confirm_rule")
    assert 0 == unsure() < before
