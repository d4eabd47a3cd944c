"""Matters by the light of their nearest clock, as SQL over ``case_file c`` and ``n.first``: the same light as the row shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from states.law.light_days import Days, light_days
from states.law.lights import Light, calendar_for, scheme_for
from storage.queries.chips import RUNNING, floors
from storage.queries.dossiers import almanac
from storage.queries.lights import overlays_in_use
from storage.queries.reading import Reader, marks
from storage.queries.visibility import Clause

HAS = "EXISTS (SELECT 1 FROM timer r WHERE r.case_id = c.id AND r.status {which})"


def first_deadlines(today: date) -> Clause:
    """The first running deadline of each matter as ``n.first``; minimum periods are nobody's deadline."""
    names, params = marks("nf", sorted(floors(today)))
    sql = f"t.status IN {RUNNING}" + (f" AND t.name NOT IN ({names})" if params else "")
    return Clause(f"(SELECT t.case_id, min(t.due_on) AS first FROM timer t WHERE {sql} GROUP BY t.case_id) n ON n.case_id = c.id", params)


def showing(reader: Reader, today: date, light: str) -> Clause:
    """The matters whose nearest clock has that light, stands still, or that have no clock at all."""
    running, held = HAS.format(which=f"IN {RUNNING}"), HAS.format(which="= 'held'")
    if light == "none":
        return Clause(f"(n.first IS NULL AND NOT {running} AND NOT {held})")
    if light == "held":
        return Clause(f"(n.first IS NULL AND NOT {running} AND {held})")
    chosen: list[str] = ["1 = 0"]
    params: dict[str, Any] = {}
    for number, ((first, last), overlays) in enumerate(_days(reader, today, Light(light))):
        named, values = marks(f"np{number}_", overlays)
        chosen.append(f"(n.first >= :na{number} AND n.first <= :nz{number} AND c.overlays IN ({named}))")
        params |= values | {f"na{number}": first, f"nz{number}": last}
    if light == Light.GREEN.value:  # a minimum period that one waits out is green whatever its day
        chosen.append(f"(n.first IS NULL AND {running})")
    return Clause(f"({' OR '.join(chosen)})", params)


def _days(reader: Reader, today: date, light: Light) -> Iterator[tuple[Days, list[str]]]:
    """Between which last days that light stands, and for the matters of which places."""
    found: dict[Days, list[str]] = {}
    published = almanac(reader)
    for overlays in overlays_in_use(reader):
        places = tuple(json.loads(overlays))
        days = light_days(scheme_for(places), today, calendar_for(places, published))
        if light in days:
            found.setdefault(days[light], []).append(overlays)
    yield from found.items()
