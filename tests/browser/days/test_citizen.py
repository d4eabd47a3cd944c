"""公众的一天: an opinion by name, its receipt, a correction, the office's answer, read again by receipt and proof."""

from __future__ import annotations

import pytest

from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTER, WORD = "大数据产业集群规划", "梧桐树下十九号"
FIRST, THEN = "建议把数据中心放在工业园区。", "建议把数据中心放在工业园区，并公布用水量。"


def test_a_citizen_is_heard(walk: Start) -> None:
    one = walk()
    one.open("/portal")
    one.go(MATTER)
    one.fill("意见内容", FIRST)
    one.fill("查询口令", WORD)
    _sum(one)
    one.press("提交意见")
    assert "意见已收到" in one.text()
    receipt = next(line for line in one.text().splitlines() if line.startswith("YJ-"))
    one.go("查看或者更正我的意见")
    one.unfold("更正意见")
    one.fill("更正后的内容", THEN)
    one.press("提交更正")
    assert "意见已更正" in one.said() and THEN in one.text()
    one.press("结束查询")
    desk = walk("shangwu")
    desk.menu("案件")
    desk.go(MATTER)
    desk.go("公众意见")
    assert THEN in desk.text()
    one.open("/portal/receipts")
    one.fill("回执号", receipt)
    one.fill("联系方式或者查询口令", "记不清了的口令", 0)
    one.press("查询")
    assert THEN not in one.text()
    one.fill("回执号", receipt)
    one.fill("联系方式或者查询口令", WORD)
    one.press("查询")
    assert THEN in one.text()


def _sum(one: Walk) -> None:
    """Those without scripts work a sum; with scripts the browser has worked already and shows none."""
    asked = one.page.get_by_label("核对问题")
    if asked.count() and asked.first.is_visible():
        one.page.wait_for_function("document.querySelector('[name=_work]').value !== ''")
