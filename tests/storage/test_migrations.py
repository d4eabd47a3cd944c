"""The schema that migrations make is the schema that the tables describe, with its guards; again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage.database import Database
from storage.migrate import configuration, migrate
from storage.tables import SQLModel
from tests.storage.stepping import dump, rows

GUARDED = ("event", "entry", "published_calendar", "admin_act", "admin_link", "paper_number", "fixed_paper", "sealed_package", "complaint_act")
LITE_GUARDS = {f"{table}_no_{act}" for table in GUARDED for act in ("update", "delete", "replace")}
PG_GUARDS = {f"{table}_no_{act}" for table in GUARDED for act in ("update", "delete", "truncate")}


def guards(database: Database) -> set[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if database.sqlite else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    return {row[0] for row in rows(database, sql)}


def test_the_migrated_schema_is_the_described_one(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_columns_keep_what_the_tables_say(database: Database) -> None:
    """Also what a comparison of metadata leaves out: which columns may be empty."""
    found = inspect(database.engine)
    for name, table in SQLModel.metadata.tables.items():
        stored = {one["name"]: one["nullable"] for one in found.get_columns(name)}
        assert stored == {one.name: bool(one.nullable) for one in table.columns}, name


def test_the_guards_stand(database: Database) -> None:
    assert guards(database) == (LITE_GUARDS if database.sqlite else PG_GUARDS)


def test_migrating_again_changes_nothing(database: Database) -> None:
    before, guarding = dump(database), guards(database)
    migrate(database)
    assert (dump(database), guards(database)) == (before, guarding)


def test_there_is_one_line_of_migrations(database: Database) -> None:
    script = ScriptDirectory.from_config(configuration())
    assert len(script.get_heads()) == 1
    assert rows(database, "SELECT version_num FROM alembic_version") == [(script.get_current_head(),)]


def test_there_is_no_way_back(database: Database) -> None:
    config = configuration()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="append-only"):
            downgrade(config, "base")
    assert guards(database) == (LITE_GUARDS if database.sqlite else PG_GUARDS)


def test_an_embedded_database_is_a_file_that_survives_its_process(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'yifa.db'}")
    migrate(database)
    assert rows(database, "PRAGMA journal_mode") == [("wal",)]
    assert rows(database, "PRAGMA synchronous") == [(2,)]  # FULL: a committed act survives a power cut
    assert rows(database, "PRAGMA foreign_keys") == [(1,)]
    database.close()
    again = Database(database.url)
    assert rows(again, "SELECT count(*) FROM case_file") == [(0,)]
    again.close()
