"""Templates and what they are given: one way from a handler to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.exc import SQLAlchemyError

from api.pages.help_parts import help_part
from api.pages.menu import menu
from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.errors import DatabaseUnavailable
from states.law.day_lines import chinese_date
from states.law.legal_day import in_shanghai
from states.law.values import rules
from storage.notices.inbox import unread_count
from storage.people import SignedIn
from storage.queries.models import DayLineView, FieldView, Viewer
from storage.queries.showing import Names, text_of
from storage.reviving import revive_fields

HERE = Path(__file__).resolve().parents[1]
STATIC = HERE / "static"
WEEKDAYS = "一二三四五六日"
KIB = 1024
WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
HAN = "\u3400-\u9fff"
_NARROW = re.compile(f"(?<=[{HAN}」》”〕）])[,:;?!]|(?<=[0-9A-Za-z%])[,:;](?=[{HAN}「《“])")
# A date in a sentence of ours; times of day, digests and examples of how to type a date stay as they are.
_DATE = re.compile(r"(?<![0-9A-Za-z-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9A-Za-z-]|[ T][0-9]|的格式)")
_BRACKETS = re.compile(f"\\(([^()]*[{HAN}][^()]*)\\)")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a repeated field as text under their headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@lru_cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the content, so that browsers may keep it."""
    place = STATIC / name
    mark = sha256(place.read_bytes()).hexdigest()[:10] if place.exists() else "0"
    return f"/static/{name}?v={mark}"


def moment(value: datetime) -> str:
    """An instant by the clock of Asia/Shanghai."""
    return f"{in_shanghai(value):%Y-%m-%d %H:%M}"


def weekday(day: date) -> str:
    return f"星期{WEEKDAYS[day.weekday()]}"


def size(octets: int) -> str:
    if octets < KIB:
        return f"{octets} 字节"
    return f"{octets / KIB:.0f} KB" if octets < KIB * KIB else f"{octets / KIB / KIB:.1f} MB"


def punctuated(text: str) -> str:
    """A sentence of ours with the full-width marks and dates that official Chinese asks for; codes keep theirs."""
    dated = _DATE.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", str(text))
    inner = _BRACKETS.sub(r"（\1）", dated)
    return _NARROW.sub(lambda found: WIDE[found[0]], inner)


def basis(keys: Iterable[str]) -> str:
    """The article that asks for a field everywhere; the first one stands for all."""
    known = (rules()[key] for key in keys if key in rules())
    return next((str(one.citation) for one in known if not one.overlays), "")


def table(field: FieldView, kind: str, names: Names) -> Table | None:
    """A repeated field as a table, without the columns that nobody filled in; None for all other fields."""
    spec = KINDS[kind].by_name.get(field.name) if kind in KINDS else None
    if spec is None or spec.type is not FieldType.ROWS:
        return None
    rows = revive_fields(kind, {field.name: field.value})[field.name]
    assert isinstance(rows, tuple)
    used = [column for column in spec.columns if column.required or any(column.name in row for row in rows)]
    texts = (tuple(_cell(column, row, names) for column in used) for row in rows)
    return Table(tuple(column.label for column in used), tuple(texts))


def _cell(column: Any, row: Any, names: Names) -> str:
    return text_of(column, row[column.name], names) if column.name in row else ""


def stretches(lines: Iterable[DayLineView]) -> Iterator[tuple[DayLineView, DayLineView, int]]:
    """Days one by one, but those together that one paper takes out of the count: the first, the last, how many."""
    for (entry, _), many in groupby(lines, lambda one: (one.entry, one.reason if one.counted is None else one.day)):
        found = list(many)
        yield from [(found[0], found[-1], len(found))] if entry else ((one, one, 1) for one in found)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "day": chinese_date, "moment": moment, "weekday": weekday, "size": size, "basis": basis, "table": table, "zh": punctuated,
        "stretches": stretches,
    }  # fmt: skip
    made.globals["asset"] = asset
    return made


TEMPLATES = _environment()


def _unread(request: Request, desk: SignedIn | None) -> int:
    """Notices that wait to be read; the page of a database that is away must still be shown."""
    if desk is None:
        return 0
    try:
        return unread_count(request.app.state.services.database, Viewer.of(desk))
    except (DatabaseUnavailable, SQLAlchemyError):
        return 0


def fragment(template: str, **given: Any) -> HTMLResponse:
    """A piece of a page, for a page that is open."""
    return HTMLResponse(TEMPLATES.get_template(template).render(**given))


def page(
    request: Request, template: str, desk: SignedIn | None, *, nav: str = "", status: int = 200, **given: Any
) -> HTMLResponse:
    """A page for whoever is signed in, or for the public when nobody is."""
    context: Mapping[str, Any] = {
        "desk": desk,
        "nav": nav,
        "menu": menu(desk) if desk else [],
        "unread": _unread(request, desk),
        "help": help_part(request.url.path),
        "idle": request.app.state.services.settings.idle_minutes * 60,  # seconds
        "demo": request.app.state.services.settings.embedded,
    }
    return HTMLResponse(TEMPLATES.get_template(template).render(**context, **given), status)
