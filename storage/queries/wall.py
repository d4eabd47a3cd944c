"""大屏: big figures without a single matter's name; only of what whoever signed the screen in may see."""

from __future__ import annotations

from datetime import date

from states.procedures import supervision_order
from storage.database import Database
from storage.queries.figure_shapes import Named, OfficeLine
from storage.queries.figures import Asked, counted, period
from storage.queries.light_shapes import LightCell, LightColumn
from storage.queries.models import Viewer
from storage.queries.overview import overview
from storage.queries.reading import look
from storage.queries.shapes import Shown

LINES = 8  # of the ranking that are read from afar


class Wall(Shown):
    """What hangs on the wall; ``orders``: orders of supervision that are not at their end."""

    today: date
    heads: tuple[Named, ...]
    lights: tuple[LightColumn, ...]
    lit: tuple[LightCell, ...]
    offices: tuple[OfficeLine, ...]
    orders: int


def wall(database: Database, viewer: Viewer, today: date) -> Wall:
    """This month, and how things stand."""
    first, last = period(today, today.replace(day=1).isoformat(), "")
    found = overview(database, viewer, today, Asked(first=first, last=last))
    with look(database) as reader:
        asked = Asked(procedure=supervision_order.NAME)
        (orders,) = counted(reader, ["running"], asked, viewer, today)[()]
    late = tuple(one for one in found.offices if one.overdue.count)[:LINES]
    return Wall(today=today, heads=found.heads, lights=found.lights, lit=found.lit, offices=late, orders=orders)
