"""专家回避的一天: an expert says by personal link what binds them to the matter; the desk sees it and asks another; both stand on file."""

from __future__ import annotations

import re

import pytest

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTER, BOUND, INSTEAD = "河湖岸线保护与利用规划", "演示专家乙", "云溪政策评估院（演示）"
RELATION = "本人在规划范围内的砂石企业担任顾问。"


def test_an_expert_stands_down_and_another_is_asked(walk: Start) -> None:
    desk = walk("shuiwu")
    desk.menu("案件")
    desk.go(MATTER)
    desk.go("专家链接")
    one = walk()
    one.open(_link(desk))
    _declare(one)
    desk.go("专家链接")
    assert "声明有直接利害关系，应当回避" in desk.text()
    desk.go("登记专家回避、更换")
    _replace(desk)
    one.open(one.window.page.url.removeprefix(one.window.site).partition("?")[0])
    assert "您已回避本事项的专家论证" in one.text()
    desk.go("专家链接")
    assert BOUND in desk.text() and "已经回避" in desk.text() and "登记专家回避、更换" not in desk.text()
    desk.go("案卷")
    assert RELATION in desk.text() and INSTEAD in desk.text()


def _link(desk: Walk) -> str:
    desk.press("生成链接", desk.page.get_by_role("button", name="生成链接").nth(1))
    found = re.search(r"/expert/\S+", desk.said())
    assert found
    return found[0]


def _declare(one: Walk) -> None:
    one.choose("利害关系声明", "有直接利害关系")
    one.fill("署名", BOUND)
    one.press("署名并提交")
    assert "请写明是什么关系" in one.said()
    one.fill("利害关系的情况", RELATION)
    one.press("署名并提交")
    assert "您的声明已存入案卷，并已告知承办单位" in one.said() and RELATION in one.text()


def _replace(desk: Walk) -> None:
    """The seat goes to somebody else, who promises the same."""
    desk.fill("回避的专家或者专业机构", BOUND)
    desk.fill("回避的理由", "本人声明有直接利害关系。")
    desk.fill("姓名或者机构", INSTEAD)
    desk.fill("专业领域", "水利规划")
    desk.choose("专业机构", "是")
    desk.choose("声明与决策事项无直接利害关系", "是")
    desk.choose("签署保密承诺", "是")
    desk.fill("决定日期", TODAY.isoformat())
    desk.press("登记入卷")
    assert "已登记「专家回避、更换」" in desk.said()
