"""Lets a sweep share the machine: it rests after each piece of work, the longer the more others are at work.

Others show in how long a piece takes: beside the quickest of late, a piece that took three times as long was kept
waiting by somebody who has the same right to the database. What a sweep may take altogether is bounded as well, so
that the crowd of a midnight is through in time: rests that were saved while it was quiet are there when it is not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

ALLOWED = 0.009  # seconds for a piece of work with its rest, on average: ten thousand in a minute and a half
LONGEST_REST = 0.05  # seconds
LEAST = 0.25  # of the work, however late the sweep is: a database with one writer must get to see the others
GIVEN = 1.0  # a rest as long as the work, when nobody else is there
MOST = 4.0  # so many times as long, when others are
FORGETTING = 1.002  # per piece: what is quick is learned anew when the machine has become slower for good


@dataclass(slots=True)
class Pace:
    """The rests of one sweep. ``pieces``: how many clocks it takes up at once; ``saved``: seconds by which it is ahead."""

    rest: Callable[[float], None] = time.sleep
    pieces: int = 1
    quickest: float = 1.0
    saved: float = LONGEST_REST

    def after(self, took: float) -> float:
        """Rest after a piece of work that took so many seconds; returns how long."""
        self.quickest = min(self.quickest * FORGETTING, max(took, 1e-6))
        self.saved += ALLOWED * self.pieces - took
        strain = min(max(took / self.quickest, GIVEN), MOST)
        rest = min(max(took * LEAST, min(took * strain, self.saved)), LONGEST_REST * self.pieces)
        self.saved -= rest
        self.rest(rest)
        return rest
