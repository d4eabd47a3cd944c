"""罚款数额: within the listed text and the tier of the benchmark, when the party is told and when it is decided (行政处罚法 arts. 16, 32, 34, 44)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from states.dossier.discretion_words import FineBase
from states.dossier.enforcement_words import PartyKind, PenaltyKind, Weight
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.discretion import (
    Allowance,
    Amounts,
    Row,
    allowance,
    out_of_place,
    reckoned_from,
    table_on,
    tells_nothing,
    tiers,
)
from states.law.enforcement_items import item_on
from states.law.officers import register_of
from states.law.penalty_facts import notice, outcomes, parties, report, total
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD


@dataclass(frozen=True, slots=True)
class Measured:
    """The paper that names the fines: the decision, or the notice of what is intended; and who puts it right."""

    paper: Entry
    fines: Mapping[str, int]  # what each party is fined, in yuan
    tier: str
    who: Role
    kinds: Mapping[str, PartyKind]
    known: Amounts  # what an earlier paper says of what fines are reckoned from

    @property
    def reduced(self) -> bool:
        return self.paper.text("weight") == Weight.REDUCED

    def kind(self, party: str) -> PartyKind:
        return self.kinds.get(party, PartyKind.ORGANISATION)

    def amounts(self, party: str) -> Amounts:
        return {**self.known, **reckoned_from(self.paper, party)}


def _measured(dossier: Dossier, paper: Entry, column: str, tier: str, who: Role) -> Measured:
    found = outcomes(paper, column)
    fined = dict.fromkeys(one.party for one in found if one.penalty is PenaltyKind.FINE)
    sums = {party: total(found, party, PenaltyKind.FINE) for party in fined}
    return Measured(paper, sums, tier, who, parties(dossier), {})


def _decided(dossier: Dossier) -> Measured | None:
    decision = dossier.last("penalty_decision")
    return _measured(dossier, decision, "outcomes", decision.text("tier"), HEAD) if decision else None


def _told(dossier: Dossier) -> Measured | None:
    """The notice that holds; where it names no tier and no gains, those of the report on which it rests."""
    given, ended = notice(dossier), report(dossier)
    tier = (given.text("tier") if given else "") or (ended.text("tier") if ended else "")
    found = _measured(dossier, given, "proposed", tier, OFFICER) if given else None
    known = {FineBase.GAINS: ended.number("gains")} if ended is not None and "gains" in ended.fields else {}
    return Measured(found.paper, found.fines, tier, OFFICER, found.kinds, known) if found else None


def _item(dossier: Dossier) -> Entry | None:
    """The item of the register under which the case was filed."""
    filed = dossier.last("filing_approval")
    return item_on(dossier, filed.text("item"), filed.on) if filed else None


def table_for(dossier: Dossier, on: date) -> Entry | None:
    """The benchmark for the case's item in force on that day."""
    item, register = _item(dossier), register_of(dossier)
    return table_on(register, item.text("code"), on) if item is not None and register is not None else None


@requirement("E-AUT-07#range")
def fine_within_the_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 16, 38(1): a fine outside what the listed text allows has no basis; below its least only by 减轻 (art. 32)."""
    return _within_the_law(dossier, _decided(dossier))


@requirement("E-AUT-07#range_told")
def fine_told_within_the_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 16, 44: what could not be decided is not announced either; the party would answer to a wrong amount."""
    return _within_the_law(dossier, _told(dossier))


