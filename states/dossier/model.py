"""案卷: what is on file for one matter, as the core sees it. Frozen; thousands are counted, not loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from states.dossier.schema import Value
from states.dossier.vocabulary import Confidentiality, Role

ESCAPE = "\\u"  # of JSON: behind it a character is not to be seen


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on file. Never edited: a wrong one is superseded by another that names it."""

    id: str
    kind: str
    fields: Mapping[str, Value]
    by: str
    role: Role
    on: date  # the legal day on which the fact happened
    recorded_at: datetime
    represented: str = ""
    supersedes: str = ""
    digest: str = ""

    def text(self, name: str) -> str:
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def day(self, name: str) -> date | None:
        value = self.fields.get(name)
        return value if isinstance(value, date) else None

    def number(self, name: str) -> int:
        value = self.fields.get(name, 0)
        return value if isinstance(value, int) else 0

    def many(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, ())
        return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

    def rows(self, name: str) -> tuple[Mapping[str, Value], ...]:
        value = self.fields.get(name, ())
        return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, tuple) else ()

    def may_tell(self, words: re.Pattern[str]) -> bool:
        """Whether one of the words can stand in a text of it; fields in their stored form need not be read for a no."""
        stored = getattr(self.fields, "stored", ESCAPE)
        return ESCAPE in stored or words.search(stored) is not None


def in_place(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order of the facts: a correction stands right behind what it corrects, whenever it was made.

    Otherwise a corrected first draft would become the newest, and what followed it would seem to have come before.
    """
    given = tuple(entries)
    if not any(entry.supersedes for entry in given):
        return given
    filed: list[Entry] = []
    for entry in given:
        places = [place for place, one in enumerate(filed) if one.id == entry.supersedes] if entry.supersedes else []
        filed.insert(places[0] + 1 if places else len(filed), entry)
    return tuple(filed)


@dataclass(frozen=True, slots=True)
class Part:
    """That a person took part in this matter in a role, for its whole life (also through a stand-in)."""

    person: str
    role: Role
    employer: str = ""


@dataclass(frozen=True, slots=True)
class OpinionCounts:
    """The public's opinions in figures (L713 art. 18); the texts stay in their table."""

    received: int = 0
    adopted: int = 0
    partly_adopted: int = 0
    not_adopted: int = 0
    withdrawn: int = 0  # by those who gave them
    spam: int = 0  # rejected by two persons

    @property
    def unanswered(self) -> int:
        return self.received - self.adopted - self.partly_adopted - self.not_adopted - self.withdrawn - self.spam


@dataclass(frozen=True, slots=True)
class EvaluationMatter:
    """An evaluation of this decision that runs as a matter of its own: how far it is, and what it found."""

    number: str
    opened_at: datetime
    ended: bool
    result: str = ""  # of the report that the body took over; empty while it runs, and when it was terminated


@dataclass(frozen=True, slots=True)
class Package:
    """A sealed package as the archive holds it: its name, digest, how many events it contains, and whether it is locked."""

    name: str
    digest: str
    events: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive's side says of a matter: its packages; the numbers of the last event on file and of the last seal."""

    packages: tuple[Package, ...] = ()
    facts: int = 0
    sealed: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything on file is sealed."""
        return self.facts <= self.sealed


class Names:
    """How the register calls whom a paper names by identifier; whoever is not in it is called as written."""

    def person(self, one: str) -> str:
        """A person; or a unit, where a paper names one in place of a person."""
        return one

    def office(self, one: str) -> str:
        """A unit; or a person, where a paper names one in place of a unit."""
        return one


AS_WRITTEN = Names()


@dataclass(frozen=True, slots=True)
class EarlierFine:
    """A fine of a decision that stands in another matter, as far as another matter may know of it: no title, no story."""

    number: str  # of that matter
    body: str
    party: str
    code: str  # 统一社会信用代码, where it is on file
    born_on: date | None
    item: str
    facts: str
    place: str
    acted_on: date | None
    decided_on: date
    yuan: int


class EarlierFines:
    """What other matters decided against parties of those names or codes; nothing where nobody can be asked."""

    def of(self, case: str, names: frozenset[str], codes: frozenset[str]) -> tuple[EarlierFine, ...]:
        return ()


NONE_KNOWN = EarlierFines()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One matter: where it stands and what is on file."""

    id: str
    number: str
    procedure: str
    title: str
    office: str  # sponsoring office
    body: str  # decision body
    confidentiality: Confidentiality
    law_as_of: date
    overlays: tuple[str, ...] = ()
    configuration: tuple[str, ...] = ()  # sorted ids of all active states, ancestors included
    version: int = 0
    entries: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()
    opinions: OpinionCounts = OpinionCounts()
    parent: str = ""  # the matter that this one adjusts or evaluates
    entered: Mapping[str, date] = field(default_factory=dict)  # state -> legal day it was last entered
    above: Dossier | None = field(default=None, repr=False, compare=False)  # the parent, where the procedure asks for it
    evaluations: tuple[EvaluationMatter, ...] = field(default=(), repr=False, compare=False)  # in the order of opening
    kept: Kept = field(default=Kept(), repr=False, compare=False)  # by the archive, where a seal is on file or asked for

    names: Names = field(default=AS_WRITTEN, repr=False, compare=False)
    fines: EarlierFines = field(default=NONE_KNOWN, repr=False, compare=False)  # asked only by the gate that needs them

    def root(self, entry: Entry) -> Entry:
        """The entry as it was first recorded, before any correction."""
        known = {one.id: one for one in self.entries}
        while entry.supersedes in known:
            entry = known[entry.supersedes]
        return entry

    _standing: dict[str, tuple[Entry, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def superseded(self) -> frozenset[str]:
        return frozenset(entry.supersedes for entry in self.entries if entry.supersedes)

    def all(self, kind: str) -> tuple[Entry, ...]:
        """Entries of that kind that still stand, in the order of ``entries``."""
        if not self._standing:
            gone = self.superseded()
            sorted_out: dict[str, tuple[Entry, ...]] = {"": ()}
            for entry in self.entries:
                if entry.id not in gone:
                    sorted_out[entry.kind] = (*sorted_out.get(entry.kind, ()), entry)
            self._standing.update(sorted_out)
        return self._standing.get(kind, ())

    def last(self, kind: str) -> Entry | None:
        standing = self.all(kind)
        return standing[-1] if standing else None

    def has(self, kind: str) -> bool:
        return self.last(kind) is not None

    def flag(self, kind: str, name: str) -> bool:
        entry = self.last(kind)
        return entry is not None and entry.flag(name)

    def order(self, entry: Entry) -> int:
        """Position of an entry on file: later facts have larger numbers (see ``in_place``)."""
        return next(place for place, one in enumerate(self.entries) if one.id == entry.id)

    def after(self, entry: Entry, kind: str) -> Iterator[Entry]:
        """Standing entries of that kind on file after the given one."""
        place = self.order(entry)
        return (later for later in self.all(kind) if self.order(later) > place)

    def people(self, *roles: Role) -> frozenset[str]:
        """Who took part in one of these roles; a unit that a paper names is nobody."""
        return frozenset(part.person for part in self.parts if part.role in roles and part.person)
