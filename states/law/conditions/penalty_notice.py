"""告知、陈述、申辩: what the party is told, what it answers, and that the decision keeps to it (行政处罚法 arts. 44, 45, 62)."""

from __future__ import annotations

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.penalty_facts import heavier, notice, outcomes, since_notice, this_turn
from states.law.period import Bound, Period, Unit
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD


@requirement("E-NOT-01")
def party_is_told(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 44: what is intended, facts, reasons, basis, and the rights to state and defend."""
    given = notice(dossier)
    if given is None:
        return unmet("调查终结后没有告知当事人。", "办理「告知拟处罚内容和权利」。", OFFICER)
    missing = [label for name, label in (("facts", "事实"), ("reasons", "理由"), ("basis", "依据")) if not given.text(name)]
    if not outcomes(given, "proposed"):
        missing.insert(0, "拟作出的处罚内容")
    if missing:
        return unmet(f"告知缺少{'、'.join(missing)}。", "补齐后重新告知。", OFFICER)
    if not given.flag("statement_right"):
        return unmet("没有告知当事人依法享有的陈述、申辩权利。", "在告知书中写明陈述、申辩的权利后送达。", OFFICER)
    return met(f"已于{given.on}告知拟处罚内容及事实、理由、依据和陈述、申辩的权利。")


@requirement("E-NOT-02")
def statements_reviewed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 45(1): what the party puts forward is heard in full and reviewed; what holds is adopted."""
    stated = since_notice(dossier, "party_statement")
    if not stated:
        return not_applicable("告知后当事人没有提出陈述、申辩。")
    if not tuple(dossier.after(stated[-1], "statement_review")):
        return unmet(f"当事人{stated[-1].on}的陈述、申辩没有复核。", "复核后登记「陈述、申辩复核」，写明是否采纳和理由。", OFFICER)
    return met("当事人的陈述、申辩已经复核。")


@requirement("E-NOT-03")
def not_heavier_for_a_statement(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 45(2): nobody is punished more heavily for having spoken."""
    if not since_notice(dossier, "party_statement"):
        return not_applicable("告知后当事人没有提出陈述、申辩。")
    more = heavier(outcomes(dossier.last("penalty_decision")), outcomes(notice(dossier), "proposed"))
    if more:
        return unmet(f"当事人陈述、申辩后处罚加重：{'；'.join(more)}。", "按不重于告知的内容作出决定；有新的事实的，重新调查并重新告知。", HEAD)
    return met("没有因当事人陈述、申辩加重处罚。")


@requirement("E-NOT-03#notice")
def renotice_not_heavier_for_a_statement(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 45(2): a new notice on the same inquiry is no way round; only new facts make it heavier."""
    given = this_turn(dossier, "penalty_notice")
    if len(given) < 2:
        return not_applicable("本次调查终结后只告知过一次。")
    before, now = given[-2], given[-1]
    place = dossier.order(now)
    if not [one for one in dossier.after(before, "party_statement") if dossier.order(one) < place]:
        return not_applicable("上次告知后当事人没有提出陈述、申辩。")
    more = heavier(outcomes(now, "proposed"), outcomes(before, "proposed"))
    if more:
        return unmet(f"当事人陈述、申辩后拟加重处罚：{'；'.join(more)}。", "不得因陈述、申辩加重；发现新的事实的，先办理「重新调查、补充调查」。", OFFICER)
    return met("重新告知的内容不重于上次告知。")


@requirement("E-NOT-04")
def decided_after_notice(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 62: no decision without notice, nor where the statement was refused; unless it was clearly waived."""
    given, decision = notice(dossier), dossier.last("penalty_decision")
    if given is None:
        return unmet("没有在调查终结后告知当事人，不得作出行政处罚决定。", "先办理「告知拟处罚内容和权利」。", OFFICER)
    told = {(one.party, one.penalty) for one in outcomes(given, "proposed")}
    untold = [f"对「{one.party}」{one.penalty.label}" for one in outcomes(decision) if (one.party, one.penalty) not in told | spared(decision)]
    if untold:
        return unmet(f"{'、'.join(dict.fromkeys(untold))}没有告知。", "告知该项处罚后再作出决定。", OFFICER)
    if decision is not None and decision.on < given.on:
        return unmet(f"决定日期{decision.on}早于告知送达日期{given.on}。", "核对决定日期；告知送达后再作出决定。", HEAD)
    if not given.flag("statement_right"):
        return unmet("告知书没有告知陈述、申辩权利，视同拒绝听取。", "重新告知。", OFFICER)
    return met(f"已于{given.on}告知，陈述、申辩得到保障。")


def spared(decision: Entry | None) -> set[tuple[str, PenaltyKind]]:
    """Of being spared nobody need be told beforehand."""
    return {(one.party, one.penalty) for one in outcomes(decision) if one.penalty is PenaltyKind.NONE}


@requirement("E-NOT-05")
def decided_as_told(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 44, 45 (read): other facts, another basis or a heavier penalty than told open a new notice."""
    given, decision = notice(dossier), dossier.last("penalty_decision")
    if given is None or decision is None:
        return not_applicable("没有告知与决定可以对照。")
    changed = [label for name, label in (("facts", "违法事实"), ("basis", "处罚依据")) if _text(given, name) != _text(decision, name)]
    more = heavier(outcomes(decision), outcomes(given, "proposed"))
    if changed or more:
        what = "、".join(filter(None, (*changed, "；".join(more))))
        return unmet(f"决定与告知不一致：{what}。", "重新告知当事人，重新计算陈述、申辩和要求听证的期限。", OFFICER)
    return met("决定的事实、依据与告知一致，处罚不重于告知。")


def _text(entry: Entry, name: str) -> str:
    """What is compared: the words, whatever the breaks between them."""
    return "".join(entry.text(name).split())


@requirement("E-NOT-06")
def time_to_state(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 44, 45: the law names no number; the days that the notice gave are waited for, unless waived or used."""
    given, decision = notice(dossier), dossier.last("penalty_decision")
    if given is None or decision is None or not given.number("statement_days"):
        return not_applicable("告知没有写明陈述、申辩的期限，全国没有统一的日数。")
    answered = since_notice(dossier, "party_statement") or [one for one in since_notice(dossier, "statement_waiver") if one.flag("explicit")]
    if answered:
        return met("当事人已经陈述、申辩，或者明确放弃。")
    told = Period(given.number("statement_days"), Unit.WORKING_DAY, Bound.AT_MOST)  # as the notice itself gave it
    last = told.due(given.on, moment.law.calendar).on
    if decision.on <= last:
        return unmet(f"告知的陈述、申辩期限至{last}，{decision.on}作出决定过早。", f"在{last}之后作出决定。", HEAD, earliest=moment.law.calendar.next_workday(last))
    return met(f"告知的陈述、申辩期限已于{last}届满。")
