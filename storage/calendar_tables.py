"""Rows of published days off, without behaviour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Text
from sqlmodel import Field, SQLModel


class PublishedCalendar(SQLModel, table=True):
    """Append-only: a notice of days off that took effect, or (``holds`` false) its withdrawal, in order of ``version``.

    ``fields``: the entry 节假日安排 as canonical JSON, as its matter has it on file.
    """

    __tablename__ = "published_calendar"
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    case_id: str = Field(index=True)
    event_seq: int
    holds: bool
    fields: str = Field(sa_column=Column(Text, nullable=False))
    published_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
