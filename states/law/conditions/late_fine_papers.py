"""加处罚款 (行政处罚法 arts. 72, 73(3); 行政强制法 arts. 42, 45, 46; 国务院令第235号 art. 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import (
    decision,
    fine_left,
    laid_on,
    last_pay_day,
    money_due,
    paid,
    remedies,
    since_decision,
)
from states.law.late_fine import amount, counted, ran_longer, room, starts
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD, COLLECTOR = Role.OFFICER, Role.AGENCY_HEAD, Role.FINE_COLLECTOR
NO_PAPER = unmet("没有加处罚款的决定。", "登记「加处罚款」。", HEAD)


def _fine(dossier: Dossier, party: str) -> int:
    return laid_on(dossier, party, (PenaltyKind.FINE,))


def _earlier(dossier: Dossier, paper: Entry) -> tuple[Entry, ...]:
    """Late fines added to the same party's fine before this one."""
    papers = (one for one in since_decision(dossier, "late_fine") if one.text("party") == paper.text("party"))
    return tuple(one for one in papers if dossier.order(one) < dossier.order(paper))


@requirement("E-LAT-01")
def three_in_a_hundred_a_day(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 72(1)(1): 3 % of the fine for each day from the day after the last day to pay, no more than the fine.

    Read as the fine that is still unpaid (inference, to the party's favour): a payment ends a stretch, its own day
    counts still, and what follows is another paper on the smaller base. Whole yuan: fen are dropped from the sum.
    """
    paper = dossier.last("late_fine")
    if paper is None:
        return NO_PAPER
    if wrong := _wrong_stretch(dossier, paper, moment) or _wrong_base(dossier, paper):
        return unmet(wrong, "按未缴罚款、起止日期和每日加处的标准重新计算。", HEAD, COLLECTOR)
    law, fine = moment.law, _fine(dossier, paper.text("party"))
    left = room(fine, law.number("E-LAT-01", "cap"), [one.number("amount") for one in _earlier(dossier, paper)])
    rate, base, days, stated = law.number("E-LAT-01", "rate"), paper.number("base"), paper.number("days"), paper.number("amount")
    owed = amount(base, days, rate, left)
    reckoned = f"{base}元按日加处{rate:.0%}计{days}日、不超出罚款数额，为{owed}元（不足一元的舍去）"
    if stated != owed:
        return unmet(f"加处罚款写为{stated}元；{reckoned}。", f"更正为{owed}元。", HEAD, COLLECTOR)
    return met(f"{reckoned}。")


def _wrong_stretch(dossier: Dossier, paper: Entry, moment: Moment) -> str:
    """What is wrong with the days from and to; nothing when they can stand."""
    first, last, due = paper.day("from_on"), paper.day("to_on"), last_pay_day(dossier, moment)
    if first is None or last is None or due is None:
        return "没有送达日期或者起止日期，不能计算。"
    if first < starts(due):
        return f"缴款期限到{due}届满，加处罚款从{starts(due)}起算，写为{first}。"
    if last < first or last > paper.on:
        return f"计算的起止日期{first}至{last}有误，不能晚于决定日期{paper.on}。"
    if any((before.day("to_on") or date.min) >= first for before in _earlier(dossier, paper)):
        return f"{first}以前的加处罚款已经计算过，期间重复。"
    return "" if paper.number("days") <= counted(first, last) else f"{first}至{last}没有{paper.number('days')}日。"


def _wrong_base(dossier: Dossier, paper: Entry) -> str:
    """What is wrong with the fine on which it is reckoned; nothing when it stood unpaid for the whole stretch."""
    first, last, party = paper.day("from_on") or date.max, paper.day("to_on") or date.min, paper.text("party")
    unpaid = fine_left(dossier, party, first)
    if unpaid != paper.number("base") or unpaid == 0:
        return f"{first}{party}未缴的罚款为{unpaid}元，写为{paper.number('base')}元。"
    if fine_left(dossier, party, last) != unpaid:
        return f"{first}至{last}之间有缴款，应当分段计算。"
    return ""


@requirement("E-LAT-02")
def days_of_remedies_left_out(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 73(3): while a reconsideration or a suit is pending no late fine is reckoned."""
    paper = dossier.last("late_fine")
    return NO_PAPER if paper is None else _miscounted(dossier, (paper,))


@requirement("E-LAT-02#settled")
def settled_with_what_is_known_now(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 73(3): before the account is closed, every late fine leaves out the remedies that came to be known since."""
    papers = since_decision(dossier, "late_fine")
    return _miscounted(dossier, papers) if papers else not_applicable("没有加处罚款。")


def _miscounted(dossier: Dossier, papers: Iterable[Entry]) -> Finding:
    pending = remedies(dossier)
    for paper in papers:
        first, last = paper.day("from_on") or date.max, paper.day("to_on") or date.min
        days = counted(first, last, pending)
        if paper.number("days") != days:
            return unmet(
                f"{paper.text('party')}自{first}至{last}的加处罚款写为{paper.number('days')}日，不计复议、诉讼期间应为{days}日。",
                f"更正为{days}日并重新计算数额，多收的退还。", HEAD, COLLECTOR,
            )  # fmt: skip
    return met("复议、诉讼期间没有计入加处罚款。")


@requirement("E-LAT-03")
def rate_told_and_capped(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 45, Order 235 art. 7: the standard was told, in the decision itself; together never above the fine."""
    paper, made = dossier.last("late_fine"), decision(dossier)
    if paper is None:
        return NO_PAPER
    if not paper.flag("rate_told"):
        return unmet("没有告知当事人加处罚款的标准。", "先告知标准，告知以前的不得加处。", OFFICER, HEAD)
    if made is not None and made.kind == "penalty_decision" and not made.flag("late_fine_stated"):
        return unmet("决定书没有写明逾期不缴加处罚款。", "不得加处罚款，可以依法催告、申请强制执行。", HEAD)
    fine = _fine(dossier, paper.text("party"))
    total = paper.number("amount") + sum(one.number("amount") for one in _earlier(dossier, paper))
    if total > room(fine, moment.law.number("E-LAT-01", "cap"), ()):
        return unmet(f"加处罚款合计{total}元，超出罚款{fine}元。", "减至不超出罚款数额。", HEAD)
    return met(f"已告知标准，加处罚款合计{total}元，没有超出罚款{fine}元。")


@requirement("E-LAT-04")
def forced_by_who_has_the_power(dossier: Dossier, moment: Moment) -> Finding:
    """COE arts. 13, 34, 46(1): own power by a law; for money, the late fine has run for more than thirty days."""
    forced, body = dossier.last("forced_execution"), dossier.above.last("enforcement_body") if dossier.above else None
    if body is None or not body.flag("own_forced_execution"):
        return unmet("法律没有授予本机关行政强制执行权。", "办理「申请人民法院强制执行」。", HEAD)
    if not money_due(dossier):
        return not_applicable("本事项没有罚没款项。")
    days, papers = int(moment.law.number("E-LAT-04", "days")), since_decision(dossier, "late_fine")
    since = [day for one in papers if (day := one.day("from_on")) is not None]
    if since and ran_longer(min(since), forced.on if forced else moment.today, remedies(dossier), days):
        return met(f"加处罚款自{min(since)}起实施已超过{days}日，经催告仍不履行。")
    return unmet(f"实施加处罚款没有超过{days}日。", f"加处罚款超过{days}日并经催告仍不履行的，再决定强制执行。", HEAD)


@requirement("E-LAT-05")
def only_the_late_fine_is_remitted(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 42(1): an agreement may remit late fines, where the party makes amends; never the fine itself."""
    agreed = dossier.last("execution_agreement")
    if agreed is None or not agreed.text("content"):
        return unmet("没有执行协议的内容和补救措施。", "写明分阶段履行的约定和补救措施。", OFFICER)
    if cut := agreed.number("fine_cut"):
        return unmet(f"执行协议减免了罚款本金{cut}元。", "罚款本金不得以协议减免，删去该约定。", OFFICER, HEAD)
    papers = since_decision(dossier, "late_fine")
    remitted = sum(one.number("late_fine_cut") for one in since_decision(dossier, "execution_agreement"))
    late = sum(one.number("amount") for one in papers) - sum(paid(dossier, one, late=True) for one in {one.text("party") for one in papers})
    if remitted > max(0, late):
        return unmet(f"减免{remitted}元，尚未缴纳的加处罚款只有{max(0, late)}元。", "减免不超过尚未缴纳的加处罚款。", OFFICER, HEAD)
    return met(f"减免加处罚款{remitted}元，没有减免罚款本金。")
