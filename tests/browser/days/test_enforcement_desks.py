"""执法各台: collecting and instalments, publicity, papers beside their facts, alerts and figures: a campaign (``make chaos``)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from states.law.legal_day import legal_day
from tests.browser.days.conftest import Start

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
FINED = "某化工有限公司未如实记录教育培训情况案"
PARTY = "某化工有限公司"
TODAY = legal_day(datetime.now(UTC))


def test_a_collector_puts_a_payment_on_record(walk: Start) -> None:
    one = walk("shoujiao")
    one.menu("缴款")
    assert FINED in one.text()
    one.go(f"登记缴款：{FINED}")
    one.press("提交「登记缴款」")
    assert "请填写" in one.text()  # nothing was typed: every field says what it wants
    one.fill("缴款人", PARTY)
    one.fill("金额（元）", "15000")
    one.choose("缴款方式", "银行")
    one.fill("票据名称和号码", "非税收入票据0001")
    one.choose("国务院或者省级财政部门统一制发的专用票据", "是")
    one.fill("缴款日期", TODAY.isoformat())
    one.press("提交「登记缴款」")
    assert "已办理「登记缴款」" in one.said()
    one.go("缴款情况")
    assert "15,000" in one.text() and "25,000" in one.text() and "逐日明细" in one.text()


def test_a_head_grants_instalments_and_sees_the_plan(walk: Start) -> None:
    one = walk("juzhang")
    one.menu("缴款")
    one.go(f"批准暂缓或者分期缴纳：{FINED}")
    one.fill("当事人申请日期", TODAY.isoformat())
    one.fill("经济困难的情况", "订单减少，资金周转困难，附财务报表。")
    one.fill("期限", (TODAY + timedelta(days=30)).isoformat())
    one.fill("金额（元）", "20000")
    one.fill("最后期限", (TODAY + timedelta(days=30)).isoformat())
    one.fill("批准日期", TODAY.isoformat())
    one.press("提交「批准暂缓或者分期缴纳」")
    assert "已办理「批准暂缓或者分期缴纳」" in one.said()
    one.go("缴款情况")
    assert "第1期" in one.text() and "未到期" in one.text()
    one.menu("缴款")
    assert "暂缓、分期" in one.text() and FINED in one.text()


def test_an_officer_reads_a_paper_beside_its_facts_and_finds_the_public_page(walk: Start) -> None:
    one = walk("zhifa")
    one.menu("公示")
    one.go("已公示")
    one.go(FINED)
    one.go("文书")
    one.go("与案卷对照：行政处罚决定书")
    assert "与案卷相符" in one.said() and "所依据的卷内材料" in one.text()
    one.menu("公示")
    one.go("已公示")
    one.go(f"公开页：{FINED}")
    assert "行政处罚" in one.text()


def test_a_supervisor_reads_alerts_and_figures_and_a_draw_its_proof(walk: Start) -> None:
    one = walk("zhifajiandu")
    one.menu("预警")
    one.menu("统计")
    assert "法定程序落实" in one.text()
    one.menu("抽查检查")
    one.go("已公布")
    one.go("公开页：工贸行业双随机抽查")
    assert "重新抽取" in one.text()
