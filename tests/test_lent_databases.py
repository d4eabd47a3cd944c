"""What one test left in a database that is lent on, the next does not find."""

from __future__ import annotations

import pytest

from tests.lent_databases import OFTEN, Lender, Lent


def counted(one: Lent, table: str) -> int:
    row = one.door.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    return int(row[0]) if row else -1


def test_rows_are_gone_when_it_is_lent_again(lender: Lender) -> None:
    one = lender.take()
    one.door.execute("INSERT INTO office (id, body_id, name, kind) VALUES ('o', 'b', '某局', 'office')")
    assert counted(one, "office") == 1
    lender.give_back(one)
    again = lender.take()
    assert again is one and counted(again, "office") == 0 and counted(again, "alembic_version") == 1
    lender.give_back(again)


@pytest.mark.parametrize("done", [
    "ALTER TABLE event DISABLE TRIGGER ALL", "CREATE TABLE left_over (id int)", "ALTER TABLE event ADD COLUMN more text", "DROP INDEX ix_case_file_body_id",
    "UPDATE alembic_version SET version_num = '0001'", "REVOKE ALL ON event FROM postgres",
])  # fmt: skip
def test_what_is_no_longer_like_the_template_is_dropped(lender: Lender, done: str) -> None:
    one = lender.take()
    one.door.execute(done.encode())
    lender.give_back(one)
    again = lender.take()
    assert again is not one and one.door.closed
    lender.give_back(again)


def test_one_that_served_often_is_dropped(lender: Lender) -> None:
    one = lender.take()
    one.served = OFTEN - 1
    lender.give_back(one)
    assert one.door.closed
