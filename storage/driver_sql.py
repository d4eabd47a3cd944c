"""Runs driver SQL with ``:name`` placeholders on either database, days and moments in the form it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from storage.database import Database


def run(database: Database, connection: Connection, sql: str, params: Mapping[str, Any]) -> Any:
    """SQLite keeps days and moments as ISO text, so that they compare as they should."""
    plain = {name: _bound(value) for name, value in params.items()} if database.sqlite else dict(params)
    return connection.exec_driver_sql(database.sql(sql), plain)


def skipping_locked(database: Database, table: str) -> str:
    """The end of a SELECT that passes over rows at which somebody else is at work; SQLite has but one writer."""
    return "" if database.sqlite else f" FOR UPDATE OF {table} SKIP LOCKED"


def _bound(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
