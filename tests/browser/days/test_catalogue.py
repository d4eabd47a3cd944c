"""年度目录的一天: the decision office draws it up, has the Party's consent, publishes and adjusts it; everybody reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
YEAR, TITLE = str(TODAY.year), f"{TODAY.year}年度重大行政决策事项目录"
ITEMS = (("城区公共停车收费标准", "云溪县交通运输局（演示）"), ("再生水利用实施方案", "云溪县水务局（演示）"))
RENAMED = "城区公共停车收费和免费时段"
LATEST, LATER = (TODAY + timedelta(days=days) for days in (150, 180))


def test_a_catalogue_is_published_and_adjusted(walk: Start) -> None:
    one, reader = walk("juece"), walk()
    one.menu("目录")
    one.go("编制年度目录")
    _draw_up(one)
    _publish(one, "公布年度目录", "云委复〔演示〕1号")
    words = _read(reader)
    assert all(name in words and unit in words for name, unit in ITEMS)
    one.take("调整年度目录")
    one.fill("调整理由", "增加免费时段，需要重新测算。")
    one.press("提交")
    assert "现处于调整阶段" in one.said()
    one.go("年度目录草案")
    one.go("以上次登记的内容为底稿填写")
    assert [one.field("事项名称", number).input_value() for number in range(2)] == [name for name, _ in ITEMS]
    one.fill("事项名称", RENAMED)
    one.fill("最晚日期", LATER.isoformat())
    one.press("登记入卷")
    _publish(one, "公布调整后的目录", "云委复〔演示〕2号")
    words = _read(reader)
    assert words.index(RENAMED) < words.index(ITEMS[0][0])
    assert "目录此后已经调整" in words


def _draw_up(one: Walk) -> None:
    one.fill("事项名称", TITLE)
    one.choose("承办单位", "云溪县人民政府办公室（演示）")
    one.choose("密级与公开属性", "公开")
    one.fill("年度", YEAR)
    one.fill("目录名称", TITLE)
    one.press("登记")
    assert "请填写" in one.said()
    one.fill("目录标准", "涉及面广、与群众利益密切相关的决策事项。")
    for number, (name, unit) in enumerate(ITEMS):
        if number:
            one.touch("再加一行")
        one.fill("序号", str(number + 1), number)
        one.fill("事项名称", name, number + 1)
        one.fill("承办单位", unit, number + 1)
        one.fill("最晚日期", LATEST.isoformat(), number)
        one.choose("举行听证会", "否", number)
    one.press("登记")
    assert "已立项" in one.said()


def _publish(one: Walk, step: str, consent: str) -> None:
    """Nothing goes out before the Party committee at the same level has agreed to this very text."""
    one.take(step)
    one.fill("公布日期", TODAY.isoformat())
    one.tick("政府网站")
    one.fill("公布网址", "政府网站政策栏目")
    one.press("提交")
    assert "没有同级党委同意的文件" in one.said() or "党委同意之后目录又有变动" in one.said()
    one.go("同级党委同意")
    one.fill("同意文件文号", consent)
    one.choose("党委同意", "是")
    one.fill("日期", TODAY.isoformat())
    one.press("登记入卷")
    one.take(step)
    one.touch("恢复草稿")
    one.press("提交")
    assert f"已办理「{step}」" in one.said(), one.said()


def _read(reader: Walk) -> str:
    reader.open("/portal")
    reader.go("年度目录")
    reader.go(TITLE)
    return reader.text()
