"""集体讨论决定: a real meeting, everybody heard, the head last, dissent on record (L713 art. 30)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps

from states.dossier.minutes import PASSING, dissenting, majority_accepts, members, outcome, present
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import BodyLevel, Forum, MeetingOutcome, Position, Role
from states.law.requirement import Check, Finding, Moment, met, not_applicable, requirement, unmet, warned

HEAD, OFFICE = Role.HEAD, Role.DECISION_OFFICE
NO_OUTCOME = "会议讨论决定记录没有写明决定。"
FULL_MEETINGS = frozenset({Forum.EXECUTIVE, Forum.PLENARY})


def _fault(reason: str, cure: str) -> Finding:
    """What the head and the office that keeps the minutes can put right."""
    return unmet(reason, cure, HEAD, OFFICE)


def _on_minutes(check: Callable[[Dossier, Entry], Finding]) -> Check:
    """Judge the latest minutes; without minutes there is nothing to judge and nothing was decided."""

    @wraps(check)
    def judged(dossier: Dossier, moment: Moment) -> Finding:
        minutes = dossier.last("meeting_minutes")
        if minutes is None:
            return _fault("没有会议讨论决定记录。", "会议结束后如实登记会议讨论决定记录。")
        return check(dossier, minutes)

    return judged


def _forums(dossier: Dossier) -> frozenset[Forum]:
    """Bodies that apply the Regulations by reference (art. 42) hold no 常务会议; their own meeting counts."""
    scope = dossier.last("scope_test")
    if scope is None or scope.text("body_level") == BodyLevel.GOVERNMENT:
        return FULL_MEETINGS
    return FULL_MEETINGS | {Forum.OFFICE}


def _forum_counts(dossier: Dossier, carrier: Entry) -> Finding:
    forum = next((one for one in Forum if one == carrier.text("forum")), None)
    accepted = _forums(dossier)
    if forum in accepted:
        return met(f"由{forum.label}讨论。")
    names = "或者".join(one.label for one in Forum if one in accepted)
    held = forum.label if forum else "没有写明类型的会议"
    return unmet(f"{held}不能代替集体讨论决定会议。", f"将本事项列入{names}的议题。", OFFICE)


@requirement("D-DEL-01#notice")
def listed_for_a_full_meeting(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 30(1): only the executive or plenary meeting can carry the matter."""
    notice = dossier.last("meeting_notice")
    if notice is None:
        return unmet("尚未确定讨论本事项的会议。", "登记会议类型、届次和会议日期。", OFFICE)
    return _forum_counts(dossier, notice)


