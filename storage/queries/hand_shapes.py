"""What the pages of responsibility show: of a person and of an office."""

from __future__ import annotations

from datetime import date

from storage.queries.figure_shapes import Count
from storage.queries.shapes import Shown


class RoleHeld(Shown):
    """A role with its office and time."""

    label: str
    office_name: str
    since: date
    until: date | None


class StandIn(Shown):
    """A mandate: who stood in for whom, in which role, on which basis."""

    principal: str
    principal_name: str
    deputy: str
    deputy_name: str
    label: str
    since: date
    until: date
    basis: str


class YearLine(Shown):
    """A year; the cells stand in the order of the page's heads. ``year`` 0 is all of them."""

    year: int
    cells: tuple[Count, ...]


class HandRow(Shown):
    """One act, delay or order; ``what`` it was, ``as_what`` in which role, ``for_name`` for whom as a stand-in, ``by_name`` whose act."""

    case: str
    number: str
    title: str
    on: date
    what: str
    as_what: str = ""
    by: str = ""
    by_name: str = ""
    for_name: str = ""


class PersonView(Shown):
    """Somebody's part in matters, over the years."""

    person: str
    name: str
    office: str
    office_name: str
    roles: tuple[RoleHeld, ...]
    mandates: tuple[StandIn, ...]
    heads: tuple[str, ...]
    years: tuple[YearLine, ...]


class Colleague(Shown):
    """Somebody of the office, and how many acts of theirs the viewer may see."""

    person: str
    name: str
    active: bool
    acts: int


class OfficeView(Shown):
    """An office over the years."""

    office: str
    name: str
    heads: tuple[str, ...]
    years: tuple[YearLine, ...]
    people: tuple[Colleague, ...]
