"""What of enforcement anybody may read: shapes that have room for what was published and for nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from storage.queries.shapes import Shown


class PublicFile(Shown):
    """A file published with a result, under the name it was published with."""

    name: str
    digest: str


class Correction(Shown):
    on: date
    wrong: str
    right: str


class ResultRow(Shown):
    """A published result in a list."""

    number: str
    kind: str
    kind_label: str
    body: str
    body_name: str
    title: str
    excerpt: str  # how what was published begins
    published_on: date


class PublicResult(ResultRow):
    """A published result as a whole."""

    content: str
    published_at: str
    period: str
    until: date | None
    files: tuple[PublicFile, ...]
    corrections: tuple[Correction, ...]


class Tombstone(Shown):
    """That something was published here and is no longer, since when and why; nothing of what it said."""

    number: str
    kind_label: str
    body: str
    body_name: str
    gone: Literal["withdrawn", "expired"]
    on: date
    reason: str


class Choice(Shown):
    value: str
    label: str


class PublicOfficer(Shown):
    name: str
    number: str
    post: str
    area: str
    valid_to: date


class PublicItem(Shown):
    code: str
    name: str
    basis: str
    basis_level: str
    power: str
    procedure: str
    responsibility: str
    listed_on: date
    inspected: bool
    yearly_cap: int


class PublicTable(Shown):
    """A discretion benchmark with its tiers as text."""

    code: str
    issuer: str
    document: str
    published_at: str
    in_force_on: date | None
    tiers: tuple[tuple[str, str, str, str], ...]  # tier, circumstance, for units, for persons


class PublicChannel(Shown):
    telephone: str
    mail: str
    published_on: date


class PublicPaper(Shown):
    """A list, plan or report that the body made public, by its document."""

    label: str
    text: str
    on: date | None = None


class FlowStep(Shown):
    """A step that leads out of a stage, and where to."""

    label: str
    to: str
    way: Literal["on", "back", "out"]


class FlowStage(Shown):
    label: str
    steps: tuple[FlowStep, ...]


class FlowChart(Shown):
    """A procedure as the program follows it: its stages in order and the steps between them."""

    name: str
    label: str
    stages: tuple[FlowStage, ...]


class PublicRegister(Shown):
    """What a body publishes before it acts (事前公开)."""

    body: str
    body_name: str
    standing: str
    powers_basis: str
    area: str
    entrusted_by: str
    officers: tuple[PublicOfficer, ...]
    items: tuple[PublicItem, ...]
    tables: tuple[PublicTable, ...]
    channels: tuple[PublicChannel, ...]
    papers: tuple[PublicPaper, ...]
    charts: tuple[FlowChart, ...]


class CheckView(Shown):
    name: str
    label: str
    holds: bool
    detail: str


class PublicDraw(Shown):
    """A draw as far as it is public: the commitment at once, the lists and the result when it is published."""

    number: str
    body: str
    body_name: str
    stage: Literal["committed", "frozen", "out", "dropped"]
    committed_on: date | None = None
    frozen_on: date | None = None
    drawn_on: date | None = None
    published_on: date | None = None
    commitment: str = ""
    lists_digest: str = ""
    record: dict[str, Any] | None = None
    names: tuple[tuple[str, str], ...] = ()  # identifier in the record -> name
    checks: tuple[CheckView, ...] = ()
    sound: bool = False
