"""Forms that were begun, on both databases: one's own, the last version, for thirty days; and sessions that nobody uses."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from states.errors import InvalidEntry
from storage import unfinished
from storage.people import IDLE
from tests.offices import PASSWORD, Office

HERE = "/cases/m1/steps/accept"


def test_the_last_version_is_given_back_to_its_person_alone(office: Office) -> None:
    now = office.clock.now()
    unfinished.keep(office.database, "sponsor", HERE, json.dumps([["a.b", "第一稿"]]), now)
    unfinished.keep(office.database, "sponsor", HERE, json.dumps([["a.b", "第二稿 '%_"], ["a.b", "又"]]), now)
    found = unfinished.find(office.database, "sponsor", HERE, now)
    assert found is not None and found.pairs == (("a.b", "第二稿 '%_"), ("a.b", "又")) and found.saved_at == now
    assert unfinished.find(office.database, "sponsor2", HERE, now) is None
    assert unfinished.find(office.database, "sponsor", HERE + "x", now) is None
    unfinished.drop(office.database, "sponsor2", HERE)
    assert unfinished.find(office.database, "sponsor", HERE, now) is not None
    unfinished.drop(office.database, "sponsor", HERE)
    assert unfinished.find(office.database, "sponsor", HERE, now) is None


def test_thirty_days_and_fifty_forms(office: Office) -> None:
    now = office.clock.now()
    for number in range(unfinished.FORMS_LIMIT + 2):
        unfinished.keep(office.database, "sponsor", f"/{number}", "[]", now + timedelta(seconds=number))
    there = [number for number in range(unfinished.FORMS_LIMIT + 2) if unfinished.find(office.database, "sponsor", f"/{number}", now)]
    assert there == list(range(2, unfinished.FORMS_LIMIT + 2))
    later = now + unfinished.KEPT + timedelta(minutes=5)
    assert unfinished.find(office.database, "sponsor", "/9", later) is None
    unfinished.keep(office.database, "chief", "/x", "[]", later)
    assert unfinished.find(office.database, "sponsor", "/9", now) is None, "gone with the next that is kept"


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[["a"]]', '[["a", 1]]', '[["a", "\\u0000"]]', '[["a", "\\ud800"]]', "[" * 5000, " " * (unfinished.SIZE_LIMIT + 1)])
def test_what_no_form_holds_is_refused(office: Office, content: str) -> None:
    with pytest.raises(InvalidEntry):
        unfinished.keep(office.database, "sponsor", HERE, content, office.clock.now())


def test_a_session_ends_when_nobody_uses_it(office: Office) -> None:
    now, today = office.clock.now(), office.casework.today()
    token = office.people.sign_in("sponsor", PASSWORD, now)
    assert token is not None
    at = now
    for _ in range(4):  # somebody is there every twenty minutes
        at += timedelta(minutes=20)
        assert office.people.at_desk(token, at, today) is not None
    assert office.people.at_desk(token, at + IDLE + timedelta(seconds=1), today) is None
    assert office.people.at_desk(token, at + IDLE, today) is not None
