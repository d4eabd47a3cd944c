"""Rows of the full-text search: what was read out of matters, for finding them; the record itself says what holds."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel


class SearchText(SQLModel, table=True):
    """A piece of text of a matter: of the matter itself (``ref`` empty), of an entry, or of a material.

    ``folded`` is ``text`` as it is compared, sign by sign. ``grams``: its signs and pairs of signs, on PostgreSQL only.
    """

    __tablename__ = "search_text"
    __table_args__ = (Index("ix_search_text_grams", "grams", postgresql_using="gin"),)
    case_id: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    source: str  # case | entry | material
    label: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    folded: str = Field(sa_column=Column(Text, nullable=False))
    grams: str = Field(sa_column=Column(Text().with_variant(ARRAY(Text()), "postgresql"), nullable=False))


class SearchKept(SQLModel, table=True):
    """Up to which event a matter was read."""

    __tablename__ = "search_kept"
    case_id: str = Field(primary_key=True)
    seq: int
