"""What a reader should know of the benchmark that was registered last."""

from __future__ import annotations

from functools import partial

from states.law.discretion_faults import remarks
from storage import families
from storage.database import Database
from storage.driver_sql import run
from storage.queries.reading import look


def remarks_of(database: Database, register: str) -> tuple[str, ...]:
    with look(database) as reader:
        kept = families.matter(partial(run, database, reader.connection), register)
    table = kept.last("discretion_table") if kept is not None else None
    return remarks(kept, table) if kept is not None and table is not None else ()
