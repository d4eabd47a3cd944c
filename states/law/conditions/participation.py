"""公众参与: may the draft go out, may the consultation close, was everybody answered (L713 arts. 14, 15, 18)."""

from __future__ import annotations

from datetime import date, timedelta

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Channel, ParticipationWay, Role
from states.law.period import Period
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet, warned
from states.law.timekeeping import consultation_end

SPONSOR = Role.SPONSOR
PUBLIC_CHANNELS = (Channel.WEBSITE, Channel.NEW_MEDIA, Channel.NEWSPAPER, Channel.RADIO, Channel.TELEVISION)
NOTICE_PARTS = {"draft": "决策草案", "explanation": "草案说明", "reply_ways": "提出意见的方式"}


def withheld(dossier: Dossier) -> str:
    """The basis on which the matter is lawfully not public, or nothing."""
    profile = dossier.last("matter_profile")
    return profile.text("withheld_basis") if profile else ""


def notice_lacks(notice: Entry) -> tuple[str, ...]:
    """Labels of the parts of art. 15(1) that the notice does not carry."""
    missing = [label for name, label in NOTICE_PARTS.items() if not notice.text(name)]
    return (*missing, *(() if notice.day("closes_on") else ("期限",)))


def notice_days(notice: Entry) -> tuple[date | None, date | None]:
    """Opening and closing day of a consultation notice, as far as known."""
    return notice.day("opens_on"), notice.day("closes_on")


