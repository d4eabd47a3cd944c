"""What each of those does who carry a new matter from the proposal to the end of 论证, told by the words on the screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from states.law.legal_day import SHANGHAI
from tests.browser.days.test_citizen import _sum as work_the_sum
from tests.browser.days.walking import Walk

MATTER, OPINION = "调整老城区公共停车收费标准", "建议前三十分钟免费。"
NOW = datetime.now(SHANGHAI)
TODAY, CLOSES, THEN = (NOW.date() + timedelta(days=days) for days in (0, 31, 32))
DRAFT, NOTE = "停车收费调整方案（征求意见稿）.txt", "起草说明.txt"
SPONSOR, BODY = "云溪县交通运输局（演示）", "云溪县人民政府（演示）"


def turn(one: Walk) -> None:
    """What is mine to do stands in 待办."""
    one.menu("待办")
    one.go(MATTER)


def tell(one: Walk, *labels: str, text: str = "已作说明，确有必要。") -> None:
    for label in labels:
        one.fill(label, text)


def propose(one: Walk) -> None:
    one.menu("立项")
    one.fill("事项名称", MATTER)
    one.choose("承办单位", SPONSOR)
    one.choose("建议来源", "所属部门")
    one.fill("建议人", SPONSOR)
    one.fill("收到日期", TODAY.isoformat())
    one.press("登记立项")
    one.go("决策建议")  # what the proposal lacks is told, with the way to it
    one.choose("建议来源", "所属部门")
    one.fill("建议人", SPONSOR)
    one.fill("收到日期", TODAY.isoformat())
    tell(one, "拟解决的主要问题", "建议理由和依据", "初步方案", "必要性", "可行性")
    one.press("登记入卷")
    one.take("交有关单位研究论证")
    one.choose("决策机关类别", "县级以上地方人民政府")
    one.choose("决策事项类别", "公共服务、市场监管")
    tell(one, "归类理由")
    one.choose("排除情形", "不属于排除事项")
    one.choose("人大讨论决定或者事前报告", "不涉及")
    one.press("提交")
    assert "现处于研究论证阶段" in one.said()


def study(one: Walk) -> None:
    turn(one)
    assert "可以登记：" in one.text()
    one.go("研究论证报告")
    one.fill("研究论证单位", "云溪县人民政府研究室（演示）")
    tell(one, "研究论证结果")
    one.choose("建议启动决策程序", "是")
    one.fill("完成日期", TODAY.isoformat())
    one.press("登记入卷")


def start(one: Walk) -> None:
    one.take("决定启动")
    one.choose("决定启动", "是")
    one.fill("作出决定的决策机关", BODY)
    one.fill("决定日期", TODAY.isoformat())
    tell(one, "理由")
    one.fill("牵头承办单位", SPONSOR)
    one.press("提交")
    if "事项已有变化" in one.said():  # the study unit was there meanwhile: the page is fresh, and what was typed is in it
        assert "可以直接再次提交" in one.text()
        one.press("提交")
    assert "现处于启动阶段" in one.said()


def draft(one: Walk, folder: Path) -> None:
    turn(one)
    one.take("开始拟订草案")
    for label in ("专业性、技术性较强", "实施可能对社会稳定、公共安全等造成不利影响", "涉及经营者经济活动"):
        one.choose(label, "是")
    for label in ("涉及特定群体利益", "直接涉及公民、法人、其他组织切身利益或者存在较大分歧", "涉及其他部门或者下级政府职责"):
        one.choose(label, "否")
    tell(one, "风险初步识别的理由")
    one.press("提交")
    assert "去登记：" in one.text()
    one.go("调查研究记录")
    one.fill("调研日期", TODAY.isoformat())
    tell(one, "调研情况", "协商协调情况")
    one.press("登记入卷")
    one.take("提交论证")
    one.fill("草案名称", "停车收费调整方案")
    one.fill("版次", "1")
    one.attach("选择文件", folder / DRAFT, folder / NOTE)
    one.touch("上传")
    one.page.get_by_text("已入卷，可以在表单中选择").nth(1).wait_for()
    one.choose("草案文本", DRAFT)
    one.fill("名称", "重大行政决策程序暂行条例")
    one.fill("条款", "第十二条")
    one.fill("层级", "行政法规")
    one.choose("与现行法律法规规章相符", "是")
    one.choose("与有关政策衔接", "是")
    one.press("提交")
    assert "现处于论证阶段" in one.said()


def ask_the_public(one: Walk) -> None:
    one.take("公开征求意见")
    one.fill("公布日期", TODAY.isoformat())
    one.fill("截止日期", (TODAY + timedelta(days=10)).isoformat())
    one.tick("政府网站")
    one.choose("公布的决策草案", DRAFT)
    one.choose("草案说明", NOTE)
    one.fill("提出意见的方式", "网上留言")
    one.press("提交")
    assert "一般不少于30日" in one.said()
    one.fill("截止日期", CLOSES.isoformat())
    one.press("提交")
    assert "已办理「公开征求意见」" in one.said()
    one.take("不举行听证会")
    tell(one, "理由")
    one.press("提交")


def say_something(one: Walk) -> None:
    one.open("/portal")
    one.go(MATTER)
    one.fill("意见内容", OPINION)
    work_the_sum(one)
    one.press("提交意见")
    assert "意见已收到" in one.text()


def convene(one: Walk) -> None:
    one.take("遴选专家")
    one.choose("论证方式", "书面咨询")
    one.find("再加一行", "button").click()
    for number, name in enumerate(("演示专家甲", "演示专家乙")):
        one.fill("姓名或者机构", name, number)
        one.fill("专业领域", "价格管理", number)
        one.choose("声明与决策事项无直接利害关系", "是", number)
        one.choose("签署保密承诺", "是", number)
    tell(one, "遴选说明", "不同意见专家的安排")
    one.press("提交")
    one.take("开展风险评估")
    one.fill("评估单位", "云溪风险评估中心（演示）")
    one.tick("重点走访")
    one.press("提交")
    one.take("开展公平竞争审查")
    one.fill("起草单位", SPONSOR)
    tell(one, "初审意见")
    one.press("提交")
    assert "已办理「开展公平竞争审查」" in one.said()


def argue(one: Walk, name: str) -> None:
    turn(one)
    one.go("专家论证意见")
    one.fill("专家或者专业机构", name)
    tell(one, "论证意见")
    one.choose("总体赞成", "是")
    one.choose("专家署名", "是")
    one.press("登记入卷")
    assert "已登记「专家论证意见」" in one.said()


def conclude_experts(one: Walk) -> None:
    turn(one)
    one.take("完成专家论证")
    tell(one, "必要性论证", "可行性论证", "科学性论证", "论证意见研究采纳情况")
    one.fill("完成日期", TODAY.isoformat())
    one.press("提交")
    assert "已办理「完成专家论证」" in one.said()


def assess_risk(one: Walk) -> None:
    turn(one)
    one.go("风险评估听取部门意见")
    one.fill("部门", "云溪县公安局")
    one.fill("日期", TODAY.isoformat())
    tell(one, "意见")
    one.press("登记入卷")
    one.take("完成风险评估")
    tell(one, "风险点", "风险防范措施", "风险处置预案")
    one.choose("风险可控", "是")
    one.fill("完成日期", TODAY.isoformat())
    one.press("提交")
    assert "已办理「完成风险评估」" in one.said()


def review_competition(one: Walk) -> None:
    turn(one)
    one.go("公平竞争审查听取意见")
    one.fill("经营者、行业协会商会等利害关系人", "停车经营企业")
    one.fill("日期", TODAY.isoformat())
    tell(one, "意见")
    one.press("登记入卷")
    one.take("完成公平竞争审查")
    one.tick("未发现限制竞争内容")
    one.choose("符合公平竞争审查标准", "是")
    tell(one, "审查结论")
    one.fill("结论日期", TODAY.isoformat())
    one.press("提交")
    assert "已办理「完成公平竞争审查」" in one.said()
