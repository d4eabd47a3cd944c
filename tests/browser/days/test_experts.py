"""专家的一天: by a personal link, without an account: one reads, declares, writes and signs."""

from __future__ import annotations

import re

import pytest

from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = pytest.mark.xdist_group("browser")
MATTER, ASKED = "河湖岸线保护与利用规划", "演示专家乙"
OPINION = "岸线分区合理，建议补充枯水期生态流量的论证。"


def test_an_expert_writes_and_signs(walk: Start) -> None:
    desk = walk("shuiwu")
    address = _link(desk)
    one = walk()
    one.open(address[:-2])
    assert "请向承办单位索取新的链接" in one.text()
    one.open(address)
    assert MATTER in one.text() and ASKED in one.text()
    one.press("署名并提交")  # nothing typed
    assert "请声明与决策事项有无直接利害关系" in one.text() and "请填写论证意见" in one.text()
    one.choose("利害关系声明", "与决策事项无直接利害关系")
    one.fill("论证意见", OPINION)
    one.choose("总体意见", "赞成")
    one.fill("署名", "别人的姓名")
    one.press("署名并提交")
    assert "署名与您登记的姓名不一致" in one.text()
    assert one.field("论证意见").input_value() == OPINION  # what was typed stands
    one.fill("署名", ASKED)
    one.press("署名并提交")
    assert "已署名提交" in one.said() and OPINION in one.text()
    desk.go("专家链接")
    assert "已提交论证意见" in desk.text()
    desk.go("案卷")
    assert OPINION in desk.text()


def _link(desk: Walk) -> str:
    """The desk makes the link, which is shown this once."""
    desk.menu("案件")
    desk.go(MATTER)
    desk.go("专家链接")
    desk.fill("有效期（天）", "9999", 1)
    desk.press("生成链接", desk.page.get_by_role("button", name="生成链接").nth(1))
    assert "有效期应当为" in desk.text()
    assert desk.field("有效期（天）", 1).input_value() == "9999"  # the form is still there
    desk.fill("有效期（天）", "7", 1)
    desk.press("生成链接", desk.page.get_by_role("button", name="生成链接").nth(1))
    found = re.search(r"/expert/\S+", desk.said())
    assert found
    return found[0]
