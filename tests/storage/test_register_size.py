"""A register of a hundred thousand persons: whoever a command names is found by the indexes, never by reading all of them."""

from __future__ import annotations

from storage.database import Database
from storage.register import _AMONG, _ASKED

MANY = 100_000
PERSONS = "INSERT INTO person (id, login, name, office_id, password_hash, active) SELECT {of}, {of}, {of}, 'o1', '', {yes} FROM {rows}"
OFFICES = "INSERT INTO office (id, name, body_id, kind) SELECT {of}, {of}, 'b', 'office' FROM {rows}"
LITE = {"rows": f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) SELECT i FROM n)", "of": "'n' || i", "yes": "1"}
POSTGRES = {"rows": f"generate_series(1, {MANY}) i", "of": "'n' || i", "yes": "true"}


def test_a_name_is_found_without_reading_the_register(database: Database) -> None:
    with database.writing() as connection:
        for sql in (PERSONS, OFFICES):
            connection.exec_driver_sql(sql.format(**(LITE if database.sqlite else POSTGRES)))
    asked = database.sql(("EXPLAIN QUERY PLAN " if database.sqlite else "EXPLAIN ") + _ASKED.format(among=_AMONG[database.sqlite]))
    with database.writing() as connection:
        connection.exec_driver_sql("ANALYZE")
    with database.reading() as connection:
        plan = [" ".join(map(str, row)) for row in connection.exec_driver_sql(asked, {"texts": '["n7", "n99"]'})]
        found = connection.exec_driver_sql(database.sql(_ASKED.format(among=_AMONG[database.sqlite])), {"texts": '["n7", "n99"]'}).all()
    assert len(found) == 4
    read = [line for line in plan if "Seq Scan" in line or ("SCAN" in line and "json_each" not in line)]
    assert read == [], plan
    assert all(any(name in line for line in plan) for name in ("ix_person_name", "ix_office_name")), plan
