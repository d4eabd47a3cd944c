"""What is supposed about a matter under way, read from the words in which people and programs give it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from states.errors import InvalidEntry
from states.law.planning.running import WhatIf, days_off

WAYS: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}
GIVEN = ("wish", "from_day", "moves", "held", "consult", "off", "worked")  # the names under which it is given
FIELDS = {"hearing_moves": "moves", "first": "from_step"}  # fields of a supposition whose inputs are called otherwise


def supposed(given: Mapping[str, str]) -> tuple[WhatIf, date | None]:
    """The supposition and the wished day; what is not given is as it stands. InvalidEntry names everything wrong at once."""
    wrong: dict[str, str] = {}
    start, wish = (day_of(given, name, wrong) for name in ("from_day", "wish"))
    moves = given.get("moves", "").strip() or "0"
    if not re.fullmatch(r"[+-]?\d{1,4}", moves, re.ASCII):
        wrong["moves"] = "请填写整数天数，推迟为正、提前为负，例如7或者-3。"
    for name in ("held", "consult"):
        if given.get(name, "") not in WAYS:
            wrong[name] = "请从列表中选择。"
    days: dict[str, frozenset[date]] = {}
    for name in ("off", "worked"):
        try:
            days[name] = days_off(given.get(name, ""), name)
        except InvalidEntry as error:
            wrong |= error.fields
    if wrong:
        raise InvalidEntry(wrong)
    held, consult = WAYS[given.get("held", "")], WAYS[given.get("consult", "")]
    return WhatIf(start, held, consult, int(moves), days["off"], days["worked"]), wish


def day_of(given: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    """A day as it was written, None where there is none; what is wrong with it goes into ``wrong``."""
    text = given.get(name, "").strip()
    try:
        if text and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text) if text else None
    except ValueError:
        wrong[name] = "不是有效日期，请按2026-01-31的格式填写。"
        return None


def as_given(error: InvalidEntry) -> InvalidEntry:
    """The same refusal under the names of the inputs."""
    return InvalidEntry({FIELDS.get(name, name): why for name, why in error.fields.items()}, error.message)
