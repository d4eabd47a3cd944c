"""What a picture tells beyond the map: where a matter stands and has stood, or how long and how many matters stand where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from states.procedures.statechart import Way

Status = Literal["", "here", "done", "ahead", "left"]
SIGNS: Mapping[str, str] = {"here": "▶", "done": "✓", "left": "–"}
STATUS_LABELS: Mapping[str, str] = {"here": "当前", "done": "已经过", "ahead": "未到", "left": "未经过", "": ""}


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: how it stands, a remark below its name, and on a map of load how warm it is (0 to 4)."""

    status: Status = ""
    note: str = ""
    heat: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    places: Mapping[str, Mark] = field(default_factory=dict)
    taken: frozenset[Way] = frozenset()  # the ways that the matter went
    offered: frozenset[Way] = frozenset()  # the ways that lead on from where it stands

    def of(self, place: str) -> Mark:
        return self.places.get(place, NONE)

    def way(self, ways: tuple[Way, ...]) -> str:
        """How a line stands of which at least one step was taken, or may be taken."""
        if self.taken.intersection(ways):
            return "taken"
        return "offered" if self.offered.intersection(ways) else "still" if self.taken or self.offered else ""


NONE = Mark()
EMPTY = Marks()
