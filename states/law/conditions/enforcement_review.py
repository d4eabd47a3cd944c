"""法制审核与负责人集体讨论: when, by whom, after what, with which effect (行政处罚法 arts. 57, 58)."""

from __future__ import annotations

from math import ceil

from states.dossier.enforcement_words import PenaltyKind, ReviewConclusion
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.officers import register_of
from states.law.penalty_facts import (
    GRAVE,
    Outcome,
    heard,
    notice,
    officers,
    outcomes,
    parties,
    report,
    review,
    this_turn,
    total,
)
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.sector_profiles import Amounts, profile

OFFICER, REVIEWER, HEAD, OFFICE_HEAD = Role.OFFICER, Role.ENFORCEMENT_REVIEWER, Role.AGENCY_HEAD, Role.OFFICE_HEAD
LISTED = {"public_interest": "涉及重大公共利益", "difficult": "疑难复杂、涉及多个法律关系"}
SUBMIT = "办理「提交法制审核」，审核通过后再作出决定。"
ITEMS = {
    "body_lawful": "执法主体", "officers_qualified": "人员资格", "procedure_lawful": "执法程序", "facts_clear": "事实", "evidence_sound": "证据",
    "law_right": "法律适用", "discretion_fit": "裁量", "within_powers": "权限", "papers_complete": "文书",
}  # fmt: skip


def listed(dossier: Dossier) -> tuple[str, ...]:
    """Why the law itself asks for the review (PEN art. 58(1)), in Chinese; empty when it does not."""
    ended = report(dossier)
    found = [label for name, label in LISTED.items() if ended is not None and ended.flag(name)]
    if heard(dossier) is not None:
        found.append("直接关系当事人或者第三人重大权益，经过听证程序")
    if ended is not None and ended.text("review_by_law"):
        found.append(f"{ended.text('review_by_law')}规定应当审核")
    return tuple(found)


def on_the_list(dossier: Dossier) -> tuple[str, ...]:
    """Why the three systems ask for it beyond that: social impact, or an amount of the list."""
    ended = report(dossier)
    found = ["可能造成重大社会影响或者引发社会风险"] if ended is not None and ended.flag("social_impact") else []
    intended = outcomes(notice(dossier), "proposed") or outcomes(_decided(dossier))
    if large := _large(dossier, intended, profile(dossier.overlays).review):
        found.append(f"{large}，达到法制审核数额")
    if any(one.penalty in GRAVE for one in intended):
        found.append("直接关系当事人重大权益")
    return tuple(found)


def _decided(dossier: Dossier) -> Entry | None:
    """The penalty of this turn; one that was undone before the inquiry ended anew counts no more."""
    made = this_turn(dossier, "penalty_decision")
    return made[-1] if made else None


def _large(dossier: Dossier, found: tuple[Outcome, ...], limits: Amounts) -> str:
    for party, kind in parties(dossier).items():
        yuan = total(found, party, PenaltyKind.FINE)
        if yuan and limits.reached(kind, yuan):
            return f"对「{party}」罚款{yuan}元"
    return ""


def _label(opinion: Entry) -> str:
    return next((one.label for one in ReviewConclusion if one == opinion.text("conclusion")), "未填")


def _passed(dossier: Dossier) -> bool:
    opinion = review(dossier)
    return opinion is not None and opinion.text("conclusion") == ReviewConclusion.PASSED


