"""The shape of entries: which fields a kind of entry carries, and what a lawful-looking value is.

A form on screen, a refusal and a stored entry all come from the same table, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from states.dossier.spelling import spelled
from states.dossier.vocabulary import Labelled, Role
from states.errors import DefinitionError, InvalidEntry

EARLIEST = date(1990, 1, 1)
BORN_FROM = date(1900, 1, 1)
LATEST_YEARS_AHEAD = 20
TEXT_LIMIT = 20_000
NAME_LIMIT = 200
ROWS_LIMIT = 500

# C0 and C1 controls but tab and line feed; what turns the direction of reading; what takes no room, so that two texts
# look alike (joiners stay: scripts need them); other ends of lines; halves of surrogate pairs.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Value: TypeAlias = "str | int | bool | date | tuple[Value, ...] | Mapping[str, Value]"
Fields: TypeAlias = "Mapping[str, Value]"
OptionSet: TypeAlias = type[Labelled]


class FieldType(StrEnum):
    """What a field holds; ``rows`` holds a tuple of mappings described by ``Field.columns``."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    BOOL = "bool"
    INT = "int"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    OFFICE = "office"
    MATERIAL = "material"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry. ``rules`` names the statutory rules that ask for it."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    options: OptionSet | None = None
    columns: tuple[Field, ...] = ()
    future: bool = False  # may a date lie after today?
    year: bool = False  # of a number: is it a year?
    unit_if: str = ""  # of a person: the yes/no column beside it that says that a unit stands here
    hint: str = ""
    rules: tuple[str, ...] = ()
    birth: bool = False  # of a date: is it somebody's day of birth, which may lie long before any matter?
    public: bool = False  # is what stands here shown to everybody once the paper is out?
    chair: bool = False  # of a text: is it whoever presides over those in the table of the same paper?


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry (卷内材料): its fields, who may put it on file, and in which states of the matter."""

    name: str
    label: str
    fields: tuple[Field, ...]
    roles: tuple[Role, ...] = ()
    states: tuple[str, ...] = ()  # states in which it may be recorded on its own; () = only as part of a step
    effective: str = ""  # the date field that says on which day the fact happened; "" = the day of recording
    rules: tuple[str, ...] = ()
    laid: tuple[str, ...] = ()  # kinds that lie before those who fill it in
    signs: bool = False  # whoever puts it on file answers for it with their name: the password is asked again
    by_name: Mapping[str, Field] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        by_name = {one.name: one for one in self.fields}
        if len(by_name) != len(self.fields):
            raise DefinitionError(f"{self.name}: a field stands twice")
        if self.effective and self.effective not in by_name:
            raise DefinitionError(f"{self.name}: no date field {self.effective!r}")
        object.__setattr__(self, "by_name", by_name)


def parse(kind: Kind, raw: Mapping[str, object], today: date) -> dict[str, Value]:
    """Turn what a person or program sent into typed fields.

    Raises InvalidEntry naming every wrong field at once. ``today`` is the legal day in Asia/Shanghai.
    """
    if not isinstance(raw, Mapping):
        raise InvalidEntry({kind.name: f"「{kind.label}」应当逐栏填写。"})
    wrong: dict[str, str] = {str(name): f"「{kind.label}」没有这一栏，请删去。" for name in raw if name not in kind.by_name}
    values = _parse_fields(kind.fields, raw, today, "", wrong)
    if wrong:
        raise InvalidEntry(wrong, f"「{kind.label}」填写有误：" + ";".join(wrong.values()))
    return values


def _parse_fields(
    fields: Sequence[Field], raw: Mapping[str, object], today: date, prefix: str, wrong: dict[str, str]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for spec in fields:
        given = raw.get(spec.name)
        if given is None or (isinstance(given, str) and not given.strip()) or given in ((), []):
            if spec.required:
                wrong[prefix + spec.name] = f"请填写「{spec.label}」。"
            continue
        try:
            values[spec.name] = _PARSERS[spec.type](spec, given, today, prefix, wrong)
        except (ValueError, TypeError) as reason:
            wrong[prefix + spec.name] = str(reason)
    return values


def _text(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    if not isinstance(given, str):
        raise ValueError(f"「{spec.label}」应当是文字。")
    text = given.strip().replace("\r\n", "\n")
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"「{spec.label}」超过{TEXT_LIMIT}字，请改为附件。")
    if not plain(text):
        raise ValueError(f"「{spec.label}」含有不可见的控制字符，请删除后重填。")
    return text


def plain(text: str) -> bool:
    """Can it be stored, hashed and read as it looks? No control characters, half surrogates or reversed direction."""
    return not _HIDDEN.search(text)


def _date(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    written = _DAY.fullmatch(given.strip()) if isinstance(given, str) else None
    try:
        day = given if type(given) is date else date.fromisoformat(written[0] if written else "")
    except ValueError:
        raise ValueError(f"「{spec.label}」不是有效日期，请按2026-01-31的格式填写。") from None
    if day < (BORN_FROM if spec.birth else EARLIEST) or day.year > today.year + LATEST_YEARS_AHEAD:
        raise ValueError(f"「{spec.label}」{day.isoformat()}明显不合理，请核对年份。")
    if day > today and not spec.future:
        raise ValueError(f"「{spec.label}」{day.isoformat()}晚于今天（{today.isoformat()}），尚未发生的事实不能登记。")
    return day


def _likely(year: int, today: date) -> bool:
    return EARLIEST.year <= year <= today.year + LATEST_YEARS_AHEAD


def _bool(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    known = {True: True, False: False, "true": True, "false": False, "on": True, "是": True, "否": False}
    if isinstance(given, bool | str) and given in known:
        return known[given]
    raise ValueError(f"「{spec.label}」请选择是或者否。")


def _int(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    number = given if type(given) is int and 0 <= given < 10**15 else _digits(spec, given)
    if spec.year and not _likely(number, today):
        raise ValueError(f"「{spec.label}」{number}明显不合理，请填写四位数的公历年份，例如{today.year}。")
    return number


def _digits(spec: Field, given: object) -> int:
    text = given.strip() if isinstance(given, str) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise ValueError(f"「{spec.label}」应当是不小于0且不超过15位的整数。")
    return int(text)


def _one_of(spec: Field, given: object) -> Labelled:
    assert spec.options is not None
    try:
        return spec.options(str(given))
    except ValueError:
        allowed = "、".join(option.label for option in spec.options)
        raise ValueError(f"「{spec.label}」只能选：{allowed}。") from None


def _choice(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    return str(_one_of(spec, given))


def _choices(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    many = [given] if isinstance(given, str) else given
    if not isinstance(many, list | tuple):
        raise ValueError(f"「{spec.label}」请至少选一项。")
    return tuple(dict.fromkeys(str(_one_of(spec, one)) for one in many))


def _rows(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise ValueError(f"「{spec.label}」应当逐行填写。")
    if len(given) > ROWS_LIMIT:
        raise ValueError(f"「{spec.label}」超过{ROWS_LIMIT}行，请改为附件并填写汇总。")
    rows = []
    for number, row in enumerate(given):
        place = f"{prefix}{spec.name}.{number}."
        known = {column.name for column in spec.columns}
        for name in row:
            if name not in known:
                wrong[place + str(name)] = f"「{spec.label}」没有这一栏，请删去。"
        rows.append(_parse_fields(spec.columns, row, today, place, wrong))
    return tuple(rows)


def _name(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    name = spelled(str(_text(spec, given, today, prefix, wrong)))
    if not 0 < len(name) <= NAME_LIMIT:
        raise ValueError(f"「{spec.label}」请填写名称，不超过{NAME_LIMIT}字。")
    return name


def _material(spec: Field, given: object, today: date, prefix: str, wrong: dict[str, str]) -> Value:
    text = str(given).strip()
    head, _, hexa = text.partition(":")
    if head != "sha256" or len(hexa) != 64 or any(char not in "0123456789abcdef" for char in hexa):
        raise ValueError(f"「{spec.label}」请先上传材料，再从材料清单中选择。")
    return text


_PARSERS = {
    FieldType.TEXT: _text,
    FieldType.LONG: _text,
    FieldType.PERSON: _name,
    FieldType.OFFICE: _name,
    FieldType.DATE: _date,
    FieldType.BOOL: _bool,
    FieldType.INT: _int,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.MATERIAL: _material,
    FieldType.ROWS: _rows,
}
