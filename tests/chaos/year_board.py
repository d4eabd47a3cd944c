"""The figures of the lights in the simulated year: every number against the oracle, and against the rows that it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from states.law.lights import Light
from storage.queries.light_shapes import LightBoard, LightCell, LitDeadline
from storage.queries.lights import Choice, light_board, lit_deadlines
from storage.queries.models import Viewer
from tests.chaos.year import Year
from tests.chaos.year_oracle import COLOURS, PRESSING

Key = tuple[str, str]


def check_board(year: Year, viewer: Viewer, today: date, seen: Counter[str]) -> LightBoard:
    """Every cell of the day equals the oracle's, zeros and totals among them."""
    board = light_board(year.database, viewer, today)
    lit = year.oracle.lit(today)
    colours = {light for place in {one.place for one in lit} for light in COLOURS[place]} | set(COLOURS["default"])
    assert [one.light for one in board.lights] == [light for light in PRESSING if light in colours], today
    for kind, rows in (("office", board.offices), ("stage", board.stages)):
        expected = Counter((getattr(one, kind), light) for one, light in lit.items())
        assert {name for name, _ in expected} <= {row.name for row in rows}, (today, kind)
        for row in rows:
            assert {cell.light: cell.count for cell in row.cells} == {light.light: expected[row.name, light.light] for light in board.lights}, (today, row.name)
            assert row.total.count == sum(cell.count for cell in row.cells), (today, row.name)
    every = Counter(lit.values())
    assert {cell.light: cell.count for cell in board.all.cells} == {one.light: every[one.light] for one in board.lights}, today
    assert board.all.total.count == len(lit), today
    seen["numbers"] += sum(1 for _ in cells(board))
    return board


def check_cells(year: Year, viewer: Viewer, today: date, seen: Counter[str]) -> None:
    """Each number leads to exactly its clocks, read page by page by the query of its link; each row shows its light and why."""
    board, lit = check_board(year, viewer, today, seen), year.oracle.lit(today)
    for cell in cells(board):
        given = {name: values[0] for name, values in parse_qs(cell.link.partition("?")[2]).items()}
        listed = list(pages(year, viewer, today, given))
        found = {(one.case, one.lit.clock) for one in listed}
        wanted = {
            (one.case, one.name) for one, light in lit.items()
            if given.get("office", one.office) == one.office and given.get("stage", one.stage) == one.stage
            and given.get("light", light) == light
        }  # fmt: skip
        assert found == wanted and len(listed) == cell.count == len(wanted), (today, cell.link)
        for one in listed:
            clock = year.oracle.clocks[one.case, one.lit.clock]
            assert one.chip.light == one.lit.light == lit[clock], (today, one.case)
            assert (one.lit.rule, one.lit.due_on, one.lit.today, one.lit.left) == (clock.place, clock.due, today, (clock.due - today).days)
        seen["rows of lights"] += len(listed)


def cells(board: LightBoard) -> Iterator[LightCell]:
    for row in (*board.offices, *board.stages, board.all):
        yield from (*row.cells, row.total)


def pages(year: Year, viewer: Viewer, today: date, given: dict[str, Any]) -> Iterator[LitDeadline]:
    choice = Choice(given.get("office", ""), given.get("stage", ""), Light(given["light"]) if "light" in given else None, given.get("procedure", ""))
    cursor = None
    while True:
        page = lit_deadlines(year.database, viewer, today, choice, cursor, 100)
        yield from page.items
        cursor = page.next_cursor
        if not cursor:
            return
