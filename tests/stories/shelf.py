"""Lawful lives are played once and kept: a story that starts in the middle goes on from a copy of the database."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from fastapi import FastAPI
from sqlalchemy import create_engine, inspect, text

from infra.demo.life import Act
from infra.demo.playing import MovedClock
from infra.settings import Settings
from infra.wiring import Services
from states.casework.casework import Casework
from states.dossier.vocabulary import Role
from storage.archive import FolderArchive
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.migrate import migrate
from storage.people import People
from tests.offices import open_office
from tests.stories.tales import DECISION, Tale
from tests.stories.telling import Story, Wire

_numbers = itertools.count(1)


class Copies(Protocol):
    """A kind of database whose whole content can be kept and taken up again."""

    def empty(self) -> Database: ...

    def keep(self, database: Database) -> Any: ...

    def take(self, kept: Any) -> Database: ...

    def give_back(self, database: Database) -> None: ...


@dataclass
class SqliteCopies:
    """Copies of the file; a database without open connections is one file."""

    folder: Path

    def empty(self) -> Database:
        database = Database(f"sqlite:///{self._new()}")
        migrate(database)
        return database

    def keep(self, database: Database) -> str:
        database.close()
        return str(shutil.copy(_file(database), self._new()))

    def take(self, kept: str) -> Database:
        return Database(f"sqlite:///{shutil.copy(kept, self._new())}")

    def give_back(self, database: Database) -> None:
        database.close()
        _file(database).unlink()

    def _new(self) -> Path:
        return self.folder / f"{next(_numbers)}.db"


def _file(database: Database) -> Path:
    return Path(database.url.removeprefix("sqlite:///"))


@dataclass
class PostgresCopies:
    """Few databases, used again and again: making one takes the server longer than filling one."""

    server: str
    free: list[Database] = field(default_factory=list)
    tables: tuple[str, ...] = ()

    def empty(self) -> Database:
        name = f"story{next(_numbers)}"
        engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_yifa STRATEGY file_copy"))
        engine.dispose()
        database = Database(f"{self.server.rsplit('/', 1)[0]}/{name}")
        self.tables = self.tables or tuple(inspect(database.engine).get_table_names())
        return database

    def keep(self, database: Database) -> dict[str, bytes]:
        with database.reading() as connection, connection.connection.driver_connection.cursor() as cursor:  # type: ignore[union-attr]
            return {table: _copied_out(cursor, table) for table in self.tables}

    def take(self, kept: dict[str, bytes]) -> Database:
        database = self.free.pop() if self.free else self.empty()
        with database.writing() as connection, connection.connection.driver_connection.cursor() as cursor:  # type: ignore[union-attr]
            cursor.execute("SET LOCAL session_replication_role = replica")  # the content was whole when it was kept
            for table, rows in kept.items():
                cursor.execute(f'DELETE FROM "{table}"')
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(rows)
        return database

    def give_back(self, database: Database) -> None:
        self.free.append(database)

    def close(self) -> None:
        for database in self.free:
            database.close()


def _copied_out(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
        return b"".join(copy)


@dataclass(frozen=True)
class Way:
    """How a life differs from the plain lawful one: in what Life knows, in single acts, in acts left out."""

    life: Mapping[str, Any] = field(default_factory=dict)
    opening: Mapping[str, Any] = field(default_factory=dict)
    alter: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # act -> what its papers say instead
    omit: tuple[str, ...] = ()
    tale: Tale = DECISION


@dataclass(frozen=True)
class Kept:
    database: Any
    archive: Path
    case: str
    other: str
    papers: Mapping[str, str]


@dataclass
class Shelf:
    """Kept moments of lives, found again by everything that was done before them."""

    copies: Copies
    folder: Path
    app: FastAPI
    http: Wire
    kept: dict[str, Kept] = field(default_factory=dict)
    lent: list[Database] = field(default_factory=list)

    def at(self, stop: str, way: Way | None = None) -> Story:
        """The story right before the act of that name; its day has come, and the act is the next of ``rest``."""
        way = way or Way()
        life, omitted = way.tale.life(way.tale.begins, **way.life), list[Act]()
        told, before, ends, marks = _told(life, way), list[Act](), set[int](), ["start"]
        for act, begins in told:
            if begins:
                ends.add(len(before))
            if act.name == stop:
                break
            if act.name in way.omit:
                omitted.append(act)
                continue
            before.append(act)
            marks.append(sha256(f"{marks[-1]}{act!r}".encode()).hexdigest())
        else:
            raise AssertionError(f"no act {stop}")
        known = max(number for number in range(len(marks)) if marks[number] in self.kept or not number)
        story = self._open(life, way.tale, marks[known])
        for number in range(known, len(before)):
            story.play(before[number : number + 1])
            if number + 1 in ends and not (way.alter or way.omit):
                self._keep(story, marks[number + 1])
        story.clock.to(act.on)
        return replace(story, rest=itertools.chain([act], _but(told, way.omit, omitted)), omitted=omitted)

    def _open(self, life: Any, tale: Tale, mark: str) -> Story:
        if mark not in self.kept:
            database = self.copies.empty()
            open_office(database, None)  # type: ignore[arg-type]  # only the register is wanted
            self.kept[mark] = Kept(self.copies.keep(database), self._new_folder(), "", "", {})
            self.copies.give_back(database)
        kept = self.kept[mark]
        database, archive, clock = self.copies.take(kept.database), self._new_folder(kept.archive), MovedClock()
        self.lent.append(database)
        services = Services(Settings(data_dir=archive), database, FolderArchive(archive), clock,
                            Casework(SqlCaseStore(database), clock), People(database))  # fmt: skip
        return Story(self.app, self.http, services, clock, life, iter(()), kept.case, kept.other, dict(kept.papers), house=tale.house)

    def _keep(self, story: Story, mark: str) -> None:
        archive = self._new_folder(story.services.settings.data_dir)
        self.kept[mark] = Kept(self.copies.keep(story.services.database), archive, story.case, story.other, dict(story.papers))

    def _new_folder(self, like: Path | None = None) -> Path:
        """A folder of its own; contents never change, so they are shared as hard links."""
        made = self.folder / f"archive{next(_numbers)}"
        if like is None:
            made.mkdir()
        else:
            shutil.copytree(like, made, copy_function=os.link)
        return made

    def clear(self) -> None:
        """Put away what was lent to the story that has ended."""
        for database in self.lent:
            self.copies.give_back(database)
        self.lent.clear()


def _told(life: Any, way: Way) -> Iterator[tuple[Act, bool]]:
    """Every act of the life in order, and whether a stage begins with it. Never ahead: the life's day is the act's."""
    for act in way.tale.opening(life, way.opening):
        yield replace(act, inputs=_altered(act.name, act.inputs, way)), act.verb == "open"
    for stage, acts in life.stages():
        begins = True
        for act in acts:
            yield replace(act, inputs=_altered(act.name, act.inputs, way)), begins
            begins = False
        if stage in way.tale.sealed:
            yield Act(life.later(1), way.tale.house.archivist, Role.ARCHIVIST, "seal", "seal"), True


def _but(told: Iterator[tuple[Act, bool]], omit: tuple[str, ...], omitted: list[Act]) -> Iterator[Act]:
    for act, _ in told:
        if act.name in omit:
            omitted.append(act)
        else:
            yield act


def _altered(name: str, inputs: Mapping[str, Any], way: Way) -> Mapping[str, Any]:
    return merged(inputs, way.alter.get(name, {}))


def merged(inputs: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The papers of an act with other fields in them; None takes a field or a whole paper out."""
    found = dict(inputs)
    for name, change in changes.items():
        old = found.get(name)
        found[name] = merged(old, change) if isinstance(old, Mapping) and isinstance(change, Mapping) else change
    return {name: value for name, value in found.items() if value is not None}
