"""What a list can be narrowed to: the offices, procedures, stages and handlers that its matters have, counted in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.desk_lists import narrowed, source_of
from storage.queries.list_shapes import ANYTHING, NOBODY, Asked, DeskList, Offer, Offers
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.showing import lookup


def offers(database: Database, viewer: Viewer, today: date, which: DeskList) -> Offers:
    """Of the whole list, whatever it is narrowed to at the moment."""
    with look(database) as reader:
        where = narrowed(reader, viewer, today, which, ANYTHING)
        source, more = source_of(which, ANYTHING, today)
        found = reader.all(
            f"SELECT c.office_id, c.procedure, c.stage, c.handler_id, count(*) FROM {source} WHERE {where.sql} GROUP BY 1, 2, 3, 4",
            where.params | more | {"me": viewer.person},
        )
        offices, persons = lookup(reader, "office", {row[0] for row in found}), lookup(reader, "person", {row[3] for row in found})
    return Offers(
        total=sum(row[4] for row in found),
        offices=_offers(found, lambda row: row[0], lambda one: offices.get(one, one)),
        procedures=_offers(found, lambda row: row[1], lambda one: PROCEDURES[one].label),
        stages=_stages(found),
        handlers=_offers(found, lambda row: row[3] or NOBODY, lambda one: "无承办人" if one == NOBODY else persons.get(one, one)),
    )


def how_many(database: Database, viewer: Viewer, today: date, which: DeskList, asked: Asked) -> int:
    """How many rows the narrowed list has."""
    with look(database) as reader:
        where = narrowed(reader, viewer, today, which, asked)
        source, more = source_of(which, asked, today)
        return reader.number(f"SELECT count(*) FROM {source} WHERE {where.sql}", where.params | more | {"me": viewer.person})


def _offers(found: Iterable[Any], by: Callable[[Any], str], label: Callable[[str], str]) -> tuple[Offer, ...]:
    counts: Counter[str] = Counter()
    for row in found:
        counts[by(row)] += row[4]
    return tuple(sorted((Offer(value=one, label=label(one), count=number) for one, number in counts.items()), key=lambda one: (-one.count, one.label)))


def _stages(found: Iterable[Any]) -> tuple[Offer, ...]:
    """In the order of their procedures, under the procedures' names."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in found:
        counts[row[1], row[2]] += row[4]
    order = {(plan.name, stage): place for plan in PROCEDURES.values() for place, (stage, _) in enumerate(plan.stages)}
    plans = list(PROCEDURES)
    return tuple(
        Offer(value=f"{plan}.{stage}", label=PROCEDURES[plan].label_of(stage), count=counts[plan, stage], group=PROCEDURES[plan].label)
        for plan, stage in sorted(counts, key=lambda one: (plans.index(one[0]), order.get(one, len(order)), one[1]))
    )
