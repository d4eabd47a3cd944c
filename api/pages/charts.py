"""What the pictures of the overview are drawn from; every number of theirs stands in a table beside them."""

from __future__ import annotations

from typing import Any

from storage.queries.figure_shapes import Overview

LONGEST = 12  # bars in a picture


def charts(view: Overview) -> dict[str, dict[str, Any]]:
    """By the name of their place on the page: the labels and the rows of numbers."""
    late = [one for one in view.offices if one.overdue.count][:LONGEST]
    slow = sorted((one for one in view.stages if one.median is not None), key=lambda one: -(one.p90 or 0))[:LONGEST]
    return {
        "ages": _bars("在办事项的时长", [one.label for one in view.ages], {"件数": [one.count.count for one in view.ages]}, "件"),
        "offices": _bars("超期期限按承办单位", [one.label for one in late], {"超期期限": [one.overdue.count for one in late]}, "个", lying=True),
        "stages": _bars("阶段用时", [one.label for one in slow],
                        {"中位天数": [one.median for one in slow], "九成不超过": [one.p90 for one in slow]}, "天", lying=True),
        "trend": _bars("按月趋势", [one.month for one in view.trend],
                       {head: [one.cells[place].count for one in view.trend] for place, head in enumerate(view.trend_heads)}, "件", lines=True),
    }  # fmt: skip


def _bars(title: str, labels: list[str], rows: dict[str, list[Any]], unit: str, *, lying: bool = False, lines: bool = False) -> dict[str, Any]:
    return {"title": title, "labels": labels, "rows": list(rows.items()), "unit": unit, "lying": lying, "lines": lines}
