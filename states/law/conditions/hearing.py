"""听证会: whether, with whom, on what notice, and how it was held (L713 arts. 16, 17)."""

from __future__ import annotations

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role, Signature
from states.law.conditions.draft_text import changed_since
from states.law.conditions.hearing_facts import (
    Row,
    attending,
    days_ahead,
    for_this_hearing,
    notice_lacks,
    selects,
    unseated,
    unsigned,
)
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR, HOST = Role.SPONSOR, Role.HEARING_HOST
THREE_STEPS = {
    "public": "公开举行",
    "introduced": "承办单位介绍草案、依据和情况",
    "debated": "参加人陈述、询问、质证和辩论",
    "confirmed": "参加人确认听证记录",
}


def _record(dossier: Dossier) -> Entry | None:
    return dossier.last("hearing_record")


def _rows(entry: Entry | None, name: str) -> tuple[Row, ...]:
    return entry.rows(name) if entry else ()


def _no_record() -> Finding:
    return unmet("没有听证会记录。", "由听证主持人登记「听证会记录」。", HOST)


@requirement("D-HEAR-01")
def hearing_not_compulsory(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(1): a hearing may be held; where another law or rule says must, it must."""
    profile = dossier.last("matter_profile")
    basis = profile.text("hearing_required_by") if profile else ""
    if basis:
        return _held_before(dossier, basis)
    waiver = dossier.last("hearing_waiver")
    if profile is not None and profile.flag("vital_interests") and not (waiver and waiver.text("reason")):
        return unmet(
            "直接涉及切身利益或者存在较大分歧，没有写明不听证的理由。",
            "写明不举行听证会的理由，或者举行听证会。",
            SPONSOR,
        )
    return met("没有法律、法规、规章规定应当听证。")


def _held_before(dossier: Dossier, basis: str) -> Finding:
    record = _record(dossier)
    if record is None:
        return unmet(f"{basis}规定应当举行听证会。", "办理「公告听证会」，不能不举行听证会。", SPONSOR)
    if changed_since(dossier, record):
        return warned(
            "听证会后草案有实质性变化，不再举行听证会。", "确认修改部分是否属于应当听证的内容。", SPONSOR
        )
    return met("此前已依法举行听证会。")


@requirement("D-HEAR-02")
def hearing_announced(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(2): draft, explanation, time and place are published beforehand."""
    notice = dossier.last("hearing_notice")
    if notice is None:
        return unmet("没有听证会公告。", "公布决策草案、说明等材料和听证时间、地点。", SPONSOR)
    if missing := notice_lacks(notice):
        return unmet(f"听证会公告缺少{'、'.join(missing)}。", "补齐后提前公布。", SPONSOR)
    published, hearing_on = notice.day("published_on"), notice.day("hearing_on")
    if published is None or hearing_on is None or published >= hearing_on:
        return unmet(
            f"公告日期{published or '未填'}，没有早于听证日期{hearing_on}。",
            "提前公布，推迟听证日期。",
            SPONSOR,
        )
    return met(f"已于{published}公告，听证会定于{hearing_on}。")


@requirement("D-HEAR-02#held")
def hearing_held_as_announced(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(2): the time that was published is the time; another day needs a new notice."""
    notice, record = dossier.last("hearing_notice"), _record(dossier)
    if record is None:
        return _no_record()
    announced = notice.day("hearing_on") if notice else None
    if announced == record.on:
        return met(f"听证会按公告的日期{announced}举行。")
    return unmet(
        f"听证会在{record.on}举行，公告的日期是{announced or '未公告'}。",
        "办理「听证会延期」并重新公告。",
        SPONSOR,
        HOST,
    )


@requirement("D-HEAR-03#notice")
def selection_published_first(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): the method of selection is published before sign-up, with a seat for every side."""
    notice = dossier.last("hearing_notice")
    if notice is None or not selects(notice):
        return not_applicable("不需要遴选听证参加人。")
    if not notice.text("selection_method"):
        return unmet("需要遴选参加人，公告没有遴选办法。", "在公告中先行公布遴选办法和名额分配。", SPONSOR)
    empty = [str(row.get("group", "")) for row in notice.rows("seats") if not row.get("number")]
    if empty or not notice.rows("seats"):
        return unmet(f"{'、'.join(empty) or '各方'}没有名额。", "为每一利益群体至少分配一个名额。", SPONSOR)
    return _sign_up(notice)


def _sign_up(notice: Entry) -> Finding:
    published, hearing_on = notice.day("published_on"), notice.day("hearing_on")
    opens, closes = notice.day("registration_opens_on") or published, notice.day("registration_closes_on")
    if published is None or opens is None or closes is None:
        return unmet("公告没有写明报名截止日期。", "填写报名开始和截止日期。", SPONSOR)
    if not published <= opens < closes or (hearing_on is not None and closes >= hearing_on):
        return unmet(
            f"公告{published}、报名{opens}至{closes}、听证{hearing_on}先后有误。",
            "按先公布遴选办法、再报名、后听证的顺序改正日期。",
            SPONSOR,
        )
    return met(f"遴选办法已先行公布，报名自{opens}至{closes}。")


@requirement("D-HEAR-03")
def every_side_represented(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): selection is fair and open, and every side has a representative."""
    notice = dossier.last("hearing_notice")
    if notice is None or not selects(notice):
        return not_applicable("不需要遴选听证参加人。")
    if missing := unseated(notice.rows("seats"), _rows(for_this_hearing(dossier, "hearing_participants"), "people")):
        return unmet(f"{'、'.join(missing)}没有代表。", "补选参加人，重新公布名单。", SPONSOR)
    return met("相关各方均有代表参加。")


@requirement("D-HEAR-04")
def list_published_before(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): the list of participants is public before the hearing."""
    people, record = for_this_hearing(dossier, "hearing_participants"), _record(dossier)
    held = record.on if record else moment.today
    if people is None:
        return unmet("没有公布听证参加人名单。", "在听证会前公布并登记「听证参加人名单」。", SPONSOR)
    if people.on >= held:
        return unmet(
            f"名单公布在{people.on}，没有早于听证日期{held}。", "听证会延期，在名单公布之后举行。", SPONSOR
        )
    return met(f"名单已于{people.on}公布。")


@requirement("D-HEAR-05")
def materials_served_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): materials reach the last participant 7 days before, the hearing day not counted."""
    served, record = for_this_hearing(dossier, "hearing_materials"), _record(dossier)
    return days_ahead(
        moment.law.period("D-HEAR-05"),
        served.on if served else None,
        record.on if record else moment.today,
        moment,
        "听证材料送达",
        "将材料送达全部参加人并登记，听证会相应延期。",
    )


@requirement("D-HEAR-06")
def hearing_in_three_steps(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 17: public; introduction, debate, confirmation of the record."""
    record = _record(dossier)
    if record is None:
        return _no_record()
    if missing := [label for name, label in THREE_STEPS.items() if not record.flag(name)]:
        return unmet(f"听证会没有{'、'.join(missing)}。", "依法重新举行听证会；漏记的，更正听证会记录。", HOST)
    return met("听证会公开举行，按三个步骤进行。")


@requirement("D-HEAR-07")
def record_signed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 17(3): each participant signs, or the refusal is noted."""
    record = _record(dossier)
    if record is None:
        return _no_record()
    signatures = record.rows("signatures")
    if not any(row.get("signature") == Signature.SIGNED for row in signatures):
        return unmet("听证会记录没有参加人签字。", "由听证参加人确认记录并签字。", HOST)
    if refused := unsigned(signatures):
        return unmet(f"{'、'.join(refused)}拒绝签字，没有注明情况。", "在签字情况中注明拒签说明。", HOST)
    listed = [str(row.get("name", "")) for row in _rows(for_this_hearing(dossier, "hearing_participants"), "people")]
    named = {row.get("name") for row in signatures}
    if silent := [name for name in listed if name not in named]:
        return unmet(
            f"{'、'.join(silent)}没有签字记录。", "逐人登记已签字、拒绝签字（注明情况）或者未到会。", HOST
        )
    return met(f"{attending(signatures)}名到会参加人的签字情况已逐人登记。")
