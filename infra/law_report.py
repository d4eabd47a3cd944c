"""python -m infra law: the catalogue of the law, where each rule is enforced, and how much of it is."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from json import dumps

from states.law.enforcement import Enforced, Enforcement, enforcements
from states.law.values import Rule, Unread, not_built, overlays, rules, shipped_law

# Packages whose modules may carry effects of the law (states.law.effects.effect).
CARRIERS = ("states.casework", "storage.queries")

# How the ids of the catalogues begin: 重大行政决策, 行政执法 with its remedies, and what plans set as indicators.
DECISIONS, ENFORCEMENT, INDICATORS = "D-", "E-", "I-"

STEPS = {
    "scope": "适用判断",
    "catalogue": "年度目录",
    "initiation": "决策启动",
    "drafting": "拟订草案",
    "participation": "公众参与",
    "hearing": "听证会",
    "expert_review": "专家论证",
    "risk_assessment": "风险评估",
    "fair_competition": "公平竞争审查",
    "legality_review": "合法性审查",
    "submission": "提请",
    "deliberation": "集体讨论决定",
    "party_report": "请示报告",
    "publication": "公布解读",
    "archiving": "归档",
    "execution": "执行",
    "monitoring": "执行中的问题",
    "suspension": "中止执行",
    "evaluation": "决策后评估",
    "adjustment": "决策调整",
    "accountability": "责任与监督",
    "normative_document": "行政规范性文件",
}
ENFORCING = {
    "preparation": "主体与制度准备",
    "lead": "线索举报",
    "inspection": "行政检查",
    "filing": "立案",
    "investigation": "调查取证",
    "evidence": "证据保存",
    "closure": "调查终结",
    "notice": "告知",
    "statement": "陈述申辩",
    "hearing": "处罚听证",
    "legal_review": "法制审核",
    "collective": "负责人集体讨论",
    "decision": "处罚决定",
    "no_penalty": "不予处罚",
    "summary": "简易程序",
    "service": "送达",
    "publicity": "执法公示",
    "performance": "履行",
    "late_fine": "加处罚款",
    "demand": "催告",
    "court": "申请法院强制执行",
    "closing": "结案归档",
    "file_review": "案卷评查",
    "remedy": "复议诉讼",
    "counting": "期间计算",
}
# Both catalogues have a step of hearing: each stands under its own heading.
HEADINGS = (*((DECISIONS, step, label) for step, label in STEPS.items()), *((ENFORCEMENT, step, label) for step, label in ENFORCING.items()))


def law_table() -> Mapping[str, Enforcement]:
    """The whole table, with the effects that outer layers carry."""
    for package in CARRIERS:
        for module in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    return enforcements()


def report(json: bool) -> str:
    """The catalogue for people, or, of the two catalogues of rules alone, ``{"rules": [{id, enforced, where, status, reason}]}`` for programs."""
    table = law_table()
    if json:
        rows = [_row(table[id]) for id in sorted(table, key=_in_order) if not id.startswith(INDICATORS)]
        return dumps({"rules": rows}, ensure_ascii=False, indent=1)
    return "\n".join((*_head(table), *_by_step(table), *_not_enforced(table), *_not_built(), *_unread()))


def _row(one: Enforcement) -> dict[str, str]:
    rule = rules().get(one.rule)
    status = "unverified" if rule is None or rule.warns else "verified"
    return {
        "id": one.rule,
        "enforced": one.enforced.value,
        "where": one.where,
        "status": status,
        "reason": one.reason,
    }


def _head(table: Mapping[str, Enforcement]) -> Iterator[str]:
    built = [table[id] for id in rules()]
    decisions = [one for one in built if one.rule.startswith(DECISIONS)]
    by_way = {way: sum(one.enforced is way for one in built) for way in Enforced}
    none = sum(one.enforced is Enforced.NONE for one in decisions)
    open_ones = sum(rule.warns for rule in rules().values())
    yield f"法定要求目录：共{len(table)}条"
    yield f"  重大行政决策{len(decisions)}条：已执行{len(decisions) - none}条，不执行{none}条"
    others = [one for one in built if one.rule.startswith(ENFORCEMENT)]
    idle = sum(one.enforced is Enforced.NONE for one in others)
    yield f"  行政执法{len(others) + len(not_built())}条：已执行{len(others) - idle}条，不执行{idle}条，尚未建设{len(not_built())}条"
    yield f"  评价指标{sum(one.rule.startswith(INDICATORS) for one in built)}条"
    yield f"  已核实{len(built) - open_ones}条，待核实{open_ones}条（待核实的只提示，不阻止办理）"
    ways = "、".join(f"{way.label}{number}条" for way, number in by_way.items() if number)
    yield f"  按执行方式：{ways}"


def _by_step(table: Mapping[str, Enforcement]) -> Iterator[str]:
    for catalogue, step, label in HEADINGS:
        yield from _section(label, [rule for rule in rules().values() if rule.step == step and rule.id.startswith(catalogue)], table)
    yield from _section("评价指标", [rule for rule in rules().values() if rule.id.startswith(INDICATORS)], table)


def _section(label: str, here: list[Rule], table: Mapping[str, Enforcement]) -> Iterator[str]:
    yield ""
    yield f"{label}（{len(here)}条）"
    yield from (line for rule in sorted(here, key=lambda rule: _in_order(rule.id)) for line in _lines(rule, table[rule.id]))


def _in_order(id: str) -> tuple[str, int]:
    prefix, _, number = id.rpartition("-")
    return prefix, int(number)


def _lines(rule: Rule, one: Enforcement) -> Iterator[str]:
    names = [overlays()[key].name for key in rule.overlays]
    places = f"  只适用于：{'、'.join(names)}" if names else ""
    yield f"  {rule.id} {rule.name}  {rule.citation}  [{rule.state_label}] [{one.enforced.label}]{places}"
    yield f"      {one.where or one.reason}"
    yield from (f"      [待核实] {overlay_names(text)}：{text.told}" for text in shipped_law().unread if rule.id in text.rules)


def overlay_names(text: Unread) -> str:
    return "、".join(overlays()[key].name for key in text.overlays)


def _not_enforced(table: Mapping[str, Enforcement]) -> Iterator[str]:
    none = [rule for rule in rules().values() if table[rule.id].enforced is Enforced.NONE]
    yield ""
    yield f"系统不执行的要求：{len(none)}条"
    yield from (f"  {rule.id} {rule.name}：{table[rule.id].reason}" for rule in none)


def _not_built() -> Iterator[str]:
    yield ""
    yield f"行政执法，尚未建设（{len(not_built())}条）"
    yield from (f"  {id} {name}" for id, name in not_built().items())


def _unread() -> Iterator[str]:
    found = shipped_law().unread
    yield ""
    yield f"已经施行、条文尚未取得的规定：{len(found)}件"
    yield from (f"  {overlay_names(one)}：{one.told}" for one in found)
