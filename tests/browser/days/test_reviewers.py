"""合法性审查、法制审核的一天: a list of what is missing goes back, an opinion is written from the dossier and signed with the password."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.app import create_app
from infra.demo.people import PASSWORD
from infra.settings import Settings
from infra.wiring import build
from states.law.legal_day import legal_day
from tests.browser.conftest import served
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
RETURNED, LAWFUL, PENALTY = "农村客运票价补贴办法", "生活垃圾分类投放管理办法", "某印刷有限公司未如实记录教育培训情况案"
MISSING = "补贴资金测算表：测算依据和数据来源。"
ADVICE, COMPETENCE = "草案没有设定行政处罚，未发现与上位法抵触。", "属于县级人民政府的法定权限。"
PHRASE = "经对照上位法逐条核对，未发现抵触。"
TODAY = legal_day(datetime.now(UTC)).isoformat()
CHECKED = (
    "执法主体合法", "执法人员具备资格", "执法程序合法", "案件事实清楚", "证据合法充分", "适用法律、法规、规章准确", "裁量基准运用适当",
    "没有超越或者滥用职权", "执法文书完备、规范",
)  # fmt: skip


@pytest.fixture
def site(seeded: Path, tmp_path: Path) -> Iterator[str]:
    """The demo of an office that asks for the password with every signature."""
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    with served(create_app(build(Settings(data_dir=folder, form_seconds=0, proof_minutes=0)))) as address:
        yield address


def test_a_reviewer_returns_papers_with_a_list(walk: Start) -> None:
    one = walk("shencha")
    one.menu("审查")
    queue = one.text()
    assert queue.index(LAWFUL) < queue.index(RETURNED)  # fewest working days left first; not yet running last
    assert "个工作日" in queue and "尚未起算" in queue
    one.go(RETURNED)
    one.take("退回补正")
    one.press("退回补正（列出缺少的材料）")
    assert "尚缺下列材料" in one.field("需要补充的材料").input_value()
    one.fill("需要补充的材料", MISSING)
    one.press("提交「退回补正」")
    assert "已办理「退回补正」" in one.said()
    one.menu("审查")
    assert RETURNED not in one.text()
    sponsor = walk("jiaotong")
    sponsor.menu("待办")
    sponsor.go(RETURNED)
    assert MISSING in sponsor.text()  # where the sponsor looks first
    sponsor.take("提交合法性审查")
    sponsor.fill("送审日期", TODAY)
    sponsor.choose("决策草案", "草案第1版.docx")
    for label in ("相关材料清单", "法律、法规、规章等依据", "履行决策法定程序的说明"):
        sponsor.fill(label, "已补充。")
    sponsor.press("提交")
    assert "已办理「提交合法性审查」" in sponsor.said()
    one.menu("审查")
    one.go(RETURNED)
    one.take("确认材料齐备")
    one.unfold("退回补正通知")
    assert MISSING in one.text()  # what was asked for lies beside what came
    one.fill("材料齐备日期", TODAY)
    one.press("提交")
    assert "已办理「确认材料齐备」" in one.said()



def test_a_reviewer_writes_and_signs_an_opinion(walk: Start) -> None:
    _advise(walk("guwen"))
    one = walk("shencha")
    one.menu("常用语")
    one.fill("名称", "逐条核对")
    one.fill("内容", PHRASE)
    one.press("保存")
    one.menu("审查")
    one.go(LAWFUL)
    one.take("审查结论：合法")
    assert ADVICE in one.text()  # the adviser's opinion lies beside the form
    one.unfold("合法性审查送审")
    one.press("合法")
    _cite(one)
    one.choose("系合法性审查意见书", "是")
    one.choose("所审查的草案文本", "草案第1版.docx")
    one.press("提交「审查结论：合法」")
    assert "请输入您的登录密码" in one.text()
    one.fill("登录密码", "not-the-password")
    one.press("提交「审查结论：合法」")
    assert "密码不正确" in one.said()
    assert COMPETENCE in one.field("是否符合法定权限").input_value()  # what was typed stands
    assert one.field("登录密码").input_value() == ""
    one.fill("登录密码", PASSWORD)
    one.press("提交「审查结论：合法」")
    assert "已办理「审查结论：合法」" in one.said()
    assert COMPETENCE in one.text()  # 办理
    one.go("案卷")
    assert COMPETENCE in one.text() and ADVICE in one.text()
    one.menu("审查")
    assert LAWFUL not in one.text()
    sponsor = walk("chengguan")
    sponsor.menu("待办")
    sponsor.go(LAWFUL)
    assert "合法性审查意见" in sponsor.text() and COMPETENCE in sponsor.text()


def _advise(one: Walk) -> None:
    one.menu("待办")
    one.go(LAWFUL)
    one.go("法律顾问（公职律师）意见")
    one.press("法律顾问意见")
    one.fill("意见", ADVICE)
    one.choose("认为合法", "是")
    one.fill("登录密码", PASSWORD)
    one.press("登记入卷")
    assert "已登记「法律顾问（公职律师）意见」" in one.said()


def _cite(one: Walk) -> None:
    """An article is looked up and a phrase of one's own put in: both at the end of what the template says."""
    one.choose("条款和常用语插入到", "内容是否符合")
    one.fill("按条款、要求的字词查找", "第二十七条")
    one.press("查找条款")
    one.touch("插入：逐条核对")
    one.touch("插入：审查内容三项")
    told = one.field("内容是否符合法律、法规、规章和国家政策").input_value()
    assert told.endswith(f"\n{PHRASE}根据《重大行政决策程序暂行条例》第二十七条的规定，")
    one.fill("内容是否符合法律、法规、规章和国家政策", f"{told}应当认为合法。")
    one.fill("是否符合法定权限", COMPETENCE)


def test_a_reviewer_of_enforcement_signs(walk: Start) -> None:
    one = walk("fashen")
    one.menu("审查")
    assert "作出处罚决定，至" in one.text()  # this review has no period of its own: the matter's is shown
    one.go(PENALTY)
    one.go("案卷")
    assert "调查终结报告" in one.text()
    one.go("办理")
    one.take("法制审核通过")
    one.unfold("调查终结报告")
    assert "三名从业人员的签名非本人所签" in one.text()
    one.press("审核通过")
    for label in CHECKED:
        one.choose(label, "是")
    one.touch("插入：未审或未通过不得决定")
    assert one.field("审核意见").input_value().endswith("同意拟作出的处理意见。根据《行政处罚法》第五十八条第一款的规定，")
    one.fill("审核意见", "事实清楚，证据合法充分，同意拟作出的处理意见。")
    one.fill("登录密码", "not-the-password")
    one.press("提交「法制审核通过」")
    assert "密码不正确" in one.said()
    one.fill("登录密码", PASSWORD)
    one.press("提交「法制审核通过」")
    assert "涉嫌犯罪" in one.said()
    one.choose("涉嫌犯罪、需要移送司法机关", "否")
    one.fill("登录密码", PASSWORD)
    one.press("提交「法制审核通过」")
    assert "已办理「法制审核通过」" in one.said()
    assert "接下来由行政机关负责人办理「负责人集体讨论」" in one.said()  # not: told again by the officers
    assert "同意，审核通过" in one.text()
    head = walk("juzhang")
    head.menu("待办")
    head.go(PENALTY)
    assert "法制审核意见" in head.text() and "同意，审核通过" in head.text() and "演示法制审核员" in head.text()
    head.go("案卷")
    assert "同意拟作出的处理意见" in head.text()
