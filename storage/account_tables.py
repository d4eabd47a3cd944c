"""Rows of accounts and of the record that administrators leave. Part of ``storage.tables``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime
from sqlmodel import Field, SQLModel


class AccountState(SQLModel, table=True):
    """What is known of a person's password and attempts to sign in; without a row nothing is the matter."""

    __tablename__ = "account_state"
    person_id: str = Field(primary_key=True)
    must_change: bool = False
    failures: int = 0  # in a row, since the last right password
    locked_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))


class AdminLink(SQLModel, table=True):
    """Append-only: the chain over all acts in ``admin_act``, and the body in which each was done."""

    __tablename__ = "admin_link"
    seq: int = Field(primary_key=True)
    act_id: str = Field(unique=True)
    body_id: str = Field(index=True)
    previous: str
    hash: str
