"""What time has made due, found in bounded batches. Finding changes nothing: acting is a command's business."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_date

BATCH = 100
# 补充封存: how long after a seal later papers wait for the next one. 及时 (L713 art. 33) has no number: design, not law.
SUPPLEMENT_DAYS = 30
SEALABLE = ("published", "executing", "closed", "rejected", "terminated", "en_closed", "pe_not_filed", "pe_referred", "pe_ended", "pe_police",
            "is_dropped", "sp_ordinary", "sp_revoked")
# What a seal must not miss. Clocks, refusals and proposals alone are no reason for another package.
FACTS = ("opened", "step", "entry", "correction", "material", "opinions")


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A clock whose day to warn has come, or whose last day is over."""

    id: str
    case: str
    name: str
    due_on: date
    generation: int
    warning: bool
    version: int = 0  # of its matter


_LAPSED = "t.status IN ('armed', 'warned') AND t.due_on < :today"
_NEAR = "t.status = 'armed' AND t.warn_on <= :today AND t.due_on >= :today"
_TIMERS = """SELECT t.id, t.case_id, t.name, t.due_on, t.generation, c.version FROM timer t
 LEFT JOIN case_file c ON c.id = t.case_id WHERE {due} AND (t.due_on > :day OR t.due_on = :day AND t.id > :id) ORDER BY t.due_on, t.id LIMIT :limit"""


def due_timers(database: Database, today: date, limit: int = BATCH) -> Iterator[DueTimer]:
    """Every clock due on the legal day ``today``, the lapsed before the near ones, the oldest first.

    Read ``limit`` at a time: a clock that cannot be fired does not keep those behind it from being found. Nothing is
    locked: what two sweeps find both is fenced by the command itself, which looks at the clock again.
    """
    for due, warning in ((_LAPSED, False), (_NEAR, True)):
        sql, day, last = _TIMERS.format(due=due), date.min, ""
        while True:
            with database.reading() as connection:
                params = {"today": today, "day": day, "id": last, "limit": limit}
                rows = run(database, connection, sql, params).all()
            for row in rows:
                yield DueTimer(row[0], row[1], row[2], as_date(row[3]), row[4], warning, row[5] or 0)
            if len(rows) < limit:
                break
            day, last = as_date(rows[-1][3]), rows[-1][0]


def anything_due(database: Database, today: date) -> bool:
    """Whether the next sweep over the clocks would find any."""
    return next(due_timers(database, today, 1), None) is not None


_ROUND = """SELECT count(*) FROM event o WHERE o.case_id = :case AND o.kind = 'opinion' AND o.act = 'receive' AND o.seq > (
 SELECT coalesce(max(s.seq), 0) FROM event s WHERE s.case_id = :case AND s.kind = 'step' AND s.act = 'open_consultation')"""


def opinions_of_the_round(database: Database, case: str) -> int:
    """How many opinions came in since the consultation was last opened."""
    with database.reading() as connection:
        return int(run(database, connection, _ROUND, {"case": case}).scalar_one())


_UNSEALED = f"""SELECT c.id FROM case_file c WHERE c.id > :after AND c.stage IN {SEALABLE} AND NOT EXISTS (
 SELECT 1 FROM event s WHERE s.case_id = c.id AND s.kind = 'step' AND s.act = 'seal_dossier'
 AND (NOT c.ended AND s.on_day > :since OR NOT EXISTS (SELECT 1 FROM event f WHERE f.case_id = c.id AND f.seq > s.seq
 AND f.kind IN {FACTS} AND f.act <> 'seal_dossier'))) ORDER BY c.id LIMIT :limit"""


def matters_to_seal(database: Database, today: date, after: str = "", limit: int = BATCH) -> list[str]:
    """Matters, in the order of their ids, that were never sealed after their end or issue, or not since then."""
    params = {"after": after, "since": today - timedelta(days=SUPPLEMENT_DAYS), "limit": limit}
    with database.reading() as connection:
        return [row[0] for row in run(database, connection, _UNSEALED, params)]


@dataclass(frozen=True, slots=True)
class Execution:
    """What is on file about a decision being executed, as far as it may call for an evaluation."""

    case: str
    opinions: int  # 决策实施中的公众意见, summed over the standing entries
    problems: tuple[date, ...]
    execute_by: date | None
    proposed: frozenset[str]  # triggers already put before the decision body


_EXECUTING = "SELECT id FROM case_file WHERE stage = 'executing' AND id > :after ORDER BY id LIMIT :limit"
_ON_FILE = """SELECT e.kind, e.fields, e.on_day FROM entry e WHERE e.case_id = :case
 AND e.kind IN ('public_feedback', 'problem_report')
 AND NOT EXISTS (SELECT 1 FROM entry n WHERE n.case_id = e.case_id AND n.supersedes = e.id) ORDER BY e.seq, e.place"""
# As the clock has it: days of suspension left out; none while it stands still.
_LIMIT = """SELECT t.due_on FROM timer t WHERE t.case_id = :case AND t.name = 'execution'
 AND t.status IN ('armed', 'warned', 'fired')"""
_PROPOSED = "SELECT trigger_key FROM evaluation_proposal WHERE case_id = :case"


def executions(database: Database, after: str = "", limit: int = BATCH) -> list[Execution]:
    """Matters in execution, in the order of their ids."""
    with database.reading() as connection:
        found = run(database, connection, _EXECUTING, {"after": after, "limit": limit}).all()
        return [_execution(database, connection, row[0]) for row in found]


def _execution(database: Database, connection: Connection, case: str) -> Execution:
    opinions, problems = 0, []
    for kind, raw, on in run(database, connection, _ON_FILE, {"case": case}):
        fields = json.loads(raw)
        if kind == "public_feedback":
            opinions += int(fields["number"])
        else:
            problems.append(as_date(on))
    limit = run(database, connection, _LIMIT, {"case": case}).first()
    proposed = frozenset(row[0] for row in run(database, connection, _PROPOSED, {"case": case}))
    return Execution(case, opinions, tuple(problems), as_date(limit[0]) if limit else None, proposed)
