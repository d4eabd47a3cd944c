"""证据: collected, verified, lawfully got, registered and dealt with in time (行政处罚法 arts. 41, 46, 54, 56; 国办发〔2018〕118号)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from states.dossier.enforcement_words import RecordedAct, RegisteredWay
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.officers import named, register_of
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD, KEEPER = Role.OFFICER, Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER


def relied_on(dossier: Dossier) -> tuple[Entry, ...]:
    """Evidence on which the facts of the case rest: all that was not excluded."""
    return tuple(one for one in dossier.all("evidence_item") if not one.flag("excluded"))


def _listed(items: list[Entry]) -> str:
    return "、".join(f"「{one.text('name') or '未填名称'}」" for one in items)


@requirement("E-INV-01")
def inquiry_complete_and_fair(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 54(1): evidence is collected in full and objectively, also what speaks for the party."""
    if not dossier.has("evidence_item"):
        return unmet("没有收集证据。", "全面收集证据，逐件登记「证据」，包括对当事人有利的证据。", OFFICER)
    left = [one for one in dossier.all("evidence_item") if one.flag("adverse") and one.flag("lawful") and one.flag("excluded")]
    if left:
        return warned(f"对当事人有利的证据{_listed(left)}被排除。", "核对排除的理由，在调查终结报告中说明。", OFFICER)
    return met(f"已收集证据{len(dossier.all('evidence_item'))}件。")


