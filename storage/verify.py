"""Walks every chain and names the first thing that is not as it was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from states.casework.events import GENESIS, chain_hash, digest, entry_digest
from storage.database import Database
from storage.reviving import as_date, revive_fields

EVENTS = "SELECT seq, kind, act, previous, hash, body, on_day FROM event WHERE case_id = :case ORDER BY seq"
ENTRIES = "SELECT id, kind, fields, on_day, supersedes, digest, seq FROM entry WHERE case_id = :case ORDER BY seq, place"
CASES = "SELECT id, head_seq, head_hash, version, configuration FROM case_file ORDER BY id"
ORPHANS = "SELECT case_id, min(seq) FROM {table} WHERE case_id NOT IN (SELECT id FROM case_file) GROUP BY case_id"


@dataclass(frozen=True, slots=True)
class Bad:
    """The first place that does not hold: the matter, the number of the event, and why (Chinese)."""

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
    """Check all matters: chains, entries, opinions and where each matter stands. Stops at the first bad place."""
    cases = events = 0
    with database.reading() as connection:
        for case in connection.exec_driver_sql(CASES).all():
            cases += 1
            bad = next(_problems(database, connection, case), None)
            if bad:
                return Verdict(False, cases, events, bad)
            events += case[1]
        for table in ("event", "entry"):
            row = connection.exec_driver_sql(ORPHANS.format(table=table)).first()
            if row:
                return Verdict(False, cases, events, Bad(row[0], row[1], "事件所属的事项已经不存在。"))
    return Verdict(True, cases, events, None)


def _problems(database: Database, connection: Connection, case: Any) -> Iterator[Bad]:
    case_id, head_seq, head_hash, version, configuration = case
    previous, expected, last = GENESIS, 1, {}
    promised: dict[str, tuple[str, int]] = {}
    texts: dict[int, str] = {}
    for seq, kind, act, before, hashed, body, on_day in connection.exec_driver_sql(database.sql(EVENTS), {"case": case_id}):
        if seq != expected:
            yield Bad(case_id, expected, f"第{expected}号事件缺失。")
        if before != previous or chain_hash(previous, body) != hashed:
            yield Bad(case_id, seq, "事件内容或者前后衔接的摘要不符,记录被改动过。")
        last = json.loads(body)
        if (last["seq"], last["case"], last["kind"], last["act"], last["on"]) != (
            seq, case_id, kind, act, as_date(on_day).isoformat(),
        ):  # fmt: skip
            yield Bad(case_id, seq, "事件的编号、种类或者日期与其内容不符。")
        promised |= {one["id"]: (one["digest"], seq) for one in last["entries"]}
        if kind == "opinion":
            texts[seq] = last["note"]["text_digest"]
        previous, expected = hashed, expected + 1
    if (expected - 1, previous) != (head_seq, head_hash):
        yield Bad(case_id, min(expected, head_seq), "事件链的末端与登记不符,末尾的事件被删除或者增加过。")
    if last and (last["version"], list(last["to"])) != (version, json.loads(configuration)):
        yield Bad(case_id, head_seq, "事项当前的阶段或者版本与最后一个事件不符。")
    yield from _entries(database, connection, case_id, promised)
    yield from _opinions(database, connection, case_id, texts)


def _entries(
    database: Database, connection: Connection, case_id: str, promised: dict[str, tuple[str, int]]
) -> Iterator[Bad]:
    for entry_id, kind, fields, on_day, supersedes, stored, seq in connection.exec_driver_sql(
        database.sql(ENTRIES), {"case": case_id}
    ):
        known, at = promised.pop(entry_id, ("", seq))
        values = revive_fields(kind, json.loads(fields))
        if stored != known or entry_digest(entry_id, kind, values, as_date(on_day), supersedes) != known or at != seq:
            yield Bad(case_id, at, "登记的内容与事件记载的摘要不符,登记被改动或者插入过。")
    for _, at in promised.values():
        yield Bad(case_id, at, "事件记载的登记已经不存在。")


def _opinions(database: Database, connection: Connection, case_id: str, texts: dict[int, str]) -> Iterator[Bad]:
    """Every received opinion still has the text that was chained when it came in."""
    if not texts:
        return
    found = connection.exec_driver_sql(database.sql("SELECT text FROM opinion WHERE case_id = :case"), {"case": case_id})
    kept = sorted(digest(row[0]) for row in found)
    if kept != sorted(texts.values()):
        yield Bad(case_id, min(texts), "公众意见的内容或者条数与接收时的记载不符。")
