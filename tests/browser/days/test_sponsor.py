"""承办单位的一天: from the list to a draft handed on for argument, one refusal on the way. The day that runs in the suite."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from states.law.legal_day import legal_day
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = pytest.mark.xdist_group("browser")
MATTER = "新建公共卫生间项目"
NO = ("专业性、技术性较强", "涉及经营者经济活动", "涉及特定群体利益", "涉及其他部门或者下级政府职责",
      "直接涉及公民、法人、其他组织切身利益或者存在较大分歧")  # fmt: skip


def test_a_sponsor_drafts(walk: Start, tmp_path: Path) -> None:
    draft = tmp_path / "公共卫生间建设方案（征求意见稿）.txt"
    draft.write_text("新建公共卫生间二十座，今年开工，明年建成。", encoding="utf-8")
    one = walk("chengguan")
    one.menu("待办")
    one.go(MATTER)
    _profile(one)
    _upload(one, draft)
    one.go("办理")
    one.go("调查研究记录")
    _research(one)
    _hand_on(one, draft)
    assert "已办理「提交论证」" in one.said()
    one.go("案卷")
    assert draft.name in one.text() and "决策草案" in one.text()
    one.go("大事记")
    assert "提交论证" in one.text()


def _profile(one: Walk) -> None:
    one.take("开始拟订草案")
    for label in NO:
        one.choose(label, "否")
    one.press("提交")
    assert "实施可能对社会稳定" in one.said() or "必填" in one.text()
    one.choose("实施可能对社会稳定、公共安全等造成不利影响", "否")
    one.fill("风险初步识别的理由", "选址远离居民住宅，未识别出风险。")
    one.press("提交")
    assert "已办理「开始拟订草案」" in one.said()


def _upload(one: Walk, draft: Path) -> None:
    one.go("案卷")
    one.attach("上传材料", draft)
    one.press("上传")
    assert draft.name in one.text()


def _research(one: Walk) -> None:
    one.fill("调研日期", legal_day(datetime.now(UTC)).isoformat())
    one.fill("调研情况", "走访三个社区，居民赞成。")
    one.fill("协商协调情况", "与财政部门协商一致。")
    one.press("登记入卷")


def _hand_on(one: Walk, draft: Path) -> None:
    one.take("提交论证")
    one.fill("草案名称", "公共卫生间建设方案")
    one.fill("版次", "1")
    one.choose("草案文本", draft.name)
    one.unfold("依据梳理表")
    one.fill("名称", "重大行政决策程序暂行条例")
    one.fill("条款", "第十二条")
    one.fill("层级", "行政法规")
    one.choose("与现行法律法规规章相符", "是")
    one.choose("与有关政策衔接", "是")
    one.press("提交")
