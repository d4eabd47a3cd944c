"""What is on record cannot be changed through the database either: triggers on both, rights on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.migrate import APPLICATION_ROLE, migrate
from storage.verify import verify
from tests.clocks import HandClock
from tests.offices import Office, open_office
from tests.states.law.proof import proves
from tests.storage.stepping import History, dump

LOGIN = "yifa_clerk"
CHANGES = {
    "event": ("UPDATE event SET act = 'x'", "UPDATE event SET hash = hash", "DELETE FROM event"),
    "entry": ("UPDATE entry SET fields = '{}'", "UPDATE entry SET on_day = on_day", "DELETE FROM entry"),
}
LITE_CHANGES = {
    "event": ("INSERT OR REPLACE INTO event SELECT * FROM event", "REPLACE INTO event SELECT * FROM event LIMIT 1"),
    "entry": ("INSERT OR REPLACE INTO entry SELECT * FROM entry", "UPDATE OR REPLACE entry SET seq = seq"),
}
PG_CHANGES = {
    "event": ("TRUNCATE event", "INSERT INTO event SELECT * FROM event ON CONFLICT (case_id, seq) DO UPDATE SET act = 'x'"),
    "entry": ("TRUNCATE entry CASCADE", "INSERT INTO entry SELECT * FROM entry ON CONFLICT (id) DO UPDATE SET fields = '{}'"),
}


def refused(database: Database, statement: str) -> str:
    """The words with which the database refuses."""
    with database.engine.connect() as connection, pytest.raises(DBAPIError) as refusal:
        connection.exec_driver_sql(statement)
    return str(refusal.value.orig)


@proves("E-CLS-03")
@pytest.mark.parametrize("table", CHANGES)
def test_even_the_owner_cannot_change_the_record(office: Office, table: str) -> None:
    office.open()
    before = dump(office.database)
    lite = office.database.sqlite
    for statement in (*CHANGES[table], *(LITE_CHANGES if lite else PG_CHANGES)[table]):
        assert f"append-only: {table} may not be changed" in refused(office.database, statement), statement
    assert dump(office.database) == before


@pytest.fixture
def clerk(postgres_database: Database) -> Iterator[Database]:
    """The same PostgreSQL database, as a login that is no more than the application's role."""
    with postgres_database.engine.connect() as connection:
        connection.exec_driver_sql(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOGIN}') "
            f"THEN CREATE ROLE {LOGIN} LOGIN IN ROLE {APPLICATION_ROLE}; END IF; END $$"
        )
        connection.commit()
    database = Database(postgres_database.url.replace("//postgres@", f"//{LOGIN}@"))
    yield database
    database.close()


def test_the_ordinary_work_is_done_with_the_applications_rights(clerk: Database, tmp_path: Path) -> None:
    """Register, open, consult, take opinions, answer, correct, refuse, warn: nothing needs more rights than granted."""
    office = open_office(clerk, HandClock())
    office.people.add_mandate("sponsor", "sponsor2", Role.SPONSOR, date(2025, 1, 1), date(2025, 12, 31), "书面授权")
    token = office.people.sign_in("sponsor", "correct horse battery", office.clock.now())
    assert token is not None
    office.people.sign_out(token)
    history = History(office, tmp_path).lead("participation")
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    found = verify(clerk)
    assert found.ok and found.events == 25


@pytest.mark.parametrize(
    "statement",
    [
        *CHANGES["event"], *CHANGES["entry"], *PG_CHANGES["event"], *PG_CHANGES["entry"],
        "UPDATE opinion SET text = 'x'", "DELETE FROM opinion", "UPDATE material SET digest = 'x'", "DELETE FROM case_file",
        "UPDATE command_receipt SET body = '{}'", "DELETE FROM command_receipt", "UPDATE alembic_version SET version_num = '0'",
        "DELETE FROM timer", "UPDATE admin_act SET act = 'x'", "DELETE FROM admin_act", "UPDATE case_part SET person = 'x'",
    ],
)  # fmt: skip
def test_the_application_has_no_right_to_change_the_record(clerk: Database, statement: str) -> None:
    assert "permission denied" in refused(clerk, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE event DISABLE TRIGGER USER", "DROP TRIGGER entry_no_update ON entry", "DROP TABLE event",
        "SET session_replication_role = replica", "DROP FUNCTION append_only()",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "ALTER ROLE yifa_clerk SUPERUSER",
    ],
)  # fmt: skip
def test_the_application_cannot_put_the_guards_aside(clerk: Database, statement: str) -> None:
    words = refused(clerk, statement)
    assert "permission denied" in words or "must be" in words, words


def test_migrating_again_keeps_the_guards(database: Database) -> None:
    migrate(database)
    open_office(database, HandClock()).open()
    assert "append-only" in refused(database, "DELETE FROM event")
