"""行政复议: the periods of a reconsideration, asked of published facts (行政复议法 arts. 20, 30, 51, 62, 88).

No procedure of this release runs a reconsideration; its published course is judged long after the matter. The
entries are of the kinds named here, which no form offers.
"""

from __future__ import annotations

from datetime import date

from states.dossier.model import Dossier
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

# Kinds of entry that stand only in a rebuilt dossier, with their fields.
APPLICATION = "published_review_application"  # knew_on, applied_on
ADMISSION = "published_review_admission"  # applied_on, accepted_on
EXTENSION = "published_review_extension"  # accepted_on, extended_on, days, earlier (extensions before this one)
HEARING = "published_review_hearing"  # notified_on, held_on

RETROSPECTIVE = ("E-REM-01", "E-REM-05", "E-REM-09", "E-REM-11")


@requirement("E-REM-01")
def applied_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """REC art. 20(1): 60 calendar days from when the person knew or should have known of the act, the first day out."""
    knew_on, applied_on = _days(dossier, APPLICATION, "knew_on", "applied_on")
    if knew_on is None or applied_on is None:
        return not_applicable("没有知道行政行为的日期和申请日期可以核验。")
    return _within(
        "E-REM-01",
        moment,
        knew_on,
        applied_on,
        f"申请期限自{knew_on}起算，{applied_on}申请行政复议",
        "超过申请期限的，不予受理；因不可抗力或者其他正当理由耽误的，自障碍消除之日起继续计算。",
    )


@requirement("E-REM-05")
def admission_decided_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """REC arts. 30(1), (3), 88(2): 5 working days after receipt; on their lapse the application counts as accepted."""
    applied_on, accepted_on = _days(dossier, ADMISSION, "applied_on", "accepted_on")
    if applied_on is None or accepted_on is None:
        return not_applicable("没有收到申请的日期和受理日期可以核验。")
    return _within(
        "E-REM-05",
        moment,
        applied_on,
        accepted_on,
        f"{applied_on}收到申请，{accepted_on}受理",
        "审查期限届满未作出不予受理决定的，审查期限届满之日起视为受理，审理期限自该日起计算。",
    )


@requirement("E-REM-09")
def extended_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """REC art. 62(1): extended before the 60 days are over, by no more than 30 calendar days, read as once."""
    accepted_on, extended_on = _days(dossier, EXTENSION, "accepted_on", "extended_on")
    paper = dossier.last(EXTENSION)
    if paper is None or accepted_on is None or extended_on is None:
        return not_applicable("没有受理日期和延期日期可以核验。")
    longest, days = moment.law.period("E-REM-09", "extension"), paper.number("days")
    if paper.number("earlier"):
        return unmet("行政复议期限此前已经延长，不能再次延长。", "在已延长的期限内作出行政复议决定。")
    if days > longest.n:
        return unmet(f"延长{days}日，超过最多延长{longest.n}日的限度。", f"将延长期限改为{longest.n}日以内。")
    return _within(
        "E-REM-09",
        moment,
        accepted_on,
        extended_on,
        f"{accepted_on}受理，{extended_on}延长{days}日",
        "期限届满之后不能延长，应当立即作出行政复议决定。",
    )


@requirement("E-REM-11")
def hearing_notified_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """REC arts. 51(1), 88(2): notice 5 full working days before the hearing, neither day counted."""
    notified_on, held_on = _days(dossier, HEARING, "notified_on", "held_on")
    if notified_on is None or held_on is None:
        return not_applicable("没有听证通知日期和听证日期可以核验。")
    return _within(
        "E-REM-11",
        moment,
        notified_on,
        held_on,
        f"{notified_on}通知，{held_on}听证",
        "推迟听证，提前书面通知当事人。",
    )


def _days(dossier: Dossier, kind: str, start: str, end: str) -> tuple[date | None, date | None]:
    paper = dossier.last(kind)
    return (paper.day(start), paper.day(end)) if paper else (None, None)


def _within(rule: str, moment: Moment, start: date, end: date, facts: str, cure: str) -> Finding:
    """Whether ``end`` keeps the period of ``rule`` from ``start``; ``facts`` tells both days."""
    period, calendar = moment.law.period(rule), moment.law.calendar
    limit = period.due(end if period.before else start, calendar)
    last = f"期限为{period.label}，最迟为{limit.on}" + ("（届满日为休息日，顺延）" if limit.rolled else "")
    if period.kept(start, end, calendar):
        return met(f"{facts};{last}，符合规定。")
    return unmet(f"{facts};{last}，不符合规定。", cure)
