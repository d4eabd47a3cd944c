"""Walks every chain, holds all tables against it, and names the first thing that is not as it was recorded.

What this cannot find: someone who may write everything and rewrites a chain from some event to its end, together with
the matter's head, its entries and the answers kept of each command, consistently. Against that stand signatures and
copies outside the database (sealed packages), not the database itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from states.casework.events import GENESIS, canonical, chain_hash
from storage.admin_chain import fault
from storage.database import Database
from storage.held_against import UNREADABLE, holdings
from storage.reviving import as_date, as_moment
from storage.told import Told

EVENTS = """SELECT seq, kind, act, previous, hash, body, on_day, recorded_at FROM event
 WHERE case_id = :case ORDER BY seq"""
ADMINISTRATION = "管理记录"  # stands for the matter where what administrators did is not as it was recorded
CASES = "SELECT id, head_seq, head_hash FROM case_file ORDER BY id"
# Tables whose rows belong to a matter, and the column that says which event a row without its matter stood at.
OWNED = {
    "event": "seq", "entry": "seq", "opinion": "event_seq", "opinion_count": "0", "opinion_giver": "0", "hearing_registration": "event_seq",
    "material": "0", "timer": "0",
    "case_part": "0", "command_receipt": "0", "outbox": "0", "escalation": "0", "evaluation_proposal": "0",
    "confirmed_rule": "event_seq", "published_calendar": "event_seq",
    "stay": "seq", "stay_kept": "seq", "hand": "seq", "paper_number": "event_seq", "fixed_paper": "event_seq", "circulation": "event_seq",
}  # fmt: skip
ORPHANS = "SELECT case_id, min({seq}) FROM {table} WHERE case_id NOT IN (SELECT id FROM case_file) GROUP BY case_id ORDER BY case_id"


@dataclass(frozen=True, slots=True)
class Bad:
    """The first place that does not hold: the matter, the number of the event (0: none), and why (Chinese)."""

    case: str
    event: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found."""

    ok: bool
    cases: int
    events: int
    first_bad: Bad | None


def verify(database: Database) -> Verdict:
    """Check all matters on one snapshot: chains, and all that stands in other tables. Stops at the first bad place."""
    cases = events = 0
    with database.snapshot() as connection:
        for case in connection.exec_driver_sql(CASES).all():
            cases += 1
            bad = next(_problems(database, connection, case), None)
            if bad:
                return Verdict(False, cases, events, bad)
            events += case[1]
        for table, seq in OWNED.items():
            row = connection.exec_driver_sql(ORPHANS.format(table=table, seq=seq)).first()
            if row:
                return Verdict(False, cases, events, Bad(row[0], row[1], f"{table}中的记录所属的事项已经不存在。"))
        if found := fault(connection):
            return Verdict(False, cases, events, Bad(ADMINISTRATION, *found))
    return Verdict(True, cases, events, None)


def _problems(database: Database, connection: Connection, case: Any) -> Iterator[Bad]:
    case_id, head_seq, head_hash = case
    told, previous, expected = Told(), GENESIS, 1
    for row in connection.exec_driver_sql(database.sql(EVENTS), {"case": case_id}):
        seq, hashed = row[0], row[4]
        if seq != expected:
            yield Bad(case_id, expected, f"第{expected}号事件缺失。")
        why = _event_fault(case_id, row, previous, told)
        if why:
            yield Bad(case_id, seq, why)
        previous, expected = hashed, expected + 1
    if (expected - 1, previous) != (head_seq, head_hash):
        yield Bad(case_id, _end(expected - 1, head_seq), "事件链的末端与登记不符，末尾的事件被删除或者增加过。")
    try:
        for seq, why in holdings(database, connection, case_id, told):
            yield Bad(case_id, seq, why)
    except UNREADABLE:
        yield Bad(case_id, max(head_seq, 1), "事项的登记无法解读，记录被改动过。")


def _end(found: int, head: int) -> int:
    """The first event that is missing or too many; with the right number of events, the last one."""
    return min(found, head) + (found != head)


def _event_fault(case_id: str, row: Any, previous: str, told: Told) -> str:
    """What is wrong with an event, in its own row or after the one before; adds it to what is told."""
    seq, kind, act, before, hashed, text, on_day, recorded_at = row
    if before != previous or chain_hash(previous, text) != hashed:
        return "事件内容或者前后衔接的摘要不符，记录被改动过。"
    try:
        body = json.loads(text)
        written = (body["seq"], body["case"], body["kind"], body["act"], body["on"])
        if written != (seq, case_id, kind, act, as_date(on_day).isoformat()):
            return "事件的编号、种类或者日期与其内容不符。"
        if as_moment(body["recorded_at"]) != as_moment(recorded_at):
            return "事件的登记时间与其内容不符。"
        if canonical(body) != text:
            return "事件内容不是规范的写法，记录被改写过。"
        told.take(body, hashed)
    except UNREADABLE:
        return "事件内容无法解读，记录被改动过。"
    return ""
