"""The law of penalty cases, inspections and draws as data. Articles and periods were read off the texts, not off the TOML."""

from __future__ import annotations

from datetime import date

import pytest

from states.errors import DefinitionError
from states.law.period import Bound, FallsOn, Unit
from states.law.values import RuleKind, law_view, overlays, rules
from tests.states.law.catalogued import ENFORCEMENT_BUILT

TODAY = date(2026, 11, 22)
OLD = date(2020, 6, 1)  # the Penalty Law of 1996, and the safety measures that have gone since
# instrument -> rule and article; article 64 of the Penalty Law has items, not paragraphs.
CITED = {
    "行政处罚法": """
        CNT-01 第八十五条, AUT-01 第十七条, AUT-02 第二十条至第二十一条, AUT-03 第二十四条, AUT-05 第二十二条至第二十三条, AUT-06 第二十五条,
        AUT-07 第十六条, AUT-10 第四十二条第一款, AUT-11 第五十八条第二款, AUT-12 第三十九条, AUT-14 第三十四条, AUT-16 第四十一条第一款,
        AUT-17 第四十七条, INS-04 第五十五条第一款, INS-14 第四十二条第一款, FIL-01 第五十四条第二款, FIL-02 第三十六条第一款,
        FIL-03 第三十六条第一款, FIL-06 第二十九条, INV-01 第五十四条第一款, INV-02 第四十二条第一款, INV-03 第四十三条,
        INV-04 第五十五条第二款, INV-05 第四十六条, INV-06 第四十条, INV-07 第五十六条, INV-08 第五十六条, INV-09 第五十六条,
        INV-10 第二十八条第一款, INV-11 第二十六条, INV-12 第五十条, INV-13 第四十一条第二款、第三款, CLO-01 第五十七条第一款,
        REV-01 第五十八条第一款, REV-02 第五十八条第一款, REV-08 第五十八条第一款, REV-09 第五十八条第一款第二项、第六十五条, NOT-01 第四十四条,
        NOT-02 第四十五条第一款, NOT-03 第四十五条第二款, NOT-04 第六十二条, NOT-05 第四十四条至第四十五条, NOT-06 第四十四条至第四十五条,
        HEA-01 第六十三条第一款, HEA-02 第六十四条第一项, HEA-03 第六十四条第二项, HEA-04 第六十四条第三项, HEA-05 第六十四条第四项,
        HEA-06 第六十四条第五项, HEA-07 第六十四条第六项, HEA-08 第六十四条第七项, HEA-09 第六十四条第八项, HEA-10 第六十三条第二款,
        HEA-11 第六十五条, COL-01 第五十七条第二款, DEC-01 第六十条, DEC-05 第五十九条, DEC-06 第三十七条, DEC-07 第三十二条,
        DEC-08 第三十三条第一款, DEC-09 第三十三条第一款, DEC-10 第三十三条第二款, DEC-11 第三十三条第三款, DEC-12 第三十条至第三十一条,
        DEC-15 第四十九条, DEC-20 第二十八条第二款, SUM-01 第五十一条, SUM-02 第五十二条第一款、第二款, SUM-03 第五十二条第三款,
        SUM-06 第四十四条至第四十五条, SER-01 第六十一条第一款, SER-02 第六十一条第二款, PBL-04 第四十八条第一款, PBL-05 第四十八条第二款,
        PER-01 第六十七条第三款, PER-02 第六十七条第一款、第二款, PER-03 第六十八条, PER-04 第六十九条, PER-05 第七十条, PER-06 第七十一条,
        PER-07 第六十六条第二款, PER-08 第七十三条第一款, PER-09 第七十三条第二款, PER-10 第七十四条, LAT-01 第七十二条第一款第一项,
        LAT-02 第七十三条第三款, CRT-03 第七十二条第二款, CLS-01 第四十七条, CLS-04 第四十七条, TRF-14 第三十五条第二款
    """,
    "行政强制法": """
        CNT-02 第六十九条, AUT-04 第十七条第一款, SER-05 第三十八条, LAT-03 第四十五条, LAT-04 第四十六条第一款, LAT-05 第四十二条,
        DEM-01 第三十五条, DEM-02 第三十六条, DEM-03 第三十七条, CRT-01 第五十四条, CRT-02 第五十三条, CRT-04 第五十五条, CRT-05 第五十六条,
        CRT-06 第五十七条, CRT-07 第五十八条, CRT-08 第五十九条, CRT-09 第六十条
    """,
    "行政许可法": "CNT-03 第八十二条, INS-15 第六十一条第二款, PBL-06 第四十条",
    "行政复议法": "CNT-04 第八十八条第二款",
    "政府信息公开条例": "CNT-05 第二十六条、第三十条、第三十二条至第三十四条, PBL-11 第十四条至第十六条",
    "行政执法机关移送涉嫌犯罪案件的规定": "CNT-06 第五条至第十二条",
    "民事诉讼法": "CNT-07 第八十五条第二款, CNT-08 第八十五条第三款, CNT-11 第八十五条第四款, SER-03 第八十七条至第九十五条, SER-04 第九十五条",
    "民法典": "CNT-09 第二百零二条, CNT-10 第二百零三条第二款, CNT-17 第一千二百五十九条",
    "行政诉讼法": "CNT-12 第四十八条",
    "突发事件应对法": "CNT-13 第十三条",
    "国务院关于职工工作时间的规定": "CNT-14 第七条",
    "国务院办公厅关于2026年部分节假日安排的通知": "CNT-15 全文",
    "全国年节及纪念日放假办法": "CNT-16 第四条",
    "楚雄州应急管理法治建设实施规划（2021-2025）": """
        AUT-08 第二部分第（四）项第3点, AUT-09 第二部分第（四）项第3点, AUT-19 第二部分第（七）项第2点, REV-11 第二部分第（四）项第3点,
        DEC-14 第二部分第（四）项第3点, DEC-19 第二部分第（四）项第3点, FRV-01 第二部分第（七）项第2点, FRV-02 第二部分第（七）项第2点
    """,
    "关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见": """
        AUT-13 执法公示：事前公开, AUT-18 执法全过程记录：音像记录, AUT-20 执法公示：事中公示, REV-03 重大执法决定法制审核：审核范围,
        REV-05 重大执法决定法制审核：审核机构和人员, PBL-01 执法公示：事后公开, PBL-02 执法公示：事后公开, PBL-10 执法公示：年度数据
    """,
    "关于进一步规范行政裁量权基准制定和管理工作的意见": "AUT-15 全文",
    "安全生产法": """
        LEAD-01 第七十三条, LEAD-02 第七十三条第二款, LEAD-03 第七十六条, LEAD-05 第七十八条第一款, INS-01 第六十二条第二款, INS-05 第六十八条,
        INS-06 第六十五条第二款, INS-07 第六十九条, INS-08 第六十五条第一款, DEC-16 第一百一十二条, DEC-17 第一百一十五条,
        DEC-18 第一百一十三条, PBL-03 第七十八条第二款
    """,
    "优化营商环境条例": "INS-02 第五十四条第一款, INS-03 第五十四条第二款",
    "关于严格规范涉企行政检查的意见": "INS-09 检查程序, INS-10 检查主体, INS-11 检查事项和频次, INS-12 检查主体, INS-13 检查行为",
    "市场监督管理行政处罚程序规定": "FIL-04 立案, REV-10 审核, DEC-02 办案期限",
    "安全生产违法行为行政处罚办法": "FIL-05 一般程序, DEC-04 办案期限, CLS-03 第六十五条",
    "生产安全事故报告和调查处理条例": "INV-14 第二十九条, INV-15 第三十二条",
    "元谋县应急管理系统全面推行三项制度工作方案": """
        REV-04 第三部分第（三）项第3点, REV-06 第三部分第（三）项第4点, REV-07 第三部分第（三）项第4点, PBL-09 第三部分第（一）项第4点,
        CLS-02 第三部分第（二）项第3点
    """,
    "吉林省应急管理厅关于2021年度法治政府建设情况的报告": "COL-02 第一部分第（四）项第1点",
    "公安机关办理行政案件程序规定": "DEC-03 第一百六十五条",
    "云南省法治政府建设实施纲要（2021—2025年）": "DEC-13 第五部分第（二十）项",
    "市场监督管理行政处罚信息公示规定": "PBL-07 第九条至第十一条, PBL-08 第十三条、第十四条",
    "罚款决定与罚款收缴分离实施办法": "LAT-06 第七条",
    "漯河市人防办创建全国法治政府建设示范市实施方案": "FRV-03 第三部分第（四）项第3点",
}
ARTICLES = {f"E-{rule}": f"《{title}》{article}" for title, rows in CITED.items() for rule, article in (row.split() for row in rows.split(","))}
# What holds only where a sector or a place is chosen.
LOCAL = {
    "work_safety": "CLS-03 DEC-04 DEC-16 DEC-17 DEC-18 FIL-05 INS-01 INS-05 INS-06 INS-07 INS-08 INV-14 INV-15 LEAD-01 LEAD-02 LEAD-03 LEAD-05 PBL-03",
    "market_supervision": "DEC-02 FIL-04 PBL-07 PBL-08 REV-10",
    "public_security": "DEC-03",
    "yuanmou": "CLS-02 PBL-09 REV-04 REV-06 REV-07",
    "chuxiong": "AUT-08 AUT-09 AUT-19 DEC-14 DEC-19 FRV-01 FRV-02 REV-11",
    "yunnan": "AUT-08 AUT-09 AUT-19 DEC-13 DEC-14 DEC-19 FRV-02",
    "luohe": "FRV-01 FRV-03 REV-11",
    "jilin": "COL-02",
}
# Known from memory or in part only; the opinion on the three systems was read in the plan of one county that repeats it.
UNREAD = (
    "CNT-06 CNT-16 CLS-04 DEC-02 DEC-04 FIL-04 FIL-05 INS-09 INS-10 INS-11 INS-12 INS-13 NOT-05 NOT-06 REV-08 REV-09 REV-10 SUM-06 AUT-15 "
    "AUT-13 AUT-18 AUT-20 PBL-10 REV-03 REV-05"
)
# How days are counted is no period; promptness (FIL-01), a reasonable time (NOT-06) and a fixed day of the year (PBL-10) are none either.
NO_NUMBER = {"E-FIL-01", "E-NOT-06", "E-PBL-10", *(f"E-CNT-{n:02}" for n in range(1, 17) if n != 13)}


