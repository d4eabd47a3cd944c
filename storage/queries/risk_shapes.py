"""What is shown of risks: an alert of a matter, its row on the supervisor's list, and the figures above the list."""

from __future__ import annotations

from datetime import date

from storage.queries.shapes import Card, FindingView, Shown


class RiskView(Shown):
    """An alert: the risk in a few words, and the finding of the requirement that is not met."""

    point: str  # the key of the requirement that is watched
    label: str
    finding: FindingView


class RiskRow(Shown):
    """An alert of a running matter. ``behind``: something has happened in the matter since it was judged."""

    case: str
    number: str
    title: str
    office: str
    office_name: str
    stage: str
    stage_label: str
    confidentiality: str
    confidentiality_label: str
    risk: RiskView
    since: date
    judged_on: date
    behind: bool


class RiskBoard(Shown):
    """How many alerts there are of each kind; the query of each ``link`` lists exactly these, for programs too.

    ``waiting``: running matters, seen by the viewer, that are not yet judged as they stand today.
    """

    today: date
    all: Card
    points: tuple[Card, ...]
    waiting: int
    source: str  # where the thresholds come from
