"""Rows of notices and of their channels, and what administrators do; without behaviour. Part of ``storage.tables``."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def _moment(nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _text() -> Column[str]:
    return Column(Text, nullable=False)


class Notice(SQLModel, table=True):
    """A line in a person's inbox; one per message of the outbox and person. The matter's title is not kept here."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("outbox_id", "person_id"),
        Index("ix_notice_person", "person_id", "id"),
        Index("ix_notice_unread", "person_id", "read_at"),
    )
    id: str = Field(primary_key=True)
    outbox_id: str
    person_id: str
    case_id: str
    topic: str
    text: str = Field(sa_column=_text())
    until_on: date | None = None
    created_at: datetime = Field(sa_column=_moment())
    read_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))


class Delivery(SQLModel, table=True):
    """Something on its way out of the house, one row per message and recipient. ``payload`` is canonical JSON."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("source_id", "channel", "target"),
        Index("ix_delivery_next", "status", "next_at", "id"),
    )
    id: str = Field(primary_key=True)
    source_id: str  # the row of the outbox, or the change of address, that it tells of
    channel: str  # mail | webhook | dingtalk | wecom
    target: str  # a person or a subscription
    address: str = ""  # of mail that must not go to the present address
    payload: str = Field(sa_column=_text())
    created_at: datetime = Field(sa_column=_moment())
    next_at: datetime = Field(sa_column=_moment())
    attempts: int = 0
    status: str = "waiting"  # waiting | claimed | sent | dead
    claim: str = ""
    error: str = ""
    sent_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))


class Subscription(SQLModel, table=True):
    """An address to which an administrator has the notices of a body sent. ``generation`` of its signing secret."""

    __tablename__ = "subscription"
    id: str = Field(primary_key=True)
    body_id: str = Field(index=True)
    kind: str
    name: str
    address: str
    topics: str = Field(sa_column=_text())
    active: bool = True
    generation: int = 1
    created_at: datetime = Field(sa_column=_moment())


class NoticeChoice(SQLModel, table=True):
    """Whether a person wants to be told of a topic by some means."""

    __tablename__ = "notice_choice"
    person_id: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    means: str = Field(primary_key=True)
    wanted: bool


class NoticeAddress(SQLModel, table=True):
    """Where a person's mail goes; empty once taken away."""

    __tablename__ = "notice_address"
    person_id: str = Field(primary_key=True)
    mail: str
    set_at: datetime = Field(sa_column=_moment())


class CalendarLink(SQLModel, table=True):
    """The secret of a person's calendar link, hashed; only the newest one opens."""

    __tablename__ = "calendar_link"
    person_id: str = Field(primary_key=True)
    token_hash: str = Field(unique=True)
    active: bool = True
    made_at: datetime = Field(sa_column=_moment())


class AdminAct(SQLModel, table=True):
    """Append-only: what an administrator did to the system, outside any matter. ``fields`` is canonical JSON."""

    __tablename__ = "admin_act"
    __table_args__ = (Index("ix_admin_act_at", "at", "id"),)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_column=_moment())
    person_id: str
    act: str
    target: str
    fields: str = Field(sa_column=_text())
