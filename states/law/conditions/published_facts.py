"""已公布的事实: what only a published page can be asked, long after the matter (L713 arts. 15-17, 22, 24, 26, 27).

A running file never meets these checks: there the step itself is refused. They judge dossiers rebuilt from
published pages, whose entries may be of the kinds named here, which no form offers.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.catalogue import plan_can_be_kept
from states.law.conditions.hearing_facts import seats_add_up, sign_up_days
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR, REVIEWER = Role.SPONSOR, Role.LEGAL_REVIEWER

# Kinds of entry that stand only in a rebuilt dossier, with their fields.
SEATS = "published_seats"  # seats: rows of group and number; stated; group, group_seats, named; consumers, share_min
SIGN_UP = "published_sign_up"  # opened_on, closed_on, days_min
LEAD = "published_lead"  # what, act_on, hearing_on, days_min
NEW_LAW = "published_new_law"  # law

RETROSPECTIVE = (
    "D-HEAR-02#day",
    "D-HEAR-03#order",
    "D-HEAR-03#age",
    "D-HEAR-03#sign_up",
    "D-HEAR-03#seats",
    "D-HEAR-03#named",
    "D-HEAR-10#lead",
    "D-HEAR-10#share",
    "D-LEG-07#planned",
    "D-LEG-08#new_law",
    "D-RISK-07#started",
)


@requirement("D-HEAR-02#day")
def notice_names_the_day(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(2): the notice says when; the national text sets no number of days."""
    notice = dossier.last("hearing_notice")
    if notice is None:
        return not_applicable("没有听证会公告。")
    if hearing_on := notice.day("hearing_on"):
        return met(f"公告载明听证日期{hearing_on}；国家规定要求提前公布，没有规定日数。")
    return unmet("公告没有载明听证日期。", "公布听证时间。", SPONSOR)


@requirement("D-HEAR-03#order")
def announced_before_sign_up_ends(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): the method of selection is published first, so before sign-up is over."""
    notice, sign_up = dossier.last("hearing_notice"), dossier.last(SIGN_UP)
    if notice is None or sign_up is None:
        return not_applicable("没有公告或者报名记录可以核验。")
    if dossier.order(sign_up) < dossier.order(notice):
        return unmet("报名截止之后才公告听证会。", "先行公布遴选办法，重新组织报名。", SPONSOR)
    return met("公告先于报名截止。")


@requirement("D-HEAR-03#age")
def no_upper_age(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): selection is fair; an upper age shuts people out and needs a reason."""
    notice = dossier.last("hearing_notice")
    if notice is None or "age_max" not in notice.fields:
        return not_applicable("公告没有设定参加人年龄上限。")
    return warned(
        f"公告限定参加人年龄不超过{notice.number('age_max')}岁，可能影响公平遴选。",
        "说明限定年龄的理由，或者取消该限制。",
        SPONSOR,
    )


@requirement("D-HEAR-03#sign_up")
def sign_up_was_open(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): an open selection leaves time to sign up; how much is a setting (``days_min``), not law."""
    sign_up = dossier.last(SIGN_UP)
    closed = sign_up.day("closed_on") if sign_up else None
    if sign_up is None or closed is None:
        return not_applicable("没有报名截止记录可以核验。")
    opened, days_min = sign_up.day("opened_on"), sign_up.number("days_min")
    if opened is None:
        return unmet("报名截止之前没有公告听证会或者开始报名的记录。", "先公告，再组织报名。", SPONSOR)
    days = sign_up_days(opened, closed)
    if days < days_min:
        return unmet(
            f"报名自{opened}至{closed}，只有{days}日，不足{days_min}日，不属于公开遴选。",
            "延长报名时间。",
            SPONSOR,
        )
    return met(f"报名自{opened}至{closed}，共{days}日。")


@requirement("D-HEAR-03#seats")
def seats_make_the_total(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): a table of seats that does not add up cannot be followed by the public."""
    table = dossier.last(SEATS)
    if table is None or "stated" not in table.fields or "seats" not in table.fields:
        return not_applicable("没有名额分配可以核验。")
    seats, stated = _seats(table), table.number("stated")
    if seats_add_up(seats, stated):
        return met(f"各方名额合计{stated}名，与公布的总数一致。")
    return unmet(
        f"各方名额合计{sum(seats.values())}名，公布的总数为{stated}名，两者不符。",
        "核对并更正名额分配。",
        SPONSOR,
    )


