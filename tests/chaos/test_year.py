"""The simulated year: every light, firing, rung and figure of every day equals what an oracle of our own works out."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo.people import BODY
from infra.private_postgres import private_postgres
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.driver_sql import run
from storage.idle_cases import idle_cases
from storage.lateness import lateness
from storage.migrate import migrate
from storage.people import HeldRole
from storage.queries.chips import chip
from storage.queries.models import CaseRow, Viewer
from storage.queries.supervision import supervision, supervision_desk
from storage.queries.worklist import cards, worklist
from storage.reviving import as_date, as_moment
from storage.stuck import late_clocks
from tests.chaos.year import FIRST, LAST, OFFICES, PLACES, Model, Told, Year, settle_year
from tests.chaos.year_board import check_board, check_cells
from tests.chaos.year_oracle import SOON, light

CASES = int(os.environ.get("YIFA_TEST_YEAR_CASES", "10000"))
WATCHER = Viewer(person="jiandu", name="", office="yx-office", office_name="",
                 roles=(HeldRole(Role.SUPERVISOR, "yx-office", "", BODY),))  # fmt: skip
STAGES = ("started", "consulting", "sent", "reported", "executing")
_TIMERS = "SELECT case_id, name, status, due_on FROM timer WHERE status IN ('armed', 'warned', 'fired', 'held')"
_RUNGS = "SELECT case_id, timer_name, due_on, rung, opened_at, told, light FROM escalation"
_OPEN = "SELECT case_id, timer_name, rung FROM escalation WHERE status = 'open'"
_ACTED = "SELECT case_id, body FROM event WHERE kind = 'deadline'"
_TOLD = "SELECT case_id, payload FROM outbox WHERE topic = 'escalated'"
NIGHT = timedelta(hours=8)  # the day's date in China


def models(seed: int, begins: int) -> list[Model]:
    """For every stage so many beginnings over the year before and the year itself, here and there in other places."""
    chance = random.Random(seed)
    found = []
    for stage in STAGES:
        lead = {"started": 20, "consulting": 40, "sent": 130}.get(stage, 170)  # days that telling it takes, about
        for number in range(begins):
            stands = FIRST - timedelta(days=20) + (LAST - FIRST) * number / begins + timedelta(days=chance.randint(0, 20))
            place = list(PLACES)[number % 2]
            found.append(Model(stage, place, stands - timedelta(days=lead), OFFICES[number % len(OFFICES)], chance.randint(60, 200)))
    return found


def live_through(database: Database, folder: Path, cases: int, begins: int, looks: int) -> Counter[str]:
    """The year; ``looks``: on one day in so many, lists are read through page by page as well."""
    year = settle_year(database, folder, cases)
    entering: dict[date, list[Told]] = {}
    told = [year.tell(number, model) for number, model in enumerate(models(cases, begins))]
    for one in told:
        entering.setdefault(max(one.stands + timedelta(days=1), FIRST), []).append(one)
    assert max(entering) <= LAST, "all come in within the year"
    seen: Counter[str] = Counter()
    year.clock.restart()
    day = FIRST
    while day <= LAST:
        year.clock.to(day)
        for one in entering.get(day, ()):
            share = cases // len(told) + (told.index(one) < cases % len(told))
            year.enter(one, share, day)
            seen["cases"] += share
        year.live(day)
        check_rows(year, day, seen)
        check_figures(year, day, seen)
        if (day - FIRST).days % looks == 0:
            check_lists(year, day, seen)
        day += timedelta(days=1)
    check_history(year, seen)
    return seen + Counter(year.done)


def rows(database: Database, sql: str) -> Sequence[Any]:
    with database.reading() as connection:
        found: Sequence[Any] = run(database, connection, sql, {}).all()
        return found


def check_rows(year: Year, today: date, seen: Counter[str]) -> None:
    """Every clock stands as it must, and shows the light that it must."""
    running = {key: one for key, one in year.oracle.clocks.items() if one.status != "over"}
    found = {(row[0], row[1]): (row[2], as_date(row[3])) for row in rows(year.database, _TIMERS)}
    assert {key: status for key, (status, _) in found.items()} == {key: one.status for key, one in running.items()}, today
    shown: dict[tuple[str, str, date], str] = {}
    for key, one in running.items():
        status, due = found[key]
        if status == "held":
            continue
        assert due == one.due, (today, key)
        kind = (one.place, one.name, due)
        if kind not in shown:
            shown[kind] = chip(one.name, "", due, False, today, PLACES[one.place]).light
            assert shown[kind] == light(one.place, one.name, due, today), (today, kind)
        seen["lights"] += 1
        seen[f"light {shown[kind]}"] += 1
    assert {tuple(row) for row in rows(year.database, _OPEN)} == year.oracle.open_rungs(), today


def check_figures(year: Year, today: date, seen: Counter[str]) -> None:
    """The figures of the desks."""
    check_board(year, WATCHER, today, seen)
    desk, figures = supervision_desk(year.database, WATCHER), cards(year.database, WATCHER, today)
    expected = Counter(rung for _, _, rung in year.oracle.open_rungs())
    assert {one.name: one.count for one in desk.rungs} == {f"rung-{n}": expected[n] for n in range(1, len(desk.rungs) + 1)}, today
    for name, span in spans(today).items():
        assert getattr(figures, name).count == len(year.oracle.cases(*span)), (today, name)


def spans(today: date) -> dict[str, tuple[date, date]]:
    return {"today": (today, today), "overdue": (date.min, today - timedelta(days=1)), "soon": (today, today + timedelta(days=SOON))}


def check_lists(year: Year, today: date, seen: Counter[str]) -> None:
    """Each figure leads to exactly its rows, and each row shows the light of its clock."""
    for name, span in spans(today).items():
        listed = list(pages(year, today, name))
        assert sorted(one.id for one in listed) == sorted(year.oracle.cases(*span)), (today, name)
        for one in listed:
            assert one.deadline is not None
            clock = year.oracle.clocks[one.id, one.deadline.name]
            assert one.deadline.light == light(clock.place, clock.name, clock.due, today), (today, one.id)
        seen["rows"] += len(listed)
    check_cells(year, WATCHER, today, seen)
    for rung in range(1, 5):
        expected = {(case, name) for case, name, number in year.oracle.open_rungs() if number == rung}
        assert set(delays(year, today, rung)) == expected, (today, rung)
        seen["rows"] += len(expected)


def pages(year: Year, today: date, name: str) -> Iterator[CaseRow]:
    cursor = None
    while True:
        page = worklist(year.database, WATCHER, today, name, cursor=cursor, limit=100)  # type: ignore[arg-type]
        yield from page.items
        cursor = page.next_cursor
        if not cursor:
            return


def delays(year: Year, today: date, rung: int) -> Iterator[tuple[str, str]]:
    cursor = None
    while True:
        page = supervision(year.database, WATCHER, today, cursor, 100, rung)
        for one in page.items:
            assert one.due_on == year.oracle.clocks[one.case, one.timer].due
            yield one.case, one.timer
        cursor = page.next_cursor
        if not cursor:
            return


def check_history(year: Year, seen: Counter[str]) -> None:
    """Over the whole year: each clock warned and fired once, each rung climbed and told once, on its day."""
    climbed = {
        (row[0], row[1], as_date(row[2]), row[3]): ((as_moment(row[4]) + NIGHT).date(), row[5], row[6]) for row in rows(year.database, _RUNGS)
    }
    assert climbed == year.oracle.climbed
    acted: Counter[tuple[str, str, date, str]] = Counter()
    for case, body in rows(year.database, _ACTED):
        note = json.loads(body)["note"]
        acted[case, note["timer"], date.fromisoformat(note["due_on"]), note["act"]] += 1
    assert dict(acted) == year.oracle.acted and set(acted.values()) == {1}
    told = Counter((row[0], said["timer"], said["rung"], said["due_on"]) for row in rows(year.database, _TOLD) for said in [json.loads(row[1])])
    assert told == Counter((case, name, rung, due.isoformat()) for case, name, due, rung in year.oracle.climbed if rung > 1)
    late = lateness(year.database, datetime.combine(LAST, datetime.max.time(), UTC), LAST, None)
    assert late.waiting == 0
    assert not list(idle_cases(year.database, LAST)) and not list(late_clocks(year.database, year.clock.now(), LAST, None))
    seen["acts of clocks"], seen["rungs"] = len(acted), len(climbed)


def complete(seen: Counter[str]) -> None:
    """The year had everything in it."""
    for what in ("light green", "light yellow", "light red", "light blue", "light orange", "terminate", "publish", "suspend", "rungs", "numbers", "rows of lights"):
        assert seen[what] > 0, what
    assert any(name.startswith("resume") for name in seen)


def test_a_year_of_a_small_office(postgres_database: Database, tmp_path: Path) -> None:
    seen = live_through(postgres_database, tmp_path, cases=150, begins=2, looks=30)
    assert seen["cases"] == 150
    complete(seen)


@pytest.mark.chaos
def test_a_year_of_ten_thousand_matters(tmp_path: Path) -> None:
    began = time.monotonic()
    with private_postgres() as url:
        database = Database(url)
        migrate(database)
        seen = live_through(database, tmp_path, CASES, begins=12, looks=15)
        database.close()
    complete(seen)
    assert seen["cases"] == CASES
    resumed = sum(number for name, number in seen.items() if name.startswith("resume"))
    told = {name: number for name, number in sorted(seen.items()) if not name.startswith("resume")} | {"resume": resumed}
    print(f"\n{CASES} matters, one year: {told}; {time.monotonic() - began:.0f} s")
