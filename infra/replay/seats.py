"""名额: does the published table of seats add up, and do consumers have their share."""

from __future__ import annotations

from decimal import Decimal

from infra.replay.court import Candidate, Court, paper
from infra.replay.verdict import Result, Verdict
from states.dossier.model import Entry
from states.dossier.schema import Value
from states.law.conditions.published_facts import SEATS


def seats(court: Court) -> list[Result]:
    """Only what the page gives is checked."""
    table, stated = _table(court), court.count("seats_stated")
    results = []
    if table is not None and stated is not None:
        rows: Value = tuple({"group": group, "number": number} for group, number in table.items())
        results += court.check("D-HEAR-03#seats", _candidate(court, seats=rows, stated=stated))
        results += _share(court, table, stated)
    return results + _named(court)


def _named(court: Court) -> list[Result]:
    bodies = court.fact("named_bodies")
    if not isinstance(bodies, dict):
        return []
    group, wanted, named = (bodies.get(name) for name in ("group", "seats", "named"))
    if not isinstance(wanted, int) or not isinstance(named, int):
        return []
    entry = _candidate(court, group=str(group or "有关单位"), group_seats=wanted, named=named)
    return court.check("D-HEAR-03#named", entry)


def _share(court: Court, table: dict[str, int], stated: int) -> list[Result]:
    """Where the table names no consumers, they may have any of the seats that it does not give away."""
    share = court.overlay.get("consumer_share_min")
    if not isinstance(share, int | Decimal):
        return []
    rest = max(0, stated - sum(table.values()))
    known = (table["consumers"],) if "consumers" in table else tuple(dict.fromkeys((0, rest)))
    candidates = [_candidate(court, consumers=one, stated=stated, share_min=str(share)) for one in known]
    return court.check("D-HEAR-10#share", *candidates, unknown="消费者名额")


def _candidate(court: Court, **fields: Value) -> Candidate:
    entry: Entry = paper(SEATS, court.day, **fields)
    return Candidate((entry,), Verdict.FLAG)


def _table(court: Court) -> dict[str, int] | None:
    found = court.fact("seats")
    if not isinstance(found, dict):
        return None
    return {group: number for group, number in found.items() if isinstance(number, int)}
