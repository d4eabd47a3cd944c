"""The days off published here, as the law takes them; read again only when something more was published."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from states.law.almanac import SHIPPED, Almanac, Published
from states.law.announced import announced
from storage.database import Database
from storage.driver_sql import run
from storage.reviving import revive_fields

KIND = "calendar_notice"
VERSION = "SELECT coalesce(max(version), 0) FROM published_calendar"
ALL = "SELECT version, case_id, holds, fields FROM published_calendar ORDER BY version"

Run: TypeAlias = Callable[[str, Mapping[str, Any]], Any]
_known: WeakKeyDictionary[Database, Almanac] = WeakKeyDictionary()


def almanac_at(database: Database, version: int, asked: Run) -> Almanac:
    """The almanac of that publication (or a later one, made meanwhile); ``asked`` reads it where it is not known yet."""
    if version == 0:
        return SHIPPED
    found = _known.get(database)
    if found is None or found.version != version:
        known, found = found, Almanac.of(map(_published, asked(ALL, {})))
        if known is None or known.version < found.version:  # who looks at an older snapshot does not set others back
            _known[database] = found
    return found


def almanac_now(database: Database) -> Almanac:
    """The almanac as it stands, for who reads outside a matter."""
    with database.reading() as connection:
        return almanac_on(database, connection)


def almanac_on(database: Database, connection: Connection) -> Almanac:
    """The almanac as that connection's transaction sees it."""

    def asked(sql: str, params: Mapping[str, Any]) -> Any:
        return run(database, connection, sql, params)

    return almanac_at(database, asked(VERSION, {}).scalar_one(), asked)


def _published(row: Any) -> Published:
    version, case, holds, fields = row
    return Published(version, case, announced(revive_fields(KIND, json.loads(fields))), bool(holds))
