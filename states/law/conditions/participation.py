"""公众参与: may the draft go out, may the consultation close, was everybody answered (L713 arts. 14, 15, 18)."""

from __future__ import annotations

from datetime import timedelta

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Channel, Role
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet, warned

SPONSOR = Role.SPONSOR
PUBLIC_CHANNELS = (Channel.WEBSITE, Channel.NEW_MEDIA, Channel.NEWSPAPER, Channel.RADIO, Channel.TELEVISION)


def withheld(dossier: Dossier) -> str:
    """The basis on which the matter is lawfully not public, or nothing."""
    profile = dossier.last("matter_profile")
    return profile.text("withheld_basis") if profile else ""


def _heard(dossier: Dossier) -> bool:
    kinds = ("consultation_closing", "hearing_record", "other_participation", "group_contact")
    return any(dossier.has(kind) for kind in kinds)


@requirement("D-PUB-01")
def opinions_heard(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(1): opinions are heard unless the matter is lawfully not public."""
    if _heard(dossier):
        return met("已通过公开征求意见、听证会等方式听取意见。")
    if basis := withheld(dossier):
        return not_applicable(f"依法不予公开的决策事项,依据:{basis}。")
    return unmet("尚未以任何方式听取社会公众意见。", "公开征求意见、举行听证会或者登记其他方式听取意见的记录。", SPONSOR)


@requirement("D-PUB-01#skip")
def consultation_may_be_skipped(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14: the open consultation is left out only on a basis, or when other ways were used."""
    waiver = dossier.last("consultation_waiver")
    basis = withheld(dossier) or (waiver.text("basis") if waiver else "")
    if basis:
        return met(f"依法不予公开,依据:{basis}。")
    if _heard(dossier):
        return met("已采取其他方式听取意见并登记。")
    return unmet(
        "既没有依法不予公开的依据,也没有其他方式听取意见的记录。",
        "填写不予公开的法律依据,或者先登记座谈会、书面征求意见等记录。",
        SPONSOR,
    )


@requirement("D-PUB-06")
def consultation_long_enough(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): as a rule not less than 30 days, the day of publication not counted."""
    notice = dossier.last("consultation_notice")
    if notice is None:
        return not_applicable("未采用向社会公开征求意见的方式。")
    opens, closes = _dates(notice)
    period = moment.law.period("D-PUB-06")
    if period.kept(opens, closes, moment.law.calendar):
        return met(f"公告自{opens}至{closes},{period.label}。")
    earliest = period.due(opens, moment.law.calendar).on
    if notice.text("short_reason"):
        return departed(f"公告期限{(closes - opens).days}日,已随公告说明缩短理由。")
    return unmet(
        f"公告自{opens}至{closes},只有{(closes - opens).days}日,{period.label}。",
        f"将截止日期改为{earliest}或者以后;确因情况紧急等需要缩短的,在公告中一并说明理由。",
        SPONSOR,
        earliest=earliest,
    )


@requirement("D-PUB-06#closed")
def consultation_is_over(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 15(1): the consultation may not be cut short after it was announced."""
    notice, closing = dossier.last("consultation_notice"), dossier.last("consultation_closing")
    if notice is None or closing is None:
        return unmet("没有公开征求意见公告或者截止记录。", "先登记公告和截止情况。", SPONSOR)
    _, closes = _dates(notice)
    if closing.on >= closes:
        return met(f"已于{closing.on}截止,公告的截止日期为{closes}。")
    return unmet(
        f"公告的截止日期为{closes},不能提前到{closing.on}截止。",
        f"请在{closes}当日或者以后办理。",
        SPONSOR,
        earliest=closes + timedelta(days=0),
    )


def _dates(notice: Entry) -> tuple:
    opens, closes = notice.day("opens_on"), notice.day("closes_on")
    assert opens is not None and closes is not None  # both are required fields
    return opens, closes


__all__ = ["PUBLIC_CHANNELS", "warned", "withheld"]
