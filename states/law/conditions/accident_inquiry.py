"""事故调查和批复的期限: the report in sixty days, the government's reply in fifteen or thirty (生产安全事故报告和调查处理条例 arts. 27, 29, 32).

They bind the government and its group, not the body that punishes; but its case rests on both papers, so delay is watched
(``states.law.risk_points``) and no step waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from states.dossier.enforcement_words import AccidentGrade
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
NO_ACCIDENT = "没有登记生产安全事故调查。"


def _reports(dossier: Dossier) -> tuple[Entry, ...]:
    inquiry = dossier.last("accident_inquiry")
    return tuple(dossier.after(inquiry, "accident_report")) if inquiry else ()


def _grave(dossier: Dossier) -> bool:
    inquiry = dossier.last("accident_inquiry")
    return inquiry is not None and inquiry.text("grade") == AccidentGrade.EXTRA_SERIOUS


def ordinary_reply_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The fifteen days to reply run from the report, but for the gravest accidents."""
    found = _reports(dossier)
    return found[-1].on if found and not _grave(dossier) else None


def grave_reply_starts(dossier: Dossier, moment: Moment) -> date | None:
    """Of an accident of the gravest kind thirty days are given."""
    found = _reports(dossier)
    return found[-1].on if found and _grave(dossier) else None


@requirement("E-INV-14")
def accident_is_reported_in_sixty_days(dossier: Dossier, moment: Moment) -> Finding:
    """ACC arts. 27, 29: sixty days from the accident, sixty more by leave of the government; appraisal is not counted."""
    inquiry, found = dossier.last("accident_inquiry"), _reports(dossier)
    if inquiry is None:
        return not_applicable(NO_ACCIDENT)
    period, most = moment.law.period("E-INV-14"), moment.law.period("E-INV-14", "extension").n
    extended, left_out = (found[-1].number("extension_days"), found[-1].number("appraisal_days")) if found else (0, 0)
    if extended > most:
        return unmet(f"事故调查报告延长{extended}日提交，延长不得超过{most}日。", "核对批准延长的日数，有误的更正登记。", OFFICER, HEAD)
    due = replace(period, n=period.n + extended + left_out).due(inquiry.on, moment.law.calendar).on
    if (found[-1].on if found else moment.today) > due:
        what = f"{found[-1].on}才提交事故调查报告" if found else "尚未提交事故调查报告"
        return unmet(f"{inquiry.on}发生事故，{what}，提交期限至{due}。", "向负责事故调查的人民政府核实延长和技术鉴定的日数；确已超期的，催促提交。", OFFICER, HEAD)
    return met(f"事故调查报告的提交期限至{due}。")


@requirement("E-INV-15")
def accident_report_is_answered(dossier: Dossier, moment: Moment) -> Finding:
    """ACC art. 32(1): fifteen days from the report; of the gravest accidents thirty, and thirty more in special cases."""
    found = _reports(dossier)
    if not found:
        return not_applicable("没有提交事故调查报告的记录。")
    replies = tuple(dossier.after(found[-1], "accident_reply"))
    period = moment.law.period("E-INV-15", "extra_serious" if _grave(dossier) else "main")
    extended = bool(replies) and replies[-1].flag("extended")
    if extended and not _grave(dossier):
        return unmet("只有特别重大事故的批复时间可以延长。", "核对事故等级和批复，有误的更正登记。", OFFICER, HEAD)
    more = moment.law.period("E-INV-15", "extension").n if extended else 0
    due = replace(period, n=period.n + more).due(found[-1].on, moment.law.calendar).on
    if (replies[-1].on if replies else moment.today) > due:
        what = f"{replies[-1].on}才批复" if replies else "尚未批复"
        return unmet(f"{found[-1].on}提交事故调查报告，{what}，批复期限至{due}。", "报请负责事故调查的人民政府批复，批复后登记。", OFFICER, HEAD)
    return met(f"事故调查报告的批复期限至{due}。")
