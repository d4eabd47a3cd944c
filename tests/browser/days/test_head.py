"""行政首长的一天: what the meeting decided is recorded by the head, sent out by the office, and read by everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from states.law.legal_day import legal_day
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTER, MEMBERS = "应急管理“十四五”规划", ["演示副县长甲", "演示副县长乙", "演示组成人员", "演示县长"]
NUMBER, READ, DOUBT = "云政发〔演示〕9号", "规划期内的主要任务和实施安排。", "演示组成人员：建议先试行一年。"
TODAY = legal_day(datetime.now(UTC)).isoformat()


def test_a_head_adopts_and_the_public_reads_it(walk: Start) -> None:
    one = walk("shouzhang")
    one.menu("待办")
    one.go(MATTER)
    one.go("会议")
    _decide(one)
    office = walk("juece")
    office.menu("待办")
    office.go(MATTER)
    _send_out(office)
    reader = walk()
    reader.open("/portal")
    reader.go(MATTER)
    assert NUMBER in reader.text() and READ in reader.text()


def _decide(one: Walk) -> None:
    """The members of the last meeting stand in the table; the head may not speak before them, and a doubt is written down."""
    assert [one.field("姓名", number).input_value() for number in range(4)] == MEMBERS
    one.fill("会议日期", TODAY)
    for number, view in enumerate(("同意", "同意", "不同意", "同意")):
        one.fill("发言次序", str((number + 1) % 4 + 1), number)
        one.choose("意见", view, number)
        one.fill("发言要点", "建议先试行一年。" if view == "不同意" else "同意。", number)
    one.choose("决定", "通过")
    one.press("提交")
    assert "不能办理「决定：通过」" in one.said()
    assert "行政首长应当最后发言" in one.said() and "没有载明不同意见" in one.said()
    for number in range(4):
        one.fill("发言次序", str(number + 1), number)
    one.fill("不同意见", DOUBT)
    one.press("提交")
    assert "已办理「决定：通过」，现处于决定待公布阶段" in one.said()


def _send_out(one: Walk) -> None:
    """Each paper that is still missing is a link beside what it cures."""
    one.go("向同级党委请示报告")
    one.fill("请示报告文号", "云政请〔演示〕9号")
    one.fill("请示报告日期", TODAY)
    one.fill("批复或者答复文号", "云委复〔演示〕9号")
    one.fill("答复日期", TODAY)
    one.choose("党委同意", "是")
    one.press("登记入卷")
    _clear(one)
    one.go("决策文本")
    one.fill("文号", NUMBER)
    one.fill("签发日期", TODAY)
    one.choose("决策文本", "草案第1版")
    one.press("登记入卷")
    one.take("公布决策")
    one.fill("公布日期", TODAY)
    one.tick("政府网站")
    one.fill("公布网址或者期号", "政府网站政策栏目")
    one.fill("公众意见、专家论证意见采纳情况说明", "意见采纳情况已一并说明。")
    one.fill("解读日期", TODAY)
    one.fill("解读方式", "新闻发布会")
    one.fill("解读内容", READ)
    one.press("提交")
    assert "决策文本在公开前审查之后又有变更" in one.said()
    _clear(one)
    one.take("公布决策")
    one.touch("恢复草稿")
    assert one.field("公布网址或者期号").input_value() == "政府网站政策栏目"
    one.press("提交")
    assert "已办理「公布决策」" in one.said()


def _clear(one: Walk) -> None:
    """What goes out is looked at as it goes out: a text that was put on file afterwards is looked at again."""
    one.go("公开前审查")
    one.choose("不涉及国家秘密和其他不得公开的内容", "是")
    one.fill("审查意见", "可以公开。")
    one.press("登记入卷")
