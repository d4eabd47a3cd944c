"""巡检: each kind of fault is planted and found, with evidence and a safe action; what is well is never found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows import deadlines, escalation, inspection, relay
from infra.demo import seed
from infra.settings import Settings
from infra.wiring import build
from storage import running
from storage.database import Database
from storage.driver_sql import run
from storage.migrate import migrate
from storage.stuck import ACTIONS, Found, Stuck
from tests.flows.conftest import House
from tests.lives import Town

LETTER = """INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES (:id, 'case-1', 'step_taken', '{}', :made, :next, :attempts, :status, '', :error)"""
NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)


def found(house: House) -> list[tuple[str, str, str]]:
    """Kind, subject and evidence after an inspection."""
    inspection.sweep(house.services)
    return [(one.found.kind.value, one.found.subject, one.found.evidence) for one in running.kept(house.services.database)]


def quiet(house: House) -> None:
    """Everything that the flows do without Prefect."""
    deadlines.sweep(house.services)
    escalation.sweep(house.services)
    relay.sweep(house.services)


def change(house: House, sql: str, **values: Any) -> None:
    database = house.services.database
    with database.writing() as connection:
        run(database, connection, sql, values)


def test_a_matter_that_nobody_can_take_up_is_found_and_let_go(house: House) -> None:
    house.office.open()
    quiet(house)
    assert found(house) == []
    change(house, "UPDATE person SET active = FALSE WHERE id = 'office'")
    ((kind, subject, evidence),) = found(house)
    assert (kind, subject) == ("idle_case", "case-1") and "决策机关办公机构" in evidence
    change(house, "UPDATE person SET active = TRUE WHERE id = 'office'")
    assert found(house) == []


@pytest.mark.parametrize("status", ["armed", "warned", "held"])
def test_a_matter_with_a_running_clock_is_not_idle(house: House, status: str) -> None:
    house.office.open()
    quiet(house)
    house.arm("a", "2026-03-01")
    change(house, "UPDATE timer SET status = :status", status=status)
    change(house, "UPDATE person SET active = FALSE WHERE id = 'office'")
    assert found(house) == []


@pytest.mark.parametrize("ending", ["until", "role"])
def test_an_office_without_people_is_as_bad_as_none(house: House, ending: str) -> None:
    house.office.open()
    quiet(house)
    if ending == "until":
        change(house, "UPDATE person_role SET until = :day WHERE role = 'decision_office'", day=date(2026, 1, 1))
    else:
        change(house, "UPDATE person_role SET role = 'archivist' WHERE role = 'decision_office' AND body_id = 'city'")
    assert [one[0] for one in found(house)] == ["idle_case"], "the other city's office does not count"


@pytest.mark.parametrize(("due", "warn", "word"), [("2026-01-15", None, "届满，已过4天"), ("2026-02-15", "2026-01-15", "提醒，已过5天")])
def test_a_clock_passed_by_is_found(house: House, due: str, warn: str | None, word: str) -> None:
    house.office.open()
    quiet(house)
    id = house.arm("a", due, warn)
    house.clock.set("2026-01-20")
    ((kind, subject, evidence),) = found(house)
    assert (kind, subject) == ("late_clock", id) and word in evidence
    quiet(house)
    assert found(house) == []


def test_a_clock_that_lapsed_a_moment_ago_is_not_late(house: House) -> None:
    house.office.open()
    quiet(house)
    house.arm("a", "2026-01-15")
    change(house, "UPDATE timer SET armed_at = :now", now=NOW - timedelta(minutes=4))
    house.clock.set("2026-01-20")
    assert found(house) == []


@pytest.mark.parametrize(
    ("status", "made", "until", "attempts", "kind"),
    [
        ("dead", 300, 200, 10, "dead_letter"),
        ("claimed", 300, 20, 0, "left_claim"),
        ("claimed", 300, -5, 0, None),  # being delivered at this moment
        ("waiting", 300, -40, 7, "old_letter"),  # put off, with a long pause
        ("waiting", 60, 59, 0, "old_letter"),  # nobody has looked at it
        ("waiting", 10, -1, 2, None),  # put off for the first times
        ("waiting", 1, 1, 0, None),
        ("settled", 9000, 9000, 0, None),
    ],
)
def test_letters_that_do_not_arrive(house: House, status: str, made: int, until: int, attempts: int, kind: str | None) -> None:
    """``made``, ``until``: minutes ago."""
    house.office.open()
    quiet(house)
    house.clock.set("2026-01-20")
    now = house.clock.now()
    change(house, LETTER, id="letter", made=now - timedelta(minutes=made), next=now - timedelta(minutes=until),
           attempts=attempts, status=status, error="OSError: 无法连接" if attempts else "")  # fmt: skip
    listed = found(house)
    assert [(one[0], one[1]) for one in listed] == ([(kind, "outbox:letter")] if kind else [])
    assert not attempts or not kind or "无法连接" in listed[0][2]


PARCEL = """INSERT INTO delivery (id, source_id, channel, target, address, payload, created_at, next_at, attempts, status, claim, error)
 SELECT 'parcel', o.id, 'mail', 'office', '', '{}', :made, :next, :attempts, :status, '', 'SMTP 550' FROM outbox o LIMIT 1"""


@pytest.mark.parametrize(("status", "until", "kind"), [("dead", 60, "dead_parcel"), ("claimed", 20, "left_claim"), ("waiting", -40, "old_letter"), ("sent", 60, None)])
def test_what_leaves_the_house_is_looked_after_as_well(house: House, status: str, until: int, kind: str | None) -> None:
    house.office.open()
    change(house, LETTER, id="letter", made=NOW, next=NOW, attempts=0, status="settled", error="")
    quiet(house)
    change(house, "DELETE FROM delivery")
    house.clock.set("2026-01-20")
    now = house.clock.now()
    change(house, PARCEL, made=now - timedelta(minutes=90), next=now - timedelta(minutes=until), attempts=4, status=status)
    listed = found(house)
    assert [(one[0], one[1]) for one in listed] == ([(kind, "delivery:parcel")] if kind else [])
    assert kind not in ("dead_parcel", "old_letter") or ("邮件" in listed[0][2] and "SMTP 550" in listed[0][2])
    if kind:
        assert running.kept(house.services.database)[0].found.case == "case-1"


def test_inspecting_again_keeps_since_when_it_is_so(house: House) -> None:
    house.office.open()
    quiet(house)
    change(house, "UPDATE person SET active = FALSE WHERE id = 'office'")
    assert inspection.sweep(house.services) == {"found": 1, "cleared": 0}
    (first,) = running.kept(house.services.database)
    before = house.dump()
    house.clock.set("2026-01-21")
    assert inspection.sweep(house.services) == {"found": 0, "cleared": 0}
    assert running.kept(house.services.database) == [first] and house.dump() == before
    assert inspection.due(house.services) is False
    house.clock.set("2026-01-22")
    assert inspection.due(house.services) is True


def flow_run(state: StateType, begun: int | None, expected: int = 0, said: str = "") -> FlowRun:
    """``begun``, ``expected``: minutes ago."""
    return FlowRun(
        flow_id=uuid4(), name=f"run-{begun}", state=State(type=state, message=said), state_type=state, state_name=state.value.title(),
        start_time=NOW - timedelta(minutes=begun) if begun is not None else None,
        expected_start_time=NOW - timedelta(minutes=begun if begun is not None else expected),
    )  # fmt: skip


DIED, FAILED, DONE, GOING = StateType.CRASHED, StateType.FAILED, StateType.COMPLETED, StateType.RUNNING


@pytest.mark.parametrize(
    ("name", "runs", "kinds"),
    [
        ("passage", [], []),
        ("passage", [flow_run(GOING, 10), flow_run(DONE, 25)], []),
        ("passage", [flow_run(GOING, 19)], []),
        ("passage", [flow_run(GOING, 21)], ["run_over"]),
        ("archiving", [flow_run(GOING, 29)], []),
        ("archiving", [flow_run(GOING, 31)], ["run_over"]),
        ("deadlines", [flow_run(DIED, 5, said="没有心跳"), flow_run(DONE, 8)], ["run_died"]),
        ("deadlines", [flow_run(FAILED, 5), flow_run(DONE, 8)], ["run_died"]),
        ("deadlines", [flow_run(DONE, 1), flow_run(DIED, 5)], []),  # made good
        ("passage", [flow_run(GOING, 1), flow_run(DIED, 5), flow_run(DIED, 15), flow_run(DIED, 25)], ["run_died"]),  # again and again
        ("passage", [flow_run(GOING, 1), flow_run(DIED, 5), flow_run(DIED, 75), flow_run(DIED, 85)], []),
        ("passage", [flow_run(GOING, 1), flow_run(StateType.SCHEDULED, None, expected=19)], []),
        ("passage", [flow_run(GOING, 1), flow_run(StateType.SCHEDULED, None, expected=21)], ["run_waiting"]),
        ("passage", [flow_run(GOING, 1), flow_run(StateType.SCHEDULED, None, expected=-15)], []),
        ("relay", [flow_run(StateType.CANCELLED, 3)], []),
    ],
)
def test_runs_that_died_or_overran(name: str, runs: list[FlowRun], kinds: list[str]) -> None:
    judged = list(inspection.judged(name, runs, NOW, f"某（{name}）"))
    assert [one.kind.value for one in judged] == kinds
    assert all(name in one.evidence for one in judged)
    assert "没有心跳" not in str(runs) or "没有心跳" in judged[0].evidence


def test_a_prefect_that_does_not_answer_is_found_and_what_was_found_about_runs_goes_on_the_page(house: House) -> None:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}):
        (away,) = asyncio.run(inspection.of_prefect())
    assert away.kind is Stuck.PREFECT_AWAY
    died = Found(Stuck.RUN_DIED, "last:relay", "relay 流程最近一次运行没有完成。")
    inspection.sweep(house.services, [away, died])
    assert {one.found for one in running.kept(house.services.database)} == {away, died}
    inspection.sweep(house.services)
    assert running.kept(house.services.database) == []


def test_every_kind_has_a_name_and_a_safe_action() -> None:
    assert set(ACTIONS) == set(Stuck) and all(one.label != one.value for one in Stuck)


STAGES = ("started", "drafting", "participation", "arguing", "sent", "reviewed", "tabled", "meeting", "decided", "reported",
          "published", "executing", "reports")  # fmt: skip


@pytest.mark.parametrize("life", [{}, {"hearing": False, "technical": False, "risk": False, "market": False, "opinions": 0}, {"changed": True}])
def test_a_healthy_life_shows_nothing_stuck_at_any_stage(settle: Callable[..., Town], life: dict[str, Any]) -> None:
    town = settle(**life)
    for stage in STAGES:
        town.until(stage)
        relay.sweep(town.services)
        deadlines.sweep(town.services)
        relay.sweep(town.services)
        inspection.sweep(town.services)
        assert running.kept(town.services.database) == [], stage


def test_nothing_of_the_demo_is_stuck(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    database = Database(settings.database)
    migrate(database)
    seed(settings)
    house = build(settings)
    for sweep in (deadlines.sweep, escalation.sweep, relay.sweep, inspection.sweep):
        sweep(house)
    assert running.kept(database) == []
    database.close()
