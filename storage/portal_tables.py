"""Rows of what the public says, and of what it leaves about itself, sealed; without behaviour. Part of ``storage.tables``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def _moment(nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class Opinion(SQLModel, table=True):
    """An opinion from the public; its text never changes, its disposition is set with an event.

    ``root``: the first version of a corrected one; ``hold``: held or proposed as spam, by whom and why.
    """

    __tablename__ = "opinion"
    __table_args__ = (Index("ix_opinion_case", "case_id", "disposition", "id"),)
    id: str = Field(primary_key=True)
    case_id: str
    source: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    received_at: datetime = Field(sa_column=_moment())
    disposition: str = ""
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    event_seq: int = 0
    root: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hold: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hold_reason: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    hold_by: str = Field(default="", sa_column_kwargs={"server_default": ""})


class OpinionCount(SQLModel, table=True):
    __tablename__ = "opinion_count"
    case_id: str = Field(primary_key=True)
    received: int = 0
    adopted: int = 0
    partly_adopted: int = 0
    not_adopted: int = 0
    withdrawn: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    spam: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class OpinionGiver(SQLModel, table=True):
    """Who gave an opinion, sealed by the vault; by the marks they are known again, and nothing can be read from them."""

    __tablename__ = "opinion_giver"
    opinion_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    contact_mark: str = Field(default="", index=True)
    word_mark: str = ""
    named: bool = False
    consent: str = ""
    given_at: datetime = Field(sa_column=_moment())


class HearingRegistration(SQLModel, table=True):
    """That somebody asked to take part in a hearing; who, sealed."""

    __tablename__ = "hearing_registration"
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    interest: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    contact_mark: str
    consent: str
    received_at: datetime = Field(sa_column=_moment())
    event_seq: int


class ExpertLink(SQLModel, table=True):
    """An expert's personal link into one matter; of the token only its hash."""

    __tablename__ = "expert_link"
    token_hash: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    person_id: str
    issued_by: str
    issued_at: datetime = Field(sa_column=_moment())
    expires_at: datetime = Field(sa_column=_moment())
    revoked_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))


class ComplaintRow(SQLModel, table=True):
    """A complaint about enforcement; who made it is sealed."""

    __tablename__ = "complaint"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("form_key"), Index("ix_complaint_body", "body_id", "id"))
    id: str = Field(primary_key=True)
    number: str
    form_key: str
    sort: str
    body_id: str
    subject: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    named: bool = False
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    contact_mark: str = ""
    word_mark: str = ""
    consent: str = ""
    received_at: datetime = Field(sa_column=_moment())
    status: str = "received"
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))


class ComplaintActRow(SQLModel, table=True):
    """Append-only: what was done with a complaint, each look at who made it included."""

    __tablename__ = "complaint_act"
    __table_args__ = (Index("ix_complaint_act", "complaint_id", "id"),)
    id: str = Field(primary_key=True)
    complaint_id: str
    at: datetime = Field(sa_column=_moment())
    person_id: str
    role: str
    act: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
