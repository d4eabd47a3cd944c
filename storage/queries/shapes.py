"""What lists, figures and the portal show; and the shapes that everything shown is made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from states.dossier.vocabulary import Role
from storage.people import HeldRole, SignedIn

Light = Literal["green", "blue", "yellow", "orange", "red"]
Filter = Literal["all", "mine", "waiting", "today", "overdue", "soon", "done", "escalated"]


class Shown(BaseModel):
    """Common to all read models."""

    model_config = ConfigDict(frozen=True)


T = TypeVar("T")


class Page(Shown, Generic[T]):
    """A page of a list; ``next_cursor`` is opaque and None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None = None


class RoleChoice(Shown):
    """A role in which the viewer may act; ``represents`` is set for a stand-in."""

    role: str
    label: str
    represents: str = ""
    represents_name: str = ""


class FieldView(Shown):
    """One field of an entry as text; ``value`` is what a form is filled with; ``material`` a digest to download."""

    name: str
    label: str
    text: str
    value: Any = None
    material: str = ""


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
    """The nearest clock of a matter. ``days_left`` is negative when overdue; ``due_on`` is a legal day.

    A clock that stands still has no light: ``held`` (中止计时), with the days that remain in the unit of its period.
    """

    name: str
    label: str
    due_on: date
    days_left: int
    light: Light | Literal["held"]
    text: str  # 剩 3 天 | 今日到期 | 超期 2 天 | 期间已满 (a minimum period that has run) | 中止计时
    provisional: bool = False  # 暂定: the holiday notice of that year is not out
    why: str = ""  # by which threshold of which place the light is what it is


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


class MaterialView(Shown):
    """An uploaded material. ``size`` in bytes; ``digest`` is "sha256:<hex>"."""

    digest: str
    name: str
    media_type: str
    size: int
    by_name: str
    added_at: datetime


class OpinionView(Shown):
    """An opinion of the public; ``disposition`` is empty until it is answered."""

    id: str
    source: str
    text: str
    received_at: datetime
    disposition: str
    disposition_label: str
    reason: str
    corrected: bool = False  # another text of the same person's stood here before
    hold: str = ""  # held or proposed
    hold_label: str = ""
    hold_reason: str = ""
    hold_by: str = ""


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
    light: Light = "red"
    told_label: str = ""  # whom the rung reaches
    why: str = ""  # the light's rule and threshold
    next_on: date | None = None  # when the rung above opens
    order: str = ""  # the order issued on it
    order_number: str = ""
    order_stage: str = ""


class OrderRow(Shown):
    """A supervision order in a list, with the matter that it supervises as far as the viewer may see that."""

    row: CaseRow
    parent: str = ""
    parent_title: str = ""
    due_on: date | None = None


class SupervisionDesk(Shown):
    """The figures of 督办: open delays by rung, orders by stage; each leads to exactly its rows."""

    rungs: tuple[Card, ...]
    orders: tuple[Card, ...]


class LawRow(Shown):
    """A rule as 法条对照 lists it. ``status``: 已核实 | 已核实(本单位) | 待核实 | 尚未内置."""

    id: str
    name: str
    citation: str
    kind_label: str
    modality_label: str
    status: str
    where: tuple[str, ...]  # the steps that ask for it, as labels
    period: str = ""
    note: str = ""  # where a text in force may say otherwise and was not read
    matter: str = ""  # the 规则核实 that has not ended, where the viewer may see it
    matter_number: str = ""
    matter_stage: str = ""
    proposable: bool = False  # may the viewer propose that it be confirmed?


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


class Gone(Shown):
    """That something was public and was withdrawn: since when, on which ground, and why; nothing of what it said."""

    on: date
    ground: str
    basis: str
    reason: str


class PublishedItem(Shown):
    """What the portal shows of a public matter: only what its papers say was made public."""

    id: str
    kind: Literal["consultation", "hearing", "participants", "feedback", "decision", "catalogue"]
    kind_label: str
    title: str
    office_name: str
    on: date  # the day of publication
    open: bool  # a consultation that takes opinions today
    closes_on: date | None
    fields: tuple[FieldView, ...]
    gone: Gone | None = None
    corrected_on: date | None = None  # what is shown took the place of what was published first
    replaced_on: date | None = None  # of a decision: a new one stands in its place since
