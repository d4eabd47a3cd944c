"""亮灯情况: every number is the number of its rows, each row stands under its light, and nobody counts what they may not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

import pytest

from states.dossier.vocabulary import Confidentiality
from states.errors import InvalidEntry
from states.law.lights import Light
from states.procedures.catalogue import PROCEDURES
from storage.driver_sql import run
from storage.queries.chips import floors
from storage.queries.light_shapes import LightBoard, LightCell, LitDeadline
from storage.queries.lights import Choice, light_board, lit_deadlines, plan_of, title_of
from storage.queries.models import Viewer
from tests.chaos.year_oracle import light as told
from tests.offices import STAFF, Office
from tests.storage.queries.conftest import Looks
from tests.storage.queries.sight import ALL, SEES, fill

ADD = """INSERT INTO timer (id, case_id, name, label, rule, due_on, provisional, status, generation)
 VALUES (:id, :case, :name, '主动公开期限', 'D-PBL-04', :due, FALSE, :status, 1)"""
TODAY = date(2026, 1, 21)
DAYS = (-200, -30, -2, -1, 0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 14, 15, 16, 60)
RUNNING = ("armed", "warned", "fired")
HOUSES = {  # matter -> office, place, confidentiality, stage
    "m-plain": ("transport", "default", Confidentiality.PUBLIC, "proposed"),
    "m-local": ("transport", "local_example", Confidentiality.INTERNAL, "proposed"),
    "m-water": ("other_bureau", "default", Confidentiality.WITHHELD, "executing"),
    "m-works": ("works", "local_example", Confidentiality.PUBLIC, "executing"),
}
PLACES = {"default": (), "local_example": ("local_example",)}
Meant = dict[tuple[str, str], tuple[str, str, str]]


@pytest.fixture
def lit(office: Office) -> Office:
    """Matters here and there with clocks before, on and after their last days, some held, some settled, some minimum times."""
    office.clock.set(TODAY.isoformat())
    for case, (bureau, place, secrecy, stage) in HOUSES.items():
        office.open(case, office=bureau, overlays=PLACES[place], confidentiality=secrecy)
        with office.database.writing() as connection:
            run(office.database, connection, "UPDATE case_file SET stage = :stage WHERE id = :case", {"stage": stage, "case": case})
            run(office.database, connection, "UPDATE timer SET status = 'settled' WHERE case_id = :case", {"case": case})
            for number, days in enumerate(DAYS):
                due = TODAY + timedelta(days=days)
                for kind, (name, status) in enumerate(kinds(number)):
                    id = f"{case}-{number}-{kind}"
                    run(office.database, connection, ADD, {"id": id, "case": case, "name": name, "due": due, "status": status})
    return office


def kinds(number: int) -> Iterator[tuple[str, str]]:
    yield f"publication_{number}", RUNNING[number % 3]
    yield f"publication_{number}_held", "held"
    yield f"publication_{number}_over", ("settled", "cancelled")[number % 2]
    if number == 0:
        yield from ((name, "fired") for name in sorted(floors(TODAY)))


def meant() -> Meant:
    """What must be counted, worked out by the oracle of the simulated year: clock -> office, stage, light."""
    return {
        (case, f"publication_{number}"): (bureau, stage, told(place, "publication", TODAY + timedelta(days=days), TODAY))
        for case, (bureau, place, _, stage) in HOUSES.items() for number, days in enumerate(DAYS)
    }  # fmt: skip


def cells(board: LightBoard) -> Iterator[tuple[Choice, LightCell]]:
    """Every number there is, with what it stands for."""
    for kind, rows in (("office", board.offices), ("stage", board.stages), ("", (board.all,))):
        for row in rows:
            for cell in (*row.cells, row.total):
                chosen = {kind: row.name} | ({"procedure": "major_decision"} if kind == "stage" else {}) if kind else {}
                yield Choice(**chosen, light=Light(cell.light) if cell.light else None), cell


def listed(office: Office, viewer: Viewer, choice: Choice, limit: int = 7) -> list[LitDeadline]:
    found, cursor = [], None
    while True:
        page = lit_deadlines(office.database, viewer, TODAY, choice, cursor, limit)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_every_number_equals_its_rows_and_what_the_parameters_say(lit: Office, looks: Looks) -> None:
    viewer, expected = looks("supervisor"), meant()
    board = light_board(lit.database, viewer, TODAY)
    assert [one.light for one in board.lights] == ["green", "blue", "yellow", "orange", "red"]
    by = {0: Counter[tuple[str, str]](), 1: Counter[tuple[str, str]]()}
    for clock in expected.values():
        for column, sums in by.items():
            sums[clock[column], clock[2]] += 1
    for column, rows in ((0, board.offices), (1, board.stages)):
        shown = {(row.name, cell.light): cell.count for row in rows for cell in row.cells if cell.count}
        assert shown == dict(by[column])
    for choice, cell in cells(board):
        rows = listed(lit, viewer, choice)
        assert len(rows) == cell.count and choice.link == cell.link
        wanted = {
            clock for clock, (bureau, stage, colour) in expected.items()
            if choice.office in ("", bureau) and choice.stage in ("", stage) and choice.light in (None, colour)
        }  # fmt: skip
        assert {(one.case, one.chip.name) for one in rows} == wanted
        assert all(one.chip.light == one.lit.light == expected[one.case, one.chip.name][2] for one in rows)
        assert rows == sorted(rows, key=lambda one: (one.chip.due_on, one.id))


def test_a_row_says_by_which_rule_and_from_what_its_light_came(lit: Office, looks: Looks) -> None:
    (row, *_) = listed(lit, looks("supervisor"), Choice("works", "executing", Light.ORANGE))
    said = row.lit
    assert (said.rule, said.threshold, said.clock) == ("local_example", "距时限不超过2个工作日", row.chip.name)
    assert (said.due_on, said.today, said.left) == (row.chip.due_on, TODAY, (row.chip.due_on - TODAY).days)
    assert row.office_name == "某市城市管理局" and row.stage_label == "执行" and row.citation


def test_offices_without_a_clock_stand_there_with_zeros_and_the_worst_comes_first(lit: Office, looks: Looks) -> None:
    board = light_board(lit.database, looks("supervisor"), TODAY)
    red = [row.cells[-1].count for row in board.offices]
    assert red == sorted(red, reverse=True)
    with lit.database.writing() as connection:
        run(lit.database, connection, "UPDATE timer SET status = 'settled' WHERE case_id IN ('m-water', 'm-works')", {})
    board = light_board(lit.database, looks("supervisor"), TODAY)
    zero = {row.name: row.total.count for row in board.offices}
    assert zero == {"transport": 2 * len(DAYS), "other_bureau": 0}, "where matters are sponsored, and where a clock runs"
    assert {row.group for row in board.stages} == {"重大行政决策"}
    assert [row.name for row in board.stages] == [name for name, _ in PROCEDURES["major_decision"].stages]


def test_only_the_colours_that_a_place_has_are_columns(office: Office, looks: Looks) -> None:
    office.open("m-1")
    columns = [one.light for one in light_board(office.database, looks("supervisor"), office.casework.today()).lights]
    assert columns == ["green", "yellow", "red"]


@pytest.mark.parametrize("person", list(STAFF))
def test_nobody_counts_or_lists_what_they_may_not_see(office: Office, looks: Looks, person: str) -> None:
    fill(office)
    viewer, today = looks(person), office.casework.today()
    with office.database.writing() as connection:
        run(office.database, connection, "UPDATE timer SET due_on = :day WHERE name <> 'publication'", {"day": date(2030, 1, 1)})
    board = light_board(office.database, viewer, today)
    red = lit_deadlines(office.database, viewer, today, Choice(light=Light.RED), limit=100).items
    assert {one.case for one in red} == SEES[person] and len(red) == len(SEES[person])
    assert board.all.cells[-1].count == len(red) == sum(row.cells[-1].count for row in board.offices)
    assert sum(row.cells[-1].count for row in board.stages) == len(red)
    for case in set(ALL) - SEES[person]:
        assert all(case not in one.model_dump_json() for one in red)


def test_choices_that_nobody_offers_find_nothing(lit: Office, looks: Looks) -> None:
    viewer = looks("supervisor")
    for choice in (Choice(office="nowhere"), Choice(stage="nowhere"), Choice(office="x\0"), Choice("works", "proposed")):
        assert listed(lit, viewer, choice) == []
    with pytest.raises(InvalidEntry):
        lit_deadlines(lit.database, viewer, TODAY, Choice(), cursor="nonsense")
    assert title_of(lit.database, Choice("works", "executing", Light.RED)) == ("某市城市管理局", "重大行政决策·执行", "红灯")
    assert title_of(lit.database, Choice("nowhere", "nowhere")) == ("没有这一单位", "没有这一阶段")


def test_a_stage_is_told_with_its_procedure() -> None:
    """Penalty, summary penalty and inspection end in stages of one name; a number of one of them lists its own rows only."""
    tops = {one.name: [state.id for state in one.chart.states_map.values() if state.parent is None or state.id in dict(one.stages)] for one in PROCEDURES.values()}
    assert all((found := plan_of(state, plan)) and found.name == plan for plan, states in tops.items() for state in states)
    shared = [state for state, times in Counter(chain(*tops.values())).items() if times > 1]
    assert {"implementing", "en_closed"} <= set(shared)
    for state in shared:
        titles = {title_of_stage(one, state) for one in tops if state in tops[one]}
        assert len(titles) == sum(state in states for states in tops.values())


def title_of_stage(plan: str, state: str) -> str:
    found = plan_of(state, plan)
    assert found is not None
    return f"{found.label}·{found.label_of(state)}"


def test_a_number_of_one_procedure_lists_no_other_ones_rows(lit: Office, looks: Looks) -> None:
    """The same stage in another procedure: half of the matters are made summary penalties by hand."""
    with lit.database.writing() as connection:
        run(lit.database, connection, "UPDATE case_file SET stage = 'implementing'", {})
        run(lit.database, connection, "UPDATE case_file SET procedure = 'penalty'", {})
        run(lit.database, connection, "UPDATE case_file SET procedure = 'summary_penalty' WHERE office_id = 'works'", {})
    viewer = looks("supervisor")
    rows = [row for row in light_board(lit.database, viewer, TODAY).stages if row.name == "implementing"]
    assert {row.group for row in rows} == {"行政处罚（普通程序）", "行政处罚（简易程序）"}
    for row in rows:
        choice = Choice(stage="implementing", procedure=next(one.name for one in PROCEDURES.values() if one.label == row.group))
        assert row.total.link == choice.link and row.total.count == len(listed(lit, viewer, choice)) > 0
