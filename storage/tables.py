"""Rows, without behaviour. JSON is kept as canonical text, so that what is hashed is what is stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage import account_tables as account_tables  # part of the same schema
from storage import archive_tables as archive_tables  # part of the same schema
from storage import calendar_tables as calendar_tables  # part of the same schema
from storage import desk_tables as desk_tables  # part of the same schema
from storage import notice_tables as notice_tables  # part of the same schema
from storage import paper_tables as paper_tables  # part of the same schema
from storage import party_tables as party_tables  # part of the same schema
from storage import risk_tables as risk_tables  # part of the same schema
from storage import running_tables as running_tables  # part of the same schema
from storage import search_tables as search_tables  # part of the same schema
from storage import stay_tables as stay_tables  # part of the same schema
from storage.portal_tables import Opinion as Opinion
from storage.portal_tables import OpinionCount as OpinionCount

OPINION = text("kind = 'opinion'")  # found again by the number of its receipt
SEALS = text("kind = 'dossier_seal'")  # few among all entries, and asked for in a list of their own
RUNNING = text("status IN ('armed', 'warned', 'fired')")  # the clocks that have a light


def moment(nullable: bool = False) -> Column[datetime]:
    """A UTC instant."""
    return Column(DateTime(timezone=True), nullable=nullable)


class Office(SQLModel, table=True):
    __tablename__ = "office"
    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    body_id: str = Field(index=True)
    kind: str = "office"  # body | office | external


class Person(SQLModel, table=True):
    __tablename__ = "person"
    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str = Field(index=True)
    office_id: str
    password_hash: str
    active: bool = True


class PersonRole(SQLModel, table=True):
    __tablename__ = "person_role"
    id: str = Field(primary_key=True)
    person_id: str = Field(index=True)
    role: str
    office_id: str
    body_id: str
    since: date
    until: date | None = None


class Mandate(SQLModel, table=True):
    """A stand-in's authority: for whom, in which role, from when to when, on which basis."""

    __tablename__ = "mandate"
    id: str = Field(primary_key=True)
    principal_id: str
    deputy_id: str = Field(index=True)
    role: str
    since: date
    until: date
    basis: str


class LoginSession(SQLModel, table=True):
    __tablename__ = "login_session"
    token_hash: str = Field(primary_key=True)
    person_id: str
    role: str = ""
    csrf: str
    expires_at: datetime = Field(sa_column=moment())
    seen_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))  # last heard of, to the minute
    proven_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))  # the password asked again since the sign-in


class CaseFile(SQLModel, table=True):
    """A matter: where it stands, and the head of its chain."""

    __tablename__ = "case_file"
    __table_args__ = (Index("ix_case_file_calendar", "calendar", "id"), Index("ix_case_file_overlays", "overlays"))
    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    procedure: str
    title: str
    office_id: str = Field(index=True)
    body_id: str = Field(index=True)
    confidentiality: str
    law_as_of: date
    overlays: str = Field(sa_column=Column(Text, nullable=False))
    configuration: str = Field(sa_column=Column(Text, nullable=False))
    stage: str
    version: int
    head_seq: int
    head_hash: str
    parent_id: str = ""
    parts: str = Field(sa_column=Column(Text, nullable=False))
    entered: str = Field(sa_column=Column(Text, nullable=False))
    ended: bool = False
    calendar: int = 0  # the publication of days off by which its clocks were last worked out
    handler_id: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})  # who has it in hand (承办人)
    opened_at: datetime = Field(sa_column=moment())
    updated_at: datetime = Field(sa_column=moment())


class CasePart(SQLModel, table=True):
    """Who has a part in a matter, for finding one's matters; the dossier itself carries the same list."""

    __tablename__ = "case_part"
    __table_args__ = (Index("ix_case_part_person", "person"), Index("ix_case_part_employer", "employer"))
    case_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    employer: str = Field(primary_key=True)