@requirement("D-HEAR-03#named")
def seats_are_named(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(3): as many bodies are named as the group has seats."""
    table = dossier.last(SEATS)
    if table is None or not {"group_seats", "named"} <= table.fields.keys():
        return not_applicable("没有列明单位的名额可以核验。")
    seats, named, group = table.number("group_seats"), table.number("named"), table.text("group")
    if seats == named:
        return met(f"「{group}」{seats}个名额均已列明单位。")
    return unmet(f"「{group}」有{seats}个名额，只列明{named}个单位。", "列明全部单位或者更正名额。", SPONSOR)


@requirement("D-HEAR-10#lead")
def special_lead_time(dossier: Dossier, moment: Moment) -> Finding:
    """Special or local rules set lead times that travel with the case (``days_min``); the hearing day is left out."""
    lead = dossier.last(LEAD)
    hearing = lead.day("hearing_on") if lead else None
    if lead is None or hearing is None:
        return not_applicable("没有特别规定的提前天数可以核验。")
    what, act, days_min = lead.text("what"), lead.day("act_on"), lead.number("days_min")
    if act is None:
        return unmet(f"没有{what}的记录，无法核验特别规定的提前天数。", "补充登记日期。", SPONSOR)
    days = (hearing - act).days
    if days < days_min:
        return unmet(
            f"{what}在{act}，听证会在{hearing}，提前{days}日，不足{days_min}日。", "推迟听证日期。", SPONSOR
        )
    return met(f"{what}在{act}，听证会在{hearing}，提前{days}日，不少于{days_min}日。")


@requirement("D-HEAR-10#share")
def consumers_have_their_share(dossier: Dossier, moment: Moment) -> Finding:
    """Special rules on price hearings: the share of consumers (``share_min``, a decimal); equal is enough."""
    table = dossier.last(SEATS)
    share = _decimal(table.text("share_min")) if table else None
    if table is None or share is None or not {"consumers", "stated"} <= table.fields.keys():
        return not_applicable("没有消费者比例可以核验。")
    consumers, stated = table.number("consumers"), table.number("stated")
    if stated > 0 and consumers >= stated * share:
        return met(f"消费者{consumers}名，占{stated}名的比例不低于{share}。")
    return unmet(f"消费者{consumers}名，占{stated}名的比例低于{share}。", "增加消费者名额。", SPONSOR)


@requirement("D-LEG-07#planned")
def plan_leaves_time_for_review(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 26(2): the plan of the catalogue has room for the legality review as well."""
    return plan_can_be_kept(dossier, moment)


@requirement("D-LEG-08#new_law")
def review_uses_the_new_law(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 27: whoever reviews an undecided draft must hold it against the law now in force."""
    new_law = dossier.last(NEW_LAW)
    if new_law is None or dossier.has("meeting_minutes"):
        return not_applicable("作出决策之前没有新的上位法施行。")
    title = new_law.text("law") or "新的上位法"
    return warned(
        f"决策作出之前，{title}于{new_law.on}施行。", "合法性审查应当以新的规定为依据。", REVIEWER, SPONSOR
    )


@requirement("D-RISK-07#started")
def risk_settled_before_work_begins(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 24: whether the risk can be controlled is known before the decision, all the more before work.

    Only what had to be assessed (art. 22) has a conclusion to wait for.
    """
    if not moment.law.applies("D-RISK-01"):
        return not_applicable("没有应当开展风险评估的要求，无需等待评估结论。")
    if dossier.has("risk_assessment"):
        return met("开工之前已有风险评估结论。")
    if not dossier.flag("matter_profile", "risk_possible"):
        return not_applicable("不需要开展风险评估。")
    return unmet(
        "没有风险可控的评估结论即已开工。",
        "停止施工，完成风险评估，风险可控后再实施。",
        SPONSOR,
        Role.RISK_ASSESSOR,
    )


def _seats(table: Entry) -> dict[str, int]:
    numbers = ((str(row.get("group", "")), row.get("number")) for row in table.rows("seats"))
    return {group: number for group, number in numbers if isinstance(number, int)}


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
