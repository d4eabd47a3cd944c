"""Clocks swept by the flows that a real Prefect server runs: a herd, matters that stand still, firings that come too late.

Judged by what stands in the database afterwards.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from infra.bench import copies
from infra.bench.timers import at
from infra.demo.playing import MovedClock, Player
from infra.wiring import Services, SystemClock
from states.casework.commands import Actor, ConfirmCorrection, RequestCorrection, TakeStep
from states.dossier.vocabulary import Role
from states.law.legal_day import legal_day, midnight
from storage.database import Database
from storage.reviving import as_date, as_moment
from storage.verify import verify
from tests.chaos.served import Officer, Told, acted, swept, time_from
from tests.flows.test_herd import change
from tests.flows.test_on_prefect import left_lying
from tests.flows.test_on_prefect import prefect as prefect
from tests.flows.test_on_prefect import town as town
from tests.servers.prefect import PrefectHouse, wait_until
from tests.storage.stepping import last_entry, rows

pytestmark = [pytest.mark.chaos, pytest.mark.xdist_group("prefect")]
Town = tuple[Services, MovedClock]
HEAD, EXECUTOR = Actor("shouzhang", Role.HEAD), Actor("zhixing", Role.EXECUTOR)
REVIEWER = Actor("shencha", Role.LEGAL_REVIEWER)
HERD = int(os.environ.get("YIFA_TEST_HERD", "10000"))
OTHERS = 2500  # matters for the other user: enough for five minutes
LAST = date(2025, 9, 30)  # of the herd
SHORTLY = timedelta(seconds=45)  # before midnight: the flows are there when the herd lapses
BEGINS, DAY = date(2025, 1, 6), timedelta(days=1)


@pytest.fixture
def database(town: Town) -> Iterator[Database]:
    yield town[0].database


def test_a_herd_that_lapses_at_midnight_is_fired_once_while_another_works(prefect: PrefectHouse, town: Town, database: Database) -> None:
    steps = herd(town)
    prefect.serve()
    clock = time_from(prefect, midnight(LAST + DAY) - SHORTLY)
    prefect.start()
    wait_until("midnight", lambda: clock.now() > midnight(LAST + DAY), prefect.log)
    with Officer(database, clock, steps, names("o", OTHERS)) as officer:
        lapsed = "SELECT count(*) FROM event WHERE kind = 'deadline'"
        wait_until("all fired", lambda: rows(database, lapsed)[0][0] >= HERD, prefect.log, poll=0.5, patience=180 + HERD * 0.05)
    swept(prefect, 0)
    whole(database)
    first, last = fired_between(database)
    assert first >= midnight(LAST + DAY)
    assert officer.fault is None
    on_file = rows(database, "SELECT case_id, act FROM event WHERE kind = 'step' AND act <> 'seal_dossier' AND case_id LIKE 'o%'")
    assert Counter(on_file) == Counter(officer.taken)
    beside = [took for when, took in officer.took if first <= when <= last]
    assert len(beside) >= HERD // 100
    print(f"\n{HERD} clocks: all fired {(last - midnight(LAST + DAY)).total_seconds():.1f} s after they lapsed together, within "
          f"{(last - first).total_seconds():.1f} s; {len(beside)} steps of another user meanwhile, p50 {at(beside, 0.5) * 1000:.0f} ms, "
          f"p99 {at(beside, 0.99) * 1000:.0f} ms")  # fmt: skip


def herd(town: Town) -> list[Told]:
    """Matters h1 … each with one clock that lapses on the same day, and o1 … for the other user, with the steps on them."""
    house, clock = town
    life, player = copies.tell(house, clock, "m", BEGINS, "reported")
    copies.copy(house.database, "m", "h", 1, HERD)
    copies.copy(house.database, "m", "o", 1, OTHERS)
    change(house.database, "UPDATE timer SET status = 'settled' WHERE case_id NOT LIKE 'h%'")
    change(house.database, "UPDATE timer SET due_on = :last, warn_on = NULL WHERE status = 'armed'", last=LAST)
    copies.settle(house.database)
    assert rows(house.database, "SELECT count(*), count(DISTINCT case_id) FROM timer WHERE status = 'armed'") == [(HERD, HERD)]
    life.day = LAST - timedelta(days=20)  # so that nothing which the steps set running lapses soon
    acts = [*life.publication(), *life.execution()]
    return [Told(act.name, Actor(act.who, act.role), copies.sent(player, act.inputs)) for act in acts]


def whole(database: Database) -> None:
    """Every clock of the herd has fired once, as the next event of its matter's chain, with one letter and one delay."""
    assert acted(database, "fire:publication") == {f"h{number}": 1 for number in range(1, HERD + 1)}
    assert rows(database, "SELECT count(*) FROM event WHERE kind = 'deadline'") == [(HERD,)]
    linked = """SELECT count(*) FROM event e JOIN case_file c ON c.id = e.case_id JOIN case_file m ON m.id = 'm'
 WHERE e.kind = 'deadline' AND e.previous = m.head_hash AND e.seq = m.head_seq + 1 AND c.head_hash = e.hash AND c.head_seq = e.seq"""
    assert rows(database, linked) == [(HERD,)]
    assert rows(database, "SELECT status, count(*) FROM timer WHERE case_id LIKE 'h%' AND due_on = :last GROUP BY status", last=LAST) == [("fired", HERD)]
    for told in ("SELECT {} FROM outbox WHERE topic = 'deadline_passed'", "SELECT {} FROM escalation WHERE rung = 1"):
        assert rows(database, told.format("count(*), count(DISTINCT case_id)")) == [(HERD, HERD)]


