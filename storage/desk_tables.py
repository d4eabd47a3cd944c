"""Rows of the desk: what was sent to whom for reading, and how each person has their lists. Part of ``storage.tables``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Index, Text
from sqlmodel import Field, SQLModel


class Circulation(SQLModel, table=True):
    """传阅: a matter sent to one reader by that event. Only ``read_at`` is not told by the chain."""

    __tablename__ = "circulation"
    __table_args__ = (Index("ix_circulation_person", "person_id", "sent_at"),)
    case_id: str = Field(primary_key=True)
    event_seq: int = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    sender_id: str
    remark: str = Field(sa_column=Column(Text, nullable=False))
    sent_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))


class ListColumns(SQLModel, table=True):
    """The columns that a person chose for a list, as a JSON array."""

    __tablename__ = "list_columns"
    person_id: str = Field(primary_key=True)
    list: str = Field(primary_key=True)
    columns: str = Field(sa_column=Column(Text, nullable=False))


class SavedFilter(SQLModel, table=True):
    """A filter of a list that a person kept under a name; ``query`` as it stands in the address."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index("ix_saved_filter_person", "person_id", "list", "id"),)
    id: str = Field(primary_key=True)
    person_id: str
    list: str
    label: str
    query: str = Field(sa_column=Column(Text, nullable=False))


class UnfinishedForm(SQLModel, table=True):
    """What a person had filled in of a form and not yet handed in; ``content``: names and values as a JSON array."""

    __tablename__ = "unfinished_form"
    person_id: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    content: str = Field(sa_column=Column(Text, nullable=False))
    saved_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False, index=True))


class OwnPhrase(SQLModel, table=True):
    """A sentence that a person keeps for opinions, under a name."""

    __tablename__ = "own_phrase"
    __table_args__ = (Index("ix_own_phrase_person", "person_id", "id"),)
    id: str = Field(primary_key=True)
    person_id: str
    label: str
    text: str = Field(sa_column=Column(Text, nullable=False))
