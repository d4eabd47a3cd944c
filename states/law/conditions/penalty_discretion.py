"""裁量: reasons, which law, what makes a penalty lighter or heavier (行政处罚法 arts. 30-34, 37, 49)."""

from __future__ import annotations

from datetime import date

from states.dossier.enforcement_words import AppliedLaw, Mitigation, PenaltyKind, Weight
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.conditions.fine_amount import table_for
from states.law.legal_day import add_months
from states.law.penalty_facts import outcomes
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

HEAD = Role.AGENCY_HEAD
LIGHTER = frozenset({Weight.LIGHTER, Weight.REDUCED})


@requirement("E-DEC-14")
def discretion_is_explained(dossier: Dossier, moment: Moment) -> Finding:
    """楚雄州规划 二（四）3: the decision says by which benchmark and why."""
    decision = dossier.last("penalty_decision")
    if decision is None or not decision.text("discretion_reason"):
        return unmet("没有说明裁量的依据和理由。", "在决定中填写裁量理由。", HEAD)
    if table_for(dossier, decision.on) is not None and not decision.text("tier"):
        return unmet("本事项有裁量基准，决定没有写明适用的阶次。", "填写裁量阶次。", HEAD)
    return met("已说明裁量的依据和理由。")


@requirement("E-DEC-06")
def lighter_law_applies(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 37: the law of the time of the act; the newer one where it is lighter or no longer calls it unlawful."""
    decision = dossier.last("penalty_decision")
    applied = decision.text("applied_law") if decision else ""
    if decision is None or applied == AppliedLaw.UNCHANGED:
        return not_applicable("违法行为发生后法律没有变化。")
    if applied == AppliedLaw.OLD and decision.flag("newer_lighter"):
        return unmet("新规定处罚较轻或者不认为是违法，应当适用新规定。", "改为适用新规定。", HEAD)
    if applied == AppliedLaw.NEW and not decision.flag("newer_lighter"):
        return unmet("新规定并不较轻，应当适用违法行为发生时的规定。", "改为适用违法行为发生时的规定。", HEAD)
    return met("按从旧兼从轻的原则适用法律。")


@requirement("E-DEC-07")
def mitigation_is_given(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 32: in the listed cases the penalty must be lighter or below the range."""
    decision = dossier.last("penalty_decision")
    found = decision.many("mitigating") if decision else ()
    if decision is None or not found:
        return not_applicable("没有应当从轻或者减轻处罚的情形。")
    if decision.text("weight") not in LIGHTER:
        why = "、".join(Mitigation(one).label for one in found)
        return unmet(f"有{why}的情形，裁量结果为「{Weight(decision.text('weight')).label}」。", "依法从轻或者减轻处罚。", HEAD)
    return met("已依法从轻或者减轻处罚。")


@requirement("E-DEC-15")
def emergencies_weigh_heavier(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 49: who breaks the measures against an emergency is punished quickly and more heavily."""
    decision = dossier.last("penalty_decision")
    if decision is None or not decision.flag("emergency"):
        return not_applicable("没有违反突发事件应对措施。")
    if decision.text("weight") != Weight.HEAVIER and not decision.many("mitigating"):
        return unmet("违反突发事件应对措施，应当从重处罚。", "依法从重；有从轻、减轻情形的，写明情形。", HEAD)
    return met("依法快速、从重处罚。")


def age_at(born: date, on: date) -> int:
    """Full years; the fourteenth year is full on the birthday (民法典 art. 202 for the corresponding day)."""
    years = on.year - born.year
    return years if add_months(born, 12 * years) <= on else years - 1


@requirement("E-DEC-12#penalty")
def the_young_are_spared(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 30: under fourteen no penalty; from fourteen to eighteen lighter or below the range."""
    filed, decision = dossier.last("filing_approval"), dossier.last("penalty_decision")
    if filed is None or decision is None:
        return not_applicable("没有当事人可以核验。")
    none_below, lighter_below = (int(moment.law.number("E-DEC-12", name)) for name in ("none_below", "lighter_below"))
    acted = filed.day("ended_on") or filed.day("found_on") or filed.on
    punished = {one.party for one in outcomes(decision) if one.penalty is not PenaltyKind.NONE}
    for row in filed.rows("parties"):
        born, name = row.get("born_on"), str(row.get("name", ""))
        if not isinstance(born, date) or name not in punished:
            continue
        if age_at(born, acted) < none_below:
            return unmet(f"「{name}」违法时不满{none_below}周岁，不予行政处罚。", "改为不予行政处罚，责令监护人加以管教。", HEAD)
        if age_at(born, acted) < lighter_below and decision.text("weight") not in LIGHTER:
            return unmet(f"「{name}」违法时不满{lighter_below}周岁，应当从轻或者减轻处罚。", "从轻或者减轻处罚。", HEAD)
    return met("没有对不满十四周岁的人处罚；对未成年人已从轻或者减轻。")