def fired_between(database: Database) -> tuple[datetime, datetime]:
    ((first, last),) = rows(database, "SELECT min(recorded_at), max(recorded_at) FROM event WHERE kind = 'deadline'")
    return as_moment(first), as_moment(last)


def test_matters_that_stand_still_keep_their_clocks_and_fire_after_the_moved_day(prefect: PrefectHouse, town: Town, database: Database) -> None:
    players = {case: copies.tell(*town, case, BEGINS, "executing")[1] for case in ("g1", "g2", "s1", "s2", "s3", "s4")}
    ((_, limit, _, _),) = {clock_of(database, case) for case in players}
    standing = [players[case] for case in ("s1", "s2", "s3", "s4")]
    town[1].to(limit - 10 * DAY)
    for one in standing:
        suspend(one, limit - 10 * DAY)
    for day in (limit + DAY, limit + 30 * DAY):  # over, but for the suspension
        on_that_day(prefect, day)
        assert acted(database, "fire:execution") == {"g1": 1, "g2": 1} and not acted(database, "warn:execution")
        assert {clock_of(database, one.case) for one in standing} == {("held", limit, 2, 11)}
    town[1].to(limit + 30 * DAY)
    for one in standing[:3]:
        resume(one, limit + 30 * DAY)
    moved = limit + 40 * DAY
    assert {clock_of(database, one.case) for one in standing[:3]} == {("armed", moved, 3, None)}
    on_that_day(prefect, moved)
    assert acted(database, "fire:execution") == {"g1": 1, "g2": 1} and acted(database, "warn:execution") == {"s1": 1, "s2": 1, "s3": 1}
    on_that_day(prefect, moved + DAY)
    assert acted(database, "fire:execution") == {case: 1 for case in ("g1", "g2", "s1", "s2", "s3")}
    noted = rows(database, "SELECT body FROM event WHERE kind = 'deadline' AND act = 'fire:execution' AND case_id LIKE 's%'")
    assert {json.loads(row[0])["note"]["due_on"] for row in noted} == {moved.isoformat()}
    assert {clock_of(database, one.case)[:3] for one in standing[:3]} == {("fired", moved, 3)}
    assert clock_of(database, "s4") == ("held", limit, 2, 11)
    assert verify(database).ok


def on_that_day(prefect: PrefectHouse, day: date) -> None:
    """The flows are started on that day's noon, sweep twice, and are gone again."""
    time_from(prefect, datetime.combine(day, time(4), UTC))
    prefect.serve()
    before = prefect.completed("deadlines")
    prefect.start()
    swept(prefect, before)
    prefect.kill("infra")


def clock_of(database: Database, case: str, name: str = "execution") -> tuple[str, date, int, int | None]:
    """Status, last day, generation, and days left of one that is held."""
    (row,) = rows(database, "SELECT status, due_on, generation, days_left FROM timer WHERE case_id = :case AND name = :name", case=case, name=name)
    return row[0], as_date(row[1]), row[2], row[3]


def step(player: Player, who: Actor, name: str, **inputs: Mapping[str, Any]) -> None:
    player.execute(lambda key: TakeStep(who, player.case, key, step=name, inputs=inputs))


