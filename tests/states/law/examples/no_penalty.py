"""不予处罚: worked examples (PEN arts. 30, 31, 33)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

P = "penalty"
LIST = entry("no_penalty_list", document="轻微违法行为清单", items=[{"code": "AJ-1", "ground": "slight", "conditions": "及时改正；没有危害后果"}],
             in_force_on="2025-01-01")  # fmt: skip
SPELLED = entry("no_penalty_list", document="不予处罚清单", in_force_on="2025-01-01", items=[
    {"code": "AJ-1", "violation": "未指定救援人员", "ground": "slight", "conditions": "规模较小；1.及时改正；没有危害后果", "follow_up": "一个月内回访"},
    {"code": "AJ-1", "violation": "未改标志", "ground": "first", "conditions": "首次发现\n限期内改正"}])  # fmt: skip
ENDED = entry("no_penalty_list", document="不予处罚清单", in_force_on="2025-01-01", ends_on="2026-01-01", items=[
    {"code": "AJ-1", "ground": "slight", "conditions": "规模较小"}])  # fmt: skip
POLICY = entry("discretion_paper", nature="policy", document="首查不罚", issuer="某局")
KNOWN = entry("violation_ledger", subject="某公司", on="2025-05-06", serious=False)


def spared(ground: str, register: tuple[Entry, ...] = (), overlays: tuple[str, ...] = (), ended_on: str = "2026-02-20", **more: object) -> Given:
    filed = entry("filing_approval", item="AJ-1", ended_on=ended_on, found_on="2026-03-01", filed_on="2026-03-02")
    decided = entry("no_penalty_decision", **{"ground": ground, "party": "某公司", "review_days": 60, "suit_months": 6} | more)
    return given(filed, decided, register=register, overlays=overlays, procedure=P)


def pair(key: str, passes: Given, blocks: Given, **more: object) -> Example:
    return Example(key, "decide_no_penalty", passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


SLIGHT = {"slight": True, "corrected": True, "harmless": True}
FIRST = {"first": True, "slight_harm": True, "corrected": True}
ALL = [{"condition": one, "fulfilled": True} for one in ("规模较小", "及时改正", "没有危害后果。")]
BY_LIST = {"list_item": "不予处罚清单：未指定救援人员"}
CHILD = {"guardian": "父亲", "born_on": "2012-02-21"}

EXAMPLES = (
    # Three conditions at once; each missing one blocks (pitfall 22: slight harm is the other, optional ground).
    pair("E-DEC-08", spared("slight", **SLIGHT), spared("slight", **SLIGHT | {"harmless": False})),
    pair("E-DEC-08", spared("slight", **SLIGHT), spared("slight", **SLIGHT | {"corrected": False})),
    pair("E-DEC-08", spared("first", **FIRST), spared("slight", **SLIGHT | {"slight": False}), passing=Status.NOT_APPLICABLE),
    pair("E-DEC-09", spared("first", **FIRST), spared("first", **FIRST | {"first": False})),
    pair("E-DEC-09", spared("first", **FIRST), spared("first", **FIRST | {"slight_harm": False})),
    pair("E-DEC-09", spared("first", **FIRST), spared("first", (KNOWN,), **FIRST)),
    pair("E-DEC-09", spared("slight", (KNOWN,), **SLIGHT), spared("first", **FIRST | {"corrected": False}), passing=Status.NOT_APPLICABLE),
    # Who goes by the list keeps every one of its conditions; without it the three of the statute are enough.
    pair("E-DEC-08", spared("slight", (SPELLED,), list_conditions=ALL, **SLIGHT | BY_LIST), spared("slight", (SPELLED,), list_conditions=ALL[:2], **SLIGHT | BY_LIST)),
    pair("E-DEC-08", spared("slight", (SPELLED,), **SLIGHT),
         spared("slight", (SPELLED,), list_conditions=[ALL[0], ALL[1], ALL[2] | {"fulfilled": False}], **SLIGHT | BY_LIST)),
    # A list that has ended asks for nothing; a promise of a policy is no ground.
    pair("E-DEC-08", spared("slight", (ENDED,), **SLIGHT | BY_LIST), spared("slight", (POLICY,), list_item="按首查不罚办理", **SLIGHT)),
    pair("E-DEC-09", spared("first", (SPELLED,), list_item="不予处罚清单：未改标志", list_conditions=[
        {"condition": one, "fulfilled": True} for one in ("首次发现", "限期内改正")], **FIRST), spared("first", (SPELLED,), list_item="不予处罚清单：未改标志", **FIRST)),
    pair("E-DEC-11", spared("slight", (SPELLED,), education="当面教育", follow_up="上门回访", follow_up_by="2026-04-20", **SLIGHT | BY_LIST),
         spared("slight", (SPELLED,), education="当面教育", follow_up="上门回访", **SLIGHT | BY_LIST)),
    pair("E-DEC-10", spared("no_fault", party_proved=True), spared("no_fault")),
    pair("E-DEC-11", spared("slight", education="当面教育", **SLIGHT), spared("slight", **SLIGHT)),
    pair("E-DEC-11", spared("not_proven"), spared("first", **FIRST), passing=Status.NOT_APPLICABLE),
    pair("E-DEC-12", spared("under_age", **CHILD), spared("under_age", **CHILD | {"born_on": "2012-02-20"})),
    pair("E-DEC-12", spared("under_age", **CHILD), spared("under_age", born_on="2012-02-21")),
    pair("E-DEC-12", spared("incapable", guardian="母亲", incapable=True), spared("incapable", guardian="母亲")),
    pair("E-DEC-05#spared", spared("not_proven"), spared("not_proven", review_days=59)),
    pair("E-DEC-05#spared", spared("not_proven"), spared("not_proven", suit_months=5)),
    pair("E-DEC-05#spared", spared("not_proven"), spared("not_proven", review_days=None)),  # a decision of before it was asked
    pair("E-DEC-13", spared("slight", (LIST,), ("yunnan",), list_item="清单第1项", **SLIGHT), spared("slight", (LIST,), ("yunnan",), **SLIGHT),
         expect=Status.WARNED),
    pair("E-DEC-13", spared("first", (LIST,), ("yunnan",), **FIRST), spared("slight", (LIST,), ("chuxiong",), **SLIGHT), expect=Status.WARNED,
         passing=Status.NOT_APPLICABLE),
)
