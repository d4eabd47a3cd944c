"""A new calendar moves deadlines: one event each with both days, and a clock that had lapsed turns back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from infra.demo.life import Life
from states.casework.commands import FireTimer
from states.casework.ports import Receipt
from storage.calendar_check import Checked, check
from storage.escalations import square_escalations
from storage.queries.deadlines import deadlines
from storage.queries.timeline import timeline
from storage.reprojecting import anything_behind
from storage.verify import verify
from tests.calendars import NUMBER, act, publish
from tests.offices import Office
from tests.reprojections import (
    CLOCK,
    GUESSED,
    KNOWN,
    LATER,
    LOOKING,
    all_say_what_runs,
    clock,
    decided,
    later,
    sweep,
    told,
)
from tests.storage.stepping import History, dump, rows


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    """A matter decided in February 2027, for which no days off are published yet."""
    return decided(office, tmp_path)


def test_a_notice_moves_the_day_and_the_event_tells_both(history: History) -> None:
    office = history.office
    assert clock(office) == (GUESSED, "armed", 2, True)
    publish(office)
    assert anything_behind(office.database) and clock(office)[0] == GUESSED
    assert sweep(office) == {"matters": 2, "moved": 1}
    assert clock(office) == (KNOWN, "armed", 3, False)
    (event,) = told(office)
    for said in (f'"from":"{GUESSED}"', f'"to":"{KNOWN}"', "截止日重新计算：主动公开期限由2027-03-15改为2027-03-12", NUMBER):
        assert said in event
    newest = timeline(office.database, LOOKING, date(2027, 2, 16), "life").items[0]
    assert (newest.kind_label, newest.note) == ("期限重算", f"依据：{NUMBER}")
    assert verify(office.database).ok
    all_say_what_runs(office)


def test_the_explanation_names_the_notice_that_has_a_weekend_worked(history: History) -> None:
    office = history.office
    before = next(one for one in deadlines(office.database, LOOKING, date(2027, 2, 16), "life") if one.chip.name == "publication")
    assert before.provisional_note and "暂定" in before.explain[5].reason
    publish(office)
    sweep(office)
    shown = next(one for one in deadlines(office.database, LOOKING, date(2027, 2, 16), "life") if one.chip.name == "publication")
    worked = next(line for line in shown.explain if str(line.day) == "2027-02-20")
    assert (worked.kind, worked.counted is not None) == ("调休上班日", True) and NUMBER in worked.reason
    assert shown.explain[-1].day == shown.chip.due_on == date(2027, 3, 12) and not shown.provisional_note


def test_twice_changes_nothing(history: History) -> None:
    publish(history.office)
    sweep(history.office)
    before = dump(history.office.database)
    assert not anything_behind(history.office.database)
    assert sweep(history.office) == {"matters": 0, "moved": 0}
    assert dump(history.office.database) == before


def test_a_day_that_stays_is_certain_without_an_event(office: Office, tmp_path: Path) -> None:
    told_so_far = History(office, tmp_path, life=Life(date(2026, 10, 8)))
    told_so_far.after("accept_for_review")
    office.clock.set("2027-01-20")
    assert clock(office, name="review_floor") == ("2027-01-28", "armed", 1, True)
    publish(office)
    assert sweep(office) == {"matters": 2, "moved": 0}
    assert clock(office, name="review_floor") == ("2027-01-28", "armed", 1, False) and told(office) == []
    assert verify(office.database).ok


def test_a_stale_firing_is_dropped(history: History) -> None:
    office = history.office
    ((timer, generation),) = rows(office.database, "SELECT id, generation FROM timer WHERE name = 'publication'")
    publish(office)
    sweep(office)
    office.clock.set("2027-03-20")
    before = dump(office.database)
    assert office.casework.execute(FireTimer(CLOCK, "life", "stale", timer=timer, generation=generation)).seq == 0
    assert dump(office.database) == before


def fire(office: Office, on: str, key: str) -> Receipt:
    office.clock.set(on)
    ((timer, generation),) = rows(office.database, "SELECT id, generation FROM timer WHERE name = 'publication'")
    return office.casework.execute(FireTimer(CLOCK, "life", key, timer=timer, generation=generation))


def listed(office: Office) -> list[tuple[str, str]]:
    square_escalations(office.database, office.clock.now(), office.casework.today())
    return [(str(row[0]), row[1]) for row in rows(office.database, "SELECT due_on, status FROM escalation ORDER BY due_on, rung")]


def test_what_had_lapsed_turns_back_when_its_day_is_later(history: History) -> None:
    office = history.office
    fire(office, "2027-03-16", "first")
    assert clock(office)[1] == "fired" and listed(office) == [(GUESSED, "open")]
    publish(office, given=later() | {"replaces": False})
    sweep(office)
    assert clock(office) == (LATER, "armed", 3, False), "its last day is today"
    assert [row[0] for row in rows(office.database, "SELECT status FROM escalation")] == ["closed"], "the light turns back at once"
    assert listed(office) == [(GUESSED, "closed")]
    assert f'"from":"{GUESSED}"' in told(office)[0]
    fire(office, "2027-03-17", "second")
    assert clock(office)[1] == "fired" and listed(office) == [(GUESSED, "closed"), (LATER, "open")]
    assert verify(office.database).ok


def test_a_correction_and_its_withdrawal_move_it_there_and_back(history: History) -> None:
    office = history.office
    publish(office)
    sweep(office)
    publish(office, "calendar-2", given=later())
    sweep(office)
    assert clock(office) == (LATER, "armed", 4, False)
    act(office, "ask_withdrawal", "calendar-2")
    assert not anything_behind(office.database) or sweep(office)["moved"] == 0
    act(office, "confirm_withdrawal", "calendar-2")
    sweep(office)
    assert clock(office) == (KNOWN, "armed", 5, False)
    act(office, "ask_withdrawal")
    act(office, "confirm_withdrawal")
    sweep(office)
    assert clock(office) == (GUESSED, "armed", 6, True)
    assert [f'"from":"{old}"' in event and f'"to":"{new}"' in event for event, old, new in zip(
        told(office), (GUESSED, KNOWN, LATER, KNOWN), (KNOWN, LATER, KNOWN, GUESSED), strict=True)] == [True] * 4  # fmt: skip
    assert verify(office.database).ok


def test_days_off_of_another_place_move_nothing(history: History) -> None:
    from tests.calendars import local

    publish(history.office, given=local(holidays=[{"name": "州庆", "first": "2027-02-22", "last": "2027-02-22"}]))
    assert sweep(history.office)["moved"] == 0 and clock(history.office)[0] == GUESSED


def test_whoever_changes_what_was_published_is_found(history: History) -> None:
    office = history.office
    publish(office)
    with office.database.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER published_calendar_no_update" if office.database.sqlite else "ALTER TABLE published_calendar DISABLE TRIGGER USER")
        days = "fields = replace(fields, '2027-02-{}', '2027-02-{}')"
        changes = {days.format(20, 21): days.format(21, 20), "holds = NOT holds": "holds = NOT holds", "version = 2": "version = 1",
                   "event_seq = 1": "event_seq = 2"}  # fmt: skip
        for change, undo in changes.items():
            connection.exec_driver_sql(f"UPDATE published_calendar SET {change}")
            connection.commit()
            assert not verify(office.database).ok, change
            connection.exec_driver_sql(f"UPDATE published_calendar SET {undo}")
            connection.commit()
            assert verify(office.database).ok


def test_an_unmoved_today(history: History) -> None:
    """The day of the sweep does not matter: a clock whose last day is long over moves all the same."""
    office = history.office
    publish(office)
    office.clock.set(date(2027, 2, 16) + timedelta(days=90))
    assert sweep(office)["moved"] == 1


def test_a_second_look_finds_what_is_behind_and_what_does_not_fit(history: History) -> None:
    office = history.office
    today = office.casework.today()
    assert check(office.database, today) == Checked(1, 0, ())
    publish(office)
    assert check(office.database, today) == Checked(1, 2, ())
    sweep(office)
    assert check(office.database, today) == Checked(1, 0, ())
    with office.database.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE timer SET due_on = '2027-03-15' WHERE name = 'publication'")
        connection.commit()
    (wrong,) = check(office.database, today).wrong
    assert (wrong.case, str(wrong.stored), str(wrong.right)) == ("life", GUESSED, KNOWN)
