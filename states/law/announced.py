"""A notice of days off as an administrator enters it (节假日安排), and everything that can be wrong with it.

National: the State Council's yearly notice (《全国年节及纪念日放假办法》 arts 2, 6, 7). Local: the days off of an autonomous
area (art. 4), with the parameter whether they stop a period of national law. Pure: the faults are told, nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from states.dossier.schema import Value
from states.law.calendar import DayClass, WorkCalendar
from states.law.day_lines import chinese_date
from states.law.holiday_notice import SATURDAY, Notice, days_between, statutory
from states.law.rule import LocalHoliday

FIRST_YEAR, LAST_YEAR = 2000, 2199
ISSUER = "国务院办公厅"  # of the national notices
LONGEST = 15  # days of one holiday; the longest so far had ten
MOST_LOCAL = 15  # days off of one place in one year
EARLIEST_IN_DECEMBER = 20  # the holiday of New Year may begin in the last days of December before
# 《放假办法》: statutory days of a year, from the year on in which each revision was first applied.
STATUTORY_DAYS = ((2025, 13), (2008, 11), (FIRST_YEAR, 10))
REVISED = 2025  # the table of statutory days on file is that of the revision first applied then


@dataclass(frozen=True, slots=True)
class Festival:
    """One holiday of the notice, both days included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        return days_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Announced:
    """One year's days off as announced. ``place``: the overlay whose own days these are; empty for the whole country.

    ``stops``: whether local days off stop a period of national law. ``extra``: days that the year's notice gives beyond
    the statutory ones. ``replaces``: it corrects what is on file for the year. ``seq``: by which publication it holds.
    """

    year: int
    number: str
    title: str
    issuer: str
    issued: date
    festivals: tuple[Festival, ...]
    make_up: tuple[date, ...] = ()
    place: str = ""
    stops: bool = False
    extra: int = 0
    replaces: bool = False

    @property
    def rest(self) -> dict[date, str]:
        return {day: one.name for one in self.festivals for day in one.days()}

    def notice(self) -> Notice:
        """As the calendar of the country takes it."""
        return Notice(self.year, self.number, self.title, self.issued, self.rest, frozenset(self.make_up))

    def local(self) -> tuple[LocalHoliday, ...]:
        """As the calendar of the place takes it."""
        return tuple(LocalHoliday(f"{one.name}（{self.number}）", tuple(one.days()), self.stops) for one in self.festivals)


def announced(fields: Mapping[str, Value]) -> Announced:
    """From the fields of the entry 节假日安排; the days were parsed when it was put on file."""

    def rows(name: str) -> tuple[Mapping[str, Value], ...]:
        found = fields.get(name, ())
        return tuple(row for row in found if isinstance(row, Mapping)) if isinstance(found, tuple | list) else ()

    def text(name: str) -> str:
        return str(fields.get(name, ""))

    def number(name: str) -> int:
        found = fields.get(name, 0)
        return found if isinstance(found, int) else 0

    festivals = (Festival(str(row["name"]), _day(row["first"]), _day(row["last"])) for row in rows("holidays"))
    return Announced(
        number("year"), text("number"), text("title"), text("issuer"), _day(fields["issued_on"]), tuple(festivals),
        tuple(_day(row["day"]) for row in rows("make_up")), text("place"), fields.get("stops") is True,
        number("extra_days"), fields.get("replaces") is True,
    )  # fmt: skip


