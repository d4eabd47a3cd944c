"""Rows of what the public says, and of what it leaves about itself, sealed; without behaviour. Part of ``storage.tables``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Index, Text
from sqlmodel import Field, SQLModel


def _moment() -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False)


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
