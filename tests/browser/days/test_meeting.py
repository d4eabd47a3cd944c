"""决策机关的一天: the decision office opens a matter and puts another on the agenda; the head is shown what a decision wants."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from states.law.legal_day import legal_day
from tests.browser.days.conftest import Start

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
OPENED, TABLED = "调整城区公共停车收费标准", "小街镇国土空间总体规划（2021-2035）"
TODAY = legal_day(datetime.now(UTC)).isoformat()


def test_a_decision_office_opens_and_tracks(walk: Start) -> None:
    one = walk("juece")
    one.menu("立项")
    one.fill("事项名称", OPENED)
    one.press("登记立项")
    assert "请填写「建议人」" in one.said()
    one.choose("承办单位", "云溪县交通运输局")
    one.choose("建议来源", "所属部门或者下一级人民政府")
    one.fill("建议人", "云溪县交通运输局（演示）")
    one.fill("收到日期", TODAY)
    for label in ("拟解决的主要问题", "建议理由和依据", "初步方案", "必要性", "可行性"):
        one.fill(label, "已作说明。")
    one.press("登记立项")
    assert "已立项" in one.said() and OPENED in one.text()
    one.menu("我发起")
    assert OPENED in one.text()
    for line in ("目录", "计划", "督办", "预警", "统计"):
        one.menu(line)


def test_a_matter_goes_to_the_meeting(walk: Start) -> None:
    one = walk("juece")
    one.menu("待办")
    one.go(TABLED)
    one.take("列入会议议题")
    one.press("提交")
    assert "请填写「会议类型」" in one.said()
    one.choose("会议类型", "常务会议")
    one.fill("会议名称及届次", "第十八届县人民政府第40次常务会议")
    one.fill("会议日期", TODAY)
    one.press("提交")
    assert "已办理「列入会议议题」" in one.said()
    head = walk("shouzhang")
    head.menu("待办")
    head.go(TABLED)
    head.take("决定：通过")
    assert "会议讨论决定记录" in head.text()
    head.press("决定" if head.page.get_by_role("button", name="决定").count() else "提交")
    assert head.said() and "已办理" not in head.said()
