"""裁量: worked examples (PEN arts. 30, 32, 34, 37, 49)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

P = "penalty"
ITEM = entry("enforcement_item", code="AJ-1", fine_from=10_000, fine_to=30_000, listed_on="2025-01-06")
TIERS = [
    {"tier": "一般", "circumstance": "普通从业人员", "unit_from": 10_000, "unit_to": 20_000, "person_from": 1_000, "person_to": 5_000},
    {"tier": "较重", "circumstance": "主要负责人", "unit_from": 20_000, "unit_to": 30_000, "person_from": 5_000, "person_to": 10_000},
]
TABLE = entry("discretion_table", code="AJ-1", tiers=TIERS, published_on="2025-01-06", in_force_on="2025-02-01")
PAST = entry("discretion_table", code="AJ-1", tiers=TIERS, published_on="2025-01-06", in_force_on="2025-02-01", ends_on="2026-05-19")
LAST_DAY = entry("discretion_table", code="AJ-1", tiers=TIERS, published_on="2025-01-06", in_force_on="2025-02-01", ends_on="2026-05-20")
# 出具虚假证明: from 100 000 yuan of gains two to five times of them; with less or none, 100 000 to 200 000.
BY_GAINS = entry("enforcement_item", code="AJ-1", fine_from=100_000, fine_to=200_000, person_from=20_000, person_to=50_000, base="gains",
                 share_from="2倍", share_to="5倍", listed_on="2025-01-06")  # fmt: skip
GAINS = entry("discretion_table", published_on="2025-01-06", in_force_on="2025-02-01", tiers=[
    {"code": "AJ-1", "tier": "有违法所得", "circumstance": "十万元以上", "base": "gains", "base_from": 100_000, "share_from": "2倍", "share_to": "2.5倍"},
    {"code": "AJ-1", "tier": "无违法所得", "circumstance": "没有或者不足十万元", "base": "gains", "base_under": 100_000, "unit_from": 100_000, "unit_to": 100_000},
    {"code": "AJ-1", "tier": "直接责任人员", "circumstance": "个人", "person_from": 20_000, "person_to": 20_000},
    {"code": "AJ-2", "tier": "另一事项", "circumstance": "另一事项", "unit_from": 1, "unit_to": 2}])  # fmt: skip
# 上一年年收入的 40% 至 60%: only the share, no sum.
BY_INCOME = entry("enforcement_item", code="AJ-1", base="income", share_from="40%", share_to="60%", listed_on="2025-01-06")
PART = entry("discretion_table", code="AJ-1", published_on="2025-01-06", in_force_on="2025-02-01", tiers=[
    {"tier": "一般", "circumstance": "幅度的三成以下", "base": "range", "share_from": "0%", "share_to": "30%"}])  # fmt: skip
INCOME = [{"base": "income", "amount": 123_455}]
FUTURE = entry("discretion_table", code="AJ-1", tiers=TIERS, published_on="2026-01-06", in_force_on="2026-06-01")


def case(yuan: int, *, kind: str = "organisation", register: tuple[Entry, ...] = (ITEM, TABLE), overlays: tuple[str, ...] = (), born: str = "",
         ended_on: str = "2026-02-20", **more: object) -> Given:  # fmt: skip
    party = {"name": "某", "kind": kind, "address": "某市"} | ({"born_on": born} if born else {})
    filed = entry("filing_approval", parties=[party], item="AJ-1", ended_on=ended_on, found_on="2026-03-01", filed_on="2026-03-02")
    rows = [{"party": "某", "penalty": "fine", "amount": yuan}] if yuan else [{"party": "某", "penalty": "none"}]
    decided: dict[str, object] = {"outcomes": rows, "weight": "ordinary", "tier": "一般", "decided_on": "2026-05-20"}
    return given(filed, entry("penalty_decision", **decided | more), register=register, overlays=overlays, procedure=P)


def told(yuan: int, *, kind: str = "organisation", register: tuple[Entry, ...] = (ITEM, TABLE), tier: str = "", reported: str = "一般",
         served_on: str = "2026-05-06", **more: object) -> Given:  # fmt: skip
    """The same case at its notice: the tier of the report counts where the notice names none."""
    filed = entry("filing_approval", parties=[{"name": "某", "kind": kind, "address": "某市"}], item="AJ-1", found_on="2026-03-01", filed_on="2026-03-02")
    ended = entry("investigation_report", tier=reported or None, finished_on="2026-04-30")
    rows = [{"party": "某", "penalty": "fine", "amount": yuan}] if yuan else [{"party": "某", "penalty": "warning"}]
    notice = entry("penalty_notice", proposed=rows, tier=tier or None, served_on=served_on, **more)
    return given(filed, ended, notice, register=register, procedure=P)


def tell(key: str, passes: Given, blocks: Given, **more: object) -> Example:
    return Example(key, "give_notice", passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


def pair(key: str, passes: Given, blocks: Given, **more: object) -> Example:
    return Example(key, "decide_penalty", passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


EXAMPLES = (
    pair("E-AUT-07#range", case(30_000), case(30_001)),
    pair("E-AUT-07#range", case(10_000), case(9_999)),
    # Below the least only by 减轻 (art. 32).
    pair("E-AUT-07#range", case(8_000, weight="reduced", mitigating=["remedied"]), case(8_000, weight="lighter", mitigating=["remedied"])),
    pair("E-AUT-07#range", case(5_000_000, register=()), case(31_000), passing=Status.NOT_APPLICABLE),
    # The law allows 10 000 to 30 000: neither 30 001 nor 9 999 is announced, less only where the notice says 减轻.
    tell("E-AUT-07#range_told", told(30_000), told(30_001)),
    tell("E-AUT-07#range_told", told(10_000), told(9_999)),
    tell("E-AUT-07#range_told", told(8_000, weight="reduced"), told(8_000, weight="lighter")),
    tell("E-AUT-07#range_told", told(0), told(31_000), passing=Status.NOT_APPLICABLE),
    # 一般 is 10 000 to 20 000, 较重 20 000 to 30 000; of a citizen 1 000 to 5 000.
    tell("E-AUT-14#tier_told", told(20_000), told(20_001)),
    tell("E-AUT-14#tier_told", told(25_000, tier="较重"), told(25_000)),
    tell("E-AUT-14#tier_told", told(25_000, reported="较重"), told(25_000, tier="一般", reported="较重")),
    tell("E-AUT-14#tier_told", told(5_000, kind="citizen"), told(5_001, kind="citizen")),
    tell("E-AUT-14#tier_told", told(15_000), told(15_000, reported="")),
    tell("E-AUT-14#tier_told", told(500, weight="reduced"), told(500)),
    # In force from 1 June: told on 31 May nobody is bound, told on 1 June everybody.
    tell("E-AUT-14#tier_told", told(29_000, register=(ITEM, FUTURE), served_on="2026-05-31"),
         told(29_000, register=(ITEM, FUTURE), served_on="2026-06-01"), passing=Status.NOT_APPLICABLE),
    # Both ends belong to the tier: 20 000 fits either, so the tier is asked for and not derived.
    pair("E-AUT-14#tier", case(20_000), case(20_001)),
    pair("E-AUT-14#tier", case(20_000, tier="较重"), case(19_999, tier="较重")),
    pair("E-AUT-14#tier", case(5_000, kind="citizen"), case(5_001, kind="citizen")),
    pair("E-AUT-14#tier", case(15_000), case(15_000, tier="特别严重")),
    pair("E-AUT-14#tier", case(500, weight="reduced"), case(15_000, tier=None)),
    # A benchmark not yet in force binds nobody.
    pair("E-AUT-14#tier", case(29_000, register=(ITEM, FUTURE)), case(29_000), passing=Status.NOT_APPLICABLE),
    # The last day of a benchmark is one of its days; after it none is in force.
    pair("E-AUT-14#tier", case(29_000, register=(ITEM, PAST)), case(29_000, register=(ITEM, LAST_DAY)), passing=Status.NOT_APPLICABLE),
    # Two to two and a half times 120 000, both ends included.
    pair("E-AUT-14#tier", case(300_000, register=(BY_GAINS, GAINS), tier="有违法所得", gains=120_000),
         case(300_001, register=(BY_GAINS, GAINS), tier="有违法所得", gains=120_000)),
    pair("E-AUT-14#tier", case(240_000, register=(BY_GAINS, GAINS), tier="有违法所得", gains=120_000),
         case(240_000, register=(BY_GAINS, GAINS), tier="有违法所得")),
    # 以上 includes 100 000 itself, 不足 does not.
    pair("E-AUT-14#tier", case(200_000, register=(BY_GAINS, GAINS), tier="有违法所得", gains=100_000),
         case(100_000, register=(BY_GAINS, GAINS), tier="无违法所得", gains=100_000)),
    pair("E-AUT-14#tier", case(100_000, register=(BY_GAINS, GAINS), tier="无违法所得", gains=0), case(150_000, register=(BY_GAINS, GAINS), tier="无违法所得", gains=0)),
    pair("E-AUT-14#tier", case(20_000, kind="citizen", register=(BY_GAINS, GAINS), tier="直接责任人员"),
         case(20_000, register=(BY_GAINS, GAINS), tier="直接责任人员")),
    pair("E-AUT-14#tier", case(100_000, register=(BY_GAINS, GAINS), tier="无违法所得", gains=0), case(2, register=(BY_GAINS, GAINS), tier="另一事项", gains=0)),
    # Three tenths of the way from 10 000 to 30 000.
    pair("E-AUT-14#tier", case(16_000, register=(ITEM, PART)), case(16_001, register=(ITEM, PART))),
    # Five times 120 000; without the gains on file nobody can tell; the sums of the other limb are lawful too.
    pair("E-AUT-07#range", case(600_000, register=(BY_GAINS,), gains=120_000), case(600_001, register=(BY_GAINS,), gains=120_000)),
    pair("E-AUT-07#range", case(150_000, register=(BY_GAINS,)), case(600_000, register=(BY_GAINS,))),
    pair("E-AUT-07#range", case(50_000, kind="citizen", register=(BY_GAINS,), gains=0), case(50_001, kind="citizen", register=(BY_GAINS,), gains=0)),
    # 40% of 123 455 is 49 382, 60% is 74 073.
    pair("E-AUT-07#range", case(49_382, kind="citizen", register=(BY_INCOME,), bases=INCOME), case(49_381, kind="citizen", register=(BY_INCOME,), bases=INCOME)),
    pair("E-AUT-07#range", case(74_073, kind="citizen", register=(BY_INCOME,), bases=INCOME), case(74_074, kind="citizen", register=(BY_INCOME,), bases=INCOME)),
    pair("E-DEC-14", case(15_000, overlays=("chuxiong",)), case(15_000, tier=None, overlays=("chuxiong",)), expect=Status.WARNED),
    pair("E-DEC-14", case(15_000, overlays=("yunnan",)), case(15_000, discretion_reason=None, overlays=("yunnan",)), expect=Status.WARNED),
    pair("E-DEC-06", case(15_000, applied_law="new", newer_lighter=True), case(15_000, applied_law="old", newer_lighter=True)),
    pair("E-DEC-06", case(15_000, applied_law="old", newer_lighter=False), case(15_000, applied_law="new", newer_lighter=False)),
    pair("E-DEC-06", case(15_000, applied_law="unchanged"), case(15_000, applied_law="old", newer_lighter=True), passing=Status.NOT_APPLICABLE),
    pair("E-DEC-07", case(15_000, mitigating=["confessed"], weight="lighter"), case(15_000, mitigating=["confessed"])),
    pair("E-DEC-07", case(15_000), case(15_000, mitigating=["merit", "coerced"], weight="heavier"), passing=Status.NOT_APPLICABLE),
    pair("E-DEC-15", case(15_000, emergency=True, weight="heavier"), case(15_000, emergency=True)),
    pair("E-DEC-15", case(15_000, emergency=True, mitigating=["remedied"], weight="lighter"), case(15_000, emergency=True, weight="lighter")),
    # Born 2012-02-21, acted 2026-02-20: thirteen, no penalty; born a day earlier, fourteen on the day of the act: lighter.
    pair("E-DEC-12#penalty", case(1_000, kind="citizen", born="2012-02-20", weight="lighter"), case(1_000, kind="citizen", born="2012-02-21", weight="lighter")),
    pair("E-DEC-12#penalty", case(1_000, kind="citizen", born="2008-02-20"), case(1_000, kind="citizen", born="2008-02-21")),
    # Born on 29 February: the year is full on the last day of February.
    pair("E-DEC-12#penalty", case(1_000, kind="citizen", born="2012-02-29", ended_on="2026-02-28", weight="lighter"),
         case(1_000, kind="citizen", born="2012-02-29", ended_on="2026-02-27", weight="lighter")),
    pair("E-DEC-12#penalty", case(0, kind="citizen", born="2014-01-01"), case(1_000, kind="citizen", born="2014-01-01")),
)
