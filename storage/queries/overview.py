"""督办总览: all figures of the supervisor's overview under one filter, each with the list of exactly its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.figure_shapes import Count, MatterLine, MonthLine, Named, OfficeLine, Overview, Share
from storage.queries.figures import BANDS, FIGURES, MONTHS, Asked, counted
from storage.queries.lights import light_board
from storage.queries.models import Viewer
from storage.queries.reading import Reader, look, marks
from storage.queries.state_times import stage_times
from storage.queries.visibility import visible
from storage.reviving import as_date
from storage.standing import tally

WORST = 10  # matters in the ranking
HEADS = ("running", "overdue", "opened", "closed", "decided", "missed")
TREND = ("opened", "closed", "decided", "missed")
NOTES = {
    "running": "尚未办结、终止的，不含长期保存的登记", "overdue": "计时中且已过应办日期的期限", "missed": "期间内应办而到期未办的期限",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; ``indicator``: what the books call it, and what is counted."""

    label: str
    part: str
    whole: str
    indicator: str
    note: str


RATES = (
    Rate("合法性审查率", "decided_reviewed", "decided", "I-D-03", "决定前通过合法性审查的决策占作出的决策"),
    Rate("集体讨论率", "decided_discussed", "decided", "I-D-04", "经集体讨论决定的决策占作出的决策"),
    Rate("风险评估率", "decided_assessed", "decided_risky", "I-D-02", "决定前完成风险评估的决策占应当评估的决策，经认定不需要评估的不计"),
    Rate("公众参与率", "decided_heard", "decided", "", "决定前公开征求意见或者举行听证的决策占作出的决策"),
    Rate("法制审核率", "punished_reviewed", "punished", "I-E-02", "决定前经法制审核的占普通程序作出的处罚、不予处罚决定"),
    Rate("按期办结率", "closed_in_time", "closed", "", "自立项至办结各项期限从未超期的事项占办结、终止的事项"),
)


def overview(database: Database, viewer: Viewer, today: date, asked: Asked) -> Overview:
    """Everything of one moment but the lights, which have a board of their own and are asked for by office or by procedure."""
    with tally(database) as reader:
        ages = counted(reader, ["running"], asked, viewer, today, ("office", "band"))
        delays = _overdue(reader, asked, viewer, today)
        months = _months(reader, asked, viewer, today)
        offices = _offices(reader, asked, ages, delays)
        matters = _matters(reader, asked, delays)
        plans = [one for one in PROCEDURES.values() if asked.procedure in ("", one.name)]
        stages = stage_times(reader, viewer, today, asked, plans)
    sums = {name: sum(number for by in months.values() for which, number in by.items() if which == name) for name in FIGURES}
    sums |= {"running": sum(one for (one,) in ages.values()), "overdue": sum(one[0] for one in delays.values())}
    columns, lit = _lit(database, viewer, today, asked)
    return Overview(
        today=today, lights=columns, lit=lit,
        heads=tuple(Named(name=name, label=FIGURES[name].label, count=Count(count=sums[name], link=asked.link(name)), note=NOTES.get(name, "")) for name in HEADS),
        ages=tuple(_age(name, label, ages, asked) for name, label, _ in BANDS),
        offices=offices, matters=matters, stages=stages, shares=tuple(_share(one, sums, asked) for one in RATES if asked.procedure in _of(one)),
        trend_heads=tuple(FIGURES[name].label for name in TREND),
        trend=tuple(
            MonthLine(month=month, cells=tuple(Count(count=months.get(month, Counter())[name], link=asked.link(name, month=month)) for name in TREND))
            for month in _every_month(asked)
        ),
    )  # fmt: skip


def _of(rate: Rate) -> tuple[str, ...]:
    """The procedures that a rate speaks of; "" is all of them together."""
    if rate.whole == "closed":
        return ("", *PROCEDURES)
    return ("", "penalty") if rate.whole == "punished" else ("", "major_decision")


def _share(rate: Rate, sums: dict[str, int], asked: Asked) -> Share:
    part, whole = sums[rate.part], sums[rate.whole]
    return Share(
        name=rate.part, label=rate.label, part=Count(count=part, link=asked.link(rate.part)), whole=Count(count=whole, link=asked.link(rate.whole)),
        percent=round(100 * part / whole, 1) if whole else None, indicator=rate.indicator, note=rate.note,
    )  # fmt: skip


def _age(name: str, label: str, ages: dict[Any, Any], asked: Asked) -> Named:
    number = sum(one for (_, band), (one,) in ages.items() if band == name)
    return Named(name=name, label=label, count=Count(count=number, link=asked.link("running", band=name)))


