"""Work done with a browser in which scripts are off: open, act, be refused, mend, pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.dossier.vocabulary import Role
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser, Sheet
from tests.offices import PASSWORD, SINCE, Office

Browse = Callable[..., Browser]
PROPOSAL = {"proposal.proposer_type": "department", "proposal.proposer": "市交通运输局", "proposal.received_on": "2026-01-12"}
REASONS = {f"proposal.{name}": "理由充分。" for name in ("problem", "reasons", "outline", "necessity", "feasibility")}
SCOPE = {
    "scope_test.body_level": "government", "scope_test.matter_class": "public_policy", "scope_test.class_reason": "涉及公众切身利益。",
    "scope_test.exclusion": "none", "scope_test.congress": "none", "scope_test.in_catalogue": "true",
    "scope_test.catalogue_item": "年度目录第1项",
}  # fmt: skip


def opened(browser: Browser, title: str = "调整城区停车收费标准", **more: str) -> Sheet:
    form = browser.get("/cases/new").form("/cases")
    return browser.send(form, {"_title": title, "_office": "transport", **PROPOSAL, **REASONS, **more})


def act(browser: Browser, page: Sheet, path: str, filled: dict[str, str]) -> Sheet:
    """Open a form of the matter's page and send it filled in."""
    address = f"{page.path}/{path}"
    return browser.send(browser.get(address).form(address), dict(filled))


def study(office: Office) -> None:
    """A matter that is being studied."""
    office.open(fields={name.split(".")[1]: text for name, text in REASONS.items()})
    office.step("office", "refer_for_study", {"scope_test": {name.split(".")[1]: value for name, value in SCOPE.items()}})


def test_a_matter_is_opened_refused_mended_and_moved(browse: Browse) -> None:
    """The refusal shows every finding with its article and keeps what was typed; the mended form passes."""
    office = browse("office")
    case = opened(office)
    assert case.status == 200 and "已立项" in case.text and "现在可以办" in case.text
    refused = act(office, case, "steps/refer_for_study", SCOPE | {"scope_test.matter_class": "none"})
    assert refused.status == 409
    assert "法定条件尚未满足" in refused.text and "第三条第一款" in refused.text and "怎么办" in refused.text
    form = refused.form(refused.path)
    assert ("scope_test.class_reason", "涉及公众切身利益。") in form.pairs()
    assert ("scope_test.matter_class", "none") in form.pairs()
    passed = office.send(form, {"scope_test.matter_class": "public_policy"})
    assert (passed.status, passed.path) == (200, case.path)
    assert "已办理「交有关单位研究论证」" in passed.text and "当前阶段：研究论证" in passed.text
    assert "接下来由您办理「决定启动」。" in passed.text and "退回、终止等情形" in passed.text  # what ends the matter is no turn, and stands apart
    assert "接下来由决策机关办公机构、行政首长办理「决定启动」。" in browse("sponsor").get(case.path, done="step.refer_for_study").text


def test_a_catalogue_is_begun_from_its_list(browse: Browse) -> None:
    assert "/cases/new?procedure=annual_catalogue" in browse("office").get("/lists/catalogues").links()
    assert "/cases/new?procedure=annual_catalogue" not in browse("sponsor").get("/lists/catalogues").links()


def test_the_refused_attempt_stands_in_the_course_of_events(browse: Browse) -> None:
    office = browse("office")
    case = opened(office)
    act(office, case, "steps/refer_for_study", SCOPE | {"scope_test.matter_class": "none"})
    assert "kind-refused" in office.get(f"{case.path}/timeline").html


def test_every_missing_field_is_told_at_once(browse: Browse) -> None:
    office = browse("office")
    case = opened(office)
    page = act(office, case, "steps/refer_for_study", {"scope_test.class_reason": "只填了一栏"})
    assert page.status == 422
    for label in ("决策机关类别", "决策事项类别", "排除情形", "人大讨论决定或者事前报告"):
        assert f"请填写「{label}」" in page.text
    assert ("scope_test.class_reason", "只填了一栏") in page.form(page.path).pairs()
    assert len(page.jumps()) == 4 and set(page.jumps()) <= page.places()


