"""The outbox: one holder per row, in order, tried again with growing pauses, given up visibly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from states.casework.decide import new_id
from storage import outbox
from storage.database import Database
from storage.driver_sql import run
from storage.outbox import ATTEMPTS, LEASE, LONGEST_PAUSE, Letter

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
POST = """INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES (:id, :case, 'step_taken', '{"step": "start"}', :now, :now, 0, 'waiting', '', '')"""


def post(database: Database, number: int, cases: int = 1) -> list[str]:
    """So many rows, of so many matters in turn, a second apart; their ids in order."""
    ids = []
    with database.writing() as connection:
        for place in range(number):
            at = NOW - timedelta(hours=1) + timedelta(seconds=place)
            ids.append(new_id(at))
            run(database, connection, POST, {"id": ids[-1], "case": f"c{place % cases}", "now": at})
    return ids


def status(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT status FROM outbox ORDER BY id")]


def ids(letters: list[Letter]) -> list[str]:
    return [one.id for one in letters]


def test_rows_are_claimed_in_order_and_once(database: Database) -> None:
    posted = post(database, 5)
    assert ids(outbox.claim(database, NOW, 3)) == posted[:3]
    assert outbox.claim(database, NOW, 3) == []  # of one matter: they wait for those before them
    assert not outbox.anything_to_deliver(database, NOW)


def test_what_is_settled_is_never_seen_again(database: Database) -> None:
    (posted,) = post(database, 1)
    (letter,) = outbox.claim(database, NOW)
    assert (letter.id, letter.topic, letter.payload) == (posted, "step_taken", {"step": "start"})
    assert outbox.settle(database, letter)
    assert outbox.claim(database, NOW + timedelta(days=1)) == []
    assert not outbox.settle(database, letter)


def test_claimers_at_once_share_the_rows(database: Database) -> None:
    posted = post(database, 40, cases=40)
    with ThreadPoolExecutor(4) as pool:
        claims = list(pool.map(lambda _: ids(outbox.claim(database, NOW, 10)), range(8)))
    assert sorted(one for claimed in claims for one in claimed) == posted


def test_a_claim_left_by_the_dead_runs_out(database: Database) -> None:
    post(database, 1)
    (dead,) = outbox.claim(database, NOW)
    assert outbox.claim(database, NOW + LEASE - timedelta(seconds=1)) == []
    (heir,) = outbox.claim(database, NOW + LEASE)
    assert not outbox.settle(database, dead)  # back from the dead: it holds nothing any more
    assert not outbox.fail(database, dead, NOW + LEASE, "late")
    assert outbox.settle(database, heir)


def test_failures_wait_longer_each_time_and_end(database: Database) -> None:
    post(database, 1)
    now, pauses = NOW, []
    for attempt in range(1, ATTEMPTS + 1):
        (letter,) = outbox.claim(database, now)
        dead = outbox.fail(database, letter, now, f"fault {attempt}")
        assert dead == (attempt == ATTEMPTS)
        pauses.append(outbox.pause(attempt))
        assert outbox.claim(database, now + pauses[-1] - timedelta(seconds=1)) == []
        now += pauses[-1]
    assert pauses[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert max(pauses) == LONGEST_PAUSE
    assert outbox.claim(database, now + timedelta(days=9)) == []
    assert [(one.error, one.case) for one in outbox.dead_letters(database)] == [(f"fault {ATTEMPTS}", "c0")]


def test_a_dead_letter_can_be_given_another_chance(database: Database) -> None:
    (posted,) = post(database, 1)
    assert not outbox.try_again(database, posted, NOW)  # it is not dead
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET status = 'dead', attempts = 10")
    assert outbox.try_again(database, posted, NOW)
    (letter,) = outbox.claim(database, NOW)
    assert (letter.attempts, outbox.dead_letters(database)) == (0, [])


@pytest.mark.parametrize("again", [False, True])
def test_a_failure_holds_up_its_matter_and_no_other(database: Database, again: bool) -> None:
    posted = post(database, 4, cases=2)  # c0, c1, c0, c1
    letters = outbox.claim(database, NOW)
    outbox.fail(database, letters[0], NOW, "fault")
    for letter in letters[1:]:
        outbox.release(database, letter, NOW)
    assert ids(outbox.claim(database, NOW)) == [posted[1], posted[3]]
    if again:
        assert ids(outbox.claim(database, NOW + outbox.pause(1))) == [posted[0], posted[2]]


def test_a_dead_letter_holds_up_nothing(database: Database) -> None:
    posted = post(database, 2)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE outbox SET status = 'dead' WHERE id = '{posted[0]}'")
    assert ids(outbox.claim(database, NOW)) == [posted[1]]
    assert status(database) == ["dead", "claimed"]
