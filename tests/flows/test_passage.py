"""Time passes in rounds: all sweeps at first, then those with something to do; nothing stops it but its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import pytest

from flows import catalogue
from flows.installation import MORE
from flows.passage import LENGTH, PAUSE, Sweep, pass_time, term
from infra.wiring import Services
from storage import running
from tests.flows.conftest import House


@dataclass
class StandIn:
    """Looks like a flow; counts how often it ran, with Prefect and without."""

    name: str
    fault: Exception | None = None
    runs: int = 0
    alone: int = 0
    log: list[str] = field(default_factory=list)

    async def __call__(self) -> None:
        self.runs += 1
        self.log.append(self.name)
        if self.fault:
            raise self.fault

    async def fn(self) -> None:
        self.alone += 1
        if self.alone == 1:
            raise OSError("still ill")


def sweep(flow: StandIn, due: Callable[[Services], bool] | None = None) -> Sweep:
    return Sweep(cast(Any, flow), due)


def passed(*sweeps: Sweep, seconds: float = 0.3) -> int:
    return asyncio.run(pass_time(sweeps, lambda: cast(Services, None), seconds, pause=0.01))


def test_every_sweep_runs_at_first_and_then_when_due() -> None:
    idle, busy, once = StandIn("idle"), StandIn("busy"), StandIn("once")
    rounds = passed(sweep(idle, lambda _: False), sweep(busy, lambda _: True), sweep(once))
    assert rounds > 1
    assert (idle.runs, busy.runs, once.runs) == (1, rounds, 1)


def test_at_the_end_of_the_quarter_one_round_is_still_made() -> None:
    flow = StandIn("a")
    assert passed(sweep(flow), seconds=0) == 1
    assert flow.runs == 1


def test_sweeps_run_in_the_order_of_the_table() -> None:
    log: list[str] = []
    passed(*(sweep(StandIn(name, log=log)) for name in "abc"), seconds=0)
    assert log == ["a", "b", "c"]


def test_a_sweep_that_fails_stops_neither_the_others_nor_time() -> None:
    ill, well = StandIn("ill", ValueError("bad row")), StandIn("well")
    rounds = passed(sweep(ill, lambda _: True), sweep(well, lambda _: True))
    assert (ill.runs, well.runs, ill.alone) == (rounds, rounds, 0)


def test_what_cannot_be_looked_at_is_looked_at_again() -> None:
    looks: list[int] = []

    def due(_: Services) -> bool:
        looks.append(1)
        if len(looks) == 1:
            raise OSError("database away")
        return True

    flow = StandIn("a")
    rounds = passed(sweep(flow, due))
    assert flow.runs == rounds - 1


def test_without_prefect_time_goes_on() -> None:
    flow = StandIn("a", httpx.ConnectError("refused"))
    rounds = passed(sweep(flow, lambda _: True))
    assert rounds > 1
    assert flow.alone == flow.runs == rounds


def test_what_follows_in_the_round_does_not_try_prefect_again() -> None:
    """Each try costs a minute: five sweeps in a row would keep the clocks waiting."""
    first, second = StandIn("a", httpx.ConnectError("refused")), StandIn("b")
    rounds = passed(sweep(first, lambda _: True), sweep(second, lambda _: True))
    assert rounds > 1
    assert (first.runs, second.runs, second.alone) == (rounds, 0, rounds)


@pytest.mark.parametrize(("now", "seconds"), [(0, 900), (1, 899), (840, 60), (841, 959), (899.9, 900.1), (1_000_000_000, 800)])
def test_a_passage_lasts_until_the_next_quarter_that_is_not_near(now: float, seconds: float) -> None:
    assert term(now) == pytest.approx(seconds)


def test_the_table_of_flows() -> None:
    names = [one.flow.name for one in catalogue.FLOWS]
    assert len(set(names)) == len(names) and {"deadlines", "escalation", "archiving", "evaluation", "relay"} < set(names)
    scheduled = [one for one in catalogue.FLOWS if one.cron]
    assert [(one.flow.name, one.cron) for one in scheduled] == [("passage", f"*/{LENGTH // 60} * * * *")]
    assert all(one.flow.isasync for one in catalogue.FLOWS)  # a sync flow waits a second for its heartbeat's end
    assert PAUSE <= 30


def test_an_hour_of_sweeps_twice_changes_nothing(house: House) -> None:
    house.office.open()
    house.arm("a", "2026-01-15", "2026-01-13")
    house.clock.set("2026-01-20")
    for one in catalogue.SWEEPS:
        house.run(one.flow)
    before = house.dump()
    assert [house.run(one.flow) for one in catalogue.SWEEPS] == [{}] * len(catalogue.SWEEPS)
    assert house.dump() == before
    assert not any(one.due(house.services) for one in catalogue.SWEEPS if one.due)


@dataclass
class CutShort(StandIn):
    """Says twice that it was cut short."""

    async def __call__(self) -> dict[str, int]:  # type: ignore[override]
        await super().__call__()
        return {"fired": 1, MORE: int(self.runs <= 2)}


def test_a_sweep_that_was_cut_short_goes_on_at_once_and_the_others_have_their_turn() -> None:
    crowd, other = CutShort("crowd"), StandIn("other", log=[])
    crowd.log = other.log
    rounds = asyncio.run(
        pass_time((sweep(crowd, lambda house: True), sweep(other, lambda house: True)), lambda: cast(Services, None), 30.0, pause=60.0)
    )
    assert rounds == 3, "two rounds without a pause; the pause after the third would outlast the passage"
    assert other.log == ["crowd", "other"] * 3


def test_every_round_gives_a_sign_of_life_and_goes_on_when_it_cannot() -> None:
    beats: list[int] = []

    def beat(house: Services) -> None:
        beats.append(1)
        raise OSError("database away")

    rounds = asyncio.run(pass_time((), lambda: cast(Services, None), 0.2, pause=0.01, beat=beat))
    assert len(beats) == rounds > 2


def test_the_passage_leaves_its_sign_in_the_database(house: House) -> None:
    asyncio.run(pass_time((), lambda: house.services, 0.0, beat=catalogue._alive))
    assert running.PASSAGE in running.pulses(house.services.database)
