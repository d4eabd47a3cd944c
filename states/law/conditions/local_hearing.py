"""地方听证规定: what provinces and plans add to the hearing; an overlay may lengthen, never shorten."""

from __future__ import annotations

from states.dossier.model import Dossier
from states.dossier.vocabulary import ParticipationWay, Role
from states.law.conditions.hearing_facts import attending, days_ahead, for_this_hearing, selects, share_kept
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

SPONSOR, HOST = Role.SPONSOR, Role.HEARING_HOST
HEARING_FORMS = (ParticipationWay.HEARING, ParticipationWay.SYMPOSIUM)


@requirement("D-HEAR-08")
def suggestions_answered(dossier: Dossier, moment: Moment) -> Finding:
    """Guangdong order 303 art. 2(2): the public may suggest a hearing; the unit decides and says why."""
    suggestions = dossier.all("hearing_suggestion")
    if not suggestions:
        return not_applicable("没有公众建议举行听证会。")
    if dossier.has("hearing_record"):
        return met("此前已举行听证会。")
    if any(one.flag("accepted") for one in suggestions):
        return unmet(
            "已采纳公众建议决定听证，却不举行听证会。", "举行听证会，或者更正对建议的处理决定。", SPONSOR
        )
    return met("公众的听证建议均已研究并说明理由。")


@requirement("D-HEAR-09")
def older_local_floor(dossier: Dossier, moment: Moment) -> Finding:
    """Yunnan hearing measure arts. 10-13: 3 working days, and two thirds present or postpone."""
    served, record = for_this_hearing(dossier, "hearing_materials"), dossier.last("hearing_record")
    if record is None:
        return unmet("没有听证会记录。", "由听证主持人登记「听证会记录」。", HOST)
    came, invited = attending(record.rows("signatures")), record.number("invited")
    if not share_kept(came, invited, moment.law.number("D-HEAR-09", "quorum")):
        return unmet(
            f"应到代表{invited}人，到会{came}人，不足三分之二。", "听证会延期，另行通知代表。", HOST, SPONSOR
        )
    period, act = moment.law.period("D-HEAR-09"), served.on if served else None
    return days_ahead(
        period, act, record.on, moment, "听证材料送达", "将材料送达全部参加人并登记，听证会相应延期。"
    )


@requirement("D-HEAR-10#notice")
def local_notice_times(dossier: Dossier, moment: Moment) -> Finding:
    """Local rules (example): sign-up 30 days and the announcement 15 days before the hearing."""
    notice = dossier.last("hearing_notice")
    if notice is None:
        return not_applicable("没有听证会公告。")
    event, law = notice.day("hearing_on"), moment.law
    announced = days_ahead(
        law.period("D-HEAR-10", "announcement"),
        notice.day("published_on"),
        event,
        moment,
        "公告",
        "提前公告。",
    )
    if announced.blocks or not selects(notice):
        return announced
    opens = notice.day("registration_opens_on") or notice.day("published_on")
    return days_ahead(law.period("D-HEAR-10", "sign_up"), opens, event, moment, "报名开始", "提前组织报名。")


@requirement("D-HEAR-10")
def local_lead_times(dossier: Dossier, moment: Moment) -> Finding:
    """Local rules (example): the list 15 days, the materials 10 days before; the stricter value decides."""
    record, law = dossier.last("hearing_record"), moment.law
    if record is None:
        return unmet("没有听证会记录。", "由听证主持人登记「听证会记录」。", HOST)
    people, served = for_this_hearing(dossier, "hearing_participants"), for_this_hearing(dossier, "hearing_materials")
    listed = days_ahead(
        law.period("D-HEAR-10", "announcement"),
        people.on if people else None,
        record.on,
        moment,
        "名单公布",
        "公布参加人名单，听证会相应延期。",
    )
    if listed.blocks:
        return listed
    mine, national = law.period("D-HEAR-10", "materials"), law.period("D-HEAR-05")
    stricter = national.stricter(mine, record.on, law.calendar)
    act = served.on if served else None
    return days_ahead(stricter, act, record.on, moment, "听证材料送达", "送达材料，听证会相应延期。")


@requirement("D-PUB-11")
def hearing_form_used(dossier: Dossier, moment: Moment) -> Finding:
    """Yunnan outline 4(15), Chuxiong plan 2(3)2: plans, policies and projects get a hearing or its like."""
    if not all(dossier.flag("matter_profile", name) for name in ("major_livelihood", "vital_interests")):
        return not_applicable("不是涉及公众切身利益的重要规划、重大公共政策措施或者重大公共建设项目。")
    if dossier.has("hearing_record") or dossier.flag("hearing_waiver", "other_form_held"):
        return met("已采取听证会等形式听取意见。")
    forms = {way for one in dossier.all("other_participation") for way in one.many("ways")}
    if forms.intersection(HEARING_FORMS):
        return met("已采取座谈会等形式听取意见。")
    return unmet(
        "涉及公众切身利益，没有采取听证会等形式听取意见。", "举行听证会，或者采取同类形式并登记。", SPONSOR
    )
