"""检索: the matters in whose title, number, entries or materials all the words stand, as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from storage.database import Database
from storage.queries.models import CaseRow, Page, Shown, Viewer
from storage.queries.reading import Reader, cursor_of, look, marks, page_of, place_of, within
from storage.queries.rows import COLUMNS, case_rows
from storage.queries.visibility import Clause, visible
from storage.search_sweep import BEHIND, Piece, parts
from storage.searching import fold, grams, words

AROUND = 36  # characters before the first word that is shown
LENGTH = 120
PLACES = 4  # shown of one matter
LOOKED_AT = 40  # pieces of one matter


class Run(Shown):
    """A piece of a sentence; ``hit``: it is one of the words."""

    text: str
    hit: bool


class Found(Shown):
    """Where the words stand: in the matter itself, in an entry or in a material."""

    source: str
    label: str
    ref: str
    digest: str = ""
    runs: tuple[Run, ...]


class SearchRow(Shown):
    """A matter that was found, and where."""

    row: CaseRow
    places: tuple[Found, ...]


class Searched(Shown):
    """A page of what was found; ``behind``: how many of the viewer's matters have something that is not read yet."""

    page: Page[SearchRow]
    words: tuple[str, ...]
    behind: int


def search(
    database: Database, viewer: Viewer, today: date, asked: str, cursor: str | None = None, limit: int = 20
) -> Searched:
    """The newest matters first. Nothing asked, nothing found. InvalidEntry for an unknown cursor."""
    limit, sought, seen = within(limit), words(asked), visible(viewer)
    with look(database) as reader:
        behind = reader.number(f"SELECT count(*) {BEHIND} AND {seen.sql}", seen.params)
        page = _page(reader, seen, sought, today, cursor, limit) if sought else Page(items=(), next_cursor=None)
    return Searched(page=page, words=sought, behind=behind)


def _page(reader: Reader, seen: Clause, sought: Sequence[str], today: date, cursor: str | None, limit: int) -> Page[SearchRow]:
    where = seen
    for number, word in enumerate(sought):
        one = _standing(reader.database, word, f"w{number}")
        where &= Clause(f"c.id IN (SELECT s.case_id FROM search_text s WHERE {one.sql})", one.params)
    params: dict[str, Any] = where.params | {"limit": limit + 1}
    after = ""
    if cursor:
        (params["after"],) = place_of(cursor, str)
        after = "AND c.id < :after"
    found = reader.all(f"SELECT {COLUMNS} FROM case_file c WHERE {where.sql} {after} ORDER BY c.id DESC LIMIT :limit", params)
    rows = case_rows(reader, found, today)
    items = [SearchRow(row=row, places=_places(reader, row.id, sought)) for row in rows[:limit]]
    more = [SearchRow(row=row, places=()) for row in rows[limit:]]
    return page_of([*items, *more], limit, [cursor_of(row[0]) for row in found])


def _standing(database: Database, word: str, name: str) -> Clause:
    """That the word stands in a row; PostgreSQL finds the rows by its pairs of signs."""
    if database.sqlite:
        return Clause(f"instr(s.folded, :{name}) > 0", {name: word})
    listed, params = marks(f"{name}g", grams(word))
    narrowed = f"s.grams @> ARRAY[{listed}]::text[] AND " if params else ""
    return Clause(f"{narrowed}strpos(s.folded, :{name}) > 0", params | {name: word})


def _places(reader: Reader, case: str, sought: Sequence[str]) -> tuple[Found, ...]:
    """The first places in a matter, one for each entry and material."""
    any_word = [_standing(reader.database, word, f"w{number}") for number, word in enumerate(sought)]
    params: dict[str, Any] = {"case": case, "limit": LOOKED_AT}
    for one in any_word:
        params |= one.params
    rows = reader.all(
        f"""SELECT s.ref, s.place, s.source, s.label, s.text, coalesce(m.digest, '') FROM search_text s
 LEFT JOIN material m ON m.id = s.ref AND m.case_id = s.case_id
 WHERE s.case_id = :case AND ({" OR ".join(f"({one.sql})" for one in any_word)}) ORDER BY s.source, s.ref, s.place LIMIT :limit""",
        params,
    )
    first: dict[tuple[str, str], Found] = {}
    for row in rows:
        piece = parts(row)
        first.setdefault((piece.ref, piece.label), _found(piece, row[5], sought))
    return tuple(first.values())[:PLACES]


def _found(piece: Piece, digest: str, sought: Sequence[str]) -> Found:
    return Found(source=piece.source, label=piece.label, ref=piece.ref, digest=digest, runs=tuple(_excerpt(piece.text, sought)))


def _excerpt(text: str, sought: Sequence[str]) -> Iterator[Run]:
    """What stands around the first word, with the words marked."""
    folded = fold(text)
    start = max(0, min(at for word in sought if (at := folded.find(word)) >= 0) - AROUND)
    end = min(len(text), start + LENGTH)
    if start:
        yield Run(text="……", hit=False)
    at = start
    for first, last in _hits(folded, sought, start, end):
        if first > at:
            yield Run(text=text[at:first], hit=False)
        yield Run(text=text[first:last], hit=True)
        at = last
    yield Run(text=text[at:end] + ("……" if end < len(text) else ""), hit=False)


def _hits(folded: str, sought: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words stand between two places, in order and apart from each other; at each place the longest."""
    at = start
    while at < end:
        length = max((len(word) for word in sought if folded.startswith(word, at)), default=0)
        if length and at + length <= end:
            yield at, at + length
        at += max(length, 1)
