"""Dated terms of the clocks that a dossier keeps: ``clock_terms/*.toml``, strict, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.errors import DefinitionError
from states.law.clock import Terms, read_terms
from states.law.toml_table import Table, read_table

FOLDER = Path(__file__).parents[1] / "clock_terms"


class Sort(StrEnum):
    SUSPENSION = "suspension"
    EXCLUSION = "exclusion"
    SUPPLEMENT = "supplement"
    EXTENSION = "extension"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Source:
    """Which entries are records of one sort. Kinds and fields are those of ``states.dossier.kinds``.

    ``opened_by``, ``closed_by``: kinds; their legal day counts, and on that of ``closed_by`` the clock goes on.
    ``until``: the field with the new last day (extension) or the last day told (pause). ``notified``: the field that
    says when the party was told in writing. ``granted_by`` with its yes-or-no field ``granted``: the decision that an
    extension follows at once. ``asked_by``: the kind of the request. ``kind``: of the terms, for pauses.
    """

    sort: Sort
    opened_by: str
    closed_by: str = ""
    kind: str = ""
    until: str = ""
    notified: str = ""
    granted_by: str = ""
    granted: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class FiledTerms:
    """What the law lets happen to a clock from ``since`` on, and where the dossier says that it did."""

    key: str
    since: date
    source: str
    terms: Terms
    sources: tuple[Source, ...]

    @property
    def pauses(self) -> bool:
        return bool(self.terms.suspensions or self.terms.exclusions)

    def asks(self, kind: str) -> bool:
        """Whether an entry of that kind asks the clock for something; what merely stops it is an act with its own gate."""
        return any(one.opened_by == kind and one.sort in (Sort.EXTENSION, Sort.EXCLUSION) for one in self.sources)


@cache
def shipped_terms() -> Mapping[str, tuple[FiledTerms, ...]]:
    """All versions by key, the oldest first."""
    return gather(read_filed(row) for file in sorted(FOLDER.glob("*.toml")) for row in _rows(read_table(file)))


def gather(versions: Iterable[FiledTerms]) -> Mapping[str, tuple[FiledTerms, ...]]:
    """The versions by key; DefinitionError where two begin on one day."""
    found: dict[str, tuple[FiledTerms, ...]] = {}
    for one in sorted(versions, key=lambda version: version.since):
        known = found.get(one.key, ())
        if known and known[-1].since == one.since:
            raise DefinitionError(f"{one.key}: two versions from {one.since}")
        found[one.key] = (*known, one)
    return found


@cache
def asking_kinds() -> frozenset[str]:
    """All kinds of entry by which something is asked of some clock."""
    versions = (one for many in shipped_terms().values() for one in many)
    return frozenset(source.opened_by for one in versions for source in one.sources if one.asks(source.opened_by))


@lru_cache(maxsize=4096)
def filed_terms(key: str, on: date) -> FiledTerms | None:
    """The version in force on that day of the law; None before the first. DefinitionError for an unknown key."""
    versions = shipped_terms().get(key)
    if versions is None:
        raise DefinitionError(f"there are no clock terms {key!r}")
    return next((one for one in reversed(versions) if one.since <= on), None)


def read_filed(row: Table) -> FiledTerms:
    """One ``[[clocks]]`` table; DefinitionError for any fault."""
    terms = row.table("terms")
    found = FiledTerms(
        row.text("key"), row.day("from"), row.text("source"), read_terms(terms) if terms else Terms(),
        tuple(_source(one) for one in row.rows("records")),
    )  # fmt: skip
    allowed = {one.kind for one in (*found.terms.suspensions, *found.terms.exclusions)}
    for source in found.sources:
        if source.kind and source.kind not in allowed:
            raise row.fault("records", f"the terms allow no {source.kind!r}")
    row.close()
    return found


def _rows(table: Table) -> tuple[Table, ...]:
    rows = table.rows("clocks")
    table.close()
    return rows


def _source(row: Table) -> Source:
    source = Source(
        row.one_of("record", Sort), _kind(row, "opened_by"), _kind_or_none(row, "closed_by"), row.text_or("kind", ""),
        row.text_or("until", ""), row.text_or("notified", ""), _kind_or_none(row, "granted_by"), row.text_or("granted", ""),
        _kind_or_none(row, "asked_by"),
    )  # fmt: skip
    row.close()
    for name, kind, type in (
        (source.until, source.opened_by, FieldType.DATE), (source.notified, source.opened_by, FieldType.DATE),
        (source.granted, source.granted_by, FieldType.BOOL),
    ):  # fmt: skip
        field = KINDS[kind].by_name.get(name) if name and kind else None
        if name and (field is None or field.type is not type):
            raise row.fault("records", f"{kind!r} has no field {name!r} of that type")
    paused = source.sort in (Sort.SUSPENSION, Sort.EXCLUSION)
    if paused is not bool(source.kind) or (source.sort is Sort.EXTENSION and not source.until):
        raise row.fault("records", "a pause names its kind, an extension the field of the new last day")
    return source


def _kind(row: Table, key: str) -> str:
    return row.named(key, frozenset(KINDS))


def _kind_or_none(row: Table, key: str) -> str:
    name = row.text_or(key, "")
    if name and name not in KINDS:
        raise row.fault(key, f"there is no kind {name!r}")
    return name
