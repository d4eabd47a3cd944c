"""调查终结: what the inquiry found, what follows from it, and the order to correct (行政处罚法 arts. 28, 40, 57)."""

from __future__ import annotations

from states.dossier.enforcement_words import CaseProposal, NoPenaltyGround
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
# Grounds that presuppose no proven violation; every other one says that there was a violation.
WITHOUT_VIOLATION = frozenset({NoPenaltyGround.NOT_PROVEN, NoPenaltyGround.TIME_BARRED})


def _report(dossier: Dossier) -> Entry | None:
    """The report of the last inquiry; reopening makes a new one."""
    return dossier.last("investigation_report")


def _no_report() -> Finding:
    return unmet("没有调查终结报告。", "填写「调查终结报告」。", OFFICER)


def _doubts(report: Entry) -> str:
    """What is not yet certain, in Chinese; nothing when facts are clear and the evidence suffices."""
    doubts = {"facts_clear": "违法事实不清", "evidence_sufficient": "证据不足"}
    return "、".join(label for name, label in doubts.items() if not report.flag(name))


@requirement("E-INV-06")
def no_penalty_on_unclear_facts(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 40: no penalty where facts are unclear or evidence is weak."""
    report = _report(dossier)
    if report is None:
        return _no_report()
    if report.text("proposal") != CaseProposal.PENALTY:
        return not_applicable("调查终结没有建议给予行政处罚。")
    if doubts := _doubts(report):
        return unmet(f"{doubts}，不得给予行政处罚。", "继续调查；违法事实不能成立的，建议不予行政处罚。", OFFICER)
    return met("违法事实清楚，证据充分。")


@requirement("E-INV-06#not_proven")
def ground_fits_the_facts(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 40, 57(1): not proven is what the inquiry did not prove; what it did not prove is no slight violation either."""
    report, decision = _report(dossier), dossier.last("no_penalty_decision")
    if report is None or decision is None:
        return _no_report() if report is None else unmet("没有不予行政处罚决定。", "填写「不予行政处罚决定」。", HEAD)
    ground, doubts = decision.text("ground"), _doubts(report)
    if ground == NoPenaltyGround.NOT_PROVEN and not doubts:
        return unmet("调查终结报告认定违法事实清楚、证据充分，不能以事实不能成立为由不予处罚。", "改正不予处罚的情形，或者重新调查。", HEAD, OFFICER)
    if ground not in WITHOUT_VIOLATION and doubts:
        return unmet(f"{doubts}，不能认定有违法行为。", "以违法事实不能成立为由不予处罚，或者重新调查。", HEAD, OFFICER)
    return met("不予处罚的情形与查明的事实相符。")


@requirement("E-INV-10")
def order_to_correct_complete(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(1): correct at once or by a day. It may come as late as the decision, so its lack only alarms here."""
    report, orders = _report(dossier), dossier.all("order_to_correct")
    if vague := [one for one in orders if not _clear(one)]:
        return unmet(f"{vague[0].on}的责令改正没有写明当场改正，改正期限也没有或者早于责令日期。", "更正「责令改正」，写明改正期限。", OFFICER)
    if orders:
        return met(f"已于{orders[-1].on}责令改正。")
    if report is None:
        return _no_report()
    if report.text("proposal") != CaseProposal.PENALTY:
        return not_applicable("调查终结没有建议给予行政处罚。")
    return warned("还没有责令当事人改正或者限期改正违法行为。", "至迟在作出处罚决定前登记「责令改正」。", OFFICER)


def _clear(order: Entry) -> bool:
    due = order.day("due_on")
    return bool(order.text("content")) and (order.flag("immediate") or (due is not None and due >= order.on))


@requirement("E-INV-10#decided")
def ordered_to_correct_in_every_case(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(1): whoever is penalised is ordered to correct; the order is no penalty and replaces none."""
    orders = dossier.all("order_to_correct")
    if not orders:
        return unmet("没有责令当事人改正或者限期改正违法行为。", "登记「责令改正」后再作出处罚决定。", OFFICER)
    if not _clear(orders[-1]):
        return unmet(f"{orders[-1].on}的责令改正没有写明当场改正或者改正期限。", "更正「责令改正」。", OFFICER)
    return met(f"已于{orders[-1].on}责令改正。")


@requirement("E-CLO-01")
def one_of_four_ends(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 57(1): penalty, none because slight, none because not proven, or transfer; as the facts are."""
    report = _report(dossier)
    if report is None:
        return _no_report()
    proposal = report.text("proposal")
    if not proposal:
        return unmet("调查终结报告没有处理建议。", "选择处理建议：处罚、不予处罚、事实不能成立或者移送。", OFFICER)
    if proposal == CaseProposal.NOT_PROVEN and not _doubts(report):
        return unmet("报告认定违法事实清楚、证据充分，又建议以事实不能成立为由不予处罚。", "改正事实认定或者处理建议。", OFFICER)
    if proposal == CaseProposal.NO_PENALTY and (doubts := _doubts(report)):
        return unmet(f"{doubts}，不能以违法行为轻微等为由不予处罚。", "继续调查，或者建议以违法事实不能成立为由不予处罚。", OFFICER)
    if proposal == CaseProposal.PENALTY and not report.text("basis"):
        return unmet("建议给予行政处罚，没有写明处罚依据。", "写明法律、法规、规章的名称和条款。", OFFICER)
    return met(f"处理建议：{CaseProposal(proposal).label}。")


@requirement("E-CLO-01#notice")
def notice_only_of_a_penalty(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 44, 57(1): a penalty is announced to the party only where the inquiry ended with that."""
    report = _report(dossier)
    if report is None:
        return _no_report()
    if report.text("proposal") != CaseProposal.PENALTY:
        return unmet(
            "调查终结没有建议给予行政处罚，不能告知拟处罚的内容。", "按调查结论办理不予处罚或者移送；情况有变化的，办理「重新调查、补充调查」。", OFFICER, HEAD
        )
    return met("调查终结建议给予行政处罚。")