def suspend(player: Player, today: date) -> None:
    on = today.isoformat()
    step(player, EXECUTOR, "report_problem", problem_report={"problem": "changed", "found_on": on, "reported_on": on, "content": "客观情况发生变化。"})
    step(player, HEAD, "suspend", suspension={"urgent": True, "reason": "继续执行将造成损失。", "decided_on": on})


def resume(player: Player, today: date) -> None:
    step(player, HEAD, "resume", resumption={"reason": "影响已经消除。", "decided_on": today.isoformat()})


def test_a_firing_found_before_the_matter_moved_is_dropped_whoever_sweeps(prefect: PrefectHouse, town: Town, database: Database) -> None:
    """Two sweeps have found all clocks and wait at the first; then people move some of the matters, and the sweeps go on."""
    due = date(2025, 6, 30)
    players = {case: left_lying(town, case, due) for case in (*names("k", 12), *names("l", 4), *names("o", 4), *names("t", 4))}
    first = left_lying(town, "first", due - DAY).case
    players |= {case: copies.tell(*town, case, BEGINS, "executing")[1] for case in names("s", 2)}
    time_from(prefect, None)
    with database.engine.begin() as holding:
        holding.exec_driver_sql(f"SELECT 1 FROM case_file WHERE id = '{first}' FOR UPDATE")
        prefect.start()
        wait_until("the served sweep at the first", lambda: at_a_lock(database) == 1, prefect.log)
        prefect.run_by_hand("deadlines")
        wait_until("another beside it", lambda: at_a_lock(database) == 2, prefect.log)
        assert not rows(database, "SELECT 1 FROM event WHERE kind = 'deadline'")
        people_act(town, players)
    fired = {case: 1 for case in (first, *names("k", 12), *names("o", 4))}
    wait_until("what is over fired", lambda: acted(database, "fire:planned_decision") == fired, prefect.log)
    swept(prefect, 0)
    assert acted(database, "fire:planned_decision") == fired and not acted(database, "fire:execution")
    generations = {case: 2 if case.startswith("o") else 1 for case in fired}
    assert firings(database) == {f"clock:{id}:{generations[case]}:fire" for id, case in timers(database, "planned_decision") if case in fired}
    assert {clock_of(database, case, "planned_decision")[0] for case in names("t", 4)} == {"settled"}
    assert {clock_of(database, case, "planned_decision")[::2] for case in names("l", 4)} == {("armed", 2)}
    assert {clock_of(database, case)[0] for case in names("s", 2)} == {"held"}
    assert verify(database).ok


def names(prefix: str, number: int) -> list[str]:
    return [f"{prefix}{one}" for one in range(1, number + 1)]


def at_a_lock(database: Database) -> int:
    """How many sessions wait there; not to be asked in the transaction that they wait for, which sees them as they were."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return int(rows(database, sql)[0][0])


def people_act(town: Town, players: Mapping[str, Player]) -> None:
    """Armed anew: l for a later day, o for one that is over as well. Ended: t. Suspended: s. Nothing happens to k."""
    town[1].at(SystemClock().now())
    today = legal_day(SystemClock().now())
    for case, player in players.items():
        match case[0]:
            case "l":
                plan_anew(player, today + 60 * DAY)
            case "o":
                plan_anew(player, date(2025, 6, 20))
            case "t":
                termination = {"decided_by": "某县人民政府", "decided_on": today.isoformat(), "reason": "上级已有统一规定。"}
                step(player, copies.OPENER, "terminate", termination=termination)
            case "s":
                suspend(player, today)


def plan_anew(player: Player, day: date) -> None:
    """The planned day is corrected by two people."""
    database = player.services.database
    entry, known = last_entry(database, player.case, "start_decision")
    corrected = {**known, "planned_on": day.isoformat()}
    player.execute(lambda key: RequestCorrection(copies.OPENER, player.case, key, entry=entry, fields=corrected, reason="日期录入有误"))
    asked, _ = last_entry(database, player.case, "correction_request")
    player.execute(lambda key: ConfirmCorrection(REVIEWER, player.case, key, request=asked))


def firings(database: Database) -> set[str]:
    """The keys under which clocks were fired: each with the generation that the sweep had found."""
    return {row[0] for row in rows(database, "SELECT key FROM command_receipt WHERE key LIKE :fired", fired="clock:%:fire")}


def timers(database: Database, name: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in rows(database, "SELECT id, case_id FROM timer WHERE name = :name", name=name)]
