"""听证: when the party may ask, until when, on what notice, before whom, and what it is worth (行政处罚法 arts. 63-65)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from states.dossier.enforcement_words import HearingEnding, PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role, Signature
from states.law.conditions.hearing_facts import earliest_event
from states.law.penalty_facts import (
    GRAVE,
    HEAVIER,
    MONEY,
    Outcome,
    heard,
    notice,
    officers,
    outcomes,
    parties,
    since_notice,
    this_turn,
    total,
)
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.sector_profiles import Profile, profile

OFFICER, HOST, HEAD = Role.OFFICER, Role.HEARING_HOST, Role.AGENCY_HEAD


@requirement("E-HEA-01")
def told_of_the_hearing(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 63(1): whoever is to bear one of the listed penalties is told of the right to a hearing."""
    given = notice(dossier)
    if given is None:
        return unmet("没有告知。", "办理「告知拟处罚内容和权利」。", OFFICER)
    if given.flag("hearing_right"):
        return met("已告知要求听证的权利。")
    proposed, rules = outcomes(given, "proposed"), profile(dossier.overlays)
    grave = _labels(one.penalty for one in proposed if one.penalty in GRAVE)
    if grave:
        return unmet(f"拟{grave}，没有告知要求听证的权利。", "在告知书中告知听证权利和期限后送达。", OFFICER)
    if large := _large(dossier, proposed, rules):
        why, cure = f"{large}，没有告知要求听证的权利（数额标准：{rules.source}）。", "达到较大数额的，告知听证权利。"
        return unmet(why, cure, OFFICER) if rules.verified else warned(why, cure, OFFICER)
    if other := _labels(one.penalty for one in proposed if one.penalty in HEAVIER):
        return warned(f"拟{other}，没有告知听证权利。", "确认是否属于其他较重的行政处罚；属于的，告知听证权利。", OFFICER)
    return met("拟作出的处罚不属于应当告知听证权利的情形。")


