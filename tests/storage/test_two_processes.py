"""Several processes on one database, and processes that die in the middle: no loss, no halves."""

from __future__ import annotations

from collections import Counter

import pytest

from states.casework.casework import Casework
from states.casework.commands import OpenCase
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.verify import verify
from tests.offices import Office
from tests.storage.processes import SHARED, commands, hear, kill, process, write, write_until_stopped
from tests.storage.stepping import rows

EACH = 100


def test_two_processes_write_at_once_and_nothing_is_lost(office: Office) -> None:
    office.open()
    url = office.database.url
    with process(write, url, "a", EACH) as (_, first), process(write, url, "b", EACH) as (_, second):
        assert (hear(first), hear(second)) == ("ready", "ready")
        first.send("go")
        second.send("go")
        assert (hear(first), hear(second)) == (EACH, EACH)
    database = office.database
    own = [name for name in ("a", "b") for command in commands(name, EACH) if isinstance(command, OpenCase)]
    assert rows(database, "SELECT count(*) FROM case_file")[0][0] == 1 + len(own)
    assert rows(database, "SELECT count(*) FROM event WHERE case_id = :case AND kind = 'entry'", case=SHARED)[0][0] == 2 * EACH - len(own)
    found = verify(database)
    assert found.ok and found.events == 3 + 2 * EACH
    numbers = [row[0] for row in rows(database, "SELECT number FROM case_file")]
    assert len(set(numbers)) == len(numbers)


def no_halves(database: Database) -> None:
    """State without event, event without entry, answer without event, or the other way round: none of these."""
    assert verify(database).ok
    heads = dict(tuple(row) for row in rows(database, "SELECT id, head_seq FROM case_file"))
    assert Counter(row[0] for row in rows(database, "SELECT case_id FROM event")) == heads
    entries = set(tuple(row) for row in rows(database, "SELECT case_id, seq FROM entry"))
    assert entries == set(tuple(row) for row in rows(database, "SELECT case_id, seq FROM event WHERE kind IN ('opened', 'entry')"))
    answers = rows(database, "SELECT count(*) FROM command_receipt")[0][0]
    assert answers == rows(database, "SELECT count(*) FROM event WHERE kind <> 'refused'")[0][0]


def sent_again(database: Database, office: Office, name: str, count: int) -> None:
    """Who never got an answer asks again with the same keys: each has one effect, whatever the crash left."""
    casework = Casework(SqlCaseStore(database), office.clock)
    receipts = [casework.execute(command) for command in commands(name, count)]
    assert len({(one.case, one.seq) for one in receipts}) == count
    keys = Counter(row[0] for row in rows(database, "SELECT key FROM command_receipt WHERE key LIKE :like", like=f"office:{name}-%"))
    assert set(keys.values()) == {1} and len(keys) == count
    no_halves(database)


@pytest.mark.parametrize(
    ("point", "number", "done"),
    [("opening", 6, 5), ("opened", 3, 2), ("opened", 4, 3), ("recorded", 3, 2), ("recorded", 4, 3), ("committed", 5, 5)],
)
def test_a_process_killed_at_that_point_leaves_all_or_nothing(office: Office, point: str, number: int, done: int) -> None:
    """The fourth command opens a matter, the others put an entry on file. On PostgreSQL what is recorded travels with
    COMMIT in one message, so that at "recorded" either may have happened; on SQLite nothing has."""
    office.open()
    with process(write_until_stopped, office.database.url, "a", point, number) as (child, pipe):
        for _ in range(number):
            hear(pipe)
        kill(child)
    kept = rows(office.database, "SELECT count(*) FROM command_receipt WHERE key LIKE 'office:a-%'")[0][0]
    assert kept == done or (not office.database.sqlite and point == "recorded" and kept == done + 1)
    no_halves(office.database)
    sent_again(office.database, office, "a", number)


@pytest.mark.parametrize("heard", [1, 7, 23])
def test_a_process_killed_anywhere_leaves_all_or_nothing(office: Office, heard: int) -> None:
    office.open()
    with process(write_until_stopped, office.database.url, "a", "opened", 0) as (child, pipe):
        for _ in range(heard):
            hear(pipe)
        kill(child)
    no_halves(office.database)
    sent_again(office.database, office, "a", heard + 10)
