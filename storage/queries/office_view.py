"""责任: an office over the years: its matters by the same figures as the overview, and its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from states.errors import NotFound
from states.procedures import supervision_order
from storage.database import Database
from storage.queries.figure_shapes import Count
from storage.queries.figures import FIGURES, Asked, counted
from storage.queries.hand_shapes import Colleague, OfficeView, YearLine
from storage.queries.hands import may_look
from storage.queries.models import Viewer
from storage.queries.visibility import visible
from storage.standing import tally

SHOWN = ("opened", "closed", "decided", "missed")
ORDERS = "opened"  # of the procedure of orders
FIRST = date(1990, 1, 1)
PEOPLE = """SELECT p.id, p.name, p.active, count(c.id) FROM person p LEFT JOIN hand h ON h.person_id = p.id
 LEFT JOIN case_file c ON c.id = h.case_id AND {seen} WHERE p.office_id = :office GROUP BY p.id, p.name, p.active ORDER BY p.name, p.id"""


def office_view(database: Database, viewer: Viewer, today: date, office: str) -> OfficeView:
    """NotFound for an office that there is not, or of a body that the viewer neither supervises nor heads."""
    asked = Asked(office=office, first=FIRST, last=date(today.year, 12, 31))
    orders = Asked(office=office, procedure=supervision_order.NAME, first=asked.first, last=asked.last)
    seen = visible(viewer)
    with tally(database) as reader:
        row = reader.one("SELECT f.name, f.body_id FROM office f WHERE f.id = :office", {"office": office})
        if row is None or not may_look(viewer, "", row[1]):
            raise NotFound("没有这一单位，或者您无权查看。")
        sums = {name: _years(counted(reader, [name], asked, viewer, today, ("month",))) for name in SHOWN}
        ordered = _years(counted(reader, [ORDERS], orders, viewer, today, ("month",)))
        people = reader.all(PEOPLE.format(seen=seen.sql), seen.params | {"office": office})
    years = sorted({year for by in (*sums.values(), ordered) for year in by}, reverse=True)
    return OfficeView(
        office=office, name=row[0], heads=(*(FIGURES[name].label for name in SHOWN), "督办单"),
        years=tuple(
            YearLine(year=year, cells=(*(_cell(sums[name], _of(asked, year), name, year) for name in SHOWN), _cell(ordered, _of(orders, year), ORDERS, year)))
            for year in (*years, 0)
        ),
        people=tuple(Colleague(person=one[0], name=one[1], active=bool(one[2]), acts=one[3]) for one in people),
    )  # fmt: skip


def _years(found: Mapping[tuple[Any, ...], tuple[Any, ...]]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for (month,), (number,) in found.items():
        sums[int(month[:4])] += number
    return sums


def _of(asked: Asked, year: int) -> Asked:
    if not year:
        return asked
    return Asked(office=asked.office, procedure=asked.procedure, first=date(year, 1, 1), last=date(year, 12, 31))


def _cell(sums: Counter[int], asked: Asked, figure: str, year: int) -> Count:
    return Count(count=sums[year] if year else sum(sums.values()), link=asked.link(figure))
