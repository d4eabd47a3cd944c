"""核对: names, dates, amounts and articles in a paper equal the case.

Two ways: what the paper must show stands in it word for word; and no date, amount, article or number stands in it that
neither the case nor the paper's own words know. So a number changed by hand is found from both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from states.dossier.kinds import KINDS
from states.dossier.model import Entry, Names
from states.dossier.schema import Field, FieldType, Value
from storage.documents.enforcement.following import DECISIONS, decided
from storage.documents.enforcement.matter import Facts, capital, said, unit
from storage.documents.enforcement.papers import CITED, EVERY, Drawn
from storage.documents.enforcement.sheet import lines

_COUNTED = "零〇一二三四五六七八九十百千万两"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
VALUES = {
    "日期": re.compile(rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|"
                     rf"[{_COUNTED}]{{4}}年[{_COUNTED}]{{1,2}}月[{_COUNTED}]{{1,3}}日"),
    "条款": re.compile(r"《[^《》]{2,60}》第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?"
                     r"(?:第[一二三四五六七八九十\d]+款)?(?:第[一二三四五六七八九十\d]+项)?"),
    "文号": re.compile(r"〔\d{4}〕\d+号"),
    "大写金额": re.compile(rf"[{_CAPITALS}]+元整"),
}  # fmt: skip
AMOUNT = re.compile(rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?\s*万?\s*元|[{_COUNTED}]+元")
TAKEN = frozenset(kind for kind, _ in DECISIONS)
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff19]")  # radicals, compatibility characters, wide digits
_SPACE = re.compile(r"\s+")


def check(drawn: Drawn, text: str) -> tuple[str, ...]:
    """What differs between the text of a paper and its case, in Chinese; nothing when they agree."""
    return (*_missing(drawn, text), *_foreign(drawn, text))


def check_own(drawn: Drawn) -> tuple[str, ...]:
    """The same for the paper as it is drawn up now."""
    return check(drawn, "\n".join(lines(drawn.sheet())))


def _missing(drawn: Drawn, text: str) -> Iterator[str]:
    bare = _bare(text)
    for what, wanted in dict.fromkeys(_expected(drawn)):
        if _bare(wanted) not in bare:
            yield f"案卷中的{what}为“{_short(wanted)}”，文书中没有。"


def _expected(drawn: Drawn) -> Iterator[tuple[str, str]]:
    matter = drawn.matter
    yield "机关名称", drawn.sheet().organ
    if drawn.number:
        yield "文号", drawn.number
    for kind, names in drawn.paper.shows.items():
        if kind in TAKEN and kind != drawn.paper.anchor and matter.of(kind).entry is not decided(matter)[0].entry:
            continue  # of two decisions the one that stands, not one that was revoked
        for facts in matter.all(kind) if kind in EVERY else (matter.of(kind),):
            for name in names:
                yield from _stated(facts, name)


def _stated(facts: Facts, name: str) -> Iterator[tuple[str, str]]:
    field, _, column = name.partition(".")
    if not facts:
        return
    if column:
        for row in facts.rows(field):
            yield from _stated(row, column)
    elif facts.has(field):
        spec, value = facts.specs[field], facts.given(field)
        yield spec.label, value
        if field == "amount" and {"penalty", "base"} & facts.specs.keys():  # the amount of a penalty or late fine stands there twice
            yield "大写金额", capital(facts.number(field))


def _foreign(drawn: Drawn, text: str) -> Iterator[str]:
    known = tuple(_known(drawn))
    for what in (*VALUES, "金额"):
        mine = {one for said_there in known for one in values(said_there, what)}
        for one in dict.fromkeys(values(text, what)):
            if one not in mine:
                yield f"文书中的{what}“{one}”与案卷不符：案卷中没有。"


def values(text: str, what: str) -> list[str]:
    """All dates, articles, numbers or amounts in a text, each in one spelling."""
    if what == "金额":
        return [_SPACE.sub("", one).replace(",", "") for one in AMOUNT.findall(_plain(text))]
    return VALUES[what].findall(_bare(text))


def _known(drawn: Drawn) -> Iterator[str]:
    """What the case says, and the articles that the paper's own words name."""
    matter = drawn.matter
    yield from (matter.dossier.number, matter.dossier.title, *matter.numbers.values(), *map(matter.cite, CITED.get(drawn.paper.name, ())))
    for entry in matter.dossier.entries:
        yield from told_by(entry, matter.names)


def told_by(entry: Entry, names: Names) -> Iterator[str]:
    return _said(KINDS[entry.kind].fields, entry.fields, names) if entry.kind in KINDS else iter(())


def _said(specs: Iterable[Field], fields: Mapping[str, Value], names: Names) -> Iterator[str]:
    for spec in specs:
        value = fields.get(spec.name)
        if spec.type is FieldType.ROWS and isinstance(value, tuple):
            for row in value:
                if isinstance(row, Mapping):
                    yield from _said(spec.columns, row, names)
        elif value is not None:
            yield said(spec, value, names)
            if spec.type is FieldType.INT and isinstance(value, int) and unit(spec) == "元":
                yield capital(value)


def _plain(text: str) -> str:
    return _ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _bare(text: str) -> str:
    """Without the breaks that a page puts in."""
    return _SPACE.sub("", _plain(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}……"
