"""听证主持人的一天: a hearing asked for in time is called, held on its day and put on record; the officer reads what came of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.later import at, on
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTER, PARTY, HOST = "某食品有限公司未如实记录教育培训情况案", "某食品有限公司", "演示听证主持人（应急）"
HEARD, ADVICE = "双方对事实没有争议，当事人说明已全部改正。", "建议在一般阶次内从轻。"


def test_a_hearing_is_called_held_and_told(walk: Start, tmp_path: Path) -> None:
    _ask(walk("zhifa"))
    one = walk("tingzheng")
    one.menu("待办")
    one.go(MATTER)
    one.go("听证")
    day = _call(one)
    with on(day, tmp_path) as later:
        one = at(later, walk, "tingzheng")
        one.menu("待办")
        one.go(MATTER)
        one.go("听证")
        _hold(one, day)
        officer = at(later, walk, "zhifa")
        officer.menu("待办")
        officer.go(MATTER)
        officer.go("听证")
        assert HEARD in officer.text() and ADVICE in officer.text()
        officer.go("大事记")
        assert "举行听证" in officer.text()


def _ask(one: Walk) -> None:
    """The party's letter was posted on the last day on which it could be, and came late."""
    one.menu("待办")
    one.go(MATTER)
    one.go("听证")
    told = re.search(r"要求听证的期限\s*(\d+)年(\d+)月(\d+)日", one.text())
    assert told, one.text()
    one.fill("当事人", PARTY)
    one.fill("提出日期", _day(told).isoformat())
    one.press("提交")
    assert "已登记「要求听证」" in one.said()


def _day(told: re.Match[str]) -> date:
    return date(*(int(part) for part in told.groups()))


def _call(one: Walk) -> date:
    """Seven full working days lie between the notice and the hearing: the refusal says from which day on."""
    one.unfold("填写「通知听证」")
    one.fill("通知送达当事人及有关人员的日期", TODAY.isoformat())
    one.fill("听证日期", TODAY.isoformat())
    one.fill("听证时间和地点", "上午九时，机关第一会议室")
    one.fill("听证主持人", HOST)
    one.choose("公开举行", "是")
    one.press("提交")
    assert "之间不足7个完整的工作日" in one.said()
    told = re.search(r"最早可在(\d+)年(\d+)月(\d+)日办理", one.said())
    assert told
    one.fill("听证日期", _day(told).isoformat())
    one.press("提交")
    assert "已办理「通知听证」，现处于听证准备阶段" in one.said()
    return _day(told)


def _hold(one: Walk, day: date) -> None:
    """Who has to be chosen stands there from the notice; a record that nobody signed is refused."""
    one.unfold("填写「举行听证」")
    print(one.text())
    assert one.field("听证主持人").input_value() == HOST
    one.fill("听证日期", day.isoformat())
    one.fill("姓名", "李某")
    for label in ("公开举行", "调查人员提出事实、证据和行政处罚建议", "当事人进行申辩和质证"):
        one.choose(label, "是")
    one.fill("听证情况", HEARD)
    one.choose("当事人或者代理人核对后签名", "拒绝签字")
    one.choose("向当事人收取听证费用", "否")
    one.fill("听证意见", ADVICE)
    one.press("提交")
    assert "也没有注明拒绝签名的情况" in one.said()
    one.choose("当事人或者代理人核对后签名", "已签字")
    one.press("提交")
    assert "已办理「举行听证」，现处于听证结束阶段" in one.said()
