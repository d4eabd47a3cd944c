"""行政处罚决定: basis, time, contents, what the law forbids or demands of single penalties (行政处罚法 arts. 16, 28-29, 35, 59-60)."""

from __future__ import annotations

from datetime import date, timedelta

from states.dossier.enforcement_words import BasisLevel, PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.enforcement_items import LAWFUL
from states.law.legal_day import add_months
from states.law.officers import register_of
from states.law.penalty_facts import Outcome, outcomes, parties, report
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.timekeeping import decision_limit

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
SECTORS = ("E-DEC-02", "E-DEC-03", "E-DEC-04")


def _decision(dossier: Dossier) -> Entry | None:
    return dossier.last("penalty_decision")


def _imposed(dossier: Dossier, penalty: PenaltyKind) -> tuple[Outcome, ...]:
    return tuple(one for one in outcomes(_decision(dossier)) if one.penalty is penalty)


def _nothing() -> Finding:
    return unmet("没有行政处罚决定。", "登记「行政处罚决定」。", HEAD)


@requirement("E-AUT-07")
def basis_is_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 16: only statutes, regulations and rules set penalties; other documents do not."""
    decision = _decision(dossier)
    if decision is None:
        return _nothing()
    level = decision.text("basis_level")
    if level not in LAWFUL:
        return unmet(f"处罚依据「{decision.text('basis')}」属于{BasisLevel(level).label if level else '未注明层级'}，不得作为处罚依据。",
                     "改用法律、法规、规章的规定；没有的，不得处罚。", HEAD)
    return met(f"依据为{BasisLevel(level).label}：{decision.text('basis')}。")


@requirement("E-AUT-08")
def minutes_are_no_basis(dossier: Dossier, moment: Moment) -> Finding:
    """楚雄州规划 二（四）3: minutes of a meeting are no basis for enforcement."""
    decision = _decision(dossier)
    if decision is not None and decision.text("basis_level") == BasisLevel.MINUTES:
        return unmet("以内部会议纪要作为执法依据。", "改用法律、法规、规章的规定。", HEAD)
    return met("没有以会议纪要作为执法依据。")


@requirement("E-TRF-14")
def no_fine_after_a_criminal_fine(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 35(2): where a court imposed a fine for the act and the agency had not, the agency fines no more."""
    decision = _decision(dossier)
    if decision is not None and decision.flag("criminal_fine") and _imposed(dossier, PenaltyKind.FINE):
        return unmet("人民法院已就同一行为判处罚金，不再给予罚款。", "删去罚款。", HEAD)
    return met("没有在罚金之后再给予罚款。")


