"""Where matters gather on the map of their procedure: how many stand in a state, and how long they stay there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.diagrams.marks import Mark, Marks
from states.procedures.statechart import Statechart

WARMTH = 4


@dataclass(frozen=True, slots=True)
class Load:
    """One state: matters that stand there now, and the median of calendar days that a stay takes (None: nothing known)."""

    now: int
    median: float | None = None


def load_marks(chart: Statechart, loads: Mapping[str, Load]) -> Marks:
    """The warmest is the state where most stand or where a stay takes longest, measured by the others of this procedure."""
    plain = {one: load for one, load in loads.items() if one in chart.places and not chart.places[one].holds}
    most = max((one.now for one in plain.values()), default=0)
    longest = max((one.median or 0 for one in plain.values()), default=0)
    return Marks({one: Mark("", _told(loads.get(one)), _heat(chart, one, loads.get(one), most, longest)) for one in chart.places})


def _told(load: Load | None) -> str:
    if load is None or (not load.now and load.median is None):
        return ""
    usual = "" if load.median is None else f"中位{load.median:g}日"
    return "，".join(one for one in (f"在办{load.now}件" if load.now else "", usual) if one)


def _heat(chart: Statechart, place: str, load: Load | None, most: int, longest: float) -> int | None:
    """From 0 to 4; a stage with states inside shows its numbers and no colour, or it would cover theirs."""
    if chart.places[place].holds:
        return None
    shares = (load.now / most if load and most else 0, (load.median or 0) / longest if load and longest else 0)
    return -(-int(max(shares) * 100) * WARMTH // 100)
