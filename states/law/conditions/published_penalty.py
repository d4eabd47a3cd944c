"""已公布的处罚案件: what only a published page can be asked of a penalty, an order to correct or a suit about them.

A running file never meets these checks: there the step itself is refused, or other papers answer. They judge
dossiers rebuilt from published pages, whose entries may be of the kinds named here, which no form offers.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.period import Bound, Period, Unit
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD, COLLECTOR = Role.OFFICER, Role.AGENCY_HEAD, Role.FINE_COLLECTOR

# Kinds of entry that stand only in a rebuilt dossier, with their fields.
DAY = "published_day"  # steps (acts of the case on that day so far), show_from (the first that must show its hour)
FILING = "published_filing"  # found_on, filed_on, workdays_max
ORDER = "published_order"  # found_on, ordered_on, days_max
TERM = "published_correction_term"  # due_on, notice_on
EVIDENCE = "published_evidence_step"  # taken_on, notice_on
EXTENDED = "published_extended_decision"  # filed_on, decided_on, by ("head" or "superior")
FINE = "published_fine"  # fine, least, most: decimals as text
COLLECTION = "published_collection"  # amount, fine: decimals as text; third_party
LEARNED = "published_knowledge"  # learned_on, served
APPEAL = "published_appeal"  # accepted_on, left out where the page leaves it open

RETROSPECTIVE = (
    "E-AUT-17#hours",
    "E-FIL-01#found",
    "E-INV-10#ordered",
    "E-INV-10#running",
    "E-CLO-01#same_day",
    "E-DEC-02#extended",
    "E-DEC-04#extended",
    "E-DEC-14#range",
    "E-PER-01#collected",
    "E-REM-01#learned",
    "E-REM-23",
)


@requirement("E-AUT-17#hours")
def busy_days_show_their_hours(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47: the whole course is on record; of many acts on one day, whether they followed each other."""
    busy = dossier.last(DAY)
    if busy is None or busy.number("steps") < busy.number("show_from"):
        return not_applicable("同一日办理的事项不多。")
    return warned(f"{busy.on}同一日办理第{busy.number('steps')}个事项。", "在案卷中载明各事项的时、分和先后。", OFFICER)


