"""Reads the law's TOML into rules and refuses whatever is not plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from states.errors import DefinitionError
from states.law.citation import Citation, Instrument
from states.law.period import Bound, FallsOn, Period, Unit
from states.law.reading_overlays import check_overlays, read_overlay
from states.law.rule import (
    Basis,
    DatedPeriod,
    KeyDate,
    Law,
    Modality,
    Number,
    Overlay,
    Rule,
    RuleKind,
    Unread,
)
from states.law.toml_table import Table, read_table

NATIONAL_LEVELS = frozenset(
    {"法律", "行政法规", "部门规章", "国务院办公厅文件", "中央文件", "部门规范性文件"}
)
LOCAL_LEVELS = frozenset({"地方性法规", "地方政府规章", "地方规范性文件"})
NUMBER_UNITS = frozenset({"person", "office", "item", "share", "percent", "year", "day", "yuan", "hour"})
STEPS = frozenset(
    {
        *("scope", "catalogue", "initiation", "drafting", "participation", "hearing", "expert_review"),
        *("risk_assessment", "fair_competition", "legality_review", "submission", "deliberation"),
        *("party_report", "publication", "archiving", "execution", "monitoring", "suspension"),
        *("evaluation", "adjustment", "accountability", "normative_document", "remedy"),
        *("preparation", "lead", "inspection", "filing", "investigation", "evidence", "closure", "legal_review", "notice"),
        *("statement", "collective", "decision", "no_penalty", "summary", "service", "publicity", "performance"),
        *("late_fine", "demand", "court", "closing", "file_review", "counting"),
    }
)

T = TypeVar("T")


def read_law(folder: Path) -> Law:
    """``folder`` holds instruments/, overlays/ and not_built.toml. DefinitionError names file and key."""
    tables = [read_table(file) for file in sorted((folder / "instruments").glob("*.toml"))]
    heads = [(table, _instrument(table)) for table in tables]
    instruments = _unique((one.key, one) for _, one in heads)
    rules = _unique((rule.id, rule) for table, one in heads for rule in _rules(table, one, instruments))
    places = [read_table(file) for file in sorted((folder / "overlays").glob("*.toml"))]
    overlays = _unique((one.key, one) for one in (read_overlay(table, rules) for table in places))
    check_overlays(overlays, rules)
    return Law(
        MappingProxyType(instruments),
        MappingProxyType(rules),
        MappingProxyType(overlays),
        MappingProxyType(_not_built(read_table(folder / "not_built.toml"), rules)),
        _unread(folder / "unread.toml", rules, overlays),
    )


def _unique(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for key, value in pairs:
        if key in found:
            raise DefinitionError(f"{key}: is defined twice")
        found[key] = value
    return found


def _instrument(table: Table) -> Instrument:
    one = Instrument(
        key=table.text("key"),
        title=table.text("title"),
        number=table.text("number"),
        level=table.named("level", NATIONAL_LEVELS | LOCAL_LEVELS),
        in_force_from=table.day_or_none("in_force_from"),
        in_force_to=table.day_or_none("in_force_to"),
        date_exact=table.flag("date_exact"),
    )
    if one.date_exact and one.in_force_from is None:
        raise table.fault("date_exact", "an exact date needs in_force_from")
    if one.in_force_from and one.in_force_to and one.in_force_to < one.in_force_from:
        raise table.fault("in_force_to", "lies before in_force_from")
    return one


def _rules(table: Table, own: Instrument, instruments: Mapping[str, Instrument]) -> Iterator[Rule]:
    rules = table.table("rules")
    table.close()
    for id_, row in rules.entries() if rules else ():
        yield _rule(id_, row, own, instruments)


def _rule(id_: str, row: Table, own: Instrument, instruments: Mapping[str, Instrument]) -> Rule:
    kind = row.one_of("kind", RuleKind)
    modality = row.one_of("modality", Modality)
    rule = Rule(
        id=id_,
        name=row.text("name"),
        kind=kind,
        modality=modality,
        step=row.named("step", STEPS),
        verified=row.flag("verified"),
        bases=_bases(row, own, instruments),
        periods=_periods(row, own, modality),
        numbers=MappingProxyType(_numbers(row.table("numbers"))),
        dates=MappingProxyType(_dates(row.table("dates"))),
    )
    no_number = row.flag_or_none("no_number")
    if kind is not RuleKind.DEADLINE and (rule.periods or no_number is not None):
        raise row.fault("kind", "only a deadline has periods")
    if kind is RuleKind.DEADLINE and bool(rule.periods) == bool(no_number):
        raise row.fault("periods", "a deadline has periods, or no_number = true where the law gives none")
    row.close()
    return rule


def _bases(row: Table, own: Instrument, instruments: Mapping[str, Instrument]) -> tuple[Basis, ...]:
    first = Basis(Citation(own, row.text("article")), row.texts("overlays"))
    if own.level in LOCAL_LEVELS and not first.overlays:
        raise row.fault("overlays", "a local rule needs the overlay that switches it on")
    others = tuple(_other_basis(one, instruments) for one in row.rows("also"))
    if others and not first.overlays:
        raise row.fault("also", "a national rule needs no second basis")
    return (first, *others)


def _other_basis(row: Table, instruments: Mapping[str, Instrument]) -> Basis:
    key = row.named("instrument", frozenset(instruments))
    basis = Basis(Citation(instruments[key], row.text("article")), row.texts("overlays"))
    if not basis.overlays:
        raise row.fault("overlays", "a second basis holds in named places only")
    row.close()
    return basis


def _numbers(table: Table | None) -> dict[str, Number]:
    return {name: _number(row) for name, row in table.entries()} if table else {}


def _number(row: Table) -> Number:
    value, whole = row.count("value"), row.count_or("of", 1)
    unit = row.named("unit", NUMBER_UNITS)
    row.close()
    return Number(value if whole == 1 else value / whole, unit)


def _dates(table: Table | None) -> dict[str, KeyDate]:
    return {name: _date(row) for name, row in table.entries()} if table else {}


def _date(row: Table) -> KeyDate:
    found = KeyDate(row.day("on"), row.text("source"))
    row.close()
    return found


def _periods(row: Table, own: Instrument, modality: Modality) -> tuple[DatedPeriod, ...]:
    versions = sorted((_period(one, own, modality) for one in row.rows("periods")), key=_name_and_start)
    named = groupby(versions, key=lambda one: one.name)
    return tuple(one for _, group in named for one in _successive(row, list(group)))


def _name_and_start(one: DatedPeriod) -> tuple[str, date]:
    return one.name, one.since


def _successive(row: Table, versions: list[DatedPeriod]) -> Iterator[DatedPeriod]:
    """Each version ends where the next begins."""
    for one, following in pairwise(versions):
        if one.since == following.since or (one.until and one.until > following.since):
            raise row.fault("periods", f"two versions of {one.name!r} hold on {following.since}")
        yield replace(one, until=one.until or following.since)
    yield versions[-1]


def _period(row: Table, own: Instrument, modality: Modality) -> DatedPeriod:
    # Where nobody knows since when the text holds, its number holds as long as the text is applied.
    since = row.day("from") if own.in_force_from else row.day_or_none("from") or date.min
    until = row.day_or_none("until")
    if until is not None and until <= since:
        raise row.fault("until", "lies before from")
    version = DatedPeriod(row.text_or("name", "main"), since, until, row.text("starts"), _measure(row))
    if version.period.soft and modality is not Modality.GENERALLY:
        raise row.fault("soft", "only what the law asks for 一般 can be departed from")
    row.close()
    return version


def _measure(row: Table) -> Period:
    n, unit, bound = row.count("n"), row.one_of("unit", Unit), row.one_of("bound", Bound)
    falls_on, before = row.one_of("falls_on", FallsOn), row.flag("before")
    soft, rolls = row.flag("soft"), row.flag_or_none("rolls")
    try:
        return Period(n, unit, bound, falls_on, before=before, soft=soft, rolls=rolls)
    except DefinitionError as fault:
        raise row.fault("bound", str(fault)) from fault


def _unread(file: Path, rules: Mapping[str, Rule], overlays: Mapping[str, Overlay]) -> tuple[Unread, ...]:
    """None where nothing of the kind is known."""
    return tuple(_unread_text(key, row, rules, overlays) for key, row in read_table(file).entries()) if file.exists() else ()


def _unread_text(key: str, row: Table, rules: Mapping[str, Rule], overlays: Mapping[str, Overlay]) -> Unread:
    level = row.named("level", NATIONAL_LEVELS | LOCAL_LEVELS)
    text = Instrument(key, row.text("title"), row.text("number"), level, row.day("in_force_from"), None, False)
    found = Unread(text, row.texts("overlays"), row.texts("rules"), row.text("what"))
    if strange := [*(one for one in found.rules if one not in rules), *(one for one in found.overlays if one not in overlays)]:
        raise row.fault("rules", f"there is no {strange[0]!r}")
    row.close()
    return found


def _not_built(table: Table, rules: Mapping[str, Rule]) -> dict[str, str]:
    listed = table.table("rules")
    table.close()
    names = listed.strings() if listed else {}
    both = sorted(names.keys() & rules.keys())
    if both:
        raise table.fault(f"rules.{both[0]}", "is also written as a rule in force")
    return names
