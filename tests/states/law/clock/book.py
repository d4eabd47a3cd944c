"""Reads the worked examples strictly and compares each with a clock, down to every day it lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from states.law.calendar import WorkCalendar, national_calendar, with_local_holidays
from states.law.day_lines import DayLine
from states.law.toml_table import Table

FOLDER = Path(__file__).parent / "examples"

_SPAN = r"(\d{4}-\d\d-\d\d)(?: 至 (\d{4}-\d\d-\d\d))?"
_COUNTED = re.compile(_SPAN + r"（(倒数)?第(\d+)(?:至(\d+))?(日|个月)）")
_NOTED = re.compile(_SPAN + r" (.+)")
_BY_MONTHS = ("按月计算，不逐日计数", "按确定日期终止，不逐日计数")

_NEEDED = {"title", "law", "as_of", "on", "records", "status", "counted", "left_out"}
_EXPECTED: Mapping[str, Any] = {
    "raw": None, "due": None, "days_left": None, "started_on": None, "provisional": False, "open": False,
    "paused_by": [], "kept": None, "late_by": 0, "deemed": "", "void": [], "remarks": [],
}
_OPTIONAL = {*_EXPECTED, "pitfall", "notes", "local_holidays"}
_HOURS = {"title", "pitfall", "law", "start", "now", "settled", "due", "status", "left_minutes", "kept"}


@dataclass(frozen=True)
class Example:
    file: str
    values: Mapping[str, Any]
    law: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.file}: {self.values['title']}"


def examples(key: str = "examples") -> Iterator[Example]:
    for path in sorted(FOLDER.glob("*.toml")):
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        assert book.keys() <= {"statute", "laws", "examples", "hours"}, path
        for values in book.get(key, []):
            yield Example(path.name, values, book["laws"][values["law"]])


def laws(path: Path) -> Iterator[str]:
    yield from tomllib.loads(path.read_text(encoding="utf-8"))["laws"]


def check_form(example: Example) -> None:
    """A key too many or too few, or a version of the law that was not in force, is a fault of the example."""
    keys = example.values.keys()
    assert keys >= _NEEDED and keys <= _NEEDED | _OPTIONAL, keys ^ _NEEDED
    in_force(example, example.values["as_of"])
    if example.values["status"] != "waiting":
        assert "due" in keys


def in_force(example: Example, day: date) -> None:
    since, until = example.law["since"], example.law.get("until")
    assert since <= day and (until is None or day < until), "这一版的法律当日不施行"


def clock_law(example: Example, clock: ModuleType) -> Any:
    own = {key: value for key, value in example.law.items() if key not in ("version", "since", "until")}
    return clock.read_clock_law(Table(own, example.file))


def calendar(example: Example) -> WorkCalendar:
    local = example.values.get("local_holidays")
    if local is None:
        return national_calendar()
    return with_local_holidays(national_calendar(), dict.fromkeys(local["days"], local["name"]), local["stops"])


def differences(example: Example, clock: ModuleType) -> list[str]:
    """What the clock says otherwise than the example; empty when they agree."""
    law, cal, values = clock_law(example, clock), calendar(example), example.values
    records = [clock.record_from(one) for one in values["records"]]
    found = clock.state(law, records, values["on"], cal)
    told = {
        "status": str(found.status), "due": found.due, "raw": found.raw, "days_left": found.days_left,
        "started_on": found.started_on, "provisional": found.provisional, "open": found.open,
        "paused_by": list(found.paused_by), "kept": found.kept, "late_by": found.late_by,
        "deemed": "".join(f"{one.on} {one.effect}" for one in found.deemed),
        "void": [fault.record + 1 for fault in found.faults if fault.void],
        "remarks": [fault.record + 1 for fault in found.faults if not fault.void],
    }
    wrong = [
        f"{key}: {told[key]!r}, expected {_expected(values, key)!r}"
        for key in told
        if told[key] != _expected(values, key) and not _left_open(values, key)
    ]
    return wrong + list(_days(values, clock.explain(law, records, values["on"], cal)))


def _expected(values: Mapping[str, Any], key: str) -> Any:
    if key == "raw":
        return values.get("raw", values.get("due"))
    if key == "started_on" and key not in values:
        return values["records"][0]["on"]
    return values.get(key, _EXPECTED.get(key))


def _left_open(values: Mapping[str, Any], key: str) -> bool:
    """What a settled clock had left, or what rested on that day, need not be written down."""
    return key not in values and values["status"] == "settled" and key in ("days_left", "paused_by")


def _days(values: Mapping[str, Any], lines: tuple[DayLine, ...]) -> Iterator[str]:
    by_day = {line.day: line for line in lines}
    counted = dict(pair for text in values["counted"] for pair in _numbers(text, by_day))
    reasons = {day: why for text in values["left_out"] for day, why in _reasons(text)}
    for line in lines:
        if line.counted != counted.get(line.day):
            yield f"{line.day}: number {line.counted}, expected {counted.get(line.day)}"
        elif line.counted is None and not line.reason.startswith(_BY_MONTHS):
            why = reasons.pop(line.day, None)
            if why is None or why not in line.reason:
                yield f"{line.day}: {line.reason!r}, expected {why!r}"
    for day in [*reasons, *(counted.keys() - by_day.keys())]:
        yield f"{day}: listed, but no such line"
    for text in values.get("notes", []):
        for day, why in _reasons(text):
            missing = [part for part in why.split("，") if part not in by_day[day].reason]
            if missing:
                yield f"{day}: {by_day[day].reason!r} lacks {missing}"


def _span(first: str, last: str | None) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    assert end >= start, (first, last)
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]


def _numbers(text: str, by_day: Mapping[date, DayLine]) -> list[tuple[date, int]]:
    match = _COUNTED.fullmatch(text)
    assert match, text
    first, last, _, low, high, unit = match.groups()
    days, start, end = _span(first, last), int(low), int(high or low)
    numbers = list(range(start, end + 1) if start <= end else range(start, end - 1, -1))
    if unit == "个月":
        # Between two corresponding days nothing is counted, so only their number and the two ends are written.
        days = [day for day in days if by_day[day].counted is not None]
        assert days and (days[0].isoformat(), days[-1].isoformat()) == (first, last or first), text
    assert len(days) == len(numbers), f"{text}: {len(days)} days"
    return list(zip(days, numbers, strict=True))


def _reasons(text: str) -> list[tuple[date, str]]:
    match = _NOTED.fullmatch(text)
    assert match, text
    return [(day, match.group(3)) for day in _span(match.group(1), match.group(2))]


def hours_differences(example: Example, clock: ModuleType) -> list[str]:
    values = example.values
    assert values.keys() <= _HOURS, values.keys() - _HOURS
    law = clock_law(example, clock)
    found = clock.hours_state(law, values["start"], values["now"], national_calendar(), values.get("settled"))
    told = (str(found.status), found.due_at, found.left.total_seconds() / 60, found.kept)
    wanted = (values["status"], values["due"], values["left_minutes"], values.get("kept"))
    return [] if told == wanted else [f"{told!r}, expected {wanted!r}"]
