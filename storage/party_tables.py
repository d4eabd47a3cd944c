"""Rows about whom matters of enforcement name, for finding those about the same party; the dossiers themselves say what holds."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class CaseParty(SQLModel, table=True):
    """That a matter named such a party at some time; ``name`` and ``code`` as they are compared, without what only separates."""

    __tablename__ = "case_party"
    __table_args__ = (Index("ix_case_party_name", "name", "case_id"), Index("ix_case_party_code", "code", "case_id"))
    case_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
