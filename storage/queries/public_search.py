"""Looking through what is public, and nothing else: a text is found only where the page that is shown has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.database import Database
from storage.queries.models import PublishedItem
from storage.queries.portal import COLUMNS, PUBLIC, RELEASES, WITH_PUBLICATION, items_of
from storage.queries.public_enforcement import Sought, results
from storage.queries.public_shapes import ResultRow, Tombstone
from storage.queries.reading import containing, look, marks
from storage.queries.tombstones import tombstones

MOST, LOOKED_AT, SHORTEST = 50, 400, 2
EXCERPT = 40  # characters before and behind what was found


def found_items(database: Database, today: date, text: str) -> tuple[tuple[PublishedItem, str], ...]:
    """Public matters whose title or published papers say it, the newest first, each with the place where it stands."""
    wanted = text.strip().lower()
    if len(wanted) < SHORTEST:
        return ()
    kinds, params = marks("k", (*RELEASES, *WITH_PUBLICATION))
    # What lies in the rows is only where to look: fields that are not published are in the same row.
    sql = f"""SELECT {COLUMNS} FROM case_file c WHERE {PUBLIC} AND (lower(c.title) LIKE :text ESCAPE '!' OR EXISTS (
 SELECT 1 FROM entry e WHERE e.case_id = c.id AND e.kind IN ({kinds}) AND lower(e.fields) LIKE :text ESCAPE '!'))
 ORDER BY c.id DESC LIMIT :limit"""
    with look(database) as reader:
        rows = reader.all(sql, params | {"text": containing(wanted), "limit": LOOKED_AT})
        seen = (_first(items_of(reader, row, today), wanted) for row in rows)
        return tuple(one for one in seen if one is not None)[:MOST]


def found_results(database: Database, today: date, text: str) -> tuple[ResultRow, ...]:
    """Published results of enforcement that say it."""
    if len(text.strip()) < SHORTEST:
        return ()
    return results(database, today, Sought(text=text.strip()), None, MOST).items


def found_gone(database: Database, today: date, text: str) -> tuple[Tombstone, ...]:
    """Results of enforcement that are public no longer, found by number or by the reason that was told."""
    return tombstones(database, today, text.strip(), None, MOST).items if len(text.strip()) >= SHORTEST else ()


def _first(items: tuple[PublishedItem, ...], wanted: str) -> tuple[PublishedItem, str] | None:
    for item in items:
        for text in _texts(item):
            if (place := text.lower().find(wanted)) >= 0:
                return item, _excerpt(text, place, len(wanted)) if text != item.title else ""
    return None


def _texts(item: PublishedItem) -> Iterator[str]:
    yield item.title
    yield from (one.text for one in item.fields)
    if item.gone:
        yield item.gone.reason


def _excerpt(text: str, place: int, length: int) -> str:
    first, last = max(0, place - EXCERPT), place + length + EXCERPT
    return ("…" if first else "") + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
