"""Keeps the alerts of running matters: judges those anew that changed, whose register changed, or that saw another day.

A projection and no act: nothing here enters a matter's record. The judging is the core's (``states.law.risk_points``); a
second sweep of the same day finds nothing to do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from states.law.risk_points import RISKS, Risk, risks
from storage.database import Database
from storage.driver_sql import run
from storage.queries.dossiers import open_many
from storage.queries.reading import Reader, look, marks

BATCH = 100
_WATCHED, _NAMES = marks("rw", sorted(RISKS))
_STALE = f"""FROM case_file c LEFT JOIN risk_judged j ON j.case_id = c.id LEFT JOIN case_file a ON a.id = c.parent_id
 WHERE c.ended = false AND c.procedure IN ({_WATCHED}) AND (j.case_id IS NULL OR j.seq <> c.head_seq
 OR j.above_seq <> coalesce(a.head_seq, 0) OR j.on_day <> :today)"""
_ENDED = "SELECT j.case_id FROM risk_judged j JOIN case_file c ON c.id = j.case_id WHERE c.ended LIMIT :limit"
_KNOWN = "SELECT r.case_id, r.point, r.status, r.citation, r.reason, r.cure, r.who, r.unverified FROM risk_alert r WHERE r.case_id IN ({cases})"
_DROP = "DELETE FROM risk_alert WHERE case_id = :case AND point = :point"
_FORGET = ("DELETE FROM risk_alert WHERE case_id = :case", "DELETE FROM risk_judged WHERE case_id = :case")
_KEEP = """INSERT INTO risk_alert (case_id, point, since, status, rule, name, citation, reason, cure, who, unverified)
 VALUES (:case, :point, :today, :status, :rule, :name, :citation, :reason, :cure, :who, :unverified)
 ON CONFLICT (case_id, point) DO UPDATE SET status = excluded.status, citation = excluded.citation, reason = excluded.reason,
 cure = excluded.cure, who = excluded.who, unverified = excluded.unverified"""
_JUDGED = """INSERT INTO risk_judged (case_id, seq, above_seq, on_day) VALUES (:case, :seq, :above, :today)
 ON CONFLICT (case_id) DO UPDATE SET seq = excluded.seq, above_seq = excluded.above_seq, on_day = excluded.on_day"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a batch did."""

    judged: int = 0
    found: int = 0
    gone: int = 0

    @property
    def any(self) -> bool:
        return bool(self.judged or self.gone)


def stale(reader: Reader, today: date) -> int:
    """How many running matters are not yet judged as they stand today."""
    return reader.number(f"SELECT count(*) {_STALE}", _NAMES | {"today": today})


def anything_stale(database: Database, today: date) -> bool:
    with look(database) as reader:
        found = reader.one(f"SELECT 1 {_STALE} LIMIT 1", _NAMES | {"today": today})
        return found is not None or reader.one(_ENDED, {"limit": 1}) is not None


def keep_risks(database: Database, today: date, limit: int = BATCH) -> Kept:
    """Judge up to so many matters, keep what was found in the place of what was found before, forget what has ended."""
    with look(database) as reader:
        heads = {
            row[0]: (row[1], row[2])
            for row in reader.all(
                f"SELECT c.id, c.head_seq, coalesce(a.head_seq, 0) {_STALE} ORDER BY c.id LIMIT :limit",
                _NAMES | {"today": today, "limit": limit},
            )
        }
        found = {seen.dossier.id: risks(seen.in_order, seen.moment) for seen in open_many(reader, today, sorted(heads))}
        ended = [str(row[0]) for row in reader.all(_ENDED, {"limit": limit})]
        known = _known(reader, sorted(found))
    if not heads and not ended:
        return Kept()
    with database.writing() as connection:
        for case, alerts in found.items():
            _replace(database, connection, case, alerts, known.get(case, {}), today)
            params = {"case": case, "seq": heads[case][0], "above": heads[case][1], "today": today}
            run(database, connection, _JUDGED, params)
        for case in ended:
            for sql in _FORGET:
                run(database, connection, sql, {"case": case})
    return Kept(len(found), sum(map(len, found.values())), len(ended))


def _known(reader: Reader, cases: Sequence[str]) -> dict[str, dict[str, tuple[Any, ...]]]:
    named, params = marks("rk", cases)
    known: dict[str, dict[str, tuple[Any, ...]]] = {}
    for row in reader.all(_KNOWN.format(cases=named), params):
        known.setdefault(row[0], {})[row[1]] = (*tuple(row[2:7]), bool(row[7]))
    return known


def _replace(
    database: Database, connection: Connection, case: str, alerts: Sequence[Risk], known: Mapping[str, tuple[Any, ...]], today: date
) -> None:
    """Only what changed is written, so that the day on which an alert was first found stays."""
    rows = {one.point.key: _row(one) for one in alerts}
    for gone in known.keys() - rows.keys():
        run(database, connection, _DROP, {"case": case, "point": gone})
    for point, row in rows.items():
        if known.get(point) != tuple(row[name] for name in ("status", "citation", "reason", "cure", "who", "unverified")):
            run(database, connection, _KEEP, row | {"case": case, "point": point, "today": today})


def _row(one: Risk) -> dict[str, Any]:
    found = one.finding
    return {
        "status": found.status.value, "rule": found.rule, "name": found.name, "citation": found.citation, "reason": found.reason,
        "cure": found.cure, "who": json.dumps([role.value for role in found.who]), "unverified": found.unverified,
    }  # fmt: skip