class Entry(SQLModel, table=True):
    """Append-only: one thing on file."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_case", "case_id", "seq"),
        Index("ix_entry_seal", "case_id", sqlite_where=SEALS, postgresql_where=SEALS),
    )
    id: str = Field(primary_key=True)
    case_id: str
    seq: int
    place: int
    kind: str
    fields: str = Field(sa_column=Column(Text, nullable=False))
    on_day: date
    recorded_at: datetime = Field(sa_column=moment())
    person_id: str
    role: str
    represented: str = ""
    supersedes: str = ""
    digest: str


class Event(SQLModel, table=True):
    """Append-only: the chain of one matter. ``body`` is canonical JSON."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_opinion", "seq", "hash", sqlite_where=OPINION, postgresql_where=OPINION),)
    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    act: str
    previous: str
    hash: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    on_day: date
    recorded_at: datetime = Field(sa_column=moment())


class Timer(SQLModel, table=True):
    """A clock: armed, warned, fired, held, settled or cancelled. ``generation`` fences off stale firings.

    Of one that is held (中止计时): since when, days counted until then and days left, in the unit of its period.
    """

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("case_id", "name"),
        Index("ix_timer_due", "status", "due_on", "id"),
        Index("ix_timer_warn", "status", "warn_on", "id"),
        Index("ix_timer_acted", "acted_at"),
        Index("ix_timer_running", "due_on", "id", "case_id", "name", sqlite_where=RUNNING, postgresql_where=RUNNING),
    )
    id: str = Field(primary_key=True)
    case_id: str
    name: str
    label: str
    rule: str
    due_on: date
    warn_on: date | None = None
    provisional: bool = False
    status: str = "armed"
    generation: int = 1
    held_on: date | None = None
    days_used: int | None = None
    days_left: int | None = None
    armed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    acted_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))  # warned of or fired


class Outbox(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_next", "status", "next_at", "id"),)
    id: str = Field(primary_key=True)
    case_id: str
    topic: str
    payload: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=moment())
    next_at: datetime = Field(sa_column=moment())
    attempts: int = 0
    status: str = "waiting"  # waiting | claimed | settled | dead
    claim: str = ""
    error: str = ""


class CommandReceipt(SQLModel, table=True):
    """What a command answered, by its idempotency key."""

    __tablename__ = "command_receipt"
    key: str = Field(primary_key=True)
    case_id: str
    digest: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=moment())


class Material(SQLModel, table=True):
    __tablename__ = "material"
    __table_args__ = (UniqueConstraint("case_id", "digest"),)
    id: str = Field(primary_key=True)
    case_id: str
    digest: str
    name: str
    media_type: str
    size: int = Field(sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), nullable=False))
    person_id: str
    added_at: datetime = Field(sa_column=moment())


class Escalation(SQLModel, table=True):
    """The supervisor's list: one row per overdue clock and rung. ``lit``: the light with rule, clock and inputs."""

    __tablename__ = "escalation"
    __table_args__ = (
        UniqueConstraint("case_id", "timer_name", "due_on", "rung"),
        Index("ix_escalation_next", "status", "next_on", "id"),
    )
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    timer_name: str
    label: str
    rule: str
    due_on: date
    rung: int = 1
    opened_at: datetime = Field(sa_column=moment())
    status: str = "open"  # open | raised | paused (its clock is held) | closed
    light: str = ""
    told: str = ""  # whom the rung reaches
    lit: str = Field(default="", sa_column=Column(Text, nullable=False))
    next_on: date | None = None  # when the rung above opens; None on top


class EvaluationProposal(SQLModel, table=True):
    __tablename__ = "evaluation_proposal"
    __table_args__ = (UniqueConstraint("case_id", "trigger_key"),)
    id: str = Field(primary_key=True)
    case_id: str
    trigger_key: str
    evidence: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=moment())
    status: str = "open"


class ConfirmedRule(SQLModel, table=True):
    """A 待核实 rule that was confirmed, and the event of the 规则核实 matter that says so; gone once withdrawn."""

    __tablename__ = "confirmed_rule"
    rule: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    event_seq: int
    on_day: date


class NumberSeries(SQLModel, table=True):
    """The next number of matters, by mark (决, 督) and year."""

    __tablename__ = "number_series"
    mark: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    next: int