def _months(reader: Reader, asked: Asked, viewer: Viewer, today: date) -> dict[str, Counter[str]]:
    """Everything that happens on a day, by month; figures that one condition contains are counted with it."""
    families = (
        ("opened",), ("closed", "closed_in_time"), ("missed",), ("punished", "punished_reviewed"),
        ("decided", "decided_reviewed", "decided_risky", "decided_assessed", "decided_heard", "decided_discussed"),
    )  # fmt: skip
    found: dict[str, Counter[str]] = {}
    for names in families:
        for (month,), numbers in counted(reader, names, asked, viewer, today, ("month",)).items():
            found.setdefault(month, Counter()).update(dict(zip(names, numbers, strict=True)))
    return found


def _every_month(asked: Asked) -> Iterator[str]:
    """The last months of the period, those without anything too."""
    year, month = divmod(asked.last.year * 12 + asked.last.month - 1, 12)
    first = asked.first.year * 12 + asked.first.month - 1
    for number in range(max(first, year * 12 + month - MONTHS + 1), year * 12 + month + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


Delays = dict[tuple[str, str], tuple[int, int]]


def _overdue(reader: Reader, asked: Asked, viewer: Viewer, today: date) -> Delays:
    """By office and matter: how many clocks are overdue, and the longest by how many days."""
    found = counted(reader, ["overdue"], asked, viewer, today, ("office", "case"), more="min(t.due_on)")
    return {(office, case): (number, (today - as_date(first)).days) for (office, case), (number, first) in found.items()}


def _offices(reader: Reader, asked: Asked, ages: dict[Any, Any], delays: Delays) -> tuple[OfficeLine, ...]:
    running: Counter[str] = Counter()
    for (office, _), (number,) in ages.items():
        running[office] += number
    late: dict[str, tuple[int, int]] = {}
    for (office, _), (number, worst) in delays.items():
        before = late.get(office, (0, 0))
        late[office] = (before[0] + number, max(before[1], worst))
    named, params = marks("o", sorted({*running, *late}))
    names = dict(map(tuple, reader.all(f"SELECT f.id, f.name FROM office f WHERE f.id IN ({named})", params)))
    lines = [
        OfficeLine(
            office=office, label=names.get(office, office), overdue=Count(count=late.get(office, (0, 0))[0], link=asked.link("overdue", office=office)),
            running=Count(count=running[office], link=asked.link("running", office=office)), worst=late.get(office, (0, 0))[1],
        )
        for office in {*running, *late}
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda one: (-one.overdue.count, -one.worst, one.label, one.office)))


def _matters(reader: Reader, asked: Asked, delays: Delays) -> tuple[MatterLine, ...]:
    found = sorted(((case, told) for (_, case), told in delays.items()), key=lambda one: (-one[1][1], one[0]))[:WORST]
    named, params = marks("m", [case for case, _ in found])
    rows = reader.all(
        f"SELECT c.id, c.number, c.title, coalesce((SELECT f.name FROM office f WHERE f.id = c.office_id), c.office_id) FROM case_file c WHERE c.id IN ({named})",
        params,
    )
    known = {row[0]: row for row in rows}
    return tuple(
        MatterLine(case=case, number=known[case][1], title=known[case][2], office_name=known[case][3],
                   overdue=Count(count=number, link=asked.link("overdue", case=case)), worst=worst)
        for case, (number, worst) in found
    )  # fmt: skip


def _lit(database: Database, viewer: Viewer, today: date, asked: Asked) -> Any:
    """The lights of all or of the office, from the board that stands; it has no line for one procedure alone."""
    if asked.procedure:
        return (), ()
    board = light_board(database, viewer, today)
    row = next((one for one in board.offices if one.name == asked.office), None) if asked.office else board.all
    return (board.lights, row.cells) if row else ((), ())


def choices(database: Database, viewer: Viewer) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The offices and the procedures of the matters that the viewer may see, as the filters offer them."""
    seen = visible(viewer)
    with look(database) as reader:
        offices = reader.all(
            f"SELECT f.id, f.name FROM office f WHERE f.id IN (SELECT c.office_id FROM case_file c WHERE {seen.sql}) ORDER BY f.name, f.id", seen.params
        )
        there = {row[0] for row in reader.all(f"SELECT DISTINCT c.procedure FROM case_file c WHERE {seen.sql}", seen.params)}
    return tuple((row[0], row[1]) for row in offices), tuple((one.name, one.label) for one in PROCEDURES.values() if one.name in there)