def _day(value: Value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def faults(given: Announced) -> dict[str, str]:
    """Everything wrong with the notice in itself: field -> what is wrong and what to do. Empty when it can be true."""
    found = _faults_of_head(given)
    if "year" not in found:
        found |= _faults_of_ranges(given)
    if not found:
        found |= _faults_of_place(given) if given.place else _faults_of_country(given)
    return found


def _faults_of_head(given: Announced) -> dict[str, str]:
    found = {}
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        found["year"] = f"「年份」{given.year}不合理，请填写{FIRST_YEAR}至{LAST_YEAR}之间的四位年份。"
    elif not given.year - 1 <= given.issued.year <= given.year:
        found["issued_on"] = f"{given.year}年的安排应当在{given.year - 1}年或者{given.year}年印发，请核对印发日期和年份。"
    if not given.festivals:
        found["holidays"] = "请至少填写一个假期的名称和起止日期。"
    return found


def _faults_of_ranges(given: Announced) -> dict[str, str]:
    """Each range and each make-up day by itself, and none of them twice."""
    found: dict[str, str] = {}
    taken: dict[date, str] = {}
    opens = date(given.year - 1, 12, EARLIEST_IN_DECEMBER) if not given.place else date(given.year, 1, 1)
    closes = date(given.year, 12, 31)
    for number, one in enumerate(given.festivals):
        where = f"holidays.{number}"
        if one.last < one.first:
            found[f"{where}.last"] = f"{one.name}的放假止日{one.last}早于起日{one.first}，请核对。"
        elif (one.last - one.first).days >= LONGEST:
            found[f"{where}.last"] = f"{one.name}自{one.first}至{one.last}超过{LONGEST}天，请核对起止日期。"
        elif not opens <= one.first <= one.last <= closes:
            found[f"{where}.first"] = f"{one.name}（{one.first}至{one.last}）不在{given.year}年放假安排的范围（{opens}至{closes}）内。"
        else:
            twice = sorted(day for day in one.days() if day in taken)
            if twice:
                found[f"{where}.first"] = f"{twice[0]}已列入{taken[twice[0]]}，{one.name}不能重复列入。"
            taken |= dict.fromkeys(one.days(), one.name)
    return found | _faults_of_make_up(given, taken, opens, closes)


def _faults_of_make_up(given: Announced, rest: Mapping[date, str], opens: date, closes: date) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[date] = set()
    for number, day in enumerate(given.make_up):
        where = f"make_up.{number}.day"
        if day in rest:
            found[where] = f"{day}已列为{rest[day]}放假，不能同时是调休上班日。"
        elif day.weekday() < SATURDAY:
            found[where] = f"调休上班日{day}是{_weekday(day)}，本来就上班；调休上班日应当是周六或者周日。"
        elif day in seen:
            found[where] = f"调休上班日{day}重复填写。"
        elif not opens <= day <= closes:
            found[where] = f"调休上班日{day}不在{given.year}年放假安排的范围（{opens}至{closes}）内。"
        seen.add(day)
    return found


def _faults_of_country(given: Announced) -> dict[str, str]:
    """The statutory days must be among the days off, and swaps must come out even (each moved day is made up)."""
    rest = given.rest
    missing = sorted(day for day in _statutory(given.year) if day not in rest)
    if missing:
        days = "、".join(chinese_date(day) for day in missing)
        return {"holidays": f"缺少法定节假日{days}（{statutory().source}），请对照通知原文补全。"}
    gained = sum(1 for day in rest if day.weekday() < SATURDAY) - len(given.make_up)
    owed = next(days for since, days in STATUTORY_DAYS if given.year >= since) + given.extra
    if gained != owed:
        why = (
            f"放假占用的周一至周五有{gained + len(given.make_up)}天，调休上班{len(given.make_up)}天，相抵为{gained}天；"
            f"{given.year}年全体公民放假的法定节假日为{owed - given.extra}天"
            + (f"，另填增放{given.extra}天" if given.extra else "")
            + "，两者应当相等。请对照通知原文核对放假日期和调休上班日（通知另行增加假日的，填写「增放天数」）。"
        )
        return {"make_up" if gained > owed else "holidays": why}
    return {}


def _faults_of_place(given: Announced) -> dict[str, str]:
    if given.make_up:
        return {"make_up": "地方假日不安排调休上班日，请删去；全国的调休由国务院办公厅的通知规定。"}
    if len(given.rest) > MOST_LOCAL:
        return {"holidays": f"地方假日全年共{len(given.rest)}天，超过{MOST_LOCAL}天，请核对起止日期。"}
    if given.extra:
        return {"extra_days": "「增放天数」只用于全国的安排，请删去。"}
    return {}


def _statutory(year: int) -> frozenset[date]:
    if year >= REVISED:
        return statutory().days(year)
    return frozenset(date(year, month, day) for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)))


def differences(year: int, known: WorkCalendar, given: WorkCalendar) -> tuple[str, ...]:
    """The days on which two calendars of a year do not agree whether work is done, or whether a place rests; for people."""
    both = chain(zip(known.year(year - 1)[-12:], given.year(year - 1)[-12:], strict=True),
                 zip(known.year(year), given.year(year), strict=True))  # fmt: skip
    return tuple(
        f"{chinese_date(old.day)}：现为{old.klass.label}，拟改为{new.klass.label}"
        for old, new in both
        if old.workday != new.workday or (DayClass.LOCAL_HOLIDAY in {old.klass, new.klass} and old.klass is not new.klass)
    )


def _weekday(day: date) -> str:
    return f"周{'一二三四五六日'[day.weekday()]}"


