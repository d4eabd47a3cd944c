"""Rows about the running of the system itself: signs of life and what was found stuck. No matter's record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Text
from sqlmodel import Field, SQLModel


class Pulse(SQLModel, table=True):
    """When something that must keep going (a flow) was last seen going, and what it had done."""

    __tablename__ = "pulse"
    name: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    note: str = Field(default="", sa_column=Column(Text, nullable=False))


class Finding(SQLModel, table=True):
    """Something stuck, as the last inspection found it; gone when the next one finds it well."""

    __tablename__ = "stuck_finding"
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    case_id: str = ""
    evidence: str = Field(sa_column=Column(Text, nullable=False))
    since: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
