"""What a matter shows: its papers, steps, clocks and course."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from storage.queries.shapes import (
    CaseRow,
    DeadlineChip,
    EscalationView,
    FieldView,
    FindingView,
    MaterialView,
    RoleChoice,
    Shown,
)


class Track(Shown):
    """One region of a parallel stage: 公众参与, 专家论证 …"""

    region: str
    label: str
    state_label: str
    done: bool


class StageMark(Shown):
    """One stage of the stepper."""

    state: str
    label: str
    status: Literal["done", "skipped", "current", "todo"]


class OverlayView(Shown):
    key: str
    name: str


class EntryView(Shown):
    """One thing on file. ``on`` is the legal day of the fact; ``superseded_by`` the id of its correction, or empty."""

    id: str
    kind: str
    label: str
    on: date
    by: str
    by_name: str
    role: str
    role_label: str
    represented_name: str
    recorded_at: datetime
    fields: tuple[FieldView, ...]
    represented: str = ""
    supersedes: str = ""
    superseded_by: str = ""
    digest: str = ""


class OpinionCountsView(Shown):
    received: int = 0
    adopted: int = 0
    partly_adopted: int = 0
    not_adopted: int = 0
    withdrawn: int = 0
    spam: int = 0
    unanswered: int = 0


class PartView(Shown):
    person: str
    person_name: str
    role: str
    role_label: str
    employer: str


class ProposalView(Shown):
    """A prompt to consider a post-decision evaluation (L713 art. 36(1))."""

    trigger: str
    trigger_label: str
    evidence: str
    created_at: datetime


class CorrectionView(Shown):
    """A requested correction that waits for its second person."""

    id: str
    target: str
    target_label: str
    reason: str
    by_name: str
    recorded_at: datetime
    changes: tuple[FieldView, ...]


class KindChoice(Shown):
    """A kind of entry that may be filled in, and the roles of the viewer that may do so."""

    kind: str
    label: str
    roles: tuple[RoleChoice, ...] = ()
    caution: str = ""  # what this viewer ought to know before filling it in


class CaseView(Shown):
    """A matter in full. ``entries`` in the order of recording, superseded ones included."""

    row: CaseRow
    configuration: tuple[str, ...]
    configuration_labels: tuple[str, ...]
    body: str
    body_name: str
    law_as_of: date
    overlays: tuple[OverlayView, ...]
    parent: str
    parent_number: str
    tracks: tuple[Track, ...]
    stepper: tuple[StageMark, ...]
    entries: tuple[EntryView, ...]
    materials: tuple[MaterialView, ...]
    opinions: OpinionCountsView
    parts: tuple[PartView, ...]
    escalations: tuple[EscalationView, ...]
    proposals: tuple[ProposalView, ...]
    corrections: tuple[CorrectionView, ...]
    recordable: tuple[KindChoice, ...]  # kinds that this viewer may put on file now, beside the steps
    lock_note: str  # whether the archive can really keep what is sealed
    handler_name: str = ""  # who has it in hand; empty while nobody does


class StepView(Shown):
    """A step that belongs to where the matter stands.

    ``blocked``: some finding blocks on the dossier as it is; what the step's own form brings is not on file yet.
    ``why_not`` is empty when the viewer may take it. ``as_roles``: in which of the viewer's roles.
    """

    name: str
    label: str
    note: str
    available_now: bool
    permitted: bool
    why_not: str
    roles: tuple[str, ...]
    as_roles: tuple[RoleChoice, ...]
    kinds: tuple[str, ...]
    optional: tuple[str, ...]
    findings: tuple[FindingView, ...]
    blocked: bool
    caution: str = ""  # what this viewer ought to know before filling in the form


class TimelineItem(Shown):
    """One event of the chain, newest first in lists."""

    seq: int
    kind: str
    kind_label: str
    act: str
    label: str
    actor: str
    office: str
    represented: str
    role_label: str
    on: date
    recorded_at: datetime
    from_labels: tuple[str, ...]
    to_labels: tuple[str, ...]
    findings: tuple[FindingView, ...]
    note: str
    hash: str
    proven_at: datetime | None = None  # when the signer last proved by password to be that person


class DayLineView(Shown):
    """One day of a period's count; ``counted`` is its number, or None. ``entry``: the paper that takes it out of the count."""

    day: date
    weekday: str
    kind: str
    counted: int | None
    reason: str
    entry: str = ""


class ClockPaperView(Shown):
    """A paper on file that stops, lengthens or restarts a clock. ``fault``: why it does not, or what must be said of it."""

    entry: str
    label: str
    on: date
    effect: str
    fault: str = ""


class HeldView(Shown):
    """A clock that stands still: since when, why, and the days used and left in the unit of its period."""

    since: date
    why: str
    used: int
    left: int


class DeadlineView(Shown):
    """A clock of a matter with the law behind it and its day-by-day count.

    ``basis``: what the law lets happen to it, and where that is read from; ``left``: what remains, in words.
    """

    chip: DeadlineChip
    status: str
    status_label: str
    rule: str
    citation: str
    period_label: str
    start_label: str
    start_day: date | None
    explain: tuple[DayLineView, ...]
    provisional_note: str  # 暂定:…, or empty
    unread_note: str = ""  # of a text in force that may set the period otherwise and was not read
    name_of_rule: str = ""
    unit: str = ""
    left: str = ""
    basis: str = ""
    held: HeldView | None = None
    papers: tuple[ClockPaperView, ...] = ()
    cut: int = 0  # days before those told one by one
