"""The law as data: complete, dated, cited. Expected articles were read off the texts, not off the TOML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from states.errors import DefinitionError
from states.law import values
from states.law.period import Bound, FallsOn, Unit
from states.law.values import Modality, RuleKind, law_view, not_built, overlays, rules
from tests.states.law.catalogued import (
    BUILT_IDS,
    DECISION_IDS,
    ENFORCEMENT_BUILT,
    ENFORCEMENT_IDS,
    REMEDY_IDS,
)

TODAY = date(2026, 11, 22)
ALL_IDS = set(DECISION_IDS)


def ids(short: str) -> set[str]:
    return {f"D-{one}" for one in short.split()}


def test_every_catalogued_rule_is_there_once() -> None:
    assert len(ALL_IDS) == 159
    assert len(ENFORCEMENT_BUILT) == 184
    assert len(BUILT_IDS) == len(set(BUILT_IDS)) == len(rules())
    assert set(rules()) == set(BUILT_IDS)


def test_every_other_rule_of_enforcement_is_listed_as_not_built() -> None:
    assert len(not_built()) == ENFORCEMENT_IDS - len(REMEDY_IDS) - len(ENFORCEMENT_BUILT)
    assert not not_built().keys() & set(BUILT_IDS)
    assert all(id_.startswith("E-") and name for id_, name in not_built().items())


def test_how_much_is_certain() -> None:
    unread = (
        "SCOPE-06 SCOPE-07 CAT-06 CAT-07 PUB-12 HEAR-08 RISK-09 FCR-09 LEG-14 DEL-07 DEL-08 PBL-06 NORM-05"
    )
    decisions = [rule for rule in rules().values() if rule.id.startswith("D-")]
    assert {rule.id for rule in decisions if not rule.verified} == ids(unread)
    assert sum(1 for rule in decisions if rule.kind is RuleKind.DEADLINE) == 14


def test_data_carries_no_addresses() -> None:
    for file in Path(values.__file__).parent.rglob("*.toml"):
        text = file.read_text(encoding="utf-8").lower()
        assert "http" not in text and "github" not in text and "www." not in text, file.name


@pytest.mark.parametrize(
    ("id_", "cited"),
    [
        ("D-SCOPE-01", "《重大行政决策程序暂行条例》第二条"),
        ("D-SCOPE-05", "《重大行政决策程序暂行条例》第三条第二款"),
        ("D-CAT-02", "《重大行政决策程序暂行条例》第三条第三款"),
        ("D-CAT-07", "《重大行政决策程序暂行条例》第三条第一款、第三款"),
        ("D-INIT-02", "《重大行政决策程序暂行条例》第十条第二项"),
        ("D-INIT-05", "《重大行政决策程序暂行条例》第十一条"),
        ("D-PUB-06", "《重大行政决策程序暂行条例》第十五条第一款"),
        ("D-HEAR-05", "《重大行政决策程序暂行条例》第十六条第三款"),
        ("D-HEAR-06", "《重大行政决策程序暂行条例》第十七条第一项至第三项"),
        ("D-EXP-07", "《重大行政决策程序暂行条例》第二十条"),
        ("D-LEG-07", "《重大行政决策程序暂行条例》第二十六条第二款"),
        ("D-SUB-06", "《重大行政决策程序暂行条例》第二十九条第五项"),
        ("D-DEL-05", "《重大行政决策程序暂行条例》第三十条第二款"),
        ("D-PARTY-01", "《重大行政决策程序暂行条例》第三十一条"),
        ("D-EVA-04", "《重大行政决策程序暂行条例》第三十六条第二款"),
        ("D-SCOPE-02", "《重大行政决策程序暂行条例》第四十二条"),
        ("D-PBL-04", "《政府信息公开条例》第二十六条"),
        ("D-FCR-05", "《公平竞争审查条例》第八条至第十一条"),
        ("D-FCR-09", "《公平竞争审查条例实施办法》第一条、第二条"),
        ("D-PUB-10", "《优化营商环境条例》第六十二条第二款"),
        ("D-NORM-01", "《地方各级人民代表大会和地方各级人民政府组织法》第七十五条"),
        ("D-NORM-10", "《规章制定程序条例》第十六条第二款第一项"),
        ("D-NORM-02", "《关于加强行政规范性文件制定和监督管理工作的通知》第二部分第（三）项"),
        ("E-REM-01", "《行政复议法》第二十条第一款"),
        ("E-REM-05", "《行政复议法》第三十条第一款"),
        ("E-REM-09", "《行政复议法》第六十二条第一款"),
        ("E-REM-11", "《行政复议法》第五十一条第一款"),
        ("D-NORM-07", "《市县法治政府建设示范指标体系（2021年版）》第24项"),
    ],
)
def test_citation(id_: str, cited: str) -> None:
    assert law_view(TODAY).cite(id_) == cited


DAY, WORK = Unit.CALENDAR_DAY, Unit.WORKING_DAY
FLOOR, CEILING = Bound.AT_LEAST, Bound.AT_MOST
SOFT, HARD, AHEAD, AFTER = True, False, True, False


@pytest.mark.parametrize(
    ("id_", "name", "n", "unit", "bound", "soft", "before"),
    [
        ("D-PUB-06", "main", 30, DAY, FLOOR, SOFT, AFTER),
        ("D-PUB-10", "main", 30, DAY, FLOOR, SOFT, AFTER),
        ("D-HEAR-05", "main", 7, DAY, FLOOR, HARD, AHEAD),
        ("D-HEAR-09", "main", 3, WORK, FLOOR, HARD, AHEAD),
        ("D-HEAR-10", "sign_up", 30, DAY, FLOOR, HARD, AHEAD),
        ("D-HEAR-10", "announcement", 15, DAY, FLOOR, HARD, AHEAD),
        ("D-HEAR-10", "materials", 10, DAY, FLOOR, HARD, AHEAD),
        ("D-LEG-07", "main", 7, WORK, FLOOR, SOFT, AFTER),
        ("D-PBL-04", "main", 20, WORK, CEILING, HARD, AFTER),
        ("D-PBL-06", "main", 3, WORK, CEILING, HARD, AFTER),
        ("D-NORM-05", "min", 5, WORK, FLOOR, SOFT, AFTER),
        ("D-NORM-05", "max", 15, WORK, CEILING, HARD, AFTER),
        ("D-NORM-07", "main", 7, WORK, FLOOR, SOFT, AFTER),
        ("D-NORM-07", "market_entities", 30, DAY, FLOOR, SOFT, AFTER),
        ("D-NORM-08", "main", 15, DAY, CEILING, HARD, AFTER),
        ("D-NORM-08", "government_rules", 30, DAY, CEILING, HARD, AFTER),
        ("D-NORM-09", "main", 30, DAY, CEILING, HARD, AFTER),
        ("D-NORM-10", "main", 30, DAY, FLOOR, HARD, AHEAD),
        ("E-REM-01", "main", 60, DAY, CEILING, HARD, AFTER),
        ("E-REM-05", "main", 5, WORK, CEILING, HARD, AFTER),
        ("E-REM-09", "main", 60, DAY, CEILING, HARD, AFTER),
        ("E-REM-09", "extension", 30, DAY, CEILING, HARD, AFTER),
        ("E-REM-11", "main", 5, WORK, FLOOR, HARD, AHEAD),
        ("E-REM-23", "main", 15, DAY, CEILING, HARD, AFTER),
        ("E-REM-23", "ruling", 10, DAY, CEILING, HARD, AFTER),
    ],
)
def test_period(id_: str, name: str, n: int, unit: Unit, bound: Bound, soft: bool, before: bool) -> None:
    period = law_view(TODAY).period(id_, name)
    assert (period.n, period.unit, period.bound, period.soft, period.before) == (n, unit, bound, soft, before)
    # Only who applies for a reconsideration or appeals is bound by a period; all others bind an authority.
    assert period.falls_on is (FallsOn.PARTY if id_ in ("E-REM-01", "E-REM-23") else FallsOn.AGENCY)


def test_no_other_period_exists() -> None:
    listed = [rule for rule in rules().values() if rule.id not in ENFORCEMENT_BUILT]  # those have a table of their own
    with_periods = {rule.id for rule in listed if rule.periods}
    deadlines = {rule.id for rule in listed if rule.kind is RuleKind.DEADLINE}
    assert deadlines - with_periods == {"D-MON-01"}, "the law asks only for promptness there"
    assert sum(len(rule.periods) for rule in listed) == 25


def test_numbers_that_are_no_periods() -> None:
    law = law_view(TODAY)
    assert law.number("D-EXP-10", "experts_min") == 3
    assert law.number("D-INIT-05", "lead_units") == 1
    assert 4 / 6 >= law.number("D-HEAR-09", "quorum") > 5 / 8
    with pytest.raises(DefinitionError, match=r"D-EXP-01.*experts_min"):
        law.number("D-EXP-01", "experts_min")


def test_rule_is_labelled_in_chinese() -> None:
    rule = law_view(TODAY).rule("D-PUB-06")
    assert (rule.name, rule.kind.label, rule.modality.label) == ("公开征求意见期限", "法定期限", "一般应当")
    assert rule.state_label == "已核实"
    assert law_view(TODAY).rule("D-LEG-14").state_label == "待核实"
    assert Modality.MUST_NOT.label == "不得"


def test_unknown_names_are_faults() -> None:
    law = law_view(TODAY)
    for ask in (law.rule, law.applies, law.warns, law.cite, law.period):
        with pytest.raises(DefinitionError, match="D-PUB-99"):
            ask("D-PUB-99")
    with pytest.raises(DefinitionError, match="D-PUB-06 has no period 'other'"):
        law.period("D-PUB-06", "other")
    with pytest.raises(DefinitionError, match="no overlay 'atlantis'"):
        law_view(TODAY, ["atlantis"])


def test_a_rule_does_not_apply_before_its_instrument() -> None:
    assert not law_view(date(2019, 8, 31)).applies("D-PUB-06")
    assert law_view(date(2019, 9, 1)).applies("D-PUB-06")
    assert not law_view(date(2024, 7, 31)).applies("D-FCR-08")
    assert law_view(date(2024, 8, 1)).applies("D-FCR-08")
    with pytest.raises(DefinitionError, match="D-PUB-06 has no period 'main' on 2019-08-31"):
        law_view(date(2019, 8, 31)).period("D-PUB-06")


def test_a_document_without_a_date_applies_and_warns() -> None:
    law = law_view(date(2020, 1, 1), ["chuxiong"])
    assert law.applies("D-EXE-02") and law.warns("D-EXE-02")


def test_confirmation_ends_the_warning() -> None:
    assert law_view(TODAY).warns("D-LEG-14") and not law_view(TODAY).warns("D-LEG-01")
    assert not law_view(TODAY, confirmed=["D-LEG-14"]).warns("D-LEG-14")


def test_disabled_rule_does_not_apply() -> None:
    law = law_view(TODAY, disabled=["D-LEG-01"])
    assert not law.applies("D-LEG-01") and law.applies("D-LEG-02")


def test_a_local_rule_needs_its_overlay() -> None:
    local = {id_ for id_ in ALL_IDS if not law_view(TODAY).applies(id_)}
    assert local == {id_ for overlay in overlays().values() for id_ in overlay.rules if id_.startswith("D-")}
    assert local == ids(
        "SCOPE-06 SCOPE-07 SCOPE-11 CAT-05 CAT-06 PUB-11 HEAR-08 HEAR-09 HEAR-10 EXP-10 RISK-08 RISK-09 "
        "LEG-12 LEG-13 DEL-08 PARTY-02 ARC-02 EXE-02 EXE-03 EXE-06 EVA-07 ADJ-02 LIA-09 NORM-08 NORM-12"
    )
    everywhere = law_view(TODAY, overlays())
    assert all(everywhere.applies(id_) for id_ in ALL_IDS)


def test_a_prefecture_brings_its_province() -> None:
    law = law_view(TODAY, ["chuxiong"])
    assert law.applies("D-EXE-03") and law.applies("D-PARTY-02")
    assert [one.key for one in law.chosen()] == ["chuxiong", "yunnan"]
    assert not law_view(TODAY, ["yunnan"]).applies("D-EXE-03")
    assert law_view(TODAY, ["xishuangbanna"]).applies("D-SCOPE-06")


def test_one_rule_is_cited_by_the_text_of_the_place() -> None:
    cited = {key: law_view(TODAY, [key]).cite("D-LIA-09") for key in ("luohe", "chuxiong", "yunnan")}
    assert cited == {
        "luohe": "《漯河市人防办创建全国法治政府建设示范市实施方案》第三部分第（三）项第2点",
        "chuxiong": "《楚雄州应急管理法治建设实施规划（2021-2025）》第二部分第（三）项第3点",
        "yunnan": "《云南省法治政府建设实施纲要（2021—2025年）》第四部分第（十六）项",
    }
    assert rules()["D-LIA-09"].overlays == ("luohe", "chuxiong", "yunnan")


def test_wider_exclusions_of_yunnan() -> None:
    assert law_view(TODAY, ["chuxiong"]).wider_exclusions() == ("人事任免", "内部行政管理", "外事活动")
    assert law_view(TODAY).wider_exclusions() == ()
    assert law_view(date(2016, 6, 9), ["yunnan"]).wider_exclusions() == ()


def test_local_holiday_is_named_and_stops_no_national_period() -> None:
    torch_festival = date(2025, 7, 16)
    here, elsewhere = law_view(TODAY, ["chuxiong"]).calendar, law_view(TODAY).calendar
    assert here.info(torch_festival).source == "火把节"
    assert here.is_workday(torch_festival) and elsewhere.is_workday(torch_festival)
    assert law_view(TODAY, ["chuxiong"]).calendar is here, "one calendar for all views of a place"


def test_longer_local_minimum_counts_and_a_lower_one_is_inert() -> None:
    lengths = sorted(one.n for one in overlays()["local_example"].lengthen)
    assert lengths == [5, 10], "the shipped example shows both"
    assert law_view(TODAY, ["local_example"]).period("D-HEAR-05").n == 10
    assert law_view(TODAY).period("D-HEAR-05").n == 7


def test_equal_questions_share_one_view() -> None:
    first = law_view(TODAY, ["yunnan", "chuxiong"], {"D-LEG-14"})
    assert law_view(TODAY, ("chuxiong", "yunnan", "yunnan"), frozenset({"D-LEG-14"})) is first
    assert first.period("D-PUB-06") is first.period("D-PUB-06")
