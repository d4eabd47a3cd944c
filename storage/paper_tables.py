"""Rows of the papers of enforcement: their numbers, and which file each was fixed as. Part of ``storage.tables``."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class PaperSeries(SQLModel, table=True):
    """The next number of a body's papers, by mark (罚决, 催) and year."""

    __tablename__ = "paper_series"
    body_id: str = Field(primary_key=True)
    mark: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    next: int


class PaperNumber(SQLModel, table=True):
    """Append-only: the number under which the act that an entry documents was issued. A correction keeps it."""

    __tablename__ = "paper_number"
    entry_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    number: str
    event_seq: int


class FixedPaper(SQLModel, table=True):
    """Append-only: the file that a paper was signed off as, by the entry it documents and the form of the file."""

    __tablename__ = "fixed_paper"
    case_id: str = Field(primary_key=True)
    paper: str = Field(primary_key=True)
    entry_id: str = Field(primary_key=True)
    form: str = Field(primary_key=True)  # docx | pdf
    digest: str
    event_seq: int