def public_channels(channels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels of those channels by which the public is reached in the sense of art. 15(1)."""
    return tuple(one.label for one in PUBLIC_CHANNELS if one in channels)


def kept_back(dossier: Dossier) -> str:
    """The basis on which the draft is lawfully not put before the public: of the whole matter, or of this waiver."""
    waiver = dossier.last("consultation_waiver")
    return withheld(dossier) or (waiver.text("basis") if waiver else "")


def heard(dossier: Dossier) -> bool:
    """Whether the public was heard in a way of art. 14(2); talks with a specific group (14(3)) come on top."""
    kinds = ("consultation_closing", "hearing_record", "other_participation")
    return any(dossier.has(kind) for kind in kinds)


def for_market_entities(dossier: Dossier) -> bool:
    flags = ("market_entities", "normative_document")
    return all(dossier.flag("matter_profile", name) for name in flags)


@requirement("D-PUB-01")
def opinions_heard(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(1): opinions are heard unless the matter is lawfully not public."""
    if heard(dossier):
        return met("已通过公开征求意见、听证会等方式听取意见。")
    if basis := withheld(dossier):
        return not_applicable(f"依法不予公开的决策事项，依据：{basis}。")
    return unmet(
        "尚未以任何方式听取社会公众意见。",
        "公开征求意见、举行听证会或者登记其他方式听取意见的记录；依法不予公开的，在事项特征认定中写明依据。",
        SPONSOR,
    )


@requirement("D-PUB-01#skip")
def consultation_may_be_skipped(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14: the open consultation is left out only on a basis, or when other ways were used."""
    if basis := kept_back(dossier):
        return met(f"依法不予公开，依据：{basis}。")
    if heard(dossier):
        return met("已采取其他方式听取意见并登记。")
    return unmet(
        "既没有依法不予公开的依据，也没有其他方式听取意见的记录。",
        "填写不予公开的法律依据，或者先登记座谈会、书面征求意见等记录。",
        SPONSOR,
    )


@requirement("D-PUB-02")
def ways_chosen(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(2): the unit is free to choose the ways, and says which it chose."""
    plan = dossier.last("participation_plan")
    if plan is None or not plan.many("ways"):
        return warned("没有登记听取意见的方式。", "登记「公众参与方案」，选择听取意见的方式。", SPONSOR)
    if ParticipationWay.OPEN not in plan.many("ways"):
        return warned("公众参与方案没有列入向社会公开征求意见。", "在公众参与方案中补充这一方式。", SPONSOR)
    return met("公众参与方案已列明听取意见的方式。")


@requirement("D-PUB-03")
def groups_contacted(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(3): bodies and representatives of a group specially affected are heard."""
    if not dossier.flag("matter_profile", "specific_group"):
        return not_applicable("不涉及特定群体利益。")
    contacts = [one for one in dossier.all("group_contact") if one.text("contact")]
    if contacts:
        return met(f"已听取{'、'.join(one.text('contact') for one in contacts)}的意见。")
    return unmet(
        "涉及特定群体利益，没有听取其意见的记录。",
        "与人民团体、社会组织或者群众代表沟通，登记「听取特定群体意见」。",
        SPONSOR,
    )


@requirement("D-PUB-04")
def notice_complete(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): draft, explanation, how to reply, until when."""
    notice = dossier.last("consultation_notice")
    if notice is None:
        return not_applicable("未采用向社会公开征求意见的方式。")
    if missing := notice_lacks(notice):
        return unmet(
            f"公告缺少{'、'.join(missing)}。", "补齐草案、说明、提出意见的方式和期限后再公布。", SPONSOR
        )
    return met("公告载明草案、说明、提出意见的方式和期限。")


@requirement("D-PUB-05")
def notice_reaches_public(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): by website, new media, press, radio or television, easy for the public to find."""
    notice = dossier.last("consultation_notice")
    if notice is None:
        return not_applicable("未采用向社会公开征求意见的方式。")
    if reached := public_channels(notice.many("channels")):
        return met(f"通过{'、'.join(reached)}公布。")
    return unmet(
        "公布途径不便于公众知晓。",
        f"至少选择{'、'.join(one.label for one in PUBLIC_CHANNELS)}之一。",
        SPONSOR,
    )


@requirement("D-PUB-06")
def consultation_long_enough(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): as a rule not less than 30 days, the day of publication not counted."""
    return _long_enough(dossier, moment, moment.law.period("D-PUB-06"))


def _long_enough(dossier: Dossier, moment: Moment, period: Period) -> Finding:
    notice = dossier.last("consultation_notice")
    if notice is None:
        return not_applicable("未采用向社会公开征求意见的方式。")
    opens, closes = notice_days(notice)
    if opens is None or closes is None:
        return unmet("公告没有写明公布日期或者截止日期。", "填写公布日期和截止日期。", SPONSOR)
    if period.kept(opens, closes, moment.law.calendar):
        return met(f"公告自{opens}至{closes},{period.label}。")
    if notice.text("short_reason") and closes > opens:
        return departed(f"公告期限{(closes - opens).days}日，已随公告说明缩短理由。")
    earliest = period.due(opens, moment.law.calendar).on
    return unmet(
        f"公告自{opens}至{closes}，只有{(closes - opens).days}日，{period.label}。",
        f"将截止日期改为{earliest}或者以后；确因情况紧急等需要缩短的，在公告中一并说明理由。",
        SPONSOR,
        earliest=earliest,
    )


@requirement("D-PUB-06#closed")
def consultation_is_over(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): the consultation may not be cut short, and its last day lasts until the legal day ends."""
    notice, closing = dossier.last("consultation_notice"), dossier.last("consultation_closing")
    closes = consultation_end(dossier, moment)
    if closes is None or closing is None:
        return unmet("没有公开征求意见公告或者截止记录。", "先登记公告和截止情况。", SPONSOR)
    over = closes + timedelta(days=1)
    if closing.on < closes:
        return unmet(
            f"公告的截止日期为{closes}，不能提前到{closing.on}截止。",
            f"在{closes}结束之后办理。",
            SPONSOR,
            earliest=over,
        )
    if moment.today < over:
        return unmet(
            f"公告的截止日期{closes}尚未结束，当日仍应接受意见。", f"请在{over}或者以后办理。", SPONSOR, earliest=over
        )
    announced = dossier.root(notice).day("closes_on") if notice else None
    if announced is not None and closing.on < announced:
        return warned(
            f"公告最初载明的截止日期为{announced}，更正后提前到{closes}。",
            "核实向社会公布的截止日期；确已公布为较晚日期的，应当等到该日结束。",
            SPONSOR,
        )
    return met(f"已于{closing.on}截止，公告的截止日期为{closes}。")


@requirement("D-PUB-07")
def shortening_explained(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): a shorter period is explained in the notice itself; a later word is not enough."""
    notice = dossier.last("consultation_notice")
    opens, closes = notice_days(notice) if notice else (None, None)
    if notice is None or opens is None or closes is None:
        return not_applicable("没有公告期限可以核验。")
    period = moment.law.period("D-PUB-06")
    if period.kept(opens, closes, moment.law.calendar):
        return not_applicable("公告期限没有缩短。")
    if notice.text("short_reason"):
        return met("缩短期限的理由已与公告同时公布。")
    return unmet(
        "缩短公开征求意见期限，公告中没有说明理由。",
        "在公告中一并说明情况紧急等理由，或者延长截止日期。",
        SPONSOR,
    )


@requirement("D-PUB-08")
def difficult_points_explained(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(2): matters of general concern or technical ones may be explained by experts."""
    if not any(dossier.flag("matter_profile", name) for name in ("public_concern", "technical")):
        return not_applicable("不属于公众普遍关心或者专业性、技术性较强的事项。")
    if dossier.has("public_explanation"):
        return met("已通过专家访谈等方式解释说明。")
    return warned(
        "公众普遍关心或者专业性较强，没有解释说明的记录。", "可以通过专家访谈等方式解释说明并登记。", SPONSOR
    )


@requirement("D-PUB-10")
def market_entities_have_time(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 62(2): documents close to business are open for comment 30 days as a rule."""
    if not for_market_entities(dossier):
        return not_applicable("成果不是与市场主体生产经营活动密切相关的规范性文件。")
    return _long_enough(dossier, moment, moment.law.period("D-PUB-10"))


@requirement("D-PUB-10#skip")
def market_entities_not_passed_over(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 62(2): such a document is published for comment unless it must be kept secret."""
    if not for_market_entities(dossier):
        return not_applicable("成果不是与市场主体生产经营活动密切相关的规范性文件。")
    if dossier.has("consultation_closing"):
        return met("此前已向社会公开征求意见。")
    if basis := kept_back(dossier):
        return not_applicable(f"依法不予公开，依据：{basis}。")
    return unmet(
        "与市场主体生产经营活动密切相关的规范性文件应当公开征求意见。",
        "办理「公开征求意见」；依法需要保密的，填写依据。",
        SPONSOR,
    )