@requirement("E-FIL-01#found")
def filed_soon_after_the_finding(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 54(2): 及时, without a number; how long is worth an alarm is a setting (``workdays_max``), not law."""
    filing = dossier.last(FILING)
    found, filed = (filing.day("found_on"), filing.day("filed_on")) if filing else (None, None)
    if filing is None or found is None or filed is None:
        return not_applicable("没有发现违法行为和立案的日期可以核验。")
    if moment.law.applies("E-FIL-04"):
        return met("立案期限依市场监管的规定另行核验。")
    most = Period(filing.number("workdays_max"), Unit.WORKING_DAY, Bound.AT_MOST)
    last = most.due(found, moment.law.calendar).on
    if filed <= last:
        return met(f"{found}发现，{filed}立案，没有超过{most.n}个工作日。")
    return warned(f"{found}发现，{filed}才立案，晚于{most.n}个工作日（至{last}）。", "在案卷中写明未及时立案的原因。", OFFICER)


@requirement("E-INV-10#ordered")
def ordered_soon_after_the_finding(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(1): the order to correct follows the finding; how soon is a setting (``days_max``), not law."""
    order = dossier.last(ORDER)
    found, ordered = (order.day("found_on"), order.day("ordered_on")) if order else (None, None)
    if order is None or found is None or ordered is None:
        return not_applicable("没有发现违法行为和责令改正的日期可以核验。")
    last = Period(order.number("days_max"), Unit.CALENDAR_DAY, Bound.AT_MOST).due(found, moment.law.calendar).on
    if ordered <= last:
        return met(f"{found}发现，{ordered}责令改正。")
    return unmet(f"{found}发现违法行为，{ordered}才责令改正，晚于{last}。", "说明未及时责令改正的原因。", OFFICER)


@requirement("E-INV-10#running")
def term_to_correct_is_over(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 28(1), 33(1): whether the party corrects in time bears on the penalty, so its term is worth waiting for."""
    term = dossier.last(TERM)
    due, told = (term.day("due_on"), term.day("notice_on")) if term else (None, None)
    if due is None or told is None:
        return not_applicable("没有责令改正的期限可以核验。")
    if due > told:
        return warned(f"责令改正的期限至{due}，{told}告知处罚时尚未届满。", "期限届满后核查改正情况，再作处理。", OFFICER)
    return met(f"责令改正的期限已于{due}届满。")


@requirement("E-CLO-01#same_day")
def inquiry_was_over_before_the_notice(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 57(1): the head examines the finished inquiry; evidence taken on the day of the notice was not examined."""
    step = dossier.last(EVIDENCE)
    taken, told = (step.day("taken_on"), step.day("notice_on")) if step else (None, None)
    if taken is None or told is None:
        return not_applicable("没有调查取证的日期可以核验。")
    if taken == told:
        return unmet(f"{told}告知当日仍在调查取证，调查没有终结。", "说明当日的先后；调查终结并经审查后重新告知。", OFFICER, HEAD)
    return met(f"最近一次调查取证在{taken}，不在告知当日。")


@requirement("E-DEC-02#extended")
def market_decision_in_extended_time(dossier: Dossier, moment: Moment) -> Finding:
    """市场监管处罚程序规定: thirty days more where the head approved it; the days are added, and the sum may roll once."""
    main, more = moment.law.period("E-DEC-02"), moment.law.period("E-DEC-02", "extension")
    return _extended(dossier, moment, Period(main.n + more.n, main.unit, main.bound, main.falls_on))


@requirement("E-DEC-04#extended")
def safety_decision_in_extended_time(dossier: Dossier, moment: Moment) -> Finding:
    """Old work-safety measures: longer if the head extends the time, longest if the superior does."""
    paper = dossier.last(EXTENDED)
    by = paper.text("by") if paper else ""
    if by not in ("head", "superior"):
        return not_applicable("没有写明由谁批准延长。")
    return _extended(dossier, moment, moment.law.period("E-DEC-04", by))


def _extended(dossier: Dossier, moment: Moment, period: Period) -> Finding:
    paper = dossier.last(EXTENDED)
    filed, decided = (paper.day("filed_on"), paper.day("decided_on")) if paper else (None, None)
    if filed is None or decided is None:
        return not_applicable("没有立案日期和决定日期可以核验。")
    last = period.due(filed, moment.law.calendar).on
    if decided <= last:
        return met(f"{filed}立案，决定日期{decided}，延长后的办案期限至{last}。")
    return unmet(f"{filed}立案，决定日期{decided}，超过延长后的办案期限{last}。", "在案卷中说明超期的原因。", HEAD)


@requirement("E-DEC-14#range")
def fine_within_its_stated_range(dossier: Dossier, moment: Moment) -> Finding:
    """裁量说明理由: a fine outside the range that its own page gives for it is not explained by that range."""
    paper = dossier.last(FINE)
    fine, least, most = (_decimal(paper, name) for name in ("fine", "least", "most"))
    if fine is None or (least is None and most is None):
        return not_applicable("没有罚款数额和幅度可以核验。")
    if (least is not None and fine < least) or (most is not None and fine > most):
        span = f"{'' if least is None else least}至{'' if most is None else most}元"
        return unmet(f"罚款{fine}元，不在载明的幅度{span}之内。", "说明裁量的依据和理由，或者更正。", HEAD)
    return met(f"罚款{fine}元，在载明的幅度之内。")


@requirement("E-PER-01#collected")
def the_party_paid_its_fine(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 67(3): the party pays the fine of the decision, that sum and no other."""
    paper = dossier.last(COLLECTION)
    if paper is None:
        return not_applicable("没有收缴罚款的记录可以核验。")
    if paper.flag("third_party"):
        return unmet("罚款由当事人以外的人缴纳。", "退还款项，由当事人缴纳。", COLLECTOR)
    amount, fine = _decimal(paper, "amount"), _decimal(paper, "fine")
    if amount is not None and fine is not None and amount != fine:
        return unmet(f"收缴{amount}元，罚款{fine}元，两者不符。", "核对数额，多收的退还，少收的补缴。", COLLECTOR)
    return met("没有显示收缴的数额、缴款人与决定不符。")


@requirement("E-REM-01#learned")
def remedy_periods_start_with_service(dossier: Dossier, moment: Moment) -> Finding:
    """REC art. 20(1): who was not served starts counting on the day of knowing, so the periods are still open."""
    paper = dossier.last(LEARNED)
    if paper is None or paper.flag("served"):
        return not_applicable("决定已经送达，申请期限自送达起算。")
    return unmet("决定没有送达，申请行政复议的期限自当事人知悉之日起算。", "补办送达，告知救济途径和期限。", OFFICER)


@requirement("E-REM-23")
def appeal_has_its_day(dossier: Dossier, moment: Moment) -> Finding:
    """LIT art. 85: fifteen days against a judgment, ten against a ruling; nobody can count to a day that is not certain."""
    paper = dossier.last(APPEAL)
    if paper is None or paper.day("accepted_on"):
        return not_applicable("上诉受理的日期明确，没有送达判决的日期可以对照。")
    days = moment.law.period("E-REM-23")
    return warned(f"上诉受理的日期不明确，不能核对是否在{days.label}上诉。", "由人工核对裁判文书后确认日期。", OFFICER)


def _decimal(paper: Entry | None, name: str) -> Decimal | None:
    try:
        number = Decimal(paper.text(name)) if paper else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
