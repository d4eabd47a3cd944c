"""新用户的一天: a new matter from the proposal to the decision body, by everybody whose turn it is, with nothing but the screen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.browser.days.carrying import (
    CLOSES,
    DRAFT,
    NOTE,
    THEN,
    argue,
    ask_the_public,
    assess_risk,
    conclude_experts,
    convene,
    draft,
    propose,
    review_competition,
    say_something,
    start,
    study,
    tell,
    turn,
)
from tests.browser.days.conftest import Start
from tests.browser.days.later import at, on
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]



@pytest.mark.parametrize("walk", ["mouse, wide"], indirect=True)
def test_a_newcomer_brings_a_matter_to_the_decision_body(walk: Start, tmp_path: Path) -> None:
    for name in (DRAFT, NOTE):
        (tmp_path / name).write_text(f"{name}：城区公共停车收费调整。", encoding="utf-8")
    office, sponsor = walk("juece"), walk("jiaotong")
    propose(office)
    study(walk("yanjiu"))
    start(office)
    draft(sponsor, tmp_path)
    ask_the_public(sponsor)
    say_something(walk())
    convene(sponsor)
    for login, name in (("zhuanjia1", "演示专家甲"), ("zhuanjia2", "演示专家乙")):
        argue(walk(login), name)
    conclude_experts(sponsor)
    assess_risk(walk("fengxian"))
    review_competition(walk("shijian"))
    with on(THEN, tmp_path) as later:
        sponsor = at(later, walk, "jiaotong")
        _answer(sponsor)
        _send_for_review(sponsor)
        _review(at(later, walk, "shencha"), at(later, walk, "guwen"))
        earliest = _refused_for_now(sponsor)
    with on(earliest, tmp_path) as later:
        sponsor = at(later, walk, "jiaotong")
        _table(sponsor, earliest)
        assert "现处于提请阶段" in sponsor.said(), sponsor.said()


def _answer(one: Walk) -> None:
    turn(one)
    one.take("截止公开征求意见")
    one.fill("实际截止日期", CLOSES.isoformat())
    one.fill("收到意见条数", "1")
    one.press("提交")
    assert "已办理「截止公开征求意见」" in one.said()
    one.go("公众意见")
    one.tick("选择此条意见")
    one.choose("处理结果", "采纳")
    one.press("登记处理结果")
    one.go("办理")
    one.take("完成意见整理")
    tell(one, "主要意见及研究采纳情况")
    one.choose("未采纳的意见已逐条说明理由", "是")
    one.press("提交")
    assert "现处于合法性审查阶段" in one.said()


def _send_for_review(one: Walk) -> None:
    one.take("提交合法性审查")
    one.fill("送审日期", THEN.isoformat())
    one.choose("决策草案", DRAFT)
    tell(one, "相关材料清单", "法律、法规、规章等依据", "履行决策法定程序的说明")
    one.press("提交")
    assert "已办理「提交合法性审查」" in one.said()


def _review(one: Walk, adviser: Walk) -> None:
    turn(one)
    one.take("确认材料齐备")
    one.fill("材料齐备日期", THEN.isoformat())
    one.press("提交")
    turn(adviser)
    adviser.go("法律顾问（公职律师）意见")
    adviser.fill("法律顾问或者公职律师", "演示法律顾问")
    tell(adviser, "意见")
    adviser.choose("认为合法", "是")
    adviser.press("登记入卷")
    turn(one)
    one.take("审查结论：合法")
    one.choose("审查结论", "合法")
    one.fill("出具形式", "合法性审查意见书")
    one.choose("系合法性审查意见书", "是")
    tell(one, "是否符合法定权限", "草案形成是否履行法定程序", "内容是否符合法律、法规、规章和国家政策")
    one.choose("所审查的草案文本", DRAFT)
    one.fill("审查责任部门", "云溪县司法局（演示）")
    one.fill("出具日期", THEN.isoformat())
    one.press("提交")
    assert "已办理「审查结论：合法」" in one.said(), one.said()


def _table(one: Walk, day: date) -> None:
    turn(one)
    one.take("提请集体讨论")
    one.fill("提请日期", day.isoformat())
    one.choose("决策草案", DRAFT)
    tell(one, "相关材料清单", "公平竞争审查有关情况", "社会公众主要意见研究采纳情况", "专家论证意见研究采纳情况", "风险评估报告等有关材料")
    one.fill("合法性审查意见文号", "司审〔演示〕1号")
    one.press("提交")


def _refused_for_now(one: Walk) -> date:
    """The reviewers have their working days; the refusal says from which day on."""
    _table(one, THEN)
    told = re.search(r"最早可在(\d+)年(\d+)月(\d+)日办理", one.said())
    assert told, one.said()
    return date(*(int(part) for part in told.groups()))
