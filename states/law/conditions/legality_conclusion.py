"""合法性审查的效力: may the matter be discussed, was there time, is it the reviewed text (L713 arts. 25, 26, 28)."""

from __future__ import annotations

from states.dossier.kinds.review import Response
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Conclusion, Role
from states.law.conditions.draft_text import (
    changed_since,
    changes_checked,
    current_text,
    review_opinion,
    reviewed_text,
)
from states.law.conditions.legality_review import exception_fault
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet
from states.law.timekeeping import review_complete

SPONSOR, REVIEWER, HEAD = Role.SPONSOR, Role.LEGAL_REVIEWER, Role.HEAD
NOT_REVIEWED = "案卷中没有合法性审查意见书。"


@requirement("D-LEG-01")
def reviewed_before_discussion(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1): the review comes before the discussion, and a new request waits for its own opinion."""
    opinion, request = review_opinion(dossier), dossier.last("legality_submission")
    if opinion is None:
        other = (
            "现有的会签、复函等意见不能代替合法性审查。" if dossier.has("legality_opinion") else NOT_REVIEWED
        )
        return unmet(other, "送负责合法性审查的部门审查，取得审查意见书。", SPONSOR, REVIEWER)
    if request is not None and dossier.order(request) > dossier.order(opinion):
        return unmet(
            f"{request.on}重新送审后尚未出具审查意见书。", "待审查意见书出具后再提请讨论。", REVIEWER
        )
    package = dossier.last("submission_package")
    if package is not None and package.on < opinion.on:
        return unmet(
            f"提请日期{package.on}早于审查意见书日期{opinion.on}。",
            f"在{opinion.on}或者以后提请讨论。",
            SPONSOR,
            earliest=opinion.on,
        )
    return met(f"{opinion.on}已出具合法性审查意见书。")


@requirement("D-LEG-03")
def lawful_before_discussion(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(2): not reviewed or unlawful is not discussed; 修改后合法 counts once the changes are checked."""
    opinion = review_opinion(dossier)
    if opinion is None:
        return unmet(
            "未经合法性审查，不得提交决策机关讨论。", "送负责合法性审查的部门审查。", SPONSOR, REVIEWER
        )
    conclusion = opinion.text("conclusion")
    if conclusion == Conclusion.LAWFUL:
        return met("审查结论为合法。")
    if conclusion == Conclusion.LAWFUL_IF_CHANGED:
        checked = changes_checked(dossier, opinion)
        if checked is not None and checked.flag("all_made"):
            return met("审查结论为修改后合法，修改已经审查人员核对。")
        return unmet(
            "审查结论为修改后合法，修改尚未经审查人员核对。",
            "按意见修改草案，由审查人员核对。",
            SPONSOR,
            REVIEWER,
        )
    if conclusion == Conclusion.RISK_STATED:
        if fault := exception_fault(dossier, opinion):
            return unmet(fault, "重新送审，由审查人员作出相应结论。", SPONSOR, REVIEWER)
        return departed("探索性改革事项，审查意见已明示法律风险。")
    return unmet(
        "审查结论为不合法，不得提交决策机关讨论。", "退回修改草案，消除不合法内容后重新送审。", SPONSOR
    )


