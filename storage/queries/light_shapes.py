"""What the figures of the lights show, and the rows behind each."""

from __future__ import annotations

from datetime import date

from storage.queries.shapes import DeadlineChip, Light, Shown


class LightOf(Shown):
    """A light with all it came from: the rule (parameters of which place), the threshold in words, the clock and the inputs."""

    light: Light
    rule: str
    threshold: str
    clock: str
    due_on: date
    today: date
    left: int  # calendar days to the last day, negative once it is over


class LitDeadline(Shown):
    """A running clock of a matter, under its light."""

    id: str
    case: str
    number: str
    title: str
    office: str
    office_name: str
    stage: str
    stage_label: str
    confidentiality: str
    confidentiality_label: str
    rule: str
    citation: str
    chip: DeadlineChip
    lit: LightOf


class LightColumn(Shown):
    light: Light
    label: str


class LightCell(Shown):
    """How many clocks; ``light`` is empty where all of them count. The query of ``link`` lists exactly these, for programs too."""

    light: Light | None
    count: int
    link: str


class LightRow(Shown):
    """An office or a stage (``group``: its procedure), with a cell per light and one for all."""

    name: str
    label: str
    group: str
    cells: tuple[LightCell, ...]
    total: LightCell


class LightBoard(Shown):
    """Running clocks by office and by stage, under the light of that day. Minimum times and clocks that stand still are in none."""

    today: date
    lights: tuple[LightColumn, ...]
    offices: tuple[LightRow, ...]
    stages: tuple[LightRow, ...]
    all: LightRow
