"""归档封存 (L713 art. 33): packs a matter, checks the package, locks it in the archive and puts the seal on file.

Three things happen in this order: the archive keeps the package, that is noted, then the matter records it. A crash in
between leaves a package without a record; the next attempt finds it under its name and records that one.
"""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from states.casework.casework import Casework
from states.casework.commands import Actor, TakeStep
from states.casework.decide import unmet
from states.casework.ports import Archive, Clock, Sealed
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry, Kept, Package
from states.dossier.schema import parse
from states.dossier.vocabulary import Role
from states.errors import ArchiveUnavailable, NotFound, StepUnavailable
from states.law.conditions.archiving import SEAL, SEALING
from states.law.requirement import Finding, Moment
from states.law.values import law_view
from states.procedures.catalogue import procedure
from storage.bag import check_bag, write_bag
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.dossier_package import Contents, bag_info, called, materials_of, payload
from storage.driver_sql import run
from storage.held_packages import LAST, note
from storage.register import names
from storage.sealed_packages import copy, events_in

CLOCK = Actor("clock", Role.CLOCK)
STEP, KIND = SEALING, SEAL
DECISION, SUPPLEMENT, FINAL = "决策程序", "执行与评估补充", "办结"
FILE, ADDED = "案卷", "案卷补充"  # of a matter that is sealed only once it is closed
_LAST = f"{LAST} AND seq <= :events"


@dataclass(frozen=True, slots=True)
class Sealing:
    """What came of it: the package now on record, or what stands in the way; neither when nothing was new."""

    sealed: Sealed | None = None
    obstacles: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matter:
    """A matter as it stood while it was locked for reading."""

    dossier: Dossier
    contents: Contents
    moment: Moment
    last_fact: int
    last_seal: int

    @property
    def seals(self) -> int:
        return len(self.dossier.all(KIND))


def seal_matter(
    database: Database, archive: Archive, casework: Casework, case: str, clock: Clock, retention_days: int, by: Actor = CLOCK
) -> Sealing:
    """Seal everything on file so far, if something is new since the last seal and the law lets it be sealed.

    ``by``: who seals, who must have been found to be allowed to: what lies in the archive cannot be taken back.

    Raises NotFound (no such matter, or the archive lacks a material), StepUnavailable (the matter is not out yet),
    ArchiveUnavailable, and StaleDossier when the matter moved on meanwhile: the next attempt goes on from there.
    """
    matter = _read(database, archive, casework, case)
    if matter.last_fact <= matter.last_seal:
        return Sealing()
    obstacles = _obstacles(matter, archive.locks)
    if obstacles:
        return Sealing(obstacles=obstacles)
    with tempfile.TemporaryDirectory(prefix="yifa-seal-") as folder:
        place = Path(folder) / "dossier.zip"
        for number in itertools.count(matter.seals + 1):
            key = f"{matter.dossier.number}/卷宗-{number}.zip"
            kept = _kept(archive, key, place)
            if kept is None:
                _pack(replace(matter.contents, key=key), place)
            elif events_in(place) < matter.last_fact:
                continue  # left behind by a crash, and the matter went on since: it stays as it is
            sealed, events = _seal(archive, key, place, clock, retention_days), events_in(place)
            note(database, case, Package(key, sealed.digest, events, sealed.locked))
            return _record(casework, matter, sealed, events, by)
    raise AssertionError("unreachable")


def pack_as_it_stands(database: Database, archive: Archive, casework: Casework, case: str, place: Path) -> str:
    """The matter as it stands now, packed like a sealed one but kept nowhere; its title. Raises as ``seal_matter`` does."""
    matter = _read(database, archive, casework, case)
    name = f"{matter.dossier.number} 全卷"
    _pack(replace(matter.contents, part="未封存", key=f"{name}.zip"), place)
    return name


