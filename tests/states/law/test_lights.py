"""Lights and ladders by hand: every threshold on the day before, the day itself and the day after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from states.errors import DefinitionError
from states.law.lights import (
    Addressee,
    Light,
    Span,
    calendar_for,
    light,
    read_scheme,
    scheme_for,
    schemes,
)
from states.law.period import Unit
from states.law.toml_table import Table, read_table

DEFAULT, LOCAL = scheme_for(()), scheme_for(("local_example",))
NATIONAL = calendar_for(())
FRIDAY = date(2026, 3, 6)
GREEN, BLUE, YELLOW, ORANGE, RED = Light


@pytest.mark.parametrize(
    ("left", "colour"), [(30, GREEN), (4, GREEN), (3, YELLOW), (1, YELLOW), (0, YELLOW), (-1, RED), (-300, RED)]
)
def test_green_yellow_red(left: int, colour: Light) -> None:
    lit = light(DEFAULT, "c", FRIDAY, FRIDAY - timedelta(days=left), NATIONAL)
    assert (lit.light, lit.left) == (colour, left)


@pytest.mark.parametrize(
    ("day", "colour"),
    [
        # Working days left to Friday 6 March.
        ("2026-02-13", GREEN),  # the make-up Saturday 14 Feb, 24 Feb, and the nine below: eleven; the festival counts for none
        ("2026-02-24", BLUE),  # 25-27, the make-up Saturday 28 Feb, 2-6 March: nine
        ("2026-02-27", BLUE),  # 28 Feb (make-up) and 2-6 March: six
        ("2026-02-28", YELLOW),  # five
        ("2026-03-01", YELLOW),  # Sunday: still five
        ("2026-03-03", YELLOW),  # 4, 5, 6: three
        ("2026-03-04", ORANGE),  # two
        ("2026-03-06", ORANGE),
        ("2026-03-07", RED),
    ],
)
def test_five_colours_by_working_days(day: str, colour: Light) -> None:
    assert light(LOCAL, "c", FRIDAY, date.fromisoformat(day), NATIONAL).light is colour


def test_a_minimum_time_is_never_late() -> None:
    for shift in range(-40, 40):
        assert light(DEFAULT, "c", FRIDAY, FRIDAY + timedelta(days=shift), NATIONAL, floor=True).light is GREEN


def test_a_light_says_what_it_came_from() -> None:
    assert light(DEFAULT, "publication", FRIDAY, date(2026, 3, 4), NATIONAL).body() == {
        "light": "yellow", "rule": "default", "threshold": "距时限不超过3日", "clock": "publication",
        "inputs": {"due_on": "2026-03-06", "today": "2026-03-04", "left": 2, "floor": False},
    }  # fmt: skip


def test_a_light_never_turns_back_towards_its_last_day() -> None:
    for scheme in schemes().values():
        ranks = [light(scheme, "c", FRIDAY, FRIDAY + timedelta(days=shift), NATIONAL).light.rank for shift in range(-60, 30)]
        assert ranks == sorted(ranks) and ranks[0] == GREEN.rank and ranks[-1] == RED.rank


@pytest.mark.parametrize(
    ("due", "opens"),
    [
        # Thursday 15 January: 16 Fri, 19 Mon, 20 Tue | 22 Thu | 29 Thu.
        ("2026-01-15", ["2026-01-16", "2026-01-20", "2026-01-22", "2026-01-29"]),
        # Friday 13 February: 14 is a make-up workday, 15-23 the festival, 24 and 25 | 27 (24, 25, 26, 27 after 14: 5th) | 10th.
        ("2026-02-13", ["2026-02-14", "2026-02-25", "2026-02-27", "2026-03-05"]),
        # Saturday 10 January: 12, 13, 14 | 16 | 23.
        ("2026-01-10", ["2026-01-11", "2026-01-14", "2026-01-16", "2026-01-23"]),
    ],
)
def test_the_rungs_open_on_working_days(due: str, opens: list[str]) -> None:
    found = [rung.opens_on(date.fromisoformat(due), NATIONAL) for rung in DEFAULT.ladder]
    assert found == [date.fromisoformat(one) for one in opens]
    assert all(NATIONAL.is_workday(day) for day in found[1:])


def test_the_ladder_goes_from_the_handler_to_the_government_office() -> None:
    assert [one.to for one in DEFAULT.ladder] == list(Addressee)
    assert [(one.number, one.light) for one in LOCAL.ladder] == [(1, BLUE), (2, ORANGE), (3, RED)]
    assert DEFAULT.rung(5) is None and DEFAULT.order_time == Span(5, Unit.WORKING_DAY)


def test_a_place_has_its_own_parameters_and_an_included_one_too() -> None:
    assert scheme_for(("chuxiong",)).key == "default"
    assert scheme_for(("chuxiong", "local_example")).key == "local_example"
    assert all(one.source and one.dated.year >= 2019 for one in schemes().values())


def _written(tmp_path: Path, text: str) -> Table:
    file = tmp_path / "one.toml"
    file.write_text(text, encoding="utf-8")
    return read_table(file)


HEAD = 'key = "x"\nname = "某地"\noverlays = []\nsource = "某文"\ndated = 2026-01-01\norder_time = { n = 5, unit = "working_day" }\n'
RED_ONE = '[[lights]]\ncolour = "red"\nwhen = "after"\nn = 1\nunit = "calendar_day"\n'
FIRST = '[[ladder]]\nto = "handler"\ncolour = "red"\n'


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    assert read_scheme(_written(tmp_path, HEAD + RED_ONE + FIRST)).ladder[0].after is None


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FIRST,  # no lights
        HEAD + RED_ONE,  # no ladder
        HEAD.replace('source = "某文"\n', "") + RED_ONE + FIRST,
        HEAD.replace("dated = 2026-01-01\n", "") + RED_ONE + FIRST,
        HEAD.replace("[]", '["nowhere"]') + RED_ONE + FIRST,
        HEAD + RED_ONE.replace("red", "green") + FIRST,
        HEAD + RED_ONE.replace("red", "mauve") + FIRST,
        HEAD + RED_ONE.replace("calendar_day", "hour") + FIRST,
        HEAD + RED_ONE + FIRST + "n = 1\nunit = 'working_day'\n",
        HEAD + RED_ONE + FIRST + '[[ladder]]\nto = "supervisor"\ncolour = "red"\n',
        HEAD + RED_ONE + FIRST + 2 * '[[ladder]]\nto = "supervisor"\ncolour = "red"\nn = 3\nunit = "working_day"\n',
        HEAD.replace('order_time = { n = 5, unit = "working_day" }\n', "") + RED_ONE + FIRST,
    ],
)
def test_what_is_not_plain_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DefinitionError):
        read_scheme(_written(tmp_path, text))
