"""Where matters gather on the map of their procedure: how many stand in a state, and how long they stay there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.diagrams.marks import Mark, Marks
from states.procedures.statechart import Statechart

WARMTH = 4
FEW, SHORT = 4, 10  # fewer matters than these, or fewer days, are no jam even where they are the most


@dataclass(frozen=True, slots=True)
class Load:
    """One state: matters that stand there now, the median of calendar days that a stay takes, and that of those who still stand."""

    now: int
    median: float | None = None
    standing: float | None = None

    @property
    def days(self) -> float:
        return max(self.median or 0, self.standing or 0)


def load_marks(chart: Statechart, loads: Mapping[str, Load]) -> Marks:
    """The warmest is the state where most stand or where a stay takes longest, measured by the others of this procedure."""
    plain = [load for one, load in loads.items() if one in chart.places and not chart.places[one].holds]
    most, longest = max((FEW, *(one.now for one in plain))), max((SHORT, *(one.days for one in plain)))
    return Marks({one: Mark("", _told(loads.get(one)), _heat(chart, one, loads.get(one), most, longest)) for one in chart.places})


def _told(load: Load | None) -> str:
    if load is None:
        return ""
    standing = f"已停留{load.standing:g}日" if load.standing is not None else ""
    known = (f"{load.now}件" if load.now else "", standing if load.median is None else f"中位{load.median:g}日")
    return "，".join(one for one in known if one)


def _heat(chart: Statechart, place: str, load: Load | None, most: float, longest: float) -> int | None:
    """From 0 to 4; a stage with states inside shows its numbers and no colour, or it would cover theirs."""
    if chart.places[place].holds:
        return None
    shares = (load.now / most, load.days / longest) if load else (0,)
    return -(-int(max(shares) * 100) * WARMTH // 100)