def _read(database: Database, archive: Archive, casework: Casework, case: str) -> _Matter:
    """The dossier and the number of its last event, read under the matter's lock: they belong together."""
    today = casework.today()
    question = TakeStep(CLOCK, case, "read for sealing", step=STEP)
    with SqlCaseStore(database).open(question, today) as tx:
        dossier, events = tx.dossier, tx.head.seq
        if dossier is None:
            raise NotFound("没有这一事项。")
        dossier = replace(dossier, names=names(database))  # read on after the lock is given back
        law = law_view(dossier.law_as_of, dossier.overlays, tx.confirmed, almanac=tx.almanac)
    with database.reading() as connection:
        last_fact, last_seal = run(database, connection, _LAST, {"case": case, "events": events}).one()
    contents = Contents(
        database, archive, dossier, law, events, _part(dossier), "", materials_of(database, case), *called(database, dossier)
    )
    return _Matter(dossier, contents, Moment(today, law), last_fact, last_seal)


def _part(dossier: Dossier) -> str:
    plan, seals = procedure(dossier.procedure), len(dossier.all(KIND))
    if STEP in plan.steps and all(plan.ended((state,)) for state in plan.sources(STEP)):
        return f"{ADDED}-{seals}" if seals else FILE
    if plan.ended(dossier.configuration):
        return FINAL
    return f"{SUPPLEMENT}-{seals}" if seals else DECISION


def _obstacles(matter: _Matter, locked: bool) -> tuple[Finding, ...]:
    """What the step would meet; asked before, for what is locked in the archive cannot be taken back."""
    dossier, moment = matter.dossier, matter.moment
    plan = procedure(dossier.procedure)
    if STEP not in plan.steps:
        raise StepUnavailable(f"「{plan.label}」没有封存环节。")
    plan.move(dossier.configuration, plan.steps[STEP])
    coming = Package("待定", f"sha256:{'0' * 64}", matter.contents.events, locked)  # as the archive will hold it
    values = parse(KINDS[KIND], _fields(matter, coming.name, coming.digest, coming.events, locked), moment.today)
    entry = Entry("", KIND, values, CLOCK.person, CLOCK.role, moment.today, dossier.entries[-1].recorded_at)
    filed = replace(dossier, entries=(*dossier.entries, entry), kept=Kept((coming,)))
    findings = unmet(filed, plan.steps[STEP], moment)
    return tuple(finding for finding in findings if finding.blocks)


def _kept(archive: Archive, key: str, place: Path) -> Path | None:
    """A copy of the package that the archive holds under this key, if any."""
    try:
        copy(archive, key, place)
    except NotFound:
        return None
    return place


def _pack(contents: Contents, place: Path) -> None:
    files = payload(contents)
    recorded_on = max(entry.recorded_at for entry in contents.dossier.entries).date().isoformat()
    place.unlink(missing_ok=True)
    write_bag(place, payload=files, info=bag_info(contents, recorded_on), metadata={})


def _seal(archive: Archive, key: str, place: Path, clock: Clock, retention_days: int) -> Sealed:
    """Lock the package, once it is proved whole. The same bytes under the same key change nothing."""
    if problems := check_bag(place):
        raise ArchiveUnavailable(f"档案包“{key}”核验不通过，没有封存：{''.join(problems)}")
    with place.open("rb") as package:
        return archive.seal(key, package, retain_until=clock.now() + timedelta(days=retention_days))


def _record(casework: Casework, matter: _Matter, sealed: Sealed, events: int, by: Actor) -> Sealing:
    """The seal as an ordinary step, bound to the version that was read."""
    fields = _fields(matter, sealed.key, sealed.digest, events, sealed.locked)
    dossier = matter.dossier
    key = f"seal:{dossier.version}:{fields['sealed_on']}:{sealed.digest[-16:]}"
    casework.execute(TakeStep(by, dossier.id, f"{key}:{dossier.id}", dossier.version, step=STEP, inputs={KIND: fields}))
    return Sealing(sealed)


def _fields(matter: _Matter, package: str, digest: str, events: int, locked: bool) -> dict[str, Any]:
    return {
        "part": matter.contents.part, "package": package, "digest": digest, "events": events, "locked": locked,
        "sealed_on": matter.moment.today.isoformat(),
    }  # fmt: skip
