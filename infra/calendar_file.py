"""A notice of days off as a file, in the form of those that ship with the product (states/law/calendars)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from states.errors import InvalidEntry
from states.law.announced import ISSUER

NAMES = {
    "year": "year", "number": "number", "title": "title", "issued": "issued_on", "issuer": "issuer", "overlay": "place",
    "stops_national_periods": "stops", "extra_days": "extra_days", "replaces": "replaces",
}  # fmt: skip
HOLIDAY = ("name", "from", "to", "make_up")
FORM = """文件的写法：year = 2027、number = "国办发明电〔2026〕…号"、title = "…"、issued = 2026-11-04，
每个假期一段 [[holiday]]，写明 name、from、to、make_up（调休上班日，没有的写 []）；
可另写 issuer、overlay（地方规定的代号）、stops_national_periods、extra_days、replaces。"""


def fields_of(text: str) -> dict[str, Any]:
    """The fields of the entry 节假日安排; InvalidEntry where the file cannot be read as a notice."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InvalidEntry({"file": f"不是有效的TOML文件：{fault}。"}, f"不是有效的TOML文件：{fault}。\n{FORM}") from None
    strange = sorted(set(given) - set(NAMES) - {"holiday"})
    if strange:
        raise _wrong("、".join(strange), "没有这样的项目")
    fields: dict[str, Any] = {"issuer": ISSUER} | {NAMES[name]: _plain(value) for name, value in given.items() if name in NAMES}
    rows = given.get("holiday", [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise _wrong("holiday", "应当逐个假期写成 [[holiday]]")
    fields["holidays"] = [_holiday(row) for row in rows]
    fields["make_up"] = [{"day": _plain(day)} for row in rows for day in _days(row)]
    return fields


def _holiday(row: Mapping[str, Any]) -> dict[str, Any]:
    strange = sorted(set(row) - set(HOLIDAY))
    if strange:
        raise _wrong(f"holiday.{strange[0]}", "没有这样的项目")
    return {"name": row.get("name", ""), "first": _plain(row.get("from", "")), "last": _plain(row.get("to", ""))}


def _days(row: Mapping[str, Any]) -> list[Any]:
    days = row.get("make_up", [])
    if not isinstance(days, list):
        raise _wrong("holiday.make_up", "应当写成日期的列表，没有的写 []")
    return days


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _wrong(where: str, why: str) -> InvalidEntry:
    return InvalidEntry({"file": f"{where}：{why}。"}, f"{where}：{why}。\n{FORM}")
