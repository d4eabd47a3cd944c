"""The calendar of one's deadlines: RFC 5545 to the letter, behind a secret that can be withdrawn, with nothing confidential."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.dossier.vocabulary import Confidentiality
from states.errors import NotFound
from storage.notices import feed
from storage.notices.icalendar import Day, calendar, escaped
from tests.notices.conftest import Inn

Make = Callable[..., Inn]
AT = datetime(2026, 1, 12, 2, tzinfo=UTC)


def events(text: str) -> list[dict[str, str]]:
    """Unfolded and taken apart by hand, as RFC 5545 section 3.1 says."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", ""):
            assert name not in found[-1], f"{name} stands twice"
            found[-1][name] = value
    return found


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], value)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=120))
def test_any_text_comes_through_folding_and_escaping(text: str) -> None:
    shown = calendar("日历", [Day("u@yifa", date(2026, 1, 15), 1, AT, text, "说明")])
    ((event),) = events(shown)
    expected = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or (c >= " " and c != "\x7f"))
    assert plain(event["SUMMARY"]) == expected
    assert set(event) == {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SEQUENCE", "SUMMARY", "DESCRIPTION", "TRANSP"}


def test_signs_with_a_meaning_are_escaped() -> None:
    assert escaped("a,b;c\\d\ne:f") == "a\\,b\\;c\\\\d\\ne:f"


def subscribed(house: Inn, person: str) -> Callable[[], list[dict[str, str]]]:
    secret = feed.make_link(house.services.database, person, house.clock.now())
    return lambda: events(feed.feed(house.services.database, secret, house.office.casework.today(), "https://yifa.example"))


def test_a_deadline_that_moves_keeps_its_number_and_one_that_is_settled_goes(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-15")
    read = subscribed(house, "sponsor")
    (event,) = read()
    assert event["DTSTART;VALUE=DATE"] == "20260115" and event["SEQUENCE"] == "1"
    assert plain(event["SUMMARY"]) == "截止：期限late 决〔2026〕1号《城市道路停车收费标准调整》"
    assert event["URL"] == "https://yifa.example/cases/case-1/deadlines" and re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert read() == [event], "asked again, nothing has changed"
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET due_on = '2026-02-02', generation = 2")
    (moved,) = read()
    assert (moved["UID"], moved["DTSTART;VALUE=DATE"], moved["SEQUENCE"]) == (event["UID"], "20260202", "2")
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'settled'")
    assert read() == []


def test_everybody_has_their_own_deadlines(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-15")
    found = {person: len(subscribed(house, person)()) for person in ("sponsor", "chief", "office", "reviewer", "outsider", "sysadmin")}
    assert found == {"sponsor": 1, "chief": 1, "office": 1, "reviewer": 0, "outsider": 0, "sysadmin": 0}


@pytest.mark.parametrize("confidentiality", [Confidentiality.INTERNAL, Confidentiality.WITHHELD])
def test_what_is_not_public_goes_by_its_number(inn: Make, confidentiality: Confidentiality) -> None:
    house = inn()
    house.office.open(confidentiality=confidentiality)
    house.lapse("2026-01-15")
    (event,) = subscribed(house, "sponsor")()
    assert "停车收费" not in str(event) and "决〔2026〕1号" in event["SUMMARY"]


def test_the_link_is_kept_hashed_and_can_be_withdrawn(inn: Make) -> None:
    house = inn()
    database, today = house.services.database, house.office.casework.today()
    first = feed.make_link(database, "sponsor", house.clock.now())
    assert first not in str(house.rows("SELECT * FROM calendar_link")) and len(first) >= 40
    second = feed.make_link(database, "sponsor", house.clock.now())
    assert "BEGIN:VCALENDAR" in feed.feed(database, second, today, "")
    feed.withdraw_link(database, "office", house.clock.now())
    assert feed.link_made(database, "sponsor") and not feed.link_made(database, "office")
    feed.withdraw_link(database, "sponsor", house.clock.now())
    third = feed.make_link(database, "sponsor2", house.clock.now())
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET active = FALSE WHERE id = 'sponsor2'")
    for secret in (first, second, third, "", "x"):
        with pytest.raises(NotFound):
            feed.feed(database, secret, today, "")
