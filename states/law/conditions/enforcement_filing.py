"""立案: promptly, in time, on a checked lead (行政处罚法 arts. 36, 54; 安全生产法 art. 73; sector rules)."""

from __future__ import annotations

from datetime import date

from states.dossier.enforcement_words import NoPenaltyGround, ViolationField
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.enforcement_authority import filing_of, not_filed
from states.law.conditions.execution import PROMPT_WORKDAYS
from states.law.legal_day import add_months
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
MONTHS = 12  # of a year: years run to the corresponding day, as months do
LONGER = frozenset({ViolationField.LIFE_SAFETY, ViolationField.FINANCE})


@requirement("E-FIL-01")
def filed_promptly(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 54(2): filed promptly once the standard is met. The law has no number, so lateness only alarms."""
    filing, check = filing_of(dossier), dossier.last("lead_check")
    if filing is None:
        return not_filed()
    if check is not None and not check.flag("suspected"):
        return unmet(f"{check.on}线索核查认为没有违法嫌疑或者不应当处罚。", "不予立案；核查情况有变化的，重新登记「线索核查」。", OFFICER, HEAD)
    since = filing.day("standard_met_on")
    if since is None or since > filing.on:
        return unmet(f"符合立案标准的日期{since or '未填'}，没有不晚于立案日期{filing.on}。", "核对两个日期，符合立案标准后再立案。", OFFICER)
    return _promptness(filing, since, moment)


def _promptness(filing: Entry, since: date, moment: Moment) -> Finding:
    gone = moment.law.calendar.workdays_after(since, filing.on)
    if moment.law.applies("E-FIL-04"):
        return met("已符合立案标准；立案期限依市场监管的规定另行核验。")
    if gone <= PROMPT_WORKDAYS:
        return met(f"{since}符合立案标准，{filing.on}立案。")
    if reason := filing.text("late_reason"):
        return met(f"{since}符合立案标准，{filing.on}立案，已写明原因：{reason}")
    return warned(f"{since}符合立案标准，{filing.on}才立案，已过{gone}个工作日。", "在立案审批中写明未及时立案的原因。", OFFICER)


@requirement("E-FIL-01#declined")
def declined_after_check(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 54(2): what meets the standard must be filed, so only a check that found otherwise lets it be declined."""
    check = dossier.last("lead_check")
    if check is None:
        return unmet("没有线索核查，不能认定不符合立案标准。", "核查后登记「线索核查」。", OFFICER)
    if check.flag("suspected"):
        return unmet(f"{check.on}线索核查认为有违法嫌疑、应当给予处罚，应当立案。", "办理「立案」；不属本机关管辖的，移送。", HEAD)
    return met(f"{check.on}核查认为不符合立案标准。")


def _longer(filing: Entry) -> bool:
    """Five years need both: a field of life, health or finance AND harm done (art. 36(1))."""
    return filing.text("field") in LONGER and filing.flag("harmful_result")


def _years(filing: Entry, moment: Moment) -> int:
    return int(moment.law.number("E-FIL-03" if _longer(filing) else "E-FIL-02", "years"))


def limitation_ends(filing: Entry, moment: Moment) -> date | None:
    """The last day on which the act could be found; None while it goes on. It bounds a power, so it never rolls over."""
    ended = filing.day("ended_on")
    return add_months(ended, _years(filing, moment) * MONTHS) if ended else None


def _found_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """Counted from the act, or the end of a continuing one, to being found; not to filing or deciding (art. 36)."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    found, last = filing.day("found_on"), limitation_ends(filing, moment)
    if found is None or found > filing.on:
        return unmet(f"发现违法行为的日期{found or '未填'}，没有不晚于立案日期{filing.on}。", "核对发现日期。", OFFICER)
    if last is None:
        return met("违法行为仍在继续，追责期限没有起算。")
    years, ended = _years(filing, moment), filing.day("ended_on")
    if found > last:
        return unmet(
            f"违法行为{ended}终了，{found}才被发现，超过{years}年（至{last}），不再给予处罚。", "不予处罚；日期有误的，更正「立案审批」。", OFFICER, HEAD
        )
    return met(f"违法行为{ended}终了，{found}被发现，没有超过{years}年（至{last}）。")


@requirement("E-FIL-02")
def found_within_two_years(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36: not found within two years, no penalty; five where both conditions of the longer time are there."""
    return _found_in_time(dossier, moment)


@requirement("E-FIL-02#decided")
def still_in_time_at_the_decision(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36: as the facts stand at the decision; dates and harm may have been corrected by the inquiry."""
    return _found_in_time(dossier, moment)


@requirement("E-FIL-02#barred")
def barred_only_by_time(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36: "out of time" is a ground only where the time has run out."""
    decision, filing = dossier.last("no_penalty_decision"), filing_of(dossier)
    if decision is None or decision.text("ground") != NoPenaltyGround.TIME_BARRED:
        return not_applicable("不是以超过追责时效为由不予处罚。")
    found, last = (filing.day("found_on"), limitation_ends(filing, moment)) if filing else (None, None)
    if found is None or last is None or found <= last:
        until = f"追责期限至{last}，{found or '未填'}发现" if last else "违法行为仍在继续或者没有终了日期"
        return unmet(f"{until}，没有超过追责时效。", "不能以此为由不予处罚；日期有误的，更正「立案审批」。", HEAD, OFFICER)
    return met(f"追责期限至{last}，{found}才被发现。")


@requirement("E-FIL-03")
def five_years_need_field_and_harm(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36(1): life and health or finance, AND harm; one of them alone leaves it at two years."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    if not _longer(filing):
        return not_applicable("不是涉及生命健康安全、金融安全且有危害后果的，适用二年。")
    return _found_in_time(dossier, moment)


@requirement("E-FIL-04")
def market_filed_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """SAMR procedure rules: fifteen working days from the lead, fifteen more where that was approved."""
    filing, leads = filing_of(dossier), dossier.all("lead")
    if filing is None or not leads:
        return unmet("没有线索登记和立案审批，不能核验立案期限。", "登记线索收到日期，填写「立案审批」。", OFFICER)
    calendar = moment.law.calendar
    received = leads[0].on
    due = moment.law.period("E-FIL-04").due(received, calendar).on
    if filing.flag("extended"):
        due = moment.law.period("E-FIL-04", "extension").due(due, calendar).on
    if filing.on <= due:
        return met(f"{received}收到线索，{filing.on}立案，没有超过{due}。")
    if reason := filing.text("late_reason"):
        return departed(f"{received}收到线索，应当在{due}前决定，{filing.on}立案，已写明原因：{reason}")
    return unmet(f"{received}收到线索，应当在{due}前决定，{filing.on}才立案。", "经批准延长的，写明延长；逾期的，写明未及时立案的原因。", OFFICER, HEAD)


@requirement("E-FIL-05")
def filed_after_acting_first(dossier: Dossier, moment: Moment) -> Finding:
    """Old work-safety measures (memory): who had to act at once files within five days."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    acted = filing.day("acted_first_on")
    if acted is None:
        return not_applicable("没有在立案前先行处置。")
    period = moment.law.period("E-FIL-05")
    if acted <= filing.on and period.kept(acted, filing.on, moment.law.calendar):
        return met(f"{acted}先行处置，{filing.on}立案。")
    due = period.due(acted, moment.law.calendar).on
    return unmet(f"{acted}先行处置，立案日期{filing.on}，应当在其后{period.label}（至{due}）补办。", "核对日期；逾期的，在立案审批中写明原因。", OFFICER)


@requirement("E-LEAD-02")
def death_checked_by_government(dossier: Dossier, moment: Moment) -> Finding:
    """Work Safety Law art. 73(2): a report of a death is checked by a government of county level or above."""
    deaths = [one for one in dossier.all("lead") if one.flag("concerns_death")]
    if not deaths:
        return not_applicable("举报不涉及人员死亡。")
    if [one for one in deaths if not one.text("death_checked_by")]:
        return unmet("举报涉及人员死亡，没有由县级以上人民政府组织核查。", "报请县级以上人民政府组织核查，在「违法线索登记」中写明。", OFFICER, HEAD)
    return met(f"已由{deaths[-1].text('death_checked_by')}组织核查。")
