"""A replay file as typed cases. Whatever the format does not know is refused with its name and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from infra.replay import arithmetic
from infra.replay.loader import Plain, UnreadableFile, read_yaml
from infra.replay.vocabulary import (
    CASE_FACTS,
    COMMON_FACTS,
    EVENT_FACTS,
    Facts,
    FactType,
    OneOf,
    Procedure,
    Record,
    Shape,
    SomeOf,
)

__all__ = ["Case", "Event", "Fact", "UnreadableFile", "read_cases", "read_file"]

Fact: TypeAlias = "bool | int | Decimal | str | date | list[Fact] | dict[str, Fact]"

# Years for which working days can be told, or at least guessed, in both directions.
FIRST_DAY, LAST_DAY = date(1912, 1, 1), date(2099, 12, 31)

_CASE_KEYS = ("id", "procedure", "title", "authority", "facts", "events", "overall")
_EVENT_KEYS = ("on", "event", "facts", "expect", "rules", "why")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event. ``expect`` and ``rules`` are the answer key as it stands in the file, unread."""

    name: str
    on: date | None
    facts: Mapping[str, Fact]
    expect: Plain
    rules: Plain


@dataclass(frozen=True, slots=True)
class Case:
    """One published matter; ``overall`` is the answer key."""

    id: str
    procedure: Procedure
    title: str
    authority: str
    facts: Mapping[str, Fact]
    events: tuple[Event, ...]
    overall: Plain


