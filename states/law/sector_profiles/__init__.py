"""What a sector or a province sets in numbers where the statute only says 较大数额 or 重大 (行政处罚法 arts. 57, 58, 63).

Each file gives amounts in whole yuan with its source; 以上 includes the number (民法典 art. 1259). A profile that is not
verified alarms and does not block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from states.dossier.enforcement_words import PartyKind
from states.errors import DefinitionError
from states.law.toml_table import Table, read_table
from states.law.values import overlays as known_overlays

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Amounts:
    """From so many yuan on, by who pays."""

    citizen: int
    organisation: int

    def limit(self, kind: PartyKind) -> int:
        return self.citizen if kind is PartyKind.CITIZEN else self.organisation

    def reached(self, kind: PartyKind, yuan: int) -> bool:
        """Whether the amount is 以上: the number itself included."""
        return yuan >= self.limit(kind)


@dataclass(frozen=True, slots=True)
class Profile:
    """The parameters of a sector, with where they come from."""

    key: str
    name: str
    overlays: tuple[str, ...]
    source: str
    dated: date
    verified: bool
    hearing: Amounts
    collective: Amounts
    review: Amounts


@cache
def profiles() -> Mapping[str, Profile]:
    """All that ship with the product; DefinitionError for any fault in the files."""
    found = {one.key: one for one in map(_read, sorted(Path(__file__).parent.glob("*.toml")))}
    if DEFAULT not in found or found[DEFAULT].overlays:
        raise DefinitionError("sector_profiles: default.toml must stand for every place")
    return found


def profile(overlays: Iterable[str]) -> Profile:
    """The profile of the first sector chosen, in the order of keys; the general one where none is."""
    chosen = set(overlays)
    return next((one for _, one in sorted(profiles().items()) if chosen.intersection(one.overlays)), profiles()[DEFAULT])


def _read(file: Path) -> Profile:
    table = read_table(file)
    found = Profile(
        table.text("key"), table.text("name"), table.texts("overlays"), table.text("source"), table.day("dated"),
        table.flag("verified"), _amounts(table, "hearing"), _amounts(table, "collective"), _amounts(table, "review"),
    )  # fmt: skip
    strange = set(found.overlays) - set(known_overlays())
    if strange:
        raise table.fault("overlays", f"there is no overlay {sorted(strange)}")
    table.close()
    return found


def _amounts(table: Table, name: str) -> Amounts:
    part = table.table(name)
    if part is None:
        raise table.fault(name, "is missing")
    amounts = Amounts(part.count("citizen"), part.count("organisation"))
    part.close()
    return amounts
