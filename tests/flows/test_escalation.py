"""The supervisor's list follows the clocks, however it came to differ from them."""

from __future__ import annotations

from flows.deadlines import sweep as fire_due
from flows.escalation import escalation
from tests.flows.conftest import House

LIST = "SELECT timer_name, status FROM escalation ORDER BY timer_name"


def lapsed(house: House) -> None:
    """Two lapsed clocks of one matter, both on the list."""
    house.office.open()
    house.arm("a", "2026-01-15")
    house.arm("b", "2026-01-16")
    house.clock.set("2026-01-19")  # two working days after the first: nothing is raised yet
    fire_due(house.services)


def change(house: House, sql: str) -> None:
    with house.services.database.writing() as connection:
        connection.exec_driver_sql(sql)


def test_what_agrees_is_left_alone(house: House) -> None:
    lapsed(house)
    before = house.dump()
    assert house.run(escalation) == {}
    assert house.dump() == before


def test_a_lapsed_clock_missing_from_the_list_is_added_once_with_a_notice(house: House) -> None:
    lapsed(house)
    change(house, "DELETE FROM escalation WHERE timer_name = 'b'")
    assert house.run(escalation) == {"opened": 1}
    assert house.rows(LIST) == [("a", "open"), ("b", "open")]
    assert len(house.rows("SELECT id FROM outbox WHERE topic = 'escalated'")) == 1
    before = house.dump()
    assert house.run(escalation) == {}
    assert house.dump() == before


def test_a_settled_clock_leaves_the_list(house: House) -> None:
    lapsed(house)
    change(house, "UPDATE timer SET status = 'settled' WHERE name = 'a'")
    assert house.run(escalation) == {"closed": 1}
    assert house.rows(LIST) == [("a", "closed"), ("b", "open")]
    assert house.run(escalation) == {}