def read_file(path: Path) -> tuple[Case, ...]:
    """The cases of a file; UnreadableFile, in Chinese, when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise UnreadableFile(f"不能读取文件{path}:{fault.strerror or fault}") from fault
    except (UnicodeDecodeError, ValueError) as fault:
        raise UnreadableFile(f"文件{path}不是UTF-8文本。") from fault
    return read_cases(text)


def read_cases(text: str) -> tuple[Case, ...]:
    """The cases of a YAML text; UnreadableFile names the procedure, event or fact that is not known."""
    top = _record(read_yaml(text), "文件", ("cases",))
    return tuple(
        _case(raw, f"第{number}个案例") for number, raw in enumerate(_items(top.get("cases"), "cases"), 1)
    )


def _case(raw: Plain, place: str) -> Case:
    case = _record(raw, place, _CASE_KEYS)
    id = _words(case.get("id"), f"{place}的id")
    place = f"{place}({id})"
    if not id or "procedure" not in case or "events" not in case:
        raise UnreadableFile(f"{place}缺少id、procedure或者events。")
    return Case(
        id=id,
        procedure=_procedure(case["procedure"], place),
        title=_words(case.get("title"), f"{place}的title"),
        authority=_words(case.get("authority"), f"{place}的authority"),
        facts=_facts(case.get("facts"), CASE_FACTS, place),
        events=tuple(
            _event(one, f"{place}第{number}个事件")
            for number, one in enumerate(_items(case["events"], f"{place}的events"), 1)
        ),
        overall=case.get("overall"),
    )


def _procedure(raw: Plain, place: str) -> Procedure:
    if isinstance(raw, str) and raw in tuple(Procedure):
        return Procedure(raw)
    raise UnreadableFile(f"{place}：不认识的程序{raw!r}。")


def _event(raw: Plain, place: str) -> Event:
    event = _record(raw, place, _EVENT_KEYS)
    name = event.get("event")
    if not isinstance(name, str) or name not in EVENT_FACTS:
        raise UnreadableFile(f"{place}：不认识的事件{name!r}。")
    place = f"{place}({name})"
    if "on" not in event:
        raise UnreadableFile(f"{place}缺少on；没有公布日期的，写null。")
    on = None if event["on"] is None else _date(event["on"], f"{place}的on")
    facts = _facts(event.get("facts"), {**EVENT_FACTS[name], **COMMON_FACTS}, place)
    if on is not None and facts.get("date_precision") == "none":
        raise UnreadableFile(f"{place}：已有日期，date_precision不能是none。")
    return Event(name, on, facts, event.get("expect"), event.get("rules"))


def _facts(raw: Plain, known: Facts, place: str) -> dict[str, Fact]:
    """Typed facts; one that is null counts as not written, so not known."""
    facts = {} if raw is None else raw
    if not isinstance(facts, dict):
        raise UnreadableFile(f"{place}的facts应当是映射。")
    for name in facts:
        if name not in known:
            raise UnreadableFile(f"{place}：不认识的事实{name!r}。")
    return {
        name: _fact(value, known[name], f"{place}的{name}")
        for name, value in facts.items()
        if value is not None
    }


def _fact(raw: Plain, shape: Shape, place: str) -> Fact:
    if isinstance(shape, FactType):
        return _READERS[shape](raw, place)
    if isinstance(shape, OneOf):
        return _choice(raw, shape.options, place)
    if isinstance(shape, SomeOf):
        return [_choice(one, shape.options, place) for one in _items(raw, place)]
    if isinstance(shape, Record):
        return (
            [_map(one, shape, place) for one in _items(raw, place)] if shape.many else _map(raw, shape, place)
        )
    return _expression(raw, place)


def _map(raw: Plain, shape: Record, place: str) -> dict[str, Fact]:
    if not isinstance(raw, dict):
        raise UnreadableFile(f"{place}应当是映射。")
    values = _facts(raw, shape.fields, place)
    if lacking := [name for name in shape.needed if name not in values]:
        raise UnreadableFile(f"{place}缺少{'、'.join(lacking)}。")
    return values


def _choice(raw: Plain, options: tuple[str, ...], place: str) -> str:
    if isinstance(raw, str) and raw in options:
        return raw
    raise UnreadableFile(f"{place}：不认识的取值{raw!r}，应为{'、'.join(options)}之一。")


def _expression(raw: Plain, place: str) -> str:
    text = str(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else raw
    if not isinstance(text, str):
        raise UnreadableFile(f"{place}应当是算式。")
    try:
        arithmetic.check(text)
    except arithmetic.BadExpression as fault:
        raise UnreadableFile(f"{place}:{fault}。") from fault
    return text


def _record(raw: Plain, place: str, known: tuple[str, ...]) -> dict[str, Plain]:
    if not isinstance(raw, dict):
        raise UnreadableFile(f"{place}应当是映射。")
    for name in raw:
        if name not in known:
            raise UnreadableFile(f"{place}：不认识的栏目{name!r}。")
    return raw


def _items(raw: Plain, place: str) -> list[Plain]:
    if not isinstance(raw, list):
        raise UnreadableFile(f"{place}应当是列表。")
    return raw


def _words(raw: Plain, place: str) -> str:
    if raw is None or isinstance(raw, str):
        return raw or ""
    raise UnreadableFile(f"{place}应当是文字。")


def _date(raw: Plain, place: str) -> date:
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) and _ISO.fullmatch(raw) else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise UnreadableFile(
            f"{place}:{raw!r}不是有效日期，应为{FIRST_DAY}至{LAST_DAY}之间、形如2024-01-31的日期。"
        )
    return day


def _int(raw: Plain, place: str) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise UnreadableFile(f"{place}应当是整数。")


def _number(raw: Plain, place: str) -> int | Decimal:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return raw
    raise UnreadableFile(f"{place}应当是数字。")


def _bool(raw: Plain, place: str) -> bool:
    if isinstance(raw, bool):
        return raw
    raise UnreadableFile(f"{place}应当是true或者false。")


def _text(raw: Plain, place: str) -> str:
    if isinstance(raw, str):
        return raw
    raise UnreadableFile(f"{place}应当是文字。")


def _months(raw: Plain, place: str) -> list[Fact]:
    months = [_text(one, place) for one in _items(raw, place)]
    if len(months) != 2:
        raise UnreadableFile(f"{place}应当是起止两个月份，形如2024-01。")
    return list(months)


def _any_map(raw: Plain, place: str) -> dict[str, Fact]:
    """A map that no check reads."""
    if not isinstance(raw, dict):
        raise UnreadableFile(f"{place}应当是映射。")
    return {}


def _counts(raw: Plain, place: str) -> dict[str, Fact]:
    if not isinstance(raw, dict):
        raise UnreadableFile(f"{place}应当是映射。")
    return {name: _int(value, f"{place}的{name}") for name, value in raw.items()}


def _ranges(raw: Plain, place: str) -> dict[str, Fact]:
    if not isinstance(raw, dict):
        raise UnreadableFile(f"{place}应当是映射。")
    ranges = {name: [_int(one, place) for one in _items(value, place)] for name, value in raw.items()}
    if any(len(ends) != 2 for ends in ranges.values()):
        raise UnreadableFile(f"{place}的每一项应当是起止两个整数。")
    return {name: list(ends) for name, ends in ranges.items()}


_READERS: dict[FactType, Callable[[Plain, str], Fact]] = {
    FactType.DATE: _date,
    FactType.INT: _int,
    FactType.NUM: _number,
    FactType.BOOL: _bool,
    FactType.STR: _text,
    FactType.STRINGS: lambda raw, place: [_text(one, place) for one in _items(raw, place)],
    FactType.DATES: lambda raw, place: [_date(one, place) for one in _items(raw, place)],
    FactType.MONTHS: _months,
    FactType.MAP: _any_map,
    FactType.COUNTS: _counts,
    FactType.SPANS: _ranges,
}
