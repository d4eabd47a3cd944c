"""The installation in which this process lets time pass: built once, from the environment of `python -m infra work`."""

from __future__ import annotations

import logging
from functools import cache

from infra import wiring
from infra.wiring import Services
from states.casework.commands import Actor
from states.dossier.vocabulary import Role

CLOCK = Actor("clock", Role.CLOCK)
LOG = logging.getLogger("yifa.flows")

Counts = dict[str, int]
MORE = "more"  # a sweep that counts this was cut short: the next one follows without a pause


class SweepIncomplete(Exception):
    """Some of what was due could not be done; it stays due, and the log says why."""


@cache
def services() -> Services:
    """The parts of this installation; raises SettingsError when its environment does not allow a start."""
    return wiring.build(wiring.Settings.load())


def tell(counts: Counts) -> Counts:
    """What a sweep did, for the run's record; a sweep that failed in part ends as a failed run, so that it shows."""
    done = {name: number for name, number in sorted(counts.items()) if number}
    if counts.get("failed"):
        raise SweepIncomplete(f"有{counts['failed']}项未能办理，下次继续；详见日志。已办理：{done}")
    return done
