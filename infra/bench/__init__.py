"""make bench: what Yifa costs beside what the database itself costs, as ratios in one run."""

from infra.bench.steps import main

__all__ = ["main"]
