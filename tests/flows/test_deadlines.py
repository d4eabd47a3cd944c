"""Clocks are warned of and fired on their days, each once, whoever sweeps and how often."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from flows import deadlines
from flows.deadlines import sweep
from flows.installation import SweepIncomplete
from storage.sweeps import due_timers
from storage.verify import verify
from tests.flows.conftest import House
from tests.lives import Town

TIMER = "SELECT status FROM timer ORDER BY name"
CLOCKED = "SELECT act FROM event WHERE kind = 'deadline' ORDER BY seq"


def statuses(house: House) -> list[str]:
    return [row[0] for row in house.rows(TIMER)]


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-01-15", "armed"),
        ("2026-01-16", "warned"),  # the day to warn
        ("2026-01-19", "warned"),  # the last day still belongs to whoever must act
        ("2026-01-20", "fired"),
    ],
)
def test_each_day_has_its_act(house: House, today: str, status: str) -> None:
    house.office.open()
    house.arm("a", "2026-01-19", "2026-01-16")
    house.clock.set(today)
    house.run(deadlines.deadlines)
    assert statuses(house) == [status]


def test_running_twice_changes_nothing(house: House) -> None:
    house.office.open()
    for name, due in (("a", "2026-01-19"), ("b", "2026-01-23"), ("c", "2026-03-02")):
        house.arm(name, due, "2026-01-16")
    house.clock.set("2026-01-20")
    assert house.run(deadlines.deadlines) == {"fired": 1, "warned": 2}
    before = house.dump()
    assert house.run(deadlines.deadlines) == {}
    assert house.dump() == before


def test_a_fired_clock_stands_on_the_supervisors_list(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-19")
    house.clock.set("2026-01-20")
    house.run(deadlines.deadlines)
    assert [(row[0], row[1]) for row in house.rows("SELECT timer_name, status FROM escalation")] == [("a", "open")]
    topics = [row[0] for row in house.rows("SELECT topic FROM outbox WHERE topic <> 'opened'")]
    assert topics == ["deadline_passed"]


def test_clocks_are_found_in_pages_oldest_first(house: House) -> None:
    house.office.open()
    names = [f"t{number}" for number in range(7)]
    for name in names:
        house.arm(name, "2026-01-15" if name < "t3" else "2026-01-14")
    found = [one.name for one in due_timers(house.services.database, date(2026, 1, 20), limit=2)]
    assert found == ["t3", "t4", "t5", "t6", "t0", "t1", "t2"]


def test_a_clock_that_cannot_be_fired_holds_up_no_other(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-13", case="gone")  # its matter does not exist
    house.arm("b", "2026-01-14")
    house.clock.set("2026-01-20")
    with pytest.raises(SweepIncomplete, match="1项"):
        house.run(deadlines.deadlines)
    assert statuses(house) == ["armed", "fired"]


def test_two_sweeps_at_once_fire_each_clock_once(house: House) -> None:
    for number in range(4):
        house.office.open(f"case-{number}")
        for name in ("a", "b", "c"):
            house.arm(name, "2026-01-15", case=f"case-{number}")
    house.clock.set("2026-01-20")
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(lambda _: sweep(house.services), range(3)))
    assert sum(one.get("fired", 0) for one in counts) == 12
    assert len(house.rows(CLOCKED)) == 12 and set(statuses(house)) == {"fired"}
    assert len(house.rows("SELECT id FROM escalation")) == 12


def test_a_clock_armed_again_is_a_new_clock(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-15")
    house.clock.set("2026-01-20")
    house.run(deadlines.deadlines)
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'armed', generation = 2, due_on = '2026-01-22'")
    assert house.run(deadlines.deadlines) == {}
    house.clock.set("2026-01-23")
    assert house.run(deadlines.deadlines) == {"fired": 1}
    assert house.rows(CLOCKED) == [("fire:a",), ("fire:a",)]


def consulting(town: Town) -> date:
    """Live on to the opened consultation; its last day."""
    for stage, acts in town.told:
        for act in acts:
            town.player.play([act])
            if act.name == "open_consultation":
                return date.fromisoformat(str(act.inputs["consultation_notice"]["closes_on"]))
        assert stage != "closed"
    raise AssertionError("no consultation")


def test_a_consultation_closes_by_itself_when_its_last_day_is_over(settle: Callable[..., Town]) -> None:
    town = settle()
    last = consulting(town)
    town.clock.to(last)
    sweep(town.services)
    assert "co_open" in town.rows("SELECT configuration FROM case_file")[0][0]
    town.clock.to(town.life.later(60))
    assert sweep(town.services)["closed"] == 1
    assert "co_closed" in town.rows("SELECT configuration FROM case_file")[0][0]
    (fields,) = town.rows("SELECT fields FROM entry WHERE kind = 'consultation_closing'")
    assert json.loads(fields[0]) == {"closed_on": last.isoformat(), "received": 0}
    assert sweep(town.services) == {}
    assert verify(town.services.database).ok


def test_a_consultation_that_somebody_acted_on_meanwhile_is_left_for_the_next_sweep(settle: Callable[..., Town]) -> None:
    town = settle()
    last = consulting(town)
    town.clock.to(last + timedelta(days=1))
    found = [one for one in due_timers(town.services.database, last + timedelta(days=1)) if not one.warning]
    with town.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET version = version + 1")
    assert [deadlines.act(town.services, one) for one in found if one.name == "consultation_closes"] == ["unchanged"]
    assert "co_open" in town.rows("SELECT configuration FROM case_file")[0][0]
    assert sweep(town.services)["closed"] == 1
    assert not town.rows("SELECT 1 FROM event WHERE kind = 'refused'")


def test_the_clock_of_a_matter_left_lying_is_warned_of_and_fired(settle: Callable[..., Town]) -> None:
    town = settle(planned_on=date(2025, 6, 30))
    town.until("started")
    for day, done in ((date(2025, 6, 16), {"warned": 1}), (date(2025, 6, 30), {}), (date(2025, 7, 1), {"fired": 1})):
        town.clock.to(day)
        assert sweep(town.services) == done
    assert town.rows("SELECT timer_name, status FROM escalation") == [("planned_decision", "open")]
    assert verify(town.services.database).ok