def _within_the_law(dossier: Dossier, asked: Measured | None) -> Finding:
    item = _item(dossier)
    lawful = {party: _listed(asked, item, party) for party in asked.fines} if asked and item else {}
    if asked is None or not any(one.spans or one.missing for one in lawful.values()):
        return not_applicable("没有罚款，或者清单事项没有写明法定罚款幅度。")
    for party, law in lawful.items():
        yuan = asked.fines[party]
        if law.allows(yuan) or not (law.spans or law.missing):
            continue
        if law.missing:
            return _unsaid(party, law, asked)
        if yuan > law.most:
            return unmet(f"对「{party}」罚款{yuan}元，超过法定幅度{law}的上限。", f"在{law}以内处罚。", asked.who)
        if not asked.reduced:
            why = f"对「{party}」罚款{yuan}元，不在法定幅度{law}以内，裁量结果不是减轻处罚。"
            return unmet(why, "有减轻处罚情形的，写明情形并选择「减轻」；没有的，在幅度内处罚。", asked.who)
    return met("罚款在法定幅度以内，或者依法减轻。")


def _listed(asked: Measured, item: Entry, party: str) -> Allowance:
    return allowance(item.fields, asked.kind(party), asked.amounts(party))


def _unsaid(party: str, law: Allowance, asked: Measured) -> Finding:
    bases = "、".join(one.label for one in law.missing)
    return unmet(f"对「{party}」的罚款按{bases}计算，没有写明{bases}的数额。", f"在「计算罚款的基数」中填写{bases}。", asked.who)


@requirement("E-AUT-14#tier")
def fine_within_the_tier(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 34: where a benchmark is in force its tier is named, and the fine keeps to it; both ends belong to the tier."""
    return _within_the_tier(dossier, _decided(dossier))


@requirement("E-AUT-14#tier_told")
def fine_told_within_the_tier(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 34, 44: the benchmark is kept when the party is told, by the one in force on that day."""
    return _within_the_tier(dossier, _told(dossier))


def _within_the_tier(dossier: Dossier, asked: Measured | None) -> Finding:
    item, table = _item(dossier), table_for(dossier, asked.paper.on) if asked else None
    if asked is None or item is None or table is None or not asked.fines:
        return not_applicable("没有罚款，或者本事项没有已施行的裁量基准。")
    rows = tiers(table, item.text("code"))
    named = [row for row in rows if row.get("tier") == asked.tier]
    if not named:
        known = "、".join(dict.fromkeys(str(row.get("tier", "")) for row in rows))
        return unmet(f"裁量阶次「{asked.tier or '未填'}」不在{table.text('document')}中。", f"选定阶次：{known}。", asked.who)
    if asked.reduced:
        return met("依法减轻处罚，不受阶次下限限制。")
    outside = (_outside(asked, item, named, party) for party in asked.fines)
    return next(filter(None, outside), None) or met(f"罚款与阶次「{asked.tier}」相符。")


def _outside(asked: Measured, item: Entry, rows: Sequence[Row], party: str) -> Finding | None:
    """Why none of the rows of that tier allows what the party is fined."""
    yuan, amounts, law = asked.fines[party], asked.amounts(party), _listed(asked, item, party)
    if astray := [why for row in rows if (why := out_of_place(row, amounts))]:
        rows = [row for row in rows if not out_of_place(row, amounts)]
    if not rows:
        why = f"对「{party}」适用阶次「{asked.tier}」：{'；'.join(dict.fromkeys(astray))}。"
        return unmet(why, "写明计算罚款的基数，或者选定相符的阶次。", asked.who)
    fitting = [allowance(row, asked.kind(party), amounts, law) for row in rows]
    if any(one.allows(yuan) for one in fitting) or all(map(tells_nothing, rows)):
        return None
    if missing := next((one for one in fitting if one.missing), None):
        return _unsaid(party, missing, asked)
    if not any(one.spans for one in fitting):
        return unmet(f"阶次「{asked.tier}」没有对{asked.kind(party).label}的罚款幅度。", "选定相符的阶次，或者删去罚款。", asked.who)
    why = f"对「{party}」罚款{yuan}元，不在阶次「{asked.tier}」的{'或者'.join(str(one) for one in fitting if one.spans)}以内。"
    return unmet(why, "按阶次确定数额，或者选定相符的阶次并说明理由。", asked.who)
