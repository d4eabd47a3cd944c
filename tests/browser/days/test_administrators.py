"""三员的一天: one registers a person, another gives a role and a stand-in, the third reads both in the audit."""

from __future__ import annotations

import pytest

from tests.browser.days.conftest import Start

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
NAME = "演示新进人员"


def test_three_administrators_take_somebody_in(walk: Start) -> None:
    keeper = walk("xitong")
    keeper.menu("人员")
    keeper.go("新增人员")
    keeper.press("登记")
    assert "请填写" in keeper.text()
    keeper.fill("姓名", NAME)
    keeper.fill("账号", "xinjin")
    keeper.choose("单位", "云溪县水务局")
    keeper.press("登记")
    assert NAME in keeper.text()
    guard = walk("anquan")
    guard.menu("人员")
    guard.fill("姓名、账号、单位", NAME)
    guard.press("查询", look=False)
    guard.go(NAME)
    guard.unfold("授予角色")
    guard.choose("角色", "承办单位经办人")
    guard.press("授予")
    assert "承办单位经办人" in guard.text()
    auditor = walk("shenji")
    auditor.menu("审计")
    auditor.fill("人员（办理人或者对象）", NAME)
    auditor.press("查询")
    assert NAME in auditor.text() and "承办单位经办人" in auditor.text()
    for one in ("日历", "法规"):
        auditor.menu(one)
