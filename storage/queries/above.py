"""Matters under which another one may be opened now: those that stand where its procedure says so."""

from __future__ import annotations

from typing import Any

from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.visibility import visible

MOST = 200
RUNNING = "SELECT 1 FROM case_file b WHERE b.parent_id = c.id AND b.procedure = :below AND b.ended = false"


def matters_above(database: Database, viewer: Viewer, plan: Procedure, free: bool = False) -> tuple[tuple[str, str], ...]:
    """(id, "编号 名称") of the matters that the viewer sees and that wait for such a matter; the newest first.

    ``free`` leaves out those under which one runs already.
    """
    above = PROCEDURES.get(plan.belongs_to)
    if above is None or not above.evaluated:
        return ()
    seen = visible(viewer)
    places = {f"s{number}": f'%"{state}"%' for number, state in enumerate(sorted(above.evaluated))}
    stands = " OR ".join(f"c.configuration LIKE :{name}" for name in places)
    params: dict[str, Any] = seen.params | places | {"plan": above.name, "limit": MOST}
    alone = ""
    if free:
        params["below"] = plan.name
        alone = f" AND NOT EXISTS ({RUNNING})"
    with look(database) as reader:
        found = reader.all(
            f"SELECT c.id, c.number, c.title FROM case_file c WHERE c.procedure = :plan AND ({stands}) AND {seen.sql}{alone} "
            "ORDER BY c.id DESC LIMIT :limit",
            params,
        )
    return tuple((row[0], f"{row[1]} {row[2]}") for row in found)
