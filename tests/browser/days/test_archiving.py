"""档案员的一天: what waits is sealed, compared and taken away, and changed no more; a closed file is lent and comes back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.browser.days.carrying import TODAY
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("browser")]
MATTER, FILED, NUMBER = "再生水利用配置试点实施方案", "某工贸有限公司未如实记录教育培训情况案", "罚〔2026〕1号"
CORRECTED, BORROWER = "王某（法定代表人）", "云溪县司法局（演示）执法监督股"


def test_an_archivist_seals_a_file(walk: Start, tmp_path: Path) -> None:
    one = walk("dangan")
    one.menu("归档")
    assert MATTER not in one.text()
    one.go("等待封存的事项")
    one.go(MATTER)
    one.take("封存案卷")
    assert "案卷还没有封存" in one.text()
    one.press("封存案卷")
    assert "已办理「封存案卷」" in one.said() and "决策程序" in one.text() and "演示档案员" in one.text()
    assert "此后没有新的材料" in one.text()
    one.go("核验：决策程序")
    assert "核验相符" in one.said()
    assert "publication_record" in _taken_away(one, "下载：决策程序", tmp_path)
    one.menu("待办")
    assert MATTER not in one.text()
    one.menu("归档")
    one.go(MATTER)
    office = walk("juece")
    office.menu("归档")
    office.go(MATTER)
    office.go("案卷")
    assert "演示档案员 · 档案管理人员" in office.text()


def test_a_closed_file_is_lent_and_comes_back(walk: Start) -> None:
    one, head = walk("yjdangan"), walk("juzhang")
    _open(one)
    assert "卷内材料均已封存" in one.text()
    _open(head)
    head.go("批准借阅、查阅已归档案卷")
    head.fill("案件编号", NUMBER)
    head.fill("借阅、查阅人及单位", BORROWER)
    head.fill("用途和范围", "案卷评查，查阅全卷。")
    head.choose("带离档案室", "否")
    head.fill("批准日期", TODAY.isoformat())
    head.press("登记入卷")
    assert "已登记「批准借阅、查阅已归档案卷」" in head.said()
    one.go("封存")
    assert BORROWER in one.text()
    one.go("归还案卷")
    one.fill("案件编号", NUMBER)
    one.choose("经核对没有增加、抽取、涂改、销毁", "是")
    one.fill("归还日期", TODAY.isoformat())
    one.press("登记入卷")
    assert "已登记「归还案卷」" in one.said()
    _open(one)
    assert "归还案卷" in one.text() and BORROWER in one.text()


def test_what_was_sealed_stays_as_it_was(walk: Start, tmp_path: Path) -> None:
    one = walk("zhifa")
    one.menu("归档")
    one.go(FILED)
    one.go("案卷")
    one.unfold("摘要值、更正")
    one.go("申请更正：送达回证")
    one.fill("更正理由", "漏写身份。")
    one.fill("受送达人或者代收人", CORRECTED)
    one.press("提交更正申请")
    assert "更正申请已登记" in one.said()
    keeper = walk("yjdangan")
    _open(keeper)
    keeper.press("补充封存")
    assert "已办理「封存案卷」" in keeper.said() and "案卷补充-1" in keeper.text()
    for label, new in (("案卷补充-1", True), ("案卷", False)):
        keeper.go(f"核验：{label}")
        assert "核验相符" in keeper.said()
        assert (CORRECTED in _taken_away(keeper, f"下载：{label}", tmp_path)) is new


def _open(one: Walk) -> None:
    one.menu("归档")
    one.go(FILED)
    one.go("封存")


def _taken_away(one: Walk, label: str, folder: Path) -> str:
    """The package comes whole, with its own words on how to check it; what the entries in it say."""
    place = folder / "package.zip"
    one.download(label, place)
    with zipfile.ZipFile(place) as package:
        found = {name.rpartition("/")[2]: name for name in package.namelist()}
        assert "核验说明.txt" in found
        return package.read(found["entries.json"]).decode()
