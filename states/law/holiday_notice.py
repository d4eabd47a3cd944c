"""The State Council's yearly holiday notices, and the statutory days that stand in for a missing one.

A notice is TOML with strict keys: a fault in it would move every deadline of a year, so start-up finds it.
Source: 《全国年节及纪念日放假办法》 arts 2, 6, 7; 《国务院关于职工工作时间的规定》 art 7.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from states.errors import DefinitionError
from states.law.legal_day import ONE_DAY
from states.law.toml_table import Table

FOLDER = Path(__file__).parent / "calendars"
SATURDAY = 5

# Days that are free in every year since 2000; a notice that leaves one out has been mistyped.
_ALWAYS_FREE = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's notice. ``rest``: each day off it names -> festival; ``make_up``: weekend days worked."""

    year: int
    number: str
    title: str
    issued: date
    rest: Mapping[date, str]
    make_up: frozenset[date]


@dataclass(frozen=True, slots=True)
class Statutory:
    """Statutory days off without the yearly swaps; ``lunar`` knows only the years that were worked out."""

    source: str
    fixed: tuple[tuple[int, int], ...]
    lunar: Mapping[int, frozenset[date]]

    def days(self, year: int) -> frozenset[date]:
        fixed = {date(year, month, day) for month, day in self.fixed}
        return frozenset(fixed | self.lunar.get(year, frozenset()))


def parse_notice(text: str, where: str) -> Notice:
    """A notice from TOML text. ``where`` names the text in the DefinitionError raised for any fault."""
    table = _table(text, where)
    year, rest, make_up = table.count("year"), dict[date, str](), set[date]()
    for row in table.rows("holiday"):
        name, days, worked = _holiday(row)
        _no_repeat(row, "from", rest.keys() & days)
        _no_repeat(row, "make_up", make_up & worked)
        rest.update(dict.fromkeys(days, name))
        make_up |= worked
    _no_repeat(table, "holiday", rest.keys() & make_up)
    _check(table, year, rest, make_up)
    notice = Notice(
        year, table.text("number"), table.text("title"), table.day("issued"), rest, frozenset(make_up)
    )
    table.close()
    return notice


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """The notices that come with the product, by year."""
    paths = sorted(FOLDER.glob("[0-9]*.toml"))
    notices = tuple(parse_notice(path.read_text(encoding="utf-8"), path.name) for path in paths)
    for path, notice in zip(paths, notices, strict=True):
        if path.stem != str(notice.year):
            raise DefinitionError(f"{path.name}: 文件名与年份 {notice.year} 不一致")
    return notices


@cache
def statutory() -> Statutory:
    """The table for years without a notice."""
    path = FOLDER / "statutory.toml"
    return parse_statutory(path.read_text(encoding="utf-8"), path.name)


def parse_statutory(text: str, where: str) -> Statutory:
    """The statutory table from TOML text; DefinitionError for any fault."""
    table = _table(text, where)
    fixed = tuple(_month_day(table, item) for item in table.texts("fixed"))
    lunar = table.table("lunar")
    years = dict(_lunar_year(year, row) for year, row in lunar.entries()) if lunar else {}
    found = Statutory(table.text("source"), fixed, years)
    table.close()
    return found


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _table(text: str, where: str) -> Table:
    try:
        return Table(tomllib.loads(text), where)
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{where}: 不是有效的 TOML：{fault}") from fault


def _holiday(row: Table) -> tuple[str, set[date], set[date]]:
    name, first, last = row.text("name"), row.day("from"), row.day("to")
    if last < first:
        raise row.fault("to", f"{name}的放假止日 {last} 早于起日 {first}")
    worked = row.days("make_up")
    for day in worked:
        if isinstance(day, datetime) or day.weekday() < SATURDAY:
            raise row.fault("make_up", f"调休上班日 {day} 应为周六或周日")
    row.close()
    return name, set(days_between(first, last)), set(worked)


def _no_repeat(table: Table, key: str, days: Iterable[date]) -> None:
    for day in sorted(days):
        raise table.fault(key, f"{day} 被重复列为放假日或调休上班日")


def _check(table: Table, year: int, rest: Mapping[date, str], make_up: set[date]) -> None:
    if not 2000 <= year < 2200:
        raise table.fault("year", f"{year} 不是合理的年份")
    # New Year's holiday may begin in the last December days; no notice reaches further.
    for day in sorted({*rest, *make_up}):
        if not date(year - 1, 12, 20) <= day <= date(year, 12, 31):
            raise table.fault("holiday", f"{day} 不属于 {year} 年的放假安排")
    for month, day_of_month in _ALWAYS_FREE:
        if date(year, month, day_of_month) not in rest:
            raise table.fault("holiday", f"缺少法定节假日{month}月{day_of_month}日")


def _lunar_year(year: str, row: Table) -> tuple[int, frozenset[date]]:
    spring = row.day("spring_festival")
    others = {row.day("qingming"), row.day("dragon_boat"), row.day("mid_autumn")}
    for day in (spring, *others):
        if str(day.year) != year:
            raise row.fault(year, f"{day} 不在 {year} 年")
    row.close()
    return spring.year, frozenset({*others, *days_between(spring - ONE_DAY, spring + 2 * ONE_DAY)})


def _month_day(table: Table, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError as fault:
        raise table.fault("fixed", f"{text} 应写作 月-日") from fault
    return day.month, day.day
