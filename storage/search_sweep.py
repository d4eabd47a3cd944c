"""Keeps the search up with the matters: reads what was added since, out of the writing path's way.

A projection and no act. Entries and materials are only ever added to, so that each is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from states.casework.corrections import REQUEST
from states.casework.ports import Archive
from states.dossier.kinds import KINDS
from states.dossier.model import Entry
from storage import statements
from storage.database import Database
from storage.driver_sql import run
from storage.material_texts import material_text
from storage.queries.reading import Reader, look
from storage.queries.showing import Names, field_views, names_for
from storage.reviving import revive_entry
from storage.searching import fold, grams, pieces, tidy

BATCH = 50  # matters
CASE, ENTRY, MATERIAL = "case", "entry", "material"
BEHIND = "FROM case_file c LEFT JOIN search_kept k ON k.case_id = c.id WHERE (k.case_id IS NULL OR k.seq <> c.head_seq)"
_STALE = f"SELECT c.id, c.number, c.title, c.head_seq, coalesce(k.seq, 0) {BEHIND} ORDER BY c.id LIMIT :limit"
_ADDED = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.seq > :seq AND e.seq <= :head ORDER BY e.seq, e.place"
_MATERIALS = """SELECT m.id, m.digest, m.name, m.media_type, m.size FROM material m WHERE m.case_id = :case AND NOT EXISTS (
 SELECT 1 FROM search_text s WHERE s.case_id = m.case_id AND s.ref = m.id) ORDER BY m.id"""
_NAMES = "SELECT digest, name FROM material WHERE case_id = :case"
_KEEP = """INSERT INTO search_text (case_id, ref, place, source, label, text, folded, grams)
 VALUES (:case, :ref, :place, :source, :label, :text, :folded, :grams)
 ON CONFLICT (case_id, ref, place) DO UPDATE SET text = excluded.text, folded = excluded.folded, grams = excluded.grams"""
_KEPT = "INSERT INTO search_kept (case_id, seq) VALUES (:case, :seq) ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq"


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of the search."""

    ref: str
    place: int
    source: str
    label: str
    text: str


def anything_behind(database: Database) -> bool:
    """Whether a matter has something that is not read yet."""
    with look(database) as reader:
        return reader.one(f"SELECT 1 {BEHIND} LIMIT 1", {}) is not None


def keep_search(database: Database, archive: Archive, limit: int = BATCH) -> int:
    """Read up to so many matters on, each in a transaction of its own; how many they were."""
    with look(database) as reader:
        stale = [tuple(row) for row in reader.all(_STALE, {"limit": limit})]
    for case, number, title, head, seq in stale:
        with look(database) as reader:
            found = [*_matter(number, title), *_entries(reader, case, seq, head)]
            added = [tuple(row) for row in reader.all(_MATERIALS, {"case": case})]
        for row in added:  # the files are read while no transaction is open
            found += _material(archive, *row)
        _write(database, case, head, found)
    return len(stale)


def _write(database: Database, case: str, head: int, found: list[Piece]) -> None:
    with database.writing() as connection:
        for one in found:
            folded = fold(one.text)
            values = {"ref": one.ref, "place": one.place, "source": one.source, "label": one.label, "text": one.text, "folded": folded}
            run(database, connection, _KEEP, values | {"case": case, "grams": "" if database.sqlite else grams(folded)})
        run(database, connection, _KEPT, {"case": case, "seq": head})


def _matter(number: str, title: str) -> Iterator[Piece]:
    yield Piece("", 0, CASE, "名称", tidy(title))
    yield Piece("", 1, CASE, "编号", tidy(number))


def _entries(reader: Reader, case: str, seq: int, head: int) -> Iterator[Piece]:
    entries = [revive_entry(tuple(row)) for row in reader.all(_ADDED, {"case": case, "seq": seq, "head": head})]
    materials = {row[0]: row[1] for row in reader.all(_NAMES, {"case": case})}
    names = names_for(reader, entries, materials)
    for one in entries:
        yield from _cut(one.id, ENTRY, _label(one.kind), _told(one, names))


def _label(kind: str) -> str:
    return KINDS[kind].label if kind in KINDS else "更正申请"


def _told(entry: Entry, names: Names) -> str:
    """The fields as the dossier shows them."""
    if entry.kind not in KINDS and entry.kind != REQUEST:
        return ""
    return "；".join(f"{one.label}：{tidy(one.text)}" for one in field_views(entry.kind, entry.fields, names))


def _material(archive: Archive, ref: str, digest: str, name: str, media_type: str, size: int) -> Iterator[Piece]:
    """Its name first, which also says that it was read, then its text."""
    yield Piece(ref, 0, MATERIAL, name, tidy(name))
    yield from _cut(ref, MATERIAL, name, material_text(archive, digest, media_type, size), 1)


def _cut(ref: str, source: str, label: str, text: str, first: int = 0) -> Iterator[Piece]:
    for number, one in enumerate(pieces(tidy(text)), first):
        yield Piece(ref, number, source, label, one)


def parts(row: Any) -> Piece:
    """A stored row again."""
    return Piece(row[0], row[1], row[2], row[3], row[4])
