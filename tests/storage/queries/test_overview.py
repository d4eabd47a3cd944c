"""Every number of the supervisor's overview is what the events say, and leads to exactly its rows; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from states.errors import InvalidEntry, NotFound
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.figure_rows import all_rows, figure_rows
from storage.queries.figure_shapes import Count, Overview
from storage.queries.figures import Asked, period
from storage.queries.models import Viewer
from storage.queries.overview import overview
from storage.queries.shapes import Shown
from storage.queries.state_times import state_times
from tests.offices import Office
from tests.storage.queries.conftest import Looks
from tests.storage.queries.figure_oracle import Walked, days, rows, sees, walk
from tests.storage.queries.generated import TODAY, House, generated

FILTERS: tuple[dict[str, Any], ...] = (
    {}, {"office": "yx-transport"}, {"procedure": "major_decision"}, {"procedure": "penalty"}, {"office": "yx-land", "procedure": "major_decision"},
    {"first": date(2026, 3, 10), "last": date(2026, 9, 20)}, {"first": date(2024, 1, 1)}, {"office": "nowhere"},
)  # fmt: skip
PEOPLE = {"jiandu": True, "zhifajiandu": True, "jiaotong": False}  # who looks, and whether what is withheld is shown to them


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return generated(database, tmp_path)


def counts(shown: Any) -> Iterator[Count]:
    """Every number with a link, wherever it stands."""
    if isinstance(shown, Count):
        yield shown
    elif isinstance(shown, tuple):
        for one in shown:
            yield from counts(one)
    elif isinstance(shown, Shown):
        for name in type(shown).model_fields:
            yield from counts(getattr(shown, name))


def asked_by(link: str) -> dict[str, str]:
    return dict(parse_qsl(link.partition("?")[2], strict_parsing=True))


def reread(given: dict[str, str]) -> Asked:
    first, last = period(TODAY, given["from"], given["to"])
    return Asked(**{name: value for name, value in given.items() if name not in ("from", "to")}, first=first, last=last)


def listed(house: House, viewer: Viewer, asked: Asked) -> list[tuple[str, date]]:
    found, cursor = [], None
    while True:
        page = figure_rows(house.database, viewer, TODAY, asked, cursor, 3)
        found += [(one.case, one.on) for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def check(house: House, viewer: Viewer, seen: list[Walked], filters: dict[str, Any]) -> Overview:
    first, last = period(TODAY, "", "")
    asked = Asked(**({"first": first, "last": last} | filters))
    found = overview(house.database, viewer, TODAY, asked)
    read: dict[str, list[tuple[str, date]]] = {}
    for one in counts(found):
        given = asked_by(one.link)
        if one.link not in read:
            read[one.link] = listed(house, viewer, reread(given))
        expected = rows(seen, given)
        assert one.count == len(expected), (filters, one.link)
        assert sorted(read[one.link]) == expected, (filters, one.link)
    for stage in found.stages:
        taken = days(seen, asked_by(stage.over.link))
        wanted = [taken[ceil(share * len(taken)) - 1] if taken else None for share in (0.5, 0.9)]
        assert [stage.median, stage.p90] == wanted, (filters, stage)
    return found


def test_every_number_is_what_the_events_say(house: House) -> None:
    """One installation, looked at by three, under every filter: generating it takes longer than looking."""
    walked = walk(house)
    for person in PEOPLE:
        every_number(house, walked, person)
    withheld(house, walked)
    every_state(house, walked)


def every_number(house: House, walked: list[Walked], person: str) -> None:
    viewer = house.viewer(person)
    seen = [one for one in walked if sees(viewer, one, PEOPLE[person])]
    whole = [check(house, viewer, seen, filters) for filters in FILTERS]
    numbers = [one.count for found in whole for one in counts(found)]
    assert len(numbers) > 500 and sum(1 for one in numbers if one) > (150 if person == "jiandu" else 40)
    assert not any(one.count for one in counts(whole[-1])), "an office that there is not"


def withheld(house: House, walked: list[Walked]) -> None:
    """The three see different numbers of the same day; the matters between them are the withheld ones and the other body's."""
    levels = {one.level for one in walked}
    assert levels == {"public", "internal", "withheld"}
    first, last = period(TODAY, "2020-01-01", "")
    found = {person: {row.case for row in all_rows(house.database, house.viewer(person), TODAY, Asked("opened", first=first, last=last))} for person in PEOPLE}
    hidden = {one.case for one in walked if one.level == "withheld" and one.body == "yunxi" and one.office != "yx-transport"}
    assert hidden and found["jiandu"] - found["jiaotong"] == hidden
    assert found["zhifajiandu"] and not found["zhifajiandu"] & found["jiandu"]


def every_state(house: House, walked: list[Walked]) -> None:
    """What a drawing of the map is coloured and labelled by."""
    viewer = house.viewer("jiandu")
    seen = [one for one in walked if sees(viewer, one, True)]
    plan = PROCEDURES["major_decision"]
    first, last = period(TODAY, "2020-01-01", "")
    found = state_times(house.database, viewer, TODAY, plan, Asked(first=first, last=last))
    assert {"le_reviewing", "co_open", "arguing", "participation"} <= set(found) <= set(plan.chart.states_map)
    assert sum(1 for one in found.values() if one.over.count) > 15 and sum(1 for one in found.values() if one.now.count) > 4
    for one in found.values():
        for number in (one.now, one.over):
            assert number.count == len(rows(seen, asked_by(number.link))), number.link


def test_what_makes_no_sense_is_refused(office: Office, looks: Looks) -> None:
    viewer = looks("supervisor")
    for first, last in (("2026-13-01", ""), ("x", "y"), ("2026-05-01", "2026-04-01"), ("0001-01-01", "")):
        with pytest.raises(InvalidEntry):
            period(TODAY, first, last)
    with pytest.raises(NotFound):
        figure_rows(office.database, viewer, TODAY, Asked("nothing"))
    with pytest.raises(InvalidEntry):
        figure_rows(office.database, viewer, TODAY, Asked("running"), "nonsense")
