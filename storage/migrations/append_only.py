"""No one may change or delete what is on record: triggers on both databases, rights on PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from states.law.effects import effect

ROLE = "yifa_app"
KEY = {"event": "case_id = NEW.case_id AND seq = NEW.seq", "entry": "id = NEW.id", "published_calendar": "version = NEW.version", "admin_act": "id = NEW.id",
       "admin_link": "seq = NEW.seq OR act_id = NEW.act_id",
       "paper_number": "entry_id = NEW.entry_id", "complaint_act": "id = NEW.id",
       "fixed_paper": "case_id = NEW.case_id AND paper = NEW.paper AND entry_id = NEW.entry_id AND form = NEW.form",
       "sealed_package": "case_id = NEW.case_id AND package = NEW.package"}  # fmt: skip
SHORT = ("admin_link", "paper_number", "fixed_paper", "sealed_package", "complaint_act")  # without a long text
ADDED_TO = ("event", "entry", "opinion", "material", "command_receipt", "case_part", "published_calendar", "admin_act",
            "opinion_giver", "hearing_registration", *SHORT)  # never changed once written


@effect("E-CLS-03")
def protect(op: Any, table: str) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE on the table, whoever asks; keep its long texts cheaply packed."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} may not be changed'); END"
            )
        # INSERT OR REPLACE removes the old row without asking the trigger for deletions.
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEY[table]}) "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} may not be changed'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only: % may not be changed', TG_TABLE_NAME; END $$"
    )
    for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION append_only()"
        )
    if table not in SHORT:
        op.execute(f"ALTER TABLE {table} ALTER {'body' if table == 'event' else 'fields'} SET COMPRESSION lz4")


def grant(op: Any) -> None:
    """The application's role: it reads and writes, but the record it can only add to. Given again after new tables."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') "
        f"THEN CREATE ROLE {ROLE} NOLOGIN; END IF; END $$"
    )
    op.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {ROLE}")
    op.execute(f"GRANT DELETE ON login_session, outbox, confirmed_rule TO {ROLE}")
    there = [table for table in ADDED_TO if table in inspect(op.get_bind()).get_table_names()]
    op.execute(f"REVOKE UPDATE ON {', '.join(there)} FROM {ROLE}")
    known = {one["name"] for one in inspect(op.get_bind()).get_columns("opinion")}
    changing = [one for one in ("disposition", "reason", "event_seq", "hold", "hold_reason", "hold_by") if one in known]
    op.execute(f"GRANT UPDATE ({', '.join(changing)}) ON opinion TO {ROLE}")
    op.execute(f"REVOKE INSERT, UPDATE ON alembic_version FROM {ROLE}")
    for table in ("case_file", "timer", "opinion_count"):
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 70)")  # room to update a row in its place
