"""Which private persons a file names, and what of them: parties, representatives, those questioned, witnesses, agents.

Officers stay: their names, certificates and posts are published before they act (三项制度: 事前公开).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from states.dossier.enforcement_words import PartyKind
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.schema import FieldType, Value

_READ = tomllib.loads(Path(__file__).with_name("name_words.toml").read_text())
TWO, ONE = frozenset(_READ["double_surnames"]), frozenset("".join(_READ["surnames"].split()))
_WORDS, _GRAMMAR = frozenset(_READ["no_names"]), frozenset(_READ["grammar"])
_ORGANISED = re.compile(f"({'|'.join(_READ['organisations'])})$")
_LABELS = "|".join(_READ["labels"])
_HOMES, _NUMBERS = "|".join(_READ["homes"]), "|".join(_READ["numbers"])
_TELLING = re.compile(f"{_LABELS}|{_HOMES}|{_NUMBERS}")  # one look where nothing is told
_LABELLED = re.compile(f"(?:{_LABELS})" r"(?:为|是|名叫|叫)?[:：\s]{0,2}")
_MASKED = re.compile(r".{1,3}某{1,2}[甲乙丙丁0-9]{0,2}")
_AFTER = re.compile(r"(?=$|[^\u3400-\u9fff]|[的在于称说证陈反举向对将因已及和与、等系为是未不]|住址|身份|电话|联系|签|提供|报告|到场)")
_ADDRESS = re.compile(rf"(?:{_HOMES})[为是在于]?[:：\s]{{0,2}}([\u3400-\u9fffA-Za-z0-9０-９\-—#]{{4,60}})")
_NUMBERED = re.compile(rf"(?:{_NUMBERS})[为是]?[:：\s]{{0,2}}([0-9０-９A-Za-z][0-9０-９A-Za-z\s\-—]{{4,30}})")
LONGEST_NAME, SHORTEST_NUMBER = 24, 6


@dataclass(frozen=True, slots=True)
class Private:
    """What of a file is private: names, addresses, numbers, days of birth; in the order of the file, each once."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]
    births: tuple[date, ...]


def private(dossier: Dossier) -> Private:
    """What the papers say; what was or is to be published is judged by them and says nothing of its own."""
    found = [one for entry in dossier.entries if entry.kind not in PUBLISHED for one in _of_entry(entry)]
    told = {sort: tuple(dict.fromkeys(value for kind, value in found if kind == sort)) for sort in ("name", "address", "number", "birth")}
    names = tuple(one for one in told["name"] if isinstance(one, str))
    days = tuple(one for one in told["birth"] if isinstance(one, date))
    return Private(names, _texts(told["address"]), _texts(told["number"]), days)


def organisations(dossier: Dossier) -> tuple[str, ...]:
    """Whose names may stand in public: organisations that are parties or were inspected, and the agency itself."""
    names = [dossier.names.office(dossier.body), dossier.names.office(dossier.office)]
    for entry in dossier.entries:
        if not _may_name(entry.kind):
            continue
        names += [str(row.get("name", "")) for row in entry.rows("parties") if row.get("kind") == PartyKind.ORGANISATION]
        names += [entry.text(name) for name in ("party", "subject", "receiver") if organised(entry.text(name))]
        if entry.text("party_kind") == PartyKind.ORGANISATION:
            names.append(entry.text("party"))
    return tuple(dict.fromkeys(one for one in names if len(one) > 1))


def organised(name: str) -> bool:
    """Does it read like an organisation's name?"""
    return bool(_ORGANISED.search(name.strip()))


def surname(name: str) -> str:
    return name[:2] if name[:2] in TWO else name[:1]


def personal(name: str) -> bool:
    """Does it read like the name of a person?"""
    short = 2 <= len(name) <= 4 and all("\u3400" <= one <= "\u9fff" for one in name)
    return (short and (name[0] in ONE or name[:2] in TWO) and not organised(name)) or ("·" in name and len(name) <= LONGEST_NAME)


PUBLISHED = (
    "result_publication", "publication_corrected", "publication_withdrawn", "no_publication",
    "consultation_notice", "consultation_extension", "hearing_notice", "hearing_participants", "opinion_summary", "publication_record",
    "final_text", "interpretation", "publication_withdrawal", "republication",
)  # fmt: skip
# Fields that name a person whatever is written there; and those in which a party, person or organisation, may stand.
PERSONS: Mapping[str, tuple[str, ...]] = {
    "inquiry_record": ("person",), "no_penalty_decision": ("guardian",),
}
ANYBODY = ("party", "receiver", "by", "subject", "witness")
ROWS: Mapping[tuple[str, str], tuple[str, ...]] = {("penalty_hearing_record", "agents"): ("name",)}


NAMED = frozenset({"parties", "party_kind", "people", "outcomes", "proposed", "born_on", *ANYBODY}) | {field for _, field in ROWS}


