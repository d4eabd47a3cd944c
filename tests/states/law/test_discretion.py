"""Benchmarks and lists as they were published: what can stand in a register, what cannot and where, what is left open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from infra.demo.discretion import discretion_entries, published
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.schema import parse
from states.dossier.sheet import cell_name, read
from states.errors import InvalidEntry
from states.law.discretion import share
from states.law.discretion_faults import faults, remarks
from states.law.requirement import Moment
from states.law.values import law_view
from tests.states.law.examples.build import entry, given

SINCE = date(2025, 1, 6)
MOMENT = Moment(date(2026, 6, 30), law_view(date(2026, 1, 10), ()))
HEAD = ("阶次", "适用情形", "对单位罚款下限（元）", "对单位罚款上限（元）")
LINES = (("行政裁量权基准",), ("适用的事项编码", "AJ-044-1"), ("制定机关", "某局"), ("文件名称和文号", "某基准"), ("公布途径", "网站"),
         ("公布日期", "2025年1月6日"), ("施行日期", "2025/2/1"), ())  # fmt: skip


def register() -> Dossier:
    """A register that holds every published sheet."""
    kept = given(procedure="enforcement_register").dossier
    for kind, fields in discretion_entries(SINCE):
        kept = given(*kept.entries, _entry(kind, fields), procedure="enforcement_register").dossier
    return kept


def _entry(kind: str, fields: dict[str, Any]) -> Entry:
    return entry(kind, **parse(KINDS[kind], fields, MOMENT.today))


def test_every_published_sheet_is_sound() -> None:
    kept = register()
    found = [one for name in published() for one in kept.entries if one.kind == published()[name].kind.name]
    assert len(published()) == 10 and {one.kind for one in found} == {"discretion_table", "no_penalty_list", "discretion_paper"}
    assert {one.text("document"): faults(kept, one, MOMENT) for one in found if faults(kept, one, MOMENT)} == {}


def test_what_the_published_tables_leave_open() -> None:
    kept = register()
    told = {one.text("issuer"): remarks(kept, one) for one in kept.all("discretion_table")}
    art44 = told["（公布文本未显示地区）"]
    assert [one for one in art44 if "之间没有阶次" in one] == [], "10 000 to 30 000 without a gap"
    assert len([one for one in art44 if "20000元同属相邻两个阶次" in one]) == 2 and len([one for one in art44 if "5000元同属" in one]) == 2
    assert [one for one in told["泰州市高港区安监局"] if "没有裁量余地" in one] == [
        "AJ-089：对单位罚款固定为100000元，没有裁量余地。", "AJ-089：对个人罚款固定为20000元，没有裁量余地。"]  # fmt: skip
    assert told["山西省应急管理厅"] == ("应急管理部基准印发时失效：该情形发生后，应当更正登记，填写失效日期。",)


def test_a_gap_is_told() -> None:
    rows = [{"tier": "一", "circumstance": "轻", "unit_from": 10_000, "unit_to": 15_000}, {"tier": "二", "circumstance": "重", "unit_from": 20_000, "unit_to": 30_000}]
    table = entry("discretion_table", code="AJ-044-1", tiers=rows)
    assert remarks(register(), table) == ("AJ-044-1：对单位罚款15000元至20000元之间没有阶次。",)


def row(**more: object) -> dict[str, object]:
    return {"code": "AJ-044-1", "tier": "一般", "circumstance": "普通", "unit_from": 10_000, "unit_to": 20_000} | more


@pytest.mark.parametrize(("wrong", "place", "says"), [
    (row(code="AJ-404"), "tiers.0.code", "没有编码「AJ-404」"),
    (row(code=""), "tiers.0.code", "请填写「事项编码」"),
    (row(unit_to=9_000), "tiers.0.unit_to", "上限9000元低于下限10000元"),
    (row(unit_from=None), "tiers.0.unit_from", "应当同时填写"),
    (row(unit_from=9_999), "tiers.0.unit_from", "低于法定下限10000元"),
    (row(unit_to=30_001), "tiers.0.unit_to", "超过法定上限30000元"),
    (row(person_from=1_000, person_to=10_001), "tiers.0.person_to", "超过法定上限10000元"),
    (row(unit_from=None, unit_to=None), "tiers.0.tier", "没有罚款幅度"),
    (row(share_from="2倍", share_to="3倍"), "tiers.0.base", "请选择计算基数"),
    (row(base="gains", share_from="两三倍", share_to="3倍"), "tiers.0.share_from", "例如：2倍、60%"),
    (row(base="gains", share_from="3倍", share_to="200%"), "tiers.0.share_to", "低于下限3倍"),
    (row(base="gains", share_from="3倍"), "tiers.0.share_to", "应当同时填写"),
    (row(base="gains", base_from=5, base_under=5), "tiers.0.base_under", "没有可以适用的情形"),
    (row(base="range", share_from="0%", share_to="101%"), "tiers.0.share_to", "不超过100%"),
    (row(code="AJ-089", unit_from=100_000, unit_to=100_000, base="gains", share_from="1.9倍", share_to="5倍"), "tiers.0.share_from", "低于法定下限2倍"),
    (row(code="AJ-089", unit_from=100_000, unit_to=100_000, base="gains", share_from="2倍", share_to="501%"), "tiers.0.share_to", "超过法定上限5倍"),
])  # fmt: skip
def test_what_cannot_be_right_is_told_where(wrong: dict[str, object], place: str, says: str) -> None:
    kept = {name: value for name, value in wrong.items() if value not in (None, "")}
    found = faults(register(), entry("discretion_table", code=None, tiers=[kept]), MOMENT)
    assert says in found[place], found


def test_a_tier_twice_an_end_before_the_beginning_and_an_unlisted_item() -> None:
    twice = entry("discretion_table", code=None, tiers=[row(), row(unit_from=20_000, unit_to=30_000)], in_force_on="2026-01-05", ends_on="2026-01-04")
    assert sorted(faults(register(), twice, MOMENT)) == ["ends_on", "tiers.1.tier"]
    listed = entry("no_penalty_list", items=[{"code": "YJ-404", "ground": "first", "conditions": "首次"}], in_force_on="2026-01-05")
    assert "没有编码「YJ-404」" in faults(register(), listed, MOMENT)["items.0.code"]
    assert "低于下限" in faults(register(), entry("enforcement_item", fine_from=2, fine_to=1), MOMENT)["fine_to"]


@pytest.mark.parametrize(("text", "number"), [("2倍", 2), ("二倍", 2), ("１．５ 倍", Fraction(3, 2)), ("60%", Fraction(3, 5)), ("60％", Fraction(3, 5)),
                                              ("0.5%", Fraction(1, 200)), ("2", None), ("百分之六十", None), ("-1倍", None), ("倍", None)])
def test_shares(text: str, number: Fraction | None) -> None:
    assert share(text) == number


def test_a_sheet_is_read_as_it_was_typed() -> None:
    sheet = read(KINDS["discretion_table"], (*LINES, HEAD, ("一般", "普通", "1万元", "20,000"), (), ("较重", "重大", "2万", "30000")))
    values = parse(sheet.kind, sheet.fields, MOMENT.today)
    assert [(one["unit_from"], one["unit_to"]) for one in values["tiers"]] == [(10_000, 20_000), (20_000, 30_000)]  # type: ignore[union-attr,index,call-overload]
    assert values["published_on"] == date(2025, 1, 6) and values["in_force_on"] == date(2025, 2, 1)


@pytest.mark.parametrize(("grid", "says"), [
    ((*LINES, (*HEAD, "罚多少"), ("一般", "普通", "1", "2", "3")), "第9行E列：「裁量阶次」没有「罚多少」这一栏"),
    ((*LINES, (*HEAD, "阶次"), ()), "第9行E列：「阶次」一栏重复"),
    ((*LINES[:3], ("联系人", "某"), *LINES[3:], HEAD), "第4行A列：「行政裁量权基准」没有「联系人」这一项"),
    (LINES, "没有找到「裁量阶次」的表头"),
    ((), "没有找到「裁量阶次」的表头"),
])  # fmt: skip
def test_a_sheet_that_is_none(grid: tuple[tuple[str, ...], ...], says: str) -> None:
    with pytest.raises(InvalidEntry, match=says):
        read(KINDS["discretion_table"], grid)


def test_faults_name_row_and_column() -> None:
    rows = (("一般", "普通", "一万", "20000"), ("", "重大", "1万", "2万"))
    sheet = read(KINDS["discretion_table"], (*LINES[:5], ("公布日期", "2025-13-01"), *LINES[6:], HEAD, *rows))
    with pytest.raises(InvalidEntry) as wrong:
        parse(sheet.kind, sheet.fields, MOMENT.today)
    told = sheet.told(InvalidEntry({f"discretion_table.{name}": why for name, why in wrong.value.fields.items()}))
    assert [why.partition("：")[0] for why in told.fields.values()] == ["第10行C列", "第11行A列", "第6行B列"]
    assert told.fields["discretion_table.tiers.0.unit_from"] == "第10行C列：「对单位罚款下限（元）」应当是不小于0且不超过15位的整数。"
    assert [cell_name(0, at) for at in (0, 25, 26, 701, 702)] == ["第1行A列", "第1行Z列", "第1行AA列", "第1行ZZ列", "第1行AAA列"]
