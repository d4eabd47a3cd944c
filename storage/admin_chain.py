"""The chain over what administrators did and who signed in: each act is hashed together with the one before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from states.casework.events import GENESIS, canonical, chain_hash
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import as_moment

_QUEUE = "SELECT pg_advisory_xact_lock(hashtextextended('admin_link', 0))"  # one act after the other
_LAST = "SELECT seq, hash FROM admin_link ORDER BY seq DESC LIMIT 1"
_ADD = "INSERT INTO admin_link (seq, act_id, body_id, previous, hash) VALUES (:seq, :id, :body, :previous, :hash)"
_WALK = """SELECT l.seq, l.previous, l.hash, l.body_id, a.id, a.at, a.person_id, a.act, a.target, a.fields
 FROM admin_link l LEFT JOIN admin_act a ON a.id = l.act_id ORDER BY l.seq"""
_LOOSE = "SELECT count(*) FROM admin_act WHERE id NOT IN (SELECT act_id FROM admin_link)"


def told(act: Mapping[str, Any], body: str, seq: int) -> str:
    """What is hashed of an act: everything that is kept of it."""
    at: datetime = act["at"]
    return canonical(dict(act) | {"at": at.astimezone(UTC).isoformat(), "body": body, "seq": seq})


def link(database: Database, connection: Connection, act: Mapping[str, Any], body: str) -> None:
    """Put the act at the end of the chain, in the transaction that records it."""
    if not database.sqlite:
        connection.exec_driver_sql(_QUEUE)
    last = connection.exec_driver_sql(_LAST).first()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    found = {"seq": seq, "id": act["id"], "body": body, "previous": previous, "hash": chain_hash(previous, told(act, body, seq))}
    run(database, connection, _ADD, found)


def fault(connection: Connection) -> tuple[int, str] | None:
    """The first act that is not as it was recorded, and why; None when all hold."""
    previous, expected = GENESIS, 1
    for row in connection.exec_driver_sql(_WALK):
        if row[0] != expected:
            return expected, f"第{expected}号管理记录缺失。"
        if row[4] is None:
            return expected, "管理记录的内容已经不存在。"
        if row[1] != previous or not _sound(lambda row=row, before=previous: chain_hash(before, _told(row)) == row[2]):  # type: ignore[misc]
            return expected, "管理记录的内容或者前后衔接的摘要不符，记录被改动过。"
        previous, expected = row[2], expected + 1
    if connection.exec_driver_sql(_LOOSE).scalar_one():
        return expected, "有不在链上的管理记录，是插入的。"
    return None


def _told(row: Any) -> str:
    names = ("id", "at", "person", "act", "target", "fields")
    return told(dict(zip(names, row[4:], strict=True)) | {"at": as_moment(row[5])}, row[3], row[0])


def _sound(check: Callable[[], bool]) -> bool:
    """A row that cannot even be read is not as it was recorded."""
    try:
        return check()
    except (ValueError, TypeError, AttributeError):
        return False
