"""The State Council's yearly holiday notices, and the statutory days that stand in for a missing one.

A notice is TOML with strict keys: a fault in it would move every deadline of a year, so start-up finds it.
Source: 《全国年节及纪念日放假办法》 arts 2, 6, 7; 《国务院关于职工工作时间的规定》 art 7.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from states.errors import DefinitionError

FOLDER = Path(__file__).parent / "calendars"
ONE_DAY = timedelta(days=1)
SATURDAY = 5
T = TypeVar("T")

_NOTICE_KEYS = {"year", "number", "title", "issued", "holiday"}
_HOLIDAY_KEYS = {"name", "from", "to", "make_up"}
_STATUTORY_KEYS = {"source", "fixed", "lunar"}
_LUNAR_KEYS = {"spring_festival", "qingming", "dragon_boat", "mid_autumn"}
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
    raw = _toml(text, where)
    _exact_keys(raw, _NOTICE_KEYS, where)
    year = _typed(raw["year"], int, where)
    rest: dict[date, str] = {}
    make_up: set[date] = set()
    for entry in _typed(raw["holiday"], list, where):
        name, days, worked = _holiday(entry, where)
        _no_repeat(set(rest) & days, where)
        _no_repeat(make_up & worked, where)
        rest.update(dict.fromkeys(days, name))
        make_up |= worked
    notice = Notice(
        year=year,
        number=_typed(raw["number"], str, where),
        title=_typed(raw["title"], str, where),
        issued=_day(raw["issued"], where),
        rest=rest,
        make_up=frozenset(make_up),
    )
    _check(notice, where)
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
    raw = _toml(text, where)
    _exact_keys(raw, _STATUTORY_KEYS, where)
    fixed = tuple(_month_day(item, where) for item in _typed(raw["fixed"], list, where))
    lunar = {
        int(year): _lunar_days(int(year), _typed(entry, dict, where), where)
        for year, entry in _typed(raw["lunar"], dict, where).items()
    }
    return Statutory(source=_typed(raw["source"], str, where), fixed=fixed, lunar=lunar)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _holiday(entry: object, where: str) -> tuple[str, set[date], set[date]]:
    table = _typed(entry, dict, where)
    _exact_keys(table, _HOLIDAY_KEYS, where)
    name = _typed(table["name"], str, where)
    first, last = _day(table["from"], where), _day(table["to"], where)
    if last < first:
        raise DefinitionError(f"{where}: {name} 的放假止日 {last} 早于起日 {first}")
    listed = [_day(item, where) for item in _typed(table["make_up"], list, where)]
    _no_repeat({day for day in listed if listed.count(day) > 1}, where)
    return name, set(days_between(first, last)), set(listed)


def _check(notice: Notice, where: str) -> None:
    _no_repeat(set(notice.rest) & notice.make_up, where)
    for day in sorted(notice.make_up):
        if day.weekday() < SATURDAY:
            raise DefinitionError(f"{where}: 调休上班日 {day} 不是周六或周日")
    # New Year's holiday may begin in the last December days; no notice reaches further.
    for day in sorted({*notice.rest, *notice.make_up}):
        if not date(notice.year - 1, 12, 20) <= day <= date(notice.year, 12, 31):
            raise DefinitionError(f"{where}: {day} 不属于 {notice.year} 年的放假安排")
    for month, day_of_month in _ALWAYS_FREE:
        if date(notice.year, month, day_of_month) not in notice.rest:
            raise DefinitionError(f"{where}: 缺少法定节假日 {month}月{day_of_month}日")


def _lunar_days(year: int, entry: dict[str, Any], where: str) -> frozenset[date]:
    _exact_keys(entry, _LUNAR_KEYS, where)
    days = {key: _day(value, where) for key, value in entry.items()}
    for day in days.values():
        if day.year != year:
            raise DefinitionError(f"{where}: {day} 不在 {year} 年")
    spring = days.pop("spring_festival")
    return frozenset({*days.values(), *days_between(spring - ONE_DAY, spring + 2 * ONE_DAY)})


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{where}: 不是有效的 TOML：{fault}") from fault


def _exact_keys(table: Mapping[str, object], expected: set[str], where: str) -> None:
    if unknown := sorted(set(table) - expected):
        raise DefinitionError(f"{where}: 不认识的键 {', '.join(unknown)}")
    if missing := sorted(expected - set(table)):
        raise DefinitionError(f"{where}: 缺少键 {', '.join(missing)}")


def _no_repeat(days: set[date], where: str) -> None:
    if days:
        raise DefinitionError(f"{where}: {min(days)} 被重复列为放假日或调休上班日")


def _typed(value: object, kind: type[T], where: str) -> T:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise DefinitionError(f"{where}: {value!r} 应为 {kind.__name__}")
    return value


def _day(value: object, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DefinitionError(f"{where}: {value!r} 应为日期")
    return value


def _month_day(value: object, where: str) -> tuple[int, int]:
    text = _typed(value, str, where)
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError as fault:
        raise DefinitionError(f"{where}: {text} 应为 月-日") from fault
    return day.month, day.day