def ids(short: str) -> set[str]:
    return {f"E-{one}" for one in short.split()}


def test_every_rule_is_cited_by_its_article() -> None:
    law = law_view(TODAY)
    assert {id_: law.cite(id_) for id_ in ENFORCEMENT_BUILT} == ARTICLES


def test_how_much_is_certain() -> None:
    built = [rules()[id_] for id_ in ENFORCEMENT_BUILT]
    assert {rule.id for rule in built if not rule.verified} == ids(UNREAD)
    assert sum(rule.kind is RuleKind.DEADLINE for rule in built) == 46


DAY, WORK, MONTH = Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.MONTH
FLOOR, CEILING = Bound.AT_LEAST, Bound.AT_MOST
AGENCY, PARTY = FallsOn.AGENCY, FallsOn.PARTY
AHEAD, AFTER = True, False
PERIODS = (
    ("E-FIL-04", "main", 15, WORK, CEILING, AGENCY, AFTER),
    ("E-FIL-04", "extension", 15, WORK, CEILING, AGENCY, AFTER),
    ("E-INV-09", "main", 7, WORK, CEILING, AGENCY, AFTER),
    ("E-INV-14", "main", 60, DAY, CEILING, AGENCY, AFTER),
    ("E-INV-14", "extension", 60, DAY, CEILING, AGENCY, AFTER),
    ("E-INV-15", "main", 15, DAY, CEILING, AGENCY, AFTER),
    ("E-INV-15", "extra_serious", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-INV-15", "extension", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-REV-10", "main", 10, WORK, CEILING, AGENCY, AFTER),
    ("E-HEA-02", "main", 5, WORK, CEILING, PARTY, AFTER),
    ("E-HEA-03", "main", 7, WORK, FLOOR, AGENCY, AHEAD),
    ("E-DEC-01", "main", 90, DAY, CEILING, AGENCY, AFTER),
    ("E-DEC-02", "main", 90, DAY, CEILING, AGENCY, AFTER),
    ("E-DEC-02", "extension", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-DEC-03", "main", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-DEC-03", "extension", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-SER-01", "main", 7, WORK, CEILING, AGENCY, AFTER),
    ("E-SER-04", "main", 30, DAY, FLOOR, AGENCY, AFTER),
    ("E-PBL-01", "main", 7, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-02", "main", 20, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-03", "main", 7, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-05", "main", 3, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-07", "main", 20, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-07", "sent_on", 10, WORK, CEILING, AGENCY, AFTER),
    ("E-PBL-07", "other_province", 10, WORK, CEILING, AGENCY, AFTER),
    ("E-PER-01", "main", 15, DAY, CEILING, PARTY, AFTER),
    ("E-PER-06", "main", 2, WORK, CEILING, AGENCY, AFTER),
    ("E-PER-06", "bank", 2, WORK, CEILING, AGENCY, AFTER),
    ("E-CRT-01", "main", 10, WORK, FLOOR, AGENCY, AFTER),
    ("E-CRT-02", "main", 3, MONTH, CEILING, AGENCY, AFTER),
    ("E-CRT-02", "suit", 6, MONTH, CEILING, PARTY, AFTER),
    ("E-CRT-02", "after_review", 15, DAY, CEILING, PARTY, AFTER),
    ("E-CRT-02", "untold", 12, MONTH, CEILING, PARTY, AFTER),
    ("E-CRT-03", "main", 3, MONTH, CEILING, AGENCY, AFTER),
    ("E-CRT-05", "main", 5, WORK, CEILING, AGENCY, AFTER),
    ("E-CRT-05", "review_request", 15, DAY, CEILING, AGENCY, AFTER),
    ("E-CRT-05", "upper_court", 15, DAY, CEILING, AGENCY, AFTER),
    ("E-CRT-06", "main", 7, WORK, CEILING, AGENCY, AFTER),
    ("E-CRT-07", "main", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-CRT-07", "serve_refusal", 5, WORK, CEILING, AGENCY, AFTER),
    ("E-CRT-07", "agency_review", 15, DAY, CEILING, AGENCY, AFTER),
    ("E-CRT-07", "upper_court", 30, DAY, CEILING, AGENCY, AFTER),
    ("E-CRT-08", "main", 5, WORK, CEILING, AGENCY, AFTER),
)
GONE = (
    ("E-DEC-04", "main", 30, DAY), ("E-DEC-04", "head", 90, DAY), ("E-DEC-04", "superior", 180, DAY), ("E-FIL-05", "main", 5, DAY),
    ("E-HEA-02", "main", 3, DAY), ("E-HEA-03", "main", 7, DAY), ("E-SER-01", "main", 7, DAY),
)  # fmt: skip


@pytest.mark.parametrize(("id_", "name", "n", "unit", "bound", "falls_on", "before"), PERIODS, ids=[f"{one[0]}-{one[1]}" for one in PERIODS])
def test_period(id_: str, name: str, n: int, unit: Unit, bound: Bound, falls_on: FallsOn, before: bool) -> None:
    period = law_view(TODAY).period(id_, name)
    assert (period.n, period.unit, period.bound, period.falls_on, period.before) == (n, unit, bound, falls_on, before)
    assert not period.soft


@pytest.mark.parametrize(("id_", "name", "n", "unit"), GONE, ids=[f"{one[0]}-{one[1]}" for one in GONE])
def test_period_of_a_text_that_has_gone(id_: str, name: str, n: int, unit: Unit) -> None:
    """A case keeps the law that it began under; in that of 1996 a day was a day."""
    period = law_view(OLD).period(id_, name)
    assert (period.n, period.unit) == (n, unit)


def test_no_other_period_exists() -> None:
    built = [rules()[id_] for id_ in ENFORCEMENT_BUILT]
    assert {rule.id for rule in built if rule.kind is RuleKind.DEADLINE and not rule.periods} == NO_NUMBER
    assert not any(rule.periods for rule in built if rule.kind is not RuleKind.DEADLINE)
    assert sum(len(rule.periods) for rule in built) == len(PERIODS) + len(GONE) == 50


def test_numbers_that_are_no_periods() -> None:
    numbers = {(id_, name): one.value for id_ in ENFORCEMENT_BUILT for name, one in rules()[id_].numbers.items()}
    assert numbers == {
        ("E-SUM-01", "citizen"): 200, ("E-SUM-01", "organisation"): 3000, ("E-PER-03", "limit"): 100,
        ("E-FIL-02", "years"): 2, ("E-FIL-03", "years"): 5, ("E-INS-14", "officers"): 2, ("E-INV-02", "officers"): 2,
        ("E-HEA-06", "agents"): 2, ("E-DEC-12", "none_below"): 14, ("E-DEC-12", "lighter_below"): 18,
        ("E-LAT-01", "rate"): 0.03, ("E-LAT-01", "cap"): 1.0, ("E-LAT-04", "days"): 30,
        ("E-REV-05", "reviewers"): 0.05, ("E-REV-05", "least"): 1, ("E-FRV-01", "least"): 1, ("E-FRV-02", "target"): 0.95,
        ("E-DEC-18", "half_year"): 180, ("E-DEC-18", "half_year_count"): 3, ("E-DEC-18", "year_count"): 4,
    }  # fmt: skip


def test_a_day_that_a_rule_names_comes_with_the_text_that_fixed_it() -> None:
    """The amendment of eight laws of 2017-09-01 took effect on 2018-01-01; its item 8 is that of the Penalty Law."""
    dates = {(id_, name): (one.day, one.source) for id_ in ENFORCEMENT_BUILT for name, one in rules()[id_].dates.items()}
    amendment = "《全国人民代表大会常务委员会关于修改〈中华人民共和国法官法〉等八部法律的决定》（主席令第76号）第八条"
    assert dates == {("E-AUT-11", "first_time"): (date(2018, 1, 1), amendment)}
    assert law_view(TODAY).key_date("E-AUT-11", "first_time").day == date(2018, 1, 1)
    with pytest.raises(DefinitionError, match="E-AUT-11 has no date 'second_time'"):
        law_view(TODAY).key_date("E-AUT-11", "second_time")


def test_a_text_that_nobody_has_read_leaves_the_national_number_and_says_so() -> None:
    """应急管理部令第18号 is in force since 2026-02-01; its number of days is not known, so the ninety go on and are 待核实 there."""
    before, since, elsewhere = law_view(date(2026, 1, 31), ["work_safety"]), law_view(date(2026, 2, 1), ["work_safety"]), law_view(TODAY)
    assert [law.warns("E-DEC-01") for law in (before, since, elsewhere)] == [False, True, False]
    assert since.period("E-DEC-01") == elsewhere.period("E-DEC-01") and since.period("E-DEC-01").n == 90
    unread = since.unread("E-DEC-01")
    assert unread is not None and "应急管理部令第18号" in unread.told and "2026-02-01" in unread.told and unread.told.endswith("待核实。")
    assert before.unread("E-DEC-01") is None and since.unread("E-NOT-01") is None
    assert since.bearing("E-DEC-01").warns and not since.bearing("E-NOT-01").warns


def test_a_rule_of_a_sector_or_place_needs_its_overlay() -> None:
    for key, short in LOCAL.items():
        assert {one for one in overlays()[key].rules if one.startswith("E-")} == ids(short), key
    assert not {one for key, overlay in overlays().items() if key not in LOCAL for one in overlay.rules if one.startswith("E-")}
    local = set().union(*map(ids, LOCAL.values()))
    everywhere, nowhere = law_view(TODAY, overlays()), law_view(TODAY)
    assert {id_ for id_ in ENFORCEMENT_BUILT if not nowhere.applies(id_)} == local
    gone = {"E-CLS-03", "E-DEC-04", "E-FIL-05"}  # with the safety measures that were repealed
    assert {id_ for id_ in ENFORCEMENT_BUILT if not everywhere.applies(id_)} == gone
    assert all(law_view(OLD, ["work_safety"]).applies(id_) for id_ in gone)


def test_the_county_brings_its_prefecture_and_province() -> None:
    law = law_view(TODAY, ["yuanmou"])
    assert [one.key for one in law.chosen()] == ["chuxiong", "yuanmou", "yunnan"]
    assert law.applies("E-REV-04") and law.applies("E-REV-11") and law.applies("E-DEC-13")
    assert law.cite("E-DEC-14") == "《楚雄州应急管理法治建设实施规划（2021-2025）》第二部分第（四）项第3点"
    assert law_view(TODAY, ["yunnan"]).cite("E-DEC-14") == "《云南省法治政府建设实施纲要（2021—2025年）》第五部分第（十九）项"