@requirement("E-DEC-01")
def decided_in_ninety_days(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 60: ninety days from filing, unless statute, regulation or rule says otherwise."""
    if any(moment.law.applies(one) for one in SECTORS):
        return not_applicable("适用本部门的办案期限规定。")
    return _in_time(dossier, moment, "E-DEC-01", "")


@requirement("E-DEC-02")
def decided_in_the_market_time(dossier: Dossier, moment: Moment) -> Finding:
    """市场监管处罚程序规定: ninety days, thirty more by the head, then by collective decision; what is left out is left out."""
    return _in_time(dossier, moment, "E-DEC-02", "penalty_decision_market")


@requirement("E-DEC-03")
def decided_in_the_police_time(dossier: Dossier, moment: Moment) -> Finding:
    """公安机关程序规定 art. 165: thirty days, thirty more by the next higher police body."""
    return _in_time(dossier, moment, "E-DEC-03", "penalty_decision_police")


@requirement("E-DEC-04")
def decided_in_the_old_safety_time(dossier: Dossier, moment: Moment) -> Finding:
    """Old work-safety measures (until 2026-01-31): thirty days, to ninety by the head, to a hundred and eighty by the superior."""
    return _in_time(dossier, moment, "E-DEC-04", "penalty_decision_safety")


def _in_time(dossier: Dossier, moment: Moment, rule: str, clock: str) -> Finding:
    """A decision that is late is still to be made (撤销并不当然): it alarms, and the delay stays on file."""
    made = (one for one in (_decision(dossier), dossier.last("no_penalty_decision")) if one is not None)
    decision = max(made, key=dossier.order, default=None)  # of two the one that is now made, not one that was revoked
    last = decision_limit(dossier, moment, rule, clock)
    if decision is None or last is None:
        return not_applicable("没有立案日期和决定日期可以核验。")
    if decision.on <= last:
        return met(f"决定日期{decision.on}，办案期限至{last}。")
    return warned(f"决定日期{decision.on}，超过办案期限{last}（超{(decision.on - last).days}日）。", "在案卷中说明超期的原因，报告机关负责人。", HEAD)


@requirement("E-DEC-05")
def decision_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 59: every element, every party, the seal; the time for reconsideration as the law gives it."""
    decision = _decision(dossier)
    if decision is None:
        return _nothing()
    filed, decided = set(parties(dossier)), {one.party for one in outcomes(decision)}
    if strange := sorted(decided - filed):
        return unmet(f"「{'」「'.join(strange)}」不是立案的当事人。", "核对当事人名称，应当与立案审批一致。", HEAD)
    if left_out := sorted(filed - decided):
        return unmet(f"没有对「{'」「'.join(left_out)}」作出处理。", "逐一写明每一当事人的处理结果；不予处罚的，选择「不予行政处罚」。", HEAD)
    if not decision.flag("sealed"):
        return unmet("决定书没有盖作出决定的机关的印章。", "盖章后登记。", HEAD)
    days = moment.law.period("E-REM-01").n
    if decision.number("review_days") < days:
        return unmet(f"告知的申请行政复议期限{decision.number('review_days')}日，少于法定{days}日。", f"改为{days}日。", HEAD)
    return met("决定书载明法定事项并盖章，每一当事人均有处理结果。")


@requirement("E-LAT-06")
def paper_says_where_and_when_to_pay(dossier: Dossier, moment: Moment) -> Finding:
    """国务院令第235号 art. 7: collector, amount, time, and whether a late fine will be added."""
    decision = _decision(dossier)
    if decision is None or not _imposed(dossier, PenaltyKind.FINE):
        return not_applicable("决定没有罚款。")
    days = moment.law.period("E-PER-01").n
    missing = [] if decision.text("collector") else ["代收机构的名称、地址"]
    missing += [] if decision.number("pay_days") else ["缴款期限"]
    missing += [] if decision.flag("late_fine_stated") else ["逾期不缴是否加处罚款"]
    if missing:
        return unmet(f"罚款决定没有写明{'、'.join(missing)}。", "补齐后作出决定。", HEAD)
    if decision.number("pay_days") != days:
        return unmet(f"缴款期限写为{decision.number('pay_days')}日，法定为收到决定书之日起{days}日。", f"改为{days}日。", HEAD)
    return met("写明了代收机构、缴款期限和逾期加处罚款的规定。")


@requirement("E-DEC-16")
def daily_fine_is_lawful(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 112: fined and ordered to correct, and refused; from the day after the order, by the day."""
    decision, order = _decision(dossier), dossier.last("order_to_correct")
    if decision is None or not decision.flag("daily"):
        return not_applicable("没有按日连续处罚。")
    checks = [one for one in dossier.after(order, "correction_checked") if not one.flag("corrected")] if order else []
    if order is None or not checks:
        return unmet("按日连续处罚没有责令改正和拒不改正的记录。", "登记「责令改正」和「改正情况复查」。", OFFICER)
    start = order.on + timedelta(days=1)
    if decision.day("daily_from") != start:
        return unmet(f"连续处罚起算日{decision.day('daily_from')}，应当自责令改正之日的次日{start}起。", f"改为{start}。", HEAD)
    return met(f"自{start}起按日连续处罚。")


@requirement("E-DEC-17")
def closure_is_the_governments(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 115: closure is decided by the government at county level or above."""
    decision = _decision(dossier)
    if decision is None or not _imposed(dossier, PenaltyKind.CLOSURE):
        return not_applicable("没有责令关闭。")
    if not decision.text("closure_decision"):
        return unmet("责令关闭没有县级以上人民政府的决定。", "报请县级以上人民政府决定后填写决定文号。", HEAD)
    return met(f"由人民政府决定关闭：{decision.text('closure_decision')}。")


@requirement("E-DEC-18")
def closure_is_proposed(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 113: a major hazard with three penalties in 180 days, or four in a year, is put to the government for closure.

    Counted are those of the register's ledger in the days before this decision; what the decision says counts where it is more.
    """
    decision = _decision(dossier)
    if decision is None or not decision.flag("major_hazard"):
        return not_applicable("不存在重大事故隐患。")
    number = moment.law.number
    recent = max(decision.number("recent_penalties"), _known(dossier, decision.on - timedelta(days=int(number("E-DEC-18", "half_year"))), decision.on))
    year = max(decision.number("year_penalties"), _known(dossier, add_months(decision.on, -12), decision.on))
    if recent < number("E-DEC-18", "half_year_count") and year < number("E-DEC-18", "year_count"):
        return met(f"一百八十日内受处罚{recent}次，一年内{year}次，未达到提请关闭的次数。")
    if not decision.text("closure_proposed"):
        return unmet(f"存在重大事故隐患，一百八十日内受处罚{recent}次、一年内{year}次，没有提请关闭。", "提请地方人民政府关闭，填写文号。", HEAD)
    return met("已提请地方人民政府关闭。")


def _known(dossier: Dossier, since: date, until: date) -> int:
    """Penalties of one of the parties in the ledger of violations, from ``since`` on and before ``until``; the most of any party."""
    register = register_of(dossier)
    ledger = [one for one in register.all("violation_ledger") if since <= one.on < until] if register else []
    return max((sum(one.text("subject") == party for one in ledger) for party in parties(dossier)), default=0)


@requirement("E-DEC-19")
def no_stop_for_everybody(dossier: Dossier, moment: Moment) -> Finding:
    """楚雄州规划 二（四）3: no area or trade is stopped as a whole without a basis in law or the competent body's leave."""
    decision = _decision(dossier)
    if decision is None or not decision.flag("area_wide"):
        return not_applicable("没有要求特定区域或者行业普遍停产停业。")
    if not decision.text("area_wide_basis"):
        return unmet("要求普遍停产停业，没有法定依据，也没有报经有权机关批准。", "撤去普遍停产停业的要求，或者写明法定依据、批准机关。", HEAD)
    return met(f"普遍停产停业的依据：{decision.text('area_wide_basis')}。")


@requirement("E-DEC-20")
def gains_are_taken(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 28(2): unlawful gains are confiscated, but for what the law says is to be given back."""
    decision, ended = _decision(dossier), report(dossier)
    if decision is None:
        return _nothing()
    found = ended.number("gains") if ended else 0
    gains = max(found, decision.number("gains"))
    if not gains:
        return not_applicable("没有违法所得。")
    if not _imposed(dossier, PenaltyKind.GAINS) and not decision.flag("restitution"):
        return unmet(f"有违法所得{gains}元，没有没收，也没有责令退赔。", "没收违法所得；依法应当退赔的，责令退赔。", HEAD)
    return met("违法所得已依法没收或者责令退赔。")
