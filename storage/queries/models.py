"""What the reads hand to pages and to programs: frozen, ready to show, every label already Chinese."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from states.dossier.vocabulary import Role
from storage.people import HeldRole, SignedIn

Light = Literal["green", "yellow", "red"]
Filter = Literal["all", "mine", "waiting", "today", "overdue", "soon", "done", "escalated"]


class Shown(BaseModel):
    """Common to all read models."""

    model_config = ConfigDict(frozen=True)


T = TypeVar("T")


class Page(Shown, Generic[T]):
    """A page of a list; ``next_cursor`` is opaque and None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None = None


class Viewer(Shown):
    """Who looks, in which roles; every read is limited to what this person may see."""

    person: str
    name: str
    office: str
    office_name: str
    roles: tuple[HeldRole, ...]

    @classmethod
    def of(cls, desk: SignedIn) -> Viewer:
        return cls(
            person=desk.person, name=desk.name, office=desk.office, office_name=desk.office_name, roles=desk.roles
        )

    def holds(self, *roles: Role) -> bool:
        return any(one.role in roles for one in self.roles)


class DeadlineChip(Shown):
    """The nearest running clock of a matter. ``days_left`` is negative when overdue; ``due_on`` is a legal day."""

    name: str
    label: str
    due_on: date
    days_left: int
    light: Light
    text: str  # 剩 3 天 | 今日到期 | 超期 2 天 | 期间已满 (a minimum period that has run)
    provisional: bool = False  # 暂定: the holiday notice of that year is not out


class CaseRow(Shown):
    """A matter in a list."""

    id: str
    number: str
    title: str
    procedure: str
    procedure_label: str
    stage: str
    stage_label: str
    office: str
    office_name: str
    confidentiality: str
    confidentiality_label: str
    version: int
    ended: bool
    updated_at: datetime
    deadline: DeadlineChip | None = None


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
    status: Literal["done", "current", "todo"]


class OverlayView(Shown):
    key: str
    name: str


class FieldView(Shown):
    """One field of an entry as text; ``value`` is what a form is filled with; ``material`` a digest to download."""

    name: str
    label: str
    text: str
    value: Any = None
    material: str = ""


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
    supersedes: str = ""
    superseded_by: str = ""
    digest: str = ""


class MaterialView(Shown):
    """An uploaded material. ``size`` in bytes; ``digest`` is "sha256:<hex>"."""

    digest: str
    name: str
    media_type: str
    size: int
    by_name: str
    added_at: datetime


class OpinionCountsView(Shown):
    received: int = 0
    adopted: int = 0
    partly_adopted: int = 0
    not_adopted: int = 0
    unanswered: int = 0


class OpinionView(Shown):
    """An opinion of the public; ``disposition`` is empty until it is answered."""

    id: str
    source: str
    text: str
    received_at: datetime
    disposition: str
    disposition_label: str
    reason: str


class PartView(Shown):
    person: str
    person_name: str
    role: str
    role_label: str
    employer: str


class EscalationView(Shown):
    """One line of 督办: an overdue clock of a matter."""

    id: str
    case: str
    number: str
    title: str
    timer: str
    label: str
    rule: str
    citation: str
    due_on: date
    days_over: int
    rung: int
    opened_at: datetime
    status: str
    status_label: str


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


class KindChoice(Shown):
    """A kind of entry that may be filled in, and the roles of the viewer that may do so."""

    kind: str
    label: str
    roles: tuple[RoleChoice, ...] = ()


class RoleChoice(Shown):
    """A role in which the viewer may act; ``represents`` is set for a stand-in."""

    role: str
    label: str
    represents: str = ""
    represents_name: str = ""


class FindingView(Shown):
    """A requirement of the law, judged. ``status``: met | departed | unmet | warned | not_applicable."""

    rule: str
    name: str
    citation: str
    status: str
    status_label: str
    reason: str
    cure: str = ""
    who: tuple[str, ...] = ()
    earliest: date | None = None
    unverified: bool = False
    blocks: bool = False


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


class DayLineView(Shown):
    """One day of a period's count; ``counted`` is its number, or None."""

    day: date
    weekday: str
    kind: str
    counted: int | None
    reason: str


class DeadlineView(Shown):
    """A clock of a matter with the law behind it and its day-by-day count."""

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


class LawRow(Shown):
    """A rule as 法条对照 lists it. ``status``: 已核实 | 待核实 | 尚未内置."""

    id: str
    name: str
    citation: str
    kind_label: str
    modality_label: str
    status: str
    where: tuple[str, ...]  # the steps that ask for it, as labels
    period: str = ""


class Card(Shown):
    """A figure of the desk and where it leads."""

    name: str
    label: str
    count: int
    link: str


class DashboardCards(Shown):
    today: Card
    overdue: Card
    mine: Card
    mine_new: Card
    waiting: Card
    soon: Card

    @property
    def all(self) -> tuple[Card, ...]:
        return (self.today, self.overdue, self.mine, self.mine_new, self.waiting, self.soon)


class PublishedItem(Shown):
    """What the portal shows of a public matter: only what its papers say was made public."""

    id: str
    kind: Literal["consultation", "hearing", "feedback", "decision"]
    kind_label: str
    title: str
    office_name: str
    on: date  # the day of publication
    open: bool  # a consultation that takes opinions today
    closes_on: date | None
    fields: tuple[FieldView, ...]


CaseView.model_rebuild()
KindChoice.model_rebuild()
