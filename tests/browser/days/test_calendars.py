"""节假日安排的一天: one enters next year's days off as they were announced, another compares and confirms; then everybody counts by them."""

from __future__ import annotations

import pytest

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk
from tests.calendars import HOLIDAYS, MAKE_UP

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
YEAR, NUMBER = "2027", "国办发明电〔演示〕9号"


def test_a_notice_is_entered_and_confirmed(walk: Start) -> None:
    assert TODAY.year <= int(YEAR), "the notice of a later year belongs here by now"
    keeper, reader = walk("xitong"), walk("shuiwu")
    _open(reader)
    assert "暂定" in reader.text() and NUMBER not in reader.text()
    _open(keeper)
    keeper.go("录入节假日安排")
    _enter(keeper)
    _open(keeper)
    assert "录入待确认" in keeper.text()
    reviewer = walk("shencha")
    reviewer.menu("待办")
    reviewer.go(f"{YEAR}年节假日安排")
    reviewer.go("案卷")
    assert NUMBER in reviewer.text()
    reviewer.go("办理")
    reviewer.take("确认节假日安排")
    reviewer.fill("核对情况", "从发文机关网站取得原文，逐日核对一致。")
    reviewer.press("提交")
    assert "已办理「确认节假日安排」" in reviewer.said()
    _open(reader)
    assert NUMBER in reader.text() and "适用中" in reader.text() and "暂定" not in reader.text()


def _open(one: Walk) -> None:
    one.menu("日历")
    one.choose("年份", YEAR)
    one.press("查看")


def _enter(one: Walk) -> None:
    """A holiday that is left out is told by its day; what was typed stands."""
    one.fill("通知标题", f"国务院办公厅关于{YEAR}年部分节假日安排的通知")
    one.fill("发文字号", NUMBER)
    one.fill("印发日期", TODAY.isoformat())
    for number, (name, first, last) in enumerate(HOLIDAYS):
        _line(one, 0, number)
        one.fill("节日", name, number)
        one.fill("起日", first, number)
        one.fill("止日", "2027-09-14" if name == "中秋节" else last, number)
    for number, day in enumerate(MAKE_UP):
        _line(one, 1, number)
        one.fill("日期", day, number)
    one.press("登记")
    assert "止日2027年9月14日早于起日2027年9月15日" in one.said()
    one.fill("止日", "2027-09-15", [name for name, _, _ in HOLIDAYS].index("中秋节"))
    one.press("登记")
    assert f"{YEAR}年节假日安排" in one.text() and "待确认" in one.text()


def _line(one: Walk, table: int, number: int) -> None:
    if number:
        one.touch("再加一行", one.page.get_by_role("button", name="再加一行").nth(table))
