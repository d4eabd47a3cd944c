"""How near a risk must be to be pointed out (风险提示的阈值): parameters with their source, never a number in a condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from states.law.lights import DAYS, Span
from states.law.period import Unit
from states.law.toml_table import Table, read_table

FILE = Path(__file__).with_name("risk_thresholds.toml")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """So many days before the end, with where that comes from."""

    source: str
    dated: date
    limitation: Span
    registration: Span
    certificate: Span
    training: Span


@cache
def thresholds() -> Thresholds:
    table = read_table(FILE)
    found = Thresholds(
        table.text("source"), table.day("dated"), _span(table, "limitation"), _span(table, "registration"), _span(table, "certificate"),
        _span(table, "training"),
    )
    table.close()
    return found


def _span(table: Table, name: str) -> Span:
    row = table.table(name)
    if row is None:
        raise table.fault(name, "is missing")
    span = Span(row.count("n"), row.one_of("unit", Unit))
    row.close()
    if span.unit not in DAYS:
        raise table.fault(name, "days, calendar or working")
    return span
