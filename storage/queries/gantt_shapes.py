"""What the picture of a plan and the table beside it are made of: the same rows for both."""

from __future__ import annotations

from datetime import date
from typing import Literal

from storage.queries.shapes import Shown

# 已办、正在办理、最短期间（不少于）、最长期间（……内）、最早可以办理的日期
Manner = Literal["done", "now", "floor", "limit", "earliest"]


class GanttRow(Shown):
    """A bar, or a day. ``length``: days or the law's period, in words; ``link``: to where it is explained.

    ``standing``: how a period stands (计时中、已办结 …); ``provisional``: a holiday notice that is not out may move it.
    """

    manner: Manner
    label: str
    begins: date
    ends: date
    length: str
    note: str
    link: str = ""
    standing: str = ""
    citation: str = ""
    rule: str = ""
    over: bool = False  # nothing of it is ahead any more
    held: bool = False
    late: bool = False
    critical: bool = False
    provisional: bool = False
    unverified: bool = False


class GanttGroup(Shown):
    label: str
    rows: tuple[GanttRow, ...]


class Rest(Shown):
    """Days in a row of one kind that are not worked."""

    begins: date
    ends: date
    kind: str
    label: str
    provisional: bool


class GanttView(Shown):
    """``last`` may lie before the end of a period that is very far off. ``today`` is None where the matter has ended."""

    first: date
    last: date
    today: date | None
    groups: tuple[GanttGroup, ...]
    rests: tuple[Rest, ...]
    made_up: tuple[date, ...]  # Saturdays and Sundays that are worked
    unsure: tuple[int, ...]  # years whose holidays are not published
    wish: date | None = None

    @property
    def rows(self) -> tuple[GanttRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)