@requirement("D-LEG-07")
def time_for_review(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 26(2): as a rule not less than 7 working days from complete papers to the tabling.

    The floor protects the reviewer. Where nothing was tabled after those papers, the meeting's date is judged.
    """
    receipt = dossier.last("review_receipt")
    if receipt is None:
        return unmet("没有送审材料齐备的记录，不能计算审查时间。", "由审查人员确认材料齐备日期。", REVIEWER)
    tabled = (*dossier.after(receipt, "submission_package"),)
    notices = (*dossier.after(receipt, "meeting_notice"),)
    meeting = notices[-1].day("meeting_on") if notices else None
    end = tabled[-1].on if tabled else meeting or moment.today
    period, calendar = moment.law.period("D-LEG-07"), moment.law.calendar
    span, earliest = f"材料于{receipt.on}齐备，{end}提请讨论", review_complete(dossier, moment)
    if earliest is None:
        return unmet("送审材料已退回补正，尚未收齐，审查时间自收齐之日重新计算。", "补正后确认材料齐备日期。", SPONSOR, REVIEWER)
    if end >= earliest:
        return met(f"{span}，审查时间{period.label}。")
    given = period.elapsed(receipt.on, end, calendar)
    if period.soft and any(dossier.after(receipt, "short_review_reason")):
        return departed(f"{span}，只有{max(given, 0)}{period.unit.label}，已说明理由。")
    return unmet(
        f"{span}，只有{max(given, 0)}{period.unit.label},{period.label}。",
        f"在{earliest}或者以后提请讨论；确需缩短的，登记审查时间不足的理由。",
        SPONSOR,
        earliest=earliest,
    )


@requirement("D-LEG-11")
def every_point_answered(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 28: the sponsor adjusts the draft by the opinion; open points keep it from the discussion."""
    opinion = review_opinion(dossier)
    if opinion is None or not opinion.rows("points"):
        return not_applicable("审查意见没有提出修改意见。")
    if waiting := _open_points(dossier, opinion):
        return unmet(
            f"审查意见第{'、'.join(waiting)}条没有修改，也没有说明理由。",
            "逐条修改草案；不采纳的，逐条说明理由。",
            SPONSOR,
        )
    return met(f"{len(opinion.rows('points'))}条修改意见均已修改或者说明理由。")


@requirement("D-LEG-11#checked")
def reviewer_found_changes_made(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 28: the reviewer, not the sponsor, says that the changes have been made."""
    answered = every_point_answered(dossier, moment)
    opinion = review_opinion(dossier)
    if opinion is None or answered.blocks:
        return answered
    checked = changes_checked(dossier, opinion)
    if checked is None or not checked.flag("all_made"):
        return unmet(
            "审查人员尚未确认应当修改的内容均已修改。",
            "逐条核对；尚未改好的，退回承办单位继续修改。",
            REVIEWER,
            SPONSOR,
        )
    return met("审查人员已核对修改情况。")


@requirement("D-LEG-13")
def head_heard_legal_advice(dossier: Dossier, moment: Moment) -> Finding:
    """Yunnan and Chuxiong documents: the head hears the legal adviser or reviewer before deciding."""
    heard, minutes = dossier.last("legal_advice_heard"), dossier.last("meeting_minutes")
    cure = "决策前由主要负责人听取法律顾问机构或者合法性审查机构的意见并登记。"
    if heard is None:
        return unmet("没有主要负责人决策前听取法律意见的记录。", cure, HEAD, Role.DECISION_OFFICE)
    if minutes is not None and heard.on > minutes.on:
        return unmet(
            f"听取法律意见（{heard.on}）在会议决定（{minutes.on}）之后。", cure, HEAD, Role.DECISION_OFFICE
        )
    return met(f"主要负责人已于{heard.on}听取法律意见。")


@requirement("D-LEG-14")
def reviewed_text_is_tabled(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1) read with art. 27: the opinion covers one text, known by its digest.

    A newer text said to differ in substance goes back to the reviewer for a new review; any other newer text must at
    least be the one the reviewer checked. An inference, so it alarms until it is confirmed (规则核实).
    """
    if fault := _stale(dossier):
        return fault
    package = dossier.last("submission_package")
    if package is not None:
        return _same_text(dossier, package.text("draft"), "提请讨论的草案")
    return met("案卷中最新的草案即为审查（核对）过的文本。")


@requirement("D-LEG-14#opinion")
def newest_text_is_reviewed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1) with art. 27: the opinion names the newest text as the one it reviewed."""
    opinion = review_opinion(dossier)
    newest = current_text(dossier)
    if opinion is not None and newest in ("", opinion.text("draft")):
        return met("所审查的文本为案卷中最新的草案。")
    return unmet(
        "审查意见所列文本不是案卷中最新的草案。", "核对文本；草案已有修改的，对最新草案重新审查。", REVIEWER
    )


@requirement("D-LEG-14#checked")
def newest_text_is_checked(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1) with art. 27: what the reviewer checks is the newest changed text."""
    opinion = review_opinion(dossier)
    checked = changes_checked(dossier, opinion) if opinion else None
    if checked is not None and current_text(dossier) in ("", checked.text("draft")):
        return met("所核对的文本为案卷中最新的草案。")
    return unmet("核对的文本不是案卷中最新的草案。", "对承办单位最后一次修改的文本重新核对。", REVIEWER)


@requirement("D-LEG-14#meeting")
def reviewed_text_is_adopted(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1) with art. 27: the meeting adopts the text that was reviewed."""
    minutes = dossier.last("meeting_minutes")
    return _same_text(dossier, minutes.text("draft") if minutes else "", "会议讨论的草案")


@requirement("D-LEG-14#changes")
def meeting_changed_no_substance(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1) with art. 27: what the meeting changes in substance has not been reviewed."""
    minutes = dossier.last("meeting_minutes")
    if minutes is not None and minutes.flag("changes_substantial"):
        return unmet(
            "会议提出的修改属于重大修改，修改后的内容未经合法性审查。",
            "修改草案，重新送合法性审查后再次讨论。",
            HEAD,
            SPONSOR,
        )
    return _same_text(dossier, minutes.text("draft") if minutes else "", "会议讨论的草案")


def _stale(dossier: Dossier) -> Finding | None:
    opinion, covered = review_opinion(dossier), reviewed_text(dossier)
    if opinion is None or not covered:
        return unmet(
            "没有经过合法性审查（核对）的草案文本。", "完成合法性审查后再提请讨论。", SPONSOR, REVIEWER
        )
    if current_text(dossier) in ("", covered):
        return None
    if changed_since(dossier, changes_checked(dossier, opinion) or opinion):
        return unmet("合法性审查之后草案有实质性变化。", "以新的草案重新送合法性审查。", SPONSOR)
    return unmet(
        "案卷中最新的草案与审查（核对）过的文本不一致。",
        "以审查过的文本重新登记草案后提请，或者重新送审。",
        SPONSOR,
        REVIEWER,
    )


def _same_text(dossier: Dossier, text: str, what: str) -> Finding:
    covered = reviewed_text(dossier)
    if covered and text == covered:
        return met(f"{what}与审查（核对）过的文本一致。")
    return unmet(
        f"{what}不是经合法性审查（核对）的文本。", "使用审查过的文本，或者将该文本重新送审。", SPONSOR, REVIEWER
    )


def _open_points(dossier: Dossier, opinion: Entry) -> tuple[str, ...]:
    """Numbers of the points without a change or a reasoned refusal; of several answers the last counts."""
    answered: dict[str, bool] = {}
    for entry in dossier.after(opinion, "review_response"):
        for row in entry.rows("responses"):
            reasoned = row.get("response") == Response.ADOPTED or bool(row.get("reason"))
            answered[str(row.get("number", ""))] = reasoned
    numbers = (str(row.get("number", "")) for row in opinion.rows("points"))
    return tuple(number for number in numbers if not answered.get(number, False))
