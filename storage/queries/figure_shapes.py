"""What the supervisor's overview shows: figures that lead to their rows, tables of them, and the rows."""

from __future__ import annotations

from datetime import date

from storage.queries.light_shapes import LightCell, LightColumn
from storage.queries.shapes import Shown


class Count(Shown):
    """A figure and the list of exactly what it counts."""

    count: int
    link: str


class Named(Shown):
    """A figure with what it is called, and a sentence on what is counted."""

    name: str
    label: str
    count: Count
    note: str = ""


class Share(Shown):
    """A rate: so many of so many, both with their rows; ``percent`` is None where there are none. ``indicator``: its key in the books."""

    name: str
    label: str
    part: Count
    whole: Count
    percent: float | None
    indicator: str
    note: str


class StageTime(Shown):
    """Time in a state: how many stand there now, how many stays ended in the period, and how long those took in calendar days."""

    state: str
    label: str
    group: str
    now: Count
    now_median: int | None
    over: Count
    median: int | None
    p90: int | None


class OfficeLine(Shown):
    """An office in the ranking: overdue clocks, running matters, the longest delay in days."""

    office: str
    label: str
    overdue: Count
    running: Count
    worst: int


class MatterLine(Shown):
    """A matter in the ranking of delays."""

    case: str
    number: str
    title: str
    office_name: str
    overdue: Count
    worst: int


class MonthLine(Shown):
    """A month of the trend; the cells stand in the order of ``Overview.trend_heads``."""

    month: str
    cells: tuple[Count, ...]


class FigureRow(Shown):
    """One thing that was counted: its matter, its day, days and what it is where the figure tells them."""

    case: str
    number: str
    title: str
    procedure_label: str
    stage_label: str
    office_name: str
    confidentiality: str
    confidentiality_label: str
    on: date
    days: int
    what: str


class Overview(Shown):
    """All of one moment, under one filter."""

    today: date
    lights: tuple[LightColumn, ...]
    lit: tuple[LightCell, ...]
    heads: tuple[Named, ...]
    ages: tuple[Named, ...]
    offices: tuple[OfficeLine, ...]
    matters: tuple[MatterLine, ...]
    stages: tuple[StageTime, ...]
    shares: tuple[Share, ...]
    trend_heads: tuple[str, ...]
    trend: tuple[MonthLine, ...]
