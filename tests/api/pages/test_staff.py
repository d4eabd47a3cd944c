"""系统 in a browser without scripts: persons, offices, roles, stand-ins, the import; and who is kept out of what."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from states.casework.commands import HandOver
from states.dossier.vocabulary import Role
from storage.queries.staff import staff
from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import clean
from tests.offices import OFFICES, PASSWORD, Office
from tests.storage.stepping import dump, rows

Browse = Callable[..., Browser]
OWN = "Yun-xi 2026 spring"
TODAY = "2026-01-12"


def password_of(page: Sheet) -> str:
    return re.findall(r"[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}", page.text)[0]


def enter(browser: Browser, login: str, password: str) -> Sheet:
    return browser.send(browser.get("/sign-in").form("/sign-in"), {"login": login, "password": password})


def added(admin: Browser, login: str = "zhangsan", name: str = "张三", office: str = "transport") -> Sheet:
    return admin.send(admin.get("/system/people/new").form("/system/people"), {"login": login, "name": name, "office": office})


def person_id(office: Office, login: str) -> str:
    return str(rows(office.database, "SELECT id FROM person WHERE login = :login", login=login)[0][0])


def sheet_of(*lines: tuple[object, ...]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(list(line))  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def upload(admin: Browser, content: bytes, name: str = "人员.xlsx") -> Sheet:
    form = admin.get("/system/import").form("/system/import")
    answer = admin.client.post("/system/import", data=dict(form.pairs()), files={"file": (name, content)})
    return Sheet(answer.status_code, "/system/import", answer.text, answer.headers)


def test_a_new_person_signs_in_changes_the_first_password_and_only_then_works(browse: Browse, office: Office) -> None:
    page = added(browse("sysadmin"))
    assert page.status == 200 and clean(page) == [] and "只在本页显示这一次" in page.text
    first = password_of(page)
    newcomer = browse()
    forced = enter(newcomer, "zhangsan", first)
    assert forced.path == "/account" and "请先修改初始密码" in forced.text and clean(forced) == []
    assert newcomer.get("/worklist").path == "/account" and newcomer.client.get("/api/worklist").status_code == 403
    wrong = newcomer.send(forced.form("/account"), {"old": first, "password": "easy", "again": "easy"})
    assert wrong.status == 422 and "至少10个字符" in wrong.text
    unlike = newcomer.send(forced.form("/account"), {"old": first, "password": OWN, "again": OWN + "x"})
    assert unlike.status == 422 and "不一致" in unlike.text
    done = newcomer.send(forced.form("/account"), {"old": first, "password": OWN, "again": OWN})
    assert done.path == "/sign-in" and "密码已经修改" in done.text
    assert enter(newcomer, "zhangsan", first).status == 401 and enter(newcomer, "zhangsan", OWN).path == "/worklist"
    assert "登录失败" in newcomer.get("/account").text


@pytest.mark.parametrize(
    ("filled", "why"),
    [({"login": "张三"}, "账号为2至32个"), ({"login": "Sponsor"}, "已经有人使用"), ({"name": ""}, "请填写姓名"), ({"name": "张\u202e三"}, "请填写姓名"),
     ({"office": "other_office"}, "请选择本机关的单位"), ({"office": ""}, "请选择本机关的单位"), ({"login": "x"}, "账号为2至32个")],
)  # fmt: skip
def test_a_person_is_not_registered_with_anything_wrong(browse: Browse, office: Office, filled: dict[str, str], why: str) -> None:
    admin = browse("sysadmin")
    form, before = admin.get("/system/people/new").form("/system/people"), dump(office.database, "login_session")
    page = admin.send(form, {"login": "zhangsan", "name": "张三", "office": "transport"} | filled)
    assert page.status == 422 and why in page.text and clean(page) == []
    assert dump(office.database, "login_session") == before


def test_persons_are_found_moved_closed_and_opened_again(browse: Browse, office: Office) -> None:
    admin = browse("sysadmin")
    assert "经办甲" in admin.get("/system/people", q="交通").text and "经办甲" not in admin.get("/system/people", q="司法").text
    assert "外市办公机构" not in admin.get("/system/people").text, "of another body"
    desk = browse("sponsor")
    page = admin.get("/system/people/sponsor")
    moved = admin.send(page.form("/system/people/sponsor"), {"office": "works"})
    assert "某市城市管理局" in moved.text and "已终止" in moved.text
    assert desk.get("/worklist").status == 200 and desk.get("/cases/new").status == 403, "roles stay with the office that is left"
    form = next(one for one in admin.get("/system/people/sponsor").forms if ("act", "disable") in one.pairs())
    assert "已停用" in admin.send(form).text and desk.get("/worklist").path == "/sign-in"
    assert "经办甲" not in admin.get("/system/people", q="城市管理").text and "经办甲" in admin.get("/system/people", state="left").text
    again = next(one for one in admin.get("/system/people/sponsor").forms if ("act", "open") in one.pairs())
    assert "在用" in admin.send(again).text
    assert admin.get("/system/people/foreign_office").status == 404


def test_the_list_is_paged_and_every_person_stands_on_one_page(office: Office) -> None:
    found, cursor = [], None
    while True:
        page = staff(office.database, "city", office.clock.now(), office.casework.today(), limit=7, cursor=cursor)
        found += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(found) == len(set(found)) == len(rows(office.database, "SELECT 1 FROM person p JOIN office o ON o.id = p.office_id WHERE o.body_id = 'city'"))


def test_the_passwords_of_the_three_are_not_reset_from_a_page_and_the_last_of_them_stays(browse: Browse, office: Office) -> None:
    admin, before = browse("sysadmin"), rows(office.database, "SELECT id, password_hash, active FROM person ORDER BY id")
    for person in ("secadmin", "auditor"):
        for act, why in (("reset", "不能在此重置"), ("disable", "最后一名")):
            form = next(one for one in admin.get(f"/system/people/{person}").forms if ("act", act) in one.pairs())
            page = admin.send(form)
            assert page.status == 403 and why in page.text
        page = admin.send(admin.get(f"/system/people/{person}").form(f"/system/people/{person}"), {"office": "works"})
        assert page.status == 403 and "最后一名" in page.text
    assert rows(office.database, "SELECT id, password_hash, active FROM person ORDER BY id") == before


def test_offices_are_added_and_renamed(browse: Browse, office: Office) -> None:
    admin = browse("sysadmin")
    page = admin.send(admin.get("/system/offices").form("/system/offices"), {"name": "某市数据局"})
    assert page.status == 200 and "某市数据局" in page.text and clean(page) == []
    for name in ("某市数据局", "", "某" * 61):
        refused = admin.send(page.form("/system/offices"), {"name": name})
        assert refused.status == 422 and clean(refused) == []
    renamed = admin.send(page.form("/system/offices/works"), {"name": "某市城市管理和综合执法局"})
    assert "某市城市管理和综合执法局" in renamed.text
    assert admin.client.post("/system/offices/other_office", data=dict(page.form("/system/offices/works").pairs()) | {"name": "邻市"}).status_code == 404


def test_a_role_is_granted_for_a_time_and_taken_back(browse: Browse, office: Office) -> None:
    first, keeper = password_of(added(browse("sysadmin"))), browse("secadmin")
    person = person_id(office, "zhangsan")
    granting = keeper.get(f"/system/people/{person}").form(f"/system/people/{person}/roles")
    page = keeper.send(granting, {"role": "decision_office", "since": TODAY, "until": "2026-03-31"})
    assert page.status == 200 and "2026年3月31日" in page.text and clean(page) == []
    assert keeper.send(granting, {"role": "decision_office", "since": TODAY}).status == 422
    newcomer = browse()
    newcomer.send(enter(newcomer, "zhangsan", first).form("/account"), {"old": first, "password": OWN, "again": OWN})
    enter(newcomer, "zhangsan", OWN)
    assert newcomer.get("/cases/new").status == 200
    back = next(one for one in page.forms if one.action.startswith("/system/roles/"))
    assert "已终止" in keeper.send(back).text
    assert newcomer.get("/cases/new").status == 403
    assert keeper.client.post(back.action, data=dict(back.pairs())).status_code == 404, "it has ended"


WRONG_GRANTS = [
    ("sponsor", {"role": "system_admin"}, "不得同时是系统管理员"), ("sysadmin", {"role": "sponsor"}, "不得同时是承办单位经办人"),
    ("sysadmin", {"role": "audit_admin"}, "不得同时是安全审计员"), ("sponsor", {"role": "clock"}, "请选择角色"), ("sponsor", {"role": "public"}, "请选择角色"),
    ("sponsor", {"role": ""}, "请选择角色"), ("sponsor", {"role": "expert", "since": "2026-01-11"}, "不能早于今天"),
    ("sponsor", {"role": "expert", "until": "2026-01-11"}, "不能早于起始日期"), ("sponsor", {"role": "expert", "since": "明天"}, "请填写起始日期"),
    ("sponsor", {"role": "sponsor"}, "不必重复授予"),
]  # fmt: skip


@pytest.mark.parametrize(("person", "filled", "why"), WRONG_GRANTS)
def test_grants_that_are_refused(browse: Browse, office: Office, person: str, filled: dict[str, str | list[str]], why: str) -> None:
    keeper = browse("secadmin")
    form, before = keeper.get(f"/system/people/{person}").form(f"/system/people/{person}/roles"), dump(office.database, "login_session")
    page = keeper.send(form, {"since": TODAY, **filled})
    assert page.status == 422 and why in page.text and clean(page) == []
    assert dump(office.database, "login_session") == before


def test_nobody_grants_to_themselves_in_any_way(browse: Browse, office: Office) -> None:
    keeper, before = browse("secadmin"), dump(office.database, "login_session")
    own = keeper.get("/system/people/secadmin")
    assert "另一名安全保密管理员" in own.text and not [one for one in own.forms if "/roles" in one.action or "/mandates" in one.action]
    token = dict(keeper.get("/system/people/sponsor").form("/system/people/sponsor/roles").pairs())
    grant = rows(office.database, "SELECT id FROM person_role WHERE person_id = 'secadmin'")[0][0]
    sent = token | {"role": "expert", "since": TODAY, "until": TODAY, "deputy": "secadmin", "basis": "授权书"}
    for path in ("people/secadmin/roles", f"roles/{grant}/end", "people/secadmin/unlock", "people/secadmin/mandates", "people/expert/mandates"):
        assert keeper.client.post(f"/system/{path}", data=sent).status_code == 403, path
    assert dump(office.database, "login_session") == before


def test_a_stand_in_is_given_with_its_basis_and_ended(browse: Browse, office: Office) -> None:
    keeper = browse("secadmin")
    form = keeper.get("/system/people/chief").form("/system/people/chief/mandates")
    assert all(one in keeper.send(form, {"deputy": "nobody"}).text for one in ("没有这个账号", "请填写截止日期", "请填写授权依据")), "all at once"
    filled: dict[str, str | list[str]] = {"deputy": "经办乙", "role": "office_head", "since": TODAY, "until": "2026-02-28", "basis": "某交通〔2026〕3号"}
    page = keeper.send(form, filled)
    assert page.status == 200 and "由经办乙代理" in page.text and "某交通〔2026〕3号" in page.text and clean(page) == []
    assert Role.OFFICE_HEAD in {one.role for one in office.people.known("sponsor2", office.casework.today()).roles}  # type: ignore[union-attr]
    listed = keeper.get("/system/mandates")
    assert "经办乙" in listed.text and clean(listed) == []
    keeper.send(next(one for one in listed.forms if one.action.endswith("/end")))
    assert Role.OFFICE_HEAD not in {one.role for one in office.people.known("sponsor2", office.casework.today()).roles}  # type: ignore[union-attr]


WRONG_MANDATES = [
    ({"deputy": "nobody"}, "没有这个账号"), ({"deputy": "foreign_office"}, "没有这个账号"), ({"deputy": "chief"}, "代理人不能是本人"),
    ({"deputy": "sysadmin"}, "不得同时是承办单位负责人"), ({"role": "head"}, "应当具有行政首长的角色"), ({"until": "2027-06-01"}, "不超过一年"),
    ({"until": ""}, "请填写截止日期"), ({"since": "2026-01-01"}, "不能早于今天"), ({"basis": " "}, "请填写授权依据"), ({"basis": "x" * 201}, "请填写授权依据"),
    ({"role": "audit_admin"}, "不得代理"),
]  # fmt: skip


@pytest.mark.parametrize(("filled", "why"), WRONG_MANDATES)
def test_stand_ins_that_are_refused(browse: Browse, office: Office, filled: dict[str, str], why: str) -> None:
    keeper = browse("secadmin")
    form, before = keeper.get("/system/people/chief").form("/system/people/chief/mandates"), dump(office.database, "login_session")
    sent = dict(form.pairs()) | {"deputy": "sponsor2", "role": "office_head", "since": TODAY, "until": "2026-02-28", "basis": "授权书"} | filled
    answer = keeper.client.post(form.action, data=sent)
    assert answer.status_code == 422 and why in Sheet(422, "", answer.text, answer.headers).text
    assert dump(office.database, "login_session") == before


def test_a_locked_account_is_opened_by_the_security_administrator(browse: Browse, office: Office) -> None:
    stranger = browse()
    for _ in range(5):
        assert enter(stranger, "head", "wrong").status == 401
    assert enter(stranger, "head", PASSWORD).status == 429
    assert "已锁定" in browse("sysadmin").get("/system/people", q="行政首长").text
    keeper = browse("secadmin")
    keeper.send(keeper.get("/system/people/head").form("/system/people/head/unlock"))
    assert enter(stranger, "head", PASSWORD).path == "/worklist"


HEADS = ("账号", "姓名", "单位")
GOOD = (HEADS, ("lisi", "李四", OFFICES["transport"][0]), (20260101, "王五", OFFICES["justice"][0]))


def test_a_table_is_looked_at_then_registered_and_a_second_time_changes_nothing(browse: Browse, office: Office) -> None:
    admin, before = browse("sysadmin"), len(rows(office.database, "SELECT 1 FROM person"))
    page = upload(admin, sheet_of(*GOOD))
    assert page.status == 200 and page.text.count("新增") >= 2 and clean(page) == []
    assert len(rows(office.database, "SELECT 1 FROM person")) == before, "nothing is written by looking"
    done = admin.send(page.form("/system/import/confirm"))
    assert "已经导入2人" in done.text and clean(done) == [] and len(re.findall(r"\w{4}-\w{4}-\w{4}", done.text)) == 2
    held = dump(office.database, "login_session")
    again = upload(admin, sheet_of(*GOOD))
    assert "已经登记，不变" in again.text and "没有新增" in admin.send(again.form("/system/import/confirm")).text
    assert dump(office.database, "login_session") == held
    assert rows(office.database, "SELECT login FROM person WHERE name = '王五'") == [("20260101",)]


WRONG_TABLES = [
    ((("lisi", "李四", "某市不存在局"), ("wangwu", "王五", OFFICES["justice"][0])), ["第2行「单位」", "没有名为"]),
    ((("李四", "李四", OFFICES["justice"][0]),), ["第2行「账号」"]), ((("lisi", "", OFFICES["justice"][0]),), ["第2行「姓名」"]),
    ((("lisi", "李四", OFFICES["justice"][0]), ("LiSi", "李思", OFFICES["justice"][0])), ["第2行「账号」：表中有重复", "第3行「账号」：表中有重复"]),
    ((("sponsor", "另一人", OFFICES["justice"][0]),), ["第2行「账号」", "已经登记为「经办甲」"]),
    ((("foreign_office", "外市办公机构", OFFICES["justice"][0]),), ["第2行「账号」", "已经有人使用"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "why"), WRONG_TABLES)
def test_one_wrong_cell_keeps_the_whole_table_out(browse: Browse, office: Office, lines: tuple[tuple[str, ...], ...], why: list[str]) -> None:
    admin = browse("sysadmin")
    before = dump(office.database, "login_session")
    page = upload(admin, sheet_of(HEADS, *lines))
    assert page.status == 422 and all(one in page.text for one in why) and clean(page) == []
    assert not [one for one in page.forms if one.action.endswith("confirm")]
    assert dump(office.database, "login_session") == before


@pytest.mark.parametrize(
    "content",
    [b"", b"not a table", b"PK\x03\x04broken", sheet_of(), sheet_of(("账号", "姓名")), sheet_of(HEADS), sheet_of(HEADS, *[(f"u{n}", "人", "处") for n in range(301)])],
)
def test_what_is_no_table_is_refused_in_words(browse: Browse, office: Office, content: bytes) -> None:
    admin = browse("sysadmin")
    before = dump(office.database, "login_session")
    page = upload(admin, content)
    assert page.status == 422 and "refusal" in page.html and clean(page) == []
    assert dump(office.database, "login_session") == before


def test_what_comes_back_with_the_preview_is_judged_again(browse: Browse, office: Office) -> None:
    admin = browse("sysadmin")
    form, before = upload(admin, sheet_of(*GOOD)).form("/system/import/confirm"), dump(office.database, "login_session")
    for kept in ("", "[]", "[[1]]", "{}", '[[2, "lisi", "李四", "某市不存在局"]]', '[[2, "lisi", "\\u0000", "x"]]', "[" * 3000, '[["x", 1, 2, 3]]'):
        assert admin.send(form, {"rows": kept}).status == 422, kept[:20]
    assert dump(office.database, "login_session") == before


def test_a_leavers_work_is_looked_at_then_handed_over_in_one_act(browse: Browse, office: Office) -> None:
    office.open("m1", title="不给管理员看的名称")
    office.casework.execute(HandOver(office.actor("sponsor"), "m1", office.key(), handler="sponsor"))
    desk, admin = browse("sponsor"), browse("sysadmin")
    page = admin.get("/system/people/sponsor/leaving")
    assert page.status == 200 and clean(page) == [] and "不给管理员看的名称" not in page.html and "1处登录退出" in page.text
    form = page.form("/system/people/sponsor/leaving")
    looked = admin.send(form, {"follower": "sponsor2"}, extra=[("act", "preview")])
    assert "移交经办乙" in looked.text and desk.get("/worklist").status == 200
    refused = admin.send(form, {"follower": "sponsor2"}, extra=[("act", "leave")])
    assert refused.status == 422 and "离任依据" in refused.text and clean(refused) == []
    assert ("follower", "sponsor2") in refused.form("/system/people/sponsor/leaving").pairs()
    done = admin.send(form, {"follower": "sponsor2", "basis": "某市任〔2026〕3号"}, extra=[("act", "leave")])
    assert done.status == 200 and clean(done) == [] and "经办乙" in done.text
    assert desk.get("/worklist").path == "/sign-in"
    assert "办理离任交接" in browse("auditor").get("/system/audit", kind="leaving").text
