"""Passwords, locks and the record of who signed in, on both databases; and the chain that shows when it was touched."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from states.errors import InvalidEntry
from storage import accounts
from storage.database import Database
from storage.verify import ADMINISTRATION, verify
from tests.offices import PASSWORD, Office
from tests.storage.stepping import rows

NOW = datetime(2026, 1, 12, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HERE = "192.0.2.7"
OWN = "Yun-xi 2026 spring"


def enter(office: Office, login: str, password: str, now: datetime = NOW) -> str | None:
    return accounts.sign_in(office.database, office.people, login, password, HERE, now)


def acts(database: Database) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in rows(database, "SELECT a.act, a.person_id, l.body_id FROM admin_act a JOIN admin_link l ON l.act_id = a.id ORDER BY l.seq")]


def test_five_failures_lock_for_half_an_hour_and_each_attempt_is_on_record(office: Office) -> None:
    for _ in range(accounts.FAILURES):
        assert enter(office, "head", "wrong") is None
    with pytest.raises(accounts.Locked, match="请30分钟后再试，或者请本机关的安全保密管理员解除锁定"):
        enter(office, "head", PASSWORD, NOW + timedelta(seconds=1))
    with pytest.raises(accounts.Locked, match="请1分钟后再试"):
        enter(office, "head", PASSWORD, NOW + 29 * MINUTE)
    assert enter(office, "sponsor", PASSWORD) is not None  # nobody else is locked
    assert enter(office, "head", PASSWORD, NOW + 30 * MINUTE) is not None
    assert acts(office.database) == [
        *[("sign_in_failed", "head", "city")] * 4, ("account_locked", "head", "city"), *[("sign_in_locked", "head", "city")] * 2,
        ("signed_in", "sponsor", "city"), ("signed_in", "head", "city"),
    ]  # fmt: skip
    assert verify(office.database).ok


def test_a_right_password_forgets_the_failures_before(office: Office) -> None:
    for _ in range(3):
        for _ in range(accounts.FAILURES - 1):
            assert enter(office, "head", "wrong") is None
        assert enter(office, "head", PASSWORD) is not None


@pytest.mark.parametrize("login", ["My secret pass word", "no", "", "\x00", "\ud800"])
def test_of_an_unknown_name_only_the_beginning_is_kept(office: Office, login: str) -> None:
    """Somebody may have typed the password there."""
    assert enter(office, login, "wrong") is None
    if login.isprintable() and login:
        (found,) = rows(office.database, "SELECT a.person_id, a.target, a.fields FROM admin_act a")
        assert (found[0], found[1], json.loads(found[2])) == ("", f"{login[:2]}***", {"address": HERE})


@pytest.mark.parametrize(
    ("password", "right"),
    [(OWN, True), ("Short-1x", False), ("alllowercaseletters", False), ("LOWERandUPPER", False), ("sponsor-Sponsor-1", False),
     ("Aa1" * 70, False), ("Aa1-汉字密码也可以用", True), ("Aa1-\x00567890", False), (PASSWORD, False), ("", False)],
)  # fmt: skip
def test_ones_own_password(office: Office, password: str, right: bool) -> None:
    token = enter(office, "sponsor", PASSWORD)
    assert token is not None
    who = office.people.at_desk(token, NOW, NOW.date())
    assert who is not None
    if not right:
        with pytest.raises(InvalidEntry) as refusal:
            accounts.change_own(office.database, office.people, who, PASSWORD, password, NOW)
        assert "新密码" in refusal.value.fields["password"]
        assert enter(office, "sponsor", PASSWORD) is not None
        return
    with pytest.raises(InvalidEntry) as refusal:
        accounts.change_own(office.database, office.people, who, "wrong", password, NOW)
    assert set(refusal.value.fields) == {"old"}
    accounts.change_own(office.database, office.people, who, PASSWORD, password, NOW)
    assert office.people.at_desk(token, NOW, NOW.date()) is None, "sessions end with the password that opened them"
    assert enter(office, "sponsor", PASSWORD) is None and enter(office, "sponsor", password) is not None
    assert ("password_changed", "sponsor", "city") in acts(office.database)


def test_first_passwords_pass_the_rule_for_passwords_or_nearly_always_differ() -> None:
    found = {accounts.first_password() for _ in range(500)}
    assert len(found) == 500 and all(len(one) == 14 and set(one) <= {*accounts.CLEAR, "-"} for one in found)


CHANGES = (
    "UPDATE admin_act SET person_id = 'other' WHERE act = 'signed_in'", "UPDATE admin_act SET fields = '{}'", "UPDATE admin_act SET act = 'signed_out'",
    "UPDATE admin_link SET body_id = 'other_city'", "UPDATE admin_link SET hash = previous", "DELETE FROM admin_link WHERE seq = 1",
    "DELETE FROM admin_act", "DELETE FROM admin_link WHERE seq = 2",
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_record_cannot_be_changed_and_who_could_would_be_found(office: Office, change: str) -> None:
    for login in ("sponsor", "head", "nobody"):
        enter(office, login, PASSWORD)
    with office.database.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.exec_driver_sql(change)
    with office.database.engine.begin() as connection:
        if office.database.sqlite:
            for table in ("admin_act", "admin_link"):
                for act in ("update", "delete"):
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{act}")
        else:
            connection.exec_driver_sql("ALTER TABLE admin_act DISABLE TRIGGER USER")
            connection.exec_driver_sql("ALTER TABLE admin_link DISABLE TRIGGER USER")
        connection.exec_driver_sql(change)
    found = verify(office.database)
    assert not found.ok and found.first_bad is not None and found.first_bad.case == ADMINISTRATION


def test_an_act_put_in_behind_the_chains_back_is_found(office: Office) -> None:
    enter(office, "sponsor", PASSWORD)
    with office.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO admin_act (id, at, person_id, act, target, fields) VALUES ('x', '2026-01-12', 'head', 'signed_in', '', '{}')")
    found = verify(office.database).first_bad
    assert found is not None and "插入" in found.why


def test_many_at_once_stand_one_behind_the_other(office: Office) -> None:
    """Nobody's act is lost and none takes another's place in the chain."""
    people = ("sponsor", "head", "office", "expert") * 4
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda who: enter(office, who, PASSWORD), people))
    assert len({one for one in tokens if one}) == len(people)
    assert [row[0] for row in rows(office.database, "SELECT seq FROM admin_link ORDER BY seq")] == list(range(1, len(people) + 1))
    assert verify(office.database).ok


def test_the_password_asked_again_counts_as_at_the_door_and_renews_the_proof(office: Office) -> None:
    token = enter(office, "head", PASSWORD)
    assert token is not None
    today, late = office.casework.today(), NOW + 20 * MINUTE
    who = office.people.at_desk(token, late, today)
    assert who is not None and who.proven_at == NOW
    assert not accounts.prove(office.database, office.people, who, token, "wrong", HERE, late)
    still = office.people.at_desk(token, late, today)
    assert still is not None and still.proven_at == NOW
    assert accounts.prove(office.database, office.people, who, token, PASSWORD, HERE, late)
    renewed = office.people.at_desk(token, late, today)
    assert renewed is not None and renewed.proven_at == late
    for _ in range(accounts.FAILURES):  # the right one forgot the failure before it
        assert not accounts.prove(office.database, office.people, who, token, "wrong", HERE, late)
    with pytest.raises(accounts.Locked):
        accounts.prove(office.database, office.people, who, token, PASSWORD, HERE, late)
    told = [act for act, _, _ in acts(office.database)]
    assert told == ["signed_in", "sign_in_failed", "proven", *["sign_in_failed"] * 4, "account_locked", "sign_in_locked"]
    assert verify(office.database).ok