@requirement("E-INV-05")
def evidence_verified_and_lawful(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 46: facts rest on evidence of a lawful kind, found true, and never on what was got unlawfully."""
    relied = relied_on(dossier)
    if not relied:
        return unmet("没有可以作为认定案件事实根据的证据。", "收集并登记证据。", OFFICER)
    if unlawful := [one for one in relied if not one.flag("lawful")]:
        return unmet(f"{_listed(unlawful)}不是依法取得，不得作为认定案件事实的根据。", "更正该证据，写明已经排除。", OFFICER)
    if unverified := [one for one in relied if not one.flag("verified") or not one.text("kind")]:
        return unmet(f"{_listed(unverified)}没有查证属实。", "查证属实后更正；不能查证的，写明已经排除。", OFFICER)
    return met(f"作为根据的{len(relied)}件证据均依法取得、查证属实。")


def _seen_by_devices(dossier: Dossier) -> tuple[Entry, ...]:
    return tuple(one for one in relied_on(dossier) if one.text("device"))


@requirement("E-INV-13")
def device_records_reviewed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 41(2), (3): unreviewed device records are no evidence; the party is told without delay what they show."""
    seen = _seen_by_devices(dossier)
    if not seen:
        return not_applicable("没有使用电子技术监控设备的记录。")
    if unreviewed := [one for one in seen if not one.flag("record_reviewed")]:
        return unmet(f"监控记录{_listed(unreviewed)}未经审核，不得作为证据。", "审核是否真实、清晰、完整、准确，更正该证据。", OFFICER)
    if untold := [one for one in seen if one.day("party_told_on") is None]:
        return unmet(f"没有将{_listed(untold)}记录的违法事实告知当事人。", "及时告知并提供查询，登记告知日期。", OFFICER)
    return met(f"{len(seen)}件监控记录均已审核并告知当事人。")


@requirement("E-AUT-16")
def devices_in_order(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 41(1): a device passed legal and technical review, meets the standard, and its place is public, beforehand."""
    seen = _seen_by_devices(dossier)
    if not seen:
        return not_applicable("没有使用电子技术监控设备的记录。")
    for item in seen:
        if lacking := _device_lacks(dossier, item.text("device"), item.on):
            return unmet(
                f"设备「{item.text('device')}」在{item.on}{lacking}。",
                "设备已依法审核和公布的，在执法登记中补登；否则写明该证据已经排除。",
                KEEPER,
                OFFICER,
            )
    return met("所用监控设备均经法制和技术审核，设置地点已公布。")


def _device_lacks(dossier: Dossier, number: str, on: date) -> str:
    """What the device lacked on that day, in Chinese; nothing when it was in order."""
    register = register_of(dossier)
    known = [one for one in register.all("monitoring_device") if one.text("device") == number] if register else []
    if not known:
        return "没有登记"
    device = known[-1]
    days = {"legal_reviewed_on": "没有经过法制审核", "technical_reviewed_on": "没有经过技术审核", "place_published_on": "设置地点没有公布"}
    lacks = [label for name, label in days.items() if (done := device.day(name)) is None or done > on]
    return "、".join((*lacks, *(() if device.flag("standard") else ("不符合标准、设置或者标志要求",))))


@requirement("E-INV-08")
def registration_approved(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 56: evidence that may be lost is registered with the approval of the head, given before."""
    done = dossier.last("evidence_registration")
    if done is None or not done.text("reason"):
        return unmet("没有写明证据可能灭失或者以后难以取得的情况。", "写明情况，报机关负责人批准。", OFFICER)
    approver, approved = done.text("approved_by"), done.day("approved_on")
    if not approver or approved is None or approved > done.on:
        return unmet(f"登记保存日期{done.on}，批准日期{approved or '未填'}，没有事先经机关负责人批准。", "报机关负责人批准后登记保存。", HEAD, OFFICER)
    if approver in named(done):
        return unmet(f"{dossier.names.person(approver)}是登记保存的执法人员，不能由本人批准。", "由机关负责人批准。", HEAD)
    return met(f"已于{approved}经{dossier.names.person(approver)}批准。")


@requirement("E-INV-09")
def registered_evidence_handled_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 56, 85: dealt with within seven working days of each registration.

    Once they are over the hold has lapsed: late giving back is still due and only alarms, anything else is refused.
    """
    handled = dossier.last("registered_handled")
    since = handled.day("registered_on") if handled else None
    if handled is None or since is None or since not in {one.on for one in dossier.all("evidence_registration")}:
        return unmet(f"{since or '该日'}没有先行登记保存证据。", "核对登记保存日期。", OFFICER)
    period, calendar = moment.law.period("E-INV-09"), moment.law.calendar
    if handled.on < since:
        return unmet(f"处理日期{handled.on}早于登记保存日期{since}。", "核对两个日期。", OFFICER)
    if period.kept(since, handled.on, calendar):
        return met(f"{since}登记保存，{handled.on}处理，符合{period.label}。")
    late = f"{since}登记保存，应当在{period.due(since, calendar).on}前处理，{handled.on}已经逾期"
    if handled.text("way") == RegisteredWay.RETURNED:
        return warned(f"{late}；解除、退还仍应立即办理。", "在处理情况中写明逾期的原因。", OFFICER)
    return unmet(f"{late}，登记保存不再有效，不能再作其他处理。", "解除登记保存、退还当事人；依法需要查封、扣押的，另行决定。", OFFICER, HEAD)


def unhandled(dossier: Dossier) -> tuple[Entry, ...]:
    """Registrations that nothing dealt with, one handling of that day for each."""
    handled = Counter(one.day("registered_on") for one in dossier.all("registered_handled"))
    left = []
    for done in dossier.all("evidence_registration"):
        if handled[done.on] > 0:
            handled[done.on] -= 1
        else:
            left.append(done)
    return tuple(left)


def _none_overdue(dossier: Dossier, moment: Moment) -> Finding:
    if not dossier.has("evidence_registration"):
        return not_applicable("没有先行登记保存证据。")
    period, calendar = moment.law.period("E-INV-09"), moment.law.calendar
    for done in unhandled(dossier):
        if not period.kept(done.on, moment.today, calendar):
            due = period.due(done.on, calendar).on
            return unmet(f"{done.on}先行登记保存的证据至{due}没有处理。", "办理「处理先行登记保存的证据」，逐次登记。", OFFICER)
    return met("先行登记保存的证据均已处理或者仍在期限内。")


@requirement("E-INV-09#concluded")
def none_overdue_at_the_end_of_the_inquiry(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 56: the inquiry does not end over registered evidence whose time has run out."""
    return _none_overdue(dossier, moment)


@requirement("E-INV-09#decided")
def none_overdue_at_the_decision(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 56: nor is the case decided over it."""
    return _none_overdue(dossier, moment)


@requirement("E-AUT-18")
def coercion_on_film(dossier: Dossier, moment: Moment) -> Finding:
    """Three systems (国办发〔2018〕118号): seizing and sealing is recorded in sound and picture throughout, each time."""
    seizures = dossier.all("seizure_list")
    if not seizures:
        return not_applicable("没有应当全程音像记录的查封、扣押。")
    filmed = {one.on for one in dossier.all("av_record") if one.text("act") == RecordedAct.SEIZURE}
    if missing := [str(one.on) for one in seizures if one.on not in filmed]:
        return unmet(f"{'、'.join(missing)}的查封、扣押没有音像记录。", "登记当日的音像记录；没有记录的，书面说明情况。", OFFICER)
    return met("查封、扣押均有全程音像记录。")


@requirement("E-AUT-18#announced")
def announcement_on_film(dossier: Dossier, moment: Moment) -> Finding:
    """The same: service by announcement is filmed as the circumstances ask (根据实际情况), so its lack is only worth an alarm."""
    notice = dossier.last("service_announced")
    if notice is None:
        return unmet("没有公告送达。", "登记「公告送达」。", OFFICER)
    acts = [one.text("act") for one in dossier.all("av_record")]
    if RecordedAct.PUBLIC_SERVICE not in acts:
        return warned("公告送达没有音像记录。", "根据实际情况拍照、录像，登记「音像记录」；不需要的，在案卷中说明。", OFFICER)
    return met("公告送达已有音像记录。")
