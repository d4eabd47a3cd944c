"""Lets time pass: one long run that looks, every half minute, at what has come due.

A run of its own per sweep would cost about four seconds of a core each minute and sweep; here a round in which
nothing is due costs a few milliseconds. What is due is done by a named flow, which shows as a run of its own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from prefect import Flow

from flows.installation import LOG, MORE
from infra.wiring import Services

PAUSE = 30.0  # seconds between two rounds; a clock is warned of or fired within about a minute
LENGTH = 15 * 60  # seconds; a run ends shortly before the next quarter of an hour, when the next one starts
SHORTEST = 2 * PAUSE


@dataclass(frozen=True, slots=True)
class Sweep:
    """A flow, and how to see cheaply whether it has anything to do; without that it runs once per passage."""

    flow: Flow[[], Any]
    due: Callable[[Services], bool] | None = None


def term(now: float) -> float:
    """Seconds to pass from ``now`` (seconds since 1970) to the end of the quarter, or of the next if it is near."""
    left = LENGTH - now % LENGTH
    return left if left >= SHORTEST else left + LENGTH


async def pass_time(
    sweeps: Sequence[Sweep], house: Callable[[], Services], seconds: float, pause: float = PAUSE,
    beat: Callable[[Services], None] = lambda house: None,
) -> int:  # fmt: skip
    """Go round and round for not more than so many seconds, at least once; returns the number of rounds.

    ``beat`` is told at the beginning of every round that time is passing.

    In the first round every sweep runs; later each when it is due. A sweep that fails is left for the next round.
    Prefect's client tries for a minute before it says that its server is away: once in a round is enough.
    """
    ends, rounds = time.monotonic() + seconds, 0
    while True:
        more, alone = False, False
        await asyncio.to_thread(_tell_alive, beat, house)
        for sweep in sweeps:
            if rounds == 0 or await asyncio.to_thread(_is_due, sweep, house):
                cut, away = await (_run_alone(sweep) if alone else _run(sweep))
                more, alone = more or cut, alone or away
        rounds += 1
        rest = 0.0 if more else pause
        if time.monotonic() + rest >= ends:
            return rounds
        await asyncio.sleep(rest)


def _tell_alive(beat: Callable[[Services], None], house: Callable[[], Services]) -> None:
    try:
        beat(house())
    except Exception:  # time must go on, also when it cannot be told that it does
        LOG.exception("no sign of life could be given")


def _is_due(sweep: Sweep, house: Callable[[], Services]) -> bool:
    try:
        return sweep.due is not None and sweep.due(house())
    except Exception:  # not known is not due: the sweep has its regular hour as well
        LOG.exception("whether %s is due could not be seen", sweep.flow.name)
        return False


async def _run(sweep: Sweep) -> tuple[bool, bool]:
    """Whether the sweep was cut short and wants to go on at once, and whether Prefect was away."""
    try:
        return _cut_short(await sweep.flow()), False
    except httpx.HTTPError:
        # Prefect is away. Sweeps may be repeated, so time goes on without it.
        return await _run_alone(sweep)
    except Exception:  # one sweep's fault must not end the loop that the others live by
        LOG.exception("%s failed", sweep.flow.name)
        return False, False


async def _run_alone(sweep: Sweep) -> tuple[bool, bool]:
    LOG.warning("%s runs without Prefect", sweep.flow.name)
    try:
        return _cut_short(await sweep.flow.fn()), True
    except Exception:  # as above: the loop goes on
        LOG.exception("%s failed", sweep.flow.name)
        return False, True


def _cut_short(done: Any) -> bool:
    return isinstance(done, dict) and bool(done.get(MORE))