@cache
def _may_name(kind: str) -> bool:
    """Whether an entry of that kind has a field that names somebody; most have none but what is typed freely."""
    return kind not in KINDS or kind in PERSONS or not NAMED.isdisjoint(KINDS[kind].by_name)


def _of_entry(entry: Entry) -> Iterator[tuple[str, Value]]:
    if _may_name(entry.kind):
        yield from _of_fields(entry)
    if entry.may_tell(_TELLING):
        for text in _free(entry):
            yield from _told(text)


def _of_fields(entry: Entry) -> Iterator[tuple[str, Value]]:
    yield from _of_parties(entry)
    yield from _of_protected(entry)
    for name in PERSONS.get(entry.kind, ()):
        yield from (("name", one) for one in _each(entry.text(name)) if not organised(one))
    for name in ANYBODY:
        yield from (("name", one) for one in _each(entry.text(name)) if personal(one))
    for (kind, field), columns in ROWS.items():
        for row in entry.rows(field) if entry.kind == kind else ():
            yield from (("name", one) for column in columns for one in _each(str(row.get(column, ""))))
    for row in (*entry.rows("outcomes"), *entry.rows("proposed")):
        yield from (("name", one) for one in _each(str(row.get("party", ""))) if personal(one))
    if (born := entry.day("born_on")) is not None:
        yield "birth", born


def _of_parties(entry: Entry) -> Iterator[tuple[str, Value]]:
    for row in entry.rows("parties"):
        yield from (("name", one) for one in _each(str(row.get("representative", ""))) if not organised(one))
        if row.get("kind") == PartyKind.CITIZEN:
            yield from (("name", one) for one in _each(str(row.get("name", ""))))
            yield "address", str(row.get("address", ""))
            if isinstance(born := row.get("born_on"), date):
                yield "birth", born
    if entry.text("party_kind") == PartyKind.CITIZEN:
        yield from (("name", one) for one in _each(entry.text("party")))
        yield "address", entry.text("address")


def _of_protected(entry: Entry) -> Iterator[tuple[str, Value]]:
    """Persons who were noted so that nothing of them gets out (witnesses, third persons)."""
    for row in entry.rows("people") if entry.kind == "protected_people" else ():
        yield from (("name", one) for one in _each(str(row.get("name", ""))))
        yield "address", str(row.get("address", ""))
        yield from (("number", str(row[name])) for name in ("identity", "telephone", "card") if row.get(name))
        if isinstance(born := row.get("born_on"), date):
            yield "birth", born


def _each(text: str) -> Iterator[str]:
    """The names in a field, without the brackets that explain them and without what is masked already."""
    for one in re.split(r"[、，,;；/]", re.sub(r"[（(][^（）()]*[）)]?", "", text)):
        name = one.strip()
        if 2 <= len(name) <= LONGEST_NAME and name not in _WORDS and not _MASKED.fullmatch(name):
            yield name


@cache
def _typed(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of that kind in which sentences are typed, and those that hold rows."""
    fields = KINDS[kind].fields if kind in KINDS else ()
    return tuple(one.name for one in fields if one.type in (FieldType.TEXT, FieldType.LONG)), tuple(one.name for one in fields if one.type is FieldType.ROWS)


def _free(entry: Entry) -> Iterator[str]:
    """Every sentence that somebody typed into the entry."""
    texts, tables = _typed(entry.kind)
    yield from (value for name in texts if (value := entry.text(name)))
    for name in tables:
        for row in entry.rows(name):
            yield from (one for one in row.values() if isinstance(one, str))


def _told(text: str) -> Iterator[tuple[str, Value]]:
    """What a sentence says of somebody under a word that says so: 证人张三, 住址：…, 电话：…."""
    if not _TELLING.search(text):
        return
    yield from (("name", name) for name in labelled(text))
    yield from (("address", found[1]) for found in _ADDRESS.finditer(text))
    yield from (("number", found[1].strip()) for found in _NUMBERED.finditer(text) if sum(one.isdigit() for one in found[1]) >= SHORTEST_NUMBER)


def labelled(text: str) -> Iterator[str]:
    """Names that stand behind a word for what somebody is: 证人张三."""
    for found in _LABELLED.finditer(text):
        name = _name_at(text, found.end())
        if name and not _MASKED.fullmatch(name) and not organised(name):
            yield name


def _name_at(text: str, place: int) -> str:
    """A name of two to four characters that begins there with a surname and ends where a name can end."""
    first = surname(text[place : place + 2])
    if first not in TWO and first not in ONE:
        return ""
    for length in (len(first) + 2, len(first) + 1):
        name = text[place : place + length]
        if len(name) == length and _given(name[len(first) :]) and name not in _WORDS and _AFTER.match(text, place + length):
            return name
    return ""


def _given(text: str) -> bool:
    return all("\u3400" <= one <= "\u9fff" and one not in _GRAMMAR for one in text)


def _texts(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(one for one in values if isinstance(one, str) and one)
