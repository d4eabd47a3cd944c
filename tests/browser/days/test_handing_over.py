"""交接的一天: people come by a table, a leaver's work goes to one of them in one act, a stand-in acts under a mandate; all of it is audited."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
WATER, MATTER = "云溪县水务局（演示）", "河湖岸线保护与利用规划"
LEAVER, FOLLOWER, OTHER = "演示经办（水务）", "演示接办人员", "演示新进人员"
REASON, OWN = "云水任〔演示〕3号", "shui-wu-jiao-jie-2026"
REVIEWED, REVIEWER, DEPUTY = "农村客运票价补贴办法", "演示审查员", "演示法律顾问"
BASIS, UNTIL = "云司办〔演示〕5号委托书", TODAY + timedelta(days=30)


def test_a_leavers_work_is_handed_over(walk: Start, tmp_path: Path) -> None:
    desk = walk("shuiwu")
    desk.menu("待认领")
    desk.go(MATTER)
    desk.go("承办人和传阅")
    desk.press("由我认领")
    keeper = walk("xitong")
    password = _take_in(keeper, tmp_path)
    guard = walk("anquan")
    _find(guard, FOLLOWER)
    guard.unfold("授予角色")
    guard.choose("角色", "承办单位经办人")
    guard.press("授予")
    assert "重置密码" not in guard.text() and "离任交接" not in guard.text()
    guard.open("/system/import")
    assert "此项由系统管理员办理" in guard.text()
    _send_off(keeper)
    desk.window.goto("/worklist")
    assert "登录" in desk.text()
    follower = walk()
    _first_sign_in(follower, password)
    follower.menu("待办")
    follower.go(MATTER)
    follower.go(f"承办人：{FOLLOWER}")
    assert f"现由{FOLLOWER}承办" in follower.text()
    _audited(walk("shenji"), LEAVER, "办理离任交接", REASON, FOLLOWER)


def test_a_stand_in_acts_under_a_mandate(walk: Start) -> None:
    guard = walk("anquan")
    _find(guard, REVIEWER)
    guard.unfold("授权他人代理")
    guard.fill("代理人", DEPUTY)
    guard.press("授权代理")
    assert "请填写授权依据" in guard.text() and "请填写截止日期" in guard.text()
    guard.fill("截止日期", UNTIL.isoformat())
    guard.fill("授权依据", BASIS)
    guard.press("授权代理")
    assert f"由{DEPUTY}代理" in guard.text() and BASIS in guard.text()
    one = walk("guwen")
    one.menu("待办")
    one.go(REVIEWED)
    one.take("确认材料齐备")
    one.fill("材料齐备日期", TODAY.isoformat())
    one.press("提交")
    assert "已办理「确认材料齐备」" in one.said()
    one.go("大事记")
    assert DEPUTY in one.text() and f"代{REVIEWER}" in one.text().replace(" ", "")
    auditor = walk("shenji")
    _audited(auditor, REVIEWER, "授权代理", BASIS, DEPUTY)
    auditor.open("/system/mandates")
    assert "此项由安全保密管理员办理" in auditor.text()


def _find(one: Walk, name: str) -> None:
    one.menu("人员")
    one.fill("姓名、账号、单位", name)
    one.press("查询", look=False)
    one.go(name)


def _take_in(one: Walk, folder: Path) -> str:
    """The template comes back filled in: a wrong row is told by its number and column, then nothing is wrong. A password for the first."""
    one.menu("人员")
    one.go("从表格导入")
    one.download("下载模板", folder / "template.xlsx")
    _preview(one, _filled(folder, "云溪县水务所"))
    assert "第3行「单位」：本机关没有名为「云溪县水务所」的单位" in one.said() and "没有导入任何人员" in one.said()
    one.go("重新选择文件")
    _preview(one, _filled(folder, WATER))
    assert "其中新增2人" in one.text()
    one.press("确认导入2人")
    assert "已经导入2人" in one.text()
    found = re.search(r"\w{4}-\w{4}-\w{4}", one.text().split(FOLLOWER)[1])
    assert found
    return found[0]


def _filled(folder: Path, second: str) -> Path:
    book = load_workbook(folder / "template.xlsx")
    for row, line in enumerate((("jieban", FOLLOWER, WATER), ("xinjin", OTHER, second)), 2):
        for column, text in enumerate(line, 1):
            book.worksheets[0].cell(row, column, text)
    book.save(folder / "people.xlsx")
    return folder / "people.xlsx"


def _preview(one: Walk, sheet: Path) -> None:
    one.attach("人员表", sheet)
    one.press("预览")


def _send_off(one: Walk) -> None:
    _find(one, LEAVER)
    one.go("离任交接")
    one.choose("接办人", FOLLOWER)
    one.press("更新预览")
    assert f"移交{FOLLOWER}" in one.text() and MATTER not in one.text()
    one.press("办理离任交接")
    assert "请填写离任依据" in one.said()
    one.fill("离任依据", REASON)
    one.press("办理离任交接")
    assert f"{LEAVER}的离任交接已经办理" in one.text() and FOLLOWER in one.text()


def _first_sign_in(one: Walk, password: str) -> None:
    one.sign_in("jieban", password)
    one.fill("现在的密码", password)
    one.fill("新密码", OWN)
    one.fill("再次输入新密码", OWN)
    one.press("修改密码")
    one.sign_in("jieban", OWN)


def _audited(one: Walk, name: str, *told: str) -> None:
    one.menu("审计")
    one.fill("人员（办理人或者对象）", name)
    one.press("查询")
    assert all(words in one.text() for words in told), one.text()
