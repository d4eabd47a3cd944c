"""执法人员培训学时: so many hours a year where a place asks for them (漯河市方案 三（四）5; 云南省纲要 十（三十九）).

Asked of the body's register day by day (``states.law.risk_points``); no step waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from states.dossier.enforcement_words import CertificateStanding
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.officers import certified
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.risk_thresholds import thresholds

KEEPER, HEAD = Role.ENFORCEMENT_REVIEWER, Role.AGENCY_HEAD


def hours(register: Dossier, person: str, year: int) -> int:
    return sum(one.number("hours") for one in register.all("training_record") if one.text("person") == person and one.number("year") == year)


def _officers(register: Dossier, first: date, last: date) -> Iterator[str]:
    """Who was a certified officer at both ends of that time: the plans set no share for who came or went within the year."""
    papers = [one for one in register.all("officer_certificate") if one.text("standing") == CertificateStanding.OFFICER]
    itself = replace(register, above=register)  # certificates are looked up in the register above a matter; here it is asked itself
    return (one for one in dict.fromkeys(one.text("person") for one in papers) if certified(itself, one, first) and certified(itself, one, last))


def _short(register: Dossier, year: int, last: date, least: int) -> str:
    """Those with fewer hours, with what they lack; empty when nobody is short."""
    done = {one: hours(register, one, year) for one in _officers(register, date(year, 1, 1), last)}
    return "、".join(f"{register.names.person(one)}{number}学时（差{least - number}学时）" for one, number in done.items() if number < least)


def _trained(register: Dossier, moment: Moment, rule: str) -> Finding:
    """The year that is over, where the register was kept by its end; of the running one only what can still be made up for."""
    body, least, today = register.all("enforcement_body"), int(moment.law.number(rule, "hours")), moment.today
    if not body:
        return not_applicable("没有登记执法主体。")
    past, ends = today.year - 1, date(today.year, 12, 31)
    if body[0].on.year <= past and (short := _short(register, past, date(past, 12, 31), least)):
        why = f"{past}年度执法培训每人不少于{least}学时：{short}。"
        return unmet(why, "漏登的，补登「执法培训记录」；确未完成的，安排补训并说明情况。", KEEPER, HEAD)
    if ends <= thresholds().training.from_day(today, moment.law.calendar) and (short := _short(register, today.year, today, least)):
        return warned(f"{today.year}年度执法培训每人不少于{least}学时，尚未达到：{short}。", f"在{ends}前完成培训并登记「执法培训记录」。", KEEPER, HEAD)
    return met(f"执法人员的年度培训学时不少于{least}学时，或者本年度尚有时间完成。")


@requirement("I-E-13")
def trained_forty_hours(dossier: Dossier, moment: Moment) -> Finding:
    """漯河市方案 三（四）5: the officer's hours of legal training in the year."""
    return _trained(dossier, moment, "I-E-13")


@requirement("I-E-14")
def trained_sixty_hours(dossier: Dossier, moment: Moment) -> Finding:
    """云南省纲要 十（三十九）: each person's hours of professional and legal training, besides political study."""
    return _trained(dossier, moment, "I-E-14")