def test_a_form_sent_twice_acts_once(browse: Browse, office: Office) -> None:
    browser = browse("office")
    case = opened(browser)
    address = f"{case.path}/steps/refer_for_study"
    form = browser.get(address).form(address)
    first = browser.send(form, dict(SCOPE))
    after = footprint(office)
    second = browser.send(form, dict(SCOPE))
    assert (first.path, second.path, second.status) == (case.path, case.path, 200)
    assert footprint(office) == after


def test_opening_twice_opens_one_matter(browse: Browse, office: Office) -> None:
    browser = browse("office")
    form = browser.get("/cases/new").form("/cases")
    filled = {"_title": "调整停车收费标准", "_office": "transport", **PROPOSAL}
    paths = {browser.send(form, dict(filled)).path for _ in range(2)}
    assert len(paths) == 1 and footprint(office)["case_file"] == 1


def test_a_form_from_before_somebody_elses_act_is_refused_and_kept(browse: Browse, office: Office) -> None:
    browser = browse("office")
    case = opened(browser)
    address = f"{case.path}/steps/refer_for_study"
    form = browser.get(address).form(address)
    act(browser, case, "record/scope_test", SCOPE)
    page = browser.send(form, dict(SCOPE))
    assert page.status == 409 and "刚刚被他人办理过" in page.text
    assert browser.send(page.form(address)).path == case.path  # looked at again and sent again


def test_what_was_put_on_file_before_is_the_ground_of_what_comes_next(browse: Browse, office: Office) -> None:
    """Taken over only when asked for, without the day on which it happened; the earlier entry stays as it was."""
    browser = browse("office")
    case = opened(browser)
    address = f"{case.path}/record/scope_test"
    first = browser.get(address)
    assert "底稿" not in first.text
    browser.send(first.form(address), dict(SCOPE))
    again = browser.get(address)
    (link,) = [one for one in again.links() if one.startswith("?base=")]
    assert "登记过「适用判断」" in again.text and ("scope_test.class_reason", SCOPE["scope_test.class_reason"]) not in again.form(address).pairs()
    filled = browser.get(address + link)
    assert "请逐项核对" in filled.text and set(SCOPE.items()) <= set(filled.form(address).pairs())
    assert browser.send(filled.form(address), {"scope_test.class_reason": "重新判断。"}).path == case.path
    dossier = browser.get(f"{case.path}/dossier").text
    assert SCOPE["scope_test.class_reason"] in dossier and "重新判断。" in dossier
    assert "底稿填写" in browser.get(f"{address}?base=nothing").text


def test_opening_wrongly_keeps_everything(browse: Browse, office: Office) -> None:
    page = opened(browse("office"), title="短")
    assert page.status == 422 and "事项名称应当为4至200字" in page.text
    sent = page.form("/cases").pairs()
    assert ("_title", "短") in sent and ("proposal.problem", "理由充分。") in sent and ("_office", "transport") in sent
    assert set(page.jumps()) == {"f-_title"} and set(page.jumps()) <= page.places()
    assert footprint(office)["case_file"] == 0


def test_a_wrong_cell_is_found_from_the_top_of_the_page(browse: Browse, office: Office) -> None:
    study(office)
    browser = browse("office")
    address = "/cases/case-1/steps/start"
    page = browser.send(browser.get(address).form(address), {"start_decision.co_units.2.leads": "true"})
    assert "f-start_decision-co_units-0-unit" in set(page.jumps()) & page.places()


