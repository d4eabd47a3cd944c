"""What the core needs from outside, as small protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO, Protocol

from states.casework.commands import Command
from states.casework.events import Outcome
from states.casework.reprojection import Behind, Projected, Reprojected
from states.dossier.model import Dossier, EarlierFines, EvaluationMatter, Kept
from states.dossier.naming import Register
from states.dossier.vocabulary import Role
from states.errors import DomainError
from states.law.almanac import Almanac


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a person holds on that day: in which office, of which body, and for whom (a stand-in's mandate)."""

    role: Role
    office: str
    body: str
    principal: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the store knows of the acting person."""

    person: str
    name: str
    active: bool
    holdings: tuple[Holding, ...] = ()
    employer: str = ""  # the unit that the person belongs to, by identifier
    office_name: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the caller gets back: where the matter stands now and which event says so."""

    case: str
    version: int
    seq: int
    hash: str
    configuration: tuple[str, ...]
    findings: tuple[Mapping[str, Any], ...] = ()
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A stored clock as a sweep sees it."""

    id: str
    name: str
    label: str
    rule: str
    due_on: date
    status: str
    generation: int
    warn_on: date | None = None


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step that was taken, for judging it again after a correction: its event, the legal day, from where to where."""

    step: str
    seq: int
    on: date
    before: tuple[str, ...]
    after: tuple[str, ...]


class CaseTransaction(Protocol):
    """One matter, locked, in one transaction."""

    dossier: Dossier | None
    credentials: Credentials | None
    receipt: Receipt | None  # of an earlier execution under the same idempotency key
    confirmed: frozenset[str]  # 待核实 rules that were confirmed here (规则核实)
    almanac: Almanac  # the days off published here

    def record(self, outcome: Outcome, command: Command, now: datetime) -> Receipt: ...

    def refuse(self, refusal: DomainError, command: Command, now: datetime, on: date) -> None: ...

    def next_number(self, today: date, mark: str) -> str: ...

    def standing(self, procedure: str, kind: str, field: str) -> Mapping[str, str]: ...  # value -> number, of those not ended

    def knows_office(self, office: str, body: str) -> bool: ...

    def history(self) -> Sequence[TakenStep]: ...

    def entry_seq(self, entry_id: str) -> int: ...

    def timer(self, timer_id: str) -> TimerRow | None: ...

    def handler(self) -> str: ...  # who has the matter in hand; "" when nobody does

    def people(self, persons: Sequence[str], today: date) -> Mapping[str, Credentials]: ...  # those that the register knows

    def register(self) -> Register: ...  # whom the register knows of those that the command names

    def has_materials(self, digests: Sequence[str]) -> bool: ...

    def above(self, case: str, *, lock: bool = False) -> Dossier | None: ...  # another matter, with its evaluations

    def kept(self, case: str) -> Kept: ...  # what the archive holds of the matter

    def fines(self) -> EarlierFines: ...  # what other matters decided against the same parties, looked up when asked

    def evaluations(self, case: str) -> tuple[EvaluationMatter, ...]: ...


class BehindTransaction(Protocol):
    """Up to so many matters whose clocks still go by an older calendar, locked, in one transaction.

    Matters at which somebody else is at work are passed over; they are found again by the next.
    """

    matters: Sequence[Behind]
    confirmed: frozenset[str]
    almanac: Almanac

    def record(self, projected: Sequence[Projected], now: datetime) -> Reprojected: ...


class CaseStore(Protocol):
    """Opens matters for writing."""

    def open(self, command: Command, today: date) -> AbstractContextManager[CaseTransaction]: ...

    def behind(self, limit: int) -> AbstractContextManager[BehindTransaction]: ...


class Clock(Protocol):
    """The time, aware, in UTC."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Stored:
    """A material in the archive: its digest ("sha256:<hex>") and size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed package; ``locked`` says whether the archive can really keep it from being deleted."""

    key: str
    digest: str
    size: int
    version_id: str | None = field(default=None)
    locked: bool = False


class Readable(Protocol):
    """The least that is read: pieces, until there are no more."""

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class Archive(Protocol):
    """Where materials and sealed packages lie."""

    locks: bool

    def put(self, content: BinaryIO, *, digest: str | None = None, max_bytes: int) -> Stored: ...

    def open(self, digest: str) -> BinaryIO: ...

    def open_part(self, digest: str, first: int, length: int) -> Readable: ...

    def read(self, digest: str) -> bytes: ...

    def exists(self, digest: str) -> bool: ...

    def seal(self, key: str, package: BinaryIO, *, retain_until: datetime) -> Sealed: ...

    def open_sealed(self, key: str) -> BinaryIO: ...