@requirement("D-DEL-01")
@_on_minutes
def discussed_at_a_full_meeting(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(1): discussed by the executive or plenary meeting, after it was submitted."""
    package = dossier.last("submission_package")
    if package is not None and minutes.on < package.on:
        return unmet(
            f"会议日期{minutes.on}早于提请日期{package.on}，会议没有讨论本次提请的草案。",
            "核对会议日期；提请前的会议不能作为集体讨论，应当重新列入会议议题。",
            OFFICE,
            HEAD,
            earliest=package.on,
        )
    return _forum_counts(dossier, minutes)


@requirement("D-DEL-01#changes")
@_on_minutes
def changes_were_discussed(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(1): a draft changed in a major way is not the draft that the meeting discussed."""
    if minutes.flag("changes_substantial"):
        return _fault(
            "会议提出的修改属于重大修改，修改后的草案尚未经会议讨论。",
            "改为「决定：再次讨论」或者「退回修改草案」，修改并经合法性审查后重新提请。",
        )
    return met("会议提出的修改不属于重大修改。")


def _not_circulated(carrier: Entry) -> Finding:
    if carrier.text("forum") == Forum.CIRCULATION:
        return _fault("以传阅会签代替会议讨论。", "召开会议讨论，不得以传阅会签、个别征求意见代替。")
    return met("没有以传阅会签代替会议。")


@requirement("D-DEL-07#notice")
def not_listed_for_circulation(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 30(1), read as excluding circulation in place of a meeting."""
    notice = dossier.last("meeting_notice")
    if notice is None:
        return unmet("尚未确定讨论本事项的会议。", "登记会议类型、届次和会议日期。", OFFICE)
    return _not_circulated(notice)


@requirement("D-DEL-07")
@_on_minutes
def not_decided_by_circulation(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(1), read as excluding circulation in place of a meeting."""
    return _not_circulated(minutes)


@requirement("D-DEL-02")
@_on_minutes
def head_decides(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(1): the head decides on the basis of the discussion, hence was there and is who signs."""
    head = minutes.text("head")
    if minutes.role is not HEAD:
        return _fault(f"决定由{minutes.role.label}作出，不是行政首长。", "由行政首长或者代理其职务的人作出决定。")
    known = {part.person for part in dossier.parts}
    if head in known and head not in (minutes.by, minutes.represented):
        return _fault("记录写明的行政首长不是作出决定的人。", "核对行政首长，由其本人或者代理其职务的人办理。")
    if head not in {member.name for member in present(minutes)}:
        return _fault(
            f"行政首长「{head}」不在到会发言的组成人员中。",
            "行政首长应当在集体讨论的基础上作出决定；补全其发言，或者由代理职务的人主持后重新登记。",
        )
    return met(f"行政首长「{head}」到会并在集体讨论的基础上作出决定。")


@requirement("D-DEL-03")
@_on_minutes
def members_speak(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(2): every member present gives a view; "no comment" is one, an empty line is not."""
    here = present(minutes)
    twice = [name for name, times in Counter(member.name for member in members(minutes)).items() if times > 1]
    if twice:
        return _fault(f"「{'、'.join(twice)}」的发言登记了两次。", "同一组成人员只登记一行，合并发言要点。")
    if all(member.name == minutes.text("head") for member in here):
        return _fault("除行政首长外没有其他组成人员到会发言。", "召开有组成人员参加的会议，登记每人的意见。")
    silent = [one.name for one in here if not one.statement and one.position is not Position.NO_COMMENT]
    if silent:
        return _fault(
            f"没有记录「{'、'.join(silent)}」的发言要点。",
            "补记其发言要点；没有意见的，将其意见登记为「无意见」。",
        )
    return met(f"到会{len(here)}人均已发表意见。")


@requirement("D-DEL-04")
@_on_minutes
def head_speaks_last(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(2): the head's number in the order of speaking is the largest."""
    head = minutes.text("head")
    own = [member.order for member in present(minutes) if member.name == head]
    others = [member for member in present(minutes) if member.name != head]
    if not own:
        return unmet(f"没有行政首长「{head}」的发言次序。", "登记行政首长的发言及次序。", HEAD, OFFICE)
    later = [member.name for member in others if member.order >= min(own)]
    if later:
        return _fault(
            f"行政首长发言次序为{min(own)}，「{'、'.join(later)}」不在其之前发言。",
            "行政首长应当最后发言；次序登记有误的更正，确未最后发言的重新讨论。",
        )
    return met("行政首长最后发言。")


@requirement("D-DEL-05")
@_on_minutes
def departure_from_majority_explained(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(2): deciding against most members needs the head's reason, given at the meeting."""
    accepted, decided = majority_accepts(minutes), outcome(minutes)
    if decided is None:
        return _fault(NO_OUTCOME, "如实登记会议作出的决定。")
    if accepted is None:
        return not_applicable("组成人员没有形成多数意见。")
    if decided in accepted:
        return met(f"决定「{decided.label}」与多数人意见一致。")
    if minutes.text("head_reason"):
        return met(f"决定「{decided.label}」与多数人意见不一致，行政首长已在会上说明理由。")
    return unmet(
        f"决定「{decided.label}」与组成人员多数人的意见不一致，没有说明理由。",
        "如实记录行政首长在会上说明的理由；会上未说明的，应当再次讨论。",
        HEAD,
    )


@requirement("D-DEL-06")
@_on_minutes
def dissent_is_recorded(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(3): differing opinions are set down; they may reduce that member's liability (38(3))."""
    differing = [member.name for member in dissenting(minutes)]
    if not differing:
        return met("没有与决定不同的意见，讨论情况已如实记录。")
    if minutes.text("dissent"):
        return met(f"已载明不同意见（{'、'.join(differing)}）。")
    return unmet(
        f"「{'、'.join(differing)}」的意见与决定不同，记录没有载明不同意见。",
        "在「不同意见」一栏逐人载明不同意见的内容。",
        HEAD,
        OFFICE,
    )


def _outcome_is(minutes: Entry, expected: MeetingOutcome) -> Finding:
    decided = outcome(minutes)
    if decided is expected:
        return met(f"记录的决定为「{expected.label}」。")
    if decided is None:
        return _fault(NO_OUTCOME, "如实登记会议作出的决定。")
    return unmet(
        f"记录的决定为「{decided.label}」，与所办环节「{expected.label}」不符。",
        "按记录的决定选择相应环节，或者如实更正记录。",
        HEAD,
        OFFICE,
    )


@requirement("D-DEL-06#passed")
@_on_minutes
def recorded_as_passed(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(3): the step taken is the decision that the minutes record, and it passes no changes unsaid."""
    found = _outcome_is(minutes, MeetingOutcome.PASSED)
    if not found.blocks and minutes.text("changes"):
        return _fault(
            "决定为「通过」，记录却写有会议提出的修改。",
            "修改草案的，办理「决定：修改后通过」；没有修改的，更正「会议提出的修改」一栏。",
        )
    return found


@requirement("D-DEL-06#changed")
@_on_minutes
def recorded_as_passed_with_changes(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(3): the minutes record the decision and the changes that it makes."""
    found = _outcome_is(minutes, MeetingOutcome.PASSED_CHANGED)
    if not found.blocks and not minutes.text("changes"):
        return _fault("决定修改后通过，没有写明修改内容。", "在「会议提出的修改」一栏逐条写明修改内容。")
    return found


@requirement("D-DEL-06#again")
@_on_minutes
def recorded_as_to_be_discussed_again(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(3): the step taken is the decision that the minutes record."""
    return _outcome_is(minutes, MeetingOutcome.AGAIN)


@requirement("D-DEL-06#rejected")
@_on_minutes
def recorded_as_rejected(dossier: Dossier, minutes: Entry) -> Finding:
    """L713 art. 30(3): the step taken is the decision that the minutes record."""
    return _outcome_is(minutes, MeetingOutcome.REJECTED)


@requirement("D-DEL-08")
@_on_minutes
def outcome_fits_the_changes(dossier: Dossier, minutes: Entry) -> Finding:
    """Local practice under L713 art. 30: ordinary changes may pass, major ones come back for discussion."""
    decided = outcome(minutes)
    if decided is None:
        return _fault(NO_OUTCOME, "如实登记会议作出的决定。")
    if decided in PASSING and minutes.flag("changes_substantial"):
        return _fault(f"会议提出重大修改，决定却为「{decided.label}」。", "作重大修改的，修改后重新报请讨论。")
    return met(f"会议结论「{decided.label}」属于规定的种类。")


@requirement("D-LIA-03")
def not_left_undecided(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 38(2): ending a matter after the day planned for its decision may be leaving it undecided."""
    start, termination = dossier.last("start_decision"), dossier.last("termination")
    planned = start.day("planned_on") if start else None
    if planned is None:
        return not_applicable("没有确定计划作出决策的日期。")
    ended = termination.on if termination else moment.today
    if ended <= planned:
        return met(f"计划于{planned}前作出决策，没有逾期。")
    return warned(
        f"计划于{planned}前作出决策，至{ended}终止已逾期{(ended - planned).days}日。",
        "在终止理由中说明未及时决策的原因；造成重大损失、恶劣影响的，依法追究责任。",
        HEAD,
        OFFICE,
    )
