"""执法台: the matters in each lane of a desk, counted and listed by one condition, the one with the first deadline on top."""

from __future__ import annotations

from datetime import date
from typing import Any

from states.procedures.catalogue import PROCEDURES
from states.procedures.enforcement_desks import EnforcementDesk, Lane
from storage.database import Database
from storage.queries.models import Page, Viewer
from storage.queries.nearest_light import first_deadlines
from storage.queries.reading import containing, cursor_of, look, marks, page_of, place_of, within
from storage.queries.rows import COLUMNS, case_rows
from storage.queries.shapes import CaseRow, Shown
from storage.queries.visibility import Clause, visible
from storage.reviving import as_date

NEVER = date(9999, 12, 31)
PLANS = {state: tuple(plan.name for plan in PROCEDURES.values() if state in plan.chart.states_map) for plan in PROCEDURES.values()
         for state in plan.chart.states_map}  # fmt: skip


class LaneCount(Shown):
    name: str
    label: str
    count: int


def lane_counts(database: Database, viewer: Viewer, desk: EnforcementDesk) -> tuple[LaneCount, ...]:
    """How many matters that the viewer may see stand in each lane."""
    seen = visible(viewer)
    params = dict(seen.params)
    wanted = []
    for place, lane in enumerate(desk.lanes):
        clause = _standing(lane, f"n{place}")
        params |= clause.params
        wanted.append(f"count(*) FILTER (WHERE {clause.sql})")
    with look(database) as reader:
        row = reader.one(f"SELECT {', '.join(wanted)} FROM case_file c WHERE {seen.sql}", params)
    return tuple(LaneCount(name=lane.name, label=lane.label, count=int(number)) for lane, number in zip(desk.lanes, row, strict=True))


def lane_rows(database: Database, viewer: Viewer, today: date, lane: Lane, cursor: str | None = None, limit: int = 30) -> Page[CaseRow]:
    """A page of the lane; InvalidEntry for a cursor that we did not make."""
    where, dated, limit = visible(viewer) & _standing(lane, "n"), first_deadlines(today), within(limit)
    params: dict[str, Any] = where.params | dated.params | {"limit": limit + 1, "never": NEVER}
    after = ""
    if cursor:
        params["day"], params["after"] = place_of(cursor, date, str)
        after = "AND (coalesce(n.first, :never) > :day OR (coalesce(n.first, :never) = :day AND c.id < :after))"
    with look(database) as reader:
        found = reader.all(
            f"""SELECT {COLUMNS}, coalesce(n.first, :never) FROM case_file c LEFT JOIN {dated.sql}
 WHERE {where.sql} {after} ORDER BY 12, c.id DESC LIMIT :limit""", params)  # fmt: skip
        return page_of(case_rows(reader, found, today), limit, [cursor_of(as_date(row[11]), row[0]) for row in found])


def _standing(lane: Lane, prefix: str) -> Clause:
    """Matters of the procedures that know these states, standing in one of them."""
    plans, params = marks(f"{prefix}p", sorted({plan for state in lane.states for plan in PLANS[state]}))
    ways = []
    for place, state in enumerate(lane.states):
        name = f"{prefix}s{place}"
        ways.append(f"c.configuration LIKE :{name} ESCAPE '!'")
        params[name] = containing(f'"{state}"')
    return Clause(f"(c.procedure IN ({plans}) AND ({' OR '.join(ways)}))", params)
