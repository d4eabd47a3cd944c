"""研究论证单位, 决策执行单位 of a day: a matter is studied before it starts, and reported on while it is carried out: a campaign."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from states.law.legal_day import legal_day
from tests.browser.days.conftest import Start

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
TODAY = legal_day(datetime.now(UTC)).isoformat()
STUDIED, EXECUTED = "省道改建工程项目", "关于禁止燃放烟花爆竹的通告"
TROUBLE = "节日期间外来车辆携带烟花爆竹增多，现有检查力量不足，建议研究调整。"


def test_a_study_unit_reports(walk: Start) -> None:
    one = walk("yanjiu")
    one.menu("待办")
    one.go(STUDIED)
    one.go("研究论证报告")
    one.fill("研究论证单位", "云溪县人民政府研究室（演示）")
    one.press("登记入卷")
    assert "请填写「研究论证结果」" in one.text() and one.field("研究论证单位").input_value() == "云溪县人民政府研究室（演示）"
    one.fill("研究论证结果", "改建必要，方案可行，建议启动。")
    one.choose("建议启动决策程序", "是")
    one.fill("完成日期", TODAY)
    one.press("登记入卷")
    assert "已登记「研究论证报告」" in one.said()
    office = walk("juece")
    office.menu("待办")
    office.go(STUDIED)
    office.take("决定启动")
    office.unfold("研究论证报告")
    assert "改建必要，方案可行" in office.text()


def test_whoever_carries_out_reports_progress_and_trouble(walk: Start) -> None:
    one = walk("zhixing")
    one.menu("待办")
    one.go(EXECUTED)
    one.go("执行情况报告")
    one.go("以上次登记的内容为底稿填写")
    assert "请逐项核对" in one.text() and one.field("执行情况").input_value()
    one.fill("报告日期", TODAY)
    one.fill("执行情况", "本季度巡查二百一十次，劝阻三起。")
    one.press("登记入卷")
    assert "已登记「执行情况报告」" in one.said()
    one.take("报告执行中的问题")
    one.choose("情形", "客观情况发生重大变化")
    one.fill("发现日期", TODAY)
    one.fill("报告日期", TODAY)
    one.fill("情况及建议", TROUBLE)
    one.press("提交「报告执行中的问题」")
    assert "已办理「报告执行中的问题」" in one.said() and "接下来由" in one.said()
    head = walk("shouzhang")
    head.menu("待办")
    head.go(EXECUTED)
    head.take("决定中止执行")
    head.unfold("问题报告")
    assert TROUBLE in head.text()