def test_more_rows_can_be_asked_for_without_scripts(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    address = "/cases/case-1/steps/start"
    form = browser.get(address).form(address)
    before = {name for name in form.names() if name.startswith("start_decision.co_units.")}
    page = browser.send(form, {"start_decision.reason": "已写了一半"}, extra=[("_more", "start_decision.co_units")])
    again = page.form(address)
    assert page.status == 200 and ("start_decision.reason", "已写了一半") in again.pairs()
    assert len([name for name in again.names() if name.startswith("start_decision.co_units.")]) == 2 * len(before)
    assert footprint(office)["event"] == 3  # opened, two materials: nothing was sent to the core


def test_a_stand_in_chooses_for_whom(browse: Browse, office: Office) -> None:
    office.people.add_person("clerk", "clerk", "干事甲", "city_office", PASSWORD, (Role.DECISION_OFFICE,), SINCE)
    office.people.add_mandate("head", "clerk", Role.HEAD, SINCE, office.casework.today(), "授权书")
    study(office)
    browser = browse("clerk")
    address = "/cases/case-1/steps/start"
    page = browser.get(address)
    assert page.form(address).offers("_as") == ["decision_office|", "head|head"]
    assert "行政首长（代 行政首长甲）" in page.text


def test_somebody_elses_step_is_shown_and_not_offered(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("sponsor")
    page = browser.get("/cases/case-1")
    assert "由他人办理" in page.text and "/cases/case-1/steps/refer_for_study" not in page.links()
    form = browser.get("/cases/case-1/steps/refer_for_study").form("/cases/case-1/steps/refer_for_study")
    answer = browser.post(form.action, [*form.pairs(), ("_as", "sponsor|"), *SCOPE.items()])
    assert answer.status == 403 and "应当由决策机关办公机构办理" in answer.text


def test_without_the_token_of_the_session_nothing_is_written(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    before = footprint(office)
    for path in ("/cases", "/cases/case-1/steps/refer_for_study", "/cases/case-1/record/scope_test", "/sign-out",
                 "/cases/case-1/materials", "/cases/case-1/opinions", "/cases/case-1/corrections/x"):  # fmt: skip
        page = browser.post(path, [("csrf_token", "forged"), ("_title", "x")])
        assert page.status == 403 and "页面已经过期" in page.text, path
    assert footprint(office) == before


@pytest.mark.parametrize("text", ["<script>alert(1)</script>城区停车", '"><img src=x onerror=alert(1)>停车'])
def test_hostile_text_stays_text_on_every_page(browse: Browse, office: Office, text: str) -> None:
    office.people.add_person("mallory", "mallory", text[:60], "city_office", PASSWORD, (Role.DECISION_OFFICE,), SINCE)
    browser = browse("mallory")
    case = opened(browser, title=text, **{"proposal.proposer": text, "proposal.problem": text})
    assert case.status == 200 and text in case.text
    pages = [case, browser.get("/worklist", filter="all", q=text), browser.get("/law", q=text), browser.get("/cases/new", procedure=text)]
    pages += [browser.get(case.path + part) for part in ("/dossier", "/timeline", "/steps/refer_for_study", f"?done=step.{text}")]
    pages.append(act(browser, case, "steps/refer_for_study", {"scope_test.class_reason": text}))
    for page in pages:
        tags = [(tag, had) for tag, had in page.tags if tag in ("script", "img") and not (had.get("src") or "").startswith("/static/")]
        assert tags == [] and not [had for _, had in page.tags if "onerror" in had]


def test_control_characters_are_refused_in_words(browse: Browse, office: Office) -> None:
    page = opened(browse("office"), title="停车\x00收费标准")
    assert page.status == 422 and "无法保存的字符" in page.text and footprint(office)["case_file"] == 0


def test_a_correction_needs_a_second_person(browse: Browse, office: Office) -> None:
    office.people.add_person("second", "second", "办公机构乙", "city_office", PASSWORD, (Role.DECISION_OFFICE,), SINCE)
    browser = browse("office")
    case = opened(browser)
    link = next(one for one in browser.get(f"{case.path}/dossier").links() if one.endswith("/correct"))
    form = browser.get(link).form(link)
    assert ("proposal.proposer", "市交通运输局") in form.pairs()
    page = browser.send(form, {"proposal.proposer": "市公安局"})
    assert page.status == 422 and "请填写更正的理由" in page.text and ("proposal.proposer", "市公安局") in page.form(link).pairs()
    asked = browser.send(page.form(link), {"_reason": "单位名称写错"})
    confirm = next(one for one in asked.links() if "/corrections/" in one)
    page = browser.get(confirm)
    assert "市交通运输局" in page.text and "市公安局" in page.text
    assert confirm not in {one.action for one in page.forms}  # not one's own
    other = browse("second")
    done = other.send(other.get(confirm).form(confirm))
    assert done.status == 200 and "更正已确认" in done.text
    dossier = other.get(f"{case.path}/dossier")
    assert "已更正" in dossier.text and "市交通运输局" in dossier.text and "市公安局" in dossier.text


def test_a_correction_request_is_taken_back_or_not_confirmed(browse: Browse, office: Office) -> None:
    office.people.add_person("second", "second", "办公机构乙", "city_office", PASSWORD, (Role.DECISION_OFFICE,), SINCE)
    for who, act, said in (("office", "withdrawal", "更正申请已撤回"), ("second", "refusal", "已登记不同意更正")):
        browser = browse("office")
        case = opened(browser)
        link = next(one for one in browser.get(f"{case.path}/dossier").links() if one.endswith("/correct"))
        asked = browser.send(browser.get(link).form(link), {"proposal.proposer": "市公安局", "_reason": "单位名称写错"})
        confirm = next(one for one in asked.links() if "/corrections/" in one)
        browser = browse(who)
        page = browser.send(browser.get(confirm).form(f"{confirm}/{act}"), {"_reason": " "})
        assert page.status == 422 and "请填写" in page.text
        done = browser.send(page.form(f"{confirm}/{act}"), {"_reason": "核对原件，原登记无误"})
        assert done.status == 200 and said in done.text and confirm not in done.links()
        dossier = browser.get(f"{case.path}/dossier")
        assert "核对原件，原登记无误" in dossier.text and "已办理" in dossier.text and "已更正" not in dossier.text


def test_a_correction_with_a_wrong_field_says_so_at_the_field(browse: Browse) -> None:
    browser = browse("office")
    case = opened(browser)
    link = next(one for one in browser.get(f"{case.path}/dossier").links() if one.endswith("/correct"))
    page = browser.send(browser.get(link).form(link), {"proposal.received_on": "2027-01-01", "_reason": "改日期"})
    assert page.status == 422 and 'id="f-proposal-received_on-wrong"' in page.html and "晚于今天" in page.text


def test_a_matter_of_another_body_is_as_absent_as_none(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("foreign_office")
    hidden, absent = browser.get("/cases/case-1"), browser.get("/cases/case-0")
    assert hidden.status == absent.status == 404
    numbered = [page.text.partition("请求编号")[0] for page in (hidden, absent)]
    assert numbered[0] == numbered[1] and "无权查看" in hidden.text


def test_what_was_typed_is_given_back_when_the_session_is_over(browse: Browse, office: Office) -> None:
    browser = browse("office")
    case = opened(browser)
    address = f"{case.path}/steps/refer_for_study"
    form = browser.get(address).form(address)
    browser.client.cookies.clear()
    page = browser.send(form, dict(SCOPE))
    assert page.status == 401 and "您刚才填写的内容" in page.text and "涉及公众切身利益。" in page.text
    assert dict(form.pairs())["csrf_token"] not in page.html


def test_what_the_form_itself_brings_does_not_stand_in_the_way(demo: Callable[..., Browser]) -> None:
    """A step whose conditions its own form answers can be done; of one that is held up, only what is missing is counted."""
    ready, _, held = demo("juece").get("/cases/m02").text.partition("还不能办，因为")
    assert "开展决策后评估" in ready and "4项由表单补齐后核验" in ready
    assert "1项未满足" in held and "没有调整决定" not in held
