"""make bench: what Yifa costs beside what the database itself costs, as ratios in one run."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

PARTS = {"steps": "环节", "timers": "到期计时", "recalculation": "重算截止日", "pages": "页面"}


def main(parts: Sequence[str] = ()) -> int:
    """Measure the named parts, or all of them; 1 when any misses its target."""
    missed = 0
    for name in parts or PARTS:
        print(f"== {PARTS[name]}", flush=True)
        missed |= import_module(f"infra.bench.{name}").main()
    return missed