@requirement("E-REV-01")
def reviewed_where_the_law_says(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(1): in the listed cases the review comes before the head decides."""
    reasons = listed(dossier)
    if not reasons:
        return not_applicable("不属于《行政处罚法》第五十八条应当法制审核的情形。")
    if not _passed(dossier):
        return unmet(f"{'；'.join(reasons)}，没有通过法制审核。", SUBMIT, OFFICER)
    return met("应当法制审核的案件已经审核通过。")


@requirement("E-REV-01#waived")
def review_not_due(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(1): the review is left out only where the law does not ask for it."""
    reasons = listed(dossier)
    if reasons:
        return unmet(f"{'；'.join(reasons)}，应当进行法制审核。", "办理「提交法制审核」。", OFFICER)
    return met("不属于《行政处罚法》第五十八条应当法制审核的情形。")


@requirement("E-REV-02")
def nothing_decided_against_the_review(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(1): without a review that was passed, where one was begun or is due, nothing is decided."""
    opinion = review(dossier)
    if opinion is None and not this_turn(dossier, "review_submission"):
        return not_applicable("本案没有提交法制审核。")
    if opinion is None:
        return unmet("法制审核没有针对最近的告知作出。", SUBMIT, OFFICER)
    if opinion.text("conclusion") != ReviewConclusion.PASSED:
        return unmet(f"法制审核结论为「{_label(opinion)}」，不得作出决定。", "按审核意见办理后重新送审。", OFFICER)
    return met(f"法制审核已于{opinion.on}通过。")


@requirement("E-REV-02#passed")
def passed_in_every_point(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(1): passed means that no point is left open."""
    opinion = dossier.last("enforcement_review")
    if opinion is None or opinion.text("conclusion") != ReviewConclusion.PASSED:
        return unmet("审核结论不是「审核通过」。", "审核未通过的，办理「法制审核退回」。", REVIEWER)
    open_points = [label for name, label in ITEMS.items() if not opinion.flag(name)]
    if opinion.flag("crime_suspected"):
        open_points.append("涉嫌犯罪应当移送")
    if open_points:
        return unmet(f"审核内容存在问题：{'、'.join(open_points)}，不能审核通过。", "办理「法制审核退回」，写明意见。", REVIEWER)
    return met("审核内容均没有问题。")


@requirement("E-REV-02#returned")
def returned_with_an_opinion(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(1): what is sent back says what is wrong."""
    opinion = dossier.last("enforcement_review")
    if opinion is None or opinion.text("conclusion") == ReviewConclusion.PASSED:
        return unmet("审核结论是「审核通过」，不能退回。", "审核通过的，办理「法制审核通过」；退回的，改正审核结论。", REVIEWER)
    return met(f"审核结论：{_label(opinion)}。")


@requirement("E-REV-03")
def reviewed_where_the_list_says(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕118号: major decisions of the body's list are reviewed too."""
    reasons = on_the_list(dossier)
    if not reasons:
        return not_applicable("不属于重大执法决定法制审核目录的情形。")
    return met("重大执法决定已经法制审核。") if _passed(dossier) else unmet(f"{'；'.join(reasons)}，没有通过法制审核。", SUBMIT, OFFICER)


@requirement("E-REV-03#waived")
def not_on_the_list(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕118号: who leaves the review out has looked at the list."""
    reasons = on_the_list(dossier)
    return unmet(f"{'；'.join(reasons)}，应当进行法制审核。", "办理「提交法制审核」。", OFFICER) if reasons else met("不属于重大执法决定法制审核目录的情形。")


@requirement("E-REV-05")
def reviewers_in_number(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕118号: in principle not fewer reviewers than five in a hundred officers, and at least one."""
    register = register_of(dossier)
    staff = register.last("staffing") if register else None
    if staff is None:
        return unmet("没有登记法制审核力量配备。", "在执法主体和清单登记中登记「法制审核力量配备」。", REVIEWER)
    share, least = moment.law.number("E-REV-05", "reviewers"), int(moment.law.number("E-REV-05", "least"))
    wanted = max(least, ceil(round(staff.number("officers") * share, 6)))
    if staff.number("reviewers") < wanted:
        return unmet(f"法制审核人员{staff.number('reviewers')}人，执法人员{staff.number('officers')}人，至少应当{wanted}人。", "配备或者调配法制审核人员。", HEAD)
    return met(f"法制审核人员{staff.number('reviewers')}人，不少于执法人员的百分之五。")


@requirement("E-REV-07")
def disagreement_is_settled(dossier: Dossier, moment: Moment) -> Finding:
    """元谋县工作方案 三（三）4: where handler and reviewer disagree, it is coordinated and put on file."""
    refused = [one for one in this_turn(dossier, "enforcement_review") if one.text("conclusion") == ReviewConclusion.REFUSED]
    if not refused:
        return not_applicable("承办与审核没有不一致的意见。")
    if not tuple(dossier.after(refused[-1], "review_disagreement")):
        return unmet(f"{refused[-1].on}审核不同意，再次送审前没有协调记录。", "登记「承办与审核意见不一致的协调」。", OFFICE_HEAD, HEAD)
    return met("不一致的意见已经协调并记录。")


@requirement("E-REV-08")
def reviewer_is_nobody_of_the_case(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58 (read): who reviews has not handled the case."""
    opinion = dossier.last("enforcement_review")
    if opinion is None:
        return unmet("没有法制审核意见。", "由法制审核人员审核。", REVIEWER)
    handled = {opinion.by, opinion.represented} & officers(dossier)
    if handled:
        return unmet(f"{'、'.join(dossier.names.person(one) for one in sorted(handled))}是本案办案人员。", "由其他法制审核人员审核。", REVIEWER)
    return met("审核人员不是本案办案人员。")


@requirement("E-REV-09")
def reviewed_after_the_hearing(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 58(1)(2), 65 (read): hearing, then review, then discussion, then decision."""
    record, sent = heard(dossier), dossier.last("review_submission")
    if record is None or sent is None:
        return not_applicable("本次告知后没有举行听证。")
    if sent.on < record.on:
        return unmet(f"{sent.on}送审早于听证日期{record.on}。", "听证结束后送审，附听证笔录。", OFFICER)
    return met("听证结束后送审。")


@requirement("E-REV-10")
def reviewed_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """市场监督管理行政处罚程序规定: ten working days from the papers."""
    sent, opinion = dossier.last("review_submission"), dossier.last("enforcement_review")
    if sent is None or opinion is None:
        return not_applicable("没有送审日期和审核日期可以核验。")
    period, calendar = moment.law.period("E-REV-10"), moment.law.calendar
    last = period.due(sent.on, calendar).on
    if period.kept(sent.on, opinion.on, calendar):
        return met(f"{sent.on}送审，{opinion.on}审核，在{last}前。")
    return warned(f"{sent.on}送审，{opinion.on}审核，超过{last}。", "在审核意见中写明延误的原因。", REVIEWER)


@requirement("E-REV-11")
def every_major_decision_reviewed(dossier: Dossier, moment: Moment) -> Finding:
    """楚雄州规划 二（四）3: every major decision is reviewed, none left out."""
    reasons = (*listed(dossier), *on_the_list(dossier))
    return unmet(f"{'；'.join(reasons)}：重大执法决定法制审核应当全覆盖。", "办理「提交法制审核」。", OFFICER) if reasons else met("不属于重大执法决定。")


@requirement("E-AUT-11")
def reviewer_is_qualified(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 58(2): who first takes up the review of penalties holds the national legal qualification."""
    opinion, register = dossier.last("enforcement_review"), register_of(dossier)
    if opinion is None:
        return unmet("没有法制审核意见。", "由法制审核人员审核。", REVIEWER)
    who = opinion.represented or opinion.by
    papers = [one for one in register.all("reviewer_qualification") if one.text("person") == who] if register else []
    if not papers:
        return unmet(f"「{dossier.names.person(who)}」没有登记为法制审核人员。", "在执法主体和清单登记中登记「法制审核人员登记」。", REVIEWER, HEAD)
    since, asked = papers[-1].day("since"), moment.law.key_date("E-AUT-11", "first_time")
    if since is not None and since >= asked.day and not papers[-1].text("qualification"):
        why = f"「{dossier.names.person(who)}」{since}初次从事法制审核，没有国家统一法律职业资格（自{asked.day}起要求，{asked.source}）。"
        return unmet(why, "由具备资格的人员审核。", REVIEWER)
    return met("法制审核人员具备资格。")


def _discussed(dossier: Dossier) -> Entry | None:
    """The discussion that covers what is now to be decided."""
    base = review(dossier) or notice(dossier) or report(dossier)
    found = tuple(dossier.after(base, "collective_discussion")) if base else dossier.all("collective_discussion")
    return found[-1] if found else None


@requirement("E-COL-01")
def complex_cases_discussed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 57(2): what is complex or grave is decided by the heads together."""
    ended, rules, decision = report(dossier), profile(dossier.overlays), _decided(dossier)
    if _discussed(dossier) is not None:
        return met("机关负责人已集体讨论。")
    cure = "办理「负责人集体讨论」后作出决定。"
    if ended is not None and ended.flag("complex"):
        return unmet("情节复杂或者重大违法行为，没有经机关负责人集体讨论。", cure, HEAD)
    if large := _large(dossier, outcomes(decision), rules.collective):
        why = f"{large}，达到集体讨论的数额（{rules.source}）。"
        return unmet(why, cure, HEAD) if rules.verified else warned(why, cure, HEAD)
    return not_applicable("不属于情节复杂或者重大违法行为的案件。")


@requirement("E-COL-01#held")
def discussed_by_several(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 57(2): the heads discuss together; each one's view is on record."""
    held = dossier.last("collective_discussion")
    present = {str(row.get("person", "")) for row in held.rows("attendees")} if held else set()
    if held is None or len(present) <= 1:  # 集体: more than one
        return unmet("集体讨论应当由机关负责人共同进行。", "登记出席的每一名负责人及其意见。", HEAD)
    opinion = review(dossier)
    if opinion is not None and held.on < opinion.on:
        return unmet(f"集体讨论日期{held.on}早于法制审核日期{opinion.on}。", "法制审核通过后再集体讨论。", HEAD)
    return met(f"{len(present)}名机关负责人集体讨论，意见逐人记录。")


@requirement("E-COL-02")
def heavier_cases_discussed(dossier: Dossier, moment: Moment) -> Finding:
    """吉林省应急管理厅报告 一（四）1: heavier penalties are discussed together."""
    grave = [one.penalty.label for one in outcomes(_decided(dossier)) if one.penalty in GRAVE]
    if not grave:
        return not_applicable("不属于较重以上行政处罚。")
    if _discussed(dossier) is None:
        return unmet(f"{'、'.join(dict.fromkeys(grave))}属于较重以上行政处罚，没有集体讨论。", "办理「负责人集体讨论」后作出决定。", HEAD)
    return met("较重以上行政处罚已经集体讨论。")