@requirement("E-HEA-01#decided")
def grave_penalties_were_open_to_a_hearing(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 63(1): what the law lists is not decided unless the party was told that it may ask for a hearing."""
    given, imposed = notice(dossier), outcomes(dossier.last("penalty_decision"))
    grave = _labels(one.penalty for one in imposed if one.penalty in GRAVE)
    if not grave:
        return not_applicable("没有应当告知听证权利的处罚种类。")
    if given is None or not given.flag("hearing_right"):
        return unmet(f"决定{grave}，没有告知要求听证的权利。", "重新告知听证权利，期限届满后再作出决定。", OFFICER)
    return met("已告知要求听证的权利。")


def _labels(kinds: Iterable[PenaltyKind]) -> str:
    return "、".join(dict.fromkeys(one.label for one in kinds))


def _large(dossier: Dossier, proposed: tuple[Outcome, ...], rules: Profile) -> str:
    """In Chinese, who is to pay or lose a large amount; empty when nobody is."""
    kinds = parties(dossier)
    for party, penalty in dict.fromkeys((one.party, one.penalty) for one in proposed if one.penalty in MONEY):
        kind, yuan = kinds.get(party), total(proposed, party, penalty)
        if kind is not None and rules.hearing.reached(kind, yuan):
            return f"拟对「{party}」{penalty.label}{yuan}元，达到{rules.hearing.limit(kind)}元的听证标准"
    return ""


@requirement("E-HEA-02#told")
def told_the_lawful_days(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(1): the days that the notice gives are not fewer than the law's five working days."""
    given = notice(dossier)
    if given is None or not given.flag("hearing_right"):
        return not_applicable("没有告知听证权利。")
    period, told = moment.law.period("E-HEA-02"), given.number("hearing_days")
    if told < period.n:
        return unmet(f"告知的要求听证期限为{told or '未写明'}，法定为{period.label}。", f"按{period.n}{period.unit.label}重新告知。", OFFICER)
    return met(f"告知的要求听证期限为{told}{period.unit.label}，不少于法定期限。")


def window_ends(dossier: Dossier, moment: Moment) -> date | None:
    """The last day on which the party may ask for a hearing; None where it was not told of the right."""
    return _last_day(notice(dossier), moment)


def _last_day(given: Entry | None, moment: Moment) -> date | None:
    if given is None or not given.flag("hearing_right"):
        return None
    return moment.law.period("E-HEA-02").due(given.on, moment.law.calendar).on


def asked_in_time(dossier: Dossier, moment: Moment) -> tuple[Entry, ...]:
    """Requests that count: posted within the window (民事诉讼法 art. 85(4)), or late without the party's fault."""
    asked = []
    for one in _requests(dossier):
        told = [given for given in this_turn(dossier, "penalty_notice") if dossier.order(given) < dossier.order(one)]
        last = _last_day(told[-1] if told else None, moment)
        if last is None or one.on <= last or one.flag("late_excused"):
            asked.append(one)
    return tuple(asked)


def _requests(dossier: Dossier) -> tuple[Entry, ...]:
    """Requests on the notice that holds, and on an earlier one those still unanswered: telling anew takes no hearing away."""
    now = since_notice(dossier, "hearing_request")
    answers = (*this_turn(dossier, "penalty_hearing_record"), *this_turn(dossier, "penalty_hearing_ended"))
    answered = max(map(dossier.order, answers), default=-1)
    return tuple(one for one in this_turn(dossier, "hearing_request") if one in now or dossier.order(one) > answered)


@requirement("E-HEA-02#window")
def window_is_over(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(1): the case goes on once the time to ask is over, was waived, or the hearing asked for was dealt with."""
    last = window_ends(dossier, moment)
    if last is None:
        return not_applicable("没有告知听证权利，没有要求听证的期限。")
    if heard(dossier) or since_notice(dossier, "penalty_hearing_ended"):
        return met("当事人要求的听证已经举行或者依法终止。")
    if asked_in_time(dossier, moment):
        return unmet("当事人在期限内要求听证，尚未举行。", "办理「通知听证」，在七个工作日前通知。", HOST)
    if any(one.flag("explicit") and one.flag("hearing") for one in since_notice(dossier, "statement_waiver")):
        return met("当事人已明确放弃听证。")
    acted = moment.today
    if acted <= last:
        after = moment.law.calendar.next_workday(date.fromordinal(last.toordinal() + 1))
        return unmet(f"要求听证的期限至{last}，尚未届满。", f"在{last}之后办理，或者登记当事人明确放弃听证。", OFFICER, earliest=after)
    return met(f"要求听证的期限已于{last}届满，当事人没有要求听证。")


@requirement("E-HEA-02")
def hearing_was_asked_for(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 63(1), 64(1): a hearing is held because the party asked within five working days of being told."""
    last, requests = window_ends(dossier, moment), _requests(dossier)
    if not requests:
        return unmet("没有当事人的听证要求。", "登记「要求听证」。", OFFICER, HOST)
    if asked_in_time(dossier, moment):
        return met(f"当事人已在期限内（至{last or '未限定'}）要求听证。")
    return warned(f"当事人{requests[-1].on}要求听证，期限至{last}。", "超过期限的可以不组织听证；耽误期限不属于当事人自身原因的，注明情况。", HOST)


@requirement("E-HEA-03#notice")
def hearing_far_enough(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 64(2), 85: seven full working days between the notice and the hearing."""
    return _ahead(dossier, moment)


@requirement("E-HEA-03")
def hearing_held_on_notice(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(2): held on the day of which everybody was told seven working days before."""
    called, record = dossier.last("penalty_hearing_notice"), dossier.last("penalty_hearing_record")
    told = called.day("hearing_on") if called else None
    if called is None or record is None:
        return unmet("没有听证通知或者听证笔录。", "先办理「通知听证」。", HOST)
    if told != record.on:
        return unmet(f"听证在{record.on}举行，通知的日期是{told}。", "按通知的日期举行；改期的，重新通知。", HOST)
    return _ahead(dossier, moment)


def _ahead(dossier: Dossier, moment: Moment) -> Finding:
    called = dossier.last("penalty_hearing_notice")
    told, hearing = (called.day("notified_on"), called.day("hearing_on")) if called else (None, None)
    if told is None or hearing is None:
        return unmet("没有听证通知的送达日期或者听证日期。", "登记「行政处罚听证通知」。", HOST)
    period, calendar = moment.law.period("E-HEA-03"), moment.law.calendar
    if period.kept(told, hearing, calendar):
        return met(f"通知在{told}送达，听证在{hearing}，符合举行的{period.n}{period.unit.label}前通知。")
    earliest = earliest_event(period, told, calendar)
    return unmet(f"通知在{told}送达，听证在{hearing}，之间不足{period.n}个完整的工作日。", f"听证改在{earliest}或者以后举行，重新通知。", HOST, earliest=earliest)


@requirement("E-HEA-04#notice")
def announced_as_public(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(3): public, but for state secrets, business secrets and privacy."""
    return _public(dossier.last("penalty_hearing_notice"), dossier)


@requirement("E-HEA-04")
def held_in_public(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(3): what was announced as public is held in public."""
    return _public(dossier.last("penalty_hearing_record"), dossier)


def _public(paper: Entry | None, dossier: Dossier) -> Finding:
    called = dossier.last("penalty_hearing_notice")
    if paper is None:
        return unmet("没有听证笔录。", "由听证主持人登记。", HOST)
    if paper.flag("public"):
        return met("听证公开举行。")
    reason = called.text("closed_reason") if called else ""
    if not reason:
        return unmet("听证不公开举行，没有写明涉及国家秘密、商业秘密或者个人隐私的理由。", "公开举行，或者在听证通知中写明不公开的理由。", HOST)
    return met(f"依法不公开举行：{reason}")


@requirement("E-HEA-05#notice")
def host_is_nobody_of_the_case(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(4): the host is appointed from outside those who investigate the case."""
    called = dossier.last("penalty_hearing_notice")
    return _neutral(dossier, called.text("host") if called else "")


@requirement("E-HEA-05")
def host_as_appointed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(4): the appointed host, nobody of the investigators, sits."""
    called, record = dossier.last("penalty_hearing_notice"), dossier.last("penalty_hearing_record")
    if called is None or record is None:
        return unmet("没有听证通知或者听证笔录。", "先办理「通知听证」。", HOST)
    if called.text("host") != record.text("host"):
        return unmet(f"通知的主持人是{dossier.names.person(called.text('host'))}，实际主持的是{dossier.names.person(record.text('host'))}。",
                     "由指定的主持人主持；更换主持人的，重新通知。", HOST)
    return _neutral(dossier, record.text("host"))


def _neutral(dossier: Dossier, host: str) -> Finding:
    if not host:
        return unmet("没有指定听证主持人。", "指定非本案调查人员主持。", HOST)
    if host in officers(dossier):
        return unmet(f"主持人{dossier.names.person(host)}是本案调查人员。", "指定非本案调查人员主持听证。", HOST)
    return met("听证主持人不是本案调查人员。")


@requirement("E-HEA-06")
def agents_in_number(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(5): each party in person or by one or two agents."""
    record = dossier.last("penalty_hearing_record")
    sent = len(record.rows("agents")) if record else 0
    most = int(moment.law.number("E-HEA-06", "agents")) * max(1, len(parties(dossier)))
    if sent > most:
        return unmet(f"当事人委托的代理人{sent}人，超过{most}人。", "每名当事人可以委托一至二人代理。", HOST)
    return met("当事人亲自参加或者委托的代理人数符合规定。")


@requirement("E-HEA-07")
def ending_is_lawful(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(6): who stays away without good reason, or leaves without leave, gives the hearing up."""
    ended = dossier.last("penalty_hearing_ended")
    if ended is None:
        return unmet("没有终止听证的记录。", "登记「听证终止」。", HOST)
    if ended.text("ground") != HearingEnding.WITHDRAWN and ended.flag("justified"):
        return unmet("当事人缺席有正当理由或者退席经过许可，不能视为放弃听证。", "延期举行：重新办理「通知听证」。", HOST)
    return met("听证依法终止。")


@requirement("E-HEA-08")
def both_sides_speak(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(7): investigators put facts, evidence and proposal; the party defends and questions the evidence."""
    record = dossier.last("penalty_hearing_record")
    parts = {"presented": "调查人员提出事实、证据和处罚建议", "defended": "当事人申辩和质证"}
    missing = [label for name, label in parts.items() if record is None or not record.flag(name)]
    if missing:
        return unmet(f"听证没有{'、'.join(missing)}。", "依法重新举行；漏记的，更正听证笔录。", HOST)
    return met("调查人员举证，当事人申辩、质证。")


@requirement("E-HEA-09")
def record_is_signed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 64(8): the record is checked and signed by the party or its agent; a refusal is noted by the host."""
    record = dossier.last("penalty_hearing_record")
    if record is None or not record.text("content"):
        return unmet("没有听证笔录。", "由听证主持人登记听证笔录。", HOST)
    if record.text("signature") == Signature.SIGNED:
        return met("听证笔录已由当事人或者代理人核对签名。")
    if record.text("signature") == Signature.REFUSED and record.text("refusal_note"):
        return met("当事人或者代理人拒绝签名，主持人已在笔录中注明。")
    return unmet("听证笔录没有当事人签名，也没有注明拒绝签名的情况。", "由当事人或者代理人核对签名；拒绝的，由主持人注明。", HOST)


@requirement("E-HEA-10")
def hearing_is_free(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 63(2): the party bears no cost of the hearing."""
    record = dossier.last("penalty_hearing_record")
    if record is not None and record.flag("charged"):
        return unmet("向当事人收取了听证费用。", "退还费用，组织听证的费用由行政机关承担。", HOST)
    return met("当事人不承担组织听证的费用。")


@requirement("E-HEA-11")
def decided_on_the_record(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 65: after a hearing the decision rests on its record."""
    record, decision = heard(dossier), dossier.last("penalty_decision")
    if record is None:
        return not_applicable("本次告知后没有举行听证。")
    if decision is None or not decision.flag("on_record"):
        return unmet("经过听证的案件，决定没有写明根据听证笔录作出。", "根据听证笔录作出决定，并在决定中确认。", HEAD)
    if decision.on < record.on:
        return unmet(f"决定日期{decision.on}早于听证日期{record.on}。", "听证结束后再作出决定。", HEAD)
    return met("决定根据听证笔录作出。")
