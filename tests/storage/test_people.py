"""Who may sign in, in which roles, and for whom: the register of persons, mandates and sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from states.casework.commands import Actor, TakeStep
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage.people import SESSION_HOURS
from tests.offices import PASSWORD, Office
from tests.storage.stepping import dump, rows

NOW = datetime(2026, 1, 12, 2, tzinfo=UTC)
TODAY = date(2026, 1, 12)
DAY = timedelta(days=1)


def at_desk(office: Office, who: str, today: date = TODAY) -> set[tuple[Role, str]]:
    """The roles, and for whom, that the person has at the desk."""
    token = office.people.sign_in(who, PASSWORD, NOW)
    assert token is not None
    signed = office.people.at_desk(token, NOW, today)
    assert signed is not None
    return {(held.role, held.principal) for held in signed.roles}


def change(office: Office, sql: str, **params: object) -> None:
    with office.database.writing() as connection:
        connection.exec_driver_sql(office.database.sql(sql), params)


def test_a_right_name_and_password_open_a_session(office: Office) -> None:
    token = office.people.sign_in("sponsor", PASSWORD, NOW)
    assert token is not None
    signed = office.people.at_desk(token, NOW, TODAY)
    assert signed is not None
    assert (signed.person, signed.name, signed.office, signed.body) == ("sponsor", "经办甲", "transport", "city")
    assert [held.role for held in signed.roles] == [Role.SPONSOR]


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("sponsor", "wrong"), ("sponsor", ""), ("nobody", PASSWORD), ("", ""), ("Sponsor", PASSWORD), ("sponsor\x00", PASSWORD),
        ("sponsor", PASSWORD + "\x00"), ("\ud800", PASSWORD), ("sponsor", "\ud800"), ("sponsor' OR '1'='1", PASSWORD),
    ],
)  # fmt: skip
def test_everything_else_opens_none_and_leaves_nothing(office: Office, login: str, password: str) -> None:
    before = dump(office.database)
    assert office.people.sign_in(login, password, NOW) is None
    assert dump(office.database) == before


def test_a_session_ends_after_its_hours_and_when_signed_out(office: Office) -> None:
    token = office.people.sign_in("sponsor", PASSWORD, NOW)
    assert token is not None
    last = NOW + timedelta(hours=SESSION_HOURS)
    for quarters in range(SESSION_HOURS * 4):  # somebody is there all day
        assert office.people.at_desk(token, NOW + timedelta(minutes=15 * quarters), TODAY) is not None
    assert office.people.at_desk(token, last, TODAY) is not None
    assert office.people.at_desk(token, last + timedelta(seconds=1), TODAY) is None
    office.people.sign_out(token)
    assert office.people.at_desk(token, NOW, TODAY) is None


def test_a_made_up_token_is_nobody(office: Office) -> None:
    office.people.sign_in("sponsor", PASSWORD, NOW)
    for token in ("", "x", "0" * 64):
        assert office.people.at_desk(token, NOW, TODAY) is None


def test_the_token_itself_is_not_stored(office: Office) -> None:
    token = office.people.sign_in("sponsor", PASSWORD, NOW)
    assert token is not None and token not in str(dump(office.database)) and PASSWORD not in str(dump(office.database))


def test_old_sessions_are_cleared_away_at_the_next_signing_in(office: Office) -> None:
    office.people.sign_in("sponsor", PASSWORD, NOW)
    office.people.sign_in("office", PASSWORD, NOW + timedelta(hours=SESSION_HOURS, seconds=1))
    assert [row[0] for row in rows(office.database, "SELECT person_id FROM login_session")] == ["office"]


def test_who_was_dismissed_is_out_at_once(office: Office) -> None:
    office.open()
    token = office.people.sign_in("sponsor", PASSWORD, NOW)
    assert token is not None
    change(office, "UPDATE person SET active = false WHERE id = 'sponsor'")
    assert office.people.at_desk(token, NOW, TODAY) is None
    assert office.people.sign_in("sponsor", PASSWORD, NOW) is None
    with pytest.raises(NotPermitted, match="已停用"):
        office.step("sponsor", "begin_drafting")


def test_a_role_is_held_from_its_first_to_its_last_day(office: Office) -> None:
    change(office, "UPDATE person_role SET since = '2026-01-12', until = '2026-01-14' WHERE person_id = 'sponsor'")
    held = [bool(at_desk(office, "sponsor", TODAY + number * DAY)) for number in (-1, 0, 2, 3)]
    assert held == [False, True, True, False]


def test_a_stand_in_holds_the_role_within_the_mandate(office: Office) -> None:
    office.people.add_mandate("reviewer", "sponsor", Role.LEGAL_REVIEWER, TODAY, TODAY + 2 * DAY, "书面授权")
    held = [(Role.LEGAL_REVIEWER, "reviewer") in at_desk(office, "sponsor", TODAY + number * DAY) for number in (-1, 0, 2, 3)]
    assert held == [False, True, True, False]


def test_a_mandate_lasts_no_longer_than_what_it_stands_on(office: Office) -> None:
    """Neither at the desk nor in casework: when the principal has lost the role or the post, so has the stand-in."""
    office.open()
    office.people.add_mandate("reviewer", "expert", Role.LEGAL_REVIEWER, TODAY, TODAY + 300 * DAY, "书面授权")
    actor = Actor("expert", Role.LEGAL_REVIEWER, "reviewer")
    fields = {"confirmed": True, "opinion": "属于排除事项。"}
    for number, (undone, redone) in enumerate(
        [
            ("UPDATE person SET active = false WHERE id = 'reviewer'", "UPDATE person SET active = true WHERE id = 'reviewer'"),
            ("UPDATE person_role SET until = '2026-01-11' WHERE person_id = 'reviewer'",
             "UPDATE person_role SET until = NULL WHERE person_id = 'reviewer'"),
            ("UPDATE person_role SET since = '2026-01-13' WHERE person_id = 'reviewer'",
             "UPDATE person_role SET since = '2020-01-13' WHERE person_id = 'reviewer'"),
        ]
    ):  # fmt: skip
        assert (Role.LEGAL_REVIEWER, "reviewer") in at_desk(office, "expert")
        change(office, undone)
        assert (Role.LEGAL_REVIEWER, "reviewer") not in at_desk(office, "expert")
        with pytest.raises(NotPermitted, match="没有有效的代理授权"):
            office.casework.execute(TakeStep(actor, "case-1", f"x{number}", step="exclude", inputs={"scope_test": fields}))
        change(office, redone)


def test_a_mandate_for_one_role_gives_no_other(office: Office) -> None:
    office.people.add_mandate("reviewer", "sponsor", Role.HEAD, TODAY, TODAY, "书面授权")
    assert at_desk(office, "sponsor") == {(Role.SPONSOR, "")}
