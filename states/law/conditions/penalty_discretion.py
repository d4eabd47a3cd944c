"""裁量: range, tier, reasons, which law, what makes a penalty lighter or heavier (行政处罚法 arts. 30-34, 37, 49)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from states.dossier.enforcement_words import AppliedLaw, Mitigation, PartyKind, PenaltyKind, Weight
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import Role
from states.law.enforcement_items import item_on
from states.law.legal_day import add_months
from states.law.officers import register_of
from states.law.penalty_facts import notice, outcomes, parties, report, total
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
LIGHTER = frozenset({Weight.LIGHTER, Weight.REDUCED})
SIDES = {PartyKind.ORGANISATION: ("unit_from", "unit_to"), PartyKind.CITIZEN: ("person_from", "person_to")}


@dataclass(frozen=True, slots=True)
class Measured:
    """The paper that names the fines: the decision, or the notice of what is intended; and who puts it right."""

    paper: Entry
    fines: Mapping[str, int]  # what each party is fined, in yuan
    tier: str
    who: Role

    @property
    def reduced(self) -> bool:
        return self.paper.text("weight") == Weight.REDUCED


def _measured(paper: Entry, column: str, tier: str, who: Role) -> Measured:
    found = outcomes(paper, column)
    fined = dict.fromkeys(one.party for one in found if one.penalty is PenaltyKind.FINE)
    return Measured(paper, {party: total(found, party, PenaltyKind.FINE) for party in fined}, tier, who)


def _decided(dossier: Dossier) -> Measured | None:
    decision = dossier.last("penalty_decision")
    return _measured(decision, "outcomes", decision.text("tier"), HEAD) if decision else None


def _told(dossier: Dossier) -> Measured | None:
    """The notice that holds; where it names no tier, that of the report on which it rests."""
    given, ended = notice(dossier), report(dossier)
    tier = (given.text("tier") if given else "") or (ended.text("tier") if ended else "")
    return _measured(given, "proposed", tier, OFFICER) if given else None


def _item(dossier: Dossier) -> Entry | None:
    """The item of the register under which the case was filed."""
    filed = dossier.last("filing_approval")
    return item_on(dossier, filed.text("item"), filed.on) if filed else None


def _within_the_law(dossier: Dossier, asked: Measured | None) -> Finding:
    item = _item(dossier)
    if asked is None or item is None or not asked.fines or not item.number("fine_to"):
        return not_applicable("没有罚款，或者清单事项没有写明法定罚款幅度。")
    least, most = item.number("fine_from"), item.number("fine_to")
    for party, yuan in asked.fines.items():
        if yuan > most:
            return unmet(f"对「{party}」罚款{yuan}元，超过法定上限{most}元。", f"罚款不超过{most}元。", asked.who)
        if yuan < least and not asked.reduced:
            why = f"对「{party}」罚款{yuan}元，低于法定下限{least}元，裁量结果不是减轻处罚。"
            return unmet(why, "有减轻处罚情形的，写明情形并选择「减轻」；没有的，在幅度内处罚。", asked.who)
    return met(f"罚款在法定幅度{least}元至{most}元以内，或者依法减轻。")


@requirement("E-AUT-07#range")
def fine_within_the_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 16, 38(1): a fine outside what the listed text allows has no basis; below its least only by 减轻 (art. 32)."""
    return _within_the_law(dossier, _decided(dossier))


@requirement("E-AUT-07#range_told")
def fine_told_within_the_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 16, 44: what could not be decided is not announced either; the party would answer to a wrong amount."""
    return _within_the_law(dossier, _told(dossier))


def _table(dossier: Dossier, on: date) -> Entry | None:
    """The benchmark for the item in force on that day."""
    item, register = _item(dossier), register_of(dossier)
    if item is None or register is None:
        return None
    held = [one for one in register.all("discretion_table") if one.text("code") == item.text("code") and _since(one) <= on]
    return max(held, key=_since, default=None)


def _since(table: Entry) -> date:
    return table.day("in_force_on") or table.on


def _within_the_tier(dossier: Dossier, asked: Measured | None) -> Finding:
    table = _table(dossier, asked.paper.on) if asked else None
    if asked is None or table is None or not asked.fines:
        return not_applicable("没有罚款，或者本事项没有已施行的裁量基准。")
    tiers = {str(row.get("tier", "")): row for row in table.rows("tiers")}
    tier = tiers.get(asked.tier)
    if tier is None:
        return unmet(f"裁量阶次「{asked.tier or '未填'}」不在{table.text('document')}中。", f"选定阶次：{'、'.join(tiers)}。", asked.who)
    if asked.reduced:
        return met("依法减轻处罚，不受阶次下限限制。")
    for party, yuan in asked.fines.items():
        least, most = _span(tier, parties(dossier).get(party, PartyKind.ORGANISATION))
        if most and not least <= yuan <= most:
            why = f"对「{party}」罚款{yuan}元，不在阶次「{asked.tier}」的{least}元至{most}元以内。"
            return unmet(why, "按阶次确定数额，或者选定相符的阶次并说明理由。", asked.who)
    return met(f"罚款与阶次「{asked.tier}」相符。")


@requirement("E-AUT-14#tier")
def fine_within_the_tier(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 34: where a benchmark is in force its tier is named, and the fine keeps to it; both ends belong to the tier."""
    return _within_the_tier(dossier, _decided(dossier))


@requirement("E-AUT-14#tier_told")
def fine_told_within_the_tier(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 34, 44: the benchmark is kept when the party is told, by the one in force on that day."""
    return _within_the_tier(dossier, _told(dossier))


def _span(tier: Mapping[str, Value], kind: PartyKind) -> tuple[int, int]:
    least, most = (tier.get(name, 0) for name in SIDES[kind])
    return (least if isinstance(least, int) else 0, most if isinstance(most, int) else 0)


@requirement("E-DEC-14")
def discretion_is_explained(dossier: Dossier, moment: Moment) -> Finding:
    """楚雄州规划 二（四）3: the decision says by which benchmark and why."""
    decision = dossier.last("penalty_decision")
    if decision is None or not decision.text("discretion_reason"):
        return unmet("没有说明裁量的依据和理由。", "在决定中填写裁量理由。", HEAD)
    if _table(dossier, decision.on) is not None and not decision.text("tier"):
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
