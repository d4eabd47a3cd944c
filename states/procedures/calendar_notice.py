"""节假日安排 as a small procedure of the house's own: 录入 → 已生效 or 不予确认; 已生效 → 申请撤回 → 已撤回.

A year's days off move every deadline counted in working days, so one person enters the notice and a legal reviewer who
is another person compares it with the text as published (《全国年节及纪念日放假办法》 arts 2, 4, 6, 7). What took effect is never
edited: a later notice replaces it, or two people withdraw it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from statemachine import State

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from states.law.almanac import Almanac, calendar, national
from states.law.announced import Announced, announced, differences, faults
from states.law.requirement import Moment
from states.law.values import overlays
from states.procedures.base import Procedure, Step, StrictChart

NAME = "calendar_notice"
MARK = "历"  # of its numbers: 历〔2026〕1号
NOTE = "published_calendar"  # under which an event tells what it did to the days off
CONFIRM, WITHDRAW = "confirm_calendar", "confirm_withdrawal"
STAGES = (("cn_entered", "待确认"), ("cn_published", "已生效"), ("cn_withdrawn", "已撤回"))
REVIEW = (Role.LEGAL_REVIEWER,)
TOLD = 8  # days that differ, told one by one


class CalendarNoticeChart(StrictChart):
    """What took effect stands until two people withdraw it or a later notice replaces it."""

    cn_entered = State("待确认", initial=True)
    cn_published = State("已生效")
    cn_withdrawing = State("撤回待确认")
    cn_returned = State("不予确认", final=True)
    cn_withdrawn = State("已撤回", final=True)

    confirm_calendar = cn_entered.to(cn_published)
    return_calendar = cn_entered.to(cn_returned)
    ask_withdrawal = cn_published.to(cn_withdrawing)
    confirm_withdrawal = cn_withdrawing.to(cn_withdrawn)
    refuse_withdrawal = cn_withdrawing.to(cn_published)


STEPS = (
    Step(CONFIRM, "确认节假日安排", REVIEW, ("calendar_check",), own_office=False,
         note="由录入人以外的人与通知原文逐日核对；确认后立即适用，全部未届满的期限随即重新计算"),
    Step("return_calendar", "不予确认", REVIEW, ("calendar_return",), own_office=False),
    Step("ask_withdrawal", "申请撤回", (Role.SYSTEM_ADMIN,), ("calendar_withdrawal_request",), own_office=False),
    Step(WITHDRAW, "确认撤回", REVIEW, ("calendar_withdrawal",), own_office=False,
         note="撤回后，该年恢复适用此前的安排；没有的，按法定节假日暂定，全部未届满的期限随即重新计算"),
    Step("refuse_withdrawal", "不同意撤回", REVIEW, ("calendar_withdrawal",), own_office=False),
)  # fmt: skip


def begin(entry: Entry, moment: Moment) -> None:
    """InvalidEntry unless the notice can be true and does not silently contradict what is on file."""
    given = announced(entry.fields)
    wrong = faults(given)
    if given.place and given.place not in overlays():
        known = "、".join(f"{key}（{one.name}）" for key, one in sorted(overlays().items()))
        wrong["place"] = f"没有代号为「{given.place[:50]}」的地方规定，可选：{known}。"
    wrong = wrong or _against_what_is_known(given, moment.law.almanac)
    if wrong:
        raise InvalidEntry(wrong, "节假日安排填写有误：" + "".join(wrong.values()))


def _against_what_is_known(given: Announced, almanac: Almanac) -> dict[str, str]:
    """A year that was published must agree, or the notice must say that it replaces what is on file."""
    before = almanac.find(given.year, given.place)
    moved = _moved(given, almanac)
    if before is not None and before.number == given.number and not moved:
        return {"number": f"{given.number}已经录入并生效，内容相同，不需要重复录入。"}
    if _settled(given, almanac) and moved and not given.replaces:
        days = "；".join(moved[:TOLD]) + (f"等{len(moved)}日" if len(moved) > TOLD else "")
        source = f"（{before.number}）" if before else ""
        why = f"{given.year}年的安排系统已经收录{source}，本次录入与其不一致：{days}。请先核对原文；确以本通知为准的，「更正此前的安排」选“是”。"
        return {"replaces": why}
    if given.replaces and not _settled(given, almanac):
        return {"replaces": f"系统没有收录{given.year}年的安排，不存在更正，「更正此前的安排」请选“否”或者不填。"}
    return {}


def _settled(given: Announced, almanac: Almanac) -> bool:
    """Whether the year's days off are known, for the country or for the place."""
    if not given.place:
        return not national(almanac).provisional(date(given.year, 6, 15))
    shipped = (day for one in overlays()[given.place].local_holidays for day in one.dates)
    return almanac.find(given.year, given.place) is not None or any(day.year == given.year for day in shipped)


def _moved(given: Announced, almanac: Almanac) -> tuple[str, ...]:
    places = (overlays()[given.place],) if given.place else ()
    return differences(given.year, calendar(almanac, places), calendar(almanac.with_notice(given), places))


def vet(dossier: Dossier, step: Step, entries: Sequence[Entry], moment: Moment) -> None:
    """What was sound when it was entered must still be so when it takes effect."""
    notice = dossier.last(PROCEDURE.opening_kind)
    if step.name == CONFIRM and notice is not None:
        begin(notice, moment)


def beyond(dossier: Dossier, step: Step, moment: Moment) -> Mapping[str, Any] | None:
    """Which notice holds from this step on, or no longer does, and as which publication."""
    notice = dossier.last(PROCEDURE.opening_kind)
    if notice is None or step.name not in (CONFIRM, WITHDRAW):
        return None
    return {NOTE: {"version": moment.law.almanac.version + 1, "entry": notice.id, "holds": step.name == CONFIRM}}


PROCEDURE = Procedure(
    name=NAME,
    label="节假日安排",
    chart=CalendarNoticeChart,
    steps={step.name: step for step in STEPS},
    timers=(),
    opening_kind="calendar_notice",
    stages=STAGES,
    mark=MARK,
    vet=vet,
    house=True,
    begin=begin,
    beyond=beyond,
    fixed=("calendar_notice",),
    resting=("cn_published",),
)
