"""缴款、暂缓、停止执行、履行完毕 (行政处罚法 arts. 61, 66-71, 73, 74)."""

from __future__ import annotations

from datetime import date

from states.dossier.enforcement_words import CollectedBy, OnTheSpot, PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import (
    SUMMARY,
    holds,
    in_time,
    laid_on,
    last_pay_day,
    money_due,
    paid,
    parties,
    penalty,
    pending_on,
    since_decision,
    stayed,
)
from states.law.legal_day import ONE_DAY
from states.law.requirement import Finding, Moment, Status, met, not_applicable, requirement, unmet, warned

OFFICER, COLLECTOR, HEAD = Role.OFFICER, Role.FINE_COLLECTOR, Role.AGENCY_HEAD
SUMMARY_GROUNDS = (OnTheSpot.SMALL, OnTheSpot.HARD_LATER)
BY_BANK = not_applicable("不是执法人员当场收缴。")


def _payment(dossier: Dossier) -> Entry | None:
    return dossier.last("payment")


def _collected(dossier: Dossier) -> Entry | None:
    """The payment of the step, where an officer took it."""
    payment = _payment(dossier)
    return payment if payment is not None and payment.text("by") == CollectedBy.OFFICER else None


@requirement("E-PER-01")
def everything_is_paid(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 66(1), 67(3), 72: every party's fine and gains, and the late fines that were added and not remitted."""
    if not money_due(dossier):
        return not_applicable("本事项没有罚没款项。")
    if owing := _owing(dossier):
        listed = "、".join(f"{party}尚欠{yuan}元" for party, yuan in owing)
        return unmet(f"{listed}。", "缴清并登记缴款；不能缴清的，依法催告、申请执行或者终结执行。", COLLECTOR)
    return met("罚没款项和加处罚款已经全部缴清。")


def _owing(dossier: Dossier) -> tuple[tuple[str, int], ...]:
    """What each party still owes; a remission by agreement (COE art. 42) is taken off late fines in the order of parties."""
    owing = []
    remitted = sum(one.number("late_fine_cut") for one in since_decision(dossier, "execution_agreement"))
    for party in parties(dossier):
        principal, ordinary = laid_on(dossier, party), paid(dossier, party, late=False)
        late = sum(one.number("amount") for one in since_decision(dossier, "late_fine") if one.text("party") == party)
        late -= paid(dossier, party, late=True) + max(0, ordinary - principal)
        cut = min(max(0, late), remitted)
        remitted -= cut
        if (left := max(0, principal - ordinary) + max(0, late - cut)) > 0:
            owing.append((party, left))
    return tuple(owing)


@requirement("E-PER-01#overdue")
def the_days_to_pay_are_over(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 66(2), 67(3), 72(1): fifteen days from service, moved by rest days and by an approved deferral."""
    if not money_due(dossier):
        return not_applicable("本事项没有罚没款项。")
    last, acted = last_pay_day(dossier, moment), _acted_on(dossier, moment)
    if last is None:
        return unmet("决定书尚未送达，缴款期限没有开始。", "先送达决定书。", OFFICER)
    if acted <= last:
        return unmet(
            f"缴款期限到{last}届满，{acted}尚未逾期。", f"{last + ONE_DAY}或者以后仍未缴纳的，再办理。", OFFICER, HEAD, earliest=last + ONE_DAY
        )
    if stayed(dossier):
        return unmet("已经停止执行，不能催告或者加处罚款。", "恢复执行以后再办理。", HEAD)
    return met(f"缴款期限已于{last}届满。")


def _acted_on(dossier: Dossier, moment: Moment) -> date:
    """The day of the demand or of the late fine, whichever the step has just put on file; today while there is none."""
    acts = [entry for kind in ("demand", "late_fine") for entry in since_decision(dossier, kind)]
    return max(acts, key=dossier.order).on if acts else moment.today


@requirement("E-PER-02")
def fined_and_collected_apart(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 67(1), (2): who fines does not collect, but in the cases of arts. 68 and 69."""
    payment = _payment(dossier)
    if payment is None:
        return unmet("没有缴款登记。", "登记缴款情况。", COLLECTOR)
    if payment.text("by") != CollectedBy.OFFICER:
        return met("由指定的银行或者电子支付系统收缴。")
    if payment.text("on_the_spot"):
        return met("写明了执法人员当场收缴的法定情形。")
    return unmet("执法人员自行收缴，没有法定情形。", "退还款项，由当事人到指定银行或者通过电子支付系统缴纳。", OFFICER, COLLECTOR)


@requirement("E-PER-03")
def collected_on_the_spot_in_summary_cases(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 68: a penalty on the spot, of a fine up to a hundred (a hundred included) or hard to enforce later."""
    payment, made = _collected(dossier), penalty(dossier)
    if payment is None:
        return BY_BANK
    ground, limit = payment.text("on_the_spot"), moment.law.number("E-PER-03", "limit")
    if ground not in SUMMARY_GROUNDS:
        return not_applicable("没有以当场处罚为由收缴。")
    if made is None or made.kind != SUMMARY:
        return unmet("不是当场作出的处罚决定，不得以此为由当场收缴。", "退还款项，由当事人到指定银行缴纳。", OFFICER, COLLECTOR)
    fine = laid_on(dossier, payment.text("party"), (PenaltyKind.FINE,))
    if ground == OnTheSpot.SMALL and fine > limit:
        return unmet(f"罚款{fine}元，超过{limit}元，不属于小额罚款。", "写明事后难以执行的情况，或者由当事人到银行缴纳。", OFFICER)
    return met(f"当场处罚罚款{fine}元，符合当场收缴的情形。")


@requirement("E-PER-04")
def collected_where_no_bank_is_near(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 69: remote, on water or hard to reach, paying is really difficult, and the party itself asks."""
    payment = _collected(dossier)
    if payment is None:
        return BY_BANK
    if payment.text("on_the_spot") != OnTheSpot.REMOTE:
        return not_applicable("没有以边远、水上、交通不便为由收缴。")
    if payment.flag("party_asked"):
        return met("当事人到指定银行缴纳确有困难，并提出当场缴纳的要求。")
    return unmet("没有当事人提出当场缴纳的要求。", "由当事人提出要求并记录；没有提出的，退还款项。", OFFICER)


@requirement("E-PER-05")
def special_receipt_given(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 70: without the receipt of the Ministry or the province the party may refuse to pay."""
    payment = _collected(dossier)
    if payment is None:
        return BY_BANK
    if payment.flag("special_receipt") and payment.text("receipt"):
        return met("已出具国务院或者省级财政部门统一制发的专用票据。")
    return unmet("当场收缴没有出具专用票据。", "出具专用票据；当事人有权拒绝缴纳，已收款项应当退还。", OFFICER)


@requirement("E-PER-06")
def handed_over_in_two_days(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 71: two working days to the agency (on water: from landing), two more to the bank; late warns (0009)."""
    payment = _collected(dossier)
    if payment is None:
        return BY_BANK
    handed, banked = payment.day("handed_on"), payment.day("banked_on")
    start = payment.day("landed_on") or payment.on
    if start < payment.on or (banked is not None and handed is None):
        return unmet("收缴、抵岸、交款的日期先后有误。", "核对并更正日期。", OFFICER, COLLECTOR)
    first = _leg(moment, start, handed, "main", "交至行政机关")
    if first.status is not Status.MET or handed is None:
        return first
    return _leg(moment, handed, banked, "bank", "缴付指定的银行")


def _leg(moment: Moment, start: date, act: date | None, name: str, what: str) -> Finding:
    """One way of the money; not gone yet, it is late only once the day has passed."""
    if act is not None or moment.today > moment.law.period("E-PER-06", name).due(start, moment.law.calendar).on:
        return in_time(moment, "E-PER-06", start, act or moment.today, what if act else f"尚未{what}，截至今天", name)
    return met(f"应当不迟于{moment.law.period('E-PER-06', name).due(start, moment.law.calendar).on}{what}。")


@requirement("E-PER-07")
def deferral_is_asked_and_planned(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 66(2): the party asks, its difficulty is real, and the agency approves a plan that ends on a day."""
    granted = dossier.last("deferral")
    if granted is None or not granted.text("difficulty"):
        return unmet("没有经济困难的情况说明。", "由当事人申请并说明困难。", OFFICER, HEAD)
    asked, until = granted.day("asked_on"), granted.day("until")
    if asked is None or asked > granted.on:
        return unmet("没有当事人在批准以前提出的申请。", "由当事人申请后再批准。", OFFICER)
    due = [day for row in granted.rows("instalments") if isinstance(day := row.get("due_on"), date)]
    if until is None or not due or max(due) != until or min(due) < granted.on:
        return unmet("各期期限应当在批准日以后，最后一期应当与最后期限一致。", "核对缴纳安排。", HEAD)
    planned = sum(amount for row in granted.rows("instalments") if isinstance(amount := row.get("amount"), int))
    left = sum(max(0, laid_on(dossier, one) - paid(dossier, one, late=False)) for one in parties(dossier))
    if not 0 < planned <= left:
        return unmet(f"各期合计{planned}元，尚未缴纳的款项为{left}元。", "按尚未缴纳的款项安排。", HEAD)
    return met(f"当事人于{asked}申请，批准至{until}，分{len(due)}期共{planned}元。")


@requirement("E-PER-08")
def stayed_only_by_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 73(1), REC art. 42, LIT art. 56: a remedy does not stop the execution; a law or an order does."""
    stay = dossier.last("stay")
    if stay is None or not (stay.text("basis") and stay.text("ordered_by")):
        return unmet("没有写明停止执行的法律依据和决定机关。", "复议、诉讼期间不停止执行；有法定情形的，写明依据和决定机关。", HEAD)
    if pending_on(dossier, stay.on):
        return met(f"{stay.text('ordered_by')}依法决定停止执行。")
    return warned("没有登记正在进行的复议或者诉讼。", "登记复议、诉讼；属于《行政强制法》第三十九条中止执行的，核对依据。", OFFICER, HEAD)


@requirement("E-PER-09")
def detention_may_be_stayed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 73(2): against a penalty on liberty, with a remedy filed, the party may ask that it wait."""
    stay = dossier.last("stay")
    if stay is None or not stay.flag("detention"):
        return not_applicable("没有暂缓执行行政拘留。")
    if not holds(dossier, PenaltyKind.DETENTION):
        return unmet("处罚决定没有行政拘留。", "核对后更正。", HEAD)
    if not pending_on(dossier, stay.on):
        return unmet("当事人没有申请复议或者起诉，不能暂缓执行行政拘留。", "登记复议或者起诉后再办理。", OFFICER, HEAD)
    return met("当事人不服行政拘留已申请复议或者起诉，依法暂缓执行。")


@requirement("E-PER-10")
def goods_and_money_go_to_the_treasury(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 74: goods are auctioned or dealt with as the State provides, money goes to the treasury whole."""
    report = dossier.last("performance_report")
    if report is None:
        return unmet("没有履行情况。", "登记「履行情况」。", COLLECTOR)
    if money_due(dossier) and not report.flag("treasury"):
        return unmet("罚没款项没有全部上缴国库。", "全部上缴国库，不得返还，不得与考核挂钩。", COLLECTOR, HEAD)
    if holds(dossier, PenaltyKind.GOODS) and not report.text("goods"):
        return unmet("没有写明没收财物的处理。", "公开拍卖或者按照国家有关规定处理，并登记。", COLLECTOR)
    return met("罚没款项和没收财物已经依法处理。")
