"""催告、强制执行决定、申请人民法院强制执行 (行政强制法 arts. 35-38, 53-60; 行政处罚法 art. 72(2))."""

from __future__ import annotations

from datetime import date

from states.dossier.enforcement_words import CourtResult
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import (
    deferred_until,
    in_time,
    money_due,
    penalty,
    pending_on,
    since_decision,
)
from states.law.conditions.remedy_period import remedy_end, sued
from states.law.legal_day import ONE_DAY
from states.law.requirement import Finding, Moment, Status, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
RULED = (CourtResult.GRANTED, CourtResult.REFUSED)
ATTACHED = {
    "application_signed": "机关负责人签名、盖章并注明日期的申请书",
    "decision_attached": "决定书及作出决定的事实、理由和依据",
    "opinions_attached": "当事人的意见及催告情况",
    "object_attached": "申请强制执行标的情况",
}
NO_APPLICATION = unmet("没有强制执行申请。", "登记「强制执行申请」。", OFFICER)


def _demand(dossier: Dossier) -> Entry | None:
    found = since_decision(dossier, "demand")
    return found[-1] if found else None


def _no_demand() -> Finding:
    return unmet("没有催告。", "先书面催告当事人履行。", OFFICER)


@requirement("E-DEM-01")
def demand_says_everything(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 35: time, way, the amount and how it is given where money is due, and the right to state a case."""
    demand = _demand(dossier)
    if demand is None:
        return _no_demand()
    lacks = [] if demand.text("way") else ["履行方式"]
    if money_due(dossier) and not demand.text("amount"):
        lacks.append("明确的金额和给付方式")
    if not demand.flag("rights_told"):
        lacks.append("陈述、申辩的权利")
    deadline = demand.day("deadline")
    if deadline is None or deadline <= demand.on:
        lacks.append("送达以后的履行期限")
    if lacks:
        return unmet(f"催告书没有载明{'、'.join(lacks)}。", "补齐后重新催告。", OFFICER)
    return met(f"催告书载明事项齐全，履行期限至{deadline}。")


@requirement("E-DEM-02")
def statements_on_the_demand_heard(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 36: what the party says is recorded and checked; where it holds, it is taken up."""
    demand = _demand(dossier)
    if demand is None:
        return _no_demand()
    answers = list(dossier.after(demand, "demand_answer"))
    if any(not one.text("content") for one in answers):
        return unmet("对催告的陈述、申辩没有记录和复核情况。", "记录、复核当事人提出的事实、理由和证据。", OFFICER)
    if any(one.flag("justified") for one in answers):
        return unmet("当事人的陈述、申辩成立。", "应当采纳，不得强制执行；情况变化的，重新催告。", OFFICER, HEAD)
    return met("当事人的陈述、申辩已记录、复核，理由不成立。" if answers else "催告后当事人没有陈述、申辩。")


@requirement("E-DEM-03")
def forced_execution_decided_in_form(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 37: after the time of the demand, or at once where property is being moved or hidden; in writing."""
    forced, demand = dossier.last("forced_execution"), _demand(dossier)
    if forced is None or demand is None:
        return _no_demand()
    named = {"reasons": "理由和依据", "way_time": "方式和时间", "review_body": "行政复议机关", "court": "有管辖权的人民法院"}
    lacks = [label for name, label in named.items() if not forced.text(name)]
    if not forced.flag("sealed"):
        lacks.append("行政机关的印章")
    if lacks:
        return unmet(f"强制执行决定书缺少{'、'.join(lacks)}。", "补齐后再作出决定。", HEAD)
    deadline = demand.day("deadline") or demand.on
    if forced.on > deadline:
        return met(f"催告的期限已于{deadline}届满，当事人没有履行。")
    if forced.flag("immediate"):
        return met("有证据证明当事人转移或者隐匿财物，催告期间立即执行。")
    return unmet(f"催告的履行期限到{deadline}，尚未届满。", f"{deadline + ONE_DAY}或者以后再作出决定。", HEAD, earliest=deadline + ONE_DAY)


@requirement("E-CRT-01")
def ten_days_after_the_demand(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 54: ten working days after the demand was served are over; the tenth is still the party's.

    An agency that may execute by itself is told so: the court takes applications from those that may not (art. 53).
    """
    paper, granted, demands = dossier.last("court_application"), since_decision(dossier, "deferral"), since_decision(dossier, "demand")
    if granted:  # what was demanded before the time was deferred is no demand of what is owed now
        demands = tuple(dossier.after(granted[-1], "demand"))
    if not demands:
        return _no_demand()
    period, applied = moment.law.period("E-CRT-01"), paper.on if paper else moment.today
    due = period.due(demands[0].on, moment.law.calendar).on
    if applied <= due:
        return unmet(
            f"催告书{demands[0].on}送达，到{due}才满{period.n}{period.unit.label}。", f"{due + ONE_DAY}或者以后再申请。", OFFICER,
            earliest=due + ONE_DAY,
        )  # fmt: skip
    body = dossier.above.last("enforcement_body") if dossier.above else None
    if body is not None and body.flag("own_forced_execution"):
        return warned("登记显示法律授予本机关行政强制执行权。", "核对是否应当由本机关强制执行。", OFFICER, HEAD)
    return met(f"催告书{demands[0].on}送达，已于{due}满{period.n}{period.unit.label}。")


@requirement("E-CRT-02")
def remedies_are_over_and_three_months_are_not(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 53: the party neither asked for reconsideration nor sued in time; then within three months."""
    paper, end = dossier.last("court_application"), remedy_end(dossier, moment)
    if paper is None or end is None:
        return NO_APPLICATION
    if pending_on(dossier, paper.on):
        return unmet("当事人的复议或者诉讼尚未终结。", "复议、诉讼终结以后再申请。", OFFICER)
    if sued(dossier):
        return warned("当事人已经起诉，申请执行的是生效判决，期限另行计算。", "核对判决生效日期和申请期限。", OFFICER)
    if paper.on <= end:
        return unmet(f"复议、诉讼的期限到{end}才届满。", f"{end + ONE_DAY}或者以后再申请。", OFFICER, earliest=end + ONE_DAY)
    if deferred_until(dossier) is not None:
        return met(f"复议、诉讼的期限已于{end}届满；申请期限因批准暂缓、分期另行起算。")
    return _before_it_is_too_late(paper, moment, "E-CRT-02", end)


@requirement("E-CRT-03")
def three_months_from_the_end_of_a_deferral(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 72(2): where the agency approved a deferral or instalments, the three months run from their end.

    Where the remedy period ends later still, from there (inference): before, COE art. 53 does not let the agency apply.
    """
    paper, until = dossier.last("court_application"), deferred_until(dossier)
    if until is None:
        return not_applicable("没有批准暂缓或者分期缴纳。")
    end = remedy_end(dossier, moment)
    if paper is None or end is None:
        return NO_APPLICATION
    if paper.on <= until:
        return unmet(f"批准的暂缓、分期期限到{until}才届满。", f"{until + ONE_DAY}或者以后再申请。", OFFICER, earliest=until + ONE_DAY)
    return _before_it_is_too_late(paper, moment, "E-CRT-03", max(until, end))


def _before_it_is_too_late(paper: Entry, moment: Moment, rule: str, start: date) -> Finding:
    """After three months the court does not accept, but for a good reason (法释〔2018〕1号 art. 156)."""
    period = moment.law.period(rule)
    due = period.due(start, moment.law.calendar).on
    if paper.on <= due:
        return met(f"申请期限自{start}届满之日起{period.n}{period.unit.label}，到{due}为止。")
    if reason := paper.text("late_reason"):
        return warned(f"申请期限已于{due}届满；写明的理由：{reason}。", "由人民法院审查理由是否正当。", OFFICER)
    return unmet(f"申请期限已于{due}届满，逾期{(paper.on - due).days}日。", "有正当理由的写明；没有的，人民法院不予受理。", OFFICER)


def window_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The day from which the three months run: the end of the remedy period, or of a deferral that ends later.

    None where no penalty was served, a remedy is pending, or the party sued: then a judgment is executed.
    """
    end, until = remedy_end(dossier, moment) if penalty(dossier) else None, deferred_until(dossier)
    if end is None or sued(dossier) or pending_on(dossier, moment.today):
        return None
    return end if until is None else max(until, end)


@requirement("E-CRT-04")
def application_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 55: the signed and sealed application, the decision, the party's views and the demand, the object."""
    paper = dossier.last("court_application")
    if paper is None:
        return NO_APPLICATION
    if lacks := [label for name, label in ATTACHED.items() if not paper.flag(name)]:
        return unmet(f"申请材料缺少{'、'.join(lacks)}。", "补齐后再申请。", OFFICER)
    return met("申请材料齐全。")


@requirement("E-CRT-09")
def no_fee_for_applying(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 60(1): the agency pays no fee for applying; the costs of execution fall on who is executed against."""
    paper = dossier.last("court_application")
    if paper is None:
        return NO_APPLICATION
    if fee := paper.number("fee"):
        return unmet(f"登记缴纳申请费{fee}元。", "行政机关申请强制执行不缴纳申请费，核对后更正或者申请退还。", OFFICER)
    return met("没有缴纳申请费。")


# What follows binds the court. Its lateness is an alarm and never an obstacle to the agency's file (decision 0009).


def _answer(dossier: Dossier) -> Entry | None:
    return dossier.last("court_answer")


def _accepted(dossier: Dossier) -> Entry | None:
    found = [one for one in since_decision(dossier, "court_answer") if one.text("result") == CourtResult.ACCEPTED]
    return found[-1] if found else None


def _court_in_time(moment: Moment, rule: str, start: date | None, act: date, what: str) -> Finding:
    """As ``in_time``, but a wrong or missing date only warns as well."""
    if start is None:
        return warned(f"没有登记起算日，不能核对{what}的期限。", "补登记人民法院的受理情况。", OFFICER)
    found = in_time(moment, rule, start, act, what)
    return warned(found.reason, "与人民法院联系，请其依法办理；记入案卷。", OFFICER) if found.status is not Status.MET else found


@requirement("E-CRT-05")
def court_accepts_in_five_days(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 56: five working days to accept; against a refusal fifteen days to ask the court above."""
    answer, paper = _answer(dossier), dossier.last("court_application")
    if answer is None or answer.text("result") in RULED:
        return not_applicable("本次登记的不是受理情况。")
    found = _court_in_time(moment, "E-CRT-05", paper.on if paper else None, answer.on, "人民法院决定是否受理")
    if answer.text("result") != CourtResult.NOT_ACCEPTED or found.status is not Status.MET:
        return found
    last = moment.law.period("E-CRT-05", "review_request").due(answer.on, moment.law.calendar).on
    return met(f"{found.reason}不服不予受理裁定的，可以在{last}以前向上一级人民法院申请复议。")


@requirement("E-CRT-06")
def court_rules_in_seven_days(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 57: on the papers, seven working days from acceptance."""
    answer = _answer(dossier)
    if answer is None or answer.text("result") != CourtResult.GRANTED or answer.flag("obvious_defect"):
        return not_applicable("本次登记的不是书面审查后准予执行的裁定。")
    accepted = _accepted(dossier)
    return _court_in_time(moment, "E-CRT-06", accepted.on if accepted else None, answer.on, "人民法院作出执行裁定")


@requirement("E-CRT-07")
def court_hears_an_obvious_defect_in_thirty_days(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 58: thirty days where the decision is obviously unlawful; against a refusal fifteen days to ask above."""
    answer = _answer(dossier)
    if answer is None or answer.text("result") not in RULED:
        return not_applicable("本次登记的不是裁定。")
    if answer.text("result") == CourtResult.GRANTED and not answer.flag("obvious_defect"):
        return not_applicable("没有明显违法的情形，适用书面审查的期限。")
    accepted = _accepted(dossier)
    found = _court_in_time(moment, "E-CRT-07", accepted.on if accepted else None, answer.on, "人民法院作出裁定")
    if answer.text("result") != CourtResult.REFUSED or found.status is not Status.MET:
        return found
    last = moment.law.period("E-CRT-07", "agency_review").due(answer.on, moment.law.calendar).on
    return met(f"{found.reason}有异议的，可以自收到裁定之日起（最迟约{last}）向上一级人民法院申请复议。")


@requirement("E-CRT-08")
def urgent_execution_in_five_days(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 59: for public safety the court executes within five working days of its ruling."""
    answer, paper = _answer(dossier), dossier.last("court_application")
    if answer is None or answer.text("result") != CourtResult.GRANTED or paper is None or not paper.flag("urgent"):
        return not_applicable("不是因情况紧急申请立即执行。")
    due = moment.law.period("E-CRT-08").due(answer.on, moment.law.calendar).on
    if moment.today <= due:
        return met(f"人民法院应当不迟于{due}执行。")
    return warned(f"人民法院应当不迟于{due}执行，已经逾期。", "与人民法院联系，请其依法执行；记入案卷。", OFFICER)


@requirement("E-CRT-05#returned")
def court_had_sent_it_back(dossier: Dossier, moment: Moment) -> Finding:
    """COE arts. 56, 58: only what the court did not accept or refused to execute comes back to the agency."""
    answers = since_decision(dossier, "court_answer")
    if not answers or answers[-1].text("result") not in (CourtResult.NOT_ACCEPTED, CourtResult.REFUSED):
        return unmet("没有人民法院不予受理或者不予执行的裁定。", "先登记人民法院处理情况。", OFFICER)
    return met(f"人民法院已于{answers[-1].on}裁定不予受理或者不予执行。")
