"""逐级督办 over a simulated quarter with the Spring Festival: each rung once, none on a day of rest, none for nothing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

from flows.deadlines import sweep as fire_due
from flows.escalation import escalation
from flows.escalation import sweep as climb
from states.law.lights import calendar_for, scheme_for
from tests.flows.conftest import House

BEGIN, DAYS = date(2026, 1, 12), 90
RUNGS = "SELECT timer_name, rung, status, opened_at, told, light FROM escalation ORDER BY timer_name, rung"


def live(house: House, until: date, since: date = BEGIN) -> dict[date, dict[str, int]]:
    """One day after the other: clocks are fired, then the ladder is climbed; twice, since twice must change nothing."""
    done = {}
    day = since
    while day <= until:
        house.clock.set(day)
        fire_due(house.services)
        done[day] = dict(climb(house.services))
        assert not any(climb(house.services).values()), day
        day += timedelta(days=1)
    return done


def told(house: House) -> Counter[tuple[str, int]]:
    found = (json.loads(row[0]) for row in house.rows("SELECT payload FROM outbox WHERE topic = 'escalated'"))
    return Counter((one["timer"], one["rung"]) for one in found)


def day_of(value: Any) -> str:
    return str(value)[:10]


def test_each_rung_once_and_none_on_a_day_of_rest(house: House) -> None:
    house.office.open()
    dues = {f"t{number:02}": BEGIN + timedelta(days=number) for number in range(0, 60, 3)}
    for name, due in dues.items():
        house.arm(name, due.isoformat())
    calendar, ladder = calendar_for(()), scheme_for(()).ladder
    live(house, BEGIN + timedelta(days=DAYS))
    rows = house.rows(RUNGS)
    expected = [
        (name, rung.number, "open" if rung.number == 4 else "raised", rung.opens_on(due, calendar).isoformat(), rung.to.value, "red")
        for name, due in sorted(dues.items()) for rung in ladder
    ]  # fmt: skip
    assert [(*row[:3], day_of(row[3]), *row[4:]) for row in rows] == expected
    assert all(calendar.is_workday(date.fromisoformat(day_of(row[3]))) for row in rows if row[1] > 1)
    assert told(house) == {(name, rung): 1 for name in dues for rung in (2, 3, 4)}


def test_a_settled_clock_is_raised_no_further_and_leaves_the_list(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-15")
    live(house, date(2026, 1, 20))
    assert [row[:3] for row in house.rows(RUNGS)] == [("a", 1, "raised"), ("a", 2, "open")]
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'settled' WHERE name = 'a'")
    house.clock.set("2026-01-21")
    assert house.run(escalation) == {"closed": 1}
    live(house, date(2026, 2, 28), since=date(2026, 1, 22))
    assert [row[:3] for row in house.rows(RUNGS)] == [("a", 1, "raised"), ("a", 2, "closed")]


def test_the_place_of_the_matter_decides_rungs_and_colours(house: House) -> None:
    house.office.open(overlays=("local_example",))
    house.arm("a", "2026-01-15")
    live(house, date(2026, 3, 1))
    assert [(row[1], row[4], row[5], day_of(row[3])) for row in house.rows(RUNGS)] == [
        (1, "handler", "blue", "2026-01-16"), (2, "office_head", "orange", "2026-01-19"), (3, "supervisor", "red", "2026-01-22"),
    ]  # fmt: skip


def test_after_a_long_pause_all_rungs_are_climbed_once_but_not_on_a_day_of_rest(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-15")
    house.clock.set("2026-01-16")
    fire_due(house.services)
    house.clock.set("2026-02-20")  # within the festival
    assert house.run(escalation) == {}
    assert len(house.rows(RUNGS)) == 1
    house.clock.set("2026-02-24")
    assert house.run(escalation) == {"raised": 3}
    assert house.run(escalation) == {}
    assert told(house) == {("a", 2): 1, ("a", 3): 1, ("a", 4): 1}


def test_a_minimum_time_that_is_over_is_nobodys_delay(house: House) -> None:
    house.office.open()
    house.arm("review_floor", "2026-01-15")
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'fired'")
    live(house, date(2026, 2, 10), since=date(2026, 1, 16))
    assert house.rows(RUNGS) == [] and not told(house)


def test_every_light_on_the_list_says_rule_clock_and_inputs(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-15")
    live(house, date(2026, 2, 28))
    for lit, opened in house.rows("SELECT lit, opened_at FROM escalation"):
        said = json.loads(lit)
        assert (said["rule"], said["clock"], said["light"], said["threshold"]) == ("default", "a", "red", "超过时限1日")
        assert said["inputs"] == {"due_on": "2026-01-15", "today": day_of(opened), "floor": False,
                                  "left": (date(2026, 1, 15) - date.fromisoformat(day_of(opened))).days}  # fmt: skip
    (event,) = house.rows("SELECT body FROM event WHERE kind = 'deadline' AND act = 'fire:a'")
    assert json.loads(event[0])["note"]["light"]["inputs"]["due_on"] == "2026-01-15", "the chain keeps it too"
